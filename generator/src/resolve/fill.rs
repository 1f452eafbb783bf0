//! Schemas into the arena.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, SchemaKind, Type, VariantOrUnknownOrEmpty};
use serde::Serialize;

use super::extension::{Extensions, own_extensions};
use super::extension::{carried, carried_count, carried_flag, carried_number, carried_string, carried_text};
use super::navigate::{Item, SchemaRef};
use super::resolver::Resolver;
use super::{Additional, Discriminator, JsonType, Named, Node, Rare, Schema, SchemaId, Xml};
use crate::document::{Beyond, CARRIER, Cursor};

impl<'d> Resolver<'d> {
    /// The id of a schema; a reference has the id of what it names.
    pub(super) fn schema(&mut self, schema: SchemaRef<'d>, at: &Cursor) -> SchemaId {
        match schema {
            SchemaRef::Item(item) => self.id(item, at),
            SchemaRef::Reference(reference) => self.referred(reference, at),
        }
    }

    pub(super) fn id(&mut self, schema: &'d openapiv3::Schema, at: &Cursor) -> SchemaId {
        if let Some(id) = self.ids.get(&at.here) {
            return *id;
        }
        let id = self.push(Schema::any(at.place()));
        self.ids.insert(at.here.clone(), id);
        self.queue.push((id, schema, at.clone()));
        id
    }

    pub(super) fn push(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId(u32::try_from(self.schemas.len()).unwrap_or(u32::MAX));
        self.schemas.push(schema);
        id
    }

    /// Fills in every schema that was met so far, and those that it leads to.
    pub(super) fn fill_queue(&mut self) {
        let mut next = 0;
        while let Some((id, schema, at)) = self.queue.get(next).cloned() {
            next += 1;
            let filled = self.fill(schema, &at);
            if let Some(slot) = self.schemas.get_mut(id.0 as usize) {
                *slot = filled;
            }
        }
        self.queue.clear();
    }

    fn fill(&mut self, schema: &'d openapiv3::Schema, at: &Cursor) -> Schema {
        let data = &schema.schema_data;
        let extensions = &data.extensions;
        let mut filled = Schema { rare: self.unused.take(), ..Schema::any(at.place()) };
        filled.component = component(at, "schemas");
        filled.title.clone_from(&data.title);
        filled.description.clone_from(&data.description);
        filled.deprecated = data.deprecated;
        filled.read_only = data.read_only;
        filled.write_only = data.write_only;
        filled.nullable = data.nullable;
        filled.default = carried_text(extensions, "default").or_else(|| data.default.as_ref().map(Node::from));
        filled.discriminator = data.discriminator.as_ref().map(|found| self.discriminator(found, at));
        filled.extensions = own_extensions(extensions);
        self.kind(&schema.schema_kind, &mut filled, at);
        carried_keywords(extensions, &mut filled);
        filled.examples = examples(extensions, data.example.as_ref());
        if data.nullable && !filled.types.is_empty() {
            filled.types.push(JsonType::Null);
        }
        exclusive(&schema.schema_kind, extensions, &mut filled);
        self.beyond(&mut filled, at);
        if let Some(reference) = carried(extensions, "$ref").and_then(serde_json::Value::as_str) {
            let target = self.referred(reference, at);
            filled.all_of.insert(0, target);
        }
        self.unused = filled.settle();
        filled
    }

    fn discriminator(&mut self, found: &'d openapiv3::Discriminator, at: &Cursor) -> Discriminator {
        let at = self.child(at, "discriminator");
        let mapping_at = self.child(&at, "mapping");
        let components = self.document.api.components.as_ref();
        let mut mapping = IndexMap::new();
        for (value, name) in &found.mapping {
            let at = self.child(&mapping_at, value);
            let is_name = components.is_some_and(|components| components.schemas.contains_key(name));
            let reference = if is_name { format!("#/components/schemas/{}", escape(name)) } else { name.clone() };
            let wanted = |item| matches!(item, Item::Schema(_));
            if let Some((Item::Schema(SchemaRef::Item(schema)), target)) = self.mapping_target(&reference, &at, wanted)
            {
                mapping.insert(value.clone(), self.id(schema, &target));
            }
        }
        Discriminator { at: at.place(), property: found.property_name.clone(), mapping }
    }

