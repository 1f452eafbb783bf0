//! Templates, conditions and requests as tables.

use super::*;
use crate::operation::Condition;

fn table(templates: &[(&'static str, &'static str)]) -> Table<&'static str> {
    let mut table = Table::new();
    for (method, template) in templates {
        let terms = Terms { conditions: &[], consumes: &[] };
        table.insert(method.parse().unwrap_or_default(), Template::parse(template), terms, *template);
    }
    table
}

/// The template and its parameters, or the methods, or nothing.
fn found(table: &Table<&str>, method: &Method, path: &str) -> String {
    look(table, &request(method, path, &[]))
}

fn request(method: &Method, uri: &str, headers: &[(&str, &str)]) -> Parts {
    let uri = if uri.is_empty() { "/" } else { uri };
    let mut request = http::Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap().into_parts().0
}

fn look(table: &Table<&str>, request: &Parts) -> String {
    match table.find(request, true) {
        Found::Operation(template, values) => {
            let values = values.as_slice().iter().map(|(name, value)| format!(" {name}={value}"));
            std::iter::once((*template).to_owned()).chain(values).collect()
        }
        Found::Unfit(problem) => problem,
        Found::OtherMethods(allow) => format!("allow {allow}"),
        Found::Ambiguous => "ambiguous".to_owned(),
        Found::Nothing => String::new(),
    }
}

const fn action(value: &'static str) -> Condition {
    Condition::Query { name: "action", value: Some(value) }
}

const fn target(value: &'static str) -> Condition {
    Condition::Header { name: "X-Target", value }
}

#[test]
fn operations_of_one_path_are_told_apart_the_most_specific_first() {
    const KEYS: Condition = Condition::QueryGiven { name: "keys" };
    let mut table = Table::new();
    let json: &[&str] = &["application/json"];
    let entries: [(&str, &'static [Condition], &'static [&str]); 9] = [
        ("plain", &[], json),
        ("shadowed", &[], json),
        ("image", &[], &["image/*"]),
        ("keys", const { &[KEYS] }, json),
        ("list", const { &[action("list")] }, json),
        ("keys of list", const { &[KEYS, action("list")] }, json),
        ("get", const { &[action("get")] }, json),
        ("one", const { &[target("One")] }, json),
        ("two", const { &[target("Two")] }, json),
    ];
    for (name, conditions, consumes) in entries {
        table.insert(Method::POST, Template::parse("/"), Terms { conditions, consumes }, name);
    }
    for (uri, headers, expected) in [
        ("/", &[][..], "plain"),
        ("/", &[("content-type", "application/json")], "plain"),
        ("/", &[("content-type", "image/png")], "image"),
        ("/?action=other", &[("content-type", "text/plain")], "plain"),
        ("/?keys=1", &[], "keys"),
        ("/?action=list", &[], "list"),
        ("/?action=list&keys=1", &[], "keys of list"),
        ("/?action=get&keys=1", &[], "get"),
        ("/", &[("x-target", "Two")], "two"),
        ("/?keys=1", &[("x-target", "One")], "one"),
        ("/?action=get", &[("x-target", "One")], "get"),
    ] {
        assert_eq!(look(&table, &request(&Method::POST, uri, headers)), expected, "{uri} {headers:?}");
    }
}

#[test]
fn a_request_that_fits_none_of_several_is_told_so() {
    let mut table = Table::new();
    for (name, conditions) in [("list", const { &[action("list")] }), ("get", const { &[action("get")] })] {
        table.insert(Method::GET, Template::parse("/a"), Terms { conditions, consumes: &[] }, name);
    }
    table.insert(
        Method::GET,
        Template::parse("/b"),
        Terms { conditions: const { &[action("x")] }, consumes: &[] },
        "b",
    );
    let none = "the path has several operations, and the request is for none of them: \
                look at the query parameter `action`";
    assert_eq!(found(&table, &Method::GET, "/a"), none);
    assert_eq!(found(&table, &Method::HEAD, "/a?action=other"), none);
    assert_eq!(found(&table, &Method::HEAD, "/a?action=get"), "get");
    assert_eq!(found(&table, &Method::POST, "/a?action=get"), "allow GET, HEAD");
    // Behind the guard, the one that could be meant says itself what is missing.
    assert_eq!(found(&table, &Method::GET, "/b"), "b");
}

