//! Small documents of several files, joined.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Component, Path, PathBuf};

use super::{Survey, join};
use crate::diagnostics::{Pointer, Sink, SourceId};
use crate::overlay::Places;
use crate::source::SourceMap;
use crate::syntax::{self, Forest, Node};

struct Joined {
    root: Node,
    places: Places,
    sources: SourceMap,
    /// The codes of what was said.
    codes: Vec<&'static str>,
    /// How many files were parsed.
    parsed: usize,
}

/// Joins files that are in memory; the first is the document's own.
fn joined(files: &[(&str, &str)]) -> Joined {
    let (mut sources, mut sink) = (SourceMap::default(), Sink::default());
    let ids: Vec<(PathBuf, SourceId)> =
        files.iter().map(|(path, text)| (path.into(), sources.add(path, *text))).collect();
    let tree = |id: SourceId| syntax::parse(&sources, id, &mut Sink::default()).unwrap();
    let mut forest = Forest::new(ids[0].1, &ids[0].0, tree(ids[0].1));
    let mut survey = Survey::new(&forest);
    let mut parsed = 1;
    loop {
        let wanted = survey.advance(&forest);
        if wanted.is_empty() {
            break;
        }
        for wanted in wanted {
            let path = beside(sources.path(wanted.from), &wanted.name);
            let found = ids.iter().find(|(known, _)| *known == path).map(|(_, id)| *id);
            if let Some(id) = found.filter(|id| !forest.contains(*id)) {
                forest.add(id, sources.path(id), tree(id));
                parsed += 1;
            }
            forest.name(wanted, found);
        }
    }
    let places = Places::from(ids[0].1);
    let (root, places) = join(forest, survey, places, &mut sink);
    let codes = sink.diagnostics().iter().map(|said| said.code).collect();
    Joined { root, places, sources, codes, parsed }
}

fn beside(path: &Path, name: &str) -> PathBuf {
    let mut found = PathBuf::new();
    for part in path.parent().unwrap().join(name).components() {
        match part {
            Component::ParentDir => _ = found.pop(),
            Component::CurDir => {}
            part => found.push(part),
        }
    }
    found
}

/// A document with components and paths, each as YAML in one line.
fn document(components: &str, paths: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: a, version: '1'}}\ncomponents: {components}\npaths: {paths}\n")
}

impl Joined {
    /// What stands at a pointer, as JSON; `~` stands for the `/` of a token.
    fn at(&self, pointer: &str) -> String {
        let mut steps = pointer.split('/').filter(|step| !step.is_empty());
        let found = steps.try_fold(&self.root, |node, step| match node {
            Node::List(items) => items.get(step.parse::<usize>().unwrap()),
            node => node.get(&step.replace('~', "/")),
        });
        found.map_or_else(|| "nothing".to_owned(), ToString::to_string)
    }

    /// The file and the text at the place where what stands at a pointer stood.
    fn from(&self, tokens: &[&str]) -> (String, String) {
        let place = self.places.find(&tokens.iter().fold(Pointer::default(), |at, token| at.child(token)));
        let range = self.sources.locate(&place, false).unwrap();
        let path = self.sources.path(place.source).display().to_string();
        (path, self.sources.text(place.source)[range].to_owned())
    }
}

