//! Types with the derive, read and written as JSON.

#![allow(clippy::unwrap_used, reason = "a failed test says enough")]

use indexmap::IndexMap;
use serde_json::{from_str, json, to_string};

use crate as gatewright;

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct Batch {
    #[schema(rename = "batchName")]
    name: String,
    status: Status,
    size: Option<i64>,
    #[schema(required)]
    parent: Option<String>,
    comment: Option<Option<String>>,
    codes: Vec<u8>,
    #[schema(secret)]
    pin: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
enum Status {
    #[schema(rename = "in-progress")]
    InProgress,
    Done,
    #[schema(other)]
    Other(String),
}

#[derive(Debug, Clone, Copy, PartialEq, gatewright::Schema)]
enum Level {
    #[schema(value = 1)]
    Low,
    #[schema(value = -5)]
    High,
}

#[derive(Debug, Clone, PartialEq, Default, gatewright::Schema)]
#[schema(closed)]
struct Closed {
    a: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Default, gatewright::Schema)]
struct Open {
    a: Option<bool>,
    #[schema(rest)]
    rest: IndexMap<String, f64>,
}

#[derive(Debug, Clone, PartialEq, Default, gatewright::Schema)]
struct Empty {}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct Tree {
    value: i32,
    children: Option<Vec<Tree>>,
    next: Option<Box<Tree>>,
}

fn batch(text: &str) -> Result<Batch, String> {
    from_str(text).map_err(|error| error.to_string())
}

#[test]
fn a_record_is_read_and_written() {
    let text =
        r#"{"batchName":"a","status":"in-progress","size":3,"parent":null,"comment":null,"codes":[1,255],"pin":4}"#;
    let value = batch(text).unwrap();
    let expected = Batch {
        name: "a".to_owned(),
        status: Status::InProgress,
        size: Some(3),
        parent: None,
        comment: Some(None),
        codes: vec![1, 255],
        pin: Some(4),
    };
    assert_eq!(value, expected);
    assert_eq!(to_string(&value).unwrap(), text);
}

#[test]
fn absent_and_null_are_told_apart_where_the_type_can() {
    let value = batch(r#"{"codes":[],"parent":"p","size":null,"status":"new","x":[{}],"batchName":"b"}"#).unwrap();
    assert_eq!((value.size, value.comment.clone(), value.parent.as_deref()), (None, None, Some("p")));
    assert_eq!(value.status, Status::Other("new".to_owned()));
    assert_eq!(to_string(&value).unwrap(), r#"{"batchName":"b","status":"new","parent":"p","codes":[]}"#);
}

#[test]
fn what_is_wrong_with_a_record_is_said() {
    let cases = [
        (r#"{"batchName":"a","status":"Done","codes":[]}"#, "missing field `parent`"),
        (r#"{"batchName":"a","batchName":"b"}"#, "duplicate field `batchName`"),
        (r#"{"batchName":null}"#, "invalid type: null, expected a string"),
        (r#"{"codes":[1, 256]}"#, "invalid value: integer `256`, expected a whole number that fits u8"),
        (r#"{"codes":[-1]}"#, "invalid value: integer `-1`, expected a whole number that fits u8"),
        (r#"{"size":1.5}"#, "invalid value: floating point `1.5`, expected a whole number that fits i64"),
        (r#"{"size":1e30}"#, "expected a whole number that fits i64"),
        (r#"{"size":"3"}"#, "invalid type: string \"3\", expected a whole number that fits i64"),
        (r#"[]"#, "invalid type: sequence, expected an object (Batch)"),
        (r#"{"pin":"hunter2"}"#, "field `pin` doesn't have the form that the document gives it"),
    ];
    for (text, expected) in cases {
        let error = batch(text).unwrap_err();
        assert!(error.contains(expected), "{text}: {error}");
        assert!(!error.contains("hunter2"));
    }
}

#[test]
fn whole_numbers_may_be_written_as_floats() {
    let value = batch(r#"{"batchName":"a","status":"Done","codes":[3.0],"parent":null,"size":1e3}"#).unwrap();
    assert_eq!((value.codes, value.size), (vec![3], Some(1000)));
}

#[test]
fn unknown_keys_are_ignored_refused_or_kept() {
    assert_eq!(from_str::<Empty>(r#"{"b":1}"#).unwrap(), Empty {});
    let error = from_str::<Closed>(r#"{"a":true,"b":1}"#).unwrap_err().to_string();
    assert!(error.starts_with("unknown field `b`, expected one of `a`"), "{error}");
    let open = from_str::<Open>(r#"{"b":1,"a":true,"c":2.5}"#).unwrap();
    assert_eq!(open.rest.get("c"), Some(&2.5));
    assert_eq!(to_string(&open).unwrap(), r#"{"a":true,"b":1.0,"c":2.5}"#);
    assert!(from_str::<Open>(r#"{"b":1,"b":2}"#).unwrap_err().to_string().starts_with("a key is given twice"));
    let clash = Open { a: None, rest: [("a".to_owned(), 1.0)].into_iter().collect() };
    assert!(to_string(&clash).is_err());
}

#[test]
fn enumerations_convert() {
    assert_eq!(Status::InProgress.as_str(), "in-progress");
    assert_eq!("Done".parse(), Ok(Status::Done));
    assert_eq!(Status::Other("x".to_owned()).to_string(), "x");
    assert_eq!(from_str::<Vec<Level>>("[1, -5.0]").unwrap(), [Level::Low, Level::High]);
    assert_eq!(serde_json::to_value([Level::High]).unwrap(), json!([-5]));
    assert_eq!("-5".parse(), Ok(Level::High));
    assert_eq!("2".parse::<Level>().unwrap_err().to_string(), "expected one of `1`, `-5`");
    let error = from_str::<Level>("2").unwrap_err().to_string();
    assert!(error.starts_with("invalid value: integer `2`, expected one of `1`, `-5`"), "{error}");
}

#[test]
fn types_may_contain_themselves() {
    let text = r#"{"value":1,"children":[{"value":2}],"next":{"value":3}}"#;
    assert_eq!(to_string(&from_str::<Tree>(text).unwrap()).unwrap(), text);
}
