//! The implementations.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, LitStr};

use super::parse::{Input, parse};
use crate::support::names;

pub(crate) fn expand(input: DeriveInput) -> syn::Result<TokenStream> {
    let input = parse(input)?;
    let permissions = permissions(&input);
    let text = text(&input);
    Ok(quote! {
        const _: () = {
            use ::gatewright::__private as rt;
            #permissions
            #text
        };
    })
}

/// The trait of the runtime, and the same as inherent items where they are handy.
fn permissions(input: &Input) -> TokenStream {
    let ident = &input.ident;
    let variants = input.variants.iter().map(|variant| &variant.ident);
    let names = input.variants.iter().map(|variant| &variant.name);
    let schemes = input.schemes.iter().map(|scheme| {
        let (name, kind) = (&scheme.name, &scheme.kind);
        quote!(rt::SecurityScheme { name: #name, kind: rt::SchemeKind::#kind })
    });
    let permission_places = places(names::PERMISSION, input.variants.iter().map(|variant| &variant.name));
    let scheme_places = places(names::SCHEME, input.schemes.iter().map(|scheme| &scheme.name));
    let words = input.variants.len().div_ceil(64).max(1);
    // An enum without variants has no value to cast.
    let index = if input.variants.is_empty() { quote!(match self {}) } else { quote!(self as usize) };
    quote! {
        impl #ident {
            /// Every permission, in the order of the document.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The name in the document.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                rt::Permissions::as_str(self)
            }
        }

        #[allow(dead_code, non_upper_case_globals)]
        impl #ident {
            #permission_places
            #scheme_places
        }

        impl rt::Permissions for #ident {
            type Words = [u64; #words];
            const ALL: &'static [Self] = Self::ALL;
            const NAMES: &'static [&'static str] = &[#(#names),*];
            const SCHEMES: &'static [rt::SecurityScheme] = &[#(#schemes),*];

            fn index(self) -> usize {
                #index
            }
        }
    }
}

/// A constant for each of some names: its place among them. `#[derive(Operation)]` asks for those of its access rule, and
/// the compiler resolves them: comparing texts in each rule took a tenth of what a large API took to compile.
fn places<'a>(prefix: &str, names: impl Iterator<Item = &'a LitStr>) -> TokenStream {
    let constants = names.map(|name| names::constant(prefix, &name.value(), name.span()));
    let places = 0_usize..;
    quote!(#(#[doc(hidden)] pub const #constants: usize = #places;)*)
}

/// Reading and writing by name.
fn text(input: &Input) -> TokenStream {
    let ident = &input.ident;
    quote! {
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::str::FromStr for #ident {
            type Err = rt::UnknownPermission;

            fn from_str(name: &str) -> ::core::result::Result<Self, Self::Err> {
                rt::permission_named(name)
            }
        }

        impl rt::serde::Serialize for #ident {
            fn serialize<S: rt::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> rt::serde::Deserialize<'de> for #ident {
            fn deserialize<D: rt::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                rt::permission_from(from)
            }
        }
    }
}
