//! Values without parts.

use std::fmt;

/// A scalar: a type of JSON with its format.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `true` or `false`.
    Boolean,
    /// A whole number: its width in bits and whether it has a sign.
    Integer {
        /// 8, 16, 32 or 64.
        bits: u8,
        /// Whether it may be negative.
        signed: bool,
    },
    /// A number of single precision.
    Float,
    /// A number of double precision.
    Double,
    /// Text.
    Text,
    /// A UUID.
    Uuid,
    /// A point in time, RFC 3339.
    DateTime,
    /// A point in time, in decimal seconds since the Unix epoch.
    UnixTimestamp,
    /// A day of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time, ISO 8601.
    Duration,
    /// A URI.
    Uri,
    /// Text that must not be shown.
    Password,
    /// Bytes in Base64.
    Base64,
    /// Bytes as they are.
    Binary,
    /// A type that the configuration names, by its path.
    Configured(String),
}

impl Scalar {
    /// The whole number that documents mean when they say no width.
    pub const INTEGER: Self = Self::Integer { bits: 64, signed: true };
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Boolean => "boolean",
            Self::Integer { bits, signed } => return write!(f, "{}{bits}", if *signed { "i" } else { "u" }),
            Self::Float => "f32",
            Self::Double => "f64",
            Self::Text => "text",
            Self::Uuid => "uuid",
            Self::DateTime => "date-time",
            Self::UnixTimestamp => "unix-timestamp",
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Uri => "uri",
            Self::Password => "password",
            Self::Base64 => "base64",
            Self::Binary => "binary",
            Self::Configured(path) => path,
        };
        f.write_str(name)
    }
}
