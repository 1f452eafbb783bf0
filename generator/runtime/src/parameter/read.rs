//! The styles, from text to a tree, directed by the shape of the value that is wanted.

use std::borrow::Cow;

use super::form::{Form, member, scalar};
use super::percent;
use super::spec::{Parameter, Style};
use super::tree::Tree;
use crate::schema::Shape;

/// Why a text can't be read in a style. It never repeats the text.
pub(crate) type Reason = &'static str;

const REPEATED: Reason = "is given more than once";
const NOT_UTF8: Reason = "isn't UTF-8 when decoded";
const ODD: Reason = "names a property without a value";

/// How deep `name[a][b]` may nest. Each level costs its reader and its owner a frame of the stack.
const MOST_KEYS: usize = 32;
/// How many properties an object in a query or cookie may have. Each is looked for among the others.
const MOST_PROPERTIES: usize = 1024;

/// How a raw text is decoded: percent-encoding, with or without `+` for a space, or not at all.
pub(crate) type Decode = fn(&str) -> Option<String>;

/// A text as it stands.
pub(crate) fn verbatim(raw: &str) -> Option<String> {
    Some(raw.to_owned())
}

/// The value of a path parameter from its raw text.
pub(crate) fn path(parameter: &Parameter, shape: &'static Shape, raw: &str) -> Result<Tree, Reason> {
    match parameter.style {
        Style::Label => {
            let raw = raw.strip_prefix('.').ok_or("doesn't begin with a full stop")?;
            let separator = if parameter.explode { '.' } else { ',' };
            split(raw, separator, parameter.explode, shape, percent::decode)
        }
        Style::Matrix => matrix(parameter, shape, raw),
        _ => split(raw, ',', parameter.explode, shape, percent::decode),
    }
}

fn matrix(parameter: &Parameter, shape: &'static Shape, raw: &str) -> Result<Tree, Reason> {
    let raw = raw.strip_prefix(';').ok_or("doesn't begin with a semicolon")?;
    let pairs: Vec<(Cow<'_, str>, &str)> = raw.split(';').map(pair).collect::<Option<_>>().ok_or(NOT_UTF8)?;
    match Form::of(shape) {
        Form::Record(_) | Form::Map(_) if parameter.explode => split(raw, ';', true, shape, percent::decode),
        _ if pairs.iter().any(|(name, _)| name != parameter.name) => Err("has another name in the path"),
        _ => values(parameter, shape, &pairs.iter().map(|(_, value)| *value).collect::<Vec<_>>(), percent::decode)?
            .ok_or("is missing"),
    }
}

/// A `name=value` pair, its name decoded.
pub(crate) fn pair(raw: &str) -> Option<(Cow<'_, str>, &str)> {
    let (name, value) = raw.split_once('=').unwrap_or((raw, ""));
    Some((percent::decode_name(name)?, value))
}

/// The value of a query or cookie parameter from the raw values that stand under its name.
pub(crate) fn values(
    parameter: &Parameter,
    shape: &'static Shape,
    raw: &[&str],
    decode: Decode,
) -> Result<Option<Tree>, Reason> {
    match (Form::of(shape), raw) {
        (_, []) => Ok(None),
        (Form::List(item), raw) if parameter.explode && parameter.style != Style::Json => {
            let items = raw.iter().map(|raw| Ok(scalar(decode(raw).ok_or(NOT_UTF8)?, item())));
            items.collect::<Result<_, _>>().map(|items| Some(Tree::List(items)))
        }
        (_, [raw]) => match parameter.style {
            Style::Json => decode(raw).map(|text| Some(Tree::text(text))).ok_or(NOT_UTF8),
            Style::SpaceDelimited => {
                split(&raw.replace("%20", " ").replace('+', " "), ' ', false, shape, decode).map(Some)
            }
            Style::PipeDelimited => {
                split(&raw.replace("%7C", "|").replace("%7c", "|"), '|', false, shape, decode).map(Some)
            }
            _ => split(raw, ',', false, shape, decode).map(Some),
        },
        _ => Err(REPEATED),
    }
}

/// A text with separators; a scalar is the whole of it.
pub(crate) fn split(
    raw: &str,
    separator: char,
    explode: bool,
    shape: &'static Shape,
    decode: Decode,
) -> Result<Tree, Reason> {
    let decode = |raw: &str| decode(raw).ok_or(NOT_UTF8);
    let form = Form::of(shape);
    match form {
        Form::Scalar => decode(raw).map(|text| scalar(text, shape)),
        Form::List(_) if raw.is_empty() => Ok(Tree::List(Vec::new())),
        Form::List(item) => {
            let items = raw.split(separator).map(|raw| Ok(scalar(decode(raw)?, item())));
            items.collect::<Result<_, _>>().map(Tree::List)
        }
        Form::Record(_) | Form::Map(_) if raw.is_empty() => Ok(Tree::Object(Vec::new())),
        Form::Record(_) | Form::Map(_) => {
            let mut fields = Vec::new();
            let mut parts = raw.split(separator);
            while let Some(part) = parts.next() {
                let (key, value) =
                    if explode { part.split_once('=') } else { parts.next().map(|value| (part, value)) }.ok_or(ODD)?;
                let key = decode(key)?;
                let value = scalar(decode(value)?, member(form, &key));
                fields.push((key, value));
            }
            Ok(Tree::Object(fields))
        }
    }
}

/// An exploded object: its properties stand in the query under their own names. What has a name of `credentials` is the
/// object's only where it declares such a property.
pub(crate) fn exploded<'q>(
    shape: &'static Shape,
    query: impl Iterator<Item = (Cow<'q, str>, &'q str)>,
    others: &[Parameter],
    credentials: &[&str],
) -> Result<Option<Tree>, Reason> {
    let form = Form::of(shape);
    let mut fields: Vec<(String, Tree)> = Vec::new();
    for (name, raw) in query {
        let is_credential = credentials.contains(&&*name);
        let ours = match form {
            Form::Record(record) => {
                (record.rest.is_some() && !is_credential) || record.fields.iter().any(|field| field.name() == name)
            }
            _ => !is_credential,
        };
        if ours && !others.iter().any(|other| other.name == name) {
            add(&mut fields, &name, decode_query(raw)?, member(form, &name))?;
        }
    }
    Ok(if fields.is_empty() { None } else { Some(Tree::Object(fields)) })
}

