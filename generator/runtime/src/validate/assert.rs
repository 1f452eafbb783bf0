//! Assertions: keywords that are about the whole of a value, so that the value is made into JSON for them.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::paths::LocationSegment;
use serde::Serialize;
use serde_json::Value;

use super::constraint::Broken;
use super::place::Place;
use super::walk::State;
use crate::schema::{Assertion, Kind as Shapes};

/// Checks a value against the assertions that hold at its place.
pub(super) fn check<T: Serialize + ?Sized>(value: &T, place: &Place<'_>, state: &mut State) {
    let mut found: Vec<&'static Assertion> = Vec::new();
    place.each_rules_of_its_own(&mut |rules| found.extend(rules.asserts));
    if found.is_empty() {
        return;
    }
    let value = match serde_json::to_value(value) {
        Ok(value) => value,
        Err(error) => return state.report(place, ("type", error.to_string())),
    };
    if value.is_null() && !matches!(place.kind(), Shapes::Any | Shapes::Null) {
        // That the place may be null its type says.
        return;
    }
    for assertion in found {
        match assertion.validator() {
            Some(validator) => judge(validator, &value, place, state),
            None => state.report(place, ("assert", "can't be checked: the assertion is no JSON Schema".to_owned())),
        }
    }
}

/// How many problems one assertion tells.
const MOST: usize = 8;

fn judge(validator: &jsonschema::Validator, value: &Value, place: &Place<'_>, state: &mut State) {
    if validator.is_valid(value) {
        return;
    }
    for error in validator.iter_errors(value).take(MOST) {
        let segments: Vec<String> = error.instance_path().into_iter().map(segment).collect();
        state.report_below(place, &segments, broken(&error));
    }
}

fn segment(segment: LocationSegment<'_>) -> String {
    match segment {
        LocationSegment::Property(name) => name.to_string(),
        LocationSegment::Index(index) => index.to_string(),
    }
}

