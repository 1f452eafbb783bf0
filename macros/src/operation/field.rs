//! The fields of the request struct.

use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Meta, Token, Type};

use super::container::Frame;
use super::parameter::{self, Parameter};
use crate::schema::types::optional;
use crate::support::{Content, Errors, check_media_types, or_json};

/// A field: a parameter or the body.
pub(super) struct Field {
    pub(super) ident: Ident,
    pub(super) ty: Type,
    pub(super) source: Source,
}

/// Where a field's value stands in the request.
pub(super) enum Source {
    /// In a parameter; its place among the parameters.
    Parameter(Box<Parameter>, usize),
    /// In the body.
    Body(Content),
}

impl Field {
    /// `T` of an `Option<T>`.
    pub(super) fn optional(&self) -> Option<&Type> {
        optional(&self.ty)
    }

    /// The default of a parameter.
    pub(super) fn default(&self) -> Option<&syn::Expr> {
        match &self.source {
            Source::Parameter(parameter, _) => parameter.default.as_ref(),
            Source::Body(_) => None,
        }
    }
}

/// Reads the fields of a struct.
pub(super) fn parse(input: &DeriveInput, frame: &Frame, errors: &mut Errors) -> Vec<Field> {
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => &fields.named,
            Fields::Unit => return Vec::new(),
            Fields::Unnamed(fields) => {
                errors.at(fields, "the parameters of an operation have names");
                return Vec::new();
            }
        },
        Data::Enum(_) | Data::Union(_) => {
            errors.at(&input.ident, "Operation is derived on a struct with a field for each parameter and the body");
            return Vec::new();
        }
    };
    let mut parameters = 0;
    let mut read = Vec::new();
    for field in fields {
        let Some(ident) = &field.ident else { continue };
        let bodies: Vec<_> = field.attrs.iter().filter(|attribute| attribute.path().is_ident("body")).collect();
        let is_parameter = field.attrs.iter().any(|attribute| attribute.path().is_ident("parameter"));
        let source = match (is_parameter, bodies.as_slice()) {
            (false, []) if ident == "body" => {
                errors.at(ident, "say what this is: `#[body]`, or `#[parameter(query)]`");
                continue;
            }
            (_, []) => {
                let Some(parameter) = parameter::parse(ident, &field.attrs, frame, errors) else { continue };
                parameters += 1;
                Source::Parameter(Box::new(parameter), parameters - 1)
            }
            (false, [body]) => Source::Body(content(body, errors)),
            _ => {
                errors.at(ident, "a field is one parameter or the body");
                continue;
            }
        };
        read.push(Field { ident: ident.clone(), ty: field.ty.clone(), source });
    }
    read
}

/// `#[body]`, `#[body("application/json", …)]` or `#[body(by_media_type)]`.
fn content(attribute: &Attribute, errors: &mut Errors) -> Content {
    let span = attribute.path().segments.last().map_or_else(proc_macro2::Span::call_site, |last| last.ident.span());
    let stated = match &attribute.meta {
        Meta::List(list) if list.tokens.to_string() == "by_media_type" => return Content::ByMediaType,
        Meta::Path(_) => Vec::new(),
        _ => {
            let parsed = attribute.parse_args_with(Punctuated::<LitStr, Token![,]>::parse_terminated);
            errors.take(parsed).unwrap_or_default().into_iter().collect()
        }
    };
    check_media_types(&stated, errors);
    Content::MediaTypes(or_json(stated, span))
}
