//! Schemas as the text of JSON Schema, draft 2020-12, for what is judged at run time by its text.

use indexmap::IndexMap;

use crate::resolve::{Additional, JsonType, Named, Node, Schema, SchemaId, Schemas};

/// The members of a schema as text.
pub(super) use crate::resolve::Members;

/// More schemas than this in one text are no small addition to a type.
const MOST_SCHEMAS: usize = 2_000;
const FEW_SCHEMAS: usize = 64;

/// Writes schemas, and gathers those that they refer to.
pub(super) struct Renderer<'a> {
    schemas: &'a Schemas,
    /// The schemas that are referred to by name, with the names.
    named: IndexMap<SchemaId, String>,
    /// The schemas that are being written.
    open: Vec<SchemaId>,
    written: usize,
    most: usize,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(schemas: &'a Schemas) -> Self {
        Self { schemas, named: IndexMap::new(), open: Vec::new(), written: 0, most: MOST_SCHEMAS }
    }

    /// One that soon gives up.
    pub(super) fn small(schemas: &'a Schemas) -> Self {
        Self { most: FEW_SCHEMAS, ..Self::new(schemas) }
    }

    /// The text of a schema with everything that it refers to; none if that is too much.
    pub(super) fn finish(mut self, schema: Node) -> Option<String> {
        let mut definitions = Members::default();
        let mut next = 0;
        while let Some((id, name)) = self.named.get_index(next).map(|(id, name)| (*id, name.clone())) {
            next += 1;
            self.open = vec![id];
            if self.written > self.most {
                return None;
            }
            let definition = self.whole(&self.schemas[id]);
            definitions.insert(name, definition);
        }
        if self.written > self.most {
            return None;
        }
        Some(match schema {
            Node::Object(mut members) if !definitions.is_empty() => {
                members.insert("$defs".to_owned(), Node::Object(definitions));
                Node::Object(members).to_string()
            }
            Node::Bool(value) => Node::Object(if value { Members::default() } else { never() }).to_string(),
            other => other.to_string(),
        })
    }

    /// A schema within another: a reference if it has a name, or is being written already.
    pub(super) fn inner(&mut self, id: SchemaId) -> Node {
        let schema = &self.schemas[id];
        if schema.component.is_none() && !self.open.contains(&id) && self.open.len() < 64 {
            self.open.push(id);
            let node = self.whole(schema);
            self.open.pop();
            return node;
        }
        let taken = self.named.len();
        let name = self.named.entry(id).or_insert_with(|| {
            let plain = |name: &&String| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
            // Of two names that differ, neither is `schema` and a number, unless a document means to annoy.
            schema.component.as_ref().filter(plain).cloned().unwrap_or_else(|| format!("schema.{taken}"))
        });
        let reference = Node::String(format!("#/$defs/{name}"));
        Node::Object(Members::from_iter([("$ref".to_owned(), reference)]))
    }

    pub(super) fn list(&mut self, ids: &[SchemaId]) -> Node {
        Node::List(ids.iter().map(|id| self.inner(*id)).collect())
    }

    pub(super) fn map(&mut self, ids: &Named) -> Node {
        Node::Object(ids.iter().map(|(key, id)| (key.clone(), self.inner(*id))).collect())
    }

    /// Everything that a schema says of its values.
    pub(super) fn whole(&mut self, s: &Schema) -> Node {
        self.written += 1;
        if s.never {
            return Node::Bool(false);
        }
        if self.written > self.most {
            return Node::Bool(true);
        }
        let mut members = Members::default();
        values(s, &mut members);
        scalars(s, &mut members);
        self.lists(s, &mut members);
        self.objects(s, &mut members);
        self.compositions(s, &mut members);
        if members.is_empty() {
            return Node::Bool(true);
        }
        if s.nullable && s.types.is_empty() {
            let null = Members::from_iter([("type".to_owned(), Node::String("null".to_owned()))]);
            let either = Node::List(vec![Node::Object(null), Node::Object(members)]);
            return Node::Object(Members::from_iter([("anyOf".to_owned(), either)]));
        }
        Node::Object(members)
    }

    fn lists(&mut self, s: &Schema, to: &mut Members) {
        if !s.prefix_items.is_empty() {
            to.insert("prefixItems".to_owned(), self.list(&s.prefix_items));
        }
        count(to, "minItems", s.min_items);
        count(to, "maxItems", s.max_items);
        if s.unique_items {
            to.insert("uniqueItems".to_owned(), Node::Bool(true));
        }
        self.contains(s, to);
        self.one(to, "items", s.items);
        self.one(to, "unevaluatedItems", s.unevaluated_items);
    }

    pub(super) fn contains(&mut self, s: &Schema, to: &mut Members) {
        if s.contains.is_some() {
            self.one(to, "contains", s.contains);
            count(to, "minContains", s.min_contains);
            count(to, "maxContains", s.max_contains);
        }
    }

    fn objects(&mut self, s: &Schema, to: &mut Members) {
        if !s.properties.is_empty() {
            to.insert("properties".to_owned(), self.map(&s.properties));
        }
        if !s.required.is_empty() {
            to.insert("required".to_owned(), texts(&s.required));
        }
        count(to, "minProperties", s.min_properties);
        count(to, "maxProperties", s.max_properties);
        self.patterns(s, to);
        self.additional(s.additional, to);
        self.one(to, "propertyNames", s.property_names);
        self.one(to, "unevaluatedProperties", s.unevaluated_properties);
        self.dependent(s, to);
    }

    pub(super) fn patterns(&mut self, s: &Schema, to: &mut Members) {
        if !s.pattern_properties.is_empty() {
            to.insert("patternProperties".to_owned(), self.map(&s.pattern_properties));
        }
    }

    pub(super) fn additional(&mut self, additional: Additional, to: &mut Members) {
        match additional {
            Additional::Undeclared => {}
            Additional::Any => drop(to.insert("additionalProperties".to_owned(), Node::Bool(true))),
            Additional::None => drop(to.insert("additionalProperties".to_owned(), Node::Bool(false))),
            Additional::Schema(id) => self.one(to, "additionalProperties", Some(id)),
        }
    }

    pub(super) fn dependent(&mut self, s: &Schema, to: &mut Members) {
        if !s.dependent_required.is_empty() {
            let lists = s.dependent_required.iter().map(|(key, names)| (key.clone(), texts(names))).collect();
            to.insert("dependentRequired".to_owned(), Node::Object(lists));
        }
        if !s.dependent_schemas.is_empty() {
            to.insert("dependentSchemas".to_owned(), self.map(&s.dependent_schemas));
        }
    }

    fn compositions(&mut self, s: &Schema, to: &mut Members) {
        for (keyword, branches) in [("allOf", &s.all_of), ("anyOf", &s.any_of), ("oneOf", &s.one_of)] {
            if !branches.is_empty() {
                to.insert(keyword.to_owned(), self.list(branches));
            }
        }
        self.conditions(s, to);
    }

    pub(super) fn conditions(&mut self, s: &Schema, to: &mut Members) {
        self.one(to, "not", s.not);
        if s.if_.is_some() {
            self.one(to, "if", s.if_);
            self.one(to, "then", s.then);
            self.one(to, "else", s.else_);
        }
    }

    pub(super) fn one(&mut self, to: &mut Members, keyword: &str, id: Option<SchemaId>) {
        if let Some(id) = id {
            to.insert(keyword.to_owned(), self.inner(id));
        }
    }
}

