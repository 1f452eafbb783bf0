//! What a variant holds: nothing, a body, or named fields with headers.

use syn::{Attribute, Field, Fields, Ident, LitStr, Token, Type};

use super::status::Status;
use crate::operation::is_token;
use crate::schema::types::optional;
use crate::support::Errors;

/// What a variant holds.
pub(super) enum Content {
    /// In parentheses, or nothing: the body. A range's or the default's begins with the status.
    Tuple(Option<Type>),
    /// In braces.
    Named { status: Option<Ident>, headers: Vec<Header>, body: Option<(Ident, Type)> },
}

/// A documented header.
pub(super) struct Header {
    pub(super) ident: Ident,
    pub(super) name: LitStr,
    pub(super) json: bool,
    pub(super) explode: bool,
    /// Whether the field is an `Option`.
    pub(super) optional: bool,
}

impl Content {
    /// The type of the body.
    pub(super) fn body(&self) -> Option<&Type> {
        match self {
            Self::Tuple(body) => body.as_ref(),
            Self::Named { body, .. } => body.as_ref().map(|(_, ty)| ty),
        }
    }

    /// Whether a value can't be made without headers.
    pub(super) fn needs_headers(&self) -> bool {
        matches!(self, Self::Named { headers, .. } if headers.iter().any(|header| !header.optional))
    }
}

/// Reads the fields of a variant.
pub(super) fn parse(variant: &syn::Variant, status: Status, errors: &mut Errors) -> Option<Content> {
    match &variant.fields {
        Fields::Unit if status.is_open() => {
            errors.at(&variant.ident, "an answer for several statuses says which: begin with a `StatusCode`");
            None
        }
        Fields::Unit => Some(Content::Tuple(None)),
        Fields::Unnamed(fields) => {
            let mut types = fields.unnamed.iter().map(|field| &field.ty);
            if status.is_open() && !types.next().is_some_and(is_status) {
                errors.at(fields, "an answer for several statuses says which: begin with a `StatusCode`");
                return None;
            }
            let body = types.next().cloned();
            if let Some(extra) = types.next() {
                errors.at(extra, "an answer has one body; headers go into named fields: `#[header(\"…\")] name: …`");
            }
            Some(Content::Tuple(body))
        }
        Fields::Named(fields) => named(variant, fields.named.iter(), status, errors),
    }
}

fn named<'a>(
    variant: &syn::Variant,
    fields: impl Iterator<Item = &'a Field>,
    status: Status,
    errors: &mut Errors,
) -> Option<Content> {
    let (mut found, mut headers, mut body) = (None, Vec::new(), None);
    for field in fields {
        let Some(ident) = field.ident.clone() else { continue };
        let attribute = |name: &str| field.attrs.iter().find(|attribute| attribute.path().is_ident(name));
        if let Some(attribute) = attribute("header") {
            headers.extend(errors.take(header(ident, attribute, &field.ty)));
        } else if attribute("body").is_some() {
            if body.replace((ident, field.ty.clone())).is_some() {
                errors.at(field, "an answer has one body");
            }
        } else if attribute("status").is_some() {
            if !status.is_open() {
                errors.at(field, "the answer's one status is stated already");
            }
            found = Some(ident);
        } else {
            errors.at(&ident, "expected `#[header(\"…\")]`, `#[body]` or `#[status]`");
        }
    }
    if status.is_open() && found.is_none() {
        errors.at(&variant.ident, "an answer for several statuses says which: add `#[status] status: StatusCode`");
        return None;
    }
    Some(Content::Named { status: found, headers, body })
}

/// `#[header("Name", json, explode)]`.
fn header(ident: Ident, attribute: &Attribute, ty: &Type) -> syn::Result<Header> {
    let (mut json, mut explode) = (false, false);
    let name = attribute.parse_args_with(|input: syn::parse::ParseStream<'_>| {
        let name: LitStr = input.parse()?;
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let key: Ident = input.parse()?;
            match key.to_string().as_str() {
                "json" => json = true,
                "explode" => explode = true,
                _ => return Err(syn::Error::new_spanned(&key, "unknown key; known here: json, explode")),
            }
        }
        Ok(name)
    })?;
    if !is_token(&name.value()) {
        return Err(syn::Error::new_spanned(&name, "isn't the name of a header"));
    }
    Ok(Header { ident, name, json, explode, optional: optional(ty).is_some() })
}

fn is_status(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == "StatusCode"))
}
