//! What the enum and its attributes say.

use std::collections::HashMap;

use syn::{Data, DeriveInput, Fields, Ident, LitStr};

use super::scheme::{self, Scheme};
use crate::support::{Errors, read};

/// The enum, checked.
pub(super) struct Input {
    pub(super) ident: Ident,
    pub(super) variants: Vec<Permission>,
    pub(super) schemes: Vec<Scheme>,
}

/// A variant.
pub(super) struct Permission {
    pub(super) ident: Ident,
    pub(super) name: LitStr,
}

pub(super) fn parse(input: DeriveInput) -> syn::Result<Input> {
    let mut errors = Errors::default();
    if !input.generics.params.is_empty() {
        errors.at(&input.generics, "the permissions of an API can't be generic");
    }
    let Data::Enum(data) = &input.data else {
        errors.at(&input.ident, "Permissions is derived on an enum with one unit variant a permission");
        errors.propagate()?;
        return Ok(Input { ident: input.ident, variants: Vec::new(), schemes: Vec::new() });
    };
    let mut schemes = Vec::new();
    let mut found = Errors::default();
    read(&input.attrs, "permissions", &mut errors, &["scheme"], |key, meta| {
        if key != "scheme" {
            return Ok(false);
        }
        schemes.extend(scheme::parse(meta, &mut found)?);
        Ok(true)
    });
    errors.take(found.propagate());
    let variants: Vec<_> = data.variants.iter().map(|variant| permission(variant, &mut errors)).collect();
    unique(variants.iter().map(|variant| &variant.name), "permission", &mut errors);
    unique(schemes.iter().map(|scheme| &scheme.name), "security scheme", &mut errors);
    errors.propagate()?;
    Ok(Input { ident: input.ident, variants, schemes })
}

fn permission(variant: &syn::Variant, errors: &mut Errors) -> Permission {
    if !matches!(variant.fields, Fields::Unit) {
        errors.at(&variant.fields, "a permission is a unit variant");
    }
    if let Some((_, discriminant)) = &variant.discriminant {
        errors.at(discriminant, "a permission has no discriminant of its own: its place is its number");
    }
    let mut name = None;
    for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("permission")) {
        let Some(given) = errors.take(attribute.parse_args::<LitStr>()) else { continue };
        if name.replace(given).is_some() {
            errors.at(attribute, "a permission has one name");
        }
    }
    let name = name.unwrap_or_else(|| LitStr::new(&variant.ident.to_string(), variant.ident.span()));
    Permission { ident: variant.ident.clone(), name }
}

fn unique<'a>(names: impl Iterator<Item = &'a LitStr>, what: &str, errors: &mut Errors) {
    let mut seen = HashMap::new();
    for name in names {
        if seen.insert(name.value(), ()).is_some() {
            errors.at(name, format_args!("there is another {what} with this name"));
        }
    }
}
