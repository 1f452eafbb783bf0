//! `format: time`.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use jiff::tz::Offset;

use super::rfc3339::{Reader, Writer, Zone, digits_of};
use super::text::{ParseError, text_type};

/// A time of day, with an offset if it was written with one (RFC 3339, `full-time` or `partial-time`).
///
/// It is written as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    time: civil::Time,
    zone: Option<Zone>,
    digits: u8,
}

impl Time {
    /// The time of day.
    #[must_use]
    pub const fn time(&self) -> civil::Time {
        self.time
    }

    /// The offset, if there is one.
    #[must_use]
    pub fn offset(&self) -> Option<Offset> {
        self.zone.map(Zone::offset)
    }
}

impl From<civil::Time> for Time {
    /// Without an offset, with as many digits as the fraction needs.
    fn from(time: civil::Time) -> Self {
        Self { time, zone: None, digits: digits_of(time.subsec_nanosecond()) }
    }
}

impl FromStr for Time {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        read(text).ok_or(ParseError::new("a time of day (RFC 3339)"))
    }
}

fn read(text: &str) -> Option<Time> {
    let mut reader = Reader(text.as_bytes());
    let (time, digits) = reader.time()?;
    let zone = if reader.end().is_some() { None } else { Some(reader.zone()?) };
    reader.end()?;
    Some(Time { time, zone, digits })
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut writer = Writer::new();
        writer.time(self.time, self.digits);
        if let Some(zone) = self.zone {
            writer.zone(zone);
        }
        f.write_str(writer.as_str())
    }
}

text_type!(Time);
