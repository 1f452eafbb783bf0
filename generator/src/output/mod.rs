//! Stage 10: rendered files onto the disk, or against it.
//!
//! Nothing is written before all of it is known to fit: `compare` looks at the target and refuses one that
//! holds files of others, [`write`] then writes each file whole and touches only those that changed.

mod compare;
mod diff;
mod report;
mod single;
mod survey;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
mod write;

use std::io;
use std::path::{Path, PathBuf};

pub use compare::{Change, ChangeKind, Comparison, compare};
pub use single::{write_files, write_single};
pub use survey::MARK;
pub use write::write;

/// Whether a file is there and carries our mark.
#[must_use]
pub fn is_generated(file: &Path) -> bool {
    file.is_file() && survey::is_ours(file).unwrap_or(false)
}

/// The files with our mark in a folder, relative to it, in order.
///
/// # Errors
///
/// When the folder can't be read.
pub fn generated_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let found = survey::survey(folder).map_err(|(_, error)| error)?;
    Ok(found.ours.into_iter().collect())
}
