//! The fields and their `#[part(…)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Field, Ident, LitStr, Type};

use crate::schema::rules::{self, Rules};
use crate::schema::types::{list_item, optional};
use crate::support::{Errors, check_media_types, is_bytes, read, wire_name};

const KEYS: &[&str] = &["rename", "content_type", "secret"];

/// A field: a part, or one part an item.
pub(super) struct Part {
    pub(super) ident: Ident,
    pub(super) kind: Kind,
    name: String,
    content_type: Option<LitStr>,
    secret: bool,
    rules: Rules,
}

/// How a field is written and read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Required,
    Optional,
    File,
    OptionalFile,
    Files,
    OptionalFiles,
}

/// Reads a field; `None` when it is wrong, which is then among the errors.
pub(super) fn parse(field: &Field, errors: &mut Errors) -> Option<Part> {
    let ident = field.ident.clone()?;
    if !field.attrs.iter().any(|attribute| attribute.path().is_ident("part")) {
        errors.at(&ident, "expected `#[part]`");
        return None;
    }
    let (mut rename, mut content_type, mut secret, mut rules) = (None, None, false, Rules::default());
    let known: Vec<&str> = KEYS.iter().chain(rules::KEYS).copied().collect();
    let listed: Vec<_> =
        field.attrs.iter().filter(|attribute| attribute.meta.require_list().is_ok()).cloned().collect();
    read(&listed, "part", errors, &known, |key, meta| {
        match key {
            "rename" => rename = Some(meta.value()?.parse::<LitStr>()?),
            "content_type" => content_type = Some(meta.value()?.parse::<LitStr>()?),
            "secret" => secret = true,
            _ => return rules.key(key, meta),
        }
        Ok(true)
    });
    rules.check(errors);
    check_media_types(content_type.as_slice(), errors);
    let kind = kind(&field.ty);
    if !matches!(kind, Kind::Required | Kind::Optional) && !rules.is_empty() {
        errors.at(&ident, "constraints are for values: a file has none");
    }
    let name = rename.map_or_else(|| wire_name(&ident, None), |name| name.value());
    Some(Part { ident, kind, name, content_type, secret, rules })
}

fn kind(ty: &Type) -> Kind {
    let files = |ty: &Type| list_item(ty).is_some_and(is_bytes);
    match optional(ty) {
        Some(inner) if is_bytes(inner) => Kind::OptionalFile,
        Some(inner) if files(inner) => Kind::OptionalFiles,
        Some(_) => Kind::Optional,
        None if is_bytes(ty) => Kind::File,
        None if files(ty) => Kind::Files,
        None => Kind::Required,
    }
}

impl Part {
    /// The part as static data.
    pub(super) fn tokens(&self) -> TokenStream {
        let (name, secret, rules) = (&self.name, self.secret, self.rules.tokens());
        let content_type = self.content_type.as_ref().map(LitStr::value).unwrap_or_default();
        quote!(rt::Part { name: #name, content_type: #content_type, secret: #secret, rules: #rules })
    }
}
