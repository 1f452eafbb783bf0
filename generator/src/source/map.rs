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
    /// How many lines end before each block of the text, likewise.
    lines: OnceLock<Vec<usize>>,
}

/// How many bytes of a text are a block.
const BLOCK: usize = 4096;

impl File {
    /// How many lines end before a byte.
    fn lines_before(&self, byte: usize) -> usize {
        let blocks = self.lines.get_or_init(|| {
            let ended = self.text.as_bytes().chunks(BLOCK).scan(0, |ended, block| {
                *ended += breaks(block);
                Some(*ended)
            });
            std::iter::once(0).chain(ended).collect()
        });
        let block = byte / BLOCK;
        let within = self.text.as_bytes().get(block * BLOCK..byte).unwrap_or_default();
        blocks.get(block).copied().unwrap_or_default() + breaks(within)
    }
}

/// How many lines end in some bytes, in sums that are small enough to be made of many bytes at once.
fn breaks(bytes: &[u8]) -> usize {
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    bytes.chunks(128).map(|bytes| usize::from(sum(bytes))).sum()
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
        let line = self.file(id).map_or(0, |file| file.lines_before(byte)) + 1;
        let before = text.get(..byte).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        LineColumn { line, column: before.get(start..).unwrap_or_default().chars().count() + 1 }
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

    /// Finds where everything stands in a file, so that nobody has to wait for that who asks.
    pub fn prepare(&self, id: SourceId) {
        self.spans(id);
        self.file(id).map(|file| file.lines_before(0));
    }

    pub(super) fn spans(&self, id: SourceId) -> Option<&Spans> {
        let file = self.file(id)?;
        file.spans.get_or_init(|| Spans::of(&file.text)).as_ref()
    }

    fn file(&self, id: SourceId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }
}
