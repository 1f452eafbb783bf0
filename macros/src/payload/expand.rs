//! The implementation of the trait.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Meta, Token, Type};

use crate::support::{Errors, check_media_types, codecs};

/// A variant: what a body of some media types holds.
struct Variant {
    ident: Ident,
    ty: Type,
    media_types: Vec<LitStr>,
}

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let (ident, variants) = (&input.ident, parse(input)?);
    let tables = variants.iter().enumerate().map(|(place, Variant { ty, media_types, .. })| {
        let (name, codecs) = (table(place), codecs(media_types, ty));
        quote!(const #name: &[rt::Codec<#ty>] = #codecs;)
    });
    let only = variants.len() == 1;
    let choices = variants.iter().enumerate().flat_map(|(place, variant)| {
        let places = 0..variant.media_types.len();
        places.map(move |at| choice(&table(place), at, variant, only)).collect::<Vec<_>>()
    });
    let media_types = variants.iter().flat_map(|variant| &variant.media_types);
    Ok(quote! {
        const _: () = {
            use ::gatewright::__private as rt;
            #(#tables)*
            impl rt::Payload for #ident {
                const MEDIA_TYPES: &'static [&'static rt::primitive::str] = &[#(#media_types),*];
                const CODECS: &'static [rt::Codec<Self>] = &[#(#choices),*];
            }
        };
    })
}

/// The codec of one media type: that of the variant's own type, with the variant around it.
fn choice(table: &Ident, at: usize, Variant { ident, media_types, .. }: &Variant, only: bool) -> TokenStream {
    let (media_type, at) = (&media_types[at], Literal::usize_unsuffixed(at));
    let otherwise = |value: TokenStream| (!only).then(|| quote!(_ => #value,));
    let (refused, nothing, unfit) =
        (otherwise(quote!(rt::other_variant())), otherwise(quote!(rt::Vec::new())), otherwise(quote!(rt::Fit::None)));
    quote! {
        rt::Codec::variant(
            #media_type,
            |value, _| match value {
                Self::#ident(value) => #table[#at].encode(value),
                #refused
            },
            |bytes, content_type| #table[#at].decode(bytes, content_type).map(Self::#ident),
            |value| match value {
                Self::#ident(value) => #table[#at].check(value),
                #nothing
            },
            |value, _| match value {
                Self::#ident(value) => #table[#at].fit(value),
                #unfit
            },
        )
    }
}

fn table(place: usize) -> Ident {
    format_ident!("VARIANT_{place}")
}

fn parse(input: &DeriveInput) -> syn::Result<Vec<Variant>> {
    let mut errors = Errors::default();
    if !input.generics.params.is_empty() {
        errors.at(&input.generics, "a payload can't be generic");
    }
    let mut variants: Vec<Variant> = Vec::new();
    match &input.data {
        Data::Enum(data) if !data.variants.is_empty() => {
            variants.extend(data.variants.iter().filter_map(|variant| read(variant, &mut errors)));
        }
        _ => errors.at(&input.ident, "Payload is derived on an enum with a variant for each form of the body"),
    }
    for (at, variant) in variants.iter().enumerate() {
        let earlier = || variants[..at].iter().flat_map(|variant| &variant.media_types);
        for media_type in &variant.media_types {
            if earlier().any(|other| other.value() == media_type.value()) {
                errors.at(media_type, "an earlier variant has this media type too");
            }
        }
    }
    errors.propagate()?;
    Ok(variants)
}

fn read(variant: &syn::Variant, errors: &mut Errors) -> Option<Variant> {
    let mut media_types: Vec<LitStr> = Vec::new();
    let mut stated = false;
    for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("media_type")) {
        stated = true;
        if let Meta::List(_) = &attribute.meta {
            let parsed = attribute.parse_args_with(Punctuated::<LitStr, Token![,]>::parse_terminated);
            media_types.extend(errors.take(parsed).unwrap_or_default());
        }
    }
    if !stated || media_types.is_empty() {
        errors.at(&variant.ident, "say which bodies it holds: `#[media_type(\"application/json\")]`");
    }
    check_media_types(&media_types, errors);
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first().map(|field| Variant {
            ident: variant.ident.clone(),
            ty: field.ty.clone(),
            media_types,
        }),
        _ => {
            errors.at(variant, "a variant of a payload holds one value: `Json(Report)`");
            None
        }
    }
}
