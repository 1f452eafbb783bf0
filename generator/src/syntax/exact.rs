//! Lets numbers through that serde would round or refuse: their text is marked before it is read, and taken as it is.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::numbers::Inexact;

/// What a marked number begins with: a character that is for private use, so that no document means anything by it.
const MARK: char = '\u{e000}';

/// The text of a YAML document with every number marked that reading would change.
pub(super) fn mark(text: &str) -> Cow<'_, str> {
    let separates = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}');
    if text.contains(MARK) || !text.split(separates).any(is_changed) {
        return Cow::Borrowed(text);
    }
    let mut starts = Vec::new();
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::Scalar(value, ScalarStyle::Plain, _, None), span)) if is_changed(&value) => {
                // What is before the end is the value; an anchor stands before that.
                starts.push(span.end.index().saturating_sub(value.len()));
            }
            Ok(_) => {}
            // The reader finds the same, and says it.
            Err(_) => break,
        }
    }
    let mut starts = starts.into_iter().peekable();
    let mut marked = String::with_capacity(text.len());
    for (at, (byte, character)) in text.char_indices().enumerate() {
        let begins = |rest: &str| rest.starts_with(|first: char| first == '-' || first.is_ascii_digit());
        if starts.next_if_eq(&at).is_some() && text.get(byte..).is_some_and(begins) {
            marked.push(MARK);
        }
        marked.push(character);
    }
    Cow::Owned(marked)
}

/// The text of a number that was marked.
pub(super) fn marked(text: &str) -> Option<&str> {
    text.strip_prefix(MARK).filter(|number| is_changed(number))
}

/// The text of a JSON document in which numbers beyond what can be read are zeros of the same length, which are as
/// inexact.
pub(super) fn within_range(text: &str) -> String {
    // Without an exponent, it takes more than 308 digits.
    let is_large = |number: &str| number.len() > 308 || number.contains(['e', 'E']);
    let beyond = |number: &&str| is_large(number) && number.parse::<f64>().is_ok_and(f64::is_infinite);
    let mut safe = text.to_owned();
    for number in Inexact::of(text).filter(beyond) {
        let start = number.as_ptr().addr() - text.as_ptr().addr();
        safe.replace_range(start..start + number.len(), &format!("{:<1$}", "0.0", number.len()));
    }
    safe
}

/// Whether a text is a number as JSON writes them that would have another text once it was read.
fn is_changed(text: &str) -> bool {
    is_number(text)
        && text.parse::<i64>().is_err()
        && text.parse::<serde_json::Number>().map_or(true, |read| read.to_string() != text)
}

/// The grammar of RFC 8259, section 6.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_would_change_are_marked() {
        let text =
            "ä: [1.10, 5, 1.5, '1.10', 1e400, 1.1.0, v1.10]\nb: |\n  1.10\nc: &a 123456789012345678901234567890\n";
        let expected = text.replace("[1.10", "[\u{e000}1.10").replace(" 1e400", " \u{e000}1e400");
        let expected = expected.replace("&a 1", "&a \u{e000}1");
        assert_eq!(mark(text), expected);
        assert!(matches!(mark("a: 1.5\nb: 1.1.0\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn numbers_beyond_range_keep_their_length() {
        let text = r#"{"a": [-1e400, 1e40], "1e400": 2}"#;
        assert_eq!(within_range(text), r#"{"a": [0.0   , 1e40], "1e400": 2}"#);
    }
}
