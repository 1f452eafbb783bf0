//! No document is too deep for the stack: what nests is refused beyond a depth, and what refers may go on for ever.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use gatewright_generator::inspect::Watch;
use gatewright_generator::pipeline::{Input, Run};
use gatewright_generator::render::Layout;

/// Enough for a stack of 2 MiB, were there a call for each.
const LINKS: usize = 3_000;

#[test]
fn chains_of_references_may_be_long() {
    for (name, link) in [
        ("property", r##"{"type": "object", "properties": {"next": {"$ref": "#/components/schemas/NEXT"}}}"##),
        ("item", r##"{"type": "array", "items": {"$ref": "#/components/schemas/NEXT"}}"##),
        ("value", r##"{"type": "object", "additionalProperties": {"$ref": "#/components/schemas/NEXT"}}"##),
        ("variant", r##"{"oneOf": [{"$ref": "#/components/schemas/NEXT"}, {"type": "integer"}]}"##),
        ("base", r##"{"allOf": [{"$ref": "#/components/schemas/NEXT"}, {"required": ["id"]}]}"##),
        ("alias", r##"{"allOf": [{"$ref": "#/components/schemas/NEXT"}]}"##),
    ] {
        let mut schemas = String::new();
        for at in 0..LINKS {
            write!(schemas, r#""S{at}": {}, "#, link.replace("NEXT", &format!("S{}", at + 1))).unwrap();
        }
        write!(schemas, r#""S{LINKS}": {{"type": "object", "properties": {{"id": {{"type": "string"}}}}}}"#).unwrap();
        assert_eq!(said_of(&schemas), [""; 0], "{name}");
    }
}

#[test]
fn bases_that_are_their_own_end() {
    let mut schemas = String::new();
    for at in 0..LINKS {
        let next = (at + 1) % LINKS;
        let base = format!(r##"{{"$ref": "#/components/schemas/S{next}"}}"##);
        write!(schemas, r#""S{at}": {{"allOf": [{base}, {{"required": ["id"]}}]}}, "#).unwrap();
    }
    assert_eq!(said_of(schemas.trim_end_matches(", ")), [""; 0]);
}

#[test]
fn what_nests_too_deep_is_refused() {
    for (open, close) in [
        (r#"{"type": "array", "items": "#, "}"),
        (r#"{"type": "object", "properties": {"a": "#, "}}"),
        (r#"{"allOf": ["#, "]}"),
        (r#"{"not": "#, "}"),
        (r#"{"example": ["#, "]}"),
    ] {
        let nested = format!(r#""S": {}{{}}{}"#, open.repeat(20_000), close.repeat(20_000));
        assert_eq!(said_of(&nested), ["GW0105"], "{open}");
    }
}

/// The codes of the errors that generating from schemas gives.
fn said_of(schemas: &str) -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("openapi.json");
    let document = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "Deep", "version": "1"}}, "paths": {{}},
            "components": {{"schemas": {{{schemas}}}}}}}"#
    );
    std::fs::write(&path, document).unwrap();
    let mut run = Run::default();
    let generated = run.generate(&Input::new(path), &Layout::single_file("openapi.json"), &mut Watch::nothing());
    let errors =
        run.sink.diagnostics().iter().filter(|d| d.severity == gatewright_generator::diagnostics::Severity::Error);
    let codes: Vec<_> = errors.map(|diagnostic| diagnostic.code).collect();
    assert_eq!(generated.is_ok(), codes.is_empty());
    codes
}
