//! The variants and their `#[response(…)]`.

use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, parenthesized};

use super::content::{self, Content};
use super::status::Status;
use crate::support::{Content as BodyContent, Errors, check_media_types, or_json, read};

const KEYS: &[&str] = &["status", "default", "produces", "by_media_type", "rejection"];

/// A documented answer.
pub(super) struct Variant {
    pub(super) ident: Ident,
    pub(super) status: Status,
    pub(super) produces: BodyContent,
    pub(super) rejection: Option<LitStr>,
    pub(super) content: Content,
}

/// Reads a variant; `None` when it is wrong, which is then among the errors.
pub(super) fn parse(variant: &syn::Variant, errors: &mut Errors) -> Option<Variant> {
    let mut status = None;
    let mut stated = false;
    let mut produces: Vec<LitStr> = Vec::new();
    let mut by_media_type = false;
    let mut rejection: Option<LitStr> = None;
    read(&variant.attrs, "response", errors, KEYS, |key, meta| {
        match key {
            "status" | "default" if stated => return Err(meta.error("an answer has one status")),
            "status" => {
                stated = true;
                status = Some(Status::parse(meta.value()?)?);
            }
            "default" => {
                stated = true;
                status = Some(Status::Default);
            }
            "produces" => {
                let content;
                parenthesized!(content in meta.input);
                produces.extend(Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?);
            }
            "by_media_type" => by_media_type = true,
            "rejection" => rejection = Some(meta.value()?.parse()?),
            _ => return Ok(false),
        }
        Ok(true)
    });
    if !stated {
        errors
            .at(&variant.ident, "say which answer it is: `#[response(status = 404)]`, `status = \"4XX\"` or `default`");
    }
    check_media_types(&produces, errors);
    let status = status?;
    let content = content::parse(variant, status, errors)?;
    if content.body().is_none() {
        if let Some(media_type) = produces.first() {
            errors.at(media_type, "an answer without a body has no media type");
        }
        if let Some(rejection) = &rejection {
            errors.at(rejection, "a template needs a body to fill");
        }
    }
    if let (Some(rejection), true) = (&rejection, content.needs_headers()) {
        errors.at(rejection, "a template can't fill the variant's required header");
    }
    let produces = match (by_media_type, produces.first()) {
        (false, _) => BodyContent::MediaTypes(or_json(produces, variant.ident.span())),
        (true, stated) => {
            if let Some(media_type) = stated {
                errors.at(media_type, "the variants of a payload say their media types themselves");
            }
            BodyContent::ByMediaType
        }
    };
    Some(Variant { ident: variant.ident.clone(), status, produces, rejection, content })
}
