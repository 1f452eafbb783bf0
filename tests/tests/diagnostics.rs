//! What the generator says of bad input, word for word: each folder of `cases/diagnostics` is a case.
//!
//! A case is a document, a configuration, or both; other files may stand beside them. Every operation is public. A file
//! `command` holds the arguments of `gatewright` instead, which is run in a copy of the folder; what it says on both
//! streams and how it ends is the snapshot then. `$` in a file's name is removed in the copy, so that a case can hold
//! files that mean something to cargo or git where they stand.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gatewright_generator::Generator;
use gatewright_generator::config::Config;
use gatewright_generator::diagnostics::{self, Sink, codes};
use gatewright_generator::inspect::Watch;
use gatewright_generator::pipeline::{Additions, Input, Run};
use gatewright_generator::render::{self, Layout, Package};
use gatewright_generator::source::SourceMap;
use gatewright_generator::{config, lower, output, passes, plan};
use gatewright_tests::documented;

const SNAPSHOTS: &str = "tests/snapshots/diagnostics";

/// What is said of a case.
fn said_of(folder: &Path) -> String {
    if folder.join("command").exists() {
        return said_by_command(folder);
    }
    let documents = ["openapi.yaml", "openapi.json"].map(|name| folder.join(name));
    let Some(document) = documents.iter().find(|path| path.exists()) else { return said_of_config(folder) };
    let mut input = Input::new(document);
    input.additions.public.push("*".to_owned());
    let mut run = Run::default();
    let _ = run.generate(&input, &Layout::default(), &mut Watch::nothing());
    let text = diagnostics::render(&run.sources, run.sink.diagnostics(), false);
    text.replace(&format!("{}/", folder.display()), "")
}

fn said_of_config(folder: &Path) -> String {
    let (mut sources, mut sink) = (SourceMap::default(), Sink::default());
    let id = sources.load(&folder.join("gatewright.toml"), &mut sink).unwrap();
    let _ = config::parse(&sources, id, &mut sink);
    let text = diagnostics::render(&sources, sink.diagnostics(), false);
    text.replace(&format!("{}/", folder.display()), "")
}

fn said_by_command(folder: &Path) -> String {
    let copy = tempfile::tempdir().unwrap();
    copy_folder(folder, copy.path());
    let arguments = fs::read_to_string(folder.join("command")).unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_gatewright-as-built"))
        .args(arguments.split_whitespace())
        .current_dir(copy.path())
        .output()
        .unwrap();
    let streams = [("standard output", &ran.stdout), ("standard error", &ran.stderr)];
    let mut text = format!("$ gatewright {}\n", arguments.trim());
    for (name, said) in streams {
        let said = String::from_utf8_lossy(said);
        // The real path, where the folder for temporary files is behind a link.
        let here = copy.path().canonicalize().unwrap().display().to_string();
        let said = said.replace(&here, "/case").replace(&copy.path().display().to_string(), "/case");
        if !said.is_empty() {
            text.push_str(&format!("\n--- {name} ---\n{said}"));
        }
    }
    format!("{text}\n--- ends with {} ---\n", ran.status.code().unwrap())
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap().to_string_lossy().replace('$', ""));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/diagnostics");
    let mut cases: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn name(case: &Path) -> String {
    case.file_name().unwrap().to_string_lossy().into_owned()
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("../snapshots/diagnostics");
    settings
}

#[test]
fn each_case_is_said_as_it_was_reviewed() {
    let all = cases();
    assert!(all.len() > 50, "{} cases", all.len());
    let differing: Vec<String> = all.iter().filter(|case| !is_as_reviewed(case)).map(|case| name(case)).collect();
    assert!(differing.is_empty(), "`cargo insta review`: {}", differing.join(", "));
}

/// Whether a case is said as before; the others are still to be looked at if it isn't.
fn is_as_reviewed(case: &Path) -> bool {
    let said = said_of(case);
    if said.is_empty() {
        eprintln!("{}: nothing was said", name(case));
        return false;
    }
    let compare = || settings().bind(|| insta::assert_snapshot!(name(case), said));
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(compare)).is_ok()
}

/// Mistakes of Gatewright's own, which no input brings about, what a build script alone can do wrong, and what is too
/// large for a case.
fn by_hand() -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("by-hand-bases-upon-bases", bases_upon_bases()),
        ("by-hand-file-too-large", file_too_large()),
        ("by-hand-no-out-dir", no_out_dir()),
        ("by-hand-no-such-code", no_such_code()),
        ("by-hand-no-rust", no_rust()),
        ("by-hand-nested-too-deep", nested_too_deep()),
        ("by-hand-outside-of-the-target", outside_of_the_target()),
        ("by-hand-undeclared-scheme", undeclared_scheme()),
    ])
}

#[test]
fn what_no_case_can_bring_about_is_said_as_it_was_reviewed() {
    for (name, said) in by_hand() {
        settings().bind(|| insta::assert_snapshot!(name, said));
    }
}

const ANY_DOCUMENT: &str = "../specs/trusted-twin/openapi.yaml";

