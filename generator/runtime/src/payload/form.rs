//! `application/x-www-form-urlencoded` bodies.
//!
//! A list repeats its name; an object inside is JSON text, the default of OpenAPI's encoding object.

use indexmap::IndexMap;

use super::DecodeError;
use crate::parameter::{Form, Tree, decode_query, from_json, member, push_token, scalar, to_json};
use crate::schema::Shape;

/// Writes an object.
pub(super) fn write(tree: &Tree) -> Result<String, &'static str> {
    let Tree::Object(fields) = tree else { return Err("only an object can be a form") };
    let mut text = String::new();
    for (name, value) in fields {
        match value {
            Tree::Null => {}
            Tree::List(items) => items.iter().try_for_each(|item| push(&mut text, name, item))?,
            value => push(&mut text, name, value)?,
        }
    }
    Ok(text)
}

fn push(text: &mut String, name: &str, value: &Tree) -> Result<(), &'static str> {
    if !text.is_empty() {
        text.push('&');
    }
    push_encoded(text, name);
    text.push('=');
    match value.as_text() {
        Some(value) => push_encoded(text, value),
        None => push_encoded(text, &to_json(value)?),
    }
    Ok(())
}

/// The byte serializer of the URL Standard, section 5.2.
fn push_encoded(text: &mut String, value: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        match byte {
            b'*' | b'-' | b'.' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => text.push(byte.into()),
            b' ' => text.push('+'),
            _ => {
                text.push('%');
                text.push(HEX[usize::from(byte >> 4)].into());
                text.push(HEX[usize::from(byte & 15)].into());
            }
        }
    }
}

/// Reads an object, directed by its shape.
pub(super) fn read(bytes: &[u8], shape: &'static Shape) -> Result<Tree, DecodeError> {
    let text = std::str::from_utf8(bytes).map_err(|_| DecodeError::within("", "isn't UTF-8"))?;
    let form = Form::of(shape);
    let mut fields: IndexMap<String, Tree> = IndexMap::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decode_query(name).ok_or_else(|| DecodeError::within("", "isn't UTF-8 when decoded"))?;
        let at = |problem: &str| {
            let mut at = "/".to_owned();
            push_token(&mut at, &name);
            DecodeError::within(at, problem)
        };
        let value = decode_query(value).ok_or_else(|| at("isn't UTF-8 when decoded"))?;
        let shape = member(form, &name);
        match (Form::of(shape), fields.get_mut(&name)) {
            (Form::List(item), Some(Tree::List(items))) => items.push(one(value, item()).map_err(at)?),
            (_, Some(_)) => return Err(at("is given more than once")),
            (Form::List(item), None) => {
                let item = one(value, item()).map_err(at)?;
                fields.insert(name, Tree::List(vec![item]));
            }
            (_, None) => {
                let value = one(value, shape).map_err(at)?;
                fields.insert(name, value);
            }
        }
    }
    Ok(Tree::Object(fields.into_iter().collect()))
}

fn one(text: String, shape: &'static Shape) -> Result<Tree, &'static str> {
    match Form::of(shape) {
        Form::Scalar => Ok(scalar(text, shape)),
        Form::List(_) | Form::Record(_) | Form::Map(_) => from_json(&text),
    }
}

#[cfg(test)]
#[allow(clippy::panic, clippy::unwrap_used, reason = "a test")]
mod tests {
    use indexmap::IndexMap;

    use super::*;
    use crate::schema::Schema;

    #[test]
    fn many_names_take_time_in_proportion() {
        let text = (0..200_000).map(|name| format!("{name:x}")).collect::<Vec<_>>().join("&");
        let Tree::Object(fields) = read(text.as_bytes(), <IndexMap<String, String>>::shape()).unwrap() else {
            panic!("a form is an object")
        };
        assert_eq!(fields.len(), 200_000);
    }
}
