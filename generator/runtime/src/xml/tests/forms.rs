//! The forms of OpenAPI's `xml` object: names, namespaces, attributes, lists.

use indexmap::IndexMap;

use super::super::{from_str, to_string};
use super::{check, refused};
use crate::Schema;

/// The specification's example of prefixes and namespaces (3.1.1, XML Object Examples).
#[derive(Debug, PartialEq, Schema)]
pub(super) struct Person {
    #[schema(xml(attribute))]
    id: i32,
    #[schema(xml(namespace = "http://example.com/schema/sample", prefix = "sample"))]
    name: String,
}

#[test]
fn attributes_and_prefixes() {
    check(
        &Person { id: 123, name: "example".to_owned() },
        "<Person id=\"123\"><sample:name xmlns:sample=\"http://example.com/schema/sample\">example</sample:name></Person>",
    );
    assert_eq!(refused::<Person>("<Person><a/></Person>"), "line 1, column 1: /Person: missing field `id`");
    assert_eq!(refused::<Person>("<Person id='x'/>"), "line 1, column 1: /Person/@id: this isn't a whole number");
}

/// The specification's examples of lists.
#[derive(Debug, PartialEq, Default, Schema)]
pub(super) struct Zoo {
    animals: Vec<String>,
    #[schema(xml(item = "bird"))]
    birds: Option<Vec<String>>,
    #[schema(xml(name = "ignored"))]
    cats: Option<Vec<String>>,
    #[schema(xml(wrapped))]
    dogs: Option<Vec<String>>,
    #[schema(xml(wrapped, name = "elks", item = "elk"))]
    elk_list: Option<Vec<i64>>,
    #[schema(xml(wrapped, name = "foxes"))]
    fox_list: Option<Vec<bool>>,
    #[schema(xml(attribute))]
    goats: Option<Vec<f64>>,
}

#[test]
fn lists() {
    let two = || Some(vec!["a".to_owned(), "b".to_owned()]);
    check(&Zoo { animals: vec!["a".to_owned()], ..Zoo::default() }, "<Zoo><animals>a</animals></Zoo>");
    check(&Zoo { birds: two(), ..Zoo::default() }, "<Zoo><bird>a</bird><bird>b</bird></Zoo>");
    check(&Zoo { cats: two(), ..Zoo::default() }, "<Zoo><cats>a</cats><cats>b</cats></Zoo>");
    check(&Zoo { dogs: two(), ..Zoo::default() }, "<Zoo><dogs><dogs>a</dogs><dogs>b</dogs></dogs></Zoo>");
    check(&Zoo { elk_list: Some(vec![1, 2]), ..Zoo::default() }, "<Zoo><elks><elk>1</elk><elk>2</elk></elks></Zoo>");
    check(&Zoo { fox_list: Some(vec![true]), ..Zoo::default() }, "<Zoo><foxes><foxes>true</foxes></foxes></Zoo>");
    check(&Zoo { fox_list: Some(vec![]), ..Zoo::default() }, "<Zoo><foxes></foxes></Zoo>");
    check(&Zoo { goats: Some(vec![1.5, f64::INFINITY]), ..Zoo::default() }, "<Zoo goats=\"1.5 INF\"></Zoo>");
    check(&Zoo { goats: Some(vec![]), ..Zoo::default() }, "<Zoo goats=\"\"></Zoo>");
    let mixed: Zoo = from_str("<Zoo><animals>a</animals><bird>b</bird><x/><animals>c</animals></Zoo>").unwrap();
    assert_eq!(mixed.animals, ["a", "c"]);
    let elsewhere: Zoo = from_str("<Zoo><elks><cow>1</cow><elk>2</elk></elks></Zoo>").unwrap();
    assert_eq!(elsewhere.elk_list, Some(vec![2]));
}

/// Members in any order: one way to read them takes them as they come, the other looks for each.
#[derive(Debug, PartialEq, Schema)]
pub(super) struct Shelf {
    #[schema(xml(attribute))]
    id: i64,
    label: Option<String>,
    books: Vec<String>,
    inner: Option<Box<Shelf>>,
    count: i64,
}

