//! How long documents take: the four under `specs/` on their whole way, and a large one up to stage 5.
//!
//! `cargo bench -p gatewright-generator`

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::path::{Path, PathBuf};

use divan::Bencher;
use gatewright_generator::diagnostics::Sink;
use gatewright_generator::inspect::Watch;
use gatewright_generator::pipeline::{Input, Run, gather};
use gatewright_generator::render::{Layout, Package};
use gatewright_generator::source::Reach;
use gatewright_generator::{dialect, document, output, resolve, source, syntax};

const APIS: [&str; 4] = ["asavie", "inkit", "trusted-twin", "vec"];

fn main() {
    let github = github();
    if !github.is_file() {
        say(&format!("github_to_stage_5 is skipped: there is no {}; set GATEWRIGHT_SHARED", github.display()));
    }
    divan::main();
}

/// Documents into files in memory, stages 1 to 9.
#[divan::bench]
fn four_specs() -> Vec<Package> {
    APIS.map(generate).into()
}

/// The same, and all files written into an empty folder.
#[divan::bench]
fn four_specs_written(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(|| tempfile::tempdir().unwrap()).bench_values(|folder| {
        for api in APIS {
            write(api, &folder.path().join(api));
        }
        folder
    });
}

/// The same where all files are as they would be written. The command is faster still: it knows by its stamps.
#[divan::bench]
fn four_specs_unchanged(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let all = || APIS.map(|api| write(api, &folder.path().join(api)));
    all();
    bencher.bench(|| assert_eq!(all(), [0; 4], "nothing is to be written"));
}

/// GitHub's document, 13 MB of JSON, without its references: stages 1 to 5.
#[divan::bench(ignore = !github().is_file(), sample_count = 20)]
fn github_to_stage_5() -> resolve::Api {
    let mut sink = Sink::default();
    let (mut sources, id) = source::load(&github(), &mut sink).unwrap();
    let reach = Reach::of(&github());
    let node = syntax::parse(&sources, id, &mut sink).unwrap();
    let (forest, survey) = gather(&mut sources, node, &id.into(), &reach, &mut sink);
    let node = dialect::normalise(forest, survey, id, &mut sink).unwrap();
    let document = document::read(node, &mut sink).unwrap();
    resolve::resolve(&document, &mut sink).unwrap()
}

fn generate(api: &str) -> Package {
    let document = root().join("specs").join(api).join("openapi.yaml");
    let mut run = Run::default();
    run.generate(&Input::new(document), &Layout::default(), &mut Watch::nothing()).unwrap()
}

/// How many files had to be written.
fn write(api: &str, target: &Path) -> usize {
    let mut sink = Sink::default();
    let comparison = output::compare(&generate(api), target, &mut sink).unwrap();
    output::write(&comparison, None, &mut sink).unwrap();
    comparison.changes.len()
}

fn github() -> PathBuf {
    let shared = std::env::var_os("GATEWRIGHT_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    shared.join("corpus/large/github.json")
}

#[expect(clippy::print_stderr, reason = "so that nobody takes what is skipped for measured")]
fn say(message: &str) {
    eprintln!("{message}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
