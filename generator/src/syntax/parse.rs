//! Text into a tree, or what is wrong with the text.

use std::cell::RefCell;
use std::str::FromStr;

use serde::de::DeserializeSeed;

use super::Node;
use super::build::{Builder, Context, Step};
use super::exact::{mark, within_range};
use super::numbers::Inexact;
use crate::diagnostics::{Diagnostic, Place, Sink, SourceId, Stopped};
use crate::source::{LineColumn, SourceMap};

/// Parses a source. JSON and YAML are told apart by how the text begins.
///
/// # Errors
///
/// When the text is neither, or a key stands twice in one object.
pub fn parse(sources: &SourceMap, id: SourceId, sink: &mut Sink) -> Result<Node, Stopped> {
    let text = sources.text(id);
    let looks_like_json = text.trim_start().starts_with(['{', '[']);
    let parsed = match if looks_like_json { json(text) } else { yaml(text) } {
        // Flow style is YAML that begins as JSON does.
        Err(error) if looks_like_json && error.message != TOO_DEEP => yaml(text).map_err(|_| error),
        other => other,
    };
    let (node, duplicates) = match parsed {
        Ok(parsed) => parsed,
        Err(wrong) => {
            sink.push(syntax_error(sources, id, &wrong, looks_like_json));
            return Err(Stopped);
        }
    };
    for (tokens, key) in &duplicates {
        let object = tokens.iter().fold(Place::root(id), |place, token| place.child(token));
        sink.push(duplicate_key(sources, &object, key));
    }
    if duplicates.is_empty() { Ok(node) } else { Err(Stopped) }
}

/// Reads JSON, for what travels as text.
impl FromStr for Node {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        json(text).map(|(node, _)| node).map_err(|wrong| wrong.message)
    }
}

/// What the reader of YAML says of text with more than one document in it.
const SEVERAL: &str = "deserializing from YAML containing more than one document is not supported";

/// What it says of aliases that stand for more than anyone would write.
const EXPANDS: &str = "repetition limit exceeded";

/// What both readers say of text that nests deeper than the stack is sure to bear: 128 levels.
const TOO_DEEP: &str = "recursion limit exceeded";

type Parsed = (Node, Vec<(Vec<String>, String)>);

struct Wrong {
    message: String,
    /// Line and column, both from 1; columns count bytes in JSON and characters in YAML.
    at: Option<(usize, usize)>,
}

/// What the reader of JSON says of numbers that no `f64` holds.
const TOO_LARGE: &str = "number out of range";

fn json(text: &str) -> Result<Parsed, Wrong> {
    match json_of(text, text) {
        Err(wrong) if wrong.message == TOO_LARGE => json_of(text, &within_range(text)),
        parsed => parsed,
    }
}

/// Reads JSON that is as it stands in the text, but for numbers.
fn json_of(text: &str, safe: &str) -> Result<Parsed, Wrong> {
    let context = RefCell::new(Context { numbers: Some(Inexact::of(text)), ..Context::default() });
    let mut reader = serde_json::Deserializer::from_str(safe);
    let node = Builder { context: &context, step: Step::Root }
        .deserialize(&mut reader)
        .and_then(|node| reader.end().map(|()| node))
        .map_err(|error| {
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
            let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
            let before = line.get(..line.floor_char_boundary(error.column().saturating_sub(1)));
            Wrong { message, at: Some((error.line(), before.map_or(1, |before| before.chars().count() + 1))) }
        })?;
    Ok((node, context.into_inner().duplicates))
}

fn yaml(text: &str) -> Result<Parsed, Wrong> {
    let context = RefCell::new(Context { is_yaml: true, ..Context::default() });
    let node = Builder { context: &context, step: Step::Root }
        .deserialize(serde_yaml::Deserializer::from_str(&mark(text)))
        .map_err(|error| {
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
            Wrong { message, at: error.location().map(|at| (at.line(), at.column())) }
        })?;
    Ok((node, context.into_inner().duplicates))
}

fn syntax_error(sources: &SourceMap, id: SourceId, wrong: &Wrong, json: bool) -> Diagnostic {
    let language = if json { "JSON" } else { "YAML" };
    if wrong.message == SEVERAL {
        return several(sources, id);
    }
    if wrong.message == EXPANDS {
        let message = "the aliases of this document stand for more than is read: a hundred times its own length";
        return Diagnostic::error("GW0110", message).at_range(id, 0..0, "");
    }
    let message = match wrong.message.as_str() {
        TOO_DEEP => "this nests deeper than the 128 levels that are read".to_owned(),
        message => format!("this isn't {language}: {message}"),
    };
    let diagnostic = Diagnostic::error("GW0105", message);
    match wrong.at {
        Some((line, column)) => {
            let start = sources.byte_of(id, LineColumn { line, column });
            let end = sources.text(id).ceil_char_boundary(start + 1);
            diagnostic.at_range(id, start..end.max(start), "")
        }
        None => diagnostic.at(&Place::root(id), ""),
    }
}

