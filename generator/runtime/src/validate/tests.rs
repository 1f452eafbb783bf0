//! Values and the constraints that they break.

#![allow(clippy::unwrap_used, reason = "a failed test says enough")]

use indexmap::IndexMap;
use serde_json::from_str;

use super::check;
use crate as gatewright;
use crate::schema::Rules;

#[derive(Debug, Clone, PartialEq, Default, gatewright::Schema)]
#[schema(max_properties = 3)]
struct Order {
    #[schema(rename = "a/b", min_length = 2, max_length = 3, pattern = "^[a-zé]*$")]
    code: Option<String>,
    #[schema(minimum = 1, exclusive_maximum = 10)]
    count: Option<i64>,
    #[schema(multiple_of = 0.01, exclusive_minimum, minimum = 0)]
    price: Option<f64>,
    #[schema(min_items = 1, unique_items, items(max_length = 1))]
    tags: Option<Vec<String>>,
    #[schema(secret, key_pattern = "^x", items(min_length = 8))]
    secrets: Option<IndexMap<String, String>>,
    lines: Option<Vec<Line>>,
    #[schema(rest, key_pattern = "^r", items(maximum = 5))]
    rest: IndexMap<String, f64>,
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct Line {
    name: Name,
    #[schema(max_length = 4)]
    pick: Option<Pick>,
    #[schema(max_length = 8)]
    at: Option<crate::types::DateTime>,
    #[schema(unique_items)]
    any: Option<Vec<serde_json::Value>>,
    grid: Option<Grid>,
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
#[schema(min_length = 1)]
struct Name(#[schema(max_length = 2)] String);

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct Grid(#[schema(items(items(minimum = 0)))] Vec<Vec<i8>>);

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
#[schema(any_of)]
enum Pick {
    Name(Name),
    Line(Box<Line>),
}

fn problems(text: &str) -> Vec<String> {
    let order: Order = from_str(text).unwrap();
    let problems = check(&order, Rules::NONE).err().unwrap_or_default();
    problems.iter().map(|problem| format!("{} {}: {}", problem.pointer, problem.rule, problem.message)).collect()
}

#[test]
fn what_keeps_to_the_constraints_has_no_problems() {
    for text in [
        "{}",
        r#"{"a/b":"éé","count":9,"price":19.99}"#,
        r#"{"tags":["a","b"],"secrets":{"x":"12345678"}}"#,
        r#"{"lines":[{"name":"ab","pick":"a"},{"name":"a","any":[1,"1",[1],{"a":1},null,true]}]}"#,
        r#"{"r":5,"rr":-1}"#,
    ] {
        assert_eq!(problems(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn every_problem_is_named_with_its_place() {
    let cases: [(&str, &[&str]); 12] = [
        (
            r#"{"a/b":"éÀ","count":0,"price":0.005}"#,
            &[
                "/a~1b pattern: must match ^[a-zé]*$",
                "/count minimum: must be at least 1",
                "/price multipleOf: must be a multiple of 0.01",
            ],
        ),
        (r#"{"a/b":"é"}"#, &["/a~1b minLength: must have at least 2 characters"]),
        (r#"{"a/b":"ABCDE"}"#, &["/a~1b maxLength: must have at most 3 characters"]),
        (r#"{"count":10}"#, &["/count exclusiveMaximum: must be less than 10"]),
        (r#"{"price":0}"#, &["/price exclusiveMinimum: must be greater than 0"]),
        (
            r#"{"tags":["a","bb","a"]}"#,
            &["/tags/1 maxLength: must have at most 1 character", "/tags/2 uniqueItems: must differ from item 0"],
        ),
        (r#"{"tags":[]}"#, &["/tags minItems: must have at least 1 item"]),
        (
            r#"{"secrets":{"hunter2":"hunter2"}}"#,
            &["/secrets propertyNames: its key must match ^x", "/secrets minLength: must have at least 8 characters"],
        ),
        (
            r#"{"lines":[{"name":""},{"name":"a","pick":{"name":"abc"},"at":"2024-05-01T10:00:00Z"}]}"#,
            &[
                "/lines/0/name minLength: must have at least 1 character",
                "/lines/1/pick/name maxLength: must have at most 2 characters",
                "/lines/1/at maxLength: must have at most 8 characters",
            ],
        ),
        (
            r#"{"lines":[{"name":"a","any":[{"a":1,"b":[2.0]},{"b":[2],"a":1.0}],"grid":[[1],[0,-1]]}]}"#,
            &["/lines/0/any/1 uniqueItems: must differ from item 0", "/lines/0/grid/1/1 minimum: must be at least 0"],
        ),
        (r#"{"r":6,"q":1}"#, &["/r maximum: must be at most 5", "/q propertyNames: its key must match ^r"]),
        (r#"{"a/b":"aa","r1":1,"r2":2,"r3":3}"#, &[" maxProperties: must have at most 3 properties"]),
    ];
    for (text, expected) in cases {
        assert_eq!(problems(text), expected, "{text}");
    }
}

#[test]
fn objects_that_must_differ_take_time_in_proportion_to_their_size() {
    let nested = |depth: usize, inner: &str| format!("{}{inner}{}", r#"{"a\"":"#.repeat(depth), "}".repeat(depth));
    let order = |first: &str, second: &str| {
        problems(&format!(r#"{{"lines":[{{"name":"a","any":[{first},{second}]}}]}}"#)).len()
    };
    assert_eq!(order(&nested(100, "1"), &nested(100, "1.0")), 1);
    assert_eq!(order(&nested(100, "1"), &nested(100, "2")), 0);
    assert_eq!(order(r#"{"a":"b\",\"c\":\"d"}"#, r#"{"a":"b","c":"d"}"#), 0);
    assert_eq!(order(r#"{"a":{"b":1},"c":2}"#, r#"{"a":{"b":1,"c":2}}"#), 0);
}

#[test]
fn a_value_that_is_wrong_throughout_has_a_short_report() {
    let tags = vec![r#""bb""#; 10_000].join(",");
    assert_eq!(problems(&format!(r#"{{"tags":[{tags}]}}"#)).len(), 64);
    let key = "é".repeat(100_000);
    let told = problems(&format!(r#"{{"{key}":1}}"#));
    assert!(told.len() == 1 && told[0].len() < 300, "{}", told.len());
}

#[test]
fn the_place_adds_constraints() {
    static RULES: Rules = Rules::new().minimum(0.5, false).maximum(9_007_199_254_740_992.0, false);
    assert!(check(&1_u64, &RULES).is_ok());
    assert!(check(&9_007_199_254_740_993_u64, &RULES).is_err());
    assert!(check(&0_i32, &RULES).is_err());
    assert!(check(&f64::NAN, &RULES).is_err());
    assert!(check(&Some(f32::MAX), &RULES).is_err());
    assert!(check(&None::<i64>, &RULES).is_ok());
}

#[test]
fn a_pattern_that_cannot_be_read_is_not_passed_over() {
    #[derive(gatewright::Schema)]
    struct Broken(#[schema(pattern = "(")] String);
    let problems = check(&Broken(String::new()), Rules::NONE).unwrap_err();
    assert_eq!(problems.first().unwrap().message, "can't be checked: ( is no regular expression");
}

#[test]
fn constraints_stand_within_constraints() {
    #[derive(gatewright::Schema)]
    struct Letters {
        #[schema(max_items = 2, items(pattern = "^[a-c]$"))]
        few: Vec<String>,
        #[schema(items(min_items = 1, items(pattern = "^[a-c]$", max_length = 1)))]
        rows: Option<Vec<Vec<String>>>,
        pick: Option<Short>,
    }
    #[derive(gatewright::Schema)]
    #[schema(any_of)]
    enum Short {
        #[schema(items(max_length = 1))]
        Flat(Vec<String>),
        #[schema(items(max_items = 1, items(pattern = "^x")))]
        Nested(Vec<Vec<String>>),
    }
    let rules = |text: &str| -> Vec<String> {
        let problems = check(&from_str::<Letters>(text).unwrap(), Rules::NONE).err().unwrap_or_default();
        problems.iter().map(|problem| format!("{} {}", problem.pointer, problem.rule)).collect()
    };
    assert_eq!(rules(r#"{"few":["a"],"rows":[["b"]],"pick":["a"]}"#), Vec::<String>::new());
    assert_eq!(
        rules(r#"{"few":["d"],"rows":[[],["e"]]}"#),
        ["/few/0 pattern", "/rows/0 minItems", "/rows/1/0 pattern"]
    );
    assert_eq!(rules(r#"{"few":[],"pick":["aa"]}"#), ["/pick/0 maxLength"]);
    assert_eq!(rules(r#"{"few":[],"pick":[["y"]]}"#), ["/pick/0/0 pattern"]);
}
