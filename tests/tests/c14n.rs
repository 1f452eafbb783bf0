//! The judge of XML is a judge: it tells what counts from what doesn't.

#![allow(clippy::panic, reason = "a test fails by panicking")]

use gatewright_tests::c14n::{Difference, Verdict, compare};

const SAMPLE: &str = include_str!("../cases/samples/asavie/get-batch.xml");

/// Whether the documents are the same, or `None` where there is no judge.
fn same(expected: &str, actual: &str) -> Option<bool> {
    match compare(expected, actual) {
        Ok(Verdict::Same) => Some(true),
        Ok(Verdict::NotJudged) => None,
        Err(Difference::Differ(_)) => Some(false),
        Err(other) => panic!("{other}"),
    }
}

#[track_caller]
fn check(expected: &str, actual: &str, wanted: bool) {
    if let Some(is_same) = same(expected, actual) {
        assert_eq!(is_same, wanted, "{expected}\n{actual}");
    }
}

#[test]
fn a_sample_is_itself_without_its_indentation() {
    let flat: String = SAMPLE.lines().map(str::trim_start).collect();
    check(SAMPLE, &flat, true);
}

#[test]
fn empty_elements_and_the_order_of_attributes_do_not_count() {
    check(r#"<a x="1" y="2"></a>"#, r#"<a y='2' x='1'/>"#, true);
}

#[test]
fn text_order_prefixes_and_declarations_count() {
    check("<a>1</a>", "<a>2</a>", false);
    check("<a><b/><c/></a>", "<a><c/><b/></a>", false);
    check(r#"<p:a xmlns:p="u"/>"#, r#"<q:a xmlns:q="u"/>"#, false);
    check(r#"<a xmlns:i="u"/>"#, "<a/>", false);
    check("<a> </a>", "<a/>", false);
    check("<a>b <c/></a>", "<a>b<c/></a>", false);
}

#[test]
fn what_is_not_xml_is_an_error() {
    match compare("<a/>", "<a>") {
        Ok(Verdict::NotJudged) | Err(Difference::Malformed(_)) => {}
        other => panic!("{other:?}"),
    }
}