/// `name[key]=value`, to any depth.
pub(crate) fn deep<'q>(
    parameter: &Parameter,
    shape: &'static Shape,
    query: impl Iterator<Item = (Cow<'q, str>, &'q str)>,
) -> Result<Option<Tree>, Reason> {
    let mut fields = Vec::new();
    for (name, raw) in query {
        let Some(keys) = name.strip_prefix(parameter.name).filter(|keys| keys.starts_with('[')) else { continue };
        if keys.bytes().filter(|byte| *byte == b'[').count() > MOST_KEYS {
            return Err("is nested too deep");
        }
        insert(&mut fields, keys, decode_query(raw)?, shape)?;
    }
    Ok(if fields.is_empty() { None } else { Some(Tree::Object(fields)) })
}

/// Puts a value where `[a][b]` says.
fn insert(fields: &mut Vec<(String, Tree)>, keys: &str, text: String, shape: &'static Shape) -> Result<(), Reason> {
    const MALFORMED: Reason = "has a name with unmatched brackets";
    let (key, rest) = keys.strip_prefix('[').and_then(|keys| keys.split_once(']')).ok_or(MALFORMED)?;
    let inner = member(Form::of(shape), key);
    // `name[list][]=item` is common for lists; the empty brackets add nothing.
    if rest.is_empty() || rest == "[]" {
        return add(fields, key, text, inner);
    }
    let at = match fields.iter().position(|(known, _)| known == key) {
        Some(at) => at,
        None => {
            room(fields)?;
            fields.push((key.to_owned(), Tree::Object(Vec::new())));
            fields.len() - 1
        }
    };
    match fields.get_mut(at) {
        Some((_, Tree::Object(fields))) => insert(fields, rest, text, inner),
        _ => Err("gives both a value and an object under one name"),
    }
}

/// Adds a property; one that is a list may come more than once.
fn add(fields: &mut Vec<(String, Tree)>, key: &str, text: String, shape: &'static Shape) -> Result<(), Reason> {
    let known = fields.iter_mut().find(|(known, _)| known == key).map(|(_, value)| value);
    match (Form::of(shape), known) {
        (Form::List(item), Some(Tree::List(items))) => items.push(scalar(text, item())),
        (_, Some(_)) => return Err(REPEATED),
        (form, None) => {
            room(fields)?;
            let value =
                if let Form::List(item) = form { Tree::List(vec![scalar(text, item())]) } else { scalar(text, shape) };
            fields.push((key.to_owned(), value));
        }
    }
    Ok(())
}

/// Whether there is room for another property.
fn room(fields: &[(String, Tree)]) -> Result<(), Reason> {
    if fields.len() < MOST_PROPERTIES { Ok(()) } else { Err("has too many properties") }
}

fn decode_query(raw: &str) -> Result<String, Reason> {
    percent::decode_query(raw).ok_or(NOT_UTF8)
}
