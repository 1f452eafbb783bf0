//! Reads a file, or says why not.

use std::io::ErrorKind;
use std::path::Path;

use super::SourceMap;
use crate::diagnostics::{Diagnostic, Sink, SourceId, Stopped};

/// Reads a document into a new source map.
///
/// # Errors
///
/// When the file is missing, a folder, not UTF-8 or empty.
pub fn load(path: &Path, sink: &mut Sink) -> Result<(SourceMap, SourceId), Stopped> {
    let mut sources = SourceMap::default();
    let id = sources.load(path, sink)?;
    Ok((sources, id))
}

impl SourceMap {
    /// Reads one more file.
    ///
    /// # Errors
    ///
    /// As [`load`].
    pub fn load(&mut self, path: &Path, sink: &mut Sink) -> Result<SourceId, Stopped> {
        self.add_read(path, read(path), sink)
    }

    /// Reads a file of settings: one that is empty has none.
    ///
    /// # Errors
    ///
    /// As [`load`], but for empty files.
    pub fn load_settings(&mut self, path: &Path, sink: &mut Sink) -> Result<SourceId, Stopped> {
        self.add_read(path, read_text(path), sink)
    }

    fn add_read(
        &mut self,
        path: &Path,
        read: Result<String, Box<Diagnostic>>,
        sink: &mut Sink,
    ) -> Result<SourceId, Stopped> {
        match read {
            Ok(text) => Ok(self.add_file(path.to_owned(), path.canonicalize().ok(), text)),
            Err(diagnostic) => {
                sink.push(*diagnostic);
                Err(Stopped)
            }
        }
    }
}

/// The longest file that is read: ten times the longest document that is known.
const LONGEST: u64 = 1 << 29;

pub(super) fn read(path: &Path) -> Result<String, Box<Diagnostic>> {
    let text = read_text(path)?;
    if text.trim().is_empty() {
        return Err(Box::new(Diagnostic::error("GW0104", format!("`{}` is empty", path.display()))));
    }
    Ok(text)
}

fn read_text(path: &Path) -> Result<String, Box<Diagnostic>> {
    let shown = path.display();
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if metadata.is_dir() {
        let message = format!("`{shown}` is a folder");
        return Err(Box::new(Diagnostic::error("GW0102", message).help("name the document in it")));
    }
    if !metadata.is_file() {
        let message = format!("`{shown}` can't be read: it is neither a file nor a folder");
        return Err(Box::new(Diagnostic::error("GW0101", message)));
    }
    if metadata.len() > LONGEST {
        let message =
            format!("`{shown}` is too large: {} MiB, and at most {} are read", metadata.len() >> 20, LONGEST >> 20);
        return Err(Box::new(Diagnostic::error("GW0107", message)));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    let mut text = String::from_utf8(bytes).map_err(|error| Box::new(not_text(path, &error)))?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Box<Diagnostic> {
    let shown = path.display();
    let why = match error.kind() {
        ErrorKind::NotFound => format!("`{shown}` doesn't exist"),
        ErrorKind::PermissionDenied => format!("`{shown}` may not be read"),
        _ => format!("`{shown}` can't be read: {error}"),
    };
    Box::new(Diagnostic::error("GW0101", why))
}

fn not_text(path: &Path, error: &std::string::FromUtf8Error) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
    let byte = bytes.get(at).copied().unwrap_or_default();
    let message = format!(
        "`{}` isn't UTF-8 text: byte {byte:#04x} at offset {at}, on line {line}, isn't part of it",
        path.display()
    );
    let help = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it looks like UTF-16; save it as UTF-8",
        _ => "save it as UTF-8",
    };
    Diagnostic::error("GW0103", message).help(help)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn code_of(path: &Path) -> (&'static str, String) {
        let mut sink = Sink::default();
        assert!(load(path, &mut sink).is_err());
        let said = sink.diagnostics().first().unwrap();
        (said.code, said.message.clone())
    }

    #[test]
    fn what_is_no_text_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(code_of(folder.path()).0, "GW0102");
        assert_eq!(code_of(&folder.path().join("none.yaml")).0, "GW0101");

        let file = folder.path().join("some.yaml");
        std::fs::write(&file, " \n").unwrap();
        assert_eq!(code_of(&file).0, "GW0104");

        let (mut sources, mut sink) = (SourceMap::default(), Sink::default());
        assert!(sources.load_settings(&file, &mut sink).is_ok(), "no settings are settings too");

        std::fs::write(&file, b"openapi: 3.1.0\ninfo: caf\xe9").unwrap();
        let (code, message) = code_of(&file);
        assert_eq!(code, "GW0103");
        assert!(message.contains("0xe9 at offset 24, on line 2"), "{message}");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("some.json");
        std::fs::write(&file, "\u{feff}{}").unwrap();
        let (sources, id) = load(&file, &mut Sink::default()).unwrap();
        assert_eq!(sources.text(id), "{}");
    }
}
