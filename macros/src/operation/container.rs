//! `#[operation(…)]`.

use std::fmt::{self, Display, Formatter};

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::punctuated::Punctuated;
use syn::{DeriveInput, Ident, LitInt, LitStr, Token, Type, parenthesized};

use super::access::{self, Access};
use super::condition::{self, Condition};
use super::parameter::Location;
use super::template;
use crate::support::{Case, Content, Errors, check_media_types, or_json, read};

const KEYS: &[&str] = &[
    "id",
    "method",
    "path",
    "rename_all",
    "server",
    "query",
    "header",
    "permissions",
    "access",
    "returns",
    "status",
    "produces",
    "by_media_type",
    "errors",
];
/// What may be stated again and again.
const REPEATED: &[&str] = &["query", "header"];
const METHODS: &[&str] = &["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"];

/// What the attribute says of the operation as a whole.
pub(super) struct Container {
    pub(super) id: LitStr,
    pub(super) method: Method,
    pub(super) path: LitStr,
    pub(super) server: Option<LitStr>,
    pub(super) conditions: Vec<Condition>,
    pub(super) permissions: TokenStream,
    pub(super) access: Access,
    pub(super) success: Success,
    pub(super) failure: TokenStream,
}

/// The method of the operation's requests.
pub(super) enum Method {
    /// One that has a name: `GET`.
    Known(Ident),
    /// Any other: `"M-SEARCH"`.
    Other(LitStr),
}

impl Display for Method {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(name) => write!(f, "{name}"),
            Self::Other(text) => f.write_str(&text.value()),
        }
    }
}

/// What the operation returns.
pub(super) enum Success {
    /// Nothing, with one status.
    Empty { status: LitInt },
    /// One payload, with one status.
    Bare { status: LitInt, ty: Type, produces: Content },
    /// An enum of answers.
    Responses { ty: Type },
}

#[derive(Default)]
struct Keys {
    id: Option<LitStr>,
    method: Option<Method>,
    path: Option<LitStr>,
    rename_all: Option<Case>,
    server: Option<LitStr>,
    conditions: Vec<Condition>,
    permissions: Option<Type>,
    access: Option<Access>,
    returns: Option<Type>,
    status: Option<LitInt>,
    produces: Vec<LitStr>,
    by_media_type: bool,
    errors: Option<Type>,
}

/// What the fields are read by, whatever else is wrong.
pub(super) struct Frame {
    /// The path, and the names of its parameters.
    pub(super) path: Option<(LitStr, Vec<String>)>,
    /// How the names of parameters are written.
    pub(super) rename_all: Option<Case>,
}

/// Reads the attribute; `None` when something that is needed is missing or wrong, which is then among the errors.
pub(super) fn parse(input: &DeriveInput, errors: &mut Errors) -> (Option<Container>, Frame) {
    let mut keys = Keys::default();
    let mut seen = Vec::new();
    read(&input.attrs, "operation", errors, KEYS, |key, meta| {
        if seen.iter().any(|known| known == key) && !REPEATED.contains(&key) {
            return Err(meta.error(format_args!("`{key}` is stated twice")));
        }
        seen.push(key.to_owned());
        keys.key(key, meta)
    });
    // A key that was read badly has had its error.
    let stated = |key: &str| seen.iter().any(|known| known == key);
    for (key, example) in [("method", "GET"), ("path", "\"/batches/{batch}\"")] {
        if !stated(key) {
            errors.at(&input.ident, format_args!("`#[operation({key} = {example})]` is missing"));
        }
    }
    if !stated("access") {
        let help = "say who may call it: `#[operation(access = \"scheme[permission]\")]`, or `access = public`";
        errors.at(&input.ident, help);
    }
    check_media_types(&keys.produces, errors);
    let success = keys.success(input.ident.span(), stated("returns"), errors);
    let path = keys.path.clone().and_then(|path| errors.take(template::names(&path)).map(|names| (path, names)));
    let frame = Frame { path, rename_all: keys.rename_all };
    (keys.container(&input.ident, success), frame)
}

impl Keys {
    fn container(self, name: &Ident, success: Option<Success>) -> Option<Container> {
        let Keys { id, method, path, server, conditions, permissions, access, errors, .. } = self;
        let permissions = match (permissions, &access) {
            (Some(permissions), _) => permissions.into_token_stream(),
            (None, Some(Access::Public)) => quote!(rt::NoPermission),
            (None, _) => Ident::new("Permission", name.span()).into_token_stream(),
        };
        Some(Container {
            id: id.unwrap_or_else(|| LitStr::new(&name.unraw().to_string(), name.span())),
            method: method?,
            path: path?,
            server,
            conditions,
            permissions,
            access: access?,
            success: success?,
            failure: errors.map_or_else(|| quote!(rt::NoFailure), ToTokens::into_token_stream),
        })
    }

