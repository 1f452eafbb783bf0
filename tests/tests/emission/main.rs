//! Documents as data: the IR of each case is a snapshot, and its Rust is a file that is compiled with these tests.
//!
//! `GATEWRIGHT_BLESS=1 cargo test -p gatewright-tests --test emission` writes the Rust anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that can't go on fails")]

use std::path::{Path, PathBuf};

use gatewright::access::{OAuthFlowKind, SchemeKind};
use gatewright_generator::inspect::Watch;
use gatewright_generator::passes;
use gatewright_generator::pipeline::{Input, Run};
use gatewright_generator::render::Layout;

/// The generated files themselves: that they compile is half of the test.
macro_rules! compiled {
    ($($case:ident),+) => {$(
        #[allow(
            dead_code,
            unreachable_pub,
            unused_imports,
            clippy::duplicated_attributes,
            clippy::new_ret_no_self,
            clippy::self_named_constructors,
            reason = "nobody calls what these cases declare, which have many schemes of one kind and an operation `new`"
        )]
        mod $case {
            include!(concat!("../../cases/emission/", stringify!($case), "/generated.rs"));
        }
    )+};
}

compiled!(
    access,
    bases,
    bodies,
    composition,
    directions,
    guard,
    later,
    named_calls,
    named_types,
    naming,
    paths,
    payloads,
    servers
);

mod base_schemas;
mod both_ways;
mod by_media_type;
mod composed;
#[path = "later.rs"]
mod later_methods;
mod named;
#[path = "servers.rs"]
mod servers_of_operations;
mod told_apart;
#[path = "truth_table/main.rs"]
mod truth_table;

#[test]
fn access_rules_keep_every_alternative() {
    check("access");
    assert_eq!(access::Permission::ItemsRead.as_str(), "items:read");
    let rule = access::Either::ACCESS;
    let sizes: Vec<usize> = rule.alternatives().iter().map(|a| a.requirements().len()).collect();
    assert_eq!(sizes, [1, 2]);
    assert!(access::Open::ACCESS.is_public() && !access::Token::ACCESS.is_public());

    let scheme = |name: &str| {
        let schemes = <access::Permission as gatewright::access::Permissions>::SCHEMES;
        schemes.iter().find(|scheme| scheme.name == name).unwrap()
    };
    let code = scheme("oauth").flow(OAuthFlowKind::AuthorizationCode).unwrap();
    assert_eq!(code.authorization_url, Some("https://example.com/authorize"));
    assert_eq!((code.refresh_url, code.device_authorization_url), (Some("https://example.com/refresh"), None));
    assert_eq!(scheme("oauth").flow(OAuthFlowKind::Implicit), None);
    assert!(matches!(scheme("digest").kind, SchemeKind::Http("digest")) && scheme("sign-on").kind.is_bearer());
}

/// The document says `oauth[items:read] | key | public` of `shut`, and the configuration asks for more.
#[test]
fn what_the_configuration_asks_is_asked_beside_what_the_document_asks() {
    let shown: Vec<String> = access::Shut::ACCESS
        .alternatives()
        .iter()
        .map(|all| {
            let of = |needed: &gatewright::access::Requirement<access::Permission>| {
                let names: Vec<_> = needed.permissions().names().collect();
                format!("{}{names:?}", needed.scheme().unwrap().name)
            };
            all.requirements().iter().map(of).collect::<Vec<_>>().join(" & ")
        })
        .collect();
    assert_eq!(shown, [r#"key[] & token["admin"]"#, r#"oauth["items:delete"]"#]);
}

#[test]
fn every_shape_of_rule_is_declared() {
    check("guard");
}

#[test]
fn bodies_and_answers_have_their_types() {
    check("bodies");
    let request = bodies::Download {
        page: 2,
        range: Some("bytes=0-9".to_owned()),
        ..bodies::Download::new(gatewright::types::Uuid::nil())
    };
    assert_eq!((request.page, request.ratio, request.range.as_deref()), (2, 1.0, Some("bytes=0-9")));
}

#[test]
fn composed_types_are_merged_told_apart_and_boxed() {
    check("composition");
    let cat = r#"{"name": "Tom", "kind": "cat", "lives": 9}"#;
    assert!(matches!(serde_json::from_str(cat).unwrap(), composition::Pet::Cat(cat) if cat.lives == 9));
    let tree: composition::Tree = serde_json::from_str(r#"{"left": {"left": null}, "label": null}"#).unwrap();
    assert!(tree.left.is_some_and(|left| left.left.is_none()) && tree.label == Some(None));
}

#[test]
fn names_are_legal_and_mean_what_they_meant() {
    check("naming");
    let text = r#"{"a-b": "1", "a_b": "2", "aB": "3", "A-B": "4", "": "5", "*": "6", "unknown": "7"}"#;
    let fields: naming::Fields = serde_json::from_str(text).unwrap();
    let back = serde_json::to_value(&fields).unwrap();
    assert_eq!(back, serde_json::from_str::<serde_json::Value>(text).unwrap());
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(generated("composition"), generated("composition"));
}

/// Compares the IR with its snapshot, and the Rust with the file beside the document.
fn check(case: &str) {
    insta::assert_snapshot!(format!("{case}.ir"), ir(case));
    let (path, text) = (folder(case).join("generated.rs"), generated(case));
    if std::env::var_os("GATEWRIGHT_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(committed == text, "{} is not what the generator writes: see the head of this file", path.display());
}

fn folder(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/emission").join(case)
}

fn generated(case: &str) -> String {
    let mut run = Run::default();
    let layout = Layout::single_file(format!("{case}/openapi.yaml"));
    let package = run.generate(&input(case), &layout, &mut Watch::nothing());
    let package = package.unwrap_or_else(|_| panic!("{case}: {:#?}", run.sink.diagnostics()));
    package.files.into_values().next().unwrap()
}

fn ir(case: &str) -> String {
    let mut run = Run::default();
    let (api, config) = run.lower(&input(case), &mut Watch::nothing()).unwrap();
    passes::run(api, &config, &mut run.sink).unwrap().to_string()
}

/// What the generator says of a case: codes and messages.
fn said(case: &str) -> Vec<(&'static str, String)> {
    let mut run = Run::default();
    let (api, config) = run.lower(&input(case), &mut Watch::nothing()).unwrap();
    passes::run(api, &config, &mut run.sink).unwrap();
    run.sink.diagnostics().iter().map(|d| (d.code, d.message.clone())).collect()
}

fn input(case: &str) -> Input {
    Input::new(folder(case).join("openapi.yaml"))
}
