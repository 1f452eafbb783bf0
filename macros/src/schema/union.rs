//! Enums of variants that hold one value each: a choice between types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{DataEnum, DeriveInput, Fields, Ident, LitStr, Type, Variant};

use super::container::{self, Container};
use super::derive::{schema_impl, serde_impls};
use crate::support::{self, Errors};

/// A variant.
struct Member<'a> {
    ident: &'a Ident,
    ty: &'a Type,
    /// The values of the discriminator that choose it.
    values: Vec<LitStr>,
}

/// Whether an enum is declared a union.
pub(super) fn is_union(input: &DeriveInput, data: &DataEnum) -> bool {
    let marked = |attribute: &syn::Attribute| {
        let mut found = false;
        // Errors show again, with all others, where the keys are read in earnest.
        let _ = attribute.parse_nested_meta(|meta| {
            found |= ["one_of", "any_of", "tag"].iter().any(|key| meta.path.is_ident(key));
            while !meta.input.is_empty() && !meta.input.peek(syn::Token![,]) {
                meta.input.parse::<proc_macro2::TokenTree>()?;
            }
            Ok(())
        });
        found
    };
    !data.variants.is_empty()
        && input.attrs.iter().any(|attribute| attribute.path().is_ident("schema") && marked(attribute))
}

/// Expands the derive on a union.
pub(super) fn expand(input: &DeriveInput, data: &DataEnum, errors: &mut Errors) -> TokenStream {
    let container = Container::read(input, &input.attrs, container::UNION, errors);
    let members: Vec<_> = data.variants.iter().filter_map(|variant| read(variant, errors)).collect();
    check(input, &container, &members, errors);
    let rule = if container.any_of.is_some() { quote!(rt::UnionRule::Any) } else { quote!(rt::UnionRule::One) };
    let ident = &input.ident;
    let idents: Vec<_> = members.iter().map(|member| member.ident).collect();
    let names = idents.iter().map(ToString::to_string);
    let types = members.iter().map(|member| member.ty);
    let indices: Vec<_> = (0..members.len()).map(Literal::usize_unsuffixed).collect();
    let index_names = (0..members.len()).map(|index| index.to_string());
    let shape_rule = match (&container.tag, tag_pairs(&members)) {
        (Some(tag), pairs) => quote!(rt::UnionRule::Tag(#tag, #pairs)),
        (None, _) => rule.clone(),
    };
    let schema =
        schema_impl(input, &container, &quote!(rt::Kind::Union(#shape_rule, &[#(<#types as rt::Schema>::shape),*])));
    let write = quote! {
        match self { #(Self::#idents(value) => serializer.serialize_newtype_struct(#index_names, value),)* }
    };
    let serde = serde_impls(input, &read_call(&container, &members, &rule), &write);
    quote! {
        #[automatically_derived]
        impl rt::Choice for #ident {
            const VARIANTS: &'static [&'static rt::primitive::str] = &[#(#names),*];
            fn read(index: rt::primitive::usize, buffer: &rt::Buffer) -> rt::Result<Self, rt::BufferError> {
                match index {
                    #(#indices => buffer.read().map(Self::#idents),)*
                    _ => rt::Err(rt::no_such_variant(index)),
                }
            }
        }

        #schema
        #serde
    }
}

fn read_call(container: &Container, members: &[Member<'_>], rule: &TokenStream) -> TokenStream {
    let Some(tag) = &container.tag else { return quote!(rt::read_untagged(deserializer, #rule)) };
    let pairs = tag_pairs(members);
    quote!(rt::read_tagged(deserializer, #tag, #pairs))
}

/// The values of the discriminator with the indices of the variants that they choose.
fn tag_pairs(members: &[Member<'_>]) -> TokenStream {
    let pairs = members.iter().enumerate().flat_map(|(index, member)| {
        let index = Literal::usize_unsuffixed(index);
        member.values.iter().map(move |value| quote!((#value, #index)))
    });
    quote!(&[#(#pairs),*])
}

fn read<'a>(variant: &'a Variant, errors: &mut Errors) -> Option<Member<'a>> {
    let mut values = Vec::new();
    support::read(&variant.attrs, "schema", errors, &["value"], |key, meta| {
        if key == "value" {
            values.push(meta.value()?.parse()?);
        }
        Ok(key == "value")
    });
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            fields.unnamed.first().map(|field| Member { ident: &variant.ident, ty: &field.ty, values })
        }
        _ => {
            errors.at(variant, "a variant of a union holds one value: `Cat(Cat)`");
            None
        }
    }
}

fn check(input: &DeriveInput, container: &Container, members: &[Member<'_>], errors: &mut Errors) {
    match (container.one_of, container.any_of) {
        (Some(_), Some(any_of)) => errors.push(syn::Error::new(any_of, "a union is `one_of` or `any_of`, not both")),
        (None, None) => errors.at(&input.ident, "a union says `#[schema(one_of)]` or `#[schema(any_of)]`"),
        _ => {}
    }
    for (index, member) in members.iter().enumerate() {
        if container.tag.is_none() {
            for value in &member.values {
                errors.at(value, "a `value` needs a `tag` on the enum to stand under");
            }
        } else if member.values.is_empty() {
            errors.at(member.ident, "the discriminator never chooses this variant: give it a `value`");
        }
        for value in &member.values {
            let earlier = members[..index].iter().flat_map(|member| &member.values);
            if earlier.into_iter().any(|other| other.value() == value.value()) {
                errors.at(value, "an earlier variant has this value too");
            }
        }
    }
}
