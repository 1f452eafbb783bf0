//! The generator as build scripts call it.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::diagnostics::{self, Diagnostic, Level, Origin, Rule, Stopped};
use crate::inspect::Watch;
use crate::output;
use crate::pipeline::{Input, Run};
use crate::render::Layout;

/// Generates one file from a document, in a build script.
///
/// ```no_run
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     gatewright_generator::Generator::new("openapi.yaml").client(true).server(true).generate()?;
///     Ok(())
/// }
/// ```
///
/// The crate then takes it in with one line, in a module of its own or at its root:
///
/// ```ignore
/// include!(concat!(env!("OUT_DIR"), "/openapi.rs"));
/// ```
///
/// `gatewright.toml` beside the document is read if it is there.
#[derive(Debug, Clone)]
#[must_use = "nothing is generated before `generate` is called"]
pub struct Generator {
    input: Input,
    rules: Vec<(Level, String)>,
    file_name: String,
    out_dir: Option<PathBuf>,
    report: Option<PathBuf>,
}

impl Generator {
    /// Generates from this document; a relative path starts at the package's folder, as build scripts do.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self {
            input: Input::new(document),
            rules: Vec::new(),
            file_name: "openapi.rs".to_owned(),
            out_dir: None,
            report: None,
        }
    }

    /// Whether to generate the client. Where neither half is named, here or in the configuration, both
    /// are generated; where one is, that one.
    pub fn client(mut self, wanted: bool) -> Self {
        self.input.additions.client = Some(wanted);
        self
    }

    /// Whether to generate the server; see [`Generator::client`].
    pub fn server(mut self, wanted: bool) -> Self {
        self.input.additions.server = Some(wanted);
        self
    }

    /// Operations, by a glob of their names, that the document leaves unguarded and that are meant to be public.
    pub fn public(mut self, glob: impl Into<String>) -> Self {
        self.input.additions.public.push(glob.into());
        self
    }

    /// Operations to generate, all unless said: a glob of operationIds, a method and a path such as `GET /pets/*`, or a
    /// tag such as `tag:pets`.
    pub fn select(mut self, pattern: impl Into<String>) -> Self {
        self.input.additions.select.push(pattern.into());
        self
    }

    /// Operations to leave out, by the same patterns.
    pub fn except(mut self, pattern: impl Into<String>) -> Self {
        self.input.additions.except.push(pattern.into());
        self
    }

    /// An overlay to apply to the document before anything is made of it; they are applied in the order of the calls,
    /// after those of the configuration.
    pub fn overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.input.additions.overlays.push(path.into());
        self
    }

    /// The configuration, where it isn't `gatewright.toml` beside the document.
    pub fn config(mut self, path: impl Into<PathBuf>) -> Self {
        self.input.config = Some(path.into());
        self
    }

    /// Makes an error of a warning or note, by its code; `warnings` stands for all warnings.
    pub fn deny(self, code: impl Into<String>) -> Self {
        self.rule(Level::Deny, code.into())
    }

    /// Refuses documents that break the specification, instead of reading them as their authors meant.
    pub fn strict(mut self) -> Self {
        self.input.additions.rules.push(Rule::strict(Origin::Words("strict()".to_owned())));
        self
    }

    /// Makes a warning of a note, by its code.
    pub fn warn(self, code: impl Into<String>) -> Self {
        self.rule(Level::Warn, code.into())
    }

    /// Leaves a warning or note unsaid, by its code.
    pub fn allow(self, code: impl Into<String>) -> Self {
        self.rule(Level::Allow, code.into())
    }

    fn rule(mut self, level: Level, code: String) -> Self {
        self.rules.push((level, code));
        self
    }

    /// A file for all that is said, also where nothing is wrong: one JSON object a line, for programs. A relative path
    /// starts at the package's folder.
    pub fn report(mut self, path: impl Into<PathBuf>) -> Self {
        self.report = Some(path.into());
        self
    }

    /// The name of the generated file; `openapi.rs` unless said.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = name.into();
        self
    }

    /// The folder of the generated file; cargo's `OUT_DIR` unless said.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Generates the file, touching it only if its text changed, and tells cargo which files it was made of.
    ///
    /// # Errors
    ///
    /// When the document, the configuration or the folder is not as it has to be. The error reads as the command
    /// would print it, each problem with the lines that it stands in, also where a build script's `main` returns it.
    pub fn generate(mut self) -> Result<(), GenerateError> {
        let mut run = Run::default();
        let done = self.resolve_rules(&mut run).and_then(|()| self.write(&mut run));
        let done = self.write_report(&mut run).and(done);
        cargo::rerun_if_changed(&self.inputs(&run));
        match done {
            Ok(()) => {
                cargo::warn(run.sink.diagnostics());
                Ok(())
            }
            Err(Stopped) => Err(GenerateError::new(&run)),
        }
    }

    /// Every file that was read, and those that were to be read first, whether or not it came to that.
    fn inputs(&self, run: &Run) -> BTreeSet<PathBuf> {
        let named = std::iter::once(self.input.document.clone()).chain(self.input.config_file());
        let overlays = self.input.additions.overlays.iter().cloned();
        named.chain(overlays).chain(run.sources.paths().map(Path::to_owned)).collect()
    }

    fn write(&self, run: &mut Run) -> Result<(), Stopped> {
        let path = self.folder(run)?.join(&self.file_name);
        let layout = Layout::single_file(self.input.name());
        let package = run.generate(&self.input, &layout, &mut Watch::nothing())?;
        for text in package.files.values() {
            output::write_single(&path, text, &mut run.sink)?;
        }
        Ok(())
    }

    fn resolve_rules(&mut self, run: &mut Run) -> Result<(), Stopped> {
        for (level, code) in &self.rules {
            let method = match level {
                Level::Deny => "deny",
                Level::Warn => "warn",
                Level::Allow => "allow",
            };
            match Rule::in_words(*level, code, format!("{method}({code:?})")) {
                Ok(rule) => self.input.additions.rules.push(rule),
                Err(meant) => {
                    let message = format!("no diagnostic has the code `{code}`, which `{method}` is called with");
                    run.sink.push(Diagnostic::error("GW0720", message).help(meant));
                }
            }
        }
        run.sink.barrier()
    }

    fn write_report(&self, run: &mut Run) -> Result<(), Stopped> {
        let Some(path) = &self.report else { return Ok(()) };
        let text = diagnostics::to_json(&run.sources, run.sink.diagnostics());
        std::fs::write(path, text).map_err(|error| {
            let message = format!("cannot write `{}`: {error}", path.display());
            run.sink.push(Diagnostic::error("GW0703", message));
            Stopped
        })
    }

    fn folder(&self, run: &mut Run) -> Result<PathBuf, Stopped> {
        let folder = self.out_dir.clone().or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        folder.ok_or_else(|| {
            run.sink.push(
                Diagnostic::error("GW0709", "there is no `OUT_DIR` to write to")
                    .help("call this from a build script, where cargo sets it, or name a folder with `out_dir`"),
            );
            Stopped
        })
    }
}

