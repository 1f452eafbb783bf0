//! Enums of unit variants: lists of values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{DataEnum, DeriveInput, Fields, Ident, LitInt, LitStr, Token, Variant};

use super::container::{self, Container};
use super::derive::{self, schema_impl, serde_impls};
use super::types::is_value;
use crate::support::{self, Case, Errors, wire_name};

/// A variant that stands for one value.
struct Value<'a> {
    ident: &'a Ident,
    name: String,
    /// The value, if it is a whole number.
    number: Option<i64>,
}

/// What an enumeration's variants say.
struct Enumeration<'a> {
    values: Vec<Value<'a>>,
    /// The variant that keeps values which the document doesn't list.
    other: Option<&'a Ident>,
}

/// Expands the derive on an enumeration.
pub(super) fn expand(input: &DeriveInput, data: &DataEnum, errors: &mut Errors) -> TokenStream {
    let container = Container::read(input, &input.attrs, container::ENUMERATION, errors);
    let enumeration = read(input, data, container.rename_all, errors);
    if enumeration.values.first().is_some_and(|value| value.number.is_some()) {
        integers(input, &container, &enumeration)
    } else {
        strings(input, &container, &enumeration)
    }
}

fn read<'a>(input: &DeriveInput, data: &'a DataEnum, case: Option<Case>, errors: &mut Errors) -> Enumeration<'a> {
    let mut enumeration = Enumeration { values: Vec::new(), other: None };
    for (index, variant) in data.variants.iter().enumerate() {
        let is_last = index + 1 == data.variants.len();
        match &variant.fields {
            Fields::Unit => enumeration.values.push(read_value(variant, case, errors)),
            Fields::Unnamed(fields)
                if is_last && fields.unnamed.len() == 1 && fields.unnamed.iter().all(|f| is_value(&f.ty)) =>
            {
                enumeration.other = Some(&variant.ident);
                support::read(&variant.attrs, "schema", errors, &[], |_, meta| {
                    Err(meta.error("the variant that keeps other values has nothing to state"))
                });
            }
            fields => errors.at(
                fields,
                "a variant with fields belongs to a union (`#[schema(one_of)]` or `#[schema(any_of)]` on the enum) or \
                 is the last and keeps other values: `Other(String)`, or `Other(i64)`",
            ),
        }
    }
    if enumeration.values.is_empty() {
        errors.at(&input.ident, "an enumeration has at least one value");
    }
    check(&enumeration.values, errors);
    enumeration
}

fn check(values: &[Value<'_>], errors: &mut Errors) {
    let numbers = values.first().is_some_and(|value| value.number.is_some());
    for (index, value) in values.iter().enumerate() {
        if value.number.is_some() != numbers {
            errors.at(value.ident, "either each variant has a `value` that is a whole number, or none has");
        }
        let same = |other: &Value<'_>| if numbers { other.number == value.number } else { other.name == value.name };
        if values[..index].iter().any(same) {
            errors.at(value.ident, "an earlier variant has this value too");
        }
    }
}

fn read_value<'a>(variant: &'a Variant, case: Option<Case>, errors: &mut Errors) -> Value<'a> {
    let ident = &variant.ident;
    let mut value = Value { ident, name: wire_name(ident, case), number: None };
    support::read(&variant.attrs, "schema", errors, &["rename", "value"], |key, meta| {
        match key {
            "rename" => value.name = meta.value()?.parse::<LitStr>()?.value(),
            "value" => {
                let input = meta.value()?;
                let sign = if input.parse::<Option<Token![-]>>()?.is_some() { "-" } else { "" };
                let literal: LitInt = input.parse()?;
                let number = format!("{sign}{}", literal.base10_digits()).parse();
                value.number = Some(number.map_err(|error| syn::Error::new(literal.span(), error))?);
            }
            _ => return Ok(false),
        }
        Ok(true)
    });
    value
}

