//! Which numbers would survive `openapiv3` as they are.

use super::carry::{Members, carry_text, move_text};
use crate::syntax::Node;

/// Carries the text of what `openapiv3` would round, and removes what it would refuse.
pub(super) fn rewrite_bounds(members: &mut Members) {
    for keyword in ["minimum", "maximum", "multipleOf"] {
        let Some(text) = members.get(keyword).and_then(Node::as_number).map(str::to_owned) else { continue };
        match held_as(&text) {
            Some(held) if held == text => {}
            Some(_) => carry_text(members, keyword),
            None => move_text(members, keyword),
        }
    }
    for keyword in ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"] {
        if let Some(count) = members.get(keyword).and_then(Node::as_number).and_then(count)
            && let Some(value) = members.get_mut(keyword)
        {
            *value = Node::Number(count.to_string());
        }
    }
}

/// Carries values that `serde_json::Value` would change: `null` in place of nothing, and numbers with much text.
pub(super) fn rewrite_values(members: &mut Members, keywords: &[&str]) {
    for keyword in keywords {
        match members.get(keyword) {
            Some(value) if *value == Node::Null || !survives(value) => carry_text(members, keyword),
            _ => {}
        }
    }
}

/// The text that a number has after `openapiv3` held it; `None` if it can't.
fn held_as(text: &str) -> Option<String> {
    if let Ok(integer) = text.parse::<i64>() {
        // In a schema without `type: integer` it is held as a float.
        return Some(if integer.unsigned_abs() < 1 << 53 { integer.to_string() } else { String::new() });
    }
    text.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| value.to_string())
}

/// A count, written as an integer or as a float without a fraction.
pub(super) fn count(text: &str) -> Option<u64> {
    if let Ok(count) = text.parse() {
        return Some(count);
    }
    let value = text.parse::<f64>().ok()?;
    // Saturates: no string or list is longer than that.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole and not negative")]
    let count = value as u64;
    (value >= 0.0 && value.fract() == 0.0).then_some(count)
}

fn survives(value: &Node) -> bool {
    match value {
        Node::Number(text) => text.parse::<serde_json::Number>().is_ok_and(|number| number.to_string() == *text),
        Node::List(items) => items.iter().all(survives),
        Node::Object(members) => members.values().all(survives),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_whole_and_saturate() {
        assert_eq!(count("10"), Some(10));
        assert_eq!(count("10.0"), Some(10));
        assert_eq!(count("1e30"), Some(u64::MAX));
        assert_eq!(count("1.5"), None);
        assert_eq!(count("-1"), None);
    }

    #[test]
    fn exact_numbers_are_held_as_they_are() {
        assert_eq!(held_as("0.1").as_deref(), Some("0.1"));
        assert_eq!(held_as("5").as_deref(), Some("5"));
        assert_ne!(held_as("1.0").as_deref(), Some("1.0"));
        assert_ne!(held_as("9007199254740993").as_deref(), Some("9007199254740993"));
        assert_eq!(held_as("1e999"), None);
    }
}
