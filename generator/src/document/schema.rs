//! Reads schemas.

use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};

use super::read::{Reader, carried};
use super::{Beyond, CARRIER, Cursor};
use crate::syntax::Node;

/// The keys under which schemas stand.
const CUT: &[&str] = &[
    "properties",
    "additionalProperties",
    "items",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "x-gatewright-keyword-propertyNames",
    "x-gatewright-keyword-unevaluatedProperties",
    "x-gatewright-keyword-contains",
    "x-gatewright-keyword-unevaluatedItems",
    "x-gatewright-keyword-if",
    "x-gatewright-keyword-then",
    "x-gatewright-keyword-else",
    "x-gatewright-keyword-prefixItems",
    "x-gatewright-keyword-patternProperties",
    "x-gatewright-keyword-dependentSchemas",
    "x-gatewright-keyword-$defs",
    "x-gatewright-keyword-definitions",
];

type Reference = ReferenceOr<Schema>;

impl Reader<'_> {
    pub(super) fn schema(&mut self, node: &Node, at: &Cursor) -> Option<Schema> {
        let mut schema: Schema = self.shell(node, CUT, at)?;
        match &mut schema.schema_kind {
            SchemaKind::Type(Type::Object(object)) => {
                object.properties = self.boxed_map(node, "properties", at);
                object.additional_properties = self.additional(node, at);
            }
            SchemaKind::Type(Type::Array(array)) => array.items = self.boxed(node, "items", at),
            SchemaKind::Type(_) => {}
            SchemaKind::OneOf { one_of } => *one_of = self.schemas(node, "oneOf", at),
            SchemaKind::AllOf { all_of } => *all_of = self.schemas(node, "allOf", at),
            SchemaKind::AnyOf { any_of } => *any_of = self.schemas(node, "anyOf", at),
            SchemaKind::Not { not } => {
                if let Some(schema) = self.schema_under(node, "not", at) {
                    **not = schema;
                }
            }
            SchemaKind::Any(any) => {
                any.properties = self.boxed_map(node, "properties", at);
                any.additional_properties = self.additional(node, at);
                any.items = self.boxed(node, "items", at);
                any.one_of = self.schemas(node, "oneOf", at);
                any.all_of = self.schemas(node, "allOf", at);
                any.any_of = self.schemas(node, "anyOf", at);
                any.not = self.schema_under(node, "not", at).map(Box::new);
            }
        }
        self.beyond(node, at);
        Some(schema)
    }

    fn schemas(&mut self, node: &Node, key: &str, at: &Cursor) -> Vec<Reference> {
        self.list(node, key, at, |reader, node, at| reader.reference_or(node, at, Self::schema))
    }

    fn boxed(&mut self, node: &Node, key: &str, at: &Cursor) -> Option<ReferenceOr<Box<Schema>>> {
        self.schema_under(node, key, at).map(boxed)
    }

    fn boxed_map(
        &mut self,
        node: &Node,
        key: &str,
        at: &Cursor,
    ) -> indexmap::IndexMap<String, ReferenceOr<Box<Schema>>> {
        self.map(node, key, at, |reader, node, at| reader.reference_or(node, at, Self::schema).map(boxed))
    }

    fn additional(&mut self, node: &Node, at: &Cursor) -> Option<AdditionalProperties> {
        match node.get("additionalProperties")? {
            Node::Bool(any) => Some(AdditionalProperties::Any(*any)),
            _ => self
                .schema_under(node, "additionalProperties", at)
                .map(|schema| AdditionalProperties::Schema(Box::new(schema))),
        }
    }

    fn beyond(&mut self, node: &Node, at: &Cursor) {
        let members = node.as_object();
        if !members.is_some_and(|members| members.keys().any(|key| key.starts_with(CARRIER))) {
            return;
        }
        let mut beyond = Beyond::default();
        for keyword in Beyond::ONE.into_iter().filter(|keyword| carried(node, keyword).is_some()) {
            if let Some(schema) = self.schema_under(node, &format!("{CARRIER}{keyword}"), at) {
                beyond.one.insert(keyword, schema);
            }
        }
        for keyword in Beyond::LISTS.into_iter().filter(|keyword| carried(node, keyword).is_some()) {
            beyond.lists.insert(keyword, self.schemas(node, &format!("{CARRIER}{keyword}"), at));
        }
        for keyword in Beyond::MAPS.into_iter().filter(|keyword| carried(node, keyword).is_some()) {
            beyond.maps.insert(keyword, self.references(node, &format!("{CARRIER}{keyword}"), at, Self::schema));
        }
        if !beyond.is_empty() {
            self.beyond.insert(at.here.clone(), beyond);
        }
    }
}

fn boxed(schema: Reference) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(schema) => ReferenceOr::boxed_item(schema),
    }
}
