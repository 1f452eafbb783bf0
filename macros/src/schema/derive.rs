//! Which construct an item is, and what all constructs share in their expansion.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields};

use super::container::Container;
use super::{enumeration, newtype, record, tuple, union};
use crate::support::Errors;

/// Expands the derive on an item.
pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    if !input.generics.params.is_empty() {
        return Err(syn::Error::new_spanned(
            &input.generics,
            "a schema has no parameters: derive it on a concrete type",
        ));
    }
    let mut errors = Errors::default();
    let body = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => record::expand(input, fields, &mut errors),
            Fields::Unnamed(fields) if tuple::is_tuple(input) => tuple::expand(input, fields, &mut errors),
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => newtype::expand(input, fields, &mut errors),
            _ => {
                errors.at(&input.ident, "a schema is a struct with named fields, with one unnamed field, or with several and `#[schema(tuple)]`");
                TokenStream::new()
            }
        },
        Data::Enum(data) if union::is_union(input, data) => union::expand(input, data, &mut errors),
        Data::Enum(data) => enumeration::expand(input, data, &mut errors),
        Data::Union(data) => {
            errors.at(data.union_token, "a schema is a struct or an enum");
            TokenStream::new()
        }
    };
    errors.propagate()?;
    Ok(quote! {
        const _: () = {
            use ::gatewright::__private as rt;
            #body
        };
    })
}

/// The implementation of the trait `Schema`.
pub(super) fn schema_impl(input: &DeriveInput, shape: &TokenStream) -> TokenStream {
    let ident = &input.ident;
    quote! {
        #[automatically_derived]
        impl rt::Schema for #ident {
            const SHAPE: &'static rt::Shape = #shape;
        }
    }
}

/// The shape of an item.
pub(super) fn shape(container: &Container, kind: &TokenStream) -> TokenStream {
    let rules = container.rules.tokens();
    let xml = container.xml.as_ref().map_or_else(|| quote!(rt::None), |xml| xml.tokens(&container.name));
    quote!(&rt::Shape { kind: #kind, rules: #rules, xml: #xml })
}

/// The implementations of serde's two traits, from the bodies of their functions.
pub(super) fn serde_impls(input: &DeriveInput, read: &TokenStream, write: &TokenStream) -> TokenStream {
    let ident = &input.ident;
    quote! {
        #[automatically_derived]
        impl<'de> rt::Deserialize<'de> for #ident {
            fn deserialize<__D: rt::Deserializer<'de>>(deserializer: __D) -> rt::Result<Self, __D::Error> {
                #read
            }
        }

        #[automatically_derived]
        impl rt::Serialize for #ident {
            fn serialize<__S: rt::Serializer>(&self, serializer: __S) -> rt::Result<__S::Ok, __S::Error> {
                #write
            }
        }
    }
}
