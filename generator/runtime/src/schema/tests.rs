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

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
#[schema(one_of, tag = "kind")]
enum Pet {
    #[schema(value = "cat", value = "kitten")]
    Cat(Cat),
    #[schema(value = "dog")]
    Dog(Box<Dog>),
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct Cat {
    kind: String,
    lives: i64,
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct Dog {
    kind: String,
    friend: Option<Pet>,
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
#[schema(one_of)]
enum Amount {
    Count(i64),
    Text(String),
    Exact(Exact),
    List(Vec<Amount>),
    Short(Short),
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
#[schema(closed)]
struct Exact {
    value: f64,
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct Short(#[schema(max_length = 2)] String);

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
#[schema(any_of)]
enum Either {
    First(First),
    Second(Second),
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
pub(super) struct First {
    pub(super) a: i64,
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct Second {
    b: Option<i64>,
}

pub(super) fn back<T: serde::Serialize + serde::de::DeserializeOwned>(text: &str) -> T {
    let value: T = from_str(text).unwrap();
    assert_eq!(to_string(&value).unwrap(), text);
    value
}

pub(super) fn refusal<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
    from_str::<T>(text).unwrap_err().to_string()
}

#[test]
fn a_discriminator_decides() {
    assert_eq!(back::<Pet>(r#"{"kind":"kitten","lives":9}"#), Pet::Cat(Cat { kind: "kitten".to_owned(), lives: 9 }));
    back::<Pet>(r#"{"kind":"dog","friend":{"kind":"cat","lives":9}}"#);
    for (text, expected) in [
        (r#"{"kind":"cow"}"#, "`kind` is `cow`, expected one of `cat`, `kitten`, `dog`"),
        (r#"{"lives":9}"#, "missing field `kind`"),
        (r#"{"kind":9}"#, "invalid type: integer, expected a string"),
        (r#"{"kind":"cat"}"#, "missing field `lives`"),
        (r#"{"kind":"cat","lives":1,"lives":2}"#, "duplicate field `lives`"),
        ("[]", "invalid type: sequence, expected an object"),
    ] {
        assert!(refusal::<Pet>(text).starts_with(expected), "{text}: {}", refusal::<Pet>(text));
    }
}

#[test]
fn one_of_is_exactly_one() {
    assert_eq!(back::<Amount>("5"), Amount::Count(5));
    assert_eq!(back::<Amount>("\"abc\""), Amount::Text("abc".to_owned()));
    assert_eq!(back::<Amount>(r#"{"value":1.5}"#), Amount::Exact(Exact { value: 1.5 }));
    assert_eq!(back::<Amount>(r#"[1,[]]"#), Amount::List(vec![Amount::Count(1), Amount::List(vec![])]));
    assert!(refusal::<Amount>("\"ab\"").starts_with("matches more than one of the variants: `Text`, `Short`"));
    assert!(refusal::<Amount>("true").starts_with("matches none of the variants: Count (invalid type: boolean"));
    assert!(!refusal::<Amount>(r#"{"value":"hunter2"}"#).contains("hunter2"));
    assert!(!refusal::<Amount>("70770777.5").contains("70770777"));
    assert!(refusal::<Amount>(r#"{"value":1,"x":2}"#).contains("Exact (unknown field `x`"));
}

#[test]
fn any_of_takes_the_first_that_fits() {
    assert_eq!(back::<Either>(r#"{"a":1}"#), Either::First(First { a: 1 }));
    assert_eq!(from_str::<Either>(r#"{"a":"x","b":1}"#).unwrap(), Either::Second(Second { b: Some(1) }));
}

#[test]
fn where_scalars_are_text_they_are_read_as_the_types_want() {
    use serde::de::value::{Error, MapDeserializer};

    /// Stands for a form: all text, and it says so when asked for a buffer.
    struct Text(Vec<(&'static str, &'static str)>);
    impl<'de> serde::Deserializer<'de> for Text {
        type Error = Error;
        fn deserialize_any<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_map(MapDeserializer::new(self.0.into_iter()))
        }
        fn deserialize_newtype_struct<V: serde::de::Visitor<'de>>(
            self,
            name: &'static str,
            visitor: V,
        ) -> Result<V::Value, Error> {
            assert_eq!(name, super::BUFFER);
            visitor.visit_some(self)
        }
        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
            unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    #[derive(Debug, PartialEq, gatewright::Schema)]
    #[schema(any_of)]
    enum Any {
        Row(Row),
    }
    #[derive(Debug, PartialEq, gatewright::Schema)]
    #[schema(one_of)]
    enum Both {
        Number(First),
        String(Cell),
    }
    #[derive(Debug, PartialEq, gatewright::Schema)]
    struct Cell {
        a: String,
    }
    #[derive(Debug, PartialEq, gatewright::Schema)]
    struct Row {
        a: i32,
        b: Vec<bool>,
        c: Vec<f64>,
        d: Option<u64>,
    }

    let both = <Both as serde::Deserialize>::deserialize(Text(vec![("a", "5")])).unwrap();
    assert_eq!(both, Both::Number(First { a: 5 }));
    let text = Text(vec![("a", "1"), ("b", "true"), ("b", "0"), ("c", " 1.5 "), ("d", "18446744073709551615")]);
    let row = Row { a: 1, b: vec![true, false], c: vec![1.5], d: Some(u64::MAX) };
    assert_eq!(<Any as serde::Deserialize>::deserialize(text).unwrap(), Any::Row(row));
}

#[test]
fn new_types_are_what_they_hold() {
    #[derive(Debug, PartialEq, gatewright::Schema)]
    struct Count(#[schema(minimum = 0)] u16);
    assert_eq!(back::<Count>("7"), Count(7));
    assert_eq!(from_str::<Count>("7.0").unwrap(), Count(7));
}

#[test]
fn records_may_have_many_fields() {
    macro_rules! wide {
        ($($field:ident)+) => {
            #[derive(Debug, PartialEq, gatewright::Schema)]
            struct Wide { $($field: Option<u8>),+ }
        };
    }
    wide! {
        a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5
        d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 g0 g1 g2 g3 g4 g5 g6 g7 g8 g9
    }
    back::<Wide>(r#"{"a0":1,"g8":2,"g9":3}"#);
    assert!(refusal::<Wide>(r#"{"g9":2,"a0":1,"g9":3}"#).starts_with("duplicate field `g9`"));
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
#[schema(any_of)]
enum Branch {
    Left(Box<LeftBranch>),
    Right(Box<RightBranch>),
    Leaf(i64),
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct LeftBranch {
    on: Branch,
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct RightBranch {
    on: Branch,
    name: Option<String>,
}

/// Each level has two variants that fit: what that costs must not double with each.
#[test]
fn unions_within_unions_end_in_reasonable_time() {
    let nested = |depth: usize, leaf: &str| format!("{}{leaf}{}", r#"{"on":"#.repeat(depth), "}".repeat(depth));
    let started = std::time::Instant::now();
    assert!(from_str::<Branch>(&nested(20, "1")).is_ok());
    assert!(from_str::<Branch>(&nested(120, "1")).is_ok());
    assert!(from_str::<Branch>(&nested(120, "true")).is_err());
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    let large = format!(r#"{{"on":1,"more":{:?}}}"#, [0; 2000]);
    let error = from_str::<Branch>(&nested(120, &large)).unwrap_err();
    assert!(error.to_string().contains("unions nest"), "{error}");
    // What one value took is no loss to the next.
    assert!(from_str::<Vec<Branch>>(&format!("[{}]", vec![nested(8, "1"); 100].join(","))).is_ok());
}

#[test]
fn a_record_may_have_many_fields() {
    #[derive(Debug, PartialEq, gatewright::Schema)]
    #[rustfmt::skip]
    struct Many {
        a: i64, b: i64, c: i64, d: i64, e: i64, f: i64, g: i64, h: i64, i: i64, j: i64, k: i64, l: i64, m: i64, n: i64,
        o: i64, p: i64, q: i64, r: Option<i64>, s: Option<Option<i64>>,
        #[schema(rest)]
        rest: IndexMap<String, i64>,
    }
    let letters = |from: char, to: char| (from..=to).map(|c| format!("\"{c}\":{}", c as u32)).collect::<Vec<_>>();
    let text = format!("{{{}}}", [letters('a', 'q'), letters('s', 'z')].concat().join(","));
    let many: Many = from_str(&text).unwrap();
    assert_eq!((many.a, many.p, many.q, many.r, many.s), (97, 112, 113, None, Some(Some(115))));
    assert_eq!(many.rest.get("z"), Some(&122));
    assert_eq!(to_string(&many).unwrap(), text);
    assert_eq!(from_str::<Many>("{\"a\":1}").unwrap_err().to_string(), "missing field `b` at line 1 column 7");
}
