//! What the derive expands to, and what it refuses.

#![allow(clippy::unwrap_used, reason = "a failed test says enough")]

use super::expand;

fn expansion(item: &str) -> String {
    let tokens = expand(&syn::parse_str(item).unwrap()).unwrap();
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}

fn snapshot(name: &str, item: &str) {
    insta::assert_snapshot!(name, expansion(item));
}

fn errors(item: &str) -> Vec<String> {
    let errors = expand(&syn::parse_str(item).unwrap()).unwrap_err();
    errors.into_iter().map(|error| error.to_string()).collect()
}

#[test]
fn record() {
    snapshot(
        "record",
        r##"
        #[schema(name = "PBPRReturnOfBatch", min_properties = 1)]
        #[schema(xml(namespace = "http://a", declare("i" = "http://b"), order("Code", "Data"), qualified))]
        pub struct Batch {
            #[schema(rename = "Code", minimum = -1, exclusive_maximum = 9.5, multiple_of = 0.01)]
            pub code: Option<i32>,
            #[schema(rename = "Data", max_items = 3, items(pattern = "^\\d+$"), xml(wrapped, item = "string"))]
            pub data: Vec<String>,
            #[schema(required, secret)]
            pub r#type: Option<String>,
            pub note: Option<Option<Note>>,
            #[schema(xml(entry(key = "Key", prefix = "d{depth}p1")))]
            pub names: Option<IndexMap<String, String>>,
            #[schema(rest, key_pattern = "^x-", items(max_length = 5))]
            pub rest: IndexMap<String, String>,
        }"##,
    );
}

#[test]
fn record_without_fields() {
    snapshot("record_without_fields", "#[schema(closed)] pub struct Nothing {}");
}

