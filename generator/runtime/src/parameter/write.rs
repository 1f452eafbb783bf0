//! The styles, from a tree to text.

use super::percent;
use super::spec::{Location, Parameter, Style};
use super::tree::Tree;

/// Why a value can't be written in a style.
pub(crate) type Reason = &'static str;

const NESTED: Reason = "lists and objects can't stand inside others in this style";

/// The text of a path parameter in place of its `{name}`.
pub(crate) fn path(parameter: &Parameter, tree: &Tree) -> Result<String, Reason> {
    let name = percent::encode(parameter.name);
    let text = match parameter.style {
        Style::Label => {
            let separator = if parameter.explode { "." } else { "," };
            format!(".{}", joined(tree, separator, parameter.explode, &label)?)
        }
        Style::Matrix => match tree {
            Tree::List(items) if parameter.explode => {
                let items = items.iter().map(|item| Ok(format!(";{name}={}", encoded(item, &percent_encode)?)));
                items.collect::<Result<String, Reason>>()?
            }
            Tree::Object(_) if parameter.explode => format!(";{}", joined(tree, ";", true, &percent_encode)?),
            _ => match joined(tree, ",", false, &percent_encode)? {
                text if text.is_empty() => format!(";{name}"),
                text => format!(";{name}={text}"),
            },
        },
        _ => joined(tree, ",", parameter.explode, &percent_encode)?,
    };
    let nothing = if parameter.style == Style::Label { "." } else { "" };
    if text == nothing {
        return Err("a path parameter can't be empty");
    }
    Ok(text)
}

/// The `name=value` pairs of a query or cookie parameter, encoded.
pub(crate) fn pairs(parameter: &Parameter, tree: &Tree) -> Result<Vec<(String, String)>, Reason> {
    let name = percent::encode(parameter.name).into_owned();
    let reserved = parameter.allow_reserved && parameter.location == Location::Query;
    let encode: &Encode = if reserved { &reserved_encode } else { &percent_encode };
    match (parameter.style, tree) {
        (Style::DeepObject, Tree::Object(_)) => {
            let mut pairs = Vec::new();
            deep(&name, tree, encode, &mut pairs)?;
            Ok(pairs)
        }
        (_, Tree::Null) => Ok(Vec::new()),
        (_, Tree::List(items)) if parameter.explode => {
            items.iter().map(|item| Ok((name.clone(), encoded(item, encode)?))).collect()
        }
        (_, Tree::Object(fields)) if parameter.explode => exploded(fields, encode),
        (Style::SpaceDelimited, _) => Ok(vec![(name, joined(tree, "%20", false, &without_space)?)]),
        (Style::PipeDelimited, _) => Ok(vec![(name, joined(tree, "%7C", false, &without_pipe)?)]),
        (_, Tree::Scalar(text, _)) => Ok(vec![(name, encode(text)?)]),
        _ => Ok(vec![(name, joined(tree, ",", false, &|text| Ok(encode(text)?.replace(',', "%2C")))?)]),
    }
}

/// The text of a header.
pub(crate) fn header(parameter: &Parameter, tree: &Tree) -> Result<String, Reason> {
    match tree {
        Tree::Scalar(text, _) => header_text(text),
        _ => joined(tree, ",", parameter.explode, &|text| match text.contains([',', '=']) {
            true => Err("an item of a header can't hold a comma or an equals sign"),
            false => header_text(text),
        }),
    }
}

type Encode = dyn Fn(&str) -> Result<String, Reason>;

/// Items with a separator between them; an object's properties as `key=value` when exploded, else `key,value`.
fn joined(tree: &Tree, separator: &str, explode: bool, encode: &Encode) -> Result<String, Reason> {
    let parts = match tree {
        Tree::Null | Tree::Scalar(..) => return encoded(tree, encode),
        Tree::List(items) => items.iter().map(|item| encoded(item, encode)).collect::<Result<Vec<_>, _>>()?,
        Tree::Object(fields) => {
            let fields = fields.iter().filter(|(_, value)| *value != Tree::Null);
            let between = if explode { "=" } else { separator };
            fields
                .map(|(key, value)| Ok(format!("{}{between}{}", encode(key)?, encoded(value, encode)?)))
                .collect::<Result<Vec<_>, Reason>>()?
        }
    };
    Ok(parts.join(separator))
}

fn exploded(fields: &[(String, Tree)], encode: &Encode) -> Result<Vec<(String, String)>, Reason> {
    let mut pairs = Vec::new();
    for (key, value) in fields {
        let key = percent::encode(key).into_owned();
        match value {
            Tree::Null => {}
            Tree::List(items) => {
                for item in items {
                    pairs.push((key.clone(), encoded(item, encode)?));
                }
            }
            _ => pairs.push((key, encoded(value, encode)?)),
        }
    }
    Ok(pairs)
}

/// `name[key]=value`, to any depth; a list repeats its name.
fn deep(name: &str, tree: &Tree, encode: &Encode, pairs: &mut Vec<(String, String)>) -> Result<(), Reason> {
    match tree {
        Tree::Null => {}
        Tree::Scalar(text, _) => pairs.push((name.to_owned(), encode(text)?)),
        Tree::List(items) => {
            for item in items {
                pairs.push((name.to_owned(), encoded(item, encode)?));
            }
        }
        Tree::Object(fields) => {
            for (key, value) in fields {
                deep(&format!("{name}%5B{}%5D", percent::encode(key)), value, encode, pairs)?;
            }
        }
    }
    Ok(())
}

fn encoded(tree: &Tree, encode: &Encode) -> Result<String, Reason> {
    encode(tree.as_text().ok_or(NESTED)?)
}

fn percent_encode(text: &str) -> Result<String, Reason> {
    Ok(percent::encode(text).into_owned())
}

fn reserved_encode(text: &str) -> Result<String, Reason> {
    Ok(percent::encode_reserved(text).into_owned())
}

/// The style's own delimiter is an unreserved character, so it has to be encoded by hand.
fn label(text: &str) -> Result<String, Reason> {
    Ok(percent::encode(text).replace('.', "%2E"))
}

fn without_space(text: &str) -> Result<String, Reason> {
    if text.contains(' ') { Err("an item of a space-delimited list can't hold a space") } else { percent_encode(text) }
}

fn without_pipe(text: &str) -> Result<String, Reason> {
    if text.contains('|') { Err("an item of a pipe-delimited list can't hold a `|`") } else { percent_encode(text) }
}

fn header_text(text: &str) -> Result<String, Reason> {
    if text.chars().any(|c| c.is_control() && c != '\t') {
        return Err("a header can't hold control characters");
    }
    if text.starts_with([' ', '\t']) || text.ends_with([' ', '\t']) {
        return Err("a header can't begin or end with a space: it is lost on the way");
    }
    Ok(text.to_owned())
}