#[test]
fn a_document_of_one_file_stays_as_it_is() {
    let text = document("{schemas: {A: {$ref: '#/components/schemas/B'}, B: {}}}", "{}");
    let joined = joined(&[("a.yaml", &text)]);
    assert_eq!(joined.at("components"), r##"{"schemas":{"A":{"$ref":"#/components/schemas/B"},"B":{}}}"##);
    assert_eq!((joined.codes, joined.parsed), (vec![], 1));
}

#[test]
fn what_is_shared_is_one_component_under_the_documents_own_name() {
    let text = document(
        "{schemas: {Animal: {$ref: models/pet.yaml}, Copy: {$ref: ./models/pet.yaml}}}",
        "{/a: {parameters: [{name: a, in: query, schema: {$ref: models/../models/pet.yaml}}]}}",
    );
    let pet = "{properties: {mother: {$ref: '#'}, same: {$ref: '../a.yaml#/components/schemas/Animal'}}}";
    let joined = joined(&[("a.yaml", &text), ("models/pet.yaml", pet)]);
    let reference = r##"{"$ref":"#/components/schemas/Animal"}"##;
    assert_eq!(joined.at("components/schemas/Animal/properties/mother"), reference);
    assert_eq!(joined.at("components/schemas/Animal/properties/same"), reference);
    assert_eq!(joined.at("components/schemas/Copy"), reference);
    assert_eq!(joined.at("paths/~a/parameters/0/schema"), reference);
    assert_eq!(joined.parsed, 2);
    let from = joined.from(&["components", "schemas", "Animal", "properties", "mother"]);
    assert_eq!(from, ("models/pet.yaml".to_owned(), "{$ref: '#'}".to_owned()));
}

#[test]
fn names_are_told_apart_by_file_and_folder() {
    let list = "[{$ref: a/pet.yaml}, {$ref: b/pet.yaml}, {$ref: 'b/all.json#/Pet'}, {$ref: 'b/all.json#/Pet/items'}]";
    let text = document("{}", &format!("{{/a: {{parameters: [{{name: a, in: query, schema: {{oneOf: {list}}}}}]}}}}"));
    let all = r#"{"Pet": {"type": "array", "items": {"type": "string"}}}"#;
    let joined = joined(&[
        ("a.yaml", &text),
        ("a/pet.yaml", "type: object"),
        ("b/pet.yaml", "type: string"),
        ("b/all.json", all),
    ]);
    let expected = ["pet", "b_pet", "all_Pet", "all_Pet/items"]
        .map(|name| format!(r##"{{"$ref":"#/components/schemas/{name}"}}"##));
    assert_eq!(joined.at("paths/~a/parameters/0/schema/oneOf"), format!("[{}]", expected.join(",")));
}

#[test]
fn rows_of_references_end_at_what_they_lead_to() {
    let text = document("{schemas: {$ref: schemas/index.yaml}}", "{}");
    let index = "{A: {$ref: a.yaml}, B: {$ref: '#/C'}, C: {$ref: b.yaml}, D: {items: {$ref: b.yaml}}}";
    let joined = joined(&[
        ("a.yaml", &text),
        ("schemas/index.yaml", index),
        ("schemas/a.yaml", "$ref: b.yaml"),
        ("schemas/b.yaml", "type: object"),
    ]);
    let reference = r##"{"$ref":"#/components/schemas/A"}"##;
    assert_eq!(
        joined.at("components/schemas"),
        format!(r#"{{"A":{{"type":"object"}},"B":{reference},"C":{reference},"D":{{"items":{reference}}}}}"#)
    );
    assert_eq!(joined.codes, ["GW0318"]);
}

#[test]
fn path_items_and_their_siblings_are_put_in_place() {
    let text =
        document("{}", "{/a: {$ref: 'p.yaml#/paths/~1x', summary: own}, /b: {$ref: '#/paths/~1a', description: more}}");
    let paths = "{paths: {/x: {summary: other, get: {responses: {200: {$ref: '#/r'}}}}}, r: {description: ok}}";
    let joined = joined(&[("a.yaml", &text), ("p.yaml", paths)]);
    assert_eq!(joined.at("paths/~a/summary"), r#""own""#);
    assert_eq!(joined.at("paths/~b/description"), r#""more""#);
    for path in ["~a", "~b"] {
        let response = joined.at(&format!("paths/{path}/get/responses/200"));
        assert_eq!(response, r##"{"$ref":"#/components/responses/r"}"##);
    }
    assert_eq!(joined.from(&["paths", "/a", "summary"]), ("a.yaml".to_owned(), "own".to_owned()));
    assert_eq!(joined.from(&["paths", "/b", "get", "responses", "200"]).0, "p.yaml");
}

#[test]
fn anchors_and_ids_name_schemas() {
    let text = document(
        "{schemas: {
            A: {$anchor: a, properties: {b: {$ref: '#b'}, o: {$ref: 'other.yaml#c'}, u: {$ref: 'https://x.org/u'}}},
            B: {$id: 'urn:b', $defs: {C: {$anchor: b, type: string}}, items: {$ref: '#/$defs/C'}},
            D: {$dynamicAnchor: node, items: {$dynamicRef: '#node'}, contains: {$ref: '#/components/schemas/A'}}}}",
        "{}",
    );
    let other =
        "{C: {$anchor: c, type: object}, U: {$id: 'https://x.org/u', type: boolean, items: {$ref: '#/components/x'}},
        components: {x: {}}}";
    let joined = joined(&[("a.yaml", &text), ("other.yaml", other)]);
    let reference = |name: &str| format!(r##"{{"$ref":"#/components/schemas/{name}"}}"##);
    assert_eq!(joined.at("components/schemas/A/properties/b"), reference("B/$defs/C"));
    assert_eq!(joined.at("components/schemas/A/properties/o"), reference("C"));
    assert_eq!(joined.at("components/schemas/A/properties/u"), reference("U"));
    assert_eq!(joined.at("components/schemas/B/items"), reference("B/$defs/C"));
    assert_eq!(
        joined.at("components/schemas/D"),
        format!(r#"{{"items":{},"contains":{}}}"#, reference("D"), reference("A"))
    );
    assert_eq!(joined.codes, ["GW0316"]);
}

#[test]
fn a_dynamic_anchor_in_two_places_is_told_of() {
    let text = document(
        "{schemas: {A: {$dynamicAnchor: n, items: {$dynamicRef: '#n'}}, B: {$dynamicAnchor: n, allOf: [{$ref: '#/components/schemas/A'}]}}}",
        "{}",
    );
    let joined = joined(&[("a.yaml", &text)]);
    assert_eq!(joined.at("components/schemas/A/items"), r##"{"$ref":"#/components/schemas/A"}"##);
    assert_eq!(joined.codes, ["GW0315"]);
}

#[test]
fn mappings_follow_their_files() {
    let union =
        "oneOf: [{$ref: cat.yaml}], discriminator: {propertyName: k, mapping: {c: ./cat.yaml, d: dog.yaml, e: Pet}}";
    let text = document(&format!("{{schemas: {{Pet: {{{union}}}}}}}"), "{}");
    let joined = joined(&[("a.yaml", &text), ("cat.yaml", "{properties: {k: {}}}")]);
    let expected = r##"{"c":"#/components/schemas/cat","d":"dog.yaml","e":"Pet"}"##;
    assert_eq!(joined.at("components/schemas/Pet/discriminator/mapping"), expected);
    assert_eq!(joined.codes, [""; 0]);
}

#[test]
fn swagger_keeps_its_own_sections() {
    let text = "{swagger: '2.0', paths: {/a: {get: {parameters: [{$ref: 'x.yaml#/P'}], responses: {200: {$ref: 'x.yaml#/R'}}}}}}";
    let shared = "{P: {in: body, name: p, schema: {$ref: '#/S'}}, R: {schema: {$ref: '#/S'}, examples: {a: {$ref: none.json}}}, S: {}}";
    let joined = joined(&[("a.yaml", text), ("x.yaml", shared)]);
    assert_eq!(joined.at("paths/~a/get/parameters/0"), r##"{"$ref":"#/parameters/P"}"##);
    assert_eq!(joined.at("parameters/P/schema"), r##"{"$ref":"#/definitions/S"}"##);
    assert_eq!(joined.at("responses/R/schema"), r##"{"$ref":"#/definitions/S"}"##);
    assert_eq!(joined.codes, [""; 0]);
}

#[test]
fn what_leads_nowhere_is_named() {
    let schema = |reference: &str| {
        document(&format!("{{schemas: {{A: {{properties: {{a: {{$ref: '{reference}'}}}}}}}}}}"), "{}")
    };
    let other = "{Pet: {}, loop: {$ref: '#/pool'}, pool: {$ref: '#/loop'}}";
    for (reference, code) in [
        ("x.yaml#/Pte", "GW0301"),
        ("x.yaml#pet", "GW0301"),
        ("#nothing", "GW0301"),
        ("x.yaml#%ff", "GW0301"),
        ("x.yaml#/loop", "GW0303"),
        ("https://example.com/x.yaml", "GW0304"),
        ("file:///x.yaml", "GW0314"),
        ("/x.yaml", "GW0314"),
        ("x.yaml#Pet", "GW0317"),
        ("A", "GW0317"),
        ("B", "GW0301"),
    ] {
        assert_eq!(joined(&[("a.yaml", &schema(reference)), ("x.yaml", other)]).codes, [code], "{reference}");
    }
}

#[test]
fn what_takes_its_own_place_is_named() {
    let text = document("{}", "{/a: {$ref: p.yaml}}");
    let path = "{get: {callbacks: {c: {x: {$ref: p.yaml}}}, responses: {}}}";
    assert_eq!(joined(&[("a.yaml", &text), ("p.yaml", path)]).codes, ["GW0303"]);

    let deep: Vec<(String, String)> = (0..200)
        .map(|at| (format!("p{at}.yaml"), format!("{{a: {{properties: {{$ref: p{}.yaml}}}}}}", at + 1)))
        .collect();
    let text = document("{schemas: {A: {properties: {$ref: p0.yaml}}}}", "{}");
    let mut files = vec![("a.yaml", text.as_str())];
    files.extend(deep.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    files.push(("p200.yaml", "{b: {}}"));
    let joined = joined(&files);
    assert_eq!(joined.codes.iter().filter(|code| **code == "GW0319").count(), 1);
}
