//! `format: unixtime`.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::text::ParseError;
use crate::schema::{Schema, Shape};

/// Seconds since 1970-01-01T00:00:00Z as a number, exact to the millisecond both ways.
///
/// As text it has three decimal places.
///
/// ```
/// use gatewright::types::UnixTimestamp;
///
/// let read: UnixTimestamp = serde_json::from_str("1660575600.12")?;
/// assert_eq!(read.as_millis(), 1_660_575_600_120);
/// assert_eq!(serde_json::to_string(&read)?, "1660575600.12");
/// assert_eq!(read.to_string(), "1660575600.120");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct UnixTimestamp {
    millis: i64,
}

/// Beyond it, a double no longer tells one millisecond from the next.
const EXACT: i64 = 1 << 52;

impl UnixTimestamp {
    /// From milliseconds.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self { millis }
    }

    /// The milliseconds.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.millis
    }

    /// Now, to the millisecond below.
    #[must_use]
    pub fn now() -> Self {
        Timestamp::now().into()
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "within the range that is exact")]
    fn from_seconds(seconds: f64) -> Option<Self> {
        let millis = (seconds * 1000.0).round();
        (millis.abs() <= EXACT as f64).then_some(Self { millis: millis as i64 })
    }

    #[allow(clippy::cast_precision_loss, reason = "exact for all that can be read, and the nearest for the rest")]
    fn as_seconds(self) -> f64 {
        self.millis as f64 / 1000.0
    }
}

impl From<Timestamp> for UnixTimestamp {
    fn from(timestamp: Timestamp) -> Self {
        Self { millis: timestamp.as_nanosecond().div_euclid(1_000_000).try_into().unwrap_or(i64::MAX) }
    }
}

impl TryFrom<UnixTimestamp> for Timestamp {
    type Error = jiff::Error;

    fn try_from(value: UnixTimestamp) -> Result<Self, jiff::Error> {
        Self::from_millisecond(value.millis)
    }
}

impl fmt::Display for UnixTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.millis < 0 { "-" } else { "" };
        let millis = self.millis.unsigned_abs();
        write!(f, "{sign}{}.{:03}", millis / 1000, millis % 1000)
    }
}

impl FromStr for UnixTimestamp {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let seconds = text.parse().ok();
        seconds.and_then(Self::from_seconds).ok_or(ParseError::new("a number of seconds since 1970"))
    }
}

impl Serialize for UnixTimestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_seconds())
    }
}

impl<'de> Deserialize<'de> for UnixTimestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_f64(Seconds)
    }
}

struct Seconds;

impl Visitor<'_> for Seconds {
    type Value = UnixTimestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of seconds since 1970")
    }

    fn visit_i64<E: Error>(self, seconds: i64) -> Result<UnixTimestamp, E> {
        let millis = seconds.checked_mul(1000);
        millis.map(UnixTimestamp::from_millis).ok_or_else(|| E::invalid_value(Unexpected::Signed(seconds), &self))
    }

    fn visit_u64<E: Error>(self, seconds: u64) -> Result<UnixTimestamp, E> {
        let signed = i64::try_from(seconds);
        signed.map_err(|_| E::invalid_value(Unexpected::Unsigned(seconds), &self)).and_then(|s| self.visit_i64(s))
    }

    fn visit_f64<E: Error>(self, seconds: f64) -> Result<UnixTimestamp, E> {
        UnixTimestamp::from_seconds(seconds).ok_or_else(|| E::invalid_value(Unexpected::Float(seconds), &self))
    }
}

impl Schema for UnixTimestamp {
    const SHAPE: &'static Shape = f64::SHAPE;
}
