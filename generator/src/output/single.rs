//! Files on their own, for build scripts and for what is no crate.

use std::fs;
use std::io;
use std::path::Path;

use super::survey::is_ours;
use super::{report, write};
use crate::diagnostics::{Diagnostic, Sink, Stopped};

/// Writes one file if its text changed; says whether it did.
///
/// # Errors
///
/// When the file is not ours, or can't be read or written.
pub fn write_single(path: &Path, text: &str, sink: &mut Sink) -> Result<bool, Stopped> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    write_files(folder, &[(name.as_ref(), text)], sink).map(|written| written.contains(&true))
}

/// Writes those files of a folder whose text changed, all of them or none; says of each whether it did.
///
/// # Errors
///
/// When one of them is not ours, or can't be read or written.
pub fn write_files<T: AsRef<str>>(folder: &Path, files: &[(&str, T)], sink: &mut Sink) -> Result<Vec<bool>, Stopped> {
    let stopped = |said: Diagnostic, sink: &mut Sink| {
        sink.push(said);
        Stopped
    };
    let mut differs = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        differs.push(match fs::read(&path) {
            Ok(bytes) if bytes == text.as_ref().as_bytes() => false,
            Ok(_) if !is_ours(&path).unwrap_or(false) => {
                return Err(stopped(report::foreign(folder, &[(*name).to_owned()]), sink));
            }
            Ok(_) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => true,
            Err(error) => return Err(stopped(report::unreadable(&path, &error), sink)),
        });
    }
    let mut staged = Vec::new();
    for ((name, text), _) in files.iter().zip(&differs).filter(|(_, differs)| **differs) {
        let path = folder.join(name);
        match fs::create_dir_all(folder).and_then(|()| write::temporary(folder, text.as_ref())) {
            Ok(file) => staged.push((path, file)),
            Err(error) => return Err(stopped(report::unwritable(&path, &error), sink)),
        }
    }
    for (path, file) in staged {
        file.persist(&path).map_err(|error| stopped(report::unwritable(&path, &error.error), sink))?;
    }
    Ok(differs)
}
