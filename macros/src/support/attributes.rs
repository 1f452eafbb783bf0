//! Attributes of the form `#[name(key, key = value, key(…))]`.

use proc_macro2::TokenTree;
use syn::Attribute;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;

use super::Errors;

/// Reads the keys of every attribute of a name.
///
/// `key` returns whether it knows the key. A bad key doesn't stop the reading of the next.
pub(crate) fn read(
    attributes: &[Attribute],
    name: &str,
    errors: &mut Errors,
    known: &[&str],
    mut key: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<bool>,
) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        let result = attribute.parse_nested_meta(|meta| {
            one(&meta, errors, known, &mut key);
            Ok(())
        });
        errors.take(result);
    }
}

/// Reads the keys in the parentheses of a key: `key(inner = …)`.
pub(crate) fn known_keys(
    meta: &ParseNestedMeta<'_>,
    errors: &mut Errors,
    known: &[&str],
    mut key: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<bool>,
) -> syn::Result<()> {
    meta.parse_nested_meta(|inner| {
        one(&inner, errors, known, &mut key);
        Ok(())
    })
}

fn one(
    meta: &ParseNestedMeta<'_>,
    errors: &mut Errors,
    known: &[&str],
    key: &mut impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<bool>,
) {
    let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
    match key(&name, meta) {
        Ok(true) => return,
        Ok(false) => errors.push(meta.error(format_args!("unknown key; known here: {}", known.join(", ")))),
        Err(error) => errors.push(error),
    }
    skip_value(meta.input);
}

/// Passes over what is left of a key, so that the next can be read.
fn skip_value(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(syn::Token![,]) {
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}

/// Whether any attribute of a name has one of some keys. What is wrong with the others shows, with all else, where they
/// are read in earnest.
pub(crate) fn says(attributes: &[Attribute], name: &str, keys: &[&str]) -> bool {
    let mut found = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        let _ = attribute.parse_nested_meta(|meta| {
            found |= keys.iter().any(|key| meta.path.is_ident(key));
            skip_value(meta.input);
            Ok(())
        });
    }
    found
}
