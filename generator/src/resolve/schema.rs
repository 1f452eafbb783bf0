//! Resolved schemas: every keyword of OpenAPI 3.0 and of JSON Schema 2020-12, in an arena.

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

/// A schema. A bare `$ref` is the schema that it names; a `$ref` with siblings is an `allOf` of both.
#[derive(Debug, Clone)]
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
    /// `const`.
    pub constant: Option<Node>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `xml`.
    pub xml: Option<Xml>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,

    /// `properties`, in the order of the document.
    pub properties: IndexMap<String, SchemaId>,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// `patternProperties`.
    pub pattern_properties: IndexMap<String, SchemaId>,
    /// `propertyNames`.
    pub property_names: Option<SchemaId>,
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<SchemaId>,
    /// `dependentRequired`.
    pub dependent_required: IndexMap<String, Vec<String>>,
    /// `dependentSchemas`.
    pub dependent_schemas: IndexMap<String, SchemaId>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,

    /// `items`.
    pub items: Option<SchemaId>,
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
    /// `uniqueItems`.
    pub unique_items: bool,

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
            constant: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            xml: None,
            discriminator: None,
            properties: IndexMap::new(),
            required: Vec::new(),
            additional: Additional::Undeclared,
            pattern_properties: IndexMap::new(),
            property_names: None,
            unevaluated_properties: None,
            dependent_required: IndexMap::new(),
            dependent_schemas: IndexMap::new(),
            min_properties: None,
            max_properties: None,
            items: None,
            prefix_items: Vec::new(),
            contains: None,
            min_contains: None,
            max_contains: None,
            unevaluated_items: None,
            min_items: None,
            max_items: None,
            unique_items: false,
            minimum: None,
            exclusive_minimum: None,
            maximum: None,
            exclusive_maximum: None,
            multiple_of: None,
            min_length: None,
            max_length: None,
            pattern: None,
            content_encoding: None,
            content_media_type: None,
            all_of: Vec::new(),
            any_of: Vec::new(),
            one_of: Vec::new(),
            not: None,
            if_: None,
            then: None,
            else_: None,
            extensions: IndexMap::new(),
        }
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
#[derive(Debug, Clone)]
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
