//! JSON bodies, and errors that say where without saying what.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::DecodeError;
use super::error::conceal;
use crate::parameter::push_token;
use crate::schema::{Kind, Schema, Shape};

/// Reads a JSON body.
///
/// # Errors
///
/// When the bytes aren't JSON, or not of the type. The place is that of the bad value.
pub(crate) fn from_json<T: DeserializeOwned + Schema>(bytes: &[u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(bytes).map_err(|error| explain(&error, bytes, T::shape()))
}

/// serde_json's error with the place that it stopped at as a pointer, and without the value there.
///
/// Finding the place costs a second walk over the text, which only bad requests pay.
fn explain(error: &serde_json::Error, bytes: &[u8], shape: &'static Shape) -> DecodeError {
    if error.classify() != Category::Data {
        return DecodeError::within("", format!("isn't JSON: {error}"));
    }
    let line = bytes.split(|byte| *byte == b'\n').take(error.line().saturating_sub(1));
    let offset = line.map(|line| line.len() + 1).sum::<usize>() + error.column();
    let mut tokens = place(bytes, offset);
    let message = error.to_string();
    // The schema's own reader hides what stands in a secret field, and with it the place.
    let hidden = message.strip_prefix("field `").and_then(|rest| rest.split_once("` doesn't have the form"));
    if let Some((field, _)) = hidden.filter(|(field, _)| tokens.last().is_none_or(|last| last != field)) {
        tokens.push(field.to_owned());
    }
    let mut pointer = String::new();
    for token in &tokens {
        pointer.push('/');
        push_token(&mut pointer, token);
    }
    let problem = if hidden.is_some() || is_secret(shape, &tokens) {
        "isn't of the documented form".to_owned()
    } else {
        reword(&message)
    };
    DecodeError::within(pointer, problem)
}

/// The message without the value that it quotes and without line and column.
fn reword(message: &str) -> String {
    let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
    if ["missing field", "duplicate field"].iter().any(|known| message.starts_with(known)) {
        return message.to_owned();
    }
    let telling = ["invalid type", "invalid value", "invalid length", "unknown variant", "unknown field"];
    match message.rsplit_once(", expected ") {
        Some((found, expected)) if telling.iter().any(|known| found.starts_with(known)) => {
            format!("expected {expected}")
        }
        _ => conceal(message),
    }
}

/// Whether a place lies in a field that is secret.
fn is_secret(shape: &'static Shape, tokens: &[String]) -> bool {
    let Some((token, rest)) = tokens.split_first() else { return false };
    match shape.kind {
        Kind::Record(record) => match record.fields.iter().find(|field| field.name() == token) {
            Some(field) => field.is_secret() || is_secret(field.shape(), rest),
            None => record.rest.is_some_and(|shape| is_secret(shape(), rest)),
        },
        Kind::List(inner) | Kind::Map(inner) => is_secret(inner(), rest),
        Kind::Tuple(tuple) => match tuple.items.iter().find(|item| item.name() == token) {
            Some(item) => item.is_secret() || is_secret(item.shape(), rest),
            None => tuple.rest.is_some_and(|shape| is_secret(shape(), rest)),
        },
        Kind::Transparent(inner) => is_secret(inner(), tokens),
        Kind::Union(_, members) => members.iter().any(|member| is_secret(member(), tokens)),
        Kind::Any | Kind::Null | Kind::Boolean | Kind::Integer | Kind::Number | Kind::String => false,
    }
}

/// Where a reader that stopped at an offset was: the tokens of a pointer to the value.
///
/// Either it has just passed a value, or it stands before the one that it can't take.
fn place(bytes: &[u8], offset: usize) -> Vec<String> {
    let mut steps: Vec<Step> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let mut end = at + 1;
        match byte {
            b'{' | b'[' if offset <= at => break,
            b'{' => steps.push(Step::Unnamed),
            b'[' => steps.push(Step::Item(0)),
            b'}' | b']' => {
                steps.pop();
                if offset <= end {
                    break;
                }
            }
            b',' => match steps.last_mut() {
                Some(Step::Item(index)) => *index += 1,
                Some(step) => *step = Step::Unnamed,
                None => break,
            },
            byte if byte.is_ascii_whitespace() || *byte == b':' => {}
            _ => {
                end = scalar_end(bytes, at);
                match steps.last_mut() {
                    Some(Step::Unnamed) if offset <= at => {
                        steps.pop();
                        break;
                    }
                    Some(step @ Step::Unnamed) => *step = Step::Key(key(bytes.get(at..end).unwrap_or_default())),
                    _ if offset <= end => break,
                    _ => {}
                }
                if at < offset && offset <= end {
                    break;
                }
            }
        }
        at = end;
    }
    steps.into_iter().filter_map(Step::into_token).collect()
}

/// A step of a pointer.
enum Step {
    /// Into an object, before a key.
    Unnamed,
    /// To the value of a key.
    Key(String),
    /// To an item of a list.
    Item(usize),
}