#[test]
fn enumeration() {
    snapshot(
        "enumeration",
        r#"
        #[schema(rename_all = "kebab-case")]
        pub enum Status { InProgress, Done, #[schema(rename = "Lost")] Lost, Other(String) }"#,
    );
}

#[test]
fn enumeration_of_integers() {
    snapshot("enumeration_of_integers", "enum Level { #[schema(value = 5)] High, #[schema(value = -5)] Low }");
}

#[test]
fn union_with_a_discriminator() {
    snapshot(
        "union_with_a_discriminator",
        r#"
        #[schema(one_of, tag = "kind")]
        enum Pet {
            #[schema(value = "cat", value = "kitten")] Cat(Cat),
            #[schema(value = "dog")] Dog(Box<Dog>),
        }"#,
    );
}

#[test]
fn union_with_a_variant_for_unknown_kinds() {
    snapshot(
        "union_with_a_variant_for_unknown_kinds",
        r#"
        #[schema(one_of, tag = "kind")]
        enum Pet {
            #[schema(value = "cat", value = "kitten")] Cat(Cat),
            #[schema(other)] Other(PetBase),
        }"#,
    );
}

#[test]
fn union_by_trial() {
    snapshot("union_by_trial", "#[schema(any_of)] enum Amount { Count(i64), Text(String) }");
}

#[test]
fn new_type() {
    snapshot("new_type", "#[schema(min_length = 1)] pub struct Name(#[schema(max_length = 9)] String);");
}

#[test]
fn all_errors_of_an_item_are_found_at_once() {
    let cases: [(&str, &[&str]); 11] = [
        (
            "#[schema(colour)] struct A { #[schema(minlength = 3)] a: String, #[schema(required)] b: i64, \
             #[schema(rest)] c: Vec<u8> }",
            &[
                "unknown key; known here: name, rename_all, closed, min_properties, max_properties, assert, xml",
                "unknown key; known here: rename, required, rest, secret, xml, min_length, max_length, pattern, \
                 minimum, maximum, exclusive_minimum, exclusive_maximum, multiple_of, min_items, max_items, \
                 unique_items, min_properties, max_properties, key_pattern, items, assert, whole",
                "only an `Option` needs to be told that it is required",
                "`rest` is for a map from `String`, such as `IndexMap<String, Value>`",
            ],
        ),
        (
            "#[schema(rename_all = \"camel\")] enum A { B, C }",
            &["no such case; known here: camelCase, PascalCase, snake_case, SCREAMING_SNAKE_CASE, kebab-case, \
               SCREAMING-KEBAB-CASE"],
        ),
        (
            "struct A { #[schema(min_length = 3, max_length = 2)] a: String, #[schema(rename = \"a\", multiple_of = 0)] \
             b: f64, #[schema(exclusive_minimum)] c: f64, #[schema(minimum = 1, maximum = 0)] d: f64, \
             #[schema(items(items(min_items = 2, max_items = 1)))] e: V }",
            &[
                "max_length is less than min_length",
                "multiple_of must be greater than zero",
                "without a value it needs the bound that it excludes",
                "the maximum is less than the minimum",
                "max_items is less than min_items",
                "`a` is the name of an earlier field too",
            ],
        ),
        (
            "#[schema(closed, xml(order(\"x\")))] struct A { #[schema(rest)] a: IndexMap<String, u8>, \
             #[schema(rest, rename = \"b\")] b: IndexMap<String, u8> }",
            &[
                "`rest` has no name of its own: `rename`, `secret` and `xml` don't go with it",
                "a record has one `rest` at most",
                "a closed record has no other keys to keep",
                "no field has this name on the wire",
            ],
        ),
        (
            "enum A { Other(String), B { c: u8 }, #[schema(rename = \"D\")] E, D, #[schema(rename = \"F\")] F(String) }",
            &[
                "a variant with fields belongs to a union (`#[schema(one_of)]` or `#[schema(any_of)]` on the enum) or \
                 is the last and keeps other values: `Other(String)`, or `Other(i64)`",
                "a variant with fields belongs to a union (`#[schema(one_of)]` or `#[schema(any_of)]` on the enum) or \
                 is the last and keeps other values: `Other(String)`, or `Other(i64)`",
                "the variant that keeps other values has nothing to state",
                "an earlier variant has this value too",
            ],
        ),
        (
            "enum A { #[schema(value = 1)] B, C }",
            &["either each variant has a `value` that is a whole number, or none has"],
        ),
        (
            "#[schema(one_of, any_of)] enum A { #[schema(value = \"x\")] B(u8), C }",
            &[
                "a variant of a union holds one value: `Cat(Cat)`",
                "a union is `one_of` or `any_of`, not both",
                "a `value` needs a `tag` on the enum to stand under",
            ],
        ),
        (
            "#[schema(tag = \"t\")] enum A { B(u8), #[schema(value = \"x\", value = \"y\")] C(u8), \
             #[schema(value = \"x\")] D(u8) }",
            &[
                "a union says `#[schema(one_of)]` or `#[schema(any_of)]`",
                "the discriminator never chooses this variant: give it a `value`",
                "an earlier variant has this value too",
            ],
        ),
        (
            "#[schema(one_of, tag = \"t\")] enum A { #[schema(other)] B(u8), #[schema(value = \"x\", other)] C(u8) }",
            &[
                "`other` is for the last variant of an enum with a `tag`, and has no `value`",
                "`other` is for the last variant of an enum with a `tag`, and has no `value`",
            ],
        ),
        ("struct A<T> { a: T }", &["a schema has no parameters: derive it on a concrete type"]),
        (
            "struct A(u8, u8);",
            &["a schema is a struct with named fields, with one unnamed field, or with several and `#[schema(tuple)]`"],
        ),
    ];
    for (item, expected) in cases {
        assert_eq!(errors(item), expected, "{item}");
    }
}

#[test]
fn tuple() {
    snapshot(
        "tuple",
        r##"
        #[schema(tuple, assert = r#"{"contains": {"const": 1}}"#)]
        pub struct Point(
            #[schema(minimum = 0)] pub i64,
            #[schema(required)] pub Option<String>,
            pub Option<u8>,
            #[schema(rest)] pub Vec<Value>,
        );"##,
    );
}

#[test]
fn tuples_are_checked() {
    let said =
        errors("#[schema(tuple, closed)] struct T(Option<u8>, u8, #[schema(rest)] u8, #[schema(assert = \"x\")] u8);");
    insta::assert_snapshot!(said.join("\n"));
}
