//! Legal identifiers of names that a document chose for other ends.

use std::collections::HashSet;
use std::iter::{once, once_with};

use foldhash::fast::RandomState;

use super::letters::{cased, composed, continues};
use super::words::spelled;
use crate::ir::case;

/// Names of the prelude that a type of ours must never shadow.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "Vec",
];

/// Words that can't be identifiers even when written raw.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Whether a name belongs to the prelude.
pub(super) fn is_prelude(ident: &str) -> bool {
    PRELUDE.binary_search(&ident).is_ok()
}

/// The identifier of a type or of a variant; `lead` comes before a digit.
pub(super) fn camel(name: &str, lead: &str) -> String {
    if let Some(ident) = plain_camel(name) {
        return ident;
    }
    let words = versions(&plain(name));
    let upper = |text: &str| cased(text, case::upper_camel);
    let mut ident = legal(&words.iter().map(|part| upper(part)).collect::<Vec<_>>().join("_"));
    if ident.is_empty() {
        ident = legal(&upper(&spelled(name)));
    }
    if ident.is_empty() {
        return case::upper_camel(&blank(name));
    }
    if ident.starts_with(|c: char| !c.is_alphabetic()) {
        ident.insert_str(0, lead);
    }
    ident
}

/// The identifier of a field, a method or a module, without the `r#` that it may need.
pub(super) fn snake(name: &str, lead: &str) -> String {
    if is_plain_snake(name) {
        return name.to_owned();
    }
    let lower = |text: &str| cased(text, case::snake);
    let mut ident = legal(&lower(&plain(name)));
    if ident.is_empty() {
        ident = legal(&lower(&spelled(name)));
    }
    if ident.is_empty() {
        return blank(name);
    }
    if ident.starts_with(|c: char| !c.is_alphabetic()) {
        ident = format!("{lead}_{ident}");
    }
    if NEVER_RAW.contains(&ident.as_str()) {
        ident.push('_');
    }
    ident
}

/// What most names are, and what every rule would leave as it is: words of small letters with a line between them.
fn is_plain_snake(name: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.split('_').all(is_word) && !NEVER_RAW.contains(&name)
}

/// Words of small letters, each with a capital; `None` for other names, and where a sign between digits has to stay.
fn plain_camel(name: &str) -> Option<String> {
    let is_small =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-' | b'.' | b'/' | b' ');
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.bytes().all(is_small) {
        return None;
    }
    let mut ident = String::with_capacity(name.len());
    for word in name.split(['_', '-', '.', '/', ' ']).filter(|word| !word.is_empty()) {
        if word.starts_with(|c: char| c.is_ascii_digit()) && ident.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (first, rest) = word.split_at(1);
        ident.push(first.as_bytes()[0].to_ascii_uppercase().into());
        ident.push_str(rest);
    }
    Some(ident)
}

/// What a name is called in which nothing can be read.
fn blank(name: &str) -> String {
    match name.matches('_').count() {
        _ if name.is_empty() => "empty".to_owned(),
        0 => "blank".to_owned(),
        lines => vec!["underscore"; lines].join("_"),
    }
}

/// A sign before a number has a meaning; other symbols only part words.
fn plain(name: &str) -> String {
    let name = composed(name);
    let mut rest = name.chars();
    match (rest.next(), rest.clone().next()) {
        (Some('-'), Some(digit)) if digit.is_ascii_digit() => format!("minus {}", rest.as_str()),
        (Some('+'), Some(digit)) if digit.is_ascii_digit() => format!("plus {}", rest.as_str()),
        _ => name.replace(['\'', '’'], ""),
    }
}

/// A name cut where a sign stands between two digits, for `1.0` isn't `10`.
fn versions(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let mut parts = vec![String::new()];
    for (at, c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() && digit(at.checked_sub(1)) && digit(Some(at + 1)) {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(*c);
        }
    }
    parts
}

/// Characters that are letters or digits to Unicode and yet no part of an identifier are spelled by number.
fn legal(ident: &str) -> String {
    let mut out = String::with_capacity(ident.len());
    let ident = composed(ident);
    for c in ident.chars() {
        if continues(c) {
            out.push(c);
        } else {
            out.push_str(&format!("u{:x}", u32::from(c)));
        }
    }
    if out.chars().next().is_some_and(|c| !c.is_ascii() && syn::parse_str::<syn::Ident>(&out).is_err()) {
        out.insert(0, 'x');
    }
    out
}

/// Identifiers that are taken in one scope.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    taken: HashSet<String, RandomState>,
}

