//! What becomes of real documents, and of hostile ones: always a schema and policies that Cedar's strict validator takes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use gatewright::cedar::cedar_policy::{ValidationMode, Validator};
use gatewright::cedar::{Cedar, Question};
use gatewright_cedar_tests::{engine, export};
use gatewright_generator::cedar::namespace;

fn spec(api: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs").join(api).join("openapi.yaml")
}

fn check(api: &str) {
    let export = export(&spec(api), &namespace(api)).unwrap();
    let cedar = engine(&export, &[]).unwrap();
    let checked = Validator::new(cedar.schema().clone()).validate(cedar.policies(), ValidationMode::Strict);
    assert!(checked.validation_passed_without_warnings(), "{checked:?}");
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        insta::assert_snapshot!(format!("{api}-schema"), export.schema);
        insta::assert_snapshot!(format!("{api}-policies"), export.policies);
    });
}

#[test]
fn asavie() {
    check("asavie");
}

#[test]
fn inkit() {
    check("inkit");
}

#[test]
fn trusted_twin() {
    check("trusted-twin");
}

#[test]
fn vec() {
    check("vec");
}

#[test]
fn every_spec_is_checked() {
    let mut apis: Vec<_> = fs::read_dir(spec("x").ancestors().nth(2).unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    apis.sort();
    assert_eq!(apis, ["asavie", "inkit", "trusted-twin", "vec"]);
}

/// The schema and the policies of the page for users fit each other, and so do their names.
#[test]
fn the_examples_of_the_page_are_valid() {
    let page = include_str!("../../../generator/docs/cedar.md");
    let blocks = |language: &str| -> Vec<&str> {
        let fence = format!("```{language}\n");
        let opened = page.split(&fence).skip(1);
        opened.filter_map(|rest| rest.split("```").next()).collect()
    };
    let [schema] = blocks("cedarschema")[..] else { panic!("one schema") };
    let policies = blocks("cedar");
    let cedar = Cedar::new(schema, &policies).unwrap();
    assert_eq!(cedar.policies().num_of_policies(), 3);
    let delete = Question::new("deleteBatch").user("ann");
    assert!(cedar.decide(&delete).errors().is_empty());
    assert_eq!(cedar.decide(&delete).policies(), ["only owners delete", "other companies"]);
}

/// Quotes, comments, line breaks and policies in every name that a document has.
#[test]
fn a_hostile_document_adds_no_policy() {
    let evil =
        r#"x\"];\n// */ \u202e permit(principal, action, resource);\npermit (principal, action, resource) when { \"\\"#;
    let document = format!(
        r#"{{
  "openapi": "3.1.0",
  "info": {{"title": "{evil}", "version": "1"}},
  "tags": [{{"name": "{evil}"}}],
  "paths": {{
    "/a": {{
      "get": {{"operationId": "{evil}", "summary": "{evil}", "tags": ["{evil}", "has"], "security": [{{"{evil}": ["{evil}", "if"]}}],
              "responses": {{"204": {{"description": "Done."}}}}}},
      "post": {{"operationId": "in", "security": [], "responses": {{"204": {{"description": "Done."}}}}}},
      "put": {{"operationId": "tag:has", "security": [{{"like": []}}], "responses": {{"204": {{"description": "Done."}}}}}}
    }}
  }},
  "components": {{"securitySchemes": {{
    "{evil}": {{"type": "apiKey", "in": "header", "name": "X-Key"}},
    "like": {{"type": "http", "scheme": "bearer"}}
  }}}}
}}"#
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("openapi.json");
    fs::write(&file, document).unwrap();
    let export = export(&file, "In").unwrap();
    let cedar = engine(&export, &[]).unwrap();
    assert_eq!(cedar.policies().num_of_policies(), 3);
    assert_eq!(cedar.schema().actions().count(), 4, "{}", export.schema);
}
