//! What a schema is, judged from its keywords alone.

use super::Lowering;
use crate::resolve::{Additional, JsonType, Node, Schema, SchemaId};

/// What a schema is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Class {
    /// Nothing is said of its values.
    Any,
    /// Nothing validates, or only null.
    Nothing,
    /// The same as another schema, with at most constraints added.
    Same(SchemaId),
    /// One of the scalar types.
    Scalar(JsonType),
    /// A list.
    List,
    /// A list whose items differ by place.
    Tuple,
    /// An object with free keys.
    Map,
    /// An object with known fields.
    Record,
    /// A choice between values.
    Enumeration,
    /// A choice between values, written as a choice between schemas with one value each.
    EnumerationOfBranches(Vec<SchemaId>),
    /// Several types at once.
    Types(Vec<JsonType>),
    /// A choice between schemas.
    Union,
    /// All of several schemas.
    Intersection,
}

impl Lowering<'_> {
    pub(super) fn classify(&self, id: SchemaId) -> Class {
        let schema = self.schema(id);
        if schema.never {
            return Class::Nothing;
        }
        let own = self.own_class(schema);
        let trivial =
            own == Class::Any || own == Class::Nothing || (own == Class::Map && says_nothing_of_members(schema));
        let parts: Vec<SchemaId> = self.telling_parts(schema);
        let unions = [&schema.one_of, &schema.any_of].iter().filter(|b| self.is_choice_of_types(b)).count();
        match (trivial, parts.as_slice(), unions) {
            (true, [], 0) if own == Class::Nothing => Class::Nothing,
            (_, [], 0) => own,
            (true, [part], 0) => Class::Same(*part),
            (true, [], 1) => self.class_of_union(schema),
            (false, [], 1) if matches!(own, Class::Scalar(_)) => match self.class_of_union(schema) {
                Class::EnumerationOfBranches(branches) => Class::EnumerationOfBranches(branches),
                _ => own,
            },
            (_, [], 1) if matches!(own, Class::Types(_) | Class::Enumeration) => self.class_of_union(schema),
            _ => Class::Intersection,
        }
    }

    /// The parts of `allOf` that say something of the values.
    pub(super) fn telling_parts(&self, schema: &Schema) -> Vec<SchemaId> {
        schema.all_of.iter().copied().filter(|part| !self.says_nothing(*part)).collect()
    }

    pub(super) fn says_nothing(&self, id: SchemaId) -> bool {
        let s = self.schema(id);
        s.component.is_none()
            && !s.never
            && s.all_of.is_empty()
            && s.one_of.is_empty()
            && s.any_of.is_empty()
            && (self.own_class(s) == Class::Any || (self.own_class(s) == Class::Map && says_nothing_of_members(s)))
    }

    /// Whether the branches differ in more than what they require or forbid.
    pub(super) fn is_choice_of_types(&self, branches: &[SchemaId]) -> bool {
        branches.iter().any(|id| {
            let s = self.schema(*id);
            let only_validates = s.component.is_none()
                && s.types.iter().all(|t| *t == JsonType::Object)
                && s.properties.values().all(|p| self.says_nothing(*p))
                && s.additional == Additional::Undeclared
                && s.pattern_properties.is_empty()
                && s.all_of.is_empty()
                && s.one_of.is_empty()
                && s.any_of.is_empty()
                && s.enumeration.is_none()
                && s.constant.is_none()
                && (!s.required.is_empty() || s.not.is_some());
            !only_validates && !s.never
        })
    }

    fn class_of_union(&self, schema: &Schema) -> Class {
        let branches = if self.is_choice_of_types(&schema.one_of) { &schema.one_of } else { &schema.any_of };
        let telling: Vec<SchemaId> =
            branches.iter().copied().filter(|b| !matches!(self.classify_shallow(*b), Class::Nothing)).collect();
        let values = |s: &Schema| match (&s.constant, s.enumeration.as_deref()) {
            (Some(Node::String(_)), _) | (None, Some([Node::String(_)])) => s.component.is_none(),
            _ => false,
        };
        match telling.as_slice() {
            [] => Class::Any,
            [only] => Class::Same(*only),
            all if all.iter().all(|b| values(self.schema(*b))) => Class::EnumerationOfBranches(all.to_vec()),
            [a, b] => match (self.own_class(self.schema(*a)), self.own_class(self.schema(*b))) {
                // "One of these values, or any other text": an open enumeration.
                (Class::Enumeration, Class::Scalar(JsonType::String)) if self.is_plain_text(*b) => Class::Same(*a),
                (Class::Scalar(JsonType::String), Class::Enumeration) if self.is_plain_text(*a) => Class::Same(*b),
                _ => Class::Union,
            },
            _ => Class::Union,
        }
    }

    fn is_plain_text(&self, id: SchemaId) -> bool {
        let s = self.schema(id);
        s.component.is_none() && s.format.is_none() && s.all_of.is_empty() && s.one_of.is_empty() && s.any_of.is_empty()
    }

    /// Whether a branch is null and nothing else, without looking into it further.
    fn classify_shallow(&self, id: SchemaId) -> Class {
        let s = self.schema(id);
        if s.never {
            return Class::Nothing;
        }
        if s.all_of.is_empty() && s.one_of.is_empty() && s.any_of.is_empty() { self.own_class(s) } else { Class::Any }
    }

    /// What a schema's own keywords say, composition aside.
    pub(super) fn own_class(&self, schema: &Schema) -> Class {
        let mut types: Vec<JsonType> = schema.types.iter().copied().filter(|t| *t != JsonType::Null).collect();
        types.sort_unstable();
        types.dedup();
        if types.contains(&JsonType::Number) {
            types.retain(|t| *t != JsonType::Integer);
        }
        if let Some(class) = class_of_values(schema, &types) {
            return class;
        }
        let only_null = types.is_empty() && !schema.types.is_empty();
        match types.as_slice() {
            [] => match inferred(schema).filter(|_| !self.config.untyped_any) {
                Some(ty) => self.class_of_type(schema, ty),
                None if only_null && schema.component.is_none() && is_bare(schema) => Class::Nothing,
                None => Class::Any,
            },
            [ty] => self.class_of_type(schema, *ty),
            _ => Class::Types(types),
        }
    }

    pub(super) fn class_of_type(&self, schema: &Schema, ty: JsonType) -> Class {
        match ty {
            JsonType::Null => Class::Nothing,
            JsonType::Boolean | JsonType::Integer | JsonType::Number | JsonType::String => Class::Scalar(ty),
            JsonType::Array if !schema.prefix_items.is_empty() => Class::Tuple,
            JsonType::Array => Class::List,
            JsonType::Object => {
                let closed = self.additional(schema) == Additional::None && schema.pattern_properties.is_empty();
                let fields = !schema.properties.is_empty() || !schema.required.is_empty();
                if fields || closed { Class::Record } else { Class::Map }
            }
        }
    }
}

