//! The expansion of a record.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::{DeriveInput, FieldsNamed, Index};

use super::field::{self, Field, Presence};
use crate::schema::container::{self, Container};
use crate::schema::derive::{schema_impl, serde_impls, shape_of};
use crate::schema::entry::Entry;
use crate::schema::types::holds_integers;
use crate::support::Errors;

/// Expands the derive on a struct with named fields.
pub(in crate::schema) fn expand(input: &DeriveInput, fields: &FieldsNamed, errors: &mut Errors) -> TokenStream {
    let mut container = Container::read(input, &input.attrs, container::RECORD, errors);
    let mut fields = field::read(fields, container.rename_all, errors);
    for rest in fields.iter_mut().filter(|field| field.presence == Presence::Rest) {
        container.rules.absorb_rest(std::mem::take(&mut rest.rules), errors);
    }
    check(&container, &fields, errors);
    let (rest, fields): (Vec<_>, Vec<_>) = fields.into_iter().partition(|field| field.presence == Presence::Rest);
    let rest = rest.first();
    let schema = schema_impl(input, &quote!(&RECORD.shape));
    let shape = shape(&container, &fields, rest);
    let record = record_impl(input, &container, &fields, rest);
    let serde = serde_impls(input, &quote!(rt::read_record(deserializer)), &quote!(rt::write_record(self, serializer)));
    quote!(#shape #schema #record #serde)
}

fn check(container: &Container, fields: &[Field<'_>], errors: &mut Errors) {
    let has_rest = fields.iter().find(|field| field.presence == Presence::Rest);
    if let (true, Some(rest)) = (container.closed, has_rest) {
        errors.at(rest.ident, "a closed record has no other keys to keep");
    }
    for name in container.xml.iter().flat_map(|xml| &xml.order) {
        if !fields.iter().any(|field| field.name == name.value()) {
            errors.at(name, "no field has this name on the wire");
        }
    }
}

/// The static description of the record.
fn shape(container: &Container, fields: &[Field<'_>], rest: Option<&Field<'_>>) -> TokenStream {
    let schema = &container.name;
    let rest = rest.map_or_else(
        || quote!(rt::None),
        |rest| {
            let value = rest.value;
            quote!(rt::Some(<#value as rt::Schema>::shape))
        },
    );
    let fields = fields.iter().map(|field| {
        let Field { name, value, rules, xml, secret, presence, .. } = field;
        let (is_required, xml, secret) = (presence.is_required(), xml.as_ref(), *secret);
        Entry { name, is_required, value, rules, xml, secret }.tokens()
    });
    let shape = shape_of(container, &quote!(rt::Kind::Record(&RECORD)));
    quote! {
        static RECORD: rt::RecordShape =
            rt::RecordShape { name: #schema, fields: &[#(#fields),*], rest: #rest, shape: #shape };
    }
}

fn record_impl(
    input: &DeriveInput,
    container: &Container,
    fields: &[Field<'_>],
    rest: Option<&Field<'_>>,
) -> TokenStream {
    let ident = &input.ident;
    let slots = fields.iter().map(|field| {
        let ty = field.ty;
        if field.presence.is_required() { quote!(rt::Option<#ty>) } else { quote!(#ty) }
    });
    let rest_slot = rest.map(|rest| {
        let ty = rest.ty;
        quote!(rt::Option<#ty>,)
    });
    let empty = fields.iter().chain(rest).map(|_| quote!(rt::None));
    let closed = container.closed.then(|| {
        quote!(
            const CLOSED: rt::primitive::bool = true;
        )
    });
    let read = read(fields);
    let keep = rest.map(|rest| keep(rest, fields.len()));
    let build = build(fields, rest);
    let write = write(fields, rest);
    quote! {
        #[automatically_derived]
        impl rt::Record for #ident {
            type Slots = (#(#slots,)* #rest_slot);
            const EMPTY: Self::Slots = (#(#empty,)*);
            #closed
            fn record() -> &'static rt::RecordShape {
                &RECORD
            }
            #read
            #keep
            #build
            #write
        }
    }
}

/// Reads one field into its slot. Each arm is one call: what `?` expands to is most of what such a function costs to
/// compile.
fn read(fields: &[Field<'_>]) -> TokenStream {
    let arms = fields.iter().enumerate().map(|(index, field)| {
        let (literal, slot) = (Literal::usize_unsuffixed(index), Index::from(index));
        let whole = holds_integers(field.ty) || field.rules.is_whole();
        let function = match (field.presence == Presence::Optional, whole) {
            (false, false) => quote!(read_some),
            (false, true) => quote!(read_some_whole),
            (true, false) => quote!(read_option),
            (true, true) => quote!(read_option_whole),
        };
        quote!(#literal => rt::#function(&mut slots.#slot, map),)
    });
    let unused = fields.is_empty().then(|| quote!(let _ = (slots, map);));
    quote! {
        #[inline]
        fn read<'de, __A: rt::MapAccess<'de>>(
            slots: &mut Self::Slots,
            index: rt::primitive::usize,
            map: &mut __A,
        ) -> rt::Result<(), __A::Error> {
            #unused
            match index { #(#arms)* _ => rt::Ok(()) }
        }
    }
}

/// Keeps what stands under another key.
fn keep(rest: &Field<'_>, slot: usize) -> TokenStream {
    let value = if holds_integers(rest.value) { quote!(rt::lenient(map)?) } else { quote!(map.next_value()?) };
    let slot = Index::from(slot);
    quote! {
        fn keep<'de, __A: rt::MapAccess<'de>>(
            slots: &mut Self::Slots,
            key: rt::String,
            map: &mut __A,
        ) -> rt::Result<rt::primitive::bool, __A::Error> {
            let value = #value;
            rt::Ok(slots.#slot.get_or_insert_with(rt::Default::default).insert(key, value).is_none())
        }
    }
}

/// Makes the record from its slots.
fn build(fields: &[Field<'_>], rest: Option<&Field<'_>>) -> TokenStream {
    let slots: Vec<_> = (0..fields.len()).map(|index| format_ident!("slot_{index}")).collect();
    let patterns = fields.iter().zip(&slots).map(|(field, slot)| match field.presence {
        Presence::Required => quote!(rt::Some(#slot)),
        _ => quote!(#slot),
    });
    let values = fields.iter().zip(&slots).map(|(Field { ident, .. }, slot)| quote!(#ident: #slot,));
    let rest_pattern = rest.map(|_| quote!(rest,));
    let rest_value = rest.map(|Field { ident, .. }| quote!(#ident: rest.unwrap_or_default(),));
    let missing = fields.iter().any(|field| field.presence.is_required()).then(|| quote!(_ => rt::None,));
    quote! {
        #[inline]
        fn build(slots: Self::Slots) -> rt::Option<Self> {
            match slots {
                (#(#patterns,)* #rest_pattern) => rt::Some(Self { #(#values)* #rest_value }),
                #missing
            }
        }
    }
}

/// Writes the fields in order, leaving out those that are absent.
fn write(fields: &[Field<'_>], rest: Option<&Field<'_>>) -> TokenStream {
    let entries = fields.iter().map(|field| {
        let Field { ident, name, .. } = field;
        match field.presence {
            Presence::Optional | Presence::Nullable => quote!(to.option(#name, &self.#ident);),
            Presence::Required | Presence::Rest => quote!(to.entry(#name, &self.#ident);),
        }
    });
    let rest = rest.map(|Field { ident, .. }| quote!(to.rest(&RECORD, &self.#ident);));
    let unused = (fields.is_empty() && rest.is_none()).then(|| quote!(let _ = to;));
    quote! {
        fn write<__M: rt::SerializeMap>(&self, to: &mut rt::RecordWriter<'_, __M>) {
            #unused
            #(#entries)*
            #rest
        }
    }
}
