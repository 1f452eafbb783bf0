//! Unions and free-form values.

use serde_json::{Value, json};

use super::super::{from_str, to_string};
use super::{check, refused};
use crate::Schema;

/// Scalars that a text may be taken for.
#[derive(Debug, PartialEq, Clone, Schema)]
#[schema(one_of)]
pub(super) enum Scalar {
    Integer(i64),
    Boolean(bool),
    Text(String),
    List(Vec<String>),
}

/// A place for it.
#[derive(Debug, PartialEq, Schema)]
pub(super) struct Holder {
    value: Option<Scalar>,
    #[schema(required)]
    any: Option<Value>,
}

fn holder(value: Scalar) -> Holder {
    Holder { value: Some(value), any: Some(json!("")) }
}

fn document(value: &str) -> String {
    format!("<Holder><value{value}</value><any/></Holder>")
}

#[test]
fn text_chooses_where_it_can() {
    check(&holder(Scalar::Integer(5)), &document(">5"));
    check(&holder(Scalar::Boolean(true)), &document(">true"));
    check(&holder(Scalar::Text("five".to_owned())), &document(">five"));
}

#[test]
fn types_are_named_where_text_cannot_choose() {
    const DECLARED: &str = " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" \
                            xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"xs:string\">";
    for text in ["5", "true"] {
        check(&holder(Scalar::Text(text.to_owned())), &document(&format!("{DECLARED}{text}")));
    }
    for list in [vec![], vec![String::new()], vec!["a".to_owned(), "5".to_owned()]] {
        let value = holder(Scalar::List(list));
        let document = to_string(&value).unwrap();
        assert_eq!(from_str::<Holder>(&document).unwrap(), value, "{document}");
    }
}

/// Records told apart by their members.
#[derive(Debug, PartialEq, Schema)]
#[schema(any_of)]
pub(super) enum Shape {
    Circle(Circle),
    Square(Square),
    Named(Named),
}

/// A circle.
#[derive(Debug, PartialEq, Schema)]
pub(super) struct Circle {
    radius: f64,
}

/// A square.
#[derive(Debug, PartialEq, Schema)]
pub(super) struct Square {
    side: f64,
    inner: Option<Box<Shape>>,
}

/// The same member as a circle, as a text.
#[derive(Debug, PartialEq, Schema)]
pub(super) struct Named {
    radius: String,
}

#[test]
fn records_are_told_apart() {
    check(&Shape::Circle(Circle { radius: 1.5 }), "<value><radius>1.5</radius></value>");
    let inner = Some(Box::new(Shape::Circle(Circle { radius: 2.0 })));
    check(
        &Shape::Square(Square { side: 1.0, inner }),
        "<value><side>1</side><inner><radius>2</radius></inner></value>",
    );
    check(&Shape::Named(Named { radius: "wide".to_owned() }), "<value><radius>wide</radius></value>");
    let value = Shape::Named(Named { radius: "5".to_owned() });
    assert_eq!(from_str::<Shape>(&to_string(&value).unwrap()).unwrap(), value);
    assert!(refused::<Shape>("<value><other/></value>").contains("matches none of the variants"));
}

/// Records that a discriminator tells apart.
#[derive(Debug, PartialEq, Schema)]
#[schema(one_of, tag = "kind")]
pub(super) enum Pet {
    #[schema(value = "cat")]
    Cat(Cat),
    #[schema(value = "dog")]
    Dog(Dog),
}

/// A cat.
#[derive(Debug, PartialEq, Schema)]
pub(super) struct Cat {
    kind: String,
    tag: i64,
}

/// A dog.
#[derive(Debug, PartialEq, Schema)]
pub(super) struct Dog {
    #[schema(xml(attribute))]
    kind: String,
    tag: String,
}

#[test]
fn a_discriminator_decides() {
    check(&Pet::Cat(Cat { kind: "cat".to_owned(), tag: 5 }), "<value><kind>cat</kind><tag>5</tag></value>");
    check(&Pet::Dog(Dog { kind: "dog".to_owned(), tag: "5".to_owned() }), "<value kind=\"dog\"><tag>5</tag></value>");
}

#[test]
fn free_form_values_keep_their_types() {
    for any in [
        json!(null),
        json!(true),
        json!(-5),
        json!(1.5),
        json!("5"),
        json!(" a\n"),
        json!([]),
        json!({}),
        json!([1, [], {}, [[null]], "x"]),
        json!({"a": [1], "b": {"c": "d", "e": [{}, {"f": null}]}, "@id": "7", "g": ["h", "i"]}),
        json!({"@id": "7", "#text": "words"}),
        json!(18_446_744_073_709_551_615_u64),
    ] {
        let value = Holder { value: None, any: Some(any).filter(|any| !any.is_null()) };
        let document = to_string(&value).unwrap();
        assert_eq!(from_str::<Holder>(&document).unwrap(), value, "{document}");
    }
    for any in [json!({"a b": 1}), json!({"@": "x"}), json!({"@a": 1}), json!({"@xmlns": "x"}), json!("\u{1}")] {
        assert!(to_string(&any).is_err(), "{any}");
    }
}

#[test]
fn foreign_elements_become_objects_and_lists() {
    let read: Value =
        from_str("<r xmlns:p='urn:p' p:id='1'><p:a>1</p:a> <a>2</a><b> <c/></b>words <d x='y'>z</d></r>").unwrap();
    assert_eq!(
        read,
        json!({"@id": "1", "#text": "words", "a": ["1", "2"], "b": {"c": ""}, "d": {"@x": "y", "#text": "z"}})
    );
}