    fn kind(&mut self, kind: &'d SchemaKind, filled: &mut Schema, at: &Cursor) {
        match kind {
            SchemaKind::Type(Type::Object(object)) => {
                filled.types = vec![JsonType::Object];
                filled.properties = self.named(&object.properties, "properties", at);
                filled.required.clone_from(&object.required);
                filled.additional = self.additional(object.additional_properties.as_ref(), at);
                filled.min_properties = object.min_properties.map(count);
                filled.max_properties = object.max_properties.map(count);
            }
            SchemaKind::Type(Type::Array(array)) => {
                filled.types = vec![JsonType::Array];
                filled.items = self.one(array.items.as_ref(), "items", at);
                filled.min_items = array.min_items.map(count);
                filled.max_items = array.max_items.map(count);
                filled.unique_items = array.unique_items;
            }
            SchemaKind::Type(scalar) => scalar_type(scalar, filled),
            SchemaKind::OneOf { one_of } => filled.one_of = self.many(one_of, "oneOf", at),
            SchemaKind::AllOf { all_of } => filled.all_of = self.many(all_of, "allOf", at),
            SchemaKind::AnyOf { any_of } => filled.any_of = self.many(any_of, "anyOf", at),
            SchemaKind::Not { not } => filled.not = Some(self.schema((&**not).into(), &self.child(at, "not"))),
            SchemaKind::Any(any) => self.any(any, filled, at),
        }
    }

    fn any(&mut self, any: &'d openapiv3::AnySchema, filled: &mut Schema, at: &Cursor) {
        filled.types = any.typ.as_deref().and_then(json_type).into_iter().collect();
        filled.format.clone_from(&any.format);
        filled.pattern.clone_from(&any.pattern);
        filled.multiple_of = any.multiple_of.map(|value| value.to_string());
        filled.minimum = any.minimum.map(|value| value.to_string());
        filled.maximum = any.maximum.map(|value| value.to_string());
        filled.min_length = any.min_length.map(count);
        filled.max_length = any.max_length.map(count);
        filled.properties = self.named(&any.properties, "properties", at);
        filled.required.clone_from(&any.required);
        filled.additional = self.additional(any.additional_properties.as_ref(), at);
        filled.min_properties = any.min_properties.map(count);
        filled.max_properties = any.max_properties.map(count);
        filled.items = self.one(any.items.as_ref(), "items", at);
        filled.min_items = any.min_items.map(count);
        filled.max_items = any.max_items.map(count);
        filled.unique_items = any.unique_items.unwrap_or_default();
        filled.enumeration = (!any.enumeration.is_empty()).then(|| any.enumeration.iter().map(Node::from).collect());
        filled.one_of = self.many(&any.one_of, "oneOf", at);
        filled.all_of = self.many(&any.all_of, "allOf", at);
        filled.any_of = self.many(&any.any_of, "anyOf", at);
        filled.not = any.not.as_ref().map(|not| self.schema((&**not).into(), &self.child(at, "not")));
    }

    fn beyond(&mut self, filled: &mut Schema, at: &Cursor) {
        let Some(beyond) = self.document.beyond.get(&at.here) else { return };
        let Beyond { one, lists, maps } = beyond;
        for (keyword, schema) in one {
            let at = self.child(at, &format!("{CARRIER}{keyword}"));
            let id = Some(self.schema(schema.into(), &at));
            match *keyword {
                "propertyNames" => filled.property_names = id,
                "unevaluatedProperties" => filled.unevaluated_properties = id,
                "contains" => filled.contains = id,
                "unevaluatedItems" => filled.unevaluated_items = id,
                "if" => filled.if_ = id,
                "then" => filled.then = id,
                _ => filled.else_ = id,
            }
        }
        for (keyword, schemas) in lists {
            filled.prefix_items = self.many(schemas, &format!("{CARRIER}{keyword}"), at);
        }
        for (keyword, schemas) in maps {
            let at = self.child(at, &format!("{CARRIER}{keyword}"));
            let ids = schemas.iter().map(|(name, schema)| {
                let at = self.child(&at, name);
                (name.clone(), self.schema(schema.into(), &at))
            });
            let ids: Named = ids.collect();
            match *keyword {
                "patternProperties" => filled.pattern_properties = ids,
                "dependentSchemas" => filled.dependent_schemas = ids,
                // Definitions say nothing of the schema around them; they count where they are referred to.
                _ => {}
            }
        }
    }

