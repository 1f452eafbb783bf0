//! The expansion of a record.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{DeriveInput, FieldsNamed, Ident};

use super::field::{self, Field, Presence};
use crate::schema::container::{self, Container};
use crate::schema::derive::{self, schema_impl, serde_impls};
use crate::schema::entry::Entry;
use crate::schema::types::holds_integers;
use crate::support::Errors;

/// How many slots a tuple of the runtime has at most.
const LONGEST: usize = 16;

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
    let schema = schema_impl(input, &shape(&container, &fields, rest));
    let record = record_impl(input, &container, &fields, rest);
    let serde = serde_impls(input, &quote!(rt::read_record(deserializer)), &quote!(rt::write_record(self, serializer)));
    quote!(#schema #record #serde)
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

/// The description of the record.
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
    let record = quote!(&rt::RecordShape { name: #schema, fields: &[#(#fields),*], rest: #rest });
    derive::shape(container, &quote!(rt::Kind::Record(#record)))
}

fn record_impl(
    input: &DeriveInput,
    container: &Container,
    fields: &[Field<'_>],
    rest: Option<&Field<'_>>,
) -> TokenStream {
    let ident = &input.ident;
    let slots = fields.iter().map(|field| {
        let (ty, slot) = (field.ty, slot(field));
        quote!(rt::#slot<#ty>)
    });
    let slots = slots_with_rest(slots, rest.map(|Field { ty, .. }| quote!(rt::Rest<#ty>)));
    let closed = container.closed.then(|| {
        quote!(
            const CLOSED: rt::primitive::bool = true;
        )
    });
    let keep = rest.map(keep);
    let build = build(fields, rest);
    let write = write(fields, rest);
    quote! {
        #[automatically_derived]
        impl rt::Record for #ident {
            type Slots = #slots;
            #closed
            #keep
            #build
            #write
        }
    }
}

/// How a field is read, by the type of its slot.
fn slot(field: &Field<'_>) -> Ident {
    let whole = holds_integers(field.ty) || field.rules.is_whole();
    let name = match field.presence {
        Presence::Required => "Required",
        Presence::Optional => "Optional",
        Presence::Nullable => "Nullable",
        Presence::Rest => return format_ident!("Rest"),
    };
    if whole { format_ident!("{name}Whole") } else { format_ident!("{name}") }
}

/// One for each field, in tuples of at most so many as the runtime knows of, and that for other keys beside them.
fn slots_with_rest(slots: impl Iterator<Item = TokenStream>, rest: Option<TokenStream>) -> TokenStream {
    let slots = tuple(&slots.collect::<Vec<_>>());
    rest.map_or(slots.clone(), |rest| quote!((#slots, #rest)))
}

/// A tuple, or a tuple of tuples where it would be too long.
fn tuple(items: &[TokenStream]) -> TokenStream {
    if items.len() <= LONGEST {
        return quote!((#(#items,)*));
    }
    let groups: Vec<_> = items.chunks(LONGEST).map(tuple).collect();
    tuple(&groups)
}

/// Keeps what stands under another key.
fn keep(rest: &Field<'_>) -> TokenStream {
    let value = if holds_integers(rest.value) { quote!(rt::lenient(map)?) } else { quote!(map.next_value()?) };
    quote! {
        fn keep<'de, __A: rt::MapAccess<'de>>(
            slots: &mut Self::Slots,
            key: rt::String,
            map: &mut __A,
        ) -> rt::Result<rt::primitive::bool, __A::Error> {
            let value = #value;
            rt::Ok(slots.1.0.get_or_insert_with(rt::Default::default).insert(key, value).is_none())
        }
    }
}

/// Makes the record from its slots.
fn build(fields: &[Field<'_>], rest: Option<&Field<'_>>) -> TokenStream {
    let slots: Vec<_> = (0..fields.len()).map(|index| format_ident!("slot_{index}")).collect();
    let patterns = fields.iter().zip(&slots).map(|(field, value)| {
        let slot = slot(field);
        if field.presence.is_required() { quote!(rt::#slot(rt::Some(#value))) } else { quote!(rt::#slot(#value)) }
    });
    let pattern = slots_with_rest(patterns, rest.map(|_| quote!(rt::Rest(rest))));
    let values = fields.iter().zip(&slots).map(|(Field { ident, .. }, slot)| quote!(#ident: #slot,));
    let rest_value = rest.map(|Field { ident, .. }| quote!(#ident: rest.unwrap_or_default(),));
    let missing = fields.iter().any(|field| field.presence.is_required()).then(|| quote!(_ => rt::None,));
    quote! {
        #[inline]
        fn build(slots: Self::Slots) -> rt::Option<Self> {
            match slots {
                #pattern => rt::Some(Self { #(#values)* #rest_value }),
                #missing
            }
        }
    }
}

/// Writes the fields in order, leaving out those that are absent. Each is one call: what `?` expands to is most of what
/// such a function costs to compile.
fn write(fields: &[Field<'_>], rest: Option<&Field<'_>>) -> TokenStream {
    let entries = fields.iter().map(|field| {
        let Field { ident, name, .. } = field;
        match field.presence {
            Presence::Optional | Presence::Nullable => quote!(to.option(#name, &self.#ident);),
            Presence::Required | Presence::Rest => quote!(to.entry(#name, &self.#ident);),
        }
    });
    let rest = rest.map(|Field { ident, .. }| quote!(to.rest(&self.#ident);));
    let unused = (fields.is_empty() && rest.is_none()).then(|| quote!(let _ = to;));
    quote! {
        fn write<__M: rt::SerializeMap>(&self, to: &mut rt::RecordWriter<'_, __M>) {
            #unused
            #(#entries)*
            #rest
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;
    use syn::Type;

    use super::{LONGEST, tuple};

    fn leaves(ty: &Type) -> usize {
        let Type::Tuple(tuple) = ty else { return 1 };
        assert!(tuple.elems.len() <= LONGEST);
        tuple.elems.iter().map(leaves).sum()
    }

    #[test]
    fn long_tuples_are_tuples_of_tuples() {
        for count in [0, 1, 16, 17, 256, 257, 5000] {
            let parsed = syn::parse2(tuple(&vec![quote!(A); count]));
            assert_eq!(parsed.map(|ty| leaves(&ty)).ok(), Some(count));
        }
    }
}
