//! Comparing XML documents by an outside judge: `c14n.py`, which is lxml's canonical form.
//!
//! The judge is Python with lxml: `GATEWRIGHT_PYTHON`, else `python3`. Where there is none, nothing is
//! judged, unless `CI` is set, where a missing judge is a failure.

use std::path::Path;
use std::process::Output;
use std::sync::OnceLock;

/// What the judge said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The documents are the same in canonical form.
    Same,
    /// There is no judge on this machine, and this isn't CI.
    NotJudged,
}

/// Why two documents aren't known to be the same.
#[derive(Debug, thiserror::Error)]
pub enum Difference {
    /// They differ; the diff of their canonical forms.
    #[error("the documents differ:\n{0}")]
    Differ(String),
    /// One of them isn't well-formed XML.
    #[error("not XML: {0}")]
    Malformed(String),
    /// The judge could not be asked.
    #[error("there is no judge of XML: {0}; install lxml, or set GATEWRIGHT_PYTHON")]
    NoJudge(String),
    /// The documents could not be handed over.
    #[error("cannot hand the documents to the judge")]
    Io(#[from] std::io::Error),
}

/// Compares two XML documents in canonical form; white space between elements doesn't count.
///
/// # Errors
///
/// If they differ, if one isn't XML, or if `CI` is set and there is no judge.
pub fn compare(expected: &str, actual: &str) -> Result<Verdict, Difference> {
    static JUDGE: OnceLock<Result<(), String>> = OnceLock::new();
    if let Err(why) = JUDGE.get_or_init(judge_is_there).clone() {
        return if crate::is_ci() { Err(Difference::NoJudge(why)) } else { Ok(Verdict::NotJudged) };
    }
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("expected.xml"), expected)?;
    std::fs::write(folder.path().join("actual.xml"), actual)?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("c14n.py");
    let output =
        crate::python().arg(script).args(["expected.xml", "actual.xml"]).current_dir(folder.path()).output()?;
    match output.status.code() {
        Some(0) => Ok(Verdict::Same),
        Some(1) => Err(Difference::Differ(text(&output.stdout))),
        _ => Err(Difference::Malformed(text(&output.stderr))),
    }
}

fn judge_is_there() -> Result<(), String> {
    match crate::python().args(["-c", "import lxml.etree"]).output() {
        Ok(Output { status, .. }) if status.success() => Ok(()),
        Ok(output) => Err(text(&output.stderr)),
        Err(error) => Err(error.to_string()),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}
