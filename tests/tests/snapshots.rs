//! What becomes of each document under `specs/`: its IR, every file of its crate, and who may call what.
//!
//! A change of a document, or of the generator, shows here as a diff to be reviewed: `cargo insta review`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use gatewright_generator::audit;
use gatewright_generator::inspect::{Show as _, Watch};
use gatewright_generator::passes;
use gatewright_generator::pipeline::{Input, Run};
use gatewright_generator::render::Layout;

#[test]
fn asavie() {
    check("asavie");
}

#[test]
fn inkit() {
    check("inkit");
}

#[test]
fn trusted_twin() {
    check("trusted-twin");
}

#[test]
fn vec() {
    check("vec");
}

#[test]
fn every_document_has_snapshots() {
    assert_eq!(names_in(Path::new("../specs")), names_in(Path::new(SNAPSHOTS)));
}

/// Where the snapshots are, below the package.
const SNAPSHOTS: &str = "tests/snapshots/specs";

/// Compares all that becomes of a document with its snapshots.
fn check(api: &str) {
    let mut products = vec![(PathBuf::from("ir"), ir(api)), (PathBuf::from("audit"), audited(api))];
    products.push((PathBuf::from("matrix"), matrix(api)));
    products.extend(files(api));
    let failed: Vec<_> = products.iter().filter(|(path, text)| !is_as_before(api, path, text)).collect();
    assert!(failed.is_empty(), "{} of {} snapshots differ: `cargo insta review`", failed.len(), products.len());

    let mut expected: Vec<PathBuf> = products.into_iter().map(|(path, _)| snapshot(api, &path)).collect();
    expected.sort();
    assert_eq!(files_in(&Path::new(SNAPSHOTS).join(api)), expected, "snapshots of what there is, and of nothing else");
}

/// The IR that stage 7 leaves to stage 8.
fn ir(api: &str) -> String {
    let mut run = Run::default();
    let (lowered, config) = run.lower(&input(api), &mut Watch::nothing()).unwrap();
    passes::run(lowered, &config, &mut run.sink).unwrap().show()
}

/// Who may call what.
fn audited(api: &str) -> String {
    let audit = audit_of(api);
    audit::table(&audit)
}

/// Which operation needs which permission.
fn matrix(api: &str) -> String {
    audit::matrix(&audit_of(api)).table()
}

fn audit_of(api: &str) -> audit::Audit {
    let mut run = Run::default();
    let guards = run.guards(&input(api)).unwrap();
    let mut audit = audit::audit(&guards, &run.sources);
    for position in audit.operations.iter_mut().flat_map(|entry| &mut entry.sources).filter_map(|s| s.position_mut()) {
        position.file = position.file.strip_prefix("..").unwrap().to_owned();
    }
    audit
}

/// The files of the crate, as `cargo run` writes them.
fn files(api: &str) -> impl Iterator<Item = (PathBuf, String)> {
    let layout = Layout { document: format!("specs/{api}/openapi.yaml"), workspace: true, ..Layout::default() };
    let mut run = Run::default();
    let package = run.generate(&input(api), &layout, &mut Watch::nothing()).unwrap();
    assert!(run.sink.diagnostics().is_empty(), "{:#?}", run.sink.diagnostics());
    package.files.into_iter()
}

fn input(api: &str) -> Input {
    Input::new(format!("../specs/{api}/openapi.yaml"))
}

/// Whether a text is what its snapshot says; the others are still to be looked at if it isn't.
fn is_as_before(api: &str, path: &Path, text: &str) -> bool {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new("snapshots/specs").join(api).join(path.parent().unwrap()));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let name = path.file_name().unwrap().to_str().unwrap();
    panic::catch_unwind(AssertUnwindSafe(|| settings.bind(|| insta::assert_snapshot!(name, text)))).is_ok()
}

/// The file of a snapshot.
fn snapshot(api: &str, path: &Path) -> PathBuf {
    Path::new(SNAPSHOTS).join(api).join(format!("{}.snap", path.display()))
}

/// The files in a folder and the folders in it, in order, new ones that wait for a review left out.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for name in names_in(folder) {
        let path = folder.join(name);
        if path.is_dir() {
            found.extend(files_in(&path));
        } else if path.extension().is_some_and(|extension| extension == "snap") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
