//! Rules of every form, by two implementations in two languages that share nothing but the specification.
//!
//! `cargo run -p gatewright-tests --bin corpus -- access` does the same with real documents.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use gatewright_tests::second_opinion::{differences, opinions};

#[test]
fn two_implementations_agree_on_every_form_of_a_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/access");
    let mut documents: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    documents.sort();
    assert_eq!(documents.len(), 3);
    let Some(opinions) = opinions(&documents).unwrap() else {
        eprintln!("SKIPPED: there is no Python; set GATEWRIGHT_PYTHON");
        return;
    };
    for opinion in &opinions {
        let none: [String; 0] = [];
        assert_eq!(differences(opinion), none, "{}", opinion.document.display());
        assert_eq!(opinion.operations.len(), 8, "{}", opinion.document.display());
    }
}