fn no_out_dir() -> String {
    // Cargo sets it for build scripts only, and for tests of packages that have one.
    assert!(std::env::var_os("OUT_DIR").is_none());
    Generator::new(ANY_DOCUMENT).generate().unwrap_err().to_string()
}

fn no_such_code() -> String {
    Generator::new(ANY_DOCUMENT).deny("warnings").allow("GW205").generate().unwrap_err().to_string()
}

fn no_rust() -> String {
    let mut run = Run::default();
    let input = Input { additions: Additions::default(), ..Input::new(ANY_DOCUMENT) };
    let (api, config) = run.lower(&input, &mut Watch::nothing()).unwrap();
    let api = passes::run(api, &config, &mut run.sink).unwrap();
    let mut plan = plan::plan(&api, &config, &mut run.sink).unwrap();
    "_".clone_into(&mut plan.client.as_mut().unwrap().methods[0].ident);
    assert!(render::render(&plan, &Layout::default(), &mut run.sink).is_err());
    diagnostics::render(&run.sources, run.sink.diagnostics(), false)
}

/// What is said of a document with these schemas, one a line.
fn said_of_schemas(schemas: &str, beside: impl FnOnce(&Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    beside(folder.path());
    let document = folder.path().join("openapi.yaml");
    let head = "openapi: 3.1.0\ninfo: {title: Large, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n";
    fs::write(&document, format!("{head}{schemas}")).unwrap();
    let mut run = Run::default();
    let lowered = run.lower(&Input::new(document), &mut Watch::nothing());
    let _ = lowered.and_then(|(api, config)| passes::run(api, &config, &mut run.sink));
    let said = diagnostics::render(&run.sources, run.sink.diagnostics(), false);
    said.replace(&format!("{}/", folder.path().display()), "")
}

fn file_too_large() -> String {
    said_of_schemas("    Large: {$ref: large.json}\n", |folder| {
        fs::File::create(folder.join("large.json")).unwrap().set_len(600 << 20).unwrap();
    })
}

fn nested_too_deep() -> String {
    let parts = (0..70).map(|at| format!("m{at}: {{a: {{properties: {{$ref: '#/m{}'}}}}}}\n", at + 1));
    let parts: String = parts.chain(["m70: {}\n".to_owned()]).collect();
    let said = said_of_schemas("    Deep: {properties: {$ref: 'parts.yaml#/m0'}}\n", |folder| {
        fs::write(folder.join("parts.yaml"), parts).unwrap();
    });
    said.split("\n\n").filter(|said| said.contains("GW0319")).collect()
}

fn bases_upon_bases() -> String {
    let schemas = (0..1_000).map(|at| {
        let base = format!("{{$ref: '#/components/schemas/S{}'}}", at + 1);
        format!("    S{at}: {{allOf: [{base}, {{properties: {{f{at}: {{type: string}}}}}}]}}\n")
    });
    said_of_schemas(&schemas.chain(["    S1000: {type: object}\n".to_owned()]).collect::<String>(), |_| ())
}

/// An undeclared scheme is refused before anything asks who can meet it. Should it ever come so far, nobody is let in.
fn undeclared_scheme() -> String {
    let mut api = documented::resolved("trusted-twin");
    api.schemes.clear();
    api.operations.truncate(1);
    let mut sink = Sink::default();
    assert!(lower::lower(&api, &Config::default(), &mut sink).is_err());
    diagnostics::render(&SourceMap::default(), sink.diagnostics(), false)
}

fn outside_of_the_target() -> String {
    let mut sink = Sink::default();
    let package = Package { files: [(PathBuf::from("../x.rs"), String::new())].into() };
    assert!(output::compare(&package, Path::new("target-of-a-test"), &mut sink).is_err());
    diagnostics::render(&SourceMap::default(), sink.diagnostics(), false)
}

/// The snapshots, by name.
fn snapshots() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(SNAPSHOTS.trim_start_matches("tests/"));
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let reviewed = entries.filter(|path| path.extension().is_some_and(|extension| extension == "snap"));
    reviewed
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

#[test]
fn every_code_has_a_case() {
    let said: String = snapshots().into_values().collect();
    let registered: Vec<&codes::Code> = codes::all().collect();
    assert!(registered.len() >= 60, "{} codes", registered.len());
    let missing: Vec<String> = registered
        .iter()
        .filter(|code| !said.contains(&format!("[{}]", code.code)))
        .map(|code| format!("{} ({})", code.code, code.title))
        .collect();
    assert!(
        missing.is_empty(),
        "\nno case says these codes:\n  {}\nmake a folder `tests/cases/diagnostics/<topic>-<what is wrong>` with the smallest \
         `openapi.yaml` (and `gatewright.toml`) that brings it about, run this test, and review with `cargo insta \
         review`; or, where nothing can bring it about any more, remove the code\n",
        missing.join("\n  ")
    );
}

#[test]
fn every_snapshot_has_a_case() {
    let mut known: BTreeSet<String> = cases().iter().map(|case| name(case)).collect();
    known.extend(by_hand().into_keys().map(str::to_owned));
    let found: BTreeSet<String> = snapshots().into_keys().collect();
    assert_eq!(
        found.difference(&known).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "snapshots of nothing: remove them"
    );
}