    fn named(
        &mut self,
        schemas: &'d IndexMap<String, ReferenceOr<Box<openapiv3::Schema>>>,
        key: &str,
        at: &Cursor,
    ) -> Named {
        if schemas.is_empty() {
            return Named::default();
        }
        let at = self.child(at, key);
        let ids = schemas.iter().map(|(name, schema)| {
            let at = self.child(&at, name);
            (name.clone(), self.schema(schema.into(), &at))
        });
        ids.collect()
    }

    fn many(&mut self, schemas: &'d [ReferenceOr<openapiv3::Schema>], key: &str, at: &Cursor) -> Vec<SchemaId> {
        if schemas.is_empty() {
            return Vec::new();
        }
        let at = self.child(at, key);
        let ids = schemas.iter().enumerate().map(|(index, schema)| {
            let at = self.child(&at, &index.to_string());
            self.schema(schema.into(), &at)
        });
        ids.collect()
    }

    fn one(
        &mut self,
        schema: Option<&'d ReferenceOr<Box<openapiv3::Schema>>>,
        key: &str,
        at: &Cursor,
    ) -> Option<SchemaId> {
        schema.map(|schema| self.schema(schema.into(), &self.child(at, key)))
    }

    fn additional(&mut self, additional: Option<&'d AdditionalProperties>, at: &Cursor) -> Additional {
        match additional {
            None => Additional::Undeclared,
            Some(AdditionalProperties::Any(true)) => Additional::Any,
            Some(AdditionalProperties::Any(false)) => Additional::None,
            Some(AdditionalProperties::Schema(schema)) => {
                let at = self.child(at, "additionalProperties");
                Additional::Schema(self.schema((&**schema).into(), &at))
            }
        }
    }
}

/// The name of the component at a cursor, if it is one of a kind.
pub(super) fn component(at: &Cursor, kind: &str) -> Option<String> {
    let section = at.here.parent().filter(|section| section.last() == Some(kind))?;
    let above = section.parent().filter(|above| above.last() == Some("components"))?;
    let is_root = above.parent().is_some_and(|root| root.parent().is_none());
    at.here.last().filter(|_| is_root).map(str::to_owned)
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1").replace('%', "%25")
}

fn count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn json_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "null" => JsonType::Null,
        "boolean" => JsonType::Boolean,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        _ => return None,
    })
}

fn scalar_type(scalar: &Type, filled: &mut Schema) {
    match scalar {
        Type::String(string) => {
            filled.types = vec![JsonType::String];
            filled.format = format(&string.format);
            filled.pattern.clone_from(&string.pattern);
            filled.min_length = string.min_length.map(count);
            filled.max_length = string.max_length.map(count);
            filled.enumeration = enumeration(&string.enumeration, |text| Node::String(text.clone()));
        }
        Type::Number(number) => {
            filled.types = vec![JsonType::Number];
            filled.format = format(&number.format);
            filled.multiple_of = number.multiple_of.map(|value| value.to_string());
            filled.minimum = number.minimum.map(|value| value.to_string());
            filled.maximum = number.maximum.map(|value| value.to_string());
            filled.enumeration = enumeration(&number.enumeration, |value| Node::Number(value.to_string()));
        }
        Type::Integer(integer) => {
            filled.types = vec![JsonType::Integer];
            filled.format = format(&integer.format);
            filled.multiple_of = integer.multiple_of.map(|value| value.to_string());
            filled.minimum = integer.minimum.map(|value| value.to_string());
            filled.maximum = integer.maximum.map(|value| value.to_string());
            filled.enumeration = enumeration(&integer.enumeration, |value| Node::Number(value.to_string()));
        }
        Type::Boolean(boolean) => {
            filled.types = vec![JsonType::Boolean];
            filled.enumeration = enumeration(&boolean.enumeration, |value| Node::Bool(*value));
        }
        Type::Object(_) | Type::Array(_) => {}
    }
}

