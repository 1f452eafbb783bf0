//! `scheme(name = "…", <kind>)`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;
use syn::meta::ParseNestedMeta;

use crate::support::{Errors, known_keys};

/// A security scheme: its name, and its kind as an expression of the runtime's `SchemeKind`.
pub(super) struct Scheme {
    pub(super) name: LitStr,
    pub(super) kind: TokenStream,
}

const KEYS: &[&str] = &["name", "api_key", "basic", "bearer", "http", "oauth2", "open_id_connect", "mutual_tls"];

/// Reads one scheme; `None` when something was wrong with it, which is then among the errors.
pub(super) fn parse(meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<Option<Scheme>> {
    let mut name = None;
    let mut kind: Option<TokenStream> = None;
    let mut inner = Errors::default();
    known_keys(meta, errors, KEYS, |key, meta| {
        let read = match key {
            "name" => {
                name = Some(meta.value()?.parse::<LitStr>()?);
                return Ok(true);
            }
            "api_key" => api_key(meta, &mut inner)?,
            "basic" => quote!(Basic),
            "bearer" => quote!(Bearer),
            "http" => {
                let scheme: LitStr = meta.value()?.parse()?;
                quote!(Http(#scheme))
            }
            "oauth2" => quote!(OAuth2),
            "open_id_connect" => {
                let url: LitStr = meta.value()?.parse()?;
                quote!(OpenIdConnect { url: #url })
            }
            "mutual_tls" => quote!(MutualTls),
            _ => return Ok(false),
        };
        match kind.replace(read) {
            Some(_) => Err(meta.error("a scheme is of one kind")),
            None => Ok(true),
        }
    })?;
    errors.take(inner.propagate());
    match (name, kind) {
        (Some(name), Some(kind)) => Ok(Some(Scheme { name, kind })),
        (None, _) => Err(meta.error("a scheme needs a name: `name = \"…\"`")),
        (_, None) => Err(meta.error(format_args!("a scheme needs a kind, one of: {}", KEYS[1..].join(", ")))),
    }
}

fn api_key(meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<TokenStream> {
    let mut found = None;
    known_keys(meta, errors, &["header", "query", "cookie"], |key, meta| {
        let location = match key {
            "header" => quote!(Header),
            "query" => quote!(Query),
            "cookie" => quote!(Cookie),
            _ => return Ok(false),
        };
        let name: LitStr = meta.value()?.parse()?;
        found = Some(quote!(ApiKey {
            location: rt::ApiKeyLocation::#location,
            name: #name,
        }));
        Ok(true)
    })?;
    found.ok_or_else(|| meta.error("an API key stands in a header, query or cookie: `api_key(header = \"…\")`"))
}
