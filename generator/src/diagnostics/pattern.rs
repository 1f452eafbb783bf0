//! Patterns of JSON Pointers: where a rule counts.

use std::fmt;

use super::Pointer;

/// A pattern of JSON Pointers: `*` stands for any part of one step, `**` for any number of steps.
///
/// It is written as the pointer is, with `~1` for a `/` within a step, so that a pointer can be copied and widened:
/// `/paths/~1pets~1{id}/*/parameters/**`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// `**`
    Any,
    /// One step, with the pieces between its stars.
    One(Vec<String>),
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// When it begins with neither `/` nor `**`, with what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let written = text.strip_prefix('#').unwrap_or(text);
        let steps = match written.strip_prefix('/') {
            Some(steps) => steps,
            None if written.starts_with("**") => written,
            None => return Err("a pattern begins with `/` or `**`, as in `/paths/*/get/**`".to_owned()),
        };
        let step = |step: &str| match step {
            "**" => Step::Any,
            step => Step::One(step.split('*').map(|piece| piece.replace("~1", "/").replace("~0", "~")).collect()),
        };
        Ok(Self { text: text.to_owned(), steps: steps.split('/').map(step).collect() })
    }

    /// Whether the pattern means a pointer.
    #[must_use]
    pub fn matches(&self, pointer: &Pointer) -> bool {
        matches(&self.steps, &pointer.tokens())
    }

    /// How much the pattern says: the number of steps that it names.
    pub(super) fn narrowness(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step, Step::One(pieces) if pieces.len() == 1)).count()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The row of a table: which beginnings of the tokens the steps so far can stand for.
fn matches(steps: &[Step], tokens: &[&str]) -> bool {
    let mut reached = vec![false; tokens.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for step in steps {
        reached = match step {
            Step::Any => {
                let mut open = false;
                reached
                    .iter()
                    .map(|here| {
                        open |= *here;
                        open
                    })
                    .collect()
            }
            Step::One(pieces) => {
                let stepped = reached.iter().zip(tokens).map(|(here, token)| *here && is_like(token, pieces));
                std::iter::once(false).chain(stepped).collect()
            }
        };
    }
    reached.last().copied().unwrap_or(false)
}

/// Whether a token is these pieces with anything between them. The first of each place where a piece fits is as good as any
/// other, but for the last piece, which ends the token.
fn is_like(token: &str, pieces: &[String]) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return token.is_empty() };
    let Some(mut left) = token.strip_prefix(first.as_str()) else { return false };
    let Some((last, between)) = rest.split_last() else { return left.is_empty() };
    for piece in between {
        let Some((_, after)) = left.split_once(piece.as_str()) else { return false };
        left = after;
    }
    left.ends_with(last.as_str())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, tokens: &[&str], expected: bool) {
        let pointer = tokens.iter().fold(Pointer::default(), |pointer, token| pointer.child(token));
        assert_eq!(Pattern::parse(pattern).unwrap().matches(&pointer), expected, "{pattern} {pointer}");
    }

    #[test]
    fn patterns_match_steps() {
        let get = ["paths", "/pets/{id}", "get", "responses"];
        for (pattern, expected) in [
            ("/paths/~1pets~1{id}/get/responses", true),
            ("#/paths/*/get/*", true),
            ("/paths/*/get", false),
            ("/paths/*/get/**", true),
            ("/paths/*/get/responses/**", true),
            ("**", true),
            ("**/responses", true),
            ("**/get/**", true),
            ("/paths/**/responses", true),
            ("/paths/~1pets*/g*t/**", true),
            ("/paths/~1p*{*}/get/resp*nses", true),
            ("/paths/*/post/**", false),
            ("/**/**/get/**/**", true),
            ("/paths/*/*/*/**/x", false),
            ("/", false),
        ] {
            check(pattern, &get, expected);
        }
        check("**", &[], true);
        check("/**", &[], true);
        check("/", &[""], true);
        check("/a*a", &["a"], false);
        check("/*~0*", &["x~y"], true);
    }

    #[test]
    fn a_pattern_begins_at_the_root_or_anywhere() {
        assert!(Pattern::parse("paths/x").is_err());
        assert!(Pattern::parse("").is_err());
    }
}
