//! One crate a document, each made by a process of its own.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use gatewright_generator::diagnostics;
use gatewright_generator::inspect::{Census, Watch};
use gatewright_generator::pipeline::{Additions, Input, Run};
use gatewright_generator::render::Layout;
use gatewright_generator::{output, passes};
use serde::{Deserialize, Serialize};

use crate::workspace::{Workspace, package};

/// What became of a document.
#[derive(Debug)]
pub(crate) struct Made {
    /// The document.
    pub(crate) document: PathBuf,
    /// The package made of it.
    pub(crate) package: String,
    /// How long that took.
    pub(crate) took: Duration,
    /// What was made, or the first line of why nothing was.
    pub(crate) result: Result<Summary, String>,
}

/// What a child tells of the crate that it made.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Summary {
    /// Lines of Rust.
    pub(crate) lines: usize,
    /// How often each thing was said: its code, and its message without what is particular to one place.
    pub(crate) said: Vec<(String, String, usize)>,
    /// How often something has no type of its own: what stands for it, and why.
    pub(crate) untyped: Vec<(String, String, usize)>,
}

/// Generates one document.
#[derive(Debug, Args)]
pub(crate) struct One {
    document: PathBuf,
    folder: PathBuf,
}

/// Generates every document, several at a time, and says so as it goes on.
pub(crate) fn all(documents: &[PathBuf], workspace: &Workspace, jobs: usize, timeout: Duration) -> Vec<Made> {
    let (next, made) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let one = make(document, workspace, timeout);
                    if let Err(error) = &one.result {
                        eprintln!("{}: {error}", document.display());
                    }
                    made.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(one);
                }
            });
        }
    });
    let mut made = made.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    made.sort_by(|a, b| a.document.cmp(&b.document));
    made
}

fn make(document: &Path, workspace: &Workspace, timeout: Duration) -> Made {
    let package = package(document);
    let began = Instant::now();
    let result = child(document, &workspace.folder.join(&package), timeout);
    Made { document: document.to_owned(), package, took: began.elapsed(), result }
}

/// A process that generates one document; what it says goes through files, so that no pipe can fill up.
fn child(document: &Path, folder: &Path, timeout: Duration) -> Result<Summary, String> {
    let failed = |error: io::Error| error.to_string();
    let (mut out, mut err) = (tempfile::tempfile().map_err(failed)?, tempfile::tempfile().map_err(failed)?);
    let mut child = Command::new(std::env::current_exe().map_err(failed)?)
        .arg("one")
        .args([document, folder])
        .stdin(Stdio::null())
        .stdout(out.try_clone().map_err(failed)?)
        .stderr(err.try_clone().map_err(failed)?)
        .spawn()
        .map_err(failed)?;
    let began = Instant::now();
    let status = loop {
        match child.try_wait().map_err(failed)? {
            Some(status) => break status,
            None if began.elapsed() > timeout => {
                child.kill().map_err(failed)?;
                child.wait().map_err(failed)?;
                return Err(format!("took longer than {} s", timeout.as_secs()));
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    if status.success() {
        return serde_json::from_str(&text(&mut out).map_err(failed)?).map_err(|error| error.to_string());
    }
    let said = text(&mut err).map_err(failed)?;
    let first = said.lines().find(|line| line.starts_with("error") || line.contains("panicked"));
    Err(format!("{status}: {}", first.unwrap_or("nothing was said")))
}

fn text(file: &mut std::fs::File) -> io::Result<String> {
    use std::io::{Read as _, Seek as _};
    let mut text = String::new();
    file.rewind()?;
    file.read_to_string(&mut text)?;
    Ok(text)
}

impl One {
    /// Generates the document, and prints what the parent wants to know.
    pub(crate) fn run(&self) -> ExitCode {
        let mut run = Run::default();
        match self.generate(&mut run) {
            Ok(lines) => {
                let summary = Summary { lines, said: said(&run), untyped: self.untyped() };
                println!("{}", serde_json::to_string(&summary).unwrap_or_default());
                ExitCode::SUCCESS
            }
            Err(diagnostics::Stopped) => {
                eprint!("{}", diagnostics::render(&run.sources, run.sink.diagnostics(), false));
                ExitCode::FAILURE
            }
        }
    }

    fn input(&self) -> Input {
        let additions = Additions {
            crate_name: self.folder.file_name().map(|name| name.to_string_lossy().into_owned()),
            public: vec!["*".to_owned()],
            ..Additions::default()
        };
        Input { additions, ..Input::new(&self.document) }
    }

    fn untyped(&self) -> Vec<(String, String, usize)> {
        let mut run = Run::default();
        let Ok((api, config)) = run.lower(&self.input(), &mut Watch::nothing()) else { return Vec::new() };
        let Ok(api) = passes::run(api, &config, &mut run.sink) else { return Vec::new() };
        let census = Census::of(&api, &run.sources);
        counted(census.places.into_iter().map(|place| (place.fallback.replace('_', "-"), place.reason)))
    }

    /// The lines of Rust that were made.
    fn generate(&self, run: &mut Run) -> Result<usize, diagnostics::Stopped> {
        let input = self.input();
        let layout = Layout { document: input.name(), workspace: true, ..Layout::default() };
        let package = run.generate(&input, &layout, &mut Watch::nothing())?;
        let comparison = output::compare(&package, &self.folder, &mut run.sink)?;
        output::write(&comparison, None, &mut run.sink)?;
        let rust = package.files.iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "rs"));
        Ok(rust.map(|(_, text)| text.lines().count()).sum())
    }
}

fn said(run: &Run) -> Vec<(String, String, usize)> {
    counted(run.sink.diagnostics().iter().map(|said| (said.code.to_owned(), said.message.clone())))
}

/// How often each comes. What stands between backticks differs from place to place, and so do numbers.
fn counted(all: impl Iterator<Item = (String, String)>) -> Vec<(String, String, usize)> {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for (kind, text) in all {
        let mut general = text.split('`').step_by(2).collect::<Vec<_>>().join("…");
        while general.contains("…, …") {
            general = general.replace("…, …", "…");
        }
        let words = general.split(' ').map(|word| if word.parse::<u64>().is_ok() { "N" } else { word });
        *counts.entry((kind, words.collect::<Vec<_>>().join(" "))).or_insert(0) += 1;
    }
    counts.into_iter().map(|((kind, text), times)| (kind, text, times)).collect()
}
