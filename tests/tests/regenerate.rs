//! Generating again: the same bytes, and no file touched that need not be.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use gatewright_generator::diagnostics::{self, Stopped};
use gatewright_generator::inspect::Watch;
use gatewright_generator::output;
use gatewright_generator::pipeline::{Input, Run};
use gatewright_generator::render::{Layout, Package};
use gatewright_generator::{Generator, diagnostics::Sink};

const APIS: [&str; 4] = ["asavie", "inkit", "trusted-twin", "vec"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn document(api: &str) -> PathBuf {
    root().join("specs").join(api).join("openapi.yaml")
}

fn generate(api: &str, document: &Path) -> Package {
    let layout = Layout { document: format!("specs/{api}/openapi.yaml"), workspace: true, ..Layout::default() };
    let mut run = Run::default();
    let package = run.generate(&Input::new(document), &layout, &mut Watch::nothing());
    package.unwrap_or_else(|Stopped| panic!("{}", diagnostics::render(&run.sources, run.sink.diagnostics(), false)))
}

/// Brings a folder to what was rendered.
fn write(package: &Package, target: &Path) {
    let mut sink = Sink::default();
    let comparison = output::compare(package, target, &mut sink).unwrap();
    output::write(&comparison, None, &mut sink).unwrap();
    assert!(sink.diagnostics().is_empty());
}

/// Everything in a folder, folders too, with the time of its last change.
fn times(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let mut times = BTreeMap::from([(folder.to_owned(), fs::metadata(folder).unwrap().modified().unwrap())]);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => times.extend(self::times(&path)),
            false => drop(times.insert(path.clone(), fs::metadata(&path).unwrap().modified().unwrap())),
        }
    }
    times
}

/// Sets the times of all files back, so that a touch shows however coarse the clock of the file system is.
fn age(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let past = SystemTime::now() - Duration::from_secs(3600);
    for path in times(folder).keys().filter(|path| path.is_file()) {
        fs::File::options().write(true).open(path).unwrap().set_modified(past).unwrap();
    }
    times(folder)
}

#[test]
fn twice_gives_the_same_bytes_on_any_thread() {
    for api in APIS {
        let first = generate(api, &document(api));
        assert!(first.files.len() > 5, "{api}");
        std::thread::scope(|scope| {
            let others: Vec<_> = (0..3).map(|_| scope.spawn(|| generate(api, &document(api)))).collect();
            for other in others {
                assert!(other.join().unwrap() == first, "{api}");
            }
        });
    }
}

#[test]
fn the_committed_crates_are_what_the_documents_give() {
    for api in APIS {
        let target = root().join("generated").join(api);
        let comparison = output::compare(&generate(api, &document(api)), &target, &mut Sink::default()).unwrap();
        assert!(comparison.is_current(), "`cargo run` and commit:\n{}", comparison.diff());
    }
}

#[test]
fn nothing_changed_touches_nothing() {
    for api in APIS {
        let folder = tempfile::tempdir().unwrap();
        write(&generate(api, &document(api)), folder.path());
        let before = age(folder.path());
        write(&generate(api, &document(api)), folder.path());
        assert_eq!(times(folder.path()), before, "{api}");
    }
}

#[test]
fn a_change_touches_what_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec");
    fs::create_dir(&spec).unwrap();
    for name in ["openapi.yaml", "gatewright.toml"] {
        fs::copy(document("vec").with_file_name(name), spec.join(name)).unwrap();
    }
    let target = folder.path().join("crate");
    write(&generate("vec", &spec.join("openapi.yaml")), &target);
    let before = age(&target);

    let text = fs::read_to_string(spec.join("openapi.yaml")).unwrap();
    let changed = text.replace("description: The batch's name.", "description: How the batch is called.");
    assert_ne!(changed, text);
    fs::write(spec.join("openapi.yaml"), changed).unwrap();
    write(&generate("vec", &spec.join("openapi.yaml")), &target);
    let after = times(&target);
    let touched = |(path, time): &(&PathBuf, &SystemTime)| path.is_file() && before.get(*path) != Some(*time);
    let touched: Vec<_> = after.iter().filter(touched).map(|(path, _)| path.strip_prefix(&target).unwrap()).collect();
    assert_eq!(touched, [Path::new("src/types.rs")]);
}

#[test]
fn a_build_script_touches_its_file_only_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let run = |client| {
        let generator = Generator::new(document("vec")).client(client).server(true).out_dir(folder.path());
        generator.generate().unwrap();
        fs::read_to_string(folder.path().join("openapi.rs")).unwrap()
    };
    let first = run(true);
    let before = age(folder.path());
    assert_eq!(run(true), first);
    assert_eq!(times(folder.path()), before);
    assert_ne!(run(false), first);
    assert_ne!(times(folder.path()), before);
}
