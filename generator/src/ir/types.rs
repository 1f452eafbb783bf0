//! Types, in an arena.

use super::{Constraint, Doc, Scalar, Tuple};
use crate::diagnostics::Place;

/// A type with a name of its own, by its place in [`Types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// Every type that has a name of its own.
#[derive(Debug, Clone, Default)]
pub struct Types {
    /// The types; a [`TypeId`] is an index.
    pub all: Vec<TypeDef>,
    /// The order in which they are declared; a type that isn't in it is not declared at all.
    pub order: Vec<TypeId>,
    /// What all the parts of an intersection say together, as the text of a schema, should they make no type together.
    pub otherwise: std::collections::BTreeMap<TypeId, String>,
    /// The records that others extend and that a discriminator tells from them.
    pub bases: std::collections::BTreeMap<TypeId, super::Base>,
}

/// A type with a name of its own.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Where it stands.
    pub at: Place,
    /// What it is called.
    pub name: Name,
    /// What the document says of it.
    pub doc: Doc,
    /// What it is.
    pub kind: TypeKind,
    /// What its values must satisfy.
    pub constraints: Vec<Constraint>,
    /// Which way its values travel.
    pub direction: Direction,
    /// How it stands in XML as a root.
    pub xml: Option<XmlRoot>,
}

/// What a type is called in the document, or what can be said of it instead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// The document's name for it; after the pass `name_inline_types` every type has one.
    pub given: Option<String>,
    /// What it is part of.
    pub owner: Option<Owner>,
    /// What it is there: the name of the field, of the variant.
    pub role: String,
    /// Whether `given` is the document's own word, and so wins against made-up ones.
    pub component: bool,
}

/// What an inline type is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Another type.
    Type(TypeId),
    /// An operation, by its place.
    Operation(usize),
}

/// What a type is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TypeKind {
    /// Another name for a type.
    Alias(Slot),
    /// A type around one other, needed where an alias would contain itself.
    Newtype(Slot),
    /// An object with known fields.
    Record(Record),
    /// A list whose items differ by place.
    Tuple(Tuple),
    /// A choice between types.
    Union(Union),
    /// A choice between values.
    Enumeration(Enumeration),
    /// What satisfies all of these; the pass `merge_all_of` leaves none.
    Intersection(Vec<Slot>),
}

/// Which way values of a type travel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Direction {
    /// In requests.
    pub request: bool,
    /// In responses.
    pub response: bool,
}

/// The type of a place where a value stands, and what else must hold there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slot {
    /// The type.
    pub ty: TypeRef,
    /// Whether it may be null.
    pub nullable: bool,
    /// What the value must satisfy.
    pub constraints: Vec<Constraint>,
}

/// A type, named or not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// Any JSON value.
    Any,
    /// A scalar.
    Scalar(Scalar),
    /// A list.
    List(Box<Slot>),
    /// An object with free keys.
    Map(Box<Slot>),
    /// A type with a name of its own.
    Named(TypeId),
    /// The same, where the value would otherwise contain itself; the pass `box_cycles` makes these.
    Boxed(TypeId),
}

/// An object with known fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Record {
    /// The fields, in the order of the document.
    pub fields: Vec<Field>,
    /// What other keys may hold.
    pub rest: Rest,
    /// Keys that must be there though no field of this record has them.
    pub required: Vec<String>,
}

/// What the keys of a record that aren't fields may hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Rest {
    /// Nothing is said: they are let through and not kept.
    #[default]
    Ignored,
    /// There are none.
    Closed,
    /// Values of this type.
    Typed(Box<Slot>),
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Field {
    /// Where it stands.
    pub at: Place,
    /// Its name on the wire.
    pub name: String,
    /// What the document says of it.
    pub doc: Doc,
    /// Whether it must be there.
    pub required: bool,
    /// Its type.
    pub slot: Slot,
    /// Whether only responses have it.
    pub read_only: bool,
    /// Whether only requests have it.
    pub write_only: bool,
    /// Whether its value must never be shown.
    pub secret: bool,
    /// The value that is meant where it is absent, as the document writes it.
    pub default: Option<String>,
    /// How it stands in XML.
    pub xml: Option<XmlField>,
    /// How it stands in a form or in a multipart body: its content type.
    pub content_type: Option<String>,
}

/// A choice between types.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Union {
    /// How many variants a value matches.
    pub rule: UnionRule,
    /// What decides, if anything does.
    pub discriminator: Option<Discriminator>,
    /// The variants.
    pub variants: Vec<Variant>,
}

/// How many variants of a union a value matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnionRule {
    /// Exactly one.
    One,
    /// At least one.
    Any,
}

/// The field that decides the variant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Discriminator {
    /// Its name on the wire.
    pub property: String,
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variant {
    /// Where it stands.
    pub at: Place,
    /// What the document calls it, or what can be said of it.
    pub name: String,
    /// What the document says of it.
    pub doc: Doc,
    /// Its type.
    pub slot: Slot,
    /// The values of the discriminator that mean it; one without any beside others is for all other values.
    pub values: Vec<String>,
}

/// A choice between values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Enumeration {
    /// The values.
    pub values: Values,
    /// Whether any other value is refused, or else kept.
    pub closed: bool,
}

/// The values of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Values {
    /// Texts, each with the name that the document gives to it beside, if any, and what is said of it.
    Texts(Vec<(String, Option<String>, Doc)>),
    /// Whole numbers, likewise.
    Integers(Vec<(i64, Option<String>, Doc)>),
}