fn strings(input: &DeriveInput, container: &Container, enumeration: &Enumeration<'_>) -> TokenStream {
    let ident = &input.ident;
    let idents: Vec<_> = enumeration.values.iter().map(|value| value.ident).collect();
    let names: Vec<_> = enumeration.values.iter().map(|value| &value.name).collect();
    let as_other = enumeration.other.map(|other| quote!(Self::#other(value) => value,));
    let other = enumeration.other.map(|other| {
        quote! {
            #[inline]
            fn other(value: &rt::primitive::str) -> rt::Option<Self> {
                rt::Some(Self::#other(rt::ToOwned::to_owned(value)))
            }
        }
    });
    let lifetime = enumeration.other.is_none().then(|| quote!('static));
    let schema = schema_impl(input, &shape(container, &quote!(rt::Kind::String), &quote!(rt::primitive::str)));
    let serde = serde_impls(
        input,
        &quote!(rt::read_enumeration(deserializer)),
        &quote!(serializer.serialize_str(self.as_str())),
    );
    let text = text_impls(
        input,
        &quote!(formatter.pad(self.as_str())),
        &quote!(rt::Enumeration::from_value(text).ok_or_else(rt::UnknownValue::of::<Self>)),
    );
    quote! {
        #[automatically_derived]
        impl #ident {
            /// The value, as the document writes it.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &#lifetime rt::primitive::str {
                match self { #(Self::#idents => #names,)* #as_other }
            }
        }

        #[automatically_derived]
        impl rt::Enumeration for #ident {
            const VALUES: &'static [&'static rt::primitive::str] = &[#(#names),*];
            const VARIANTS: &'static [Self] = &[#(Self::#idents),*];
            #other
        }

        #schema
        #serde
        #text
    }
}

fn integers(input: &DeriveInput, container: &Container, enumeration: &Enumeration<'_>) -> TokenStream {
    let ident = &input.ident;
    let idents: Vec<_> = enumeration.values.iter().map(|value| value.ident).collect();
    let numbers: Vec<_> =
        enumeration.values.iter().map(|value| Literal::i64_unsuffixed(value.number.unwrap_or_default())).collect();
    let as_other = enumeration.other.map(|other| quote!(Self::#other(value) => *value,));
    let other = enumeration.other.map(|other| {
        quote! {
            #[inline]
            fn other(value: rt::primitive::i64) -> rt::Option<Self> {
                rt::Some(Self::#other(value))
            }
        }
    });
    let schema = schema_impl(input, &shape(container, &quote!(rt::Kind::Integer), &quote!(rt::primitive::i64)));
    let serde = serde_impls(
        input,
        &quote!(rt::read_integer_enumeration(deserializer)),
        &quote!(serializer.serialize_i64(self.as_i64())),
    );
    let text =
        text_impls(input, &quote!(rt::fmt::Display::fmt(&self.as_i64(), formatter)), &quote!(rt::value_from_str(text)));
    quote! {
        #[automatically_derived]
        impl #ident {
            /// The value, as the document has it.
            #[must_use]
            #[inline]
            pub fn as_i64(&self) -> rt::primitive::i64 {
                match self { #(Self::#idents => #numbers,)* #as_other }
            }
        }

        #[automatically_derived]
        impl rt::IntegerEnumeration for #ident {
            const VALUES: &'static [rt::primitive::i64] = &[#(#numbers),*];
            const VARIANTS: &'static [Self] = &[#(Self::#idents),*];
            #other
        }

        #schema
        #serde
        #text
    }
}

/// The shape: that of its values' type, unless the document says more.
fn shape(container: &Container, kind: &TokenStream, ty: &TokenStream) -> TokenStream {
    if container.rules.is_empty() && container.xml.is_none() {
        return quote!(<#ty as rt::Schema>::SHAPE);
    }
    derive::shape(container, kind)
}

fn text_impls(input: &DeriveInput, display: &TokenStream, parse: &TokenStream) -> TokenStream {
    let ident = &input.ident;
    quote! {
        #[automatically_derived]
        impl rt::fmt::Display for #ident {
            #[inline]
            fn fmt(&self, formatter: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
                #display
            }
        }

        #[automatically_derived]
        impl rt::FromStr for #ident {
            type Err = rt::UnknownValue;
            #[inline]
            fn from_str(text: &rt::primitive::str) -> rt::Result<Self, rt::UnknownValue> {
                #parse
            }
        }
    }
}
