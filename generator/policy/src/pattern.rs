//! Patterns of actions.

use crate::problem::Span;

/// Text of a document, or of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The text.
    pub text: String,
    /// Where it stands; nowhere if code made it.
    pub span: Option<Span>,
}

impl<T: Into<String>> From<T> for Located {
    fn from(text: T) -> Self {
        Self { text: text.into(), span: None }
    }
}

/// A pattern ready to match: the texts between the stars.
///
/// `*` stands for any characters, or none; `\*` and `\\` for a star and a backslash. Everything else stands for itself,
/// and case matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<String>,
}

impl Pattern {
    /// Every text is a pattern.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut parts = vec![String::new()];
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '*' => parts.push(String::new()),
                _ => {
                    let escaped = letters.next_if(|next| letter == '\\' && matches!(next, '*' | '\\'));
                    if let Some(part) = parts.last_mut() {
                        part.push(escaped.unwrap_or(letter));
                    }
                }
            }
        }
        Self { parts }
    }

    /// The name that it stands for, if it has no star and so can't stand for more than one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [name] => Some(name),
            _ => None,
        }
    }

    /// Whether the name is one of those that it stands for.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        let [first, middle @ .., last] = self.parts.as_slice() else {
            return self.name() == Some(name);
        };
        let Some(mut rest) = name.strip_prefix(first.as_str()) else { return false };
        // Each part at its first place leaves the most for those behind it.
        for part in middle {
            match rest.split_once(part.as_str()) {
                Some((_, behind)) => rest = behind,
                None => return false,
            }
        }
        rest.ends_with(last.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_characters_and_nothing_else_is_special() {
        for (pattern, name, is_match) in [
            ("a", "a", true),
            ("a", "A", false),
            ("a", "ab", false),
            ("", "", true),
            ("*", "", true),
            ("*", "batches:view", true),
            ("batches:*", "batches:", true),
            ("batches:*", "batches:view:all", true),
            ("batches:*", "batch", false),
            ("*:view", "batches:view", true),
            ("*:view", "batches:viewer", false),
            ("a*b*c", "abc", true),
            ("a*b*c", "acb", false),
            ("a*b*b", "ab", false),
            ("*ab*ab*", "abab", true),
            ("*ab*ab*", "aab", false),
            ("a**b", "ab", true),
            ("a*a", "a", false),
            ("ü*é", "ü日é", true),
            ("a.c", "abc", false),
            ("[a]", "a", false),
            (r"read:\*", "read:*", true),
            (r"read:\*", "read:x", false),
            (r"a\\*", r"a\b", true),
            (r"a\b", r"a\b", true),
        ] {
            assert_eq!(Pattern::new(pattern).matches(name), is_match, "{pattern} {name}");
        }
    }
}
