//! The keywords that hold schemas and that `openapiv3` has no field for: of JSON Schema 2020-12, and of OpenAPI 3.2.

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema};

/// What a schema has under those keywords.
#[derive(Debug, Clone, Default)]
pub struct Beyond {
    /// Keywords with one schema: `propertyNames`, `contains`, `unevaluatedItems`, `if` and so on, by keyword.
    pub one: IndexMap<&'static str, ReferenceOr<Schema>>,
    /// Keywords with a list: `prefixItems`.
    pub lists: IndexMap<&'static str, Vec<ReferenceOr<Schema>>>,
    /// Keywords with schemas by name: `patternProperties`, `dependentSchemas`, `$defs`, `definitions`.
    pub maps: IndexMap<&'static str, IndexMap<String, ReferenceOr<Schema>>>,
}

impl Beyond {
    /// The keyword of a media type, which is no schema itself.
    pub const ITEM: &'static str = "itemSchema";
    /// The keywords with one schema.
    pub const ONE: [&'static str; 7] =
        ["propertyNames", "unevaluatedProperties", "contains", "unevaluatedItems", "if", "then", "else"];
    /// The keywords with a list of schemas.
    pub const LISTS: [&'static str; 1] = ["prefixItems"];
    /// The keywords with schemas by name.
    pub const MAPS: [&'static str; 4] = ["patternProperties", "dependentSchemas", "$defs", "definitions"];

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.one.is_empty() && self.lists.is_empty() && self.maps.is_empty()
    }
}
