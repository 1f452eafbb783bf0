//! What the generator makes of one keyword: the difference between a schema with it and the same one without.

use std::collections::BTreeSet;
use std::fs;
use std::io;

use gatewright_generator::inspect::Watch;
use gatewright_generator::pipeline::{Additions, Input, Run};
use gatewright_generator::render::Layout;
use serde_json::{Value, json};

/// What becomes of a keyword.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    /// The declaration is another one: the lines of it that are new.
    Type(Vec<String>),
    /// Attributes are added: how values are checked or written.
    Attributes(Vec<String>),
    /// The documentation differs.
    Documentation,
    /// It is followed, or says nothing of values, and the code is the same.
    Nothing,
}

/// The effect, with the codes that are said because of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Probed {
    pub(super) effect: Effect,
    pub(super) codes: BTreeSet<&'static str>,
}

/// Looks at what some members add to a schema, in a version of OpenAPI.
pub(super) fn probe(openapi: &str, base: &Value, with: &Value) -> io::Result<Probed> {
    let mut whole = base.clone();
    if let (Some(whole), Some(with)) = (whole.as_object_mut(), with.as_object()) {
        whole.extend(with.clone());
    }
    let (before, known) = generate(openapi, base)?;
    let (after, said) = generate(openapi, &whole)?;
    let codes = said.difference(&known).copied().collect();
    Ok(Probed { effect: effect(&before, &after), codes })
}

fn generate(openapi: &str, schema: &Value) -> io::Result<(String, BTreeSet<&'static str>)> {
    let is_object = schema.get("type").and_then(Value::as_str) == Some("object");
    let probed =
        if is_object { schema.clone() } else { json!({ "type": "object", "properties": { "value": schema } }) };
    let document = json!({
        "openapi": openapi,
        "info": { "title": "A keyword", "version": "1" },
        "paths": {},
        "components": { "schemas": {
            "Record": probed,
            "Holder": { "type": "object", "required": ["record"], "properties": { "record": { "$ref": "#/components/schemas/Record" } } },
            "Other": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "other": { "type": "string" } } },
            "Another": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "another": { "type": "string" } } },
        } },
    });
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("openapi.json");
    fs::write(&path, document.to_string())?;
    let additions = Additions { client: Some(false), server: Some(false), ..Additions::default() };
    let mut run = Run::default();
    let input = Input { additions, ..Input::new(path) };
    let package = run.generate(&input, &Layout::single_file("a keyword"), &mut Watch::nothing());
    let code = package.ok().and_then(|package| package.files.into_values().next()).unwrap_or_default();
    Ok((code, run.sink.diagnostics().iter().map(|said| said.code).collect()))
}

fn effect(before: &str, after: &str) -> Effect {
    let lines = |text: &str| -> Vec<String> { joined(text).into_iter().filter(|l| !l.starts_with("use ")).collect() };
    let (old, new) = (lines(before), lines(after));
    let added = more_often(&new, &old);
    let gone = more_often(&old, &new).iter().any(|line| !is_prose(line) && !is_attribute(line));
    let code: Vec<String> = added.iter().filter(|line| !is_prose(line) && *line != "}").cloned().collect();
    let attributes = code.iter().all(|line| is_attribute(line));
    match (code.is_empty(), attributes) {
        _ if after.is_empty() => Effect::Nothing,
        (true, _) if gone => Effect::Type(Vec::new()),
        (true, _) if added.is_empty() => Effect::Nothing,
        (true, _) => Effect::Documentation,
        (false, true) => Effect::Attributes(code),
        (false, false) => Effect::Type(code),
    }
}

/// The lines that stand in some text more often than in another.
fn more_often(some: &[String], other: &[String]) -> Vec<String> {
    let mut left = other.to_vec();
    let mut more = Vec::new();
    for line in some {
        match left.iter().position(|known| known == line) {
            Some(at) => drop(left.swap_remove(at)),
            None => more.push(line.clone()),
        }
    }
    more
}

fn is_prose(line: &str) -> bool {
    line.starts_with("//")
}

fn is_attribute(line: &str) -> bool {
    line.starts_with("#[")
}

/// Lines without their indentation, attributes over several lines as one.
fn joined(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match lines.last_mut() {
            Some(last) if open => {
                if !last.ends_with('(') && !line.starts_with(')') {
                    last.push(' ');
                }
                last.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
        open = lines.last().is_some_and(|last| last.starts_with("#[") && !last.ends_with(")]"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_tells_types_from_attributes_and_prose() {
        assert_eq!(effect("/// a\nb", "/// c\nb"), Effect::Documentation);
        assert_eq!(effect("a", "a"), Effect::Nothing);
        assert_eq!(
            effect("a", "#[schema(\n    x,\n    y\n)]\na"),
            Effect::Attributes(vec!["#[schema(x, y)]".to_owned()])
        );
        assert_eq!(effect("pub a: b,", "pub a: c,"), Effect::Type(vec!["pub a: c,".to_owned()]));
    }
}
