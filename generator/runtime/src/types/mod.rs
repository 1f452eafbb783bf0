//! The types of string and number formats.

mod base64;
mod date_time;
mod duration;
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
/// A calendar date (`format: date`).
pub use jiff::civil::Date;
pub use text::ParseError;
pub use time::Time;
pub use unix_timestamp::UnixTimestamp;
pub use uri::Uri;
