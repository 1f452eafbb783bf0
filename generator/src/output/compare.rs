//! Rendered files against a target folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::survey::{Survey, survey};
use super::{diff, report};
use crate::diagnostics::{Sink, Stopped};
use crate::render::Package;

/// How a target differs from what was rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The target folder.
    pub target: PathBuf,
    /// What differs, by path.
    pub changes: Vec<Change>,
    /// How many files are as they should be.
    pub current: usize,
    /// Folders that the target holds, parents before their children.
    pub(super) folders: Vec<PathBuf>,
    /// Temporary files that a run which was cut short left behind.
    pub(super) leftovers: Vec<PathBuf>,
}

/// One file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file, relative to the target.
    pub path: PathBuf,
    /// How it differs.
    pub kind: ChangeKind,
}

/// How a file differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is there with other text.
    Stale {
        /// What the disk holds.
        old: String,
        /// What was rendered.
        new: String,
    },
    /// It is not there.
    Missing {
        /// What was rendered.
        new: String,
    },
    /// It carries our mark, and nothing renders it any more.
    Orphan {
        /// What the disk holds.
        old: String,
    },
}

impl Comparison {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.changes.is_empty()
    }

    /// What differs, as unified diffs that `patch -p0` would take.
    #[must_use]
    pub fn diff(&self) -> String {
        self.changes.iter().map(|change| diff::unified(&self.target, change)).collect()
    }
}

impl Change {
    /// The text to write, if there is one.
    #[must_use]
    pub fn new_text(&self) -> Option<&str> {
        match &self.kind {
            ChangeKind::Stale { new, .. } | ChangeKind::Missing { new } => Some(new),
            ChangeKind::Orphan { .. } => None,
        }
    }
}

/// Compares rendered files with a target folder; an empty package makes everything of ours an orphan.
///
/// # Errors
///
/// When the target can't be read, holds files that are not ours, or a rendered path leads out of it.
pub fn compare(package: &Package, target: &Path, sink: &mut Sink) -> Result<Comparison, Stopped> {
    for path in package.files.keys().filter(|path| !stays_inside(path)) {
        sink.push(report::outside(target, path));
    }
    sink.barrier()?;
    let mut found = survey(target).map_err(|(path, error)| stop(sink, report::unreadable(&path, &error)))?;
    if package.files.is_empty() {
        // The folder is to go, and what nobody wrote for it must not go with it.
        found.foreign.append(&mut found.hidden);
    }
    if !found.foreign.is_empty() {
        return Err(stop(sink, report::foreign(target, &found.foreign)));
    }
    match changes(&package.files, target, &found) {
        Ok((changes, current)) => {
            let Survey { folders, leftovers, .. } = found;
            Ok(Comparison { target: target.to_owned(), changes, current, folders, leftovers })
        }
        Err((path, error)) => Err(stop(sink, report::unreadable(&path, &error))),
    }
}

fn changes(
    files: &BTreeMap<PathBuf, String>,
    target: &Path,
    found: &Survey,
) -> Result<(Vec<Change>, usize), super::survey::Failure> {
    let read = |path: &Path| match fs::read(target.join(path)) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) => Err((target.join(path), error)),
    };
    let (mut changes, mut current) = (Vec::new(), 0);
    for (path, new) in files {
        let kind = if !found.ours.contains(path) {
            ChangeKind::Missing { new: new.clone() }
        } else {
            let old = read(path)?;
            if old == *new {
                current += 1;
                continue;
            }
            ChangeKind::Stale { old, new: new.clone() }
        };
        changes.push(Change { path: path.clone(), kind });
    }
    for path in found.ours.iter().filter(|path| !files.contains_key(*path)) {
        changes.push(Change { path: path.clone(), kind: ChangeKind::Orphan { old: read(path)? } });
    }
    Ok((changes, current))
}

fn stays_inside(path: &Path) -> bool {
    path.file_name().is_some() && path.components().all(|part| matches!(part, Component::Normal(_)))
}

fn stop(sink: &mut Sink, diagnostic: crate::diagnostics::Diagnostic) -> Stopped {
    sink.push(diagnostic);
    Stopped
}