impl Scope {
    /// A scope where some names are taken from the start.
    pub(super) fn with(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|n| (*n).to_owned()).collect() }
    }

    /// Takes the first of the candidates that is free; only where none is, a number decides. Mostly the first one is, so
    /// that the others need not be made before they are asked for.
    pub(super) fn take(&mut self, candidates: impl IntoIterator<Item = String>) -> String {
        let mut base = "Item".to_owned();
        for candidate in candidates {
            if !candidate.is_empty() && !self.taken.contains(&candidate) {
                self.taken.insert(candidate.clone());
                return candidate;
            }
            base = candidate;
        }
        let free = (2_u32..).map(|n| format!("{base}{n}")).find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.insert(free.clone());
        free
    }
}

/// Distinct identifiers for the fields of one record, in the order of the wire names: a name that is its own
/// identifier has the first claim on it.
pub(super) fn fields(names: &[&str], reserved: &[&str]) -> Vec<String> {
    distinct(
        names,
        reserved,
        |name| snake(name, "field"),
        |name| {
            let spelled = snake(&spelled(name), "field");
            let style = snake(&format!("{name} {}", style(name)), "field");
            vec![spelled, style, snake(&format!("{name} field"), "field")]
        },
    )
}

/// Distinct identifiers for the variants of one enum.
pub(super) fn variants(names: &[&str], reserved: &[&str]) -> Vec<String> {
    let variant = |name: &str| match camel(name, "N") {
        ident if ident == "Self" => "SelfValue".to_owned(),
        ident => ident,
    };
    distinct(names, reserved, variant, |name| {
        let style = variant(&format!("{name} {}", style(name)));
        vec![variant(&spelled(name)), style, variant(&format!("{name} value"))]
    })
}

fn distinct(
    names: &[&str],
    reserved: &[&str],
    first: impl Fn(&str) -> String,
    others: impl Fn(&str) -> Vec<String>,
) -> Vec<String> {
    let mut scope = Scope::with(reserved);
    let firsts: Vec<String> = names.iter().map(|name| first(name)).collect();
    let mut idents = vec![String::new(); names.len()];
    for exact in [true, false] {
        for (at, (name, ident)) in names.iter().zip(&firsts).enumerate().filter(|(_, (n, i))| (*n == *i) == exact) {
            idents[at] = scope.take(once(ident.clone()).chain(once_with(|| others(name)).flatten()));
        }
    }
    idents
}

/// How a name is written, in a word: what is left to tell names apart that differ in nothing else.
pub(super) fn style(name: &str) -> &'static str {
    let upper = name.chars().any(char::is_uppercase);
    let lower = name.chars().any(char::is_lowercase);
    match (upper, lower, name.chars().next().is_some_and(char::is_uppercase)) {
        (true, false, _) => "upper",
        (false, _, _) => "lower",
        (true, true, true) => "pascal",
        (true, true, false) => "camel",
    }
}

#[cfg(test)]
mod tests {
    use super::{camel, fields, is_prelude, snake, variants};

    #[test]
    fn types_are_legal_whatever_the_document_calls_them() {
        for (name, ident) in [
            ("PBPRReturnOfBatch", "PbprReturnOfBatch"),
            ("3DModel", "Type3dModel"),
            ("", "Empty"),
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            (">=", "GreaterEqual"),
            ("a.b-c d", "ABCD"),
            ("单位", "单位"),
            ("x²", "X2"),
            ("v1.0", "V1_0"),
            ("2024-01-31", "Type2024_01_31"),
            (" ", "Blank"),
            ("😀", "U1f600"),
        ] {
            assert_eq!(camel(name, "Type"), ident, "{name}");
            assert!(syn::parse_str::<syn::Ident>(ident).is_ok(), "{ident}");
        }
        assert!(is_prelude("Option") && is_prelude("Vec") && !is_prelude("Batch"));
    }

    #[test]
    fn fields_that_fold_together_are_told_apart_by_meaning() {
        assert_eq!(fields(&["a-b", "a_b", "aB", "AB"], &[]), ["a_dash_b", "a_b", "a_b_camel", "ab"]);
        assert_eq!(fields(&["self", "type", "$ref", "@id", "1st"], &[]), ["self_", "type", "ref", "id", "field_1st"]);
        assert_eq!(fields(&["$id", "id"], &[]), ["dollar_id", "id"]);
        assert_eq!(snake("super", "field"), "super_");
    }

    #[test]
    fn variants_that_fold_together_are_told_apart_by_meaning() {
        assert_eq!(variants(&["ASC", "asc", "Asc"], &[]), ["AscUpper", "AscLower", "Asc"]);
        assert_eq!(variants(&["self", "other"], &["Other"]), ["SelfValue", "OtherLower"]);
        assert_eq!(variants(&["10", "-10", "1.0"], &[]), ["N10", "Minus10", "N1_0"]);
    }
}