#[test]
fn fixed_before_mixed_before_parameter() {
    let table = table(&[
        ("GET", "/a/{b}"),
        ("GET", "/a/{b}.json"),
        ("GET", "/a/{b}.min.json"),
        ("GET", "/a/me"),
        ("GET", "/a/{b}/c"),
        ("GET", "/{x}/me/d"),
        ("GET", "/"),
    ]);
    for (path, expected) in [
        ("/a/me", "/a/me"),
        ("/a/%6De", "/a/me"),
        ("/a/you", "/a/{b} b=you"),
        ("/a/x.json", "/a/{b}.json b=x"),
        ("/a/x.min.json", "/a/{b}.min.json b=x"),
        ("/a/.json", "/a/{b} b=.json"),
        ("/a/me/c", "/a/{b}/c b=me"),
        ("/a/me/d", "/{x}/me/d x=a"),
        ("/", "/"),
        ("", "/"),
        ("/a", ""),
        ("/a/", ""),
        ("/a/x/", ""),
        ("//a/x", ""),
    ] {
        assert_eq!(found(&table, &Method::GET, path), expected, "{path}");
    }
}

#[test]
fn parameters_stay_as_they_stand() {
    let table = table(&[("GET", "/a/{b}/{c d}-{c d+}"), ("GET", "/x/{y}:go/é")]);
    let found = |path| found(&table, &Method::GET, path);
    assert_eq!(found("/a/x%2Fy%2525/%2B%20-+"), "/a/{b}/{c d}-{c d+} b=x%2Fy%2525 c d=%2B%20 c d+=+");
    assert_eq!(found("/a/1/%2B%20%2D%2d"), "/a/{b}/{c d}-{c d+} b=1 c d=%2B%20 c d+=%2d");
    assert_eq!(found("/x/1%3Ago/%C3%A9"), "/x/{y}:go/é y=1");
    assert_eq!(found("/x/%C3%A9%zz:go/%c3%a9"), "/x/{y}:go/é y=%C3%A9%zz");
}

#[test]
fn a_parameter_that_stands_twice_has_one_value() {
    let table = table(&[("GET", "/a/{b}/again/{b}")]);
    assert_eq!(found(&table, &Method::GET, "/a/1%41/again/1A"), "/a/{b}/again/{b} b=1%41 b=1A");
    assert_eq!(found(&table, &Method::GET, "/a/1/again/2"), "");
}

#[test]
fn a_parameter_may_take_several_segments() {
    let table = table(&[
        ("GET", "/v1/{+name}"),
        ("GET", "/v1/{+name}:cancel"),
        ("GET", "/v1/{+parent}/items"),
        ("GET", "/v1/{+parent}/items/{item}"),
        ("GET", "/v1/me"),
        ("GET", "/v1/{one}/x"),
        ("GET", "/files/a{+rest}"),
    ]);
    for (path, expected) in [
        ("/v1/me", "/v1/me"),
        ("/v1/a", "/v1/{+name} name=a"),
        ("/v1/a%2Fb/c", "/v1/{+name} name=a%2Fb/c"),
        ("/v1/a/x", "/v1/{one}/x one=a"),
        ("/v1/a/b/x", "/v1/{+name} name=a/b/x"),
        ("/v1/a/b:cancel", "/v1/{+name}:cancel name=a/b"),
        ("/v1/a%3Acancel/b%3Acancel", "/v1/{+name}:cancel name=a%3Acancel/b"),
        ("/v1/a/items", "/v1/{+parent}/items parent=a"),
        ("/v1/a/b/items/c", "/v1/{+parent}/items/{item} parent=a/b item=c"),
        ("/v1/a/items/b/items", "/v1/{+parent}/items parent=a/items/b"),
        ("/v1/", ""),
        ("/files/abc/d", "/files/a{+rest} rest=bc/d"),
        ("/files/b/a", ""),
    ] {
        assert_eq!(found(&table, &Method::GET, path), expected, "{path}");
    }
    assert_eq!(found(&table, &Method::GET, &format!("/v1{}", "/a".repeat(30_000))), "");
}

#[test]
fn templates_may_differ_in_names_only() {
    let table = table(&[("GET", "/a/{b}"), ("PUT", "/a/{id}"), ("PUT", "/a/{other}")]);
    assert_eq!(found(&table, &Method::GET, "/a/1"), "/a/{b} b=1");
    assert_eq!(found(&table, &Method::PUT, "/a/1"), "/a/{id} id=1");
    assert_eq!(found(&table, &Method::HEAD, "/a/1"), "/a/{b} b=1");
    assert_eq!(found(&table, &Method::POST, "/a/1"), "allow GET, HEAD, PUT");
}

