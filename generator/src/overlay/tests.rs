//! Overlays over small documents: what becomes of the document, and of the places.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::diagnostics::Pointer;
use crate::syntax;

/// Applies overlays, given by their actions, to a document.
fn overlaid(document: &str, overlays: &[&str]) -> (Result<Overlaid, Stopped>, SourceMap, Sink) {
    let (mut sources, mut sink) = (SourceMap::default(), Sink::default());
    let source = sources.add("api/openapi.yaml", document);
    let root = syntax::parse(&sources, source, &mut sink).unwrap();
    let parsed: Vec<Overlay> = overlays
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let head = "overlay: 1.1.0\ninfo: {title: Test, version: '1'}\n";
            let text = if text.starts_with("overlay") { (*text).to_owned() } else { format!("{head}{text}") };
            let source = sources.add(format!("api/{index}.overlay.yaml"), text);
            Overlay { source, root: syntax::parse(&sources, source, &mut sink).unwrap() }
        })
        .collect();
    let done = apply(root, source, &parsed, &sources, &mut sink);
    (done, sources, sink)
}

#[track_caller]
fn becomes(document: &str, overlays: &[&str], expected: &str) -> (Overlaid, SourceMap) {
    let (done, sources, sink) = overlaid(document, overlays);
    assert!(sink.diagnostics().is_empty(), "{:#?}", sink.diagnostics());
    let done = done.unwrap();
    assert_eq!(done.root.to_string(), expected);
    (done, sources)
}

fn said(document: &str, overlays: &[&str]) -> Vec<(&'static str, String)> {
    let (done, _, sink) = overlaid(document, overlays);
    let errors = sink.barrier().is_err();
    assert_eq!(done.is_err(), errors);
    sink.diagnostics().iter().map(|said| (said.code, said.message.clone())).collect()
}

fn place(done: &Overlaid, tokens: &[&str]) -> (u32, String) {
    let pointer = tokens.iter().fold(Pointer::default(), |at, token| at.child(token));
    let place = done.places.find(&pointer);
    (place.source.0, place.pointer.to_string())
}

#[test]
fn objects_merge_lists_grow_and_values_are_replaced() {
    becomes(
        "a: {b: 1, c: {d: [1]}}\ne: x\n",
        &["actions: [{target: $.a, update: {b: 2, c: {d: [2, 3], n: null}}}, {target: $.e, update: y}]"],
        r#"{"a":{"b":2,"c":{"d":[1,2,3],"n":null}},"e":"y"}"#,
    );
}

