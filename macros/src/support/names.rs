//! Constants that stand for names of a document, so that one derive can ask for what another declares.

use proc_macro2::Span;
use syn::Ident;

/// Before the name of a permission.
pub(crate) const PERMISSION: &str = "permission_";
/// Before the name of a security scheme.
pub(crate) const SCHEME: &str = "scheme_";

/// The constant of a name. Two names never have the same: an underscore is two, and what can't stand in an identifier is
/// its number between single ones.
pub(crate) fn constant(prefix: &str, name: &str, span: Span) -> Ident {
    let mut text = prefix.to_owned();
    for c in name.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => text.push(c),
            '_' => text.push_str("__"),
            other => text.push_str(&format!("_{:x}_", u32::from(other))),
        }
    }
    Ident::new(&text, span)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proc_macro2::Span;

    use super::{PERMISSION, constant};

    #[test]
    fn names_stay_apart() {
        let names = [
            "", "_", "__", ":", "_:", ":_", "_3a_", "3a", "a:b", "a_3a_b", "a__b", "a_b", "é", "e9", "\u{1}0", "\u{10}",
        ];
        let constants: HashSet<String> =
            names.iter().map(|name| constant(PERMISSION, name, Span::call_site()).to_string()).collect();
        assert_eq!(constants.len(), names.len(), "{constants:?}");
        assert_eq!(constant(PERMISSION, "read:all_pets", Span::call_site()), "permission_read_3a_all__pets");
    }
}
