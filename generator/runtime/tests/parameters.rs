//! Every style, both ways: what a request writes, a request reads.
#![allow(clippy::unwrap_used, reason = "tests")]

use bytes::Bytes;
use gatewright::Schema;
use gatewright::http::HeaderMap;
use gatewright::parameter::{EncodedRequest, Location, Parameter, RequestReader, RequestWriter, Style};
use gatewright::schema::Rules;
use indexmap::IndexMap;
use serde::Serialize;
use serde::de::DeserializeOwned;

#[derive(Debug, Clone, PartialEq, Schema)]
struct Colour {
    #[schema(rename = "R")]
    red: i64,
    #[schema(rename = "G")]
    green: Option<String>,
}

fn colour() -> Colour {
    Colour { red: 100, green: Some("a,b&c=d e/é".to_owned()) }
}

#[derive(Debug, Clone, PartialEq, Schema)]
struct Deep {
    inner: Colour,
    list: Vec<i64>,
    flag: Option<bool>,
}

const fn parameter(location: Location, style: Style, explode: bool) -> Parameter {
    Parameter { name: "color", location, style, explode, allow_reserved: false, secret: false, rules: Rules::NONE }
}

const fn template(location: Location) -> &'static str {
    match location {
        Location::Path => "/x/{color}/y",
        _ => "/x",
    }
}

/// What a request with one parameter looks like: the path and query, or the header, or the cookie.
fn written(request: &EncodedRequest, location: Location) -> String {
    match location {
        Location::Path | Location::Query => request.path_and_query.clone(),
        Location::Header => header(request, "color"),
        Location::Cookie => header(request, "cookie"),
    }
}

