//! Which codec a media type has, decided when the derive runs so that no other is compiled.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{LitStr, Type};

use super::Errors;

/// Types of `gatewright::payload` that are bytes whatever their media type says.
const BYTES: &[&str] = &["File", "Bytes"];

/// Which media types a body may have.
pub(crate) enum Content {
    /// These, all of one type.
    MediaTypes(Vec<LitStr>),
    /// Those of the variants of a `Payload`.
    ByMediaType,
}

impl Content {
    /// The codecs of a body of a type.
    pub(crate) fn codecs(&self, ty: &Type) -> TokenStream {
        match self {
            Self::MediaTypes(media_types) => codecs(media_types, ty),
            Self::ByMediaType => quote!(<#ty as rt::Payload>::CODECS),
        }
    }

    /// The media types of a body of a type, as a slice.
    pub(crate) fn media_types(&self, ty: &Type) -> TokenStream {
        match self {
            Self::MediaTypes(media_types) => quote!(&[#(#media_types),*]),
            Self::ByMediaType => quote!(<#ty as rt::Payload>::MEDIA_TYPES),
        }
    }
}

/// `&[rt::Codec::json("application/json"), …]`.
pub(crate) fn codecs(media_types: &[LitStr], ty: &Type) -> TokenStream {
    let bytes = is_bytes(ty);
    let codecs = media_types.iter().map(|media_type| {
        let codec = codec(&media_type.value(), bytes);
        quote!(rt::Codec::#codec(#media_type))
    });
    quote!(&[#(#codecs),*])
}

/// The media types that were stated, or JSON.
pub(crate) fn or_json(stated: Vec<LitStr>, span: proc_macro2::Span) -> Vec<LitStr> {
    if stated.is_empty() { vec![LitStr::new("application/json", span)] } else { stated }
}

/// Reports what isn't a media type, and what is stated twice.
pub(crate) fn check_media_types(media_types: &[LitStr], errors: &mut Errors) {
    for (at, media_type) in media_types.iter().enumerate() {
        let value = media_type.value();
        let essence = value.split(';').next().unwrap_or_default().trim();
        let token =
            |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '/' || c == ',');
        if !essence.split_once('/').is_some_and(|(kind, subtype)| token(kind) && token(subtype)) {
            errors.at(media_type, "isn't a media type: expected `type/subtype`");
        }
        if media_types[..at].iter().any(|other| other.value() == value) {
            errors.at(media_type, "this media type is stated twice");
        }
    }
}

/// Whether a type is bytes by its name: `Bytes` or `payload::Bytes`. One of another module is something else.
pub(crate) fn is_bytes(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => {
            let mut segments = path.path.segments.iter().rev();
            let is_named = segments.next().is_some_and(|segment| BYTES.iter().any(|name| segment.ident == name));
            is_named && segments.next().is_none_or(|module| module.ident == "payload")
        }
        Type::Group(group) => is_bytes(&group.elem),
        Type::Paren(paren) => is_bytes(&paren.elem),
        _ => false,
    }
}

fn codec(media_type: &str, bytes: bool) -> TokenStream {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (kind, subtype) = essence.split_once('/').unwrap_or_default();
    match (kind, subtype) {
        _ if bytes => quote!(bytes),
        // Many documents write `*/*` and mean JSON.
        ("*", "*") => quote!(json),
        (_, "json") => quote!(json),
        (_, "xml") => quote!(xml),
        ("application", "x-www-form-urlencoded") => quote!(form),
        ("multipart", "form-data") => quote!(multipart),
        (_, subtype) if subtype.ends_with("+json") => quote!(json),
        (_, subtype) if subtype.ends_with("+xml") => quote!(xml),
        ("text", _) => quote!(text),
        _ => quote!(bytes),
    }
}
