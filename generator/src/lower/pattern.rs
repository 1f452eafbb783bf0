//! Regular expressions of the document, as ECMA-262 has them.

use super::Lowering;
use crate::diagnostics::Place;

/// The compiled expression, read as Unicode or else in the older and more forgiving syntax, as at run time.
pub(super) fn compiled(pattern: &str) -> Option<regress::Regex> {
    regress::Regex::with_flags(pattern, "u").or_else(|_| regress::Regex::new(pattern)).ok()
}

/// What is to become of a pattern.
enum Found {
    /// It is as it should be.
    Right,
    /// It is of another syntax, in which it means this.
    Meant(String),
    /// It is no regular expression.
    Wrong,
}

impl Lowering<'_> {
    /// The pattern that is enforced in place of one of the document, if any can be.
    pub(super) fn pattern(&self, pattern: &str, at: &Place) -> Option<String> {
        let (enforced, said) = match judge(pattern) {
            Found::Right => {
                let said = is_slow(pattern).then(|| Said::Slow(pattern.to_owned()));
                (Some(pattern.to_owned()), said)
            }
            Found::Meant(meant) => (Some(meant.clone()), Some(Said::Meant(pattern.to_owned(), meant))),
            Found::Wrong => (None, Some(Said::Wrong(pattern.to_owned()))),
        };
        if let Some(said) = said {
            let mut patterns = self.patterns.borrow_mut();
            if !patterns.iter().any(|(known, _)| known == at) {
                patterns.push((at.clone(), said));
            }
        }
        enforced
    }

    /// Says what was found of patterns on the way.
    pub(super) fn note_patterns(&mut self) {
        for (at, said) in std::mem::take(&mut self.patterns).into_inner() {
            match said {
                Said::Slow(pattern) => {
                    let message = format!("a text can be made for which `{pattern}` takes very long");
                    self.note("GW0512", &at, message, "repeats what repeats itself");
                }
                Said::Meant(pattern, meant) => {
                    let message = format!("`{pattern}` isn't written as ECMA-262 writes regular expressions");
                    let label = format!("taken to mean `{meant}`");
                    self.warn("GW0511", &at, message, &label);
                }
                Said::Wrong(pattern) => {
                    let message = format!("`{pattern}` is no regular expression of ECMA-262");
                    self.warn("GW0511", &at, message, "not enforced");
                }
            }
        }
    }
}

/// What there is to say of a pattern.
pub(super) enum Said {
    Slow(String),
    Meant(String, String),
    Wrong(String),
}

fn judge(pattern: &str) -> Found {
    let strict = |pattern: &str| regress::Regex::with_flags(pattern, "u").is_ok();
    if let Some(inner) = delimited(pattern).filter(|inner| strict(inner)) {
        return Found::Meant(inner.to_owned());
    }
    if strict(pattern) {
        return Found::Right;
    }
    // What the forgiving syntax takes for the letters `A` and `z` are anchors elsewhere.
    let meant = respelt(pattern);
    if meant != pattern && strict(&meant) {
        Found::Meant(meant)
    } else if compiled(pattern).is_some() {
        Found::Right
    } else {
        Found::Wrong
    }
}

/// `/^…$/`: a regular expression in the delimiters of a language, which as such nothing matches.
fn delimited(pattern: &str) -> Option<&str> {
    let (inner, flags) = pattern.strip_prefix('/')?.rsplit_once('/')?;
    (inner.starts_with('^') && inner.ends_with('$') && flags.chars().all(|c| "gmsuy".contains(c))).then_some(inner)
}

