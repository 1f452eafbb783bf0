//! Tags as features: what belongs to one tag alone is left out with its feature.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use gatewright_generator::inspect::Watch;
use gatewright_generator::pipeline::{Additions, Input, Run};
use gatewright_generator::render::{Layout, Package};

#[test]
fn what_belongs_to_one_tag_is_behind_its_feature() {
    let files = generated(&Layout { runtime: "gatewright".to_owned(), ..Layout::default() }).files;
    for name in ["Cargo.toml", "src/lib.rs", "src/client.rs", "src/server.rs", "src/types.rs", "src/operations/mod.rs"]
    {
        insta::assert_snapshot!(name.replace(['/', '.'], "-"), files[Path::new(name)]);
    }
}

#[test]
fn code_for_a_build_script_has_no_features_of_its_own() {
    let files = generated(&Layout::single_file("openapi.yaml")).files;
    assert!(!files.values().any(|text| text.contains("cfg(")));
}

fn generated(layout: &Layout) -> Package {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/features/openapi.yaml");
    let additions = Additions { public: vec!["*".to_owned()], ..Additions::default() };
    let mut run = Run::default();
    run.generate(&Input { additions, ..Input::new(document) }, layout, &mut Watch::nothing()).unwrap()
}
