//! What the generator makes of a case, and says of it.

use std::fs;
use std::io;

use gatewright_generator::diagnostics::Severity;
use gatewright_generator::inspect::Watch;
use gatewright_generator::pipeline::{Additions, Input, Run};
use gatewright_generator::render::Layout;

use super::document::document;
use super::{Group, Mode};

/// What becomes of a case.
#[derive(Debug, Clone)]
pub struct Generated {
    /// The types, unless there were errors.
    pub code: Option<String>,
    /// The codes of what was said, with the messages.
    pub said: Vec<(&'static str, String)>,
}

impl Generated {
    /// The codes that say that something of the schema isn't done.
    pub fn refusals(&self) -> impl Iterator<Item = &'static str> {
        self.said.iter().map(|(code, _)| *code).filter(|code| !HARMLESS.contains(code))
    }
}

/// What is done all the same: a keyword of a later version is read as that version reads it.
const HARMLESS: [&str; 1] = ["GW0207"];

/// Generates the types of a case.
///
/// # Errors
///
/// When the document can't be written to a temporary folder.
pub fn generate(group: &Group, mode: Mode) -> io::Result<Generated> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("openapi.json");
    fs::write(&path, serde_json::to_vec(&document(group))?)?;
    fs::write(folder.path().join("gatewright.toml"), mode.configuration())?;
    let additions = Additions { client: Some(false), server: Some(false), ..Additions::default() };
    let input = Input { additions, ..Input::new(path) };
    let mut run = Run::default();
    let package = run.generate(&input, &Layout::single_file("a case of the suite"), &mut Watch::nothing());
    let said: Vec<_> = run.sink.diagnostics().iter().map(|said| (said.code, said.message.clone())).collect();
    // The configuration is ours, and no schema's; so is the document, but not what a schema refers to.
    if let Some((code, message)) = said.iter().find(|(code, _)| code.starts_with("GW04")) {
        return Err(io::Error::other(format!("{code}: {message}")));
    }
    let code = package.ok().filter(|_| !run.sink.diagnostics().iter().any(|said| said.severity == Severity::Error));
    Ok(Generated { code: code.and_then(|package| package.files.into_values().next()), said })
}
