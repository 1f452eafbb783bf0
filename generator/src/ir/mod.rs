//! What stages 6 and 7 speak of: an API as records, unions, enumerations, scalars and access rules.
//!
//! No vocabulary of OpenAPI is left but that of operations themselves. Every item keeps its
//! [`Place`](crate::diagnostics::Place), so that each later stage can say where something came from.

mod access;
mod base;
pub mod case;
mod constraint;
mod operation;
mod print;
mod scalar;
mod tuple;
mod types;
mod words;

pub use access::{
    Access, AccessRule, Alternative, ApiKeyLocation, Guarded, Guards, OAuthFlow, OAuthFlowKind, OAuthUrl, Permission,
    PermissionId, Requirement, Scheme, SchemeKind, Stated,
};
pub use base::{Base, Kind};
pub use constraint::Constraint;
pub use operation::{
    Body, Codec, Condition, Constant, Content, Header, Literal, Location, Operation, Parameter, Payload, Response,
    Status, Style,
};
pub use scalar::Scalar;
pub use tuple::{Tuple, TupleItem};
pub use types::{
    Direction, Discriminator, Enumeration, Field, Name, Owner, Record, Rest, Slot, TypeDef, TypeId, TypeKind, TypeRef,
    Types, Union, UnionRule, Values, Variant, XmlEntry, XmlField, XmlRoot,
};

use std::collections::BTreeSet;

use crate::diagnostics::Place;

/// An API.
#[derive(Debug, Clone)]
pub struct Api {
    /// Where its description stands.
    pub at: Place,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// What it says of itself.
    pub description: Option<String>,
    /// Where it is served; the first is the default.
    pub servers: Vec<Server>,
    /// The groups of operations.
    pub tags: Vec<Tag>,
    /// The security schemes; a [`Requirement`] refers to them by place.
    pub schemes: Vec<Scheme>,
    /// The permissions; a [`PermissionId`] is an index.
    pub permissions: Vec<Permission>,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// The types.
    pub types: Types,
    /// The places that have no type of their own, and why.
    pub untyped: Vec<Untyped>,
}

impl Api {
    /// The types that are bodies of multipart requests, which are declared otherwise than others.
    #[must_use]
    pub fn forms(&self) -> BTreeSet<TypeId> {
        let mut forms = BTreeSet::new();
        let contents = self.operations.iter().flat_map(Operation::sent);
        for content in contents.filter(|content| matches!(content.codec, Codec::Multipart(_))) {
            content.slot.each_named(&mut |id| _ = forms.insert(id));
        }
        forms
    }
}

/// Where an API is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The URL, its variables replaced by their defaults.
    pub url: String,
    /// The URL with the names of its variables in braces.
    pub template: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// The variables.
    pub variables: Vec<ServerVariable>,
}

/// A part of a server's URL that the caller chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// Its value unless another is chosen.
    pub default: String,
    /// The values that it may have; any if there are none here.
    pub values: Vec<String>,
}

/// A group of operations.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub description: Option<String>,
}

/// A place that has no type of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untyped {
    /// Where.
    pub at: Place,
    /// Why.
    pub reason: String,
    /// What stands for the type.
    pub fallback: Fallback,
}

/// What stands for a type where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fallback {
    /// Any value, though the document says more of it.
    Value,
    /// Bytes, with their media type.
    Bytes,
    /// Any value, as the document says.
    FreeForm,
}

impl Untyped {
    /// A place where any value is let through though the document says more of it.
    #[must_use]
    pub fn value(at: Place, reason: impl Into<String>) -> Self {
        Self { at, reason: reason.into(), fallback: Fallback::Value }
    }
}

/// What a document says of an item in prose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Doc {
    /// One line.
    pub summary: Option<String>,
    /// Any number of lines.
    pub description: Option<String>,
    /// Whether the item should no longer be used.
    pub deprecated: bool,
}
