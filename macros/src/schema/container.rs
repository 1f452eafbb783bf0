//! The attributes of the item itself.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, LitStr};

use super::rules::Rules;
use super::xml::XmlRoot;
use crate::support::{self, Case, Errors};

/// What `#[schema(…)]` on the item says.
pub(super) struct Container {
    /// The schema's name in the document.
    pub(super) name: String,
    /// How the names of its fields, or the values of its variants, are written.
    pub(super) rename_all: Option<Case>,
    pub(super) closed: bool,
    pub(super) rules: Rules,
    pub(super) xml: Option<XmlRoot>,
    pub(super) one_of: Option<Span>,
    pub(super) any_of: Option<Span>,
    pub(super) tag: Option<LitStr>,
}

/// Keys of a record.
pub(super) const RECORD: &[&str] =
    &["name", "rename_all", "closed", "min_properties", "max_properties", "assert", "xml"];
/// Keys of an enumeration.
pub(super) const ENUMERATION: &[&str] = &["name", "rename_all", "min_length", "max_length", "pattern", "assert", "xml"];
/// Keys of a union.
pub(super) const UNION: &[&str] = &["name", "one_of", "any_of", "tag", "xml"];
/// Keys of a tuple.
pub(super) const TUPLE: &[&str] =
    &["name", "tuple", "closed", "min_items", "max_items", "unique_items", "assert", "xml"];

impl Container {
    /// Reads the keys that the construct knows.
    pub(super) fn read(input: &DeriveInput, attributes: &[Attribute], known: &[&str], errors: &mut Errors) -> Self {
        let mut container = Self {
            name: input.ident.unraw().to_string(),
            rename_all: None,
            closed: false,
            rules: Rules::default(),
            xml: None,
            one_of: None,
            any_of: None,
            tag: None,
        };
        support::read(attributes, "schema", errors, known, |key, meta| {
            if !known.contains(&key) {
                return Ok(false);
            }
            match key {
                "name" => container.name = meta.value()?.parse::<LitStr>()?.value(),
                "rename_all" => container.rename_all = Some(Case::read(meta)?),
                "closed" => container.closed = true,
                "tuple" => {}
                "one_of" => container.one_of = Some(meta.path.span()),
                "any_of" => container.any_of = Some(meta.path.span()),
                "tag" => container.tag = Some(meta.value()?.parse()?),
                "xml" => container.xml = Some(XmlRoot::read(meta)?),
                _ => return container.rules.key(key, meta),
            }
            Ok(true)
        });
        container.rules.check(errors);
        container
    }
}
