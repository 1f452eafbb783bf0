//! Names that Rust may not have, or not twice: all compile, and the wire keeps what the document says.

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::Request;
use gatewright_tests::loopback::Server;
use serde_json::{Map, Value, json};

use super::named_calls::{
    self,
    operations::{ParametersRequest, ParametersSuccess},
};
use super::named_types::types::{Hard, HardValues, ItemValues, KeywordValues, Keywords, PreludeValues};

#[test]
fn names_of_types_are_legal() {
    super::check("named_types");
}

#[test]
fn names_of_calls_are_legal() {
    super::check("named_calls");
}

/// What the document says of a schema.
fn schema(case: &str, name: &str) -> Value {
    let text = std::fs::read_to_string(super::folder(case).join("openapi.yaml")).unwrap();
    let document: Value = serde_yaml::from_str(&text).unwrap();
    document["components"]["schemas"][name].clone()
}

#[test]
fn every_property_keeps_its_name() {
    fn check<T: serde::Serialize + serde::de::DeserializeOwned>(name: &str) {
        let schema = schema("named_types", name);
        let properties = schema["properties"].as_object().unwrap().keys();
        let text: Map<String, Value> = properties.map(|key| (key.clone(), json!(format!("of {key}")))).collect();
        let read: T = serde_json::from_value(Value::Object(text.clone())).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), Value::Object(text));
    }
    check::<Keywords>("Keywords");
    check::<Hard>("Hard");
}

#[test]
fn every_value_keeps_its_name_and_has_a_variant() {
    fn check<T: serde::Serialize + serde::de::DeserializeOwned + std::fmt::Debug>(name: &str) {
        let schema = schema("named_types", name);
        let mut seen = BTreeSet::new();
        for value in schema["enum"].as_array().unwrap() {
            let read: T = serde_json::from_value(value.clone()).unwrap();
            let shown = format!("{read:?}");
            assert!(!shown.contains('('), "{value} has no variant: {shown}");
            assert!(seen.insert(shown), "{value} shares its variant");
            assert_eq!(serde_json::to_value(&read).unwrap(), *value);
        }
    }
    check::<KeywordValues>("KeywordValues");
    check::<PreludeValues>("PreludeValues");
    check::<ItemValues>("ItemValues");
    check::<HardValues>("HardValues");
}

/// Says what stands in a request.
async fn told(request: Request) -> ([(&'static str, &'static str); 1], String) {
    let header = |name| request.headers().get(name).map_or("", |value| value.to_str().unwrap());
    let said =
        [&request.uri().to_string(), header("id"), header("cookie"), header("X-A-B"), header("X_A_B")].join(" | ");
    ([("content-type", "application/json")], json!({ "parameters": said }).to_string())
}

#[tokio::test]
async fn every_parameter_keeps_its_name_and_its_place() {
    let server = Server::start(Router::new().fallback(told)).await;
    let client = named_calls::Client::builder().base_url(&server.url).build().unwrap();
    let some = |text: &str| Some(text.to_owned());
    let request = ParametersRequest {
        id_in_query: some("1"),
        header_id: some("2"),
        cookie_id: some("3"),
        query_id: some("4"),
        id_upper: some("5"),
        a_dash_b: some("6"),
        a_b: some("7"),
        a_b_camel: some("8"),
        x_a_b: some("9"),
        query_new: some("10"),
        clone: some("11"),
        query_body: some("12"),
        into: some("13"),
        dollar_filter: some("14"),
        empty: some("15"),
        star: some("16"),
        plus_1: some("17"),
        minus_1: some("18"),
        field_1: some("19"),
        中文: some("20"),
        u1f600: some("21"),
        r#gen: some("22"),
        underscore: some("23"),
        ..ParametersRequest::new("p".to_owned(), "t".to_owned(), "s".to_owned())
    };
    let ParametersSuccess::Ok { body, .. } = client.parameters(request).await.unwrap();
    let query = "id=1&query_id=4&ID=5&a-b=6&a_b=7&aB=8&new=10&clone=11&body=12&into=13&%24filter=14&=15&%2A=16\
                 &%2B1=17&-1=18&1=19&%E4%B8%AD%E6%96%87=20&%F0%9F%98%80=21&gen=22&_=23";
    assert_eq!(body.parameters.unwrap(), format!("/places/p/t/s?{query} | 2 | id=3 | 9 | "));
}
