//! Structs with unnamed fields that say `tuple`: lists whose items differ by place.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{DeriveInput, FieldsUnnamed, Index, Type};

use super::container::{self, Container};
use super::derive::{self, schema_impl, serde_impls};
use super::entry::Entry;
use super::rules::{self, Rules};
use super::types::{holds_integers, list_item, optional};
use crate::support::{self, Errors};

/// An item that has a place.
struct Item<'a> {
    /// The type without the `Option` that says that the item may be absent.
    ty: &'a Type,
    /// The type whose shape the item has.
    value: &'a Type,
    is_required: bool,
    rules: Rules,
    secret: bool,
}

/// What a tuple's fields say.
struct Tuple<'a> {
    items: Vec<Item<'a>>,
    /// The type of the items after those.
    rest: Option<(&'a Type, Rules)>,
}

/// Whether a struct is declared a tuple.
pub(super) fn is_tuple(input: &DeriveInput) -> bool {
    support::says(&input.attrs, "schema", &["tuple"])
}

/// Expands the derive on a tuple.
pub(super) fn expand(input: &DeriveInput, fields: &FieldsUnnamed, errors: &mut Errors) -> TokenStream {
    let mut container = Container::read(input, &input.attrs, container::TUPLE, errors);
    let mut tuple = read(fields, errors);
    check(&container, fields, &tuple, errors);
    if let Some((_, rules)) = &mut tuple.rest {
        container.rules.absorb_rest(std::mem::take(rules), errors);
    }
    let shape = shape(&container, &tuple);
    let schema = schema_impl(input, &derive::shape(&container, &quote!(rt::Kind::Tuple(&TUPLE))));
    let items = tuple_impl(input, &tuple);
    let serde = serde_impls(input, &quote!(rt::read_tuple(deserializer)), &quote!(rt::write_tuple(self, serializer)));
    quote!(#shape #schema #items #serde)
}

fn read<'a>(fields: &'a FieldsUnnamed, errors: &mut Errors) -> Tuple<'a> {
    let mut tuple = Tuple { items: Vec::new(), rest: None };
    let known = [&["rest", "required", "secret"], rules::KEYS].concat();
    for field in &fields.unnamed {
        let (mut rest, mut required, mut secret, mut rules) = (false, false, false, Rules::default());
        support::read(&field.attrs, "schema", errors, &known, |key, meta| {
            match key {
                "rest" => rest = true,
                "required" => required = true,
                "secret" => secret = true,
                _ => return rules.key(key, meta),
            }
            Ok(true)
        });
        rules.check(errors);
        if tuple.rest.is_some() {
            errors.at(field, "nothing comes after the `rest`");
        } else if rest {
            match list_item(&field.ty) {
                Some(item) => tuple.rest = Some((item, rules)),
                None => errors.at(&field.ty, "`rest` is for a `Vec`"),
            }
        } else {
            let (ty, is_required) = match optional(&field.ty) {
                Some(inner) if !required => (inner, false),
                _ => (&field.ty, true),
            };
            let value = optional(ty).unwrap_or(ty);
            tuple.items.push(Item { ty, value, is_required, rules, secret });
        }
    }
    tuple
}

fn check(container: &Container, fields: &FieldsUnnamed, tuple: &Tuple<'_>, errors: &mut Errors) {
    if container.closed && tuple.rest.is_some() {
        errors.at(fields, "a closed tuple has no items after those that have a place");
    }
    let after_optional = tuple.items.iter().skip_while(|item| item.is_required).find(|item| item.is_required);
    if let Some(item) = after_optional {
        errors.at(item.ty, "an item before it may be absent, so it can't be required");
    }
}

fn shape(container: &Container, tuple: &Tuple<'_>) -> TokenStream {
    let (name, closed) = (&container.name, container.closed);
    let items = tuple.items.iter().enumerate().map(|(index, item)| {
        let Item { value, is_required, rules, secret, .. } = item;
        let (name, is_required, secret) = (&index.to_string(), *is_required, *secret);
        Entry { name, is_required, value, rules, xml: None, secret }.tokens()
    });
    let rest = match &tuple.rest {
        Some((item, _)) => quote!(rt::Some(<#item as rt::Schema>::shape)),
        None => quote!(rt::None),
    };
    quote! {
        static TUPLE: rt::TupleShape =
            rt::TupleShape { name: #name, items: &[#(#items),*], rest: #rest, closed: #closed };
    }
}

fn tuple_impl(input: &DeriveInput, tuple: &Tuple<'_>) -> TokenStream {
    let ident = &input.ident;
    let reads =
        tuple.items.iter().map(|item| match (item.is_required, holds_integers(item.ty) || item.rules.is_whole()) {
            (true, false) => quote!(items.required()?),
            (true, true) => quote!(items.required::<rt::Lenient<_>>()?.0),
            (false, false) => quote!(items.optional()?),
            (false, true) => quote!(items.optional::<rt::Lenient<_>>()?.map(|item| item.0)),
        });
    let read_rest = tuple.rest.as_ref().map(|(item, _)| {
        if holds_integers(item) {
            quote!(items.rest::<rt::Lenient<_>>()?.into_iter().map(|item| item.0).collect())
        } else {
            quote!(items.rest()?)
        }
    });
    let writes = tuple.items.iter().enumerate().map(|(index, item)| {
        let index = Index::from(index);
        if item.is_required {
            quote!(items.required(&self.#index)?;)
        } else {
            quote!(items.optional(self.#index.as_ref())?;)
        }
    });
    let write_rest = tuple.rest.as_ref().map(|_| {
        let index = Literal::usize_unsuffixed(tuple.items.len());
        quote!(items.rest(&self.#index)?;)
    });
    quote! {
        #[automatically_derived]
        impl rt::Tuple for #ident {
            #[inline]
            fn tuple() -> &'static rt::TupleShape {
                &TUPLE
            }

            fn read<'de, __A: rt::SeqAccess<'de>>(items: &mut rt::Items<__A>) -> rt::Result<Self, __A::Error> {
                rt::Ok(Self(#(#reads,)* #read_rest))
            }

            fn write<__S: rt::SerializeSeq>(&self, items: &mut rt::ItemWriter<__S>) -> rt::Result<(), __S::Error> {
                #(#writes)*
                #write_rest
                rt::Ok(())
            }
        }
    }
}
