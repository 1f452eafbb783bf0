//! Tests of Gatewright at its boundaries; see `cases/` for the data.
//!
//! Here is what the tests share: a server on a loopback port and requests written by hand, services whose answers a
//! test states, the table of all documented answers, and two judges, of JSON and of XML.

pub mod c14n;
pub mod documented;
pub mod json;
pub mod loopback;
pub mod reference;
pub mod script;
pub mod second_opinion;
pub mod suite;
pub mod table;

/// The folder of documents and suites that the tests read in place, whether or not it is there.
#[must_use]
pub fn shared() -> std::path::PathBuf {
    let beside = || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    std::env::var_os("GATEWRIGHT_SHARED").map_or_else(beside, Into::into)
}

/// Whether this runs in CI, where nothing may be skipped for want of the shared folder; `CI=` is no CI.
#[must_use]
pub fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|ci| !ci.is_empty())
}

/// The Python that judges what was written in Rust: `GATEWRIGHT_PYTHON`, else `python3`.
#[must_use]
pub fn python() -> std::process::Command {
    std::process::Command::new(std::env::var_os("GATEWRIGHT_PYTHON").unwrap_or_else(|| "python3".into()))
}
