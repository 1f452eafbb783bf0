//! Structs with one unnamed field: the same as what they hold, maybe with constraints.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, FieldsUnnamed};

use super::container::Container;
use super::derive::{schema_impl, serde_impls, shape};
use super::rules;
use super::types::holds_integers;
use crate::support::Errors;

/// Expands the derive on a new type. Constraints may stand on the type or on its field.
pub(super) fn expand(input: &DeriveInput, fields: &FieldsUnnamed, errors: &mut Errors) -> TokenStream {
    let Some(field) = fields.unnamed.first() else { return TokenStream::new() };
    let known = [&["name", "xml"], rules::KEYS].concat();
    let attributes: Vec<_> = input.attrs.iter().chain(&field.attrs).cloned().collect();
    let container = Container::read(input, &attributes, &known, errors);
    let ty = &field.ty;
    let read = if holds_integers(ty) || container.rules.is_whole() {
        quote!(<#ty as rt::ReadLenient>::read(deserializer).map(Self))
    } else {
        quote!(<#ty as rt::Deserialize>::deserialize(deserializer).map(Self))
    };
    let schema = schema_impl(input, &shape(&container, &quote!(rt::Kind::Transparent(<#ty as rt::Schema>::shape))));
    let serde = serde_impls(input, &read, &quote!(rt::Serialize::serialize(&self.0, serializer)));
    quote!(#schema #serde)
}
