//! Enumerations: choices between values.

use super::Lowering;
use super::schema::doc;
use crate::ir::{Doc, Enumeration, Values};
use crate::resolve::{JsonType, Node, Schema, SchemaId};

impl Lowering<'_> {
    pub(super) fn enumeration(&mut self, schema: &Schema) -> Enumeration {
        let nodes: Vec<&Node> = match (&schema.enumeration, &schema.constant) {
            (_, Some(value)) => vec![value],
            (Some(values), None) => values.iter().collect(),
            (None, None) => Vec::new(),
        };
        let names = listed(schema, &["x-enum-varnames", "x-enumNames", "x-enum-names"]);
        let descriptions = listed(schema, &["x-enum-descriptions", "x-enumDescriptions"]);
        let describe = |at: usize, value: &str| Doc {
            description: descriptions.get(at).cloned().or_else(|| described(schema, value)),
            ..Doc::default()
        };
        let numeric = nodes.iter().all(|n| matches!(n, Node::Number(_) | Node::Null))
            && !schema.types.contains(&JsonType::String);
        let values = if numeric {
            let numbers = nodes.iter().enumerate().filter_map(|(at, node)| match node {
                Node::Number(n) => whole(n).map(|value| (value, names.get(at).cloned(), describe(at, n))),
                _ => None,
            });
            Values::Integers(unique(numbers, |v: &(i64, _, _)| v.0))
        } else {
            let texts = nodes.iter().enumerate().filter_map(|(at, node)| {
                let text = super::parameter::scalar_text(node)?;
                let doc = describe(at, &text);
                Some((text, names.get(at).cloned(), doc))
            });
            Values::Texts(unique(texts, |v: &(String, _, _)| v.0.clone()))
        };
        Enumeration { values, closed: self.is_closed(schema) }
    }

    /// An enumeration written as branches with one value each; their titles name the values.
    pub(super) fn enumeration_of(&mut self, schema: &Schema, branches: &[SchemaId]) -> Enumeration {
        let texts = branches.iter().filter_map(|id| {
            let branch = self.schema(*id);
            let value = branch.constant.as_ref().or_else(|| branch.enumeration.as_ref()?.first())?;
            let Node::String(text) = value else { return None };
            let says = doc(branch);
            Some((
                text.clone(),
                says.summary,
                Doc { summary: None, description: says.description, deprecated: says.deprecated },
            ))
        });
        let values = Values::Texts(unique(texts, |v: &(String, _, _)| v.0.clone()));
        Enumeration { values, closed: self.is_closed(schema) }
    }

    fn is_closed(&self, schema: &Schema) -> bool {
        let name = schema.component.as_deref();
        schema.constant.is_some() || self.config.closed.iter().any(|c| c == "*" || Some(c.as_str()) == name)
    }
}

/// A whole number, which may be written with a fraction that is zero.
pub(super) fn whole(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| {
        let (whole, fraction) = text.split_once('.')?;
        fraction.bytes().all(|digit| digit == b'0').then(|| whole.parse().ok())?
    })
}

fn unique<T, K: Eq + std::hash::Hash>(values: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut seen = std::collections::HashSet::new();
    values.filter(|v| seen.insert(key(v))).collect()
}

fn listed(schema: &Schema, keys: &[&str]) -> Vec<String> {
    let list = keys.iter().find_map(|key| match schema.extensions.get(*key) {
        Some(Node::List(items)) => Some(items),
        _ => None,
    });
    let texts = list.into_iter().flatten().map(|n| if let Node::String(s) = n { s.clone() } else { String::new() });
    texts.collect()
}

fn described(schema: &Schema, value: &str) -> Option<String> {
    match schema.extensions.get("x-enum-descriptions") {
        Some(Node::Object(by_value)) => match by_value.get(value) {
            Some(Node::String(text)) => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}
