//! The tree as the JSONPath engine takes it.

use serde_json::Value;

use super::Node;

/// A copy of a node. A number that `f64` can't hold is `null`: no query can compare it.
pub(super) fn of(node: &Node) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Bool(value) => Value::Bool(*value),
        Node::Number(text) => text.parse().map_or(Value::Null, Value::Number),
        Node::String(text) => Value::String(text.clone()),
        Node::List(items) => Value::Array(items.iter().map(of).collect()),
        Node::Object(members) => Value::Object(members.iter().map(|(key, value)| (key.clone(), of(value))).collect()),
    }
}

/// The node at a path, to be changed.
pub(super) fn descend<'v>(value: &'v mut Value, path: &[String]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, token| match value {
        Value::Object(members) => members.get_mut(token),
        Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
        _ => None,
    })
}
