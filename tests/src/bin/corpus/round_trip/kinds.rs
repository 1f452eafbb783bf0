//! Schemas that others extend under a discriminator, as JSON Schema can say it: a value of the base is one of the kind
//! that its discriminator names, and one of the base alone where it names none.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value, json};

type Schemas = Map<String, Value>;
/// The names of the schemas that extend each.
type Extended = BTreeMap<String, Vec<String>>;

const PREFIX: &str = "#/components/schemas/";
/// The `allOf`s between a discriminator and the last schema that is a choice by it.
const FURTHEST: usize = 16;

/// Makes a choice of each base.
pub(super) fn choose(schemas: &mut Schemas) {
    let extended = extended(schemas);
    let told = told(schemas, &extended);
    let mut choices = Vec::new();
    for base in extended.keys() {
        if let Some((by, property)) = told.get(base)
            && schemas.get(base).is_some_and(|schema| ["oneOf", "anyOf"].iter().all(|word| schema.get(word).is_none()))
        {
            let kinds = kinds(schemas, &extended, base, by, property);
            if !kinds.is_empty() {
                choices.push((base.clone(), choice(base, property, &kinds)));
            }
        }
    }
    for (base, _) in &choices {
        for kind in &extended[base] {
            extend_alone(&mut schemas[kind], base);
        }
    }
    for (base, choice) in choices {
        if let Some(alone) = schemas.insert(base.clone(), choice) {
            schemas.insert(alone_of(&base), alone);
        }
    }
}

fn alone_of(base: &str) -> String {
    format!("{base}-alone")
}

/// The component that a reference leads to. What is escaped is no name of such a schema.
fn named(reference: &Value) -> Option<&str> {
    reference.get("$ref")?.as_str()?.strip_prefix(PREFIX)
}

fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    schema.get("allOf").and_then(Value::as_array).into_iter().flatten()
}

fn extended(schemas: &Schemas) -> Extended {
    let mut extended = Extended::new();
    for (name, schema) in schemas {
        for base in parts(schema).filter_map(named).filter(|base| schemas.contains_key(*base)) {
            extended.entry(base.to_owned()).or_default().push(name.clone());
        }
    }
    extended
}

/// The nearest schema with a discriminator over each, and the discriminator's property.
fn told(schemas: &Schemas, extended: &Extended) -> BTreeMap<String, (String, String)> {
    let mut told = BTreeMap::new();
    let mut next = VecDeque::new();
    for (name, schema) in schemas {
        if let Some(property) = schema["discriminator"]["propertyName"].as_str() {
            told.insert(name.clone(), (name.clone(), property.to_owned()));
            next.push_back((name.clone(), 0));
        }
    }
    while let Some((name, levels)) = next.pop_front() {
        for kind in extended.get(&name).into_iter().flatten().filter(|_| levels < FURTHEST) {
            if !told.contains_key(kind) {
                told.insert(kind.clone(), told[&name].clone());
                next.push_back((kind.clone(), levels + 1));
            }
        }
    }
    told
}

/// What extends a base, at whatever distance, with the values of the discriminator that name it.
fn kinds(
    schemas: &Schemas,
    extended: &Extended,
    base: &str,
    by: &str,
    property: &str,
) -> BTreeMap<String, Vec<String>> {
    let mut kinds = BTreeMap::new();
    let mut next: Vec<&String> = extended[base].iter().collect();
    while let Some(name) = next.pop() {
        if name == base || kinds.contains_key(name) {
            continue;
        }
        kinds.insert(name.clone(), values(schemas, name, by, property));
        next.extend(extended.get(name).into_iter().flatten());
    }
    kinds.retain(|_, values| !values.is_empty());
    kinds
}

fn values(schemas: &Schemas, name: &str, by: &str, property: &str) -> Vec<String> {
    let mapping = schemas[by]["discriminator"]["mapping"].as_object();
    let is_it = |to: &Value| to.as_str().is_some_and(|to| to == name || to.strip_prefix(PREFIX) == Some(name));
    let mapped = mapping.into_iter().flatten().filter(|(_, to)| is_it(to)).map(|(value, _)| value.clone());
    let mapped: Vec<String> = mapped.collect();
    if !mapped.is_empty() {
        return mapped;
    }
    let schema = &schemas[name];
    if let Some(value) = schema["x-ms-discriminator-value"].as_str() {
        return vec![value.to_owned()];
    }
    let inline = parts(schema).filter(|part| part.get("$ref").is_none());
    let stated = std::iter::once(schema).chain(inline).map(|part| &part["properties"][property]).find(|p| !p.is_null());
    let one = stated.and_then(|p| p.get("const").or(p["enum"].as_array().filter(|v| v.len() == 1).map(|v| &v[0])));
    if let Some(value) = one.and_then(Value::as_str) {
        return vec![value.to_owned()];
    }
    let listed = schemas[by]["properties"][property]["enum"].as_array();
    let adds =
        parts(schema).count() != 1 || ["type", "properties", "required"].iter().any(|key| schema.get(key).is_some());
    let is_kind = adds || listed.is_some_and(|values| values.iter().any(|value| value == name));
    if is_kind { vec![name.to_owned()] } else { Vec::new() }
}

/// One constant each: an enumeration would be opened where texts that are unknown are let in.
fn constants<'v>(values: impl IntoIterator<Item = &'v String>) -> Value {
    json!({"anyOf": values.into_iter().map(|value| json!({"const": value})).collect::<Vec<_>>()})
}

fn choice(base: &str, property: &str, kinds: &BTreeMap<String, Vec<String>>) -> Value {
    let reference = |name: &str| json!({"$ref": format!("{PREFIX}{name}")});
    let mut branches: Vec<Value> = Vec::new();
    for (kind, values) in kinds {
        let is_it = json!({"required": [property], "properties": {property: constants(values)}});
        branches.push(json!({"allOf": [reference(kind), is_it]}));
    }
    let others = json!({"properties": {property: {"not": constants(kinds.values().flatten())}}});
    branches.push(json!({"allOf": [reference(&alone_of(base)), others]}));
    json!({"anyOf": branches})
}

fn extend_alone(kind: &mut Value, base: &str) {
    for part in kind.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
        if named(part) == Some(base) {
            part["$ref"] = json!(format!("{PREFIX}{}", alone_of(base)));
        }
    }
}
