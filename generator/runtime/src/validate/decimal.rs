//! Decimal numbers, exact: whether 0.07 is a multiple of 0.01 can't be told from doubles.

use std::fmt::{self, LowerExp, Write};

/// `digits` times ten to the power of `exponent`, without its sign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Decimal {
    digits: u128,
    exponent: i32,
}

impl Decimal {
    /// A whole number.
    pub(super) const fn from_integer(value: i128) -> Self {
        Self { digits: value.unsigned_abs(), exponent: 0 }
    }

    /// The shortest decimal that reads as the float: the one that was most likely written. None
    /// for infinities and what is no number.
    pub(super) fn from_float(value: impl LowerExp) -> Option<Self> {
        let mut text = Text { bytes: [0; 40], length: 0 };
        write!(text, "{value:e}").ok()?;
        let text = std::str::from_utf8(text.bytes.get(..text.length)?).ok()?;
        let (mantissa, exponent) = text.trim_start_matches('-').split_once('e')?;
        let (mut digits, mut places) = (0_u128, None);
        for byte in mantissa.bytes() {
            match byte {
                b'0'..=b'9' => {
                    digits = digits * 10 + u128::from(byte - b'0');
                    places = places.map(|places: i32| places + 1);
                }
                b'.' => places = Some(0),
                _ => return None,
            }
        }
        Some(Self { digits, exponent: exponent.parse::<i32>().ok()? - places.unwrap_or(0) })
    }

    /// Whether the number is a whole number of steps.
    pub(super) fn is_multiple_of(self, step: Self) -> bool {
        if self.digits == 0 || step.digits == 0 {
            return self.digits == 0;
        }
        let shift = self.exponent - step.exponent;
        if shift >= 0 {
            return multiply(self.digits % step.digits, power_of_ten(shift.unsigned_abs(), step.digits), step.digits)
                == 0;
        }
        // The step is the coarser of the two: compare in units of the number. A step too large for
        // that is larger than the number.
        let scale = 10_u128.checked_pow(shift.unsigned_abs());
        scale.and_then(|scale| step.digits.checked_mul(scale)).is_some_and(|step| self.digits.is_multiple_of(step))
    }
}

/// Ten to a power, modulo a number.
fn power_of_ten(mut power: u32, modulus: u128) -> u128 {
    let (mut result, mut square) = (1 % modulus, 10 % modulus);
    while power > 0 {
        if power % 2 == 1 {
            result = multiply(result, square, modulus);
        }
        square = multiply(square, square, modulus);
        power /= 2;
    }
    result
}

/// A product modulo a number. Steps have at most seventeen digits, so it doesn't overflow.
fn multiply(a: u128, b: u128, modulus: u128) -> u128 {
    a.wrapping_mul(b) % modulus
}

/// A few bytes of text on the stack.
struct Text {
    bytes: [u8; 40],
    length: usize,
}

impl Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test says enough")]

    use super::Decimal;

    fn multiple(value: f64, step: f64) -> bool {
        Decimal::from_float(value).unwrap().is_multiple_of(Decimal::from_float(step).unwrap())
    }

    #[test]
    fn decimals_are_exact() {
        for (value, step) in [
            (0.07, 0.01),
            (4.35, 0.01),
            (19.99, 0.01),
            (-19.99, 0.01),
            (1_660_575_600.12, 0.001),
            (1e300, 0.01),
            (1e300, 7e299 / 7.0),
            (0.0, 0.3),
            (4.5, 1.5),
            (1e-7, 1e-8),
            (9_007_199_254_740_993.0, 1.0),
            (123_456_789_012_345_680.0, 10.0),
        ] {
            assert!(multiple(value, step), "{value} {step}");
        }
        for (value, step) in [(0.075, 0.01), (1.0, 0.3), (1e-8, 1e-7), (1e-300, 1e300), (1.0, 1e30), (5e-324, 2.0)] {
            assert!(!multiple(value, step), "{value} {step}");
        }
        assert!(Decimal::from_integer(i128::from(u64::MAX)).is_multiple_of(Decimal::from_float(5.0).unwrap()));
        assert!(!Decimal::from_integer(i128::from(u64::MAX)).is_multiple_of(Decimal::from_float(2.0).unwrap()));
        assert_eq!(Decimal::from_float(f64::NAN), None);
        assert_eq!(Decimal::from_float(f64::INFINITY), None);
    }

    #[test]
    fn single_precision_counts_in_its_own_digits() {
        let step = Decimal::from_float(0.1_f64).unwrap();
        assert!(Decimal::from_float(0.7_f32).unwrap().is_multiple_of(step));
    }
}