fn several(sources: &SourceMap, id: SourceId) -> Diagnostic {
    let text = sources.text(id);
    let mut at = 0;
    let mut is_within = false;
    for line in text.split_inclusive('\n') {
        if is_within && line.starts_with("---") {
            break;
        }
        is_within |= !line.trim().is_empty() && !line.starts_with(['#', '%']);
        at += line.len();
    }
    let at = at.min(text.len().saturating_sub(1));
    Diagnostic::error("GW0109", "a second document begins here, and one file holds one document")
        .at_range(id, at..(at + 3).min(text.len()), "")
        .help("put each document into a file of its own")
}

fn duplicate_key(sources: &SourceMap, object: &Place, key: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("GW0106", format!("the key `{key}` stands twice in one object"));
    let ranges = sources.locate_keys(object, key);
    match ranges.split_first() {
        Some((first, again)) if !again.is_empty() => again
            .iter()
            .fold(diagnostic, |diagnostic, range| diagnostic.at_range(object.source, range.clone(), "again here"))
            .at_range(object.source, first.clone(), "first here"),
        _ => diagnostic.at_key(&object.child(key), ""),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn parse_text(text: &str) -> Result<Node, Vec<Diagnostic>> {
        let mut sources = SourceMap::default();
        let id = sources.add("some", text);
        let mut sink = Sink::default();
        parse(&sources, id, &mut sink).map_err(|_| sink.diagnostics().to_vec())
    }

    #[test]
    fn numbers_keep_their_text() {
        let json = r#"{"a": -9223372036854776000, "b": 1.10, "c": 1e400, "d": "5", "e": [0.0, 18446744073709551616]}"#;
        assert_eq!(
            parse_text(json).unwrap().to_string(),
            r#"{"a":-9223372036854776000,"b":1.10,"c":1e400,"d":"5","e":[0.0,18446744073709551616]}"#
        );
        let yaml = "a: -9223372036854776000\nb: 1.5\nc: 1.10\nd: 1701411834604692317316873037158841057270\ne: 1e400\n2.0: &a 0.50\nf: *a\n";
        assert_eq!(
            parse_text(yaml).unwrap().to_string(),
            r#"{"a":-9223372036854776000,"b":1.5,"c":1.10,"d":1701411834604692317316873037158841057270,"e":1e400,"2.0":0.50,"f":0.50}"#
        );
    }

    #[test]
    fn yaml_keys_are_text_and_merges_merge() {
        let yaml = "200: a\ntrue: b\nbase: &base {x: 1, y: 2}\nmore:\n  <<: *base\n  y: 3\n";
        assert_eq!(
            parse_text(yaml).unwrap().to_string(),
            r#"{"200":"a","true":"b","base":{"x":1,"y":2},"more":{"y":3,"x":1}}"#
        );
    }

    #[test]
    fn a_merge_in_json_is_a_key() {
        assert_eq!(parse_text(r#"{"<<": {"a": 1}}"#).unwrap().to_string(), r#"{"<<":{"a":1}}"#);
    }

    #[test]
    fn equal_keys_are_refused_at_both_places() {
        let said = parse_text("a:\n  b: 1\n  c: 2\n  b: 3\n").unwrap_err();
        let labels: Vec<_> = said[0].labels.iter().map(|label| label.range.clone().unwrap()).collect();
        assert_eq!((said[0].code, labels), ("GW0106", vec![19..20, 5..6]));
    }

    #[test]
    fn what_is_neither_is_refused_at_its_place() {
        let said = parse_text("{\"a\": 1,\n \"ä\": ?}").unwrap_err();
        assert_eq!((said[0].code, said[0].labels[0].range.clone()), ("GW0105", Some(16..17)));
        assert_eq!(parse_text("a: [1\nb: 2").unwrap_err()[0].code, "GW0105");
    }

    #[test]
    fn several_documents_and_aliases_without_end_are_named() {
        let said = parse_text("%YAML 1.2\n---\n# c\na: 1\n---\nb: 2\n").unwrap_err();
        assert_eq!((said[0].code, said[0].labels[0].range.clone()), ("GW0109", Some(23..26)));
        let level = |at: usize| format!("a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 9].join(","));
        let bomb: String = ["a0: &a0 x\n".to_owned()].into_iter().chain((1..12).map(level)).collect();
        assert_eq!(parse_text(&bomb).unwrap_err()[0].code, "GW0110");
        assert_eq!(parse_text("a: &a [*a]\n").unwrap_err()[0].code, "GW0105");
        // The latest of two equal anchors counts.
        assert_eq!(parse_text("a: &a 1\nb: &a 2\nc: *a\n").unwrap().to_string(), r#"{"a":1,"b":2,"c":2}"#);
    }

    #[test]
    fn flow_style_is_yaml() {
        assert_eq!(parse_text("{a: 1, b: [x]}").unwrap().to_string(), r#"{"a":1,"b":["x"]}"#);
    }
}
