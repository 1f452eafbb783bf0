//! The page about repairs says what the registry says, and each repair has a case that shows it.
//!
//! `GATEWRIGHT_BLESS=1 cargo test -p gatewright-tests --test repairs` writes the page anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use gatewright_generator::diagnostics::codes::repairs;

const HEAD: &str = "# Repairs

Real documents break the specification, and mostly it is plain what they mean. Such a document is read as its author meant it, and each time a warning says what was read as what: a repair. What isn't plain is an error; [an overlay](overlays.md) can mend it without a copy of the document.

`--strict` refuses documents that need repairs: it makes an error of each. So do `strict = true` at the head of `gatewright.toml`, and `Generator::strict` in a build script. Single ones can still be let through, with `allow = [\"GW0205\"]` under `[diagnostics]` or `--allow GW0205`; and without `--strict`, single ones can be refused with `deny`. The name `repairs` stands for all of them there.

What would change who may call an operation is never repaired: a security scheme that isn't declared (`GW0309`) and an empty object in place of `security` are errors.

This page is made from the registry of codes; `gatewright explain CODE` says the same.
";

fn page() -> String {
    repairs().fold(HEAD.to_owned(), |mut page, code| {
        page.push_str(&format!("\n## {}: {}\n\n{}\n", code.code, code.title, code.explanation));
        page
    })
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

#[test]
fn the_page_is_what_the_registry_says() {
    let path = root().join("generator/docs/repairs.md");
    if std::env::var_os("GATEWRIGHT_BLESS").is_some() {
        fs::write(&path, page()).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), page(), "see the head of this file");
}

#[test]
fn each_repair_has_a_case_that_warns_of_it() {
    let snapshots = fs::read_dir(root().join("tests/snapshots/diagnostics")).unwrap();
    let said: String = snapshots.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    let silent: Vec<_> =
        repairs().map(|code| code.code).filter(|code| !said.contains(&format!("warning[{code}]"))).collect();
    assert!(silent.is_empty(), "{silent:?}");
}
