//! The pages of `generator/docs` that are made and not written: what the generator does, as it does it.

mod codes;
mod keywords;
mod probe;

pub use keywords::DROPPED;

use std::io;
use std::path::PathBuf;

use crate::suite::{self, Figures};

/// The made pages, by their paths, with what they are to hold.
///
/// # Errors
///
/// When the suite's figures can't be read, or a keyword is dropped in silence.
pub fn pages() -> io::Result<Vec<(PathBuf, String)>> {
    let figures = std::fs::read_to_string(suite::root().join("tests/suite/figures.json"))?;
    let figures =
        Figures::from_json(&figures).ok_or_else(|| io::Error::other("tests/suite/figures.json is malformed"))?;
    let docs = suite::root().join("generator/docs");
    Ok(vec![(docs.join("codes.md"), codes::page()), (docs.join("keywords.md"), keywords::page(&figures)?)])
}

/// The line that each made page begins with.
const MADE: &str = "<!-- Made by `cargo run -p gatewright-tests --bin reference`. Do not edit. -->\n\n";
