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
