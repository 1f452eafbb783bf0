//! Every schema of the JSON Schema test suite becomes types, or the generator says why not. Whether the types judge
//! instances as the suite does is for `cargo run -p gatewright-tests --bin suite` to find, which compiles them.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by panicking")]

use gatewright_tests::suite::{self, Draft, Mode};

#[test]
fn every_schema_becomes_types_or_is_refused_by_name() {
    let Some(folder) = suite::folder() else {
        assert!(!gatewright_tests::is_ci(), "there is no suite; set GATEWRIGHT_SHARED");
        eprintln!("SKIPPED: there is no suites/json-schema-test-suite in GATEWRIGHT_SHARED (or ../shared)");
        return;
    };
    let (mut generated, mut refused) = (0, 0);
    for draft in Draft::ALL {
        for group in suite::load(&folder, draft).unwrap() {
            for mode in Mode::ALL {
                let made = suite::generate(&group, mode).unwrap();
                let said = made.refusals().next().is_some();
                assert!(made.code.is_some() || said, "{}: {}: no types, and not a word", group.file, group.about);
                generated += usize::from(made.code.is_some());
                refused += usize::from(made.code.is_none());
            }
        }
    }
    assert!(generated > 900, "{generated} schemas became types, {refused} didn't");
}