fn enumeration<T>(values: &[Option<T>], node: impl Fn(&T) -> Node) -> Option<Vec<Node>> {
    let nodes = || values.iter().map(|value| value.as_ref().map_or(Node::Null, &node)).collect();
    (!values.is_empty()).then(nodes)
}

/// The text of a format that `openapiv3` knows by name, or doesn't.
fn format<T: Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Item(known) => serde_json::to_value(known).ok()?.as_str().map(str::to_owned),
    }
}

fn carried_keywords(extensions: &Extensions, filled: &mut Schema) {
    if !extensions.keys().any(|key| key.starts_with(CARRIER)) {
        return;
    }
    filled.never = carried_flag(extensions, "never").unwrap_or_default();
    if let Some(types) = carried(extensions, "type").and_then(serde_json::Value::as_array) {
        filled.types = types.iter().filter_map(|name| json_type(name.as_str()?)).collect();
    }
    if let Some(Node::List(values)) = carried_text(extensions, "enum") {
        filled.enumeration = Some(values);
    }
    filled.constant = carried_text(extensions, "const");
    filled.content_encoding = carried_string(extensions, "contentEncoding");
    filled.content_media_type = carried_string(extensions, "contentMediaType");
    filled.min_contains = carried_count(extensions, "minContains");
    filled.max_contains = carried_count(extensions, "maxContains");
    filled.xml = carried(extensions, "xml").map(xml);
    if let Some(map) = carried(extensions, "dependentRequired").and_then(serde_json::Value::as_object) {
        let names = |value: &serde_json::Value| {
            value.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
        };
        filled.dependent_required = map.iter().map(|(key, value)| (key.clone(), names(value))).collect();
    }
    let Rare { minimum, maximum, multiple_of, .. } = &mut **filled;
    for (keyword, slot) in [("minimum", minimum), ("maximum", maximum), ("multipleOf", multiple_of)] {
        if let Some(text) = carried_number(extensions, keyword) {
            *slot = Some(text);
        }
    }
}

fn examples(extensions: &Extensions, example: Option<&serde_json::Value>) -> Vec<Node> {
    if let Some(examples) = carried(extensions, "examples").and_then(serde_json::Value::as_array) {
        return examples.iter().map(Node::from).collect();
    }
    carried_text(extensions, "example").or_else(|| example.map(Node::from)).into_iter().collect()
}

/// A bound with `exclusive…: true` is the exclusive bound of later versions.
fn exclusive(kind: &SchemaKind, extensions: &Extensions, filled: &mut Schema) {
    let (minimum, maximum) = match kind {
        SchemaKind::Type(Type::Number(number)) => (number.exclusive_minimum, number.exclusive_maximum),
        SchemaKind::Type(Type::Integer(integer)) => (integer.exclusive_minimum, integer.exclusive_maximum),
        SchemaKind::Any(any) => (any.exclusive_minimum.unwrap_or_default(), any.exclusive_maximum.unwrap_or_default()),
        _ => (false, false),
    };
    filled.exclusive_minimum = carried_number(extensions, "exclusiveMinimum");
    filled.exclusive_maximum = carried_number(extensions, "exclusiveMaximum");
    if minimum {
        filled.exclusive_minimum = filled.minimum.take();
    }
    if maximum {
        filled.exclusive_maximum = filled.maximum.take();
    }
}

fn xml(value: &serde_json::Value) -> Xml {
    let text = |key: &str| value.get(key).and_then(serde_json::Value::as_str).map(str::to_owned);
    let flag = |key: &str| value.get(key).and_then(serde_json::Value::as_bool).unwrap_or_default();
    Xml {
        name: text("name"),
        namespace: text("namespace"),
        prefix: text("prefix"),
        attribute: flag("attribute"),
        wrapped: flag("wrapped"),
    }
}
