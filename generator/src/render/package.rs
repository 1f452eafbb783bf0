//! What rendering is given beside tokens, and what it makes.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Rendered files, ready to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Package {
    /// The text of each file, by its path below the target folder.
    pub files: BTreeMap<PathBuf, String>,
}

/// Where a crate will stand and what is around it: all that its files say beside what the plan says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The document, as the banner names it.
    pub document: String,
    /// The path of the runtime, as the manifest names it.
    pub runtime: String,
    /// Whether the manifest declares a workspace of its own, which a crate needs that lies in one without being its
    /// member.
    pub standalone: bool,
}
