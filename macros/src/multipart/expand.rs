//! The implementation of the trait.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput, Fields};

use super::part::{self, Kind, Part};
use crate::support::Errors;

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let ident = &input.ident;
    let parts = parse(input)?;
    let count = parts.len();
    let statics = parts.iter().map(Part::tokens);
    let statics = (count > 0).then(|| quote!(static PARTS: [rt::Part; #count] = [#(#statics),*];));
    let writes = parts.iter().enumerate().map(|(place, part)| write(place, part));
    let reads = parts.iter().enumerate().map(|(place, part)| read(place, part));
    let checks: Vec<_> = parts.iter().enumerate().filter_map(|(place, part)| check(place, part)).collect();
    let form = if parts.is_empty() { quote!(_) } else { quote!(form) };
    let check = if checks.is_empty() {
        quote!(rt::Vec::new())
    } else {
        quote! {
            let mut problems = rt::Vec::new();
            #(#checks)*
            problems
        }
    };
    Ok(quote! {
        const _: () = {
            use ::gatewright::__private as rt;
            #statics
            impl rt::Multipart for #ident {
                #[inline]
                fn encode(&self, #form: &mut rt::FormWriter) -> rt::Result<(), rt::EncodeError> {
                    #(#writes)*
                    rt::Ok(())
                }

                #[inline]
                fn decode(#form: &rt::FormReader) -> rt::Result<Self, rt::DecodeError> {
                    rt::Ok(Self { #(#reads),* })
                }

                #[inline]
                fn check(&self) -> rt::Vec<(rt::String, rt::String)> {
                    #check
                }
            }
        };
    })
}

fn parse(input: &DeriveInput) -> syn::Result<Vec<Part>> {
    let mut errors = Errors::default();
    if !input.generics.params.is_empty() {
        errors.at(&input.generics, "a form can't be generic");
    }
    let mut parts = Vec::new();
    match &input.data {
        Data::Struct(data) if matches!(data.fields, Fields::Named(_)) => {
            parts.extend(data.fields.iter().filter_map(|field| part::parse(field, &mut errors)));
        }
        Data::Struct(_) | Data::Enum(_) | Data::Union(_) => {
            errors.at(&input.ident, "Multipart is derived on a struct with a named field for each part");
        }
    }
    errors.propagate()?;
    Ok(parts)
}

fn write(place: usize, Part { ident, kind, .. }: &Part) -> TokenStream {
    let place = Literal::usize_unsuffixed(place);
    let files = match kind {
        Kind::Required => return quote!(form.value(&PARTS[#place], &self.#ident)?;),
        Kind::Optional => return quote!(form.optional(&PARTS[#place], self.#ident.as_ref())?;),
        Kind::File => quote!(::core::slice::from_ref(&self.#ident)),
        Kind::OptionalFile => quote!(self.#ident.as_slice()),
        Kind::Files => quote!(&self.#ident),
        Kind::OptionalFiles => quote!(self.#ident.as_deref().unwrap_or_default()),
    };
    quote!(form.files(&PARTS[#place], #files)?;)
}

fn read(place: usize, Part { ident, kind, .. }: &Part) -> TokenStream {
    let place = Literal::usize_unsuffixed(place);
    let value = match kind {
        Kind::Required => quote!(form.required(&PARTS[#place])?),
        Kind::Optional => quote!(form.optional(&PARTS[#place])?),
        Kind::File => quote!(form.required_file(&PARTS[#place])?),
        Kind::OptionalFile => quote!(form.optional_file(&PARTS[#place])?),
        Kind::Files => quote!(form.files(&PARTS[#place])),
        Kind::OptionalFiles => quote!(rt::Some(form.files(&PARTS[#place])).filter(|files| !files.is_empty())),
    };
    quote!(#ident: #value)
}

fn check(place: usize, Part { ident, kind, .. }: &Part) -> Option<TokenStream> {
    let place = Literal::usize_unsuffixed(place);
    match kind {
        Kind::Required => Some(quote!(PARTS[#place].check(&self.#ident, &mut problems);)),
        Kind::Optional => Some(quote! {
            if let rt::Some(value) = &self.#ident {
                PARTS[#place].check(value, &mut problems);
            }
        }),
        Kind::File | Kind::OptionalFile | Kind::Files | Kind::OptionalFiles => None,
    }
}
