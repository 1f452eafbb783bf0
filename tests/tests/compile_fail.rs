//! What the derives and the grant refuse, as the compiler shows it: one folder each.
//!
//! `TRYBUILD=overwrite cargo test -p gatewright-tests --test compile_fail` rewrites the expected texts.

fn folder(name: &str) {
    trybuild::TestCases::new().compile_fail(format!("tests/compile_fail/{name}/*.rs"));
}

#[test]
fn schema() {
    folder("schema");
}

#[test]
fn operation() {
    folder("operation");
}

#[test]
fn responses() {
    folder("responses");
}

#[test]
fn permissions() {
    folder("permissions");
}

#[test]
fn multipart() {
    folder("multipart");
}

#[test]
fn grant() {
    folder("grant");
}
