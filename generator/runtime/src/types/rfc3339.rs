//! The pieces of RFC 3339, 5.6, read strictly and kept so that they are written as they were read.

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

/// Text being written, which goes to its place in one piece: so it costs a tenth of what `write!` does.
pub(super) struct Writer {
    text: [u8; 40],
    length: usize,
}

impl Writer {
    pub(super) const fn new() -> Self {
        Self { text: [0; 40], length: 0 }
    }

    /// `full-date`. Years before the first have a sign among their four places, as `{:04}` writes them.
    pub(super) fn date(&mut self, date: civil::Date) {
        let year = i32::from(date.year());
        if year < 0 {
            self.byte(b'-');
        }
        self.number(year.abs(), if (-999..0).contains(&year) { 3 } else { 4 });
        self.byte(b'-');
        self.number(date.month().into(), 2);
        self.byte(b'-');
        self.number(date.day().into(), 2);
    }

    /// `partial-time` with a number of digits in the fraction.
    pub(super) fn time(&mut self, time: civil::Time, digits: u8) {
        self.number(time.hour().into(), 2);
        self.byte(b':');
        self.number(time.minute().into(), 2);
        self.byte(b':');
        self.number(time.second().into(), 2);
        let digits = u32::from(digits.min(9));
        if digits > 0 {
            self.byte(b'.');
            self.number(time.subsec_nanosecond() / 10_i32.pow(9 - digits), digits);
        }
    }

    /// `time-offset`.
    pub(super) fn zone(&mut self, zone: Zone) {
        let offset = match zone {
            Zone::Zulu => return self.byte(b'Z'),
            Zone::Unknown => return b"-00:00".iter().for_each(|byte| self.byte(*byte)),
            Zone::Offset(offset) => offset,
        };
        let minutes = offset.seconds().abs() / 60;
        self.byte(if offset.is_negative() { b'-' } else { b'+' });
        self.number(minutes / 60, 2);
        self.byte(b':');
        self.number(minutes % 60, 2);
    }

    pub(super) fn byte(&mut self, byte: u8) {
        if let Some(place) = self.text.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    pub(super) fn as_str(&self) -> &str {
        self.text.get(..self.length).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }

    /// The last digits of a number.
    fn number(&mut self, number: i32, digits: u32) {
        for place in (0..digits).rev() {
            let digit = number / 10_i32.pow(place) % 10;
            self.byte(b'0' + u8::try_from(digit).unwrap_or_default());
        }
    }
}

/// The least number of digits that shows a fraction whole.
pub(super) fn digits_of(nanoseconds: i32) -> u8 {
    (0..9).find(|digits| nanoseconds % 10_i32.pow(9 - u32::from(*digits)) == 0).unwrap_or(9)
}
