//! The access rule: `public`, or `"scheme[a, b] & other | third[c] | public"`.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::ParseStream;
use syn::{Ident, LitStr};

use crate::support::names;

/// Who may call an operation.
pub(super) enum Access {
    /// Anyone, said in so many words.
    Public,
    /// Whoever meets one of the alternatives, each all of its requirements.
    Rule(Vec<Vec<Requirement>>, Span),
}

/// A scheme and the permissions that it must carry.
#[derive(Debug, PartialEq)]
pub(super) struct Requirement {
    scheme: String,
    permissions: Vec<String>,
}

pub(super) fn parse(input: ParseStream<'_>) -> syn::Result<Access> {
    if input.peek(LitStr) {
        let rule: LitStr = input.parse()?;
        return match alternatives(&rule.value()) {
            Ok(alternatives) => Ok(Access::Rule(alternatives, rule.span())),
            Err(problem) => Err(syn::Error::new_spanned(&rule, problem)),
        };
    }
    let word: Ident = input.parse()?;
    if word == "public" {
        return Ok(Access::Public);
    }
    Err(syn::Error::new_spanned(&word, "expected `public`, or a rule in quotes: `\"scheme[permission]\"`"))
}

/// The rule as constant data.
pub(super) fn tokens(access: &Access, permissions: &TokenStream) -> TokenStream {
    let Access::Rule(alternatives, span) = access else { return quote!(rt::AccessRule::PUBLIC) };
    let alternatives = alternatives.iter().map(|requirements| {
        let requirements = requirements.iter().map(|Requirement { scheme, permissions: names }| {
            let places = names.iter().map(|name| names::constant(names::PERMISSION, name, *span));
            let set = match names.as_slice() {
                [] => quote!(rt::PermissionSet::EMPTY),
                _ => quote!(rt::PermissionSet::from_words(rt::mask(&[#(<#permissions>::#places),*]))),
            };
            let scheme = names::constant(names::SCHEME, scheme, *span);
            quote!(rt::Requirement::new(<#permissions>::#scheme, #set))
        });
        quote!(rt::Alternative::new(&[#(#requirements),*]))
    });
    quote!(rt::AccessRule::new(&[#(#alternatives),*]))
}

fn alternatives(rule: &str) -> Result<Vec<Vec<Requirement>>, String> {
    split(rule, '|')
        .into_iter()
        .map(|alternative| {
            if alternative.trim() == "public" {
                return Ok(Vec::new());
            }
            split(alternative, '&').into_iter().map(requirement).collect()
        })
        .collect()
}

fn requirement(text: &str) -> Result<Requirement, String> {
    let text = trimmed(text);
    let (scheme, permissions) = match split_once(text, '[') {
        None => (text, None),
        Some((scheme, rest)) => match split_once(rest, ']') {
            Some((inside, "")) => (scheme, Some(inside)),
            Some((_, more)) => return Err(format!("`{more}` stands behind the closing bracket")),
            None => return Err(format!("`{text}` lacks its closing bracket")),
        },
    };
    let scheme = trimmed(scheme);
    if scheme.is_empty() {
        return Err("expected the name of a security scheme: `scheme[permission, permission]`".to_owned());
    }
    if scheme == "public" {
        return Err("`public` stands alone: beside `|`, not `&`, and without permissions".to_owned());
    }
    let permissions = permissions.map_or_else(Vec::new, |inside| split(inside, ','));
    let permissions: Vec<&str> = permissions.into_iter().map(trimmed).collect();
    if permissions.iter().any(|name| name.is_empty()) {
        return Err(format!("a permission of `{scheme}` has no name"));
    }
    Ok(Requirement { scheme: name(scheme), permissions: permissions.into_iter().map(name).collect() })
}

/// A name as it is; two quotation marks are the name that is empty.
fn name(text: &str) -> String {
    if text == "\"\"" { String::new() } else { unescape(text) }
}

/// The parts between separators that stand outside brackets; a backslash takes the next character as it is.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut escaped) = (Vec::new(), 0, 0_usize, false);
    for (at, c) in text.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match c {
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            c if c == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// What stands before and behind the first separator that no backslash stands before.
fn split_once(text: &str, separator: char) -> Option<(&str, &str)> {
    let mut escaped = false;
    let at = text.char_indices().find(|(_, c)| {
        let literal = std::mem::take(&mut escaped);
        escaped = *c == '\\' && !literal;
        *c == separator && !literal
    });
    at.map(|(at, c)| (&text[..at], &text[at + c.len_utf8()..]))
}

/// The text without the blanks around it; one behind a backslash is part of it.
fn trimmed(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.trim_end();
    let escaped = end.len() - end.trim_end_matches('\\').len();
    let kept = if escaped % 2 == 1 { text[end.len()..].chars().next().map_or(0, char::len_utf8) } else { 0 };
    &text[..end.len() + kept]
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        plain.extend(if c == '\\' { characters.next() } else { Some(c) });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{Requirement, alternatives};

    fn requirement(scheme: &str, permissions: &[&str]) -> Requirement {
        Requirement { scheme: scheme.into(), permissions: permissions.iter().map(|name| (*name).into()).collect() }
    }

    #[test]
    fn rules_are_any_of_all_of() {
        assert_eq!(alternatives("key"), Ok(vec![vec![requirement("key", &[])]]));
        assert_eq!(alternatives("key[]").map_err(|_| ()), Err(()));
        assert_eq!(
            alternatives("a[x, y] & b | c[read:pets] | public"),
            Ok(vec![
                vec![requirement("a", &["x", "y"]), requirement("b", &[])],
                vec![requirement("c", &["read:pets"])],
                vec![],
            ])
        );
    }

    #[test]
    fn separators_mean_nothing_in_brackets_or_after_a_backslash() {
        assert_eq!(alternatives("a[x|y, p&q]"), Ok(vec![vec![requirement("a", &["x|y", "p&q"])]]));
        assert_eq!(alternatives(r"a[x\,y, p\]q]"), Ok(vec![vec![requirement("a", &["x,y", "p]q"])]]));
        assert_eq!(alternatives(r"a\[b\]\&c\|d"), Ok(vec![vec![requirement("a[b]&c|d", &[])]]));
        assert_eq!(alternatives(r"\public[\ x\ , \\]"), Ok(vec![vec![requirement("public", &[" x ", "\\"])]]));
        assert_eq!(alternatives(r"a[x\] \| public]"), Ok(vec![vec![requirement("a", &["x] | public"])]]));
    }

    #[test]
    fn malformed_rules_are_refused() {
        for rule in
            ["", "a |", "a & ", "a[x", "[x]", "a & public", "public[x]", "a[x,,y]", "a[x][y]", "a[x]y", r"a[x\]"]
        {
            assert!(alternatives(rule).is_err(), "{rule}");
        }
    }
}
