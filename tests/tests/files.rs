//! Documents of many files: each is read once, and known to whoever watches for changes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;

use gatewright_generator::inspect::Watch;
use gatewright_generator::pipeline::{Input, Run};
use gatewright_generator::render::Layout;

const FILES: usize = 1_000;

#[test]
fn each_of_many_files_is_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("openapi.yaml");
    let head = "openapi: 3.0.3\ninfo: {title: Many, version: '1'}\npaths: {}\n";
    let first = "components: {schemas: {Error: {type: object}, First: {$ref: parts/part0.yaml}}}\n";
    fs::write(&document, format!("{head}{first}")).unwrap();
    fs::create_dir(folder.path().join("parts")).unwrap();
    for at in 0..FILES {
        let (next, before) = ((at + 1) % FILES, at / 2);
        let part = format!(
            "type: object\nproperties:\n  next: {{$ref: part{next}.yaml}}\n  before: {{$ref: ../parts/part{before}.yaml}}\n  \
             error: {{$ref: ../openapi.yaml#/components/schemas/Error}}\n"
        );
        fs::write(folder.path().join(format!("parts/part{at}.yaml")), part).unwrap();
    }
    let mut run = Run::default();
    let package =
        run.generate(&Input::new(document), &Layout::single_file("openapi.yaml"), &mut Watch::nothing()).unwrap();
    assert_eq!(run.sink.diagnostics(), []);
    let paths: Vec<_> = run.sources.paths().collect();
    assert_eq!(paths.len(), FILES + 1);
    assert_eq!(paths.iter().collect::<BTreeSet<_>>().len(), FILES + 1);
    assert!(paths.iter().all(|path| path.is_file()));
    let types = package.files.values().map(|text| text.matches("pub struct ").count()).sum::<usize>();
    // The first has the document's own name for it, and the client and its builder are structs, too.
    assert!((FILES + 1..FILES + 10).contains(&types), "{types}");
    assert!(package.files.values().any(|text| text.contains("pub struct Part999 {")));
}
