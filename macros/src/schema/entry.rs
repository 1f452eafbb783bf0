//! The entry of a field in the table of its record or tuple.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::rules::Rules;
use super::xml::XmlField;

/// What the table says of a field. Most fields have a name and a type, and a shorter entry.
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    pub(super) is_required: bool,
    pub(super) value: &'a Type,
    pub(super) rules: &'a Rules,
    pub(super) xml: Option<&'a XmlField>,
    pub(super) secret: bool,
}

impl Entry<'_> {
    pub(super) fn tokens(&self) -> TokenStream {
        let Self { name, is_required, value, rules, xml, secret } = self;
        let shape = quote!(<#value as rt::Schema>::shape);
        if xml.is_some() || *secret {
            let (rules, xml) = (rules.tokens(), xml.map_or_else(|| quote!(rt::None), XmlField::tokens));
            let special = quote!(&rt::Special { rules: #rules, xml: #xml, secret: #secret });
            return quote!(rt::Field::Special(#name, #is_required, #shape, #special));
        }
        if !rules.is_empty() {
            let rules = rules.tokens();
            return quote!(rt::Field::Ruled(#name, #is_required, #shape, #rules));
        }
        if *is_required {
            quote!(rt::Field::Required(#name, #shape))
        } else {
            quote!(rt::Field::Optional(#name, #shape))
        }
    }
}
