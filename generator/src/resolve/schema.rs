//! Resolved schemas: every keyword of OpenAPI 3.0 and of JSON Schema 2020-12, in an arena.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::Node;
use crate::diagnostics::Place;

/// A schema, by its place in [`Schemas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub u32);

/// Every schema of a document.
#[derive(Debug, Clone, Default)]
pub struct Schemas {
    /// The schemas; a [`SchemaId`] is an index.
    pub all: Vec<Schema>,
    /// `components.schemas`, in the order of the document.
    pub components: IndexMap<String, SchemaId>,
}

impl std::ops::Index<SchemaId> for Schemas {
    type Output = Schema;
    fn index(&self, id: SchemaId) -> &Schema {
        &self.all[id.0 as usize]
    }
}

/// The types of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonType {
    /// `null`.
    Null,
    /// `boolean`.
    Boolean,
    /// `integer`.
    Integer,
    /// `number`.
    Number,
    /// `string`.
    String,
    /// `array`.
    Array,
    /// `object`.
    Object,
}

/// Schemas by name.
pub type Named = IndexMap<String, SchemaId, RandomState>;

/// A schema. A bare `$ref` is the schema that it names; a `$ref` with siblings is an `allOf` of both. It holds the
/// keywords of [`Rare`] as well, which are read and written as if they stood here.
#[derive(Clone)]
pub struct Schema {
    /// Where it stands.
    pub at: Place,
    /// The component's name, if it is one.
    pub component: Option<String>,
    /// `type`, `null` included where it is `nullable`; empty: any.
    pub types: Vec<JsonType>,
    /// `nullable`, also where there is no `type` that it could widen.
    pub nullable: bool,
    /// `false`: nothing validates (the boolean schema `false`).
    pub never: bool,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `format`.
    pub format: Option<String>,
    /// `default`.
    pub default: Option<Node>,
    /// `example` or `examples`.
    pub examples: Vec<Node>,
    /// `enum`.
    pub enumeration: Option<Vec<Node>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `properties`, in the order of the document.
    pub properties: Named,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// `items`.
    pub items: Option<SchemaId>,
    /// `uniqueItems`.
    pub unique_items: bool,
    pub(super) rare: Option<Box<Rare>>,
}

/// The keywords of a schema that most schemas don't have: a document may have tens of thousands of schemas, and room for
/// these is two thirds of a schema.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rare {
    /// `const`.
    pub constant: Option<Node>,
    /// `xml`.
    pub xml: Option<Xml>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// `patternProperties`.
    pub pattern_properties: Named,
    /// `propertyNames`.
    pub property_names: Option<SchemaId>,
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<SchemaId>,
    /// `dependentRequired`.
    pub dependent_required: IndexMap<String, Vec<String>>,
    /// `dependentSchemas`.
    pub dependent_schemas: Named,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `prefixItems`.
    pub prefix_items: Vec<SchemaId>,
    /// `contains`.
    pub contains: Option<SchemaId>,
    /// `minContains`.
    pub min_contains: Option<u64>,
    /// `maxContains`.
    pub max_contains: Option<u64>,
    /// `unevaluatedItems`.
    pub unevaluated_items: Option<SchemaId>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `minimum`, as the document writes it.
    pub minimum: Option<String>,
    /// `exclusiveMinimum`, as a number.
    pub exclusive_minimum: Option<String>,
    /// `maximum`, as the document writes it.
    pub maximum: Option<String>,
    /// `exclusiveMaximum`, as a number.
    pub exclusive_maximum: Option<String>,
    /// `multipleOf`, as the document writes it.
    pub multiple_of: Option<String>,
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `contentEncoding`.
    pub content_encoding: Option<String>,
    /// `contentMediaType`.
    pub content_media_type: Option<String>,
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `not`.
    pub not: Option<SchemaId>,
    /// `if`.
    pub if_: Option<SchemaId>,
    /// `then`.
    pub then: Option<SchemaId>,
    /// `else`.
    pub else_: Option<SchemaId>,
    /// The `x-` keys.
    pub extensions: IndexMap<String, Node>,
}

/// What a schema says that has none of the rare keywords.
static NONE: LazyLock<Rare> = LazyLock::new(Rare::default);

impl Deref for Schema {
    type Target = Rare;

    fn deref(&self) -> &Rare {
        self.rare.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for Schema {
    fn deref_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }
}

/// Shows all keywords in the order of the specification, be they rare or not.
impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        macro_rules! show {
            ($($field:ident)*) => { f.debug_struct("Schema")$(.field(stringify!($field), &self.$field))*.finish() };
        }
        show! {
            at component types nullable never title description format default examples enumeration constant
            deprecated read_only write_only xml discriminator properties required additional pattern_properties
            property_names unevaluated_properties dependent_required dependent_schemas min_properties
            max_properties items prefix_items contains min_contains max_contains unevaluated_items min_items
            max_items unique_items minimum exclusive_minimum maximum exclusive_maximum multiple_of min_length
            max_length pattern content_encoding content_media_type all_of any_of one_of not if_ then else_
            extensions
        }
    }
}

impl Schema {
    /// The schema that any value fits.
    #[must_use]
    pub fn any(at: Place) -> Self {
        Self {
            at,
            component: None,
            types: Vec::new(),
            nullable: false,
            never: false,
            title: None,
            description: None,
            format: None,
            default: None,
            examples: Vec::new(),
            enumeration: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            properties: Named::default(),
            required: Vec::new(),
            additional: Additional::Undeclared,
            items: None,
            unique_items: false,
            rare: None,
        }
    }

    /// Gives back the room for rare keywords if there are none.
    pub(super) fn settle(&mut self) -> Option<Box<Rare>> {
        self.rare.take_if(|rare| **rare == *NONE)
    }
}

/// What `additionalProperties` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Additional {
    /// Nothing.
    #[default]
    Undeclared,
    /// `true`.
    Any,
    /// `false`.
    None,
    /// A schema.
    Schema(SchemaId),
}

/// `discriminator`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    /// Where it stands.
    pub at: Place,
    /// `propertyName`.
    pub property: String,
    /// `mapping`, each value to the schema that it names.
    pub mapping: IndexMap<String, SchemaId>,
}

/// `xml`, with what `x-gatewright-xml` adds to it left among the schema's extensions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Xml {
    /// `name`.
    pub name: Option<String>,
    /// `namespace`.
    pub namespace: Option<String>,
    /// `prefix`.
    pub prefix: Option<String>,
    /// `attribute`.
    pub attribute: bool,
    /// `wrapped`.
    pub wrapped: bool,
}
