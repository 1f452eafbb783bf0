//! Who may call what, compared with what a script in another language makes of the specification.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use gatewright_tests::second_opinion::{Opinion, differences, opinions};
use serde_json::Value;

/// What was compared.
#[derive(Debug, Default)]
struct Counts {
    documents: usize,
    with_oauth: usize,
    operations: usize,
    rules: BTreeMap<&'static str, usize>,
    alternatives: usize,
    requirements: usize,
    scopes: usize,
    differing: usize,
}

/// Compares every document, and says whether all are the same.
pub(crate) fn run(documents: &[PathBuf], jobs: usize) -> io::Result<bool> {
    let began = Instant::now();
    let Some(opinions) = opinions(documents)? else {
        eprintln!("SKIPPED: there is no Python; set GATEWRIGHT_PYTHON");
        return Ok(true);
    };
    let (next, counts) = (AtomicUsize::new(0), Mutex::new(Counts::default()));
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                while let Some(opinion) = opinions.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let differences = differences(opinion);
                    for difference in differences.iter().take(10) {
                        println!("DIFFERS  {}: {difference}", opinion.document.display());
                    }
                    counts.lock().unwrap_or_else(PoisonError::into_inner).count(opinion, !differences.is_empty());
                }
            });
        }
    });
    let counts = counts.into_inner().unwrap_or_else(PoisonError::into_inner);
    counts.print(began.elapsed().as_secs_f64());
    Ok(counts.differing == 0 && counts.documents == documents.len())
}

impl Counts {
    fn count(&mut self, opinion: &Opinion, differs: bool) {
        self.documents += 1;
        self.differing += usize::from(differs);
        self.with_oauth += usize::from(opinion.schemes.values().any(|scheme| scheme["type"] == "oauth2"));
        self.operations += opinion.operations.len();
        for judged in &opinion.operations {
            let kind = match &judged.access {
                Value::String(word) if word == "public" => "public",
                Value::String(_) => "unguarded",
                Value::Array(ways) if ways.iter().any(|way| way.as_object().is_some_and(serde_json::Map::is_empty)) => {
                    "optional"
                }
                _ => "guarded",
            };
            *self.rules.entry(kind).or_default() += 1;
            for way in judged.access.as_array().into_iter().flatten() {
                self.alternatives += 1;
                for scopes in way.as_object().into_iter().flat_map(|way| way.values()) {
                    self.requirements += 1;
                    self.scopes += scopes.as_array().map_or(0, Vec::len);
                }
            }
        }
    }

    fn print(&self, seconds: f64) {
        let Self { documents, with_oauth, operations, alternatives, requirements, scopes, differing, .. } = self;
        let rules: Vec<String> = self.rules.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        println!(
            "{documents} documents, {with_oauth} of them with OAuth; {operations} operations: {}",
            rules.join(", ")
        );
        println!("{alternatives} alternatives, {requirements} schemes in them, {scopes} scopes");
        println!("{} documents the same, {differing} different, {seconds:.1} s", documents - differing);
    }
}
