//! `scheme(name = "…", <kind>)`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
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
            "oauth2" => oauth2(meta, &mut inner)?,
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

/// The flows of OAuth 2, with the variant of the runtime's `OAuthFlowKind` for each.
const FLOWS: [(&str, &str); 5] = [
    ("implicit", "Implicit"),
    ("password", "Password"),
    ("client_credentials", "ClientCredentials"),
    ("authorization_code", "AuthorizationCode"),
    ("device_authorization", "DeviceAuthorization"),
];

const URLS: &[&str] = &["authorization_url", "device_authorization_url", "token_url", "refresh_url"];

/// `oauth2`, or `oauth2(client_credentials(token_url = "…"))`.
fn oauth2(meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<TokenStream> {
    let mut flows = Vec::new();
    if meta.input.peek(syn::token::Paren) {
        let mut inner = Errors::default();
        known_keys(meta, errors, &FLOWS.map(|(key, _)| key), |key, meta| {
            let Some((_, kind)) = FLOWS.iter().find(|(known, _)| *known == key) else { return Ok(false) };
            flows.push(flow(kind, meta, &mut inner)?);
            Ok(true)
        })?;
        errors.take(inner.propagate());
    }
    Ok(quote!(OAuth2 { flows: &[#(#flows),*] }))
}

fn flow(kind: &str, meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<TokenStream> {
    let (kind, mut urls) = (format_ident!("{kind}"), Vec::new());
    if meta.input.peek(syn::token::Paren) {
        known_keys(meta, errors, URLS, |key, meta| {
            if !URLS.contains(&key) {
                return Ok(false);
            }
            let (field, url) = (format_ident!("{key}"), meta.value()?.parse::<LitStr>()?);
            urls.push(quote!(#field: ::core::option::Option::Some(#url)));
            Ok(true)
        })?;
    }
    Ok(quote!(rt::OAuthFlow { #(#urls,)* ..rt::OAuthFlow::new(rt::OAuthFlowKind::#kind) }))
}
