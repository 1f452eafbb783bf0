//! The files that were read, in the order of reading.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::spans::Spans;
use crate::diagnostics::SourceId;

/// The files that were read. A [`SourceId`] is an index.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<File>,
    /// The files by what the system calls them.
    known: HashMap<PathBuf, SourceId>,
}

#[derive(Debug)]
struct File {
    path: PathBuf,
    /// What the system calls the file, whichever way leads to it; `None` for text that is of no file.
    identity: Option<PathBuf>,
    text: String,
    /// Where each node stands; built for the first diagnostic that wants to know.
    spans: OnceLock<Option<Spans>>,
    /// Where each line begins, likewise.
    lines: OnceLock<Vec<usize>>,
}

impl File {
    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let after_break = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(after_break).collect()
        })
    }
}

/// A line and a column, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl SourceMap {
    /// Adds text that was read, or made, elsewhere.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<String>) -> SourceId {
        self.add_file(path.into(), None, text.into())
    }

    pub(super) fn add_file(&mut self, path: PathBuf, identity: Option<PathBuf>, text: String) -> SourceId {
        let id = SourceId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        if let Some(identity) = &identity {
            self.known.entry(identity.clone()).or_insert(id);
        }
        self.files.push(File { path, identity, text, spans: OnceLock::new(), lines: OnceLock::new() });
        id
    }

    /// The source of a file that was read before.
    pub(super) fn known(&self, identity: &Path) -> Option<SourceId> {
        self.known.get(identity).copied()
    }

    pub(super) fn identity(&self, id: SourceId) -> Option<&Path> {
        self.file(id)?.identity.as_deref()
    }

    /// The text of a file; empty for an id of another map.
    #[must_use]
    pub fn text(&self, id: SourceId) -> &str {
        self.file(id).map_or("", |file| &file.text)
    }

    /// The path of a file, as it was given; empty for an id of another map.
    #[must_use]
    pub fn path(&self, id: SourceId) -> &Path {
        self.file(id).map_or(Path::new(""), |file| &file.path)
    }

    /// The path of a file as it is shown, with `/` on every system.
    #[must_use]
    pub fn shown_path(&self, id: SourceId) -> String {
        self.path(id).display().to_string().replace('\\', "/")
    }

    /// The paths of all files that were read.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.path.as_path())
    }

    /// The line and column of a byte.
    #[must_use]
    pub fn line_column(&self, id: SourceId, byte: usize) -> LineColumn {
        let text = self.text(id);
        let byte = text.floor_char_boundary(byte);
        let lines = self.file(id).map_or(&[][..], File::lines);
        let line = lines.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|above| lines.get(above)).copied().unwrap_or(0);
        LineColumn { line: line.max(1), column: text.get(start..byte).unwrap_or_default().chars().count() + 1 }
    }

    /// The byte of a line and a column.
    pub(crate) fn byte_of(&self, id: SourceId, at: LineColumn) -> usize {
        let text = self.text(id);
        let mut start = 0;
        for _ in 1..at.line {
            match text.get(start..).and_then(|rest| rest.find('\n')) {
                Some(end) => start += end + 1,
                None => return text.len(),
            }
        }
        let line = text.get(start..).unwrap_or_default();
        let line = line.split('\n').next().unwrap_or_default();
        let within = line.char_indices().nth(at.column.saturating_sub(1)).map_or(line.len(), |(byte, _)| byte);
        start + within
    }

    pub(super) fn spans(&self, id: SourceId) -> Option<&Spans> {
        let file = self.file(id)?;
        file.spans.get_or_init(|| Spans::of(&file.text)).as_ref()
    }

    fn file(&self, id: SourceId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }
}
