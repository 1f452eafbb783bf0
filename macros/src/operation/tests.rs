//! What the derive expands to, and what it refuses.

use crate::support::testing::{errors, expansion};

#[test]
fn operation() {
    insta::assert_snapshot!(expansion(
        |input| super::expand(&input),
        r#"
        #[operation(id = "update_batch", method = PUT, path = "/batches/{batch}")]
        #[operation(permissions = Permission, access = "key[update_batch, read] & token | token")]
        #[operation(returns = Batch, status = 200, produces("application/json", "application/xml"))]
        #[operation(errors = UpdateBatchError)]
        pub struct UpdateBatch {
            #[parameter(path)]
            pub batch: Uuid,
            #[parameter(query, rename = "per_page", default = 15, minimum = 1, maximum = 100)]
            pub per_page: i64,
            #[parameter(query, default = "name", style = "pipeDelimited", explode = false)]
            pub r#type: String,
            #[parameter(header, rename = "X-Trace", secret)]
            pub trace: Option<u64>,
            #[body]
            pub body: Option<Batch>,
        }"#,
    ));
}

#[test]
fn operation_told_apart_by_conditions() {
    insta::assert_snapshot!(expansion(
        |input| super::expand(&input),
        r#"
        #[operation(id = "untag", method = DELETE, path = "/tags/{id}", access = public, returns = (), status = 204)]
        #[operation(query("action" = "untag", "force", "keys"), header("X-Target" = "Tags.Remove", "X-Trace"))]
        pub struct Untag {
            #[parameter(path)]
            pub id: String,
            #[parameter(query)]
            pub keys: Vec<String>,
            #[parameter(header, rename = "x-trace")]
            pub trace: String,
        }"#,
    ));
}

#[test]
fn operation_with_a_server_of_its_own() {
    insta::assert_snapshot!(expansion(
        |input| super::expand(&input),
        r#"
        #[operation(id = "upload", method = PUT, path = "/files", access = public, returns = (), status = 204)]
        #[operation(server = "https://uploads.example.com")]
        pub struct Upload {}"#,
    ));
    insta::assert_snapshot!(errors(
        |input| super::expand(&input),
        r#"
        #[operation(id = "a", method = GET, path = "/a", access = public, returns = (), status = 204)]
        #[operation(server = "https://{region}.example.com")]
        struct Upload {}"#,
    ));
}

#[test]
fn conditions_are_checked() {
    insta::assert_snapshot!(errors(
        |input| super::expand(&input),
        r#"
        #[operation(id = "a", method = GET, path = "/a", access = public, returns = (), status = 204)]
        #[operation(query("q" = "1", "p"), query("p" = "2", r = "3"))]
        #[operation(header("X-A"), header("X B" = "1", "X-C" = " a", "x-a" = "1"))]
        struct Conditions {
            #[parameter(query)] q: String,
        }"#,
    ));
}

#[test]
fn a_path_is_only_a_path() {
    for path in ["/a?action=list&{b}&force#c", "/a#c"] {
        insta::assert_snapshot!(errors(
            |input| super::expand(&input),
            &format!(
                r#"
                #[operation(id = "a", method = GET, path = "{path}", access = public, returns = (), status = 204)]
                struct Path;"#
            ),
        ));
    }
}

#[test]
fn operation_without_parameters() {
    insta::assert_snapshot!(expansion(
        |input| super::expand(&input),
        r#"
        #[operation(id = "ping", method = GET, path = "/ping", access = public, returns = (), status = 204)]
        struct Ping;"#,
    ));
}

#[test]
fn operation_with_several_answers() {
    insta::assert_snapshot!(expansion(
        |input| super::expand(&input),
        r#"
        #[operation(id = "ping", method = GET, path = "/ping", access = public, returns = PingSuccess)]
        pub struct Ping {}"#,
    ));
}

#[test]
fn the_container_is_checked() {
    insta::assert_snapshot!(errors(|input| super::expand(&input), "struct Empty {}"));
}

#[test]
fn keys_are_checked() {
    insta::assert_snapshot!(errors(
        |input| super::expand(&input),
        r#"
        #[operation(id = "a", id = "b", method = FETCH, path = "a/{b", tag = "x", access = open)]
        #[operation(returns = (), status = 99, produces("json"))]
        struct Keys {
            #[parameter(path, query)] a: String,
            #[parameter(header, rename = "a b", style = "form", allow_reserved)] b: String,
            #[parameter(cookie, json, style = "form", minimum = 2, maximum = 1, max = 3)] c: String,
            d: String,
            body: String,
            #[parameter(query)] #[body] e: String,
        }"#,
    ));
}

#[test]
fn fields_and_path_must_agree() {
    insta::assert_snapshot!(errors(
        |input| super::expand(&input),
        r#"
        #[operation(id = "a", method = GET, path = "/a/{one}/{two}", access = "key[x]", returns = String, status = 200)]
        struct Fields {
            #[parameter(path)] one: Option<String>,
            #[parameter(path)] three: String,
            #[parameter(query)] q: String,
            #[parameter(query, rename = "q", default = 1)] r: Option<String>,
            #[body("text/plain", "text/plain")] first: String,
            #[body] second: String,
        }"#,
    ));
}

#[test]
fn a_place_that_is_evident_goes_without_saying() {
    let stated = expansion(
        |input| super::expand(&input),
        r#"
        #[operation(id = "a", method = GET, path = "/a/{batchId}", access = public, returns = (), status = 204)]
        struct A {
            #[parameter(path, rename = "batchId")] batch_id: String,
            #[parameter(query, rename = "pageSize", minimum = 1)] page_size: i64,
            #[parameter(query)] q: Option<String>,
            #[parameter(header)] etag: Option<String>,
        }"#,
    );
    let evident = expansion(
        |input| super::expand(&input),
        r#"
        #[operation(id = "a", method = GET, path = "/a/{batchId}", rename_all = "camelCase")]
        #[operation(access = public, returns = (), status = 204)]
        struct A {
            batch_id: String,
            #[parameter(minimum = 1)] page_size: i64,
            q: Option<String>,
            #[parameter(header)] etag: Option<String>,
        }"#,
    );
    assert_eq!(stated, evident);
}

#[test]
fn names_that_are_evident_go_without_saying() {
    let rest = r#"method = GET, path = "/a", access = "key[x]", returns = (), status = 204"#;
    let stated = format!("#[operation(id = \"GetA\", permissions = Permission, {rest})]\nstruct GetA {{}}");
    let evident = format!("#[operation({rest})]\nstruct GetA {{}}");
    let expand = |text: &str| expansion(|input| super::expand(&input), text);
    assert_eq!(expand(&stated), expand(&evident));
}

#[test]
fn any_method_can_be_stated() {
    let operation = |method: &str| {
        format!(
            "#[operation(id = \"a\", method = {method}, path = \"/a\", access = public, returns = (), status = 204)]\nstruct A {{}}"
        )
    };
    assert!(expansion(|input| super::expand(&input), &operation("\"M-SEARCH\"")).contains("method(\"M-SEARCH\")"));
    assert!(expansion(|input| super::expand(&input), &operation("QUERY")).contains("Method::QUERY"));
    for wrong in ["\"GET\"", "\"M SEARCH\"", "\"\"", "COPY"] {
        assert!(!errors(|input| super::expand(&input), &operation(wrong)).is_empty(), "{wrong}");
    }
}
