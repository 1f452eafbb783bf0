//! The implementation of the trait.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Ident};

use super::content::{Content, Header};
use super::status::Status;
use super::variant::{self, Variant};
use crate::operation::header_tokens;
use crate::support::{Content as BodyContent, Errors};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let variants = parse(input)?;
    let ident = &input.ident;
    let statics = variants.iter().enumerate().map(|(place, variant)| statics(place, variant));
    let statuses = variants.iter().filter_map(|variant| match variant.status {
        Status::Exact(number) => Some(number),
        Status::Range(_) | Status::Default => None,
    });
    let (lists, produces) = produces(&variants);
    let (decode, encode, rejection) = (decode(&variants), encode(&variants), rejection(&variants));
    Ok(quote! {
        const _: () = {
            use ::gatewright::__private as rt;
            #(#statics)*
            #lists
            impl rt::Responses for #ident {
                const STATUSES: &'static [rt::primitive::u16] = &[#(#statuses),*];
                const PRODUCES: &'static [&'static rt::primitive::str] = #produces;

                rt::client_half! { #decode }
                rt::server_half! {
                    #encode
                    #rejection
                }
            }
        };
    })
}

/// The media types of all answers, with what has to stand before them. Those of a payload are known to it alone, so
/// that the lists are joined when the crate is compiled.
fn produces(variants: &[Variant]) -> (TokenStream, TokenStream) {
    let bodies = || variants.iter().filter_map(|variant| Some((&variant.produces, variant.content.body()?)));
    let mut seen = HashSet::new();
    let stated = bodies().flat_map(|(content, _)| match content {
        BodyContent::MediaTypes(media_types) => media_types.as_slice(),
        BodyContent::ByMediaType => &[],
    });
    let stated = stated.filter(|media_type| seen.insert(media_type.value()));
    let stated = quote!(&[#(#stated),*]);
    let payloads: Vec<_> = bodies()
        .filter(|(content, _)| matches!(content, BodyContent::ByMediaType))
        .map(|(content, ty)| content.media_types(ty))
        .collect();
    if payloads.is_empty() {
        return (quote!(), stated);
    }
    let lists = quote! {
        const LISTS: &[&[&rt::primitive::str]] = &[#stated, #(#payloads),*];
        const JOINED: &[&rt::primitive::str] = &rt::joined::<{ rt::total(LISTS) }>(LISTS);
    };
    (lists, quote!(JOINED))
}

/// The variants, in the order in which statuses are matched.
fn parse(input: &DeriveInput) -> syn::Result<Vec<Variant>> {
    let mut errors = Errors::default();
    if !input.generics.params.is_empty() {
        errors.at(&input.generics, "a set of answers can't be generic");
    }
    let mut variants = Vec::new();
    match &input.data {
        Data::Enum(data) => {
            for given in &data.variants {
                let Some(variant) = variant::parse(given, &mut errors) else { continue };
                if variants.iter().any(|other: &Variant| other.status == variant.status) {
                    errors.at(&given.ident, "there is another answer for this status");
                }
                variants.push(variant);
            }
            if data.variants.is_empty() {
                errors.at(
                    &input.ident,
                    "a set of answers has at least one; `gatewright::answer::NoFailure` is the empty one",
                );
            }
        }
        Data::Struct(_) | Data::Union(_) => {
            errors.at(&input.ident, "Responses is derived on an enum with a variant for each answer");
        }
    }
    errors.propagate()?;
    variants.sort_by_key(|variant| variant.status);
    Ok(variants)
}

/// The tables of a variant: its codecs, its headers.
fn statics(place: usize, variant: &Variant) -> TokenStream {
    let codecs = variant.content.body().map(|ty| {
        let (name, codecs) = (body_name(place), variant.produces.codecs(ty));
        quote!(const #name: &[rt::Codec<#ty>] = #codecs;)
    });
    let headers = match &variant.content {
        Content::Named { headers, .. } => headers.as_slice(),
        Content::Tuple(_) => &[],
    };
    let headers = headers.iter().enumerate().map(|(at, Header { name, json, explode, .. })| {
        let (ident, header) = (header_name(place, at), header_tokens(name, *json, *explode));
        quote!(static #ident: rt::Parameter = #header;)
    });
    quote!(#codecs #(#headers)*)
}

fn decode(variants: &[Variant]) -> TokenStream {
    let arms = variants.iter().enumerate().map(|(place, variant)| {
        let (ident, pattern, name) = (&variant.ident, variant.status.pattern(), body_name(place));
        let value = match &variant.content {
            Content::Tuple(body) => {
                let status = variant.status.is_open().then(|| quote!(answer.status,));
                let body = body.as_ref().map(|_| quote!(rt::decode_body(#name, answer)?));
                if status.is_none() && body.is_none() { quote!() } else { quote!((#status #body)) }
            }
            Content::Named { status, headers, body } => {
                let status = status.as_ref().map(|status| quote!(#status: answer.status,));
                let headers = headers.iter().enumerate().map(|(at, Header { ident, optional, .. })| {
                    let name = header_name(place, at);
                    let function = if *optional { quote!(decode_optional_header) } else { quote!(decode_header) };
                    quote!(#ident: rt::#function(&#name, answer)?,)
                });
                let body = body.as_ref().map(|(ident, _)| quote!(#ident: rt::decode_body(#name, answer)?));
                quote!({ #status #(#headers)* #body })
            }
        };
        quote!(#pattern => Self::#ident #value,)
    });
    let closed = !variants.iter().any(|variant| variant.status == Status::Default);
    let rest = closed.then(|| quote!(_ => return rt::Ok(rt::None),));
    quote! {
        #[inline]
        fn decode(answer: &rt::Answer) -> rt::Result<rt::Option<Self>, rt::DecodeError> {
            rt::Ok(rt::Some(match answer.status.as_u16() {
                #(#arms)*
                #rest
            }))
        }
    }
}

fn encode(variants: &[Variant]) -> TokenStream {
    let arms = variants.iter().enumerate().map(|(place, variant)| {
        let (ident, name) = (&variant.ident, body_name(place));
        let status = match variant.status {
            Status::Exact(number) => quote!(rt::status(#number)),
            Status::Range(hundred) => quote!(rt::within(#hundred, *status)?),
            Status::Default => quote!(*status),
        };
        let answer = match variant.content.body() {
            Some(_) => quote!(rt::encode_body(#status, #name, body, accept)),
            None => quote!(rt::Ok(rt::encode_empty(#status))),
        };
        match &variant.content {
            Content::Tuple(body) => {
                let status = variant.status.is_open().then(|| quote!(status,));
                let body = body.as_ref().map(|_| quote!(body));
                let fields = if status.is_none() && body.is_none() { quote!() } else { quote!((#status #body)) };
                quote!(Self::#ident #fields => #answer,)
            }
            Content::Named { status, headers, body } => {
                let status = status.as_ref().map(|status| quote!(#status: status,));
                let body = body.as_ref().map(|(ident, _)| quote!(#ident: body,));
                let bindings = headers.iter().enumerate().map(|(at, Header { ident, .. })| {
                    let value = value_name(at);
                    quote!(#ident: #value,)
                });
                let writes = headers.iter().enumerate().map(|(at, Header { optional, .. })| {
                    let (value, name) = (value_name(at), header_name(place, at));
                    let value = if *optional { quote!(#value.as_ref()) } else { quote!(rt::Some(#value)) };
                    quote!(rt::encode_header(&#name, &mut answer, #value)?;)
                });
                let answer = if headers.is_empty() {
                    answer
                } else {
                    quote!({
                        let mut answer = #answer?;
                        #(#writes)*
                        rt::Ok(answer)
                    })
                };
                quote!(Self::#ident { #status #(#bindings)* #body } => #answer,)
            }
        }
    });
    let accept =
        if variants.iter().any(|variant| variant.content.body().is_some()) { quote!(accept) } else { quote!(_) };
    quote! {
        #[inline]
        fn encode(&self, #accept: &rt::Accept) -> rt::Result<rt::Answer, rt::EncodeError> {
            match self {
                #(#arms)*
            }
        }
    }
}

/// The variants that the runtime makes itself; nothing where there are none, as the trait has that already.
fn rejection(variants: &[Variant]) -> Option<TokenStream> {
    let arms: Vec<_> = variants
        .iter()
        .filter_map(|variant| {
            let (template, ident) = (variant.rejection.as_ref()?, &variant.ident);
            let pattern = variant.status.pattern();
            let value = match &variant.content {
                Content::Tuple(_) if variant.status.is_open() => quote!(Self::#ident(rejection.status, body)),
                Content::Tuple(_) => quote!(Self::#ident(body)),
                Content::Named { status, headers, body } => {
                    let status = status.as_ref().map(|status| quote!(#status: rejection.status,));
                    let headers = headers.iter().map(|Header { ident, .. }| quote!(#ident: rt::None,));
                    let body = body.as_ref().map(|(ident, _)| quote!(#ident: body));
                    quote!(Self::#ident { #status #(#headers)* #body })
                }
            };
            Some(quote!(#pattern => rt::fill(#template, rejection).map(|body| #value),))
        })
        .collect();
    if arms.is_empty() {
        return None;
    }
    let filled = |variant: &Variant| variant.status == Status::Default && variant.rejection.is_some();
    let rest = (!variants.iter().any(filled)).then(|| quote!(_ => rt::None,));
    Some(quote! {
        #[inline]
        fn rejection(rejection: &rt::Rejection) -> rt::Option<Self> {
            match rejection.status.as_u16() {
                #(#arms)*
                #rest
            }
        }
    })
}

fn body_name(place: usize) -> Ident {
    format_ident!("BODY_{place}")
}

fn header_name(place: usize, at: usize) -> Ident {
    format_ident!("HEADER_{place}_{at}")
}

fn value_name(at: usize) -> Ident {
    format_ident!("value_{at}")
}