#[test]
fn a_list_takes_one_item_or_several() {
    let actions = "actions: [{target: $.a, update: {n: 1}}, {target: $.a, update: [2, 3]}, {target: $.a, update: 4}]";
    becomes("a: []", &[actions], r#"{"a":[{"n":1},2,3,4]}"#);
}

#[test]
fn items_are_removed_whatever_their_order() {
    becomes(
        "a: [{n: 1}, {n: 2}, {n: 1}, {n: 3}]\nb: {c: 1}\n",
        &["actions: [{target: '$.a[?@.n == 1]', remove: true}, {target: '$.b.c', remove: true}]"],
        r#"{"a":[{"n":2},{"n":3}],"b":{}}"#,
    );
    let nested = "actions: [{target: '$..a', remove: true}]";
    becomes("a: {a: {a: 1}}\nb: {a: 1, c: 2}", &[nested], r#"{"b":{"c":2}}"#);
    let many = format!("actions: [{{target: '$.a[{}]', remove: true}}]", "2,10,9");
    becomes("a: [0,1,2,3,4,5,6,7,8,9,10]", &[&many], r#"{"a":[0,1,3,4,5,6,7,8]}"#);
}

#[test]
fn actions_and_overlays_see_what_those_before_them_did() {
    becomes(
        "paths: {/a: {get: {x: 1}}}",
        &[
            "actions: [{target: $.paths, update: {/b: {}}}, {target: \"$.paths['/b']\", copy: \"$.paths['/a']\"}]",
            "actions: [{target: \"$.paths['/a']\", remove: true}, {target: '$.paths.*.get', update: {x: 2}}]",
        ],
        r#"{"paths":{"/b":{"get":{"x":2}}}}"#,
    );
}

#[test]
fn an_action_may_be_shared() {
    let overlay = "overlay: 1.2.0\ninfo: {title: T, version: '1'}\ncomponents:\n  actions:\n    a/b: {fields: {update: {x: 1}}}\n\
                   actions:\n- {$ref: '#/components/actions/a~1b', target: $.a}\n- {$ref: '#/components/actions/a~1b', target: $.b}\n";
    becomes("a: {}\nb: {}", &[overlay], r#"{"a":{"x":1},"b":{"x":1}}"#);
}

#[test]
fn what_an_overlay_brings_stands_in_the_overlay() {
    let (done, _) = becomes(
        "a: {b: 1}\nl: [{n: 0}, {n: 1}, {n: 2}]\n",
        &[
            "actions: [{target: $.a, update: {b: 2, c: {d: {}}}}, {target: '$.l[?@.n == 1]', remove: true}]",
            "actions: [{target: $.a.c.d, update: {e: 5}}, {target: $.l, update: {n: 3}}, {target: $.a, copy: '$.l[1]'}]",
        ],
        r#"{"a":{"b":2,"c":{"d":{"e":5}},"n":2},"l":[{"n":0},{"n":2},{"n":3}]}"#,
    );
    assert_eq!(place(&done, &["a"]), (0, "/a".to_owned()));
    assert_eq!(place(&done, &["a", "b"]), (1, "/actions/0/update/b".to_owned()));
    assert_eq!(place(&done, &["a", "c", "d"]), (1, "/actions/0/update/c/d".to_owned()));
    assert_eq!(place(&done, &["a", "c", "d", "e"]), (2, "/actions/0/update/e".to_owned()));
    assert_eq!(place(&done, &["l", "0", "n"]), (0, "/l/0/n".to_owned()));
    assert_eq!(place(&done, &["l", "1", "n"]), (0, "/l/2/n".to_owned()));
    assert_eq!(place(&done, &["l", "2", "n"]), (2, "/actions/1/update/n".to_owned()));
    // What was copied stands where it was copied from.
    assert_eq!(place(&done, &["a", "n"]), (0, "/l/2/n".to_owned()));
}

#[test]
fn what_does_not_fit_is_refused_at_both_places() {
    let (_, sources, sink) = overlaid("a: {b: [1]}", &["actions: [{target: $.a, update: {b: {c: 1}}}]"]);
    let said = sink.diagnostics().first().unwrap();
    assert_eq!((said.code, said.message.as_str()), ("GW0219", "an object can't be merged into a list"));
    let places: Vec<_> = said.labels.iter().map(|label| label.place.source.0).collect();
    assert_eq!(places, [1, 0]);
    assert!(sources.locate_label(&said.labels[0]).is_some());

    let codes = |document: &str, actions: &str| said_codes(document, actions);
    assert_eq!(codes("a: {}\nb: []", "actions: [{target: '$.*', update: {x: 1}}]"), ["GW0219"]);
    assert_eq!(codes("a: {}\nb: []", "actions: [{target: $.a, copy: '$.c'}]"), ["GW0219"]);
    assert_eq!(codes("a: {}", "actions: [{target: $, remove: true}]"), ["GW0219"]);
    assert_eq!(codes("a: {}", "actions: [{target: $.b, remove: true}]"), ["GW0217"]);
    assert_eq!(codes("a: {}", "actions: [{target: $.a}]"), ["GW0217"]);
}

fn said_codes(document: &str, actions: &str) -> Vec<&'static str> {
    said(document, &[actions]).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn a_malformed_overlay_is_refused_with_all_that_is_wrong() {
    let actions = "actions: [{target: 1, update: 1}, {target: '$.a[', update: 1}, {updates: 1}, \
                   {target: $.a, update: 1, copy: $.a}, {target: $.a, remove: 1}, 1, {$ref: x, target: $.a}]";
    let codes = said_codes("a: 1", actions);
    assert_eq!(codes, ["GW0215"; 8], "{:#?}", said("a: 1", &[actions]));
    assert_eq!(said_codes("a: 1", "actions: 1"), ["GW0215"]);
    assert_eq!(said_codes("a: 1", "overlay: 2.0.0\nactions: []"), ["GW0216"]);
    assert_eq!(said_codes("a: 1", "overlays: 1.0.0\nactions: []"), ["GW0215"; 1]);
}

#[test]
fn an_overlay_for_another_document_is_told() {
    let codes = |document: &str, extends: &str| {
        said_codes(document, &format!("extends: {extends}\nactions: [{{target: $.a, update: 2}}]"))
    };
    assert_eq!(codes("a: 1", "openapi.yaml"), [""; 0]);
    assert_eq!(codes("a: 1", "../api/./openapi.yaml"), [""; 0]);
    assert_eq!(codes("a: 1", "other.yaml"), ["GW0218"]);
    assert_eq!(codes("a: 1", "https://a.example/other.yaml"), [""; 0]);
    let named = "a: 1\n$self: https://a.example/api";
    assert_eq!(codes(named, "https://a.example/api"), [""; 0]);
    assert_eq!(codes(named, "https://a.example/other"), ["GW0218"]);
}

#[test]
fn no_overlay_makes_a_document_deeper_than_is_read() {
    let document = format!("{}1{}", "{\"a\": ".repeat(70), "}".repeat(70));
    let action = format!("actions: [{{target: '${}', copy: '$.a'}}]", ".a".repeat(60));
    assert_eq!(said_codes(&document, &action), ["GW0219"]);
}