/// Why nothing was generated.
///
/// `Debug` reads as `Display` does, because that is what cargo shows of an error that a build script's `main` returns.
pub struct GenerateError {
    rendered: String,
    json: String,
    diagnostics: Vec<Diagnostic>,
}

impl GenerateError {
    fn new(run: &Run) -> Self {
        let diagnostics = run.sink.diagnostics().to_vec();
        Self {
            rendered: diagnostics::render(&run.sources, &diagnostics, false),
            json: diagnostics::to_json(&run.sources, &diagnostics),
            diagnostics,
        }
    }

    /// What is wrong, one by one.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// What is wrong, for programs: one JSON object a line, as `--format json` prints it.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rendered.trim_end())
    }
}

impl fmt::Debug for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `main` prints `Error: ` before it, which would put the first snippet out of line.
        write!(f, "\n\n{self}\n")
    }
}

impl std::error::Error for GenerateError {}

/// What cargo is told. A build script speaks to cargo by its standard output and in no other way, so this is the
/// one place beside the command that prints.
#[expect(clippy::print_stdout, reason = "see above")]
mod cargo {
    use super::{BTreeSet, Diagnostic, PathBuf, diagnostics};

    /// Files that a change of makes the build script run again.
    pub(super) fn rerun_if_changed(paths: &BTreeSet<PathBuf>) {
        for path in paths {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }

    /// Warnings, in a line each, as cargo takes them.
    pub(super) fn warn(said: &[Diagnostic]) {
        for (code, message) in diagnostics::warnings(said) {
            println!("cargo::warning={} [{code}]", message.replace('\n', " "));
        }
    }
}
