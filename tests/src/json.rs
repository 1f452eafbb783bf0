//! Comparing JSON by value: `100` and `100.0` are the same number, and the order of members doesn't count.

#![allow(clippy::panic, reason = "a failed comparison fails the test that asked for it")]

use serde_json::Value;

/// Whether two documents are the same.
#[must_use]
pub fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let is_same = |(key, value)| other.get(key).is_some_and(|other| same(value, other));
            one.len() == other.len() && one.iter().all(is_same)
        }
        _ => one == other,
    }
}

/// A document of our own.
///
/// # Panics
///
/// When it isn't JSON.
#[must_use]
#[track_caller]
pub fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// Compares two documents.
///
/// # Panics
///
/// When they differ.
#[track_caller]
pub fn assert_same(expected: &Value, actual: &Value) {
    assert!(same(expected, actual), "expected {expected:#}\nfound {actual:#}");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_compared_by_value() {
        assert!(same(&json!({"a": [100, 1.5]}), &json!({"a": [100.0, 1.5]})));
        assert!(!same(&json!(1), &json!(1.001)));
        assert!(!same(&json!(1), &json!("1")));
    }

    #[test]
    fn members_and_items_count() {
        assert!(same(&parse(r#"{"a": 1, "b": null}"#), &parse(r#"{"b": null, "a": 1}"#)));
        assert!(!same(&json!({"a": 1}), &json!({"a": 1, "b": null})));
        assert!(!same(&json!({"a": 1, "b": null}), &json!({"a": 1})));
        assert!(!same(&json!([1, 2]), &json!([2, 1])));
        assert!(!same(&json!([1]), &json!([1, 1])));
    }
}