fn header(request: &EncodedRequest, name: &str) -> String {
    request.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

fn encode<T: Serialize + Schema>(parameter: &'static Parameter, value: &T) -> Result<EncodedRequest, String> {
    let mut request = RequestWriter::new(template(parameter.location));
    request.parameter(parameter, value).map_err(|error| error.to_string())?;
    request.finish().map_err(|error| error.to_string())
}

fn decode<T: DeserializeOwned + Serialize + Schema>(
    parameter: &'static Parameter,
    target: &str,
    headers: HeaderMap,
) -> Result<Option<T>, String> {
    let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
    let template = template(parameter.location);
    let request = RequestReader::matching(template, path, query, headers, Bytes::new()).unwrap();
    let mut input = request.input(std::slice::from_ref(parameter));
    let value = input.optional(parameter);
    input.finish(&[]).map_err(|rejection| rejection.detail)?;
    Ok(value.unwrap())
}

#[track_caller]
fn check<T: Serialize + DeserializeOwned + Schema + PartialEq + std::fmt::Debug>(
    location: Location,
    style: Style,
    explode: bool,
    value: T,
    expected: &str,
) {
    let parameter: &'static Parameter = Box::leak(Box::new(parameter(location, style, explode)));
    let request = encode(parameter, &value).unwrap();
    assert_eq!(written(&request, location), expected);
    let read = decode::<T>(parameter, &request.path_and_query, request.headers.clone());
    assert_eq!(read, Ok(Some(value)), "{expected}");
}

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

#[test]
fn path_styles() {
    use Style::{Label, Matrix, Simple};
    let path = Location::Path;
    check(path, Simple, false, "a/b?c#d%é ".to_owned(), "/x/a%2Fb%3Fc%23d%25%C3%A9%20/y");
    check(path, Simple, false, list(&["a,b", "c"]), "/x/a%2Cb,c/y");
    check(path, Simple, false, colour(), "/x/R,100,G,a%2Cb%26c%3Dd%20e%2F%C3%A9/y");
    check(path, Simple, true, colour(), "/x/R=100,G=a%2Cb%26c%3Dd%20e%2F%C3%A9/y");
    check(path, Label, false, 1.5, "/x/.1%2E5/y");
    check(path, Label, false, list(&["a.b", "c"]), "/x/.a%2Eb,c/y");
    check(path, Label, true, list(&["a.b", "c"]), "/x/.a%2Eb.c/y");
    check(path, Label, true, colour(), "/x/.R=100.G=a%2Cb%26c%3Dd%20e%2F%C3%A9/y");
    check(path, Matrix, false, true, "/x/;color=true/y");
    check(path, Matrix, false, String::new(), "/x/;color/y");
    check(path, Matrix, false, list(&["a;b", "c"]), "/x/;color=a%3Bb,c/y");
    check(path, Matrix, true, list(&["a;b", "c"]), "/x/;color=a%3Bb;color=c/y");
    check(path, Matrix, false, colour(), "/x/;color=R,100,G,a%2Cb%26c%3Dd%20e%2F%C3%A9/y");
    check(path, Matrix, true, colour(), "/x/;R=100;G=a%2Cb%26c%3Dd%20e%2F%C3%A9/y");
}

#[test]
fn a_path_parameter_stays_one_segment() {
    static COLOR: Parameter = parameter(Location::Path, Style::Simple, false);
    for value in ["", ".", ".."] {
        assert!(encode(&COLOR, &value.to_owned()).is_err(), "{value:?}");
    }
    for value in ["a/b", "../..", "/", "...", "%2e%2e", "a\\b"] {
        let request = encode(&COLOR, &value.to_owned()).unwrap();
        assert_eq!(request.path_and_query.split('/').count(), 4, "{value:?}");
        assert_eq!(decode(&COLOR, &request.path_and_query, HeaderMap::new()), Ok(Some(value.to_owned())));
    }
    assert_eq!(decode::<String>(&COLOR, "/x//y", HeaderMap::new()), Err("/path/color: can't be empty".to_owned()));
}

#[test]
fn query_styles() {
    use Style::{DeepObject, Form, PipeDelimited, SpaceDelimited};
    let query = Location::Query;
    check(query, Form, true, "a b+c&d=é".to_owned(), "/x?color=a%20b%2Bc%26d%3D%C3%A9");
    check(query, Form, true, String::new(), "/x?color=");
    check(query, Form, true, list(&["a,b", "c"]), "/x?color=a%2Cb&color=c");
    check(query, Form, false, list(&["a,b", "c"]), "/x?color=a%2Cb,c");
    check(query, Form, false, Vec::<i64>::new(), "/x?color=");
    check(query, Form, true, colour(), "/x?R=100&G=a%2Cb%26c%3Dd%20e%2F%C3%A9");
    check(query, Form, false, colour(), "/x?color=R,100,G,a%2Cb%26c%3Dd%20e%2F%C3%A9");
    check(query, SpaceDelimited, false, list(&["a", "b+c"]), "/x?color=a%20b%2Bc");
    check(query, PipeDelimited, false, list(&["a", "b c"]), "/x?color=a%7Cb%20c");
    check(query, PipeDelimited, true, list(&["a", "b c"]), "/x?color=a&color=b%20c");
    check(query, DeepObject, true, colour(), "/x?color%5BR%5D=100&color%5BG%5D=a%2Cb%26c%3Dd%20e%2F%C3%A9");
    check(
        query,
        Style::Json,
        false,
        colour(),
        "/x?color=%7B%22R%22%3A100%2C%22G%22%3A%22a%2Cb%26c%3Dd%20e%2F%C3%A9%22%7D",
    );
    let deep = Deep { inner: Colour { red: 1, green: None }, list: vec![1, 2], flag: Some(true) };
    let expected = "/x?color%5Binner%5D%5BR%5D=1&color%5Blist%5D=1&color%5Blist%5D=2&color%5Bflag%5D=true";
    check(query, DeepObject, true, deep, expected);
    let map: IndexMap<String, i64> = [("a b".to_owned(), 1), ("c".to_owned(), 2)].into();
    check(query, Form, true, map.clone(), "/x?a%20b=1&c=2");
    check(query, DeepObject, true, map, "/x?color%5Ba%20b%5D=1&color%5Bc%5D=2");
}

#[test]
fn reserved_characters_stand_where_they_can() {
    let mut reserved = parameter(Location::Query, Style::Form, false);
    reserved.allow_reserved = true;
    let reserved: &'static Parameter = Box::leak(Box::new(reserved));
    for (value, expected) in [
        (list(&[":/?@!$'()*,;=", "x"]), "/x?color=:/?@!$'()*%2C;=,x"),
        (list(&["a&b#c+d[e]%41 é"]), "/x?color=a%26b%23c%2Bd%5Be%5D%2541%20%C3%A9"),
    ] {
        let request = encode(reserved, &value).unwrap();
        assert_eq!(request.path_and_query, expected);
        assert_eq!(decode(reserved, &request.path_and_query, HeaderMap::new()), Ok(Some(value)));
    }
}

#[test]
fn header_and_cookie_styles() {
    use Style::{Form, Simple};
    let header = Location::Header;
    check(header, Simple, false, "a b, c=%41".to_owned(), "a b, c=%41");
    check(header, Simple, false, list(&["a", "b c"]), "a,b c");
    check(header, Simple, false, Colour { red: 1, green: None }, "R,1");
    check(header, Simple, true, Colour { red: 1, green: Some("x".to_owned()) }, "R=1,G=x");
    let cookie = Location::Cookie;
    check(cookie, Form, true, "a;b=\"é\" ".to_owned(), "color=a%3Bb%3D%22%C3%A9%22%20");
    check(cookie, Form, false, list(&["a,b", "c"]), "color=a%2Cb,c");
    check(cookie, Form, true, list(&["a", "b"]), "color=a; color=b");
}

#[test]
fn what_a_style_can_not_carry_is_refused() {
    static SPACES: Parameter = parameter(Location::Query, Style::SpaceDelimited, false);
    static PIPES: Parameter = parameter(Location::Query, Style::PipeDelimited, false);
    static HEADER: Parameter = parameter(Location::Header, Style::Simple, false);
    assert!(encode(&SPACES, &list(&["a b"])).is_err());
    assert!(encode(&PIPES, &list(&["a|b"])).is_err());
    assert!(encode(&HEADER, &list(&["a,b"])).is_err());
    for value in ["a\r\nX-Evil: 1", " a", "a\t", "\0"] {
        assert!(encode(&HEADER, &value.to_owned()).is_err(), "{value:?}");
    }
    assert!(encode(&HEADER, &vec![vec![1]]).is_err());
}

#[track_caller]
fn refused<T: DeserializeOwned + Serialize + Schema + std::fmt::Debug + PartialEq>(query: &str, problem: &str) {
    static COLOR: Parameter = parameter(Location::Query, Style::Form, false);
    let read = decode::<T>(&COLOR, &format!("/x?{query}"), HeaderMap::new());
    assert_eq!(read, Err(format!("/query/color: {problem}")), "{query}");
}

#[test]
fn values_must_be_of_their_type() {
    refused::<i64>("color=", "expected a whole number");
    refused::<i64>("color=1.5", "expected a whole number");
    refused::<i64>("color=%2B1", "expected a whole number");
    refused::<u8>("color=256", "is out of the range of u8");
    refused::<f64>("color=inf", "expected a number");
    refused::<bool>("color=True", "expected true or false");
    refused::<i64>("color=1&color=2", "is given more than once");
    refused::<String>("color=1&color=1", "is given more than once");
    refused::<Vec<i64>>("color=1,x", "expected a whole number");
    refused::<Colour>("color=R", "names a property without a value");
    refused::<String>("color=%FF", "isn't UTF-8 when decoded");
}

#[test]
fn unknown_parameters_are_passed_over() {
    static COLOR: Parameter = parameter(Location::Query, Style::Form, false);
    assert_eq!(decode(&COLOR, "/x?other=1&color=2&%FF=3&&other=4", HeaderMap::new()), Ok(Some(2)));
    assert_eq!(decode::<i64>(&COLOR, "/x?other=1", HeaderMap::new()), Ok(None));
    assert_eq!(decode(&COLOR, "/x?color=a+b", HeaderMap::new()), Ok(Some("a b".to_owned())));
}

#[test]
fn formats_travel_as_text() {
    let id: uuid::Uuid = "0f5b3c1e-8a5a-4c6b-9b1e-3d8f3c2a7b10".parse().unwrap();
    check(Location::Path, Style::Simple, false, id, "/x/0f5b3c1e-8a5a-4c6b-9b1e-3d8f3c2a7b10/y");
    let instant = gatewright::types::UnixTimestamp::from_millis(1_646_236_234_457);
    check(Location::Query, Style::Form, true, instant, "/x?color=1646236234.457");
}

#[test]
fn objects_in_queries_are_bounded() {
    type Free = IndexMap<String, serde_json::Value>;
    static DEEP: Parameter = parameter(Location::Query, Style::DeepObject, true);
    static FLAT: Parameter = parameter(Location::Query, Style::Form, true);
    let read = |parameter, query: String| decode::<Free>(parameter, &format!("/x?{query}"), HeaderMap::new());
    assert!(read(&DEEP, format!("color{}=1", "[a]".repeat(32))).unwrap().is_some());
    for keys in ["[a]".repeat(33), "[a]".repeat(20_000), "[]".repeat(30_000), "[".repeat(60_000)] {
        assert!(read(&DEEP, format!("color{keys}=1")).is_err());
    }
    let many = |name: &dyn Fn(usize) -> String, count| (0..count).map(name).collect::<Vec<_>>().join("&");
    assert_eq!(read(&FLAT, many(&|n| format!("k{n}=1"), 1024)).unwrap().unwrap().len(), 1024);
    assert!(read(&FLAT, many(&|n| format!("k{n}=1"), 1025)).is_err());
    assert!(read(&DEEP, many(&|n| format!("color[k{n}]=1"), 1025)).is_err());
    assert!(read(&DEEP, many(&|n| format!("color[k{n}][a]=1"), 1025)).is_err());
}