#[test]
fn members_stand_in_any_order() {
    let inner = || Shelf { id: 2, label: None, books: Vec::new(), inner: None, count: 0 };
    let shelf = Shelf {
        id: 1,
        label: Some("a".to_owned()),
        books: vec!["b".to_owned(), "c".to_owned()],
        inner: Some(Box::new(inner())),
        count: 3,
    };
    let (label, books) = ("<label>a</label>", ["<books>b</books>", "<books>c</books>"]);
    let (inside, count) = ("<inner id='2'><count>0</count></inner>", "<count>3</count>");
    for parts in [
        [label, books[0], books[1], inside, count],
        [count, inside, books[0], books[1], label],
        [books[0], label, inside, books[1], count],
        [label, books[0], count, books[1], inside],
    ] {
        let apart = parts.join("\n <other/>");
        for members in [parts.concat(), parts.join("\n "), apart] {
            assert_eq!(from_str::<Shelf>(&format!("<Shelf id='1'>{members}</Shelf>")).unwrap(), shelf, "{members}");
        }
    }
    assert_eq!(from_str::<Shelf>("<Shelf id='2'><count>0</count></Shelf>").unwrap(), inner());
    for (members, problem) in [
        (vec![label, books[0], inside], "line 1, column 1: /Shelf: missing field `count`"),
        (vec![label, label, count], "line 1, column 31: /Shelf/label: this element comes more than once"),
        (vec![count, books[0], count], "line 1, column 47: /Shelf/count: this element comes more than once"),
        (vec![label, "x", count], "line 1, column 1: /Shelf: text stands where elements are expected"),
        (vec!["<books><x/></books>", count], "line 1, column 15: /Shelf/books: elements stand where text is expected"),
    ] {
        assert_eq!(refused::<Shelf>(&format!("<Shelf id='1'>{}</Shelf>", members.concat())), problem);
    }
}

/// Members that belong to the type's namespace and share its prefix, another namespace, free members.
#[derive(Debug, PartialEq, Schema)]
#[schema(xml(name = "outer", namespace = "urn:o", prefix = "o", declare("p" = "urn:p"), qualified))]
pub(super) struct Outer {
    first: i64,
    #[schema(xml(prefix = "p"))]
    second: i64,
    inner: Option<Inner>,
    #[schema(xml(namespace = "urn:q"))]
    plain: Option<Plain>,
    #[schema(rest)]
    rest: IndexMap<String, i64>,
}

/// A type of another namespace.
#[derive(Debug, PartialEq, Schema)]
#[schema(xml(namespace = "urn:i", qualified))]
pub(super) struct Inner {
    a: i64,
    b: Option<Box<Inner>>,
}

/// A type that says nothing of XML.
#[derive(Debug, PartialEq, Schema)]
pub(super) struct Plain {
    a: Vec<Plain>,
}

#[test]
fn namespaces() {
    let rest = IndexMap::from([("third".to_owned(), 3)]);
    let inner = Inner { a: 4, b: Some(Box::new(Inner { a: 5, b: None })) };
    let plain = Plain { a: vec![Plain { a: vec![] }] };
    check(
        &Outer { first: 1, second: 2, inner: Some(inner), plain: Some(plain), rest },
        "<o:outer xmlns:p=\"urn:p\" xmlns:o=\"urn:o\"><o:first>1</o:first><p:second>2</p:second>\
         <o:inner xmlns:d2p1=\"urn:i\"><d2p1:a>4</d2p1:a><d2p1:b><d2p1:a>5</d2p1:a></d2p1:b></o:inner>\
         <plain xmlns=\"urn:q\"><a></a></plain><o:third>3</o:third></o:outer>",
    );
    // The same by other prefixes, beside strangers that look like members.
    let read: Outer = from_str(
        "<outer xmlns='urn:o'><first xmlns=''>8</first><second>9</second><first>1</first>\
         <p:second xmlns:p='urn:p'>2</p:second></outer>",
    )
    .unwrap();
    assert_eq!((read.first, read.second, read.rest.len()), (1, 2, 0));
    // A type without a name in XML is read from any root, in any namespace.
    let read: Plain = from_str("<x xmlns='urn:any'><a/><a/></x>").unwrap();
    assert_eq!(read.a.len(), 2);
}

/// The three states of a member, and a null that must be stated.
#[derive(Debug, PartialEq, Default, Schema)]
pub(super) struct States {
    both: Option<Option<i64>>,
    #[schema(required)]
    stated: Option<String>,
    list: Option<Option<Vec<i64>>>,
}

#[test]
fn null_and_absent_stay_apart() {
    const XSI: &str = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"";
    check(&States::default(), &format!("<States><stated {XSI}/></States>"));
    let stated = Some(String::new());
    check(
        &States { both: Some(None), stated: stated.clone(), list: None },
        &format!("<States><both {XSI}/><stated/></States>"),
    );
    check(
        &States { both: Some(Some(1)), stated, list: Some(None) },
        &format!("<States><both>1</both><stated/><list {XSI}/></States>"),
    );
    assert_eq!(refused::<States>("<States/>"), "line 1, column 1: /States: missing field `stated`");
    let full = format!("<States><stated {XSI}>a</stated></States>");
    assert_eq!(refused::<States>(&full), "line 1, column 9: /States/stated: an element that is nil holds something");
}

/// Maps, lists in lists, and numbers.
#[derive(Debug, PartialEq, Default, Schema)]
pub(super) struct Mixed {
    map: Option<IndexMap<String, i64>>,
    lists: Option<IndexMap<String, Vec<i64>>>,
    nested: Option<Vec<Vec<i64>>>,
    float: Option<f64>,
    small: Option<u8>,
    #[schema(secret)]
    secret: Option<i64>,
}