    fn key(&mut self, key: &str, meta: &ParseNestedMeta<'_>) -> syn::Result<bool> {
        match key {
            "id" => self.id = Some(meta.value()?.parse()?),
            "method" => self.method = Some(method(meta)?),
            "path" => self.path = Some(meta.value()?.parse()?),
            "rename_all" => self.rename_all = Some(Case::read(meta)?),
            "server" => self.server = Some(server(meta)?),
            "query" => self.conditions.extend(condition::parse(Location::Query, meta)?),
            "header" => self.conditions.extend(condition::parse(Location::Header, meta)?),
            "permissions" => self.permissions = Some(meta.value()?.parse()?),
            "access" => self.access = Some(access::parse(meta.value()?)?),
            "returns" => self.returns = Some(meta.value()?.parse()?),
            "status" => self.status = Some(status(meta)?),
            "produces" => {
                let content;
                parenthesized!(content in meta.input);
                self.produces.extend(Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?);
            }
            "by_media_type" => self.by_media_type = true,
            "errors" => self.errors = Some(meta.value()?.parse()?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn success(&mut self, span: Span, stated: bool, errors: &mut Errors) -> Option<Success> {
        let produces = std::mem::take(&mut self.produces);
        let Some(ty) = self.returns.take() else {
            if !stated {
                let help = "`#[operation(returns = …)]` is missing: a payload and its `status`, `()` and its \
                            `status`, or an enum that derives `Responses`";
                errors.push(syn::Error::new(span, help));
            }
            return None;
        };
        let empty = matches!(&ty, Type::Tuple(tuple) if tuple.elems.is_empty());
        match self.status.take() {
            Some(status) if empty => {
                if let Some(media_type) = produces.first() {
                    errors.at(media_type, "an answer without a body has no media type");
                }
                Some(Success::Empty { status })
            }
            Some(status) if self.by_media_type => {
                if let Some(media_type) = produces.first() {
                    errors.at(media_type, "the variants of a payload say their media types themselves");
                }
                Some(Success::Bare { status, ty, produces: Content::ByMediaType })
            }
            Some(status) => Some(Success::Bare { status, ty, produces: Content::MediaTypes(or_json(produces, span)) }),
            None if empty => {
                errors.at(&ty, "say with which status: `returns = (), status = 204`");
                None
            }
            None => {
                if let Some(media_type) = produces.first() {
                    let help =
                        "each answer of an enum says its own media types: `#[response(status = …, produces(…))]`";
                    errors.at(media_type, help);
                }
                Some(Success::Responses { ty })
            }
        }
    }
}

fn method(meta: &ParseNestedMeta<'_>) -> syn::Result<Method> {
    let value = meta.value()?;
    if value.peek(LitStr) {
        let method: LitStr = value.parse()?;
        let text = method.value();
        if METHODS.contains(&text.as_str()) {
            return Err(syn::Error::new_spanned(&method, format_args!("this method has a name: `method = {text}`")));
        }
        // RFC 9110, section 5.6.2.
        let is_token = |letter: u8| letter.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&letter);
        if text.is_empty() || !text.bytes().all(is_token) {
            return Err(syn::Error::new_spanned(&method, "a method consists of letters, digits and signs such as `-`"));
        }
        return Ok(Method::Other(method));
    }
    let method: Ident = value.parse()?;
    if METHODS.iter().any(|known| method == known) {
        return Ok(Method::Known(method));
    }
    let message = format_args!("expected one of {}, or another as a string", METHODS.join(", ")).to_string();
    Err(syn::Error::new_spanned(&method, message))
}

fn server(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    let server: LitStr = meta.value()?.parse()?;
    let text = server.value();
    if text.is_empty() || text.contains(['{', '}', '?', '#']) {
        let message = "a server is a URL or a path, without variables, query and fragment";
        return Err(syn::Error::new_spanned(&server, message));
    }
    Ok(server)
}

fn status(meta: &ParseNestedMeta<'_>) -> syn::Result<LitInt> {
    let status: LitInt = meta.value()?.parse()?;
    match status.base10_parse::<u16>() {
        Ok(100..=599) => Ok(status),
        _ => Err(syn::Error::new_spanned(&status, "a status is a number from 100 to 599")),
    }
}
