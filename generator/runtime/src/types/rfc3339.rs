//! The pieces of RFC 3339, 5.6, read strictly and kept so that they are written as they were read.

use std::fmt;

use jiff::civil;
use jiff::tz::Offset;

/// How a time says its offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// `Z`.
    Zulu,
    /// `-00:00`: the local offset isn't known.
    Unknown,
    /// `+01:00`.
    Offset(Offset),
}

impl Zone {
    pub(super) fn offset(self) -> Offset {
        match self {
            Self::Zulu | Self::Unknown => Offset::UTC,
            Self::Offset(offset) => offset,
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zulu => f.write_str("Z"),
            Self::Unknown => f.write_str("-00:00"),
            Self::Offset(offset) => {
                let sign = if offset.is_negative() { '-' } else { '+' };
                let minutes = offset.seconds().unsigned_abs() / 60;
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// Text being read from its start.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl Reader<'_> {
    /// `full-date`.
    pub(super) fn date(&mut self) -> Option<civil::Date> {
        let year = self.number(4)?;
        self.byte(b"-")?;
        let month = self.number(2)?;
        self.byte(b"-")?;
        let day = self.number(2)?;
        civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }

    /// `partial-time`, with the number of its fraction's digits. A leap second is read as the one
    /// before it, and what a fraction has beyond nanoseconds is dropped.
    pub(super) fn time(&mut self) -> Option<(civil::Time, u8)> {
        let hour = self.number(2)?;
        self.byte(b":")?;
        let minute = self.number(2)?;
        self.byte(b":")?;
        let second = self.number(2).filter(|second| *second <= 60)?.min(59);
        let (nanoseconds, digits) = if self.byte(b".").is_some() { self.fraction()? } else { (0, 0) };
        let part = |number| i8::try_from(number).ok();
        Some((civil::Time::new(part(hour)?, part(minute)?, part(second)?, nanoseconds).ok()?, digits))
    }

    /// `time-offset`.
    pub(super) fn zone(&mut self) -> Option<Zone> {
        let sign = match self.byte(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(Zone::Zulu),
        };
        let hours = self.number(2).filter(|hours| *hours < 24)?;
        self.byte(b":")?;
        let minutes = self.number(2).filter(|minutes| *minutes < 60)?;
        let seconds = (hours * 60 + minutes) * 60;
        if sign < 0 && seconds == 0 {
            return Some(Zone::Unknown);
        }
        Offset::from_seconds(sign * seconds).ok().map(Zone::Offset)
    }

    /// One of some bytes.
    pub(super) fn byte(&mut self, any: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first().filter(|(first, _)| any.contains(first))?;
        self.0 = rest;
        Some(*first)
    }

    /// The end of the text.
    pub(super) fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }

    fn number(&mut self, digits: usize) -> Option<i32> {
        let mut number = 0;
        for _ in 0..digits {
            number = number * 10 + i32::from(self.byte(b"0123456789")? - b'0');
        }
        Some(number)
    }

    fn fraction(&mut self) -> Option<(i32, u8)> {
        let (mut nanoseconds, mut digits) = (0, 0);
        while let Some(digit) = self.byte(b"0123456789") {
            if digits < 9 {
                nanoseconds = nanoseconds * 10 + i32::from(digit - b'0');
                digits += 1;
            }
        }
        (digits > 0).then(|| (nanoseconds * 10_i32.pow(9 - u32::from(digits)), digits))
    }
}

/// Writes `partial-time` with a number of digits in the fraction.
pub(super) fn write_time(f: &mut fmt::Formatter<'_>, time: civil::Time, digits: u8) -> fmt::Result {
    write!(f, "{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
    if digits == 0 {
        return Ok(());
    }
    let fraction = time.subsec_nanosecond() / 10_i32.pow(9 - u32::from(digits.min(9)));
    write!(f, ".{fraction:0width$}", width = usize::from(digits))
}

/// The least number of digits that shows a fraction whole.
pub(super) fn digits_of(nanoseconds: i32) -> u8 {
    (0..9).find(|digits| nanoseconds % 10_i32.pow(9 - u32::from(*digits)) == 0).unwrap_or(9)
}
