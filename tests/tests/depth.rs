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
fn bases_under_a_discriminator_cost_no_more_than_they_are() {
    let kinds = (1..LINKS).map(|at| {
        let base = format!(r##"{{"$ref": "#/components/schemas/S{}"}}"##, at - 1);
        format!(r#", "S{at}": {{"allOf": [{base}, {{"required": ["id"]}}]}}"#)
    });
    let properties = r#"{"id": {"type": "string"}, "kind": {"type": "string"}}"#;
    let root =
        format!(r#"{{"type": "object", "discriminator": {{"propertyName": "kind"}}, "properties": {properties}}}"#);
    assert_eq!(said_of(&format!(r#""S0": {root}{}"#, kinds.collect::<String>())), [""; 0]);
}

/// Schemas in a row, each made of the text by naming the next, and a last one.
fn row(links: usize, link: &str) -> String {
    let links = (0..links).map(|at| format!(r#""S{at}": {}, "#, link.replace("NEXT", &format!("S{}", at + 1))));
    let mut schemas: String = links.collect();
    write!(schemas, r#""S{}": {{"type": "object"}}"#, schemas.matches("$ref").count()).unwrap();
    schemas
}

#[test]
fn rows_of_bare_references_take_as_long_as_they_are() {
    let started = std::time::Instant::now();
    let reference = r##"{"$ref": "#/components/schemas/NEXT"}"##;
    assert_eq!(said_of(&row(20_000, reference)), [""; 0]);
    // It took minutes when each followed all those after it.
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    let circle = row(20_000, reference)
        .replace(r##""S20000": {"type": "object"}"##, r##""S20000": {"$ref": "#/components/schemas/S0"}"##);
    let said = said_of(&circle);
    assert!(said.iter().all(|code| *code == "GW0303") && !said.is_empty());
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn bases_upon_bases_are_bounded() {
    let schemas = (0..20_000).map(|at| {
        let (next, field) = (at + 1, format!(r#"{{"properties": {{"f{at}": {{"type": "string"}}}}}}"#));
        format!(r##""S{at}": {{"allOf": [{{"$ref": "#/components/schemas/S{next}"}}, {field}]}}, "##)
    });
    let schemas: String = schemas.collect();
    assert_eq!(said_of(&format!(r#"{schemas}"S20000": {{"type": "object"}}"#)), ["GW0320"]);
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
