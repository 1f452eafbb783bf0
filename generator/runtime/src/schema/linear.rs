//! Regular expressions of ECMA-262 in the syntax of an engine that takes linear time, where they mean the same.

use std::iter::Peekable;
use std::str::Chars;

const DIGITS: &str = "0-9";
const WORDS: &str = "0-9A-Za-z_";
const SPACES: &str =
    "\\x{9}-\\x{d} \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
const NO_LINE_ENDS: &str = "[^\\x{a}\\x{d}\\x{2028}\\x{2029}]";

/// The pattern in the syntax of `regex-lite`; none if it has what that lacks: looking ahead or behind, referring back,
/// classes by Unicode property, and a few rarities. The pattern must be one of ECMA-262 with the flag `u`.
pub(super) fn translate(pattern: &str) -> Option<String> {
    let mut chars = pattern.chars().peekable();
    let mut text = String::with_capacity(pattern.len() + 8);
    while let Some(c) = chars.next() {
        match c {
            '\\' => escape(&mut chars, &mut text)?,
            '.' => text.push_str(NO_LINE_ENDS),
            '[' => class(&mut chars, &mut text)?,
            '(' if chars.peek() == Some(&'?') => group(&mut chars, &mut text)?,
            '(' | ')' | '|' | '*' | '+' | '?' | '^' | '$' | '{' | '}' | ',' => text.push(c),
            other => literal(other, &mut text),
        }
    }
    Some(text)
}

fn group(chars: &mut Peekable<Chars<'_>>, text: &mut String) -> Option<()> {
    chars.next();
    match chars.next()? {
        ':' => {}
        '<' if !matches!(chars.peek(), Some('=' | '!')) => {
            chars.find(|c| *c == '>')?;
        }
        _ => return None,
    }
    text.push_str("(?:");
    Some(())
}

fn escape(chars: &mut Peekable<Chars<'_>>, text: &mut String) -> Option<()> {
    match *chars.peek()? {
        'd' => text.push_str(&format!("[{DIGITS}]")),
        'D' => text.push_str(&format!("[^{DIGITS}]")),
        'w' => text.push_str(&format!("[{WORDS}]")),
        'W' => text.push_str(&format!("[^{WORDS}]")),
        's' => text.push_str(&format!("[{SPACES}]")),
        'S' => text.push_str(&format!("[^{SPACES}]")),
        'b' => text.push_str("\\b"),
        'B' => text.push_str("\\B"),
        _ => return character(chars).map(|c| literal(c, text)),
    }
    chars.next();
    Some(())
}

/// The character that an escape stands for.
fn character(chars: &mut Peekable<Chars<'_>>) -> Option<char> {
    Some(match chars.next()? {
        't' => '\t',
        'n' => '\n',
        'r' => '\r',
        'v' => '\u{b}',
        'f' => '\u{c}',
        '0' if !chars.peek().is_some_and(char::is_ascii_digit) => '\0',
        'x' => hexadecimal(chars, 2)?,
        'u' if chars.peek() == Some(&'{') => {
            chars.next();
            let digits: String = chars.by_ref().take_while(|c| *c != '}').collect();
            char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
        }
        // Half of a surrogate pair is no character, and left to the other engine.
        'u' => hexadecimal(chars, 4)?,
        c if c.is_ascii_punctuation() => c,
        _ => return None,
    })
}

fn hexadecimal(chars: &mut Peekable<Chars<'_>>, count: usize) -> Option<char> {
    let digits: String = chars.by_ref().take(count).collect();
    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
}

fn class(chars: &mut Peekable<Chars<'_>>, text: &mut String) -> Option<()> {
    text.push('[');
    if chars.peek() == Some(&'^') {
        chars.next();
        text.push('^');
    }
    let mut is_first = true;
    loop {
        let c = chars.next()?;
        match c {
            // An empty class matches nothing or everything.
            ']' if is_first => return None,
            ']' => break,
            '\\' => match chars.peek()? {
                'd' => text.push_str(DIGITS),
                'w' => text.push_str(WORDS),
                's' => text.push_str(SPACES),
                'D' | 'W' | 'S' | 'B' => return None,
                'b' => text.push_str("\\x{8}"),
                _ => {
                    literal(character(chars)?, text);
                    is_first = false;
                    continue;
                }
            },
            '-' if is_first || chars.peek() == Some(&']') => text.push_str("\\-"),
            '-' => text.push('-'),
            other => literal(other, text),
        }
        if c == '\\' {
            chars.next();
        }
        is_first = false;
    }
    text.push(']');
    Some(())
}

/// A character that stands for itself and for nothing else.
fn literal(c: char, text: &mut String) {
    if c.is_alphanumeric() || c == '_' {
        text.push(c);
    } else {
        text.push_str(&format!("\\x{{{:x}}}", u32::from(c)));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test says enough")]

    use super::translate;

    const PATTERNS: &[&str] = &[
        "^[a-z]+$",
        r"^\d{2,4}-\w+$",
        r"^(?:a|b\.c)*$",
        r"^[\w.+-]+@[\w-]+\.[a-z]{2,}$",
        "a.c",
        r"^\s*$",
        r"\bfoo\b",
        r"^[^\s/&~[\]-]+$",
        r"^(?<year>\d+)?$",
        r"^\u00e9\x41[\u{1F600}-\u{1F64F}]$",
        "^$",
        "^(a+)+$",
        r"^[-a]$",
        r"^\$\{[^}]*\}$",
        "é",
        r"^[+\-*/]$",
        r"x{2}|y",
        "^a\\/b$",
    ];

    const TEXTS: &[&str] = &[
        "",
        "a",
        "abc",
        "12-x",
        "123456-",
        "b.ca",
        "bxc",
        "me@example.com",
        "a\nc",
        "a\u{2028}c",
        " \t\u{feff}",
        "foo",
        "a foo b",
        "food",
        "x/y",
        "x&y",
        "x-y",
        "x~",
        "x[",
        "2026",
        "éA😀",
        "aaaaaa!",
        "-",
        "${a}",
        "$}",
        "é",
        "*",
        "xx",
        "y",
        "a/b",
        "٣",
        "_",
        "ß",
    ];

    #[test]
    fn both_engines_say_the_same() {
        for pattern in PATTERNS {
            let linear = regex_lite::Regex::new(&translate(pattern).unwrap()).unwrap();
            let other = regress::Regex::with_flags(pattern, "u").unwrap();
            for text in TEXTS {
                assert_eq!(linear.is_match(text), other.find(text).is_some(), "{pattern} on {text:?}");
            }
        }
    }

    #[test]
    fn what_only_one_engine_can_do_is_left_to_it() {
        for pattern in ["(?=a)b", "(?!a)b", "(?<=a)b", r"(a)\1", r"\p{L}", "[]", "[^]", r"[\D]", r"\ud83d"] {
            assert_eq!(translate(pattern), None, "{pattern}");
        }
    }
}
