//! `query("name" = "value", "name")` and `header("name" = "value", "name")`: what every request of an operation has.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{LitStr, Token, parenthesized};

use super::field::{Field, Source};
use super::parameter::{Location, is_token};
use crate::support::Errors;

/// Something that every request has.
pub(super) struct Condition {
    location: Location,
    name: LitStr,
    value: Option<LitStr>,
}

/// `"name" = "value"`, or `"name"`.
struct Pair(LitStr, Option<LitStr>);

impl Parse for Pair {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let value = input.parse::<Option<Token![=]>>()?.map(|_| input.parse()).transpose()?;
        Ok(Self(name, value))
    }
}

/// Reads what stands behind `query` or `header`.
pub(super) fn parse(location: Location, meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<Condition>> {
    let content;
    parenthesized!(content in meta.input);
    let pairs = Punctuated::<Pair, Token![,]>::parse_terminated(&content);
    // What is left behind a mistake would be a second one.
    while content.parse::<TokenTree>().is_ok() {}
    let pairs = pairs?;
    Ok(pairs.into_iter().map(|Pair(name, value)| Condition { location, name, value }).collect())
}

/// Reports what can't be sent, or would be sent twice.
pub(super) fn check(conditions: &[Condition], fields: &[Field], errors: &mut Errors) {
    for (at, condition) in conditions.iter().enumerate() {
        let Condition { location, name, value } = condition;
        if conditions[..at].iter().any(|other| other.location == *location && same(*location, other, &name.value())) {
            errors.at(name, format_args!("`{}` is stated twice", name.value()));
        }
        let field = condition.field(fields);
        if let (Some(value), Some(field)) = (value, field) {
            let help = format!("every request has this value, so there is no field for it: remove `{}`", field.ident);
            errors.at(value, help);
        }
        if *location != Location::Header {
            continue;
        }
        if !is_token(&name.value()) {
            errors.at(name, format_args!("`{}` can't be the name of a header", name.value()));
        }
        match value {
            Some(value) if !is_header_value(&value.value()) => errors.at(value, "a header can't have this value"),
            None if field.is_none() => {
                errors.at(name, "say which value it has, `header(\"name\" = \"value\")`, or add a field for it");
            }
            _ => {}
        }
    }
}

/// The conditions as an item of the trait's implementation; nothing where there are none.
pub(super) fn tokens(conditions: &[Condition], fields: &[Field]) -> Option<TokenStream> {
    let entries = conditions.iter().map(|condition| {
        let Condition { location, name, value } = condition;
        let is_header = *location == Location::Header;
        match value {
            Some(value) if is_header => quote!(rt::Condition::Header { name: #name, value: #value }),
            Some(value) => quote!(rt::Condition::Query { name: #name, value: rt::Some(#value) }),
            None if is_header => quote!(rt::Condition::HeaderGiven { name: #name }),
            None if condition.field(fields).is_some() => quote!(rt::Condition::QueryGiven { name: #name }),
            None => quote!(rt::Condition::Query { name: #name, value: rt::None }),
        }
    });
    (!conditions.is_empty()).then(|| quote!(const CONDITIONS: &'static [rt::Condition] = &[#(#entries),*];))
}

impl Condition {
    /// The field that writes the same.
    fn field<'f>(&self, fields: &'f [Field]) -> Option<&'f Field> {
        fields.iter().find(|field| match &field.source {
            Source::Parameter(parameter, _) => {
                parameter.location == self.location && same(self.location, self, &parameter.name)
            }
            Source::Body(_) => false,
        })
    }
}

/// Whether a condition has a name; that of a header in any case.
fn same(location: Location, condition: &Condition, name: &str) -> bool {
    let own = condition.name.value();
    if location == Location::Header { own.eq_ignore_ascii_case(name) } else { own == name }
}

/// Whether a text arrives as it was sent (RFC 9110, section 5.5).
fn is_header_value(text: &str) -> bool {
    text.trim() == text && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}
