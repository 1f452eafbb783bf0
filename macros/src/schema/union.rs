//! Enums of variants that hold one value each: a choice between types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{DataEnum, DeriveInput, Fields, Ident, LitStr, Type, Variant};

use super::container::{self, Container};
use super::derive::{self, schema_impl, serde_impls};
use super::rules::{self, Rules};
use super::types::holds_integers;
use crate::support::{self, Errors};

/// A variant.
struct Member<'a> {
    ident: &'a Ident,
    ty: &'a Type,
    /// The values of the discriminator that choose it.
    values: Vec<LitStr>,
    /// Whether it is for values whose discriminator chooses no other.
    other: bool,
    /// The constraints that the variant adds to those of its type.
    rules: Rules,
}

/// Whether an enum is declared a union.
pub(super) fn is_union(input: &DeriveInput, data: &DataEnum) -> bool {
    !data.variants.is_empty() && support::says(&input.attrs, "schema", &["one_of", "any_of", "tag"])
}

/// Expands the derive on a union.
pub(super) fn expand(input: &DeriveInput, data: &DataEnum, errors: &mut Errors) -> TokenStream {
    let known = [container::UNION, rules::KEYS].concat();
    let container = Container::read(input, &input.attrs, &known, errors);
    let members: Vec<_> = data.variants.iter().filter_map(|variant| read(variant, errors)).collect();
    check(input, &container, &members, errors);
    let rule = if container.any_of.is_some() { quote!(rt::UnionRule::Any) } else { quote!(rt::UnionRule::One) };
    let ident = &input.ident;
    let idents: Vec<_> = members.iter().map(|member| member.ident).collect();
    let names = idents.iter().map(ToString::to_string);
    let shapes = members.iter().map(shape);
    let reads = members.iter().map(|member| {
        if holds_integers(member.ty) || member.rules.is_whole() {
            quote!(buffer.read::<rt::Lenient<_>>().map(|read| read.0))
        } else {
            quote!(buffer.read())
        }
    });
    let indices: Vec<_> = (0..members.len()).map(Literal::usize_unsuffixed).collect();
    let index_names = (0..members.len()).map(|index| index.to_string());
    let shape_rule = match (&container.tag, tag_pairs(&members)) {
        (Some(tag), pairs) => quote!(rt::UnionRule::Tag(#tag, #pairs)),
        (None, _) => rule.clone(),
    };
    let schema = schema_impl(input, &derive::shape(&container, &quote!(rt::Kind::Union(#shape_rule, &[#(#shapes),*]))));
    let is_open = members.iter().any(|member| member.other);
    let written = members.iter().map(|member| match &container.tag {
        // A value that is taken for another kind's when it is read back would be lost.
        Some(tag) if is_open && !member.other => {
            let values = &member.values;
            quote!(&rt::Tagged { value, tag: #tag, values: &[#(#values),*] })
        }
        _ => quote!(value),
    });
    let write = quote! {
        match self { #(Self::#idents(value) => serializer.serialize_newtype_struct(#index_names, #written),)* }
    };
    let serde = serde_impls(input, &read_call(&container, &members, &rule), &write);
    quote! {
        #[automatically_derived]
        impl rt::Choice for #ident {
            const VARIANTS: &'static [&'static rt::primitive::str] = &[#(#names),*];
            #[inline]
            fn read(index: rt::primitive::usize, buffer: &rt::Buffer) -> rt::Result<Self, rt::BufferError> {
                match index {
                    #(#indices => #reads.map(Self::#idents),)*
                    _ => rt::Err(rt::no_such_variant(index)),
                }
            }
        }

        #schema
        #serde
    }
}

/// The function that gives a variant's shape.
fn shape(member: &Member<'_>) -> TokenStream {
    let ty = member.ty;
    if member.rules.is_empty() {
        return quote!(<#ty as rt::Schema>::shape);
    }
    let rules = member.rules.tokens();
    quote!({
        #[inline]
        fn shape() -> &'static rt::Shape {
            const SHAPE: &rt::Shape =
                &rt::Shape { kind: rt::Kind::Transparent(<#ty as rt::Schema>::shape), rules: #rules, xml: rt::None };
            SHAPE
        }
        shape
    })
}

fn read_call(container: &Container, members: &[Member<'_>], rule: &TokenStream) -> TokenStream {
    let Some(tag) = &container.tag else { return quote!(rt::read_untagged(deserializer, #rule)) };
    let pairs = tag_pairs(members);
    if let Some(other) = members.iter().position(|member| member.other) {
        let other = Literal::usize_unsuffixed(other);
        return quote!(rt::read_tagged_or(deserializer, #tag, #pairs, #other));
    }
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
    let (mut values, mut other, mut rules) = (Vec::new(), false, Rules::default());
    let known = [&["value", "other"], rules::KEYS].concat();
    support::read(&variant.attrs, "schema", errors, &known, |key, meta| {
        if key == "value" {
            values.push(meta.value()?.parse()?);
            return Ok(true);
        }
        if key == "other" {
            other = true;
            return Ok(true);
        }
        rules.key(key, meta)
    });
    rules.check(errors);
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            fields.unnamed.first().map(|field| Member { ident: &variant.ident, ty: &field.ty, values, other, rules })
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
        }
        if member.other {
            if container.tag.is_none() || !member.values.is_empty() || index + 1 < members.len() {
                errors.at(member.ident, "`other` is for the last variant of an enum with a `tag`, and has no `value`");
            }
        } else if container.tag.is_some() && member.values.is_empty() {
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