/// How a type stands in XML as a root.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct XmlRoot {
    /// The element's local name.
    pub name: Option<String>,
    /// Its namespace.
    pub namespace: Option<String>,
    /// The prefix bound to the namespace.
    pub prefix: Option<String>,
    /// Further namespaces declared: prefix and namespace.
    pub declare: Vec<(String, String)>,
    /// The order in which fields are written, where it isn't the document's.
    pub order: Vec<String>,
    /// Whether members belong to the namespace too.
    pub qualified: bool,
}

/// How a field stands in XML.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct XmlField {
    /// The local name, where it isn't the wire name.
    pub name: Option<String>,
    /// The namespace.
    pub namespace: Option<String>,
    /// The prefix.
    pub prefix: Option<String>,
    /// Whether it is an attribute.
    pub attribute: bool,
    /// Whether a list has an element of its own around its items.
    pub wrapped: bool,
    /// The name of a list's items.
    pub item: Option<String>,
    /// How a map's entries are written.
    pub entry: Option<XmlEntry>,
}

/// How the entries of a map are written in XML.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct XmlEntry {
    /// The element around one entry.
    pub name: Option<String>,
    /// The element of the key.
    pub key: Option<String>,
    /// The element of the value.
    pub value: Option<String>,
    /// The namespace of the three.
    pub namespace: Option<String>,
    /// The prefix of the three.
    pub prefix: Option<String>,
}

impl Slot {
    /// A slot of a type, with nothing else said.
    #[must_use]
    pub fn new(ty: TypeRef) -> Self {
        Self { ty, nullable: false, constraints: Vec::new() }
    }

    /// A slot for any value.
    #[must_use]
    pub fn any() -> Self {
        Self::new(TypeRef::Any)
    }

    /// Calls `visit` with each named type in the slot, those within lists and maps included.
    pub fn each_named(&self, visit: &mut impl FnMut(TypeId)) {
        match &self.ty {
            TypeRef::Named(id) | TypeRef::Boxed(id) => visit(*id),
            TypeRef::List(inner) | TypeRef::Map(inner) => inner.each_named(visit),
            TypeRef::Any | TypeRef::Scalar(_) => {}
        }
    }
}

impl Slot {
    /// The same, to be changed.
    pub fn each_named_mut(&mut self, visit: &mut impl FnMut(&mut TypeId)) {
        match &mut self.ty {
            TypeRef::Named(id) | TypeRef::Boxed(id) => visit(id),
            TypeRef::List(inner) | TypeRef::Map(inner) => inner.each_named_mut(visit),
            TypeRef::Any | TypeRef::Scalar(_) => {}
        }
    }
}

impl TypeKind {
    /// The slots of which the type is made.
    #[must_use]
    pub fn slots(&self) -> Vec<&Slot> {
        match self {
            Self::Alias(slot) | Self::Newtype(slot) => vec![slot],
            Self::Record(record) => {
                let rest = if let Rest::Typed(slot) = &record.rest { Some(&**slot) } else { None };
                record.fields.iter().map(|f| &f.slot).chain(rest).collect()
            }
            Self::Tuple(tuple) => {
                let rest = if let Rest::Typed(slot) = &tuple.rest { Some(&**slot) } else { None };
                tuple.items.iter().map(|item| &item.slot).chain(rest).collect()
            }
            Self::Union(union) => union.variants.iter().map(|v| &v.slot).collect(),
            Self::Enumeration(_) => Vec::new(),
            Self::Intersection(parts) => parts.iter().collect(),
        }
    }

    /// The same, to be changed.
    pub fn slots_mut(&mut self) -> Vec<&mut Slot> {
        match self {
            Self::Alias(slot) | Self::Newtype(slot) => vec![slot],
            Self::Record(record) => {
                let rest = if let Rest::Typed(slot) = &mut record.rest { Some(&mut **slot) } else { None };
                record.fields.iter_mut().map(|f| &mut f.slot).chain(rest).collect()
            }
            Self::Tuple(tuple) => {
                let rest = if let Rest::Typed(slot) = &mut tuple.rest { Some(&mut **slot) } else { None };
                tuple.items.iter_mut().map(|item| &mut item.slot).chain(rest).collect()
            }
            Self::Union(union) => union.variants.iter_mut().map(|v| &mut v.slot).collect(),
            Self::Enumeration(_) => Vec::new(),
            Self::Intersection(parts) => parts.iter_mut().collect(),
        }
    }
}

impl Types {
    /// Adds a type.
    pub fn add(&mut self, def: TypeDef) -> TypeId {
        let id = TypeId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(def);
        id
    }

    /// The ids of all types.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..u32::try_from(self.all.len()).unwrap_or(u32::MAX)).map(TypeId)
    }

    /// What a reference comes down to when aliases are followed; stops at an alias of itself.
    #[must_use]
    pub fn follow<'a>(&'a self, ty: &'a TypeRef) -> &'a TypeRef {
        let mut at = ty;
        for _ in 0..self.all.len() {
            match at {
                TypeRef::Named(id) | TypeRef::Boxed(id) => match &self[*id].kind {
                    TypeKind::Alias(slot) => at = &slot.ty,
                    _ => return at,
                },
                _ => return at,
            }
        }
        at
    }
}

impl std::ops::Index<TypeId> for Types {
    type Output = TypeDef;
    fn index(&self, id: TypeId) -> &TypeDef {
        &self.all[id.0 as usize]
    }
}

impl std::ops::IndexMut<TypeId> for Types {
    fn index_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.all[id.0 as usize]
    }
}