impl Step {
    fn into_token(self) -> Option<String> {
        match self {
            Self::Unnamed => None,
            Self::Key(key) => Some(key),
            Self::Item(index) => Some(index.to_string()),
        }
    }
}

/// The end of a string, number or word.
fn scalar_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start + 1..).unwrap_or_default();
    let length = if bytes.get(start) == Some(&b'"') {
        let mut escaped = false;
        let closing = rest.iter().position(|byte| {
            let literal = std::mem::take(&mut escaped);
            escaped = *byte == b'\\' && !literal;
            *byte == b'"' && !literal
        });
        closing.map(|closing| closing + 1)
    } else {
        rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b':') || byte.is_ascii_whitespace())
    };
    start + 1 + length.unwrap_or(rest.len())
}

fn key(json: &[u8]) -> String {
    serde_json::from_slice(json).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::schema::{Field, RecordShape, Rules, Special};

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "read by serde alone")]
    struct Inner {
        x: i64,
        secret: Option<bool>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "read by serde alone")]
    struct Outer {
        name: String,
        list: Vec<Inner>,
        kind: Option<Choice>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Choice {
        Red,
        Green,
    }

    fn any() -> &'static Shape {
        const { &Shape { kind: Kind::Any, rules: Rules::NONE, xml: None } }
    }

    const fn field(name: &'static str, shape: fn() -> &'static Shape, secret: bool) -> Field {
        const SECRET: &Special = &Special { rules: Rules::NONE, xml: None, secret: true };
        if secret { Field::Special(name, true, shape, SECRET) } else { Field::Required(name, shape) }
    }

    const fn record(record: &'static RecordShape) -> Shape {
        Shape { kind: Kind::Record(record), rules: Rules::NONE, xml: None }
    }

    impl Schema for Outer {
        const SHAPE: &'static Shape = {
            fn inner() -> &'static Shape {
                const FIELDS: &[Field] = &[field("x", any, false), field("secret", any, true)];
                const { &record(&RecordShape { name: "Inner", fields: FIELDS, rest: None }) }
            }
            fn list() -> &'static Shape {
                const { &Shape { kind: Kind::List(inner), rules: Rules::NONE, xml: None } }
            }
            const FIELDS: &[Field] = &[field("name", any, false), field("list", list, false)];
            &record(&RecordShape { name: "Outer", fields: FIELDS, rest: None })
        };
    }

    #[track_caller]
    fn check(json: &str, at: &str, problem: &str) {
        let error = from_json::<Outer>(json.as_bytes()).unwrap_err();
        assert_eq!((error.at.as_str(), error.problem.as_str()), (at, problem), "{json}");
    }

    #[test]
    fn errors_point_at_the_bad_value() {
        check(r#"{"name": 5, "list": []}"#, "/name", "expected a string");
        check(r#"{"name": {"a": 1}, "list": []}"#, "/name", "expected a string");
        check(r#"{"name": [1], "list": []}"#, "/name", "expected a string");
        check(r#"{"name": null, "list": []}"#, "/name", "expected a string");
        check(r#"{"name": "a", "list": 5}"#, "/list", "expected a sequence");
        check(r#"{"name": "a", "list": [{"x": 1}, {"x": "two"}]}"#, "/list/1/x", "expected i64");
        check("{\n \"name\": \"a\",\n \"list\": [\n {\"x\": 1.5}]}", "/list/0/x", "expected i64");
        check(r#"{"name":"a","list":[[1]]}"#, "/list/0", "expected struct Inner with 2 elements");
        check(r#"{"name":"a","list":["b"]}"#, "/list/0", "expected struct Inner");
        check("5", "", "expected struct Outer");
        check("[]", "", "expected struct Outer with 3 elements");
    }

    #[test]
    fn a_missing_property_is_reported_at_its_object() {
        check(r#"{"name": "a"}"#, "", "missing field `list`");
        check(r#"{"name": "a", "list": [{"x": 1}, { }]}"#, "/list/1", "missing field `x`");
        check(r#"{"list": [], "name": "}\"", "list": []}"#, "/list", "duplicate field `list`");
    }

    #[test]
    fn the_value_is_never_repeated() {
        check(r#"{"name": "a", "list": [], "kind": "hunter2"}"#, "/kind", "expected `red` or `green`");
        check(r#"{"name": "a", "list": [{"x": ", expected nothing"}]}"#, "/list/0/x", "expected i64");
        check(r#"{"name": "a", "list": [{"x": 1, "secret": 5}]}"#, "/list/0/secret", "isn't of the documented form");
    }

    #[test]
    fn text_that_isnt_json_is_located_by_line_and_column() {
        check("{", "", "isn't JSON: EOF while parsing an object at line 1 column 1");
        check("{}}", "", "missing field `name`");
        let error = from_json::<Outer>(br#"{"name": "a", "list": []} x"#).unwrap_err();
        assert_eq!(error.problem, "isn't JSON: trailing characters at line 1 column 27");
    }
}
