//! What the generator said of all documents together.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::generate::Made;

/// Prints how many crates were made, of how many lines, and every kind of thing that was said on the way.
pub(crate) fn print(made: &[Made]) {
    let mut said: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for summary in made.iter().filter_map(|m| m.result.as_ref().ok()) {
        for (code, message, times) in &summary.said {
            let (documents, places) = said.entry((code, message)).or_default();
            *documents += 1;
            *places += times;
        }
    }
    println!("{:<8}{:>10}{:>8}  what", "code", "documents", "places");
    for ((code, message), (documents, places)) in said {
        println!("{code:<8}{documents:>10}{places:>8}  {message}");
    }
    let good: Vec<_> = made.iter().filter_map(|m| m.result.as_ref().ok()).collect();
    let lines: usize = good.iter().map(|summary| summary.lines).sum();
    let took: Duration = made.iter().map(|m| m.took).sum();
    println!(
        "\n{} of {} documents generated, {lines} lines, {:.1} s one after the other",
        good.len(),
        made.len(),
        took.as_secs_f64()
    );
    for (document, error) in made.iter().filter_map(|m| Some((&m.document, m.result.as_ref().err()?))) {
        println!("FAILED  {}: {error}", document.display());
    }
}