/// The keyword, and what it asks for. Nothing of the value is told: it may be a secret.
fn broken(error: &ValidationError<'_>) -> Broken {
    match error.kind() {
        Kind::AdditionalItems { limit } => ("items", format!("must have at most {limit} items")),
        Kind::AdditionalProperties { .. } => ("additionalProperties", "has a member that isn't allowed".to_owned()),
        Kind::AnyOf { .. } => ("anyOf", "must be valid against one of the alternatives".to_owned()),
        Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. } => {
            ("pattern", "takes too long to be compared with its pattern".to_owned())
        }
        Kind::Pattern { pattern } => ("pattern", format!("must match {pattern}")),
        Kind::Constant { .. } => ("const", "must be the one value that is allowed".to_owned()),
        Kind::Contains => ("contains", "has too few or too many of the items that must be there".to_owned()),
        Kind::ContentEncoding { content_encoding }
        | Kind::ContentMediaType { content_media_type: content_encoding } => {
            ("contentEncoding", format!("must be {content_encoding}"))
        }
        Kind::FromUtf8 { .. } => ("contentEncoding", "must be text".to_owned()),
        Kind::Enum { .. } => ("enum", "must be one of the values that are allowed".to_owned()),
        Kind::ExclusiveMaximum { limit } => ("exclusiveMaximum", format!("must be less than {limit}")),
        Kind::ExclusiveMinimum { limit } => ("exclusiveMinimum", format!("must be greater than {limit}")),
        Kind::FalseSchema => ("false", "no value is allowed here".to_owned()),
        Kind::Format { format } => ("format", format!("must be of the format {format}")),
        Kind::MaxItems { limit } => ("maxItems", format!("must have at most {limit} items")),
        Kind::Maximum { limit } => ("maximum", format!("must be at most {limit}")),
        Kind::MaxLength { limit } => ("maxLength", format!("must have at most {limit} characters")),
        Kind::MaxProperties { limit } => ("maxProperties", format!("must have at most {limit} properties")),
        Kind::MinItems { limit } => ("minItems", format!("must have at least {limit} items")),
        Kind::Minimum { limit } => ("minimum", format!("must be at least {limit}")),
        Kind::MinLength { limit } => ("minLength", format!("must have at least {limit} characters")),
        Kind::MinProperties { limit } => ("minProperties", format!("must have at least {limit} properties")),
        Kind::MultipleOf { multiple_of } => ("multipleOf", format!("must be a multiple of {multiple_of}")),
        Kind::Not { .. } => ("not", "must not be what `not` forbids".to_owned()),
        Kind::OneOfMultipleValid { .. } => ("oneOf", "is valid against more than one of the alternatives".to_owned()),
        Kind::OneOfNotValid { .. } => ("oneOf", "must be valid against one of the alternatives".to_owned()),
        Kind::PropertyNames { .. } => ("propertyNames", "has a member whose name isn't allowed".to_owned()),
        Kind::Required { property } => ("required", format!("must have {property}")),
        Kind::Type { .. } => ("type", "is of another type".to_owned()),
        Kind::UnevaluatedItems { .. } => ("unevaluatedItems", "has an item that isn't allowed".to_owned()),
        Kind::UnevaluatedProperties { .. } => ("unevaluatedProperties", "has a member that isn't allowed".to_owned()),
        Kind::UniqueItems => ("uniqueItems", "has an item twice".to_owned()),
        Kind::Custom { .. } | Kind::Referencing(_) => ("assert", "isn't what the schema says".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test says enough")]

    use indexmap::IndexMap;
    use serde_json::{Value, from_str};

    use crate as gatewright;
    use crate::schema::Rules;

    #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
    #[schema(assert = r#"{"dependentRequired": {"card": ["address"]}}"#, assert = r#"{"not": {"required": ["old"]}}"#)]
    struct Order {
        card: Option<String>,
        address: Option<String>,
        #[schema(assert = r#"{"enum": [1.5, 2]}"#)]
        step: Option<f64>,
        #[schema(assert = r##"{"contains": {"$ref": "#/$defs/Long"}, "$defs": {"Long": {"minLength": 3}}}"##)]
        names: Option<Vec<String>>,
        #[schema(items(assert = r#"{"not": {"const": "c"}}"#))]
        letters: Option<Vec<String>>,
        #[schema(secret, assert = r#"{"propertyNames": {"maxLength": 1}}"#)]
        secrets: Option<IndexMap<String, String>>,
        choice: Option<Choice>,
        #[schema(assert = r#"{"properties": {"inner": {"additionalProperties": {"type": "number"}}}}"#)]
        holder: Option<Holder>,
        #[schema(rest)]
        rest: IndexMap<String, Value>,
    }

    #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
    struct Holder {
        #[schema(secret)]
        inner: Option<IndexMap<String, Value>>,
    }

    #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
    #[schema(any_of, assert = r#"{"not": {"const": 7}}"#)]
    enum Choice {
        Number(i64),
        #[schema(min_length = 2)]
        Text(String),
    }

    fn problems(text: &str) -> Vec<String> {
        let order: Order = from_str(text).unwrap();
        let problems = crate::validate::check(&order, Rules::NONE).err().unwrap_or_default();
        problems.iter().map(|problem| format!("{} {}: {}", problem.pointer, problem.rule, problem.message)).collect()
    }

    #[test]
    fn each_place_is_judged_by_its_own_assertions() {
        let right = r#"{"card": "1", "address": "a", "step": 2, "names": ["abc"], "letters": ["a"], "choice": 5}"#;
        assert_eq!(problems(right), [""; 0]);
        assert_eq!(problems(r#"{"card": "1"}"#), [r#" required: must have "address""#]);
        assert_eq!(problems(r#"{"old": 1}"#), [" not: must not be what `not` forbids"]);
        assert_eq!(problems(r#"{"step": 1.75}"#), ["/step enum: must be one of the values that are allowed"]);
        let contains = "/names contains: has too few or too many of the items that must be there";
        assert_eq!(problems(r#"{"names": ["ab"]}"#), [contains]);
        assert_eq!(problems(r#"{"letters": ["a", "c"]}"#), ["/letters/1 not: must not be what `not` forbids"]);
        assert_eq!(problems(r#"{"choice": 7}"#), ["/choice not: must not be what `not` forbids"]);
        assert_eq!(problems(r#"{"choice": "a"}"#), ["/choice minLength: must have at least 2 characters"]);
    }

    #[test]
    fn secrets_are_not_told() {
        let said = problems(r#"{"secrets": {"hush": "hush"}, "holder": {"inner": {"hush": "hush"}}}"#);
        let expected =
            ["/secrets propertyNames: has a member whose name isn't allowed", "/holder/inner type: is of another type"];
        assert_eq!(said, expected);
    }
}