#[test]
fn a_word_for_word_match_is_final_and_a_template_is_not() {
    let table = table(&[("GET", "/a/me"), ("DELETE", "/a/{b}"), ("GET", "/a/{b}.json"), ("HEAD", "/h")]);
    assert_eq!(found(&table, &Method::DELETE, "/a/me"), "allow GET, HEAD");
    assert_eq!(found(&table, &Method::DELETE, "/a/x.json"), "/a/{b} b=x.json");
    assert_eq!(found(&table, &Method::PUT, "/a/x.json"), "allow GET, HEAD, DELETE");
    assert_eq!(found(&table, &Method::GET, "/h"), "allow HEAD");
}

#[test]
fn steps_in_the_path_lead_nowhere() {
    let table = table(&[("GET", "/a/{b}"), ("GET", "/a/{b}.json"), ("GET", "/a/{b}/c"), ("GET", "/f/{file+}")]);
    for path in ["/a/.", "/a/..", "/a/%2e", "/a/.%2E", "/a/%2E%2e/c", "/../a/x", "/./a/x", "/f/x/../y", "/f/x/%2e%2E"] {
        assert_eq!(found(&table, &Method::GET, path), "", "{path}");
    }
    assert_eq!(found(&table, &Method::GET, "/a/%252e%252e"), "/a/{b} b=%252e%252e");
    for path in ["/a/..%2f", "/a/x%2F..%2fb", "/a/%2e%2e%2fb", "/a/..%5Cb", "/a/..;x=1/c", "/f/.%2Fx", "/a/%2e%2e;/c"] {
        assert_eq!(found(&table, &Method::GET, path), "", "{path}");
    }
    assert_eq!(found(&table, &Method::GET, "/a/..x%2f...;.."), "/a/{b} b=..x%2f...;..");
    assert_eq!(found(&table, &Method::GET, "/a/.x"), "/a/{b} b=.x");
}

#[test]
fn what_a_proxy_may_take_for_another_operation_is_neither() {
    let table =
        table(&[("GET", "/a/{b}"), ("GET", "/a/{b}/c"), ("PUT", "/a/{b}/d"), ("GET", "/f/{+path}"), ("GET", "/")]);
    for path in ["/a/1%2Fc", "/a/1%5cc", "/a/1%2f%2Fc", "/f/..%2f", "/a/%2F1%2Fc"] {
        assert!(!found(&table, &Method::GET, path).starts_with("/a/{b}"), "{path}");
    }
    assert_eq!(found(&table, &Method::GET, "/a/1%2Fc"), "ambiguous");
    for (path, expected) in [
        ("/a/1%2Fd", "/a/{b} b=1%2Fd"),
        ("/a/1%2Fx", "/a/{b} b=1%2Fx"),
        ("/a/1%252Fc", "/a/{b} b=1%252Fc"),
        ("/a/1/c", "/a/{b}/c b=1"),
        ("/a/x%2Fy/c", "/a/{b}/c b=x%2Fy"),
        ("/f/a%2Fb//c", "/f/{+path} path=a%2Fb//c"),
    ] {
        assert_eq!(found(&table, &Method::GET, path), expected, "{path}");
    }
    let lax = request(&Method::GET, "/a/1%2Fc", &[]);
    assert!(matches!(table.find(&lax, false), Found::Operation(&"/a/{b}", _)));
}

/// Many templates with parameters of several segments, and the longest path that hyper lets through.
#[test]
fn long_paths_cost_little() {
    let verbs: Vec<String> = (0..50).map(|n| format!("/v1/{{+name}}:verb{n}")).collect();
    let between: Vec<String> = (0..50).map(|n| format!("/v1/{{+name}}-{{to}}/x{n}")).collect();
    let templates = verbs.into_iter().chain(between).map(|text| ("GET", &*text.leak()));
    let table = table(&templates.collect::<Vec<_>>());
    let path = format!("/v1{}", format!("/{}-", "a%2D".repeat(60)).repeat(250));
    let before = std::time::Instant::now();
    assert_eq!(found(&table, &Method::GET, &path), "");
    assert!(before.elapsed().as_millis() < 1000, "{:?}", before.elapsed());
}
