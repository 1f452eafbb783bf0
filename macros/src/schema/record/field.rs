//! What is known of a field, read once and used by every part of the expansion.

use syn::{FieldsNamed, Ident, LitStr, Type};

use crate::schema::rules::{self, Rules};
use crate::schema::types::{map_value, optional};
use crate::schema::xml::XmlField;
use crate::support::{self, Case, Errors, wire_name};

/// A field.
pub(super) struct Field<'a> {
    pub(super) ident: &'a Ident,
    /// The name on the wire.
    pub(super) name: String,
    /// The declared type.
    pub(super) ty: &'a Type,
    /// The type whose shape the field has: the declared one without its options.
    pub(super) value: &'a Type,
    pub(super) presence: Presence,
    pub(super) rules: Rules,
    pub(super) xml: Option<XmlField>,
    pub(super) secret: bool,
}

/// Whether a field must be there, and be something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    /// `T`, or `Option<T>` with `required`.
    Required,
    /// `Option<T>`.
    Optional,
    /// `Option<Option<T>>`: absent, null and a value are three things.
    Nullable,
    /// The additional properties.
    Rest,
}

impl Presence {
    pub(super) fn is_required(self) -> bool {
        self == Self::Required
    }
}

/// Keys of a field besides the constraints.
const KEYS: &[&str] = &["rename", "required", "rest", "secret", "xml"];

/// Reads the fields, in order.
pub(super) fn read<'a>(fields: &'a FieldsNamed, case: Option<Case>, errors: &mut Errors) -> Vec<Field<'a>> {
    let read: Vec<_> = fields
        .named
        .iter()
        .filter_map(|field| field.ident.as_ref().map(|ident| (ident, field)))
        .map(|(ident, field)| read_one(ident, field, case, errors))
        .collect();
    for (index, field) in read.iter().enumerate() {
        let earlier = &read[..index];
        if field.presence == Presence::Rest {
            if earlier.iter().any(|other| other.presence == Presence::Rest) {
                errors.at(field.ident, "a record has one `rest` at most");
            }
        } else if earlier.iter().any(|other| other.name == field.name && other.presence != Presence::Rest) {
            errors.at(field.ident, format_args!("`{}` is the name of an earlier field too", field.name));
        }
    }
    read
}

fn read_one<'a>(ident: &'a Ident, field: &'a syn::Field, case: Option<Case>, errors: &mut Errors) -> Field<'a> {
    let known = [KEYS, rules::KEYS].concat();
    let (mut name, mut required, mut rest) = (None, None, false);
    let (mut rules, mut xml, mut secret) = (Rules::default(), None, false);
    support::read(&field.attrs, "schema", errors, &known, |key, meta| {
        match key {
            "rename" => name = Some(meta.value()?.parse::<LitStr>()?.value()),
            "required" => required = Some(meta.path.clone()),
            "rest" => rest = true,
            "secret" => secret = true,
            "xml" => xml = Some(XmlField::read(meta)?),
            _ => return rules.key(key, meta),
        }
        Ok(true)
    });
    rules.check(errors);
    if rest && (name.is_some() || secret || xml.is_some()) {
        errors.at(ident, "`rest` has no name of its own: `rename`, `secret` and `xml` don't go with it");
    }
    let (presence, value) = presence(&field.ty, required.as_ref(), rest, errors);
    let name = name.unwrap_or_else(|| wire_name(ident, case));
    Field { ident, name, ty: &field.ty, value, presence, rules, xml, secret }
}

fn presence<'a>(ty: &'a Type, required: Option<&syn::Path>, rest: bool, errors: &mut Errors) -> (Presence, &'a Type) {
    if rest {
        let value = map_value(ty).unwrap_or_else(|| {
            errors.at(ty, "`rest` is for a map from `String`, such as `IndexMap<String, Value>`");
            ty
        });
        return (Presence::Rest, value);
    }
    match (optional(ty), required) {
        (None, None) => (Presence::Required, ty),
        (None, Some(key)) => {
            errors.at(key, "only an `Option` needs to be told that it is required");
            (Presence::Required, ty)
        }
        (Some(inner), required) => match (optional(inner), required) {
            (None, None) => (Presence::Optional, inner),
            (None, Some(_)) => (Presence::Required, inner),
            (Some(value), None) => (Presence::Nullable, value),
            (Some(value), Some(key)) => {
                errors.at(key, "a required field is never absent: one `Option` is enough");
                (Presence::Nullable, value)
            }
        },
    }
}