fn never() -> Members {
    Members::from_iter([("not".to_owned(), Node::Object(Members::default()))])
}

/// `enum` and `const`; a schema that is nullable may be null though its values don't list it.
pub(super) fn values(s: &Schema, to: &mut Members) {
    let null = s.nullable || s.types.contains(&JsonType::Null);
    match (&s.constant, &s.enumeration) {
        (Some(value), _) if null && *value != Node::Null => {
            to.insert("enum".to_owned(), Node::List(vec![value.clone(), Node::Null]));
        }
        (Some(value), _) => drop(to.insert("const".to_owned(), value.clone())),
        (None, Some(values)) => {
            let mut values = values.clone();
            if null && !values.contains(&Node::Null) {
                values.push(Node::Null);
            }
            to.insert("enum".to_owned(), Node::List(values));
        }
        (None, None) => {}
    }
}

fn scalars(s: &Schema, to: &mut Members) {
    let names: Vec<Node> = s.types.iter().map(|ty| Node::String(type_name(*ty).to_owned())).collect();
    match names.as_slice() {
        [] => {}
        [one] => drop(to.insert("type".to_owned(), one.clone())),
        _ => drop(to.insert("type".to_owned(), Node::List(names))),
    }
    for (keyword, text) in [
        ("minimum", &s.minimum),
        ("exclusiveMinimum", &s.exclusive_minimum),
        ("maximum", &s.maximum),
        ("exclusiveMaximum", &s.exclusive_maximum),
        ("multipleOf", &s.multiple_of),
    ] {
        if let Some(text) = text {
            to.insert(keyword.to_owned(), Node::Number(text.clone()));
        }
    }
    count(to, "minLength", s.min_length);
    count(to, "maxLength", s.max_length);
    if let Some(pattern) = &s.pattern {
        to.insert("pattern".to_owned(), Node::String(pattern.clone()));
    }
}

pub(super) fn type_name(ty: JsonType) -> &'static str {
    match ty {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}

fn count(to: &mut Members, keyword: &str, count: Option<u64>) {
    if let Some(count) = count {
        to.insert(keyword.to_owned(), Node::Number(count.to_string()));
    }
}

fn texts(names: &[String]) -> Node {
    Node::List(names.iter().cloned().map(Node::String).collect())
}
