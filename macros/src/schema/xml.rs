//! The keys of `xml(…)`, on items and on fields.

use proc_macro2::TokenStream;
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::parenthesized;
use syn::punctuated::Punctuated;
use syn::{LitStr, Token};

use crate::support::{self, Errors};

/// `xml(…)` on an item.
#[derive(Default)]
pub(super) struct XmlRoot {
    name: Option<String>,
    namespace: String,
    prefix: String,
    declare: Vec<(LitStr, LitStr)>,
    /// Wire names of fields, in the order in which they are written.
    pub(super) order: Vec<LitStr>,
    qualified: bool,
}

impl XmlRoot {
    pub(super) fn read(meta: &ParseNestedMeta<'_>) -> syn::Result<Self> {
        let mut xml = Self::default();
        let known = ["name", "namespace", "prefix", "declare", "order", "qualified"];
        keys(meta, &known, |key, meta| {
            match key {
                "name" => xml.name = Some(text(meta)?),
                "namespace" => xml.namespace = text(meta)?,
                "prefix" => xml.prefix = text(meta)?,
                "declare" => xml.declare.push(declaration(meta)?),
                "order" => xml.order = names(meta)?,
                "qualified" => xml.qualified = true,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(xml)
    }

    /// An `Option<&'static rt::XmlRoot>`; the element is named as the schema by default.
    pub(super) fn tokens(&self, schema: &str) -> TokenStream {
        let Self { name, namespace, prefix, declare, order, qualified } = self;
        let name = name.as_deref().unwrap_or(schema);
        let declare = declare.iter().map(|(prefix, namespace)| quote!((#prefix, #namespace)));
        quote!(rt::Some(&rt::XmlRoot {
            name: #name,
            namespace: #namespace,
            prefix: #prefix,
            declare: &[#(#declare),*],
            order: &[#(#order),*],
            qualified: #qualified,
        }))
    }
}

/// `xml(…)` on a field.
#[derive(Default)]
pub(super) struct XmlField {
    name: String,
    namespace: String,
    prefix: String,
    attribute: bool,
    wrapped: bool,
    item: String,
    entry: Option<XmlEntry>,
}

impl XmlField {
    pub(super) fn read(meta: &ParseNestedMeta<'_>) -> syn::Result<Self> {
        let mut xml = Self::default();
        let known = ["name", "namespace", "prefix", "attribute", "wrapped", "item", "entry"];
        keys(meta, &known, |key, meta| {
            match key {
                "name" => xml.name = text(meta)?,
                "namespace" => xml.namespace = text(meta)?,
                "prefix" => xml.prefix = text(meta)?,
                "attribute" => xml.attribute = true,
                "wrapped" => xml.wrapped = true,
                "item" => xml.item = text(meta)?,
                "entry" => xml.entry = Some(XmlEntry::read(meta)?),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(xml)
    }

    /// An `Option<&'static rt::XmlField>`.
    pub(super) fn tokens(&self) -> TokenStream {
        let Self { name, namespace, prefix, attribute, wrapped, item, entry } = self;
        let entry = entry.as_ref().map_or_else(|| quote!(rt::None), XmlEntry::tokens);
        quote!(rt::Some(&rt::XmlField {
            name: #name,
            namespace: #namespace,
            prefix: #prefix,
            attribute: #attribute,
            wrapped: #wrapped,
            item: #item,
            entry: #entry,
        }))
    }
}

/// `entry(…)`.
struct XmlEntry {
    name: String,
    key: String,
    value: String,
    namespace: String,
    prefix: String,
}

impl XmlEntry {
    fn read(meta: &ParseNestedMeta<'_>) -> syn::Result<Self> {
        let mut entry = Self {
            name: "entry".to_owned(),
            key: "key".to_owned(),
            value: "value".to_owned(),
            namespace: String::new(),
            prefix: String::new(),
        };
        keys(meta, &["name", "key", "value", "namespace", "prefix"], |key, meta| {
            let place = match key {
                "name" => &mut entry.name,
                "key" => &mut entry.key,
                "value" => &mut entry.value,
                "namespace" => &mut entry.namespace,
                "prefix" => &mut entry.prefix,
                _ => return Ok(false),
            };
            *place = text(meta)?;
            Ok(true)
        })?;
        Ok(entry)
    }

    fn tokens(&self) -> TokenStream {
        let Self { name, key, value, namespace, prefix } = self;
        quote!(rt::Some(&rt::XmlEntry {
            name: #name,
            key: #key,
            value: #value,
            namespace: #namespace,
            prefix: #prefix,
        }))
    }
}

/// Reads nested keys, all of them even if one is wrong.
fn keys(
    meta: &ParseNestedMeta<'_>,
    known: &[&str],
    key: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<bool>,
) -> syn::Result<()> {
    let mut errors = Errors::default();
    support::known_keys(meta, &mut errors, known, key)?;
    errors.propagate()
}

fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<String> {
    Ok(meta.value()?.parse::<LitStr>()?.value())
}

/// `declare("prefix" = "namespace")`.
fn declaration(meta: &ParseNestedMeta<'_>) -> syn::Result<(LitStr, LitStr)> {
    let content;
    parenthesized!(content in meta.input);
    let prefix = content.parse()?;
    content.parse::<Token![=]>()?;
    Ok((prefix, content.parse()?))
}

/// `order("first", "second")`.
fn names(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<LitStr>> {
    let content;
    parenthesized!(content in meta.input);
    Ok(Punctuated::<LitStr, Token![,]>::parse_terminated_with(&content, syn::parse::ParseBuffer::parse)?
        .into_iter()
        .collect())
}
