//! The made pages of the documentation are as the generator, its codes and the suite's figures have them now.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;

use gatewright_generator::diagnostics::codes;
use gatewright_tests::reference::{DROPPED, pages};
use gatewright_tests::suite::{Draft, Figures, Mode, root};

fn page(name: &str) -> String {
    let text = fs::read_to_string(root().join("generator/docs").join(name)).unwrap();
    assert!(text.lines().count() > 50, "{name} is all but empty");
    text
}

#[test]
fn the_made_pages_are_current() {
    let pages = pages().unwrap();
    assert_eq!(pages.len(), 2);
    for (path, text) in pages {
        let now = fs::read_to_string(&path).unwrap_or_default();
        assert!(now == text, "{} is stale: `cargo run -p gatewright-tests --bin reference`", path.display());
    }
}

#[test]
fn every_code_is_on_its_page() {
    let page = page("codes.md");
    assert!(codes::all().count() > 50);
    let missing: Vec<&str> =
        codes::all().map(|code| code.code).filter(|code| !page.contains(&format!("\n### {code}: "))).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn no_keyword_is_dropped_without_a_word() {
    let page = page("keywords.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    assert!(rows.len() > 60, "{} keywords", rows.len());
    let dropped: Vec<&str> =
        rows.iter().filter(|row| row.contains(DROPPED)).filter_map(|row| row.split('`').nth(1)).collect();
    assert_eq!(dropped, [""; 0], "a keyword has an effect, or a diagnostic");
}

#[test]
fn the_figures_are_of_the_whole_suite() {
    let figures = fs::read_to_string(root().join("tests/suite/figures.json")).unwrap();
    let figures = Figures::from_json(&figures).unwrap();
    for (draft, instances) in [(Draft::Four, 618), (Draft::Twenty, 1299)] {
        for mode in Mode::ALL {
            let total = figures.total(&Figures::run(draft, mode));
            assert_eq!(total.right + total.wrong + total.refused, instances, "{draft:?}, {mode:?}");
        }
    }
    let wrong: usize = figures.files.values().flat_map(|files| files.values()).map(|tally| tally.wrong).sum();
    assert_eq!(wrong, figures.wrong.len(), "each wrong verdict is listed");
}
