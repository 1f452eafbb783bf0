//! The text of the numbers of a JSON document, in order.
//!
//! serde hands over numbers as `f64` where they aren't small integers, so their text would be lost. Since a visitor sees
//! them in the order of the text, a second reader that only looks for numbers can give it back.

/// The text of each number that serde hands over as `f64`, in order. Most documents have none, and nobody looks.
#[derive(Debug)]
pub(super) struct Inexact<'t>(Numbers<'t>);

impl<'t> Inexact<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self(Numbers { text, at: 0 })
    }
}

impl<'t> Iterator for Inexact<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        self.0.find(|number| is_inexact(number))
    }
}

/// Whether it is none of the integers of which nothing is lost.
fn is_inexact(number: &str) -> bool {
    let is_integer = || number.parse::<u64>().is_ok() || number.parse::<i64>().is_ok();
    let is_small = number.len() < 19 && !number.starts_with('-') && number.bytes().all(|byte| byte.is_ascii_digit());
    !is_small && (number == "-0" || !is_integer())
}

/// Walks over the numbers of JSON text.
#[derive(Debug)]
struct Numbers<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Numbers<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let bytes = self.text.as_bytes();
        loop {
            let rest = bytes.get(self.at..)?;
            self.at += rest.iter().position(|byte| matches!(byte, b'"' | b'-' | b'0'..=b'9'))?;
            if bytes.get(self.at) != Some(&b'"') {
                break;
            }
            self.at = end_of_string(bytes, self.at + 1)?;
        }
        let start = self.at;
        while matches!(bytes.get(self.at), Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.at += 1;
        }
        self.text.get(start..self.at)
    }
}

/// Where what follows a string begins, whose first character is at `from`.
fn end_of_string(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let rest = bytes.get(from..)?;
        let special = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
        from += special + 1;
        if rest.get(special) == Some(&b'"') {
            return Some(from);
        }
        from += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Inexact, Numbers};

    #[test]
    fn numbers_in_strings_are_not_numbers() {
        let text = r#"{"1": "2\"3", "a": [4, -5.60e+7, true], "\\": 8}"#;
        assert_eq!(Numbers { text, at: 0 }.collect::<Vec<_>>(), ["4", "-5.60e+7", "8"]);
    }

    #[test]
    fn integers_are_exact_as_far_as_they_fit() {
        let text = "[0, -0, -1, 1.0, 18446744073709551615, 18446744073709551616, -9223372036854775808, -9223372036854775809, 1e2]";
        let seen: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
        let seen = seen.iter().filter(|number| number.is_f64()).count();
        let texts = ["-0", "1.0", "18446744073709551616", "-9223372036854775809", "1e2"];
        assert_eq!((Inexact::of(text).collect(), seen), (texts.to_vec(), texts.len()));
    }
}
