//! Fields of records.

use super::rules::{self, Rules};
use super::types::{ANY, Part, Type, XmlField};
use super::{Planner, docs, ident};
use crate::ir::{self, Constraint, Rest, Scalar, Slot, TypeDef, TypeRef};

/// A field of a struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its name on the wire, where it isn't the identifier.
    pub rename: Option<String>,
    /// Its type, `Option` and all.
    pub ty: Type,
    /// Whether it must be there.
    pub presence: Presence,
    /// Whether its value must never be shown.
    pub secret: bool,
    /// Its constraints.
    pub rules: Rules,
    /// How it stands in XML.
    pub xml: Option<XmlField>,
    /// How it is written as a part.
    pub part: Part,
}

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// It must, and may be null.
    RequiredNullable,
    /// It may be left out.
    Optional,
    /// It holds the keys that no other field has.
    Rest,
}

impl Field {
    /// Whether a default value leaves it out.
    #[must_use]
    pub fn may_be_left_out(&self) -> bool {
        matches!(self.presence, Presence::Optional | Presence::Rest)
    }
}

impl Planner<'_> {
    pub(super) fn fields(&self, def: &TypeDef, record: &ir::Record, multipart: bool) -> Vec<Field> {
        let names: Vec<&str> = record.fields.iter().map(|f| f.name.as_str()).collect();
        let idents = ident::fields(&names, &[]);
        let rest = match &record.rest {
            Rest::Typed(slot) if !multipart => Some(self.rest(def, slot, &idents)),
            _ => None,
        };
        let mut fields: Vec<Field> =
            record.fields.iter().zip(idents).map(|(field, ident)| self.field(field, ident, multipart)).collect();
        fields.extend(rest);
        fields
    }

    fn field(&self, field: &ir::Field, ident: String, multipart: bool) -> Field {
        let required = field.required;
        let base = if multipart { self.part_type(&field.slot) } else { self.ty(&field.slot) };
        let nullable = field.slot.nullable && base != ANY && !multipart;
        let option = |ty: Type| Type::Option(Box::new(ty));
        let (presence, ty) = match (required, nullable) {
            (true, false) => (Presence::Required, base),
            (true, true) => (Presence::RequiredNullable, option(base)),
            (false, false) => (Presence::Optional, option(base)),
            (false, true) => (Presence::Optional, option(option(base))),
        };
        let mut lines = docs::of(&field.doc, &ident);
        if let Some(default) = &field.default {
            docs::add(&mut lines, Some(&format!("Default: `{}`.", default.replace('`', "'"))));
        }
        Field {
            docs: lines,
            deprecated: field.doc.deprecated,
            rename: Some(field.name.clone()).filter(|name| *name != ident),
            ident,
            ty,
            presence,
            secret: field.secret,
            rules: rules::of(&field.slot, &self.api.types),
            xml: field.xml.clone(),
            part: Part { content_type: field.content_type.clone().filter(|_| multipart) },
        }
    }

    fn rest(&self, def: &TypeDef, slot: &Slot, idents: &[String]) -> Field {
        let free = |word: &&&str| !idents.iter().any(|i| i == **word);
        let ident = ["rest", "additional_properties", "all_other_properties"].iter().find(free).unwrap_or(&"rest_");
        let mut map = Slot::new(TypeRef::Map(Box::new(slot.clone())));
        map.constraints.extend(def.constraints.iter().filter(|c| matches!(c, Constraint::KeyPattern(_))).cloned());
        Field {
            ident: (*ident).to_owned(),
            docs: vec!["What stands under any other key.".to_owned()],
            deprecated: false,
            rename: None,
            ty: self.ty(&map),
            presence: Presence::Rest,
            secret: false,
            rules: rules::of(&map, &self.api.types),
            xml: None,
            part: Part::default(),
        }
    }

    /// In a form bytes are a file.
    fn part_type(&self, slot: &Slot) -> Type {
        let file = Type::Runtime("payload", "File");
        match self.api.types.follow(&slot.ty) {
            TypeRef::Scalar(Scalar::Binary) => file,
            TypeRef::List(item) if *self.api.types.follow(&item.ty) == TypeRef::Scalar(Scalar::Binary) => {
                Type::Vec(Box::new(file))
            }
            _ => self.ty(slot),
        }
    }
}
