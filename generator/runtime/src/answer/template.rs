//! The bodies that a document has for the runtime's own refusals.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Rejection;

/// Fills a template and reads it as the payload type; `None` if it doesn't fit.
///
/// A template is JSON in whose strings stand `{permission}` (the first that is missing),
/// `{permissions}` (all that are, with commas), `{detail}` and `{status}`; a string that is
/// `{status}` and nothing else becomes the number, and a list of nothing but `{permissions}` a list of all of them.
///
/// Where no permission is missing, as when a rule of the service's own objects, nothing may say that one is: a field
/// that is a permission and nothing else is left out, or empty where the type can't do without, and other text becomes
/// the detail.
#[must_use]
pub fn fill<T: DeserializeOwned>(template: &str, rejection: &Rejection) -> Option<T> {
    let read = |without| serde_json::from_value(filled(template, rejection, without)?).ok();
    if rejection.missing.is_empty() { read(true).or_else(|| read(false)) } else { read(false) }
}

/// `without` leaves fields out that would name a permission.
fn filled(template: &str, rejection: &Rejection, without: bool) -> Option<Value> {
    let mut value = serde_json::from_str(template).ok()?;
    replace(&mut value, rejection, without);
    Some(value)
}

fn replace(value: &mut Value, rejection: &Rejection, without: bool) {
    match value {
        Value::String(text) if text == "{status}" => *value = rejection.status.as_u16().into(),
        Value::String(text) if rejection.missing.is_empty() && is_permission(text) => text.clear(),
        Value::String(text) if rejection.missing.is_empty() && names_permissions(text) => {
            rejection.detail.clone_into(text);
        }
        Value::String(text) => *text = expand(text, rejection),
        Value::Array(items) if matches!(items.as_slice(), [Value::String(only)] if only == "{permissions}") => {
            *items = rejection.missing.iter().map(|name| Value::from(*name)).collect();
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, rejection, without)),
        Value::Object(fields) => {
            fields.retain(|_, value| !(without && value.as_str().is_some_and(is_permission)));
            fields.values_mut().for_each(|field| replace(field, rejection, without));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_permission(text: &str) -> bool {
    matches!(text, "{permission}" | "{permissions}")
}

fn names_permissions(text: &str) -> bool {
    text.contains("{permission}") || text.contains("{permissions}")
}

/// One pass, so that what is put in is never taken for a placeholder.
fn expand(text: &str, rejection: &Rejection) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        expanded.push_str(&rest[..start]);
        rest = &rest[start..];
        let placeholders = ["{permission}", "{permissions}", "{detail}", "{status}"];
        let Some(placeholder) = placeholders.into_iter().find(|placeholder| rest.starts_with(placeholder)) else {
            expanded.push('{');
            rest = &rest[1..];
            continue;
        };
        match placeholder {
            "{permission}" => expanded.push_str(rejection.missing.first().copied().unwrap_or_default()),
            "{permissions}" => expanded.push_str(&rejection.missing.join(", ")),
            "{detail}" => expanded.push_str(&rejection.detail),
            _ => expanded.push_str(rejection.status.as_str()),
        }
        rest = &rest[placeholder.len()..];
    }
    expanded.push_str(rest);
    expanded
}

#[cfg(test)]
mod tests {
    use http::StatusCode;
    use serde_json::json;

    use super::*;

    #[test]
    fn placeholders_are_filled_once() {
        let mut rejection = Rejection::new(StatusCode::FORBIDDEN, "no {status} here");
        rejection.missing = vec!["get_batch", "get_user"];
        let template = r#"{"a": "{permission}", "b": ["all of {permissions}"], "l": ["{permissions}"], "c": "{detail}: {x} {", "d": "{status}", "e": "is {status}", "f": 1}"#;
        assert_eq!(
            filled(template, &rejection, false),
            Some(json!({
                "a": "get_batch",
                "b": ["all of get_batch, get_user"],
                "l": ["get_batch", "get_user"],
                "c": "no {status} here: {x} {",
                "d": 403,
                "e": "is 403",
                "f": 1,
            }))
        );
    }

    #[test]
    fn where_none_is_missing_nothing_names_a_permission() {
        let rejection = Rejection::new(StatusCode::FORBIDDEN, "not yours");
        let template = r#"{"message": "The permission {permission} is missing", "required": "{permission}", "all": ["{permissions}"]}"#;
        let filled: Value = fill(template, &rejection).unwrap_or_default();
        assert_eq!(filled, json!({"message": "not yours", "all": []}));
        #[derive(Debug, PartialEq, serde::Deserialize)]
        struct Needed {
            required: String,
        }
        assert_eq!(fill(template, &rejection), Some(Needed { required: String::new() }));
    }

    #[test]
    fn what_does_not_fit_is_left_to_the_problem_document() {
        let rejection = Rejection::new(StatusCode::FORBIDDEN, "");
        assert_eq!(fill::<u32>(r#""text""#, &rejection), None);
        assert_eq!(fill::<Value>("not json", &rejection), None);
    }
}