#[test]
fn maps_and_nested_lists() {
    let map = Some(IndexMap::from([("a".to_owned(), 1), ("b-c".to_owned(), 2)]));
    check(&Mixed { map, ..Mixed::default() }, "<Mixed><map><a>1</a><b-c>2</b-c></map></Mixed>");
    let lists = Some(IndexMap::from([("a".to_owned(), vec![1, 2]), ("b".to_owned(), vec![3])]));
    check(&Mixed { lists, ..Mixed::default() }, "<Mixed><lists><a>1</a><a>2</a><b>3</b></lists></Mixed>");
    check(
        &Mixed { nested: Some(vec![vec![1, 2], vec![]]), ..Mixed::default() },
        "<Mixed><nested><item>1</item><item>2</item></nested><nested></nested></Mixed>",
    );
    for key in ["", "a b", "1", "a:b", "<", "-a", "é\u{0}"] {
        let map = Some(IndexMap::from([(key.to_owned(), 1)]));
        let error = to_string(&Mixed { map, ..Mixed::default() }).unwrap_err();
        assert_eq!(error.to_string(), format!("/Mixed/map/{key}: {key:?} isn't a legal XML name"));
    }
    let twice = "<Mixed><map><a>1</a>\n<a>1</a></map></Mixed>";
    assert_eq!(refused::<Mixed>(twice), "line 2, column 1: /Mixed/map/a: this element comes more than once");
}

#[test]
fn numbers() {
    let float = |text: &str| from_str::<Mixed>(&format!("<Mixed><float>{text}</float></Mixed>")).map(|read| read.float);
    assert_eq!(float(" 1 "), Ok(Some(1.0)));
    assert_eq!(float("-1.5E2"), Ok(Some(-150.0)));
    assert_eq!(float("-INF"), Ok(Some(f64::NEG_INFINITY)));
    assert!(float("NaN").unwrap().unwrap().is_nan());
    for text in ["", "inf", "nan", "infinity", "1e999", "1,5", "0x10", "1_0", "--1", "<a/>"] {
        assert!(float(text).is_err(), "{text}");
    }
    let small = |text: &str| from_str::<Mixed>(&format!("<Mixed><small>{text}</small></Mixed>")).map(|read| read.small);
    assert_eq!(small("+0255\n"), Ok(Some(255)));
    for text in ["256", "-1", "1.0", "1e2", "INF", "NaN", "", "true", "340282366920938463463374607431768211456"] {
        assert!(small(text).is_err(), "{text}");
    }
    for number in [0.0, -0.0, 1e300, 5e-324, 0.1, 1.0, 1e16, 123_456_789.125, f64::MAX] {
        let document = to_string(&Mixed { float: Some(number), ..Mixed::default() }).unwrap();
        let read = from_str::<Mixed>(&document).unwrap().float.unwrap();
        assert_eq!(read.to_bits(), number.to_bits(), "{document}");
    }
}

#[test]
fn secrets_are_not_shown() {
    let problem = refused::<Mixed>("<Mixed><secret>hunter2</secret></Mixed>");
    assert!(problem.contains("`secret`") && !problem.contains("hunter2"), "{problem}");
    let problem = refused::<Mixed>("<Mixed><secret>99999999999999999999999</secret></Mixed>");
    assert!(problem.contains("`secret`") && !problem.contains("999"), "{problem}");
}

/// A record that takes no other members.
#[derive(Debug, PartialEq, Schema)]
#[schema(closed)]
pub(super) struct Closed {
    a: Option<i64>,
}

#[test]
fn closed_records_refuse_others() {
    assert!(refused::<Closed>("<Closed><b/></Closed>").contains("unknown field `b`"));
    assert!(refused::<Closed>("<Closed><a xmlns='urn:x'/><c/></Closed>").contains("unknown field"));
    assert!(refused::<Closed>("<Closed>text</Closed>").contains("text stands where elements are expected"));
    assert_eq!(from_str::<Closed>("<Closed>\n<a>1</a> </Closed>").unwrap().a, Some(1));
}

#[test]
fn attributes_that_cannot_be_written() {
    /// Attributes of all sorts.
    #[derive(Debug, PartialEq, Schema)]
    struct Attributes {
        #[schema(required, xml(attribute))]
        null: Option<i64>,
        #[schema(xml(attribute, namespace = "urn:a", prefix = "a"))]
        list: Vec<String>,
    }
    let attributes =
        |null, list: &[&str]| Attributes { null, list: list.iter().map(|&text| text.to_owned()).collect() };
    assert!(to_string(&attributes(None, &[])).unwrap_err().to_string().contains("null can't stand in the attribute"));
    assert!(to_string(&attributes(Some(1), &["a b"])).unwrap_err().to_string().contains("white space"));
    check(
        &attributes(Some(1), &["a", "\"<&>'"]),
        "<Attributes null=\"1\" xmlns:a=\"urn:a\" a:list=\"a &quot;&lt;&amp;>'\"></Attributes>",
    );
}
