//! What literals stand for.

use proc_macro2::Literal;
use syn::Lit;

/// The text that a literal stands for; `None` where it is no text.
pub(super) fn text_of(literal: &Literal) -> Option<String> {
    let written = literal.to_string();
    let quoted = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    quoted.and_then(unescaped).or_else(|| match Lit::new(literal.clone()) {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    })
}

/// What stands between quotes, if nothing in it is escaped but what must be.
fn unescaped(quoted: &str) -> Option<String> {
    let mut text = String::with_capacity(quoted.len());
    let mut rest = quoted;
    while let Some((before, escaped)) = rest.split_once('\\') {
        text.push_str(before);
        text.push_str(escaped.get(..1).filter(|sign| matches!(*sign, "\"" | "\\" | "'"))?);
        rest = &escaped[1..];
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use proc_macro2::Literal;

    use super::text_of;

    #[test]
    fn texts_are_what_they_were_made_of() {
        for text in ["", "plain", r#"a "quoted" \d's"#, "two\nlines\t\u{1b}", "\\", "ä\\\"é"] {
            assert_eq!(text_of(&Literal::string(text)).as_deref(), Some(text));
        }
        assert_eq!(text_of(&Literal::u8_suffixed(1)), None);
    }
}
