//! What the request struct has of its own: `new` and `ACCESS`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Type};

use super::expand::default_name;
use super::field::Field;

pub(super) fn tokens(input: &DeriveInput, permissions: &TokenStream, fields: &[Field]) -> TokenStream {
    let (ident, vis) = (&input.ident, &input.vis);
    let required = fields.iter().filter(|field| field.optional().is_none() && field.default().is_none());
    let required = required.map(argument);
    let values = fields.iter().map(|field| {
        let ident = &field.ident;
        if field.default().is_some() {
            let default = default_name(ident);
            quote!(#ident: #default())
        } else if field.optional().is_some() {
            quote!(#ident: rt::None)
        } else if is_string(&field.ty) {
            quote!(#ident: #ident.into())
        } else {
            quote!(#ident)
        }
    });
    quote! {
        #[allow(dead_code)]
        impl #ident {
            /// Who may call the operation.
            #vis const ACCESS: rt::AccessRule<#permissions> = <Self as rt::Operation>::ACCESS;

            /// A request with what it must have.
            #[must_use]
            #[allow(clippy::new_without_default, clippy::too_many_arguments)]
            #[inline]
            #vis fn new(#(#required),*) -> Self {
                Self { #(#values),* }
            }
        }
    }
}

/// An argument of `new`.
fn argument(field: &Field) -> TokenStream {
    let Field { ident, ty, .. } = field;
    if is_string(ty) { quote!(#ident: impl ::core::convert::Into<#ty>) } else { quote!(#ident: #ty) }
}

/// Whether a type is written as `String`: `new` takes what can become one, so that a literal will do.
fn is_string(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "String"))
}
