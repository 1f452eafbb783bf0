//! One file on its own, for build scripts.

use std::fs;
use std::io;
use std::path::Path;

use super::survey::is_ours;
use super::{report, write};
use crate::diagnostics::{Sink, Stopped};

/// Writes one file if its text changed; says whether it did.
///
/// # Errors
///
/// When the file is not ours, or can't be read or written.
pub fn write_single(path: &Path, text: &str, sink: &mut Sink) -> Result<bool, Stopped> {
    let folder = path.parent().unwrap_or(Path::new("."));
    match fs::read(path) {
        Ok(bytes) if bytes == text.as_bytes() => return Ok(false),
        Ok(_) if !is_ours(path).unwrap_or(false) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            sink.push(report::foreign(folder, &[name]));
            return Err(Stopped);
        }
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => {
            sink.push(report::unreadable(path, &error));
            return Err(Stopped);
        }
    }
    let written = fs::create_dir_all(folder)
        .and_then(|()| write::temporary(folder, text))
        .and_then(|file| file.persist(path).map_err(|error| error.error));
    match written {
        Ok(_) => Ok(true),
        Err(error) => {
            sink.push(report::unwritable(path, &error));
            Err(Stopped)
        }
    }
}
