//! What the generator says of bad input, word for word: each folder of `cases/diagnostics` is a case, with a document,
//! a configuration, or both.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use gatewright_generator::diagnostics::{self, Sink, Stopped};
use gatewright_generator::inspect::Watch;
use gatewright_generator::pipeline::{Additions, Input, Run};
use gatewright_generator::source::SourceMap;
use gatewright_generator::{config, passes, source};

/// The document through stages 1 to 7, with its configuration; what was said of both. Who may call what is another
/// matter: all is public.
fn said_of(folder: &Path) -> String {
    let mut run = Run::default();
    let documents = ["openapi.yaml", "openapi.json"].map(|name| folder.join(name));
    let _ = match documents.into_iter().find(|path| path.exists()) {
        Some(document) => document_of(document, &mut run),
        None => config_of(&folder.join("gatewright.toml"), &mut run),
    };
    let text = diagnostics::render(&run.sources, run.sink.diagnostics(), false);
    text.replace(&format!("{}/", folder.display()), "")
}

fn config_of(path: &Path, run: &mut Run) -> Result<(), Stopped> {
    let id = run.sources.load(path, &mut run.sink)?;
    config::parse(&run.sources, id, &mut run.sink).map(|_| ())
}

fn document_of(document: PathBuf, run: &mut Run) -> Result<(), Stopped> {
    let additions = Additions { public: vec!["*".to_owned()], ..Additions::default() };
    let input = Input { additions, ..Input::new(document) };
    let (api, config) = run.lower(&input, &mut Watch::nothing())?;
    passes::run(api, &config, &mut run.sink).map(|_| ())
}

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/diagnostics");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

#[test]
fn each_case_is_said_as_it_was_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("../snapshots/diagnostics");
    settings.bind(|| {
        for case in cases() {
            let name = case.file_name().unwrap().to_string_lossy().into_owned();
            let said = said_of(&case);
            assert!(!said.is_empty(), "{name}: nothing was said");
            insta::assert_snapshot!(name, said);
        }
    });
}

#[test]
fn a_missing_file_and_a_folder_are_named() {
    let mut sink = Sink::default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(source::load(&root.join("cases/none.yaml"), &mut sink).is_err());
    assert!(source::load(&root.join("cases"), &mut sink).is_err());
    let text = diagnostics::render(&SourceMap::default(), sink.diagnostics(), false);
    let text = text.replace(&format!("{}/", root.display()), "");
    assert!(text.contains("error[GW0101]: `cases/none.yaml` doesn't exist"), "{text}");
    assert!(text.contains("error[GW0102]: `cases` is a folder"), "{text}");
}
