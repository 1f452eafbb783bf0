//! The types of string and number formats.

mod base64;
mod date_time;
mod duration;
mod password;
mod rfc3339;
mod text;
mod time;
mod unix_timestamp;
mod uri;

#[cfg(test)]
mod tests;

pub use self::base64::Base64;
pub use date_time::DateTime;
pub use duration::Duration;
/// An object with free keys, in the order of its text.
pub use indexmap::IndexMap;
/// A calendar date (`format: date`).
pub use jiff::civil::Date;
pub use password::Password;
/// Any JSON value.
pub use serde_json::Value;
pub use text::ParseError;
pub use time::Time;
pub use unix_timestamp::UnixTimestamp;
pub use uri::Uri;
/// A UUID (`format: uuid`).
pub use uuid::Uuid;
