//! Text of a document within Cedar: as a literal, or in a comment, and in no other way.

use crate::output::MARK;

/// The first line of a file.
pub(super) fn mark(document: &str, whose: &str) -> String {
    format!("// {MARK} from {}: {whose}\n", comment(document))
}

/// A string literal.
pub(super) fn quoted(text: &str) -> String {
    let mut literal = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            // What shows nothing, or changes how the rest is shown, is written by number.
            _ if letter.is_control() || is_invisible(letter) => {
                literal.push_str(&format!("\\u{{{:x}}}", u32::from(letter)));
            }
            _ => literal.push(letter),
        }
    }
    literal.push('"');
    literal
}

/// Literals in a list.
pub(super) fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// Text that stays within its line.
pub(super) fn comment(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() || is_invisible(letter) { ' ' } else { letter }).collect()
}

const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_within_its_literal_and_its_line() {
        assert_eq!(quoted("a\"b\\c\nd\u{202e}é"), r#""a\"b\\c\nd\u{202e}é""#);
        assert_eq!(comment("a\r\npermit(principal, action, resource);"), "a  permit(principal, action, resource);");
    }
}
