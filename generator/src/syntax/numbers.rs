//! The text of the numbers of a JSON document, in order.
//!
//! serde hands over numbers as `f64` where they aren't small integers, so their text would be lost. Since a visitor sees
//! them in the order of the text, a second reader that only looks for numbers can walk along and give it back.

/// Walks over the numbers of JSON text.
#[derive(Debug)]
pub(super) struct Numbers<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Numbers<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }
}

impl<'t> Iterator for Numbers<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let bytes = self.text.as_bytes();
        loop {
            match *bytes.get(self.at)? {
                b'"' => self.at = end_of_string(bytes, self.at + 1)?,
                b'-' | b'0'..=b'9' => break,
                _ => self.at += 1,
            }
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
    use super::Numbers;

    #[test]
    fn numbers_in_strings_are_not_numbers() {
        let text = r#"{"1": "2\"3", "a": [4, -5.60e+7, true], "\\": 8}"#;
        assert_eq!(Numbers::of(text).collect::<Vec<_>>(), ["4", "-5.60e+7", "8"]);
    }
}