/// The spelling of Perl, Python, Ruby and others in that of ECMA-262.
fn respelt(pattern: &str) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        if let Some((property, after)) = property(rest) {
            text.push_str(&property);
            rest = after;
            continue;
        }
        let known = [
            ("\\\\", "\\\\"),
            ("\\A", "^"),
            ("\\Z", "$"),
            ("\\z", "$"),
            ("\\h", "[\\t ]"),
            ("\\_", "_"),
            ("\\@", "@"),
            ("\\'", "'"),
            ("\\\"", "\""),
            ("\\:", ":"),
            ("\\ ", " "),
            ("(?P<", "(?<"),
            ("[[:alpha:]]", "[A-Za-z]"),
            ("[[:digit:]]", "[0-9]"),
            ("[[:alnum:]]", "[A-Za-z0-9]"),
            ("[[:space:]]", "\\s"),
            ("*+", "*"),
            ("++", "+"),
            ("?+", "?"),
        ];
        match known.iter().find(|(other, _)| rest.starts_with(other)) {
            Some((other, own)) => {
                text.push_str(own);
                rest = rest.get(other.len()..).unwrap_or_default();
            }
            None => {
                text.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    text
}

/// A property of characters at the start of a text as others than ECMA-262 write it, and what comes after it: a script
/// alone, `\p{Han}` or `\p{IsHan}`, and the classes of POSIX as Java has them. What stands for them may stand in a class.
fn property(text: &str) -> Option<(String, &str)> {
    let (name, after) = text.strip_prefix("\\p{")?.split_once('}')?;
    let known = [
        ("Print", "\\P{C}"),
        ("Digit", "\\d"),
        ("Punct", "\\p{P}"),
        ("Space", "\\s"),
        ("XDigit", "\\p{Hex_Digit}"),
        ("Cntrl", "\\p{Cc}"),
    ];
    if let Some((_, own)) = known.iter().find(|(other, _)| *other == name) {
        return Some(((*own).to_owned(), after));
    }
    let script = format!("\\p{{Script={}}}", name.strip_prefix("Is").unwrap_or(name));
    let is_known = |property: &str| regress::Regex::with_flags(property, "u").is_ok();
    (!is_known(&format!("\\p{{{name}}}")) && is_known(&script)).then_some((script, after))
}

/// Whether an engine that goes back is needed, which a repeated repetition may keep busy for very long.
fn is_slow(pattern: &str) -> bool {
    let goes_back = ["(?=", "(?!", "(?<=", "(?<!", "\\k<"].iter().any(|mark| pattern.contains(mark))
        || (1..=9).any(|group| pattern.contains(&format!("\\{group}")));
    goes_back && repeats_a_repetition(pattern)
}

fn repeats_a_repetition(pattern: &str) -> bool {
    let (mut groups, mut closed, mut in_class, mut escaped) = (Vec::new(), false, false, false);
    for (at, c) in pattern.char_indices() {
        let is_literal = std::mem::take(&mut escaped) || (in_class && !matches!(c, '\\' | ']'));
        let after_repetition = std::mem::take(&mut closed);
        if is_literal {
            continue;
        }
        match c {
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' => groups.push(false),
            ')' => closed = groups.pop().unwrap_or_default(),
            '*' | '+' | '{' => {
                let bounded = c == '{'
                    && !pattern.get(at..).is_some_and(|rest| rest.split('}').next().is_some_and(|b| b.ends_with(',')));
                if after_repetition && !bounded {
                    return true;
                }
                if !bounded {
                    groups.iter_mut().for_each(|repeats| *repeats = true);
                }
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Found, is_slow, judge};

    #[test]
    fn other_spellings_are_understood() {
        for (pattern, expected) in [
            ("^[a-z]+$", Some("^[a-z]+$")),
            ("\\A\\d+\\z", Some("^\\d+$")),
            ("/^a\\/b$/", Some("^a\\/b$")),
            ("(?P<year>\\d{4})", Some("(?<year>\\d{4})")),
            ("^[\\w\\-]+$", Some("^[\\w\\-]+$")),
            ("^\\A[$", None),
            ("(", None),
            ("^\\p{Print}+$", Some("^\\P{C}+$")),
            ("^[a-z\\p{Han}\\p{IsLatin}]*$", Some("^[a-z\\p{Script=Han}\\p{Script=Latin}]*$")),
            ("^\\p{Lu}\\p{L}*$", Some("^\\p{Lu}\\p{L}*$")),
        ] {
            let found = match judge(pattern) {
                Found::Right => Some(pattern.to_owned()),
                Found::Meant(meant) => Some(meant),
                Found::Wrong => None,
            };
            assert_eq!(found.as_deref(), expected, "{pattern}");
        }
    }

    #[test]
    fn what_may_take_long_is_found() {
        for pattern in ["^(?=a)(a+)+$", "(?!x)(\\d*)*", "(a|b+)+\\1"] {
            assert!(is_slow(pattern), "{pattern}");
        }
        for pattern in ["^(a+)+$", "^(?=.*\\d)[a-z]+$", "^(?!-)(a{1,3}){2,5}$", "(?=[(a+)+])x"] {
            assert!(!is_slow(pattern), "{pattern}");
        }
    }
}
