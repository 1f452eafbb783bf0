//! Words for what can't stand in an identifier.

use super::letters::is_shape;

/// The words of a text with every symbol spelled out: `>=` is `greater equal`, `+1` is `plus 1`.
pub(super) fn spelled(text: &str) -> String {
    let mut words = String::new();
    for (at, c) in text.char_indices() {
        match symbol(c, at == 0) {
            Some(word) => {
                words.push(' ');
                words.push_str(word);
                words.push(' ');
            }
            None if c.is_alphanumeric() && !is_shape(c) => words.push(c),
            None if c.is_whitespace() || c == '_' => words.push(' '),
            None => words.push_str(&format!(" u{:x} ", u32::from(c))),
        }
    }
    words
}

fn symbol(c: char, first: bool) -> Option<&'static str> {
    Some(match c {
        '-' if first => "minus",
        '-' => "dash",
        '+' => "plus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '@' => "at",
        '~' => "tilde",
        '^' => "caret",
        '?' => "question",
        '\'' => "quote",
        '"' => "double quote",
        '`' => "backtick",
        '(' => "open",
        ')' => "close",
        '[' => "open bracket",
        ']' => "close bracket",
        '{' => "open brace",
        '}' => "close brace",
        _ => return None,
    })
}

/// The name of one among several, where the word is a plain plural.
pub(super) fn singular(word: &str) -> String {
    let cut = |tail: usize, end: &str| format!("{}{end}", word.get(..word.len() - tail).unwrap_or(word));
    if word.ends_with("ies") && word.len() > 4 {
        cut(3, "y")
    } else if ["sses", "xes", "ches", "shes"].iter().any(|tail| word.ends_with(tail)) {
        cut(2, "")
    } else if word.ends_with('s') && !["ss", "us", "is"].iter().any(|tail| word.ends_with(tail)) && word.len() > 3 {
        cut(1, "")
    } else {
        word.to_owned()
    }
}
