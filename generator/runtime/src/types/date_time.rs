//! `format: date-time`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::rfc3339::{Reader, Writer, Zone, digits_of};
use super::text::{ParseError, text_type};

/// An instant, with the offset and the precision with which it is written (RFC 3339).
///
/// It is written as it was read: `Z` stays `Z`, and `.120` keeps its three digits. Two are equal if
/// they are the same instant.
///
/// ```
/// use gatewright::types::DateTime;
///
/// let written: DateTime = "2024-05-01T10:00:00.120+02:00".parse()?;
/// assert_eq!(written.to_string(), "2024-05-01T10:00:00.120+02:00");
/// assert_eq!(written, "2024-05-01T08:00:00.12Z".parse()?);
/// # Ok::<(), gatewright::types::ParseError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct DateTime {
    timestamp: Timestamp,
    zone: Zone,
    digits: u8,
}

impl DateTime {
    /// The instant.
    #[must_use]
    pub const fn timestamp(&self) -> Timestamp {
        self.timestamp
    }

    /// The offset in which it is written.
    #[must_use]
    pub fn offset(&self) -> Offset {
        self.zone.offset()
    }
}

impl From<Timestamp> for DateTime {
    /// In UTC, with as many digits as the fraction needs.
    fn from(timestamp: Timestamp) -> Self {
        let nanoseconds = Offset::UTC.to_datetime(timestamp).subsec_nanosecond();
        Self { timestamp, zone: Zone::Zulu, digits: digits_of(nanoseconds) }
    }
}

impl From<DateTime> for Timestamp {
    fn from(value: DateTime) -> Self {
        value.timestamp
    }
}

impl FromStr for DateTime {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        read(text).ok_or(ParseError::new("a date and time with an offset (RFC 3339)"))
    }
}

fn read(text: &str) -> Option<DateTime> {
    let mut reader = Reader(text.as_bytes());
    let date = reader.date()?;
    reader.byte(b"Tt")?;
    let (time, digits) = reader.time()?;
    let zone = reader.zone()?;
    reader.end()?;
    let timestamp = zone.offset().to_timestamp(date.to_datetime(time)).ok()?;
    Some(DateTime { timestamp, zone, digits })
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.zone.offset().to_datetime(self.timestamp);
        let mut writer = Writer::new();
        writer.date(local.date());
        writer.byte(b'T');
        writer.time(local.time(), self.digits);
        writer.zone(self.zone);
        f.write_str(writer.as_str())
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.timestamp == other.timestamp
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.timestamp.cmp(&other.timestamp)
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.timestamp.hash(state);
    }
}

text_type!(DateTime);