/// Whether nothing but `type: "null"` is said: then a union that holds it is nullable and no more.
fn is_bare(schema: &Schema) -> bool {
    schema.properties.is_empty() && schema.items.is_none()
}

fn says_nothing_of_members(schema: &Schema) -> bool {
    matches!(schema.additional, Additional::Undeclared | Additional::Any)
        && schema.pattern_properties.is_empty()
        && schema.property_names.is_none()
        && schema.min_properties.is_none()
        && schema.max_properties.is_none()
}

/// The type that the keywords of an untyped schema are about.
pub(super) fn inferred(s: &Schema) -> Option<JsonType> {
    let object = !s.properties.is_empty()
        || s.additional != Additional::Undeclared
        || !s.required.is_empty()
        || !s.pattern_properties.is_empty();
    if object {
        Some(JsonType::Object)
    } else if s.items.is_some() || !s.prefix_items.is_empty() || s.min_items.is_some() || s.max_items.is_some() {
        Some(JsonType::Array)
    } else if s.pattern.is_some() || s.min_length.is_some() || s.max_length.is_some() {
        Some(JsonType::String)
    } else {
        match s.format.as_deref() {
            Some("int32" | "int64") => Some(JsonType::Integer),
            Some("float" | "double") => Some(JsonType::Number),
            Some(_) => Some(JsonType::String),
            None if has_bounds(s) => Some(JsonType::Number),
            None => None,
        }
    }
}

fn has_bounds(s: &Schema) -> bool {
    [&s.minimum, &s.maximum, &s.exclusive_minimum, &s.exclusive_maximum, &s.multiple_of].iter().any(|n| n.is_some())
}

/// What `enum` and `const` make of a schema.
fn class_of_values(schema: &Schema, types: &[JsonType]) -> Option<Class> {
    let values: Vec<&Node> = match (&schema.enumeration, &schema.constant) {
        (_, Some(value)) => vec![value],
        (Some(values), None) => values.iter().filter(|v| **v != Node::Null).collect(),
        (None, None) => return None,
    };
    let texts = values.iter().all(|v| matches!(v, Node::String(_)));
    let whole = values.iter().all(|v| matches!(v, Node::Number(n) if super::enumeration::whole(n).is_some()));
    let numbers = values.iter().all(|v| matches!(v, Node::Number(_)));
    let scalars = values.iter().all(|v| !matches!(v, Node::List(_) | Node::Object(_)));
    let flags = values.iter().all(|v| matches!(v, Node::Bool(_)));
    match types {
        _ if values.is_empty() => None,
        [] | [JsonType::String] if texts => Some(Class::Enumeration),
        [JsonType::String] if scalars => Some(Class::Enumeration),
        [] | [JsonType::Integer] | [JsonType::Number] if whole => Some(Class::Enumeration),
        [] if flags => Some(Class::Scalar(JsonType::Boolean)),
        [] if numbers => Some(Class::Scalar(JsonType::Number)),
        _ => None,
    }
}
