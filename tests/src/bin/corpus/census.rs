//! What the generator said of all documents together, and what it could give no type of its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::time::Duration;

use crate::generate::Made;

/// The page of the documentation that holds the census of the whole sample.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../generator/docs/census.md");

/// What stands above the figures.
const HEAD: &str = "# The census of real documents

What became of the sample of real documents. `cargo run --release -p gatewright-tests --bin corpus -- generate` prints
this page and fails where it is out of date; with `GATEWRIGHT_BLESS=1` it writes it.

";

/// The census as a page.
pub(crate) fn page(made: &[Made]) -> String {
    let mut page = HEAD.to_owned();
    let generated = made.iter().filter(|m| m.result.is_ok()).count();
    let _ = writeln!(page, "{generated} of {} documents became crates.\n", made.len());
    page.push_str("## Places without a type of their own\n\n");
    page.push_str(
        "Free-form places are as the document wants them. Bytes travel with their media type. Of the others, the\n\
         document says more than their type does.\n\n",
    );
    let untyped = count(made, |summary| &summary.untyped);
    page.push_str(&table(["what stands there", "why"], &untyped));
    page.push_str("\n## What was said\n\n");
    page.push_str(
        "`gatewright explain CODE` tells of each. Names are left out, so that what was said of many places counts as\n\
         one thing.\n\n",
    );
    page.push_str(&table(["code", "message"], &count(made, |summary| &summary.said)));
    page
}

type Counts<'m> = BTreeMap<(&'m str, &'m str), (usize, usize)>;

/// In how many documents something was found, and how often.
fn count(made: &[Made], of: fn(&crate::generate::Summary) -> &Vec<(String, String, usize)>) -> Counts<'_> {
    let mut counts = Counts::new();
    for summary in made.iter().filter_map(|m| m.result.as_ref().ok()) {
        for (kind, text, times) in of(summary) {
            let (documents, places) = counts.entry((kind, text)).or_default();
            *documents += 1;
            *places += times;
        }
    }
    counts
}

fn table(head: [&str; 2], counts: &Counts<'_>) -> String {
    let mut text = format!("| {} | documents | places | {} |\n|---|--:|--:|---|\n", head[0], head[1]);
    for ((kind, what), (documents, places)) in counts {
        let _ = writeln!(text, "| {kind} | {documents} | {places} | {} |", what.replace('|', "\\|"));
    }
    text
}

/// Prints the page, and how it went.
pub(crate) fn print(page: &str, made: &[Made]) {
    println!("{page}");
    let good: Vec<_> = made.iter().filter_map(|m| m.result.as_ref().ok()).collect();
    let lines: usize = good.iter().map(|summary| summary.lines).sum();
    let took: Duration = made.iter().map(|m| m.took).sum();
    let (good, all, took) = (good.len(), made.len(), took.as_secs_f64());
    println!("{good} of {all} documents generated, {lines} lines, {took:.1} s one after the other");
    for (document, error) in made.iter().filter_map(|m| Some((&m.document, m.result.as_ref().err()?))) {
        println!("FAILED  {}: {error}", document.display());
    }
}

/// Whether the documentation says the same. With `GATEWRIGHT_BLESS`, it does from now on.
pub(crate) fn is_current(page: &str) -> io::Result<bool> {
    if std::env::var_os("GATEWRIGHT_BLESS").is_some() {
        std::fs::write(PAGE, page)?;
    }
    let current = Path::new(PAGE).exists() && std::fs::read_to_string(PAGE)? == page;
    if !current {
        println!("FAILED  generator/docs/census.md says something else: GATEWRIGHT_BLESS=1 writes it anew");
    }
    Ok(current)
}
