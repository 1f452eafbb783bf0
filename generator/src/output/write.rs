//! Writing, in an order that a run cut short can't turn into a workspace that cargo refuses to load.
//!
//! Cargo refuses a workspace as soon as one folder that its `members` glob matches has no manifest. So a new
//! crate is made beside the workspace's members and moved into place as a whole, a crate that goes is moved away
//! as a whole, and in a crate that stays the manifest is the last file to change.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use super::survey::TEMPORARY;
use super::{Change, Comparison, report};
use crate::diagnostics::{Sink, Stopped};

/// The file that makes a folder a crate.
const MANIFEST: &str = "Cargo.toml";

type Failure = (PathBuf, io::Error);

/// Brings a target folder to what was rendered. `aside` is a folder on the same file system where a whole crate
/// can be made before it is moved into place, and to which one that goes is moved.
///
/// # Errors
///
/// When something can't be written; then, as far as the file system allows, nothing was changed.
pub fn write(comparison: &Comparison, aside: Option<&Path>, sink: &mut Sink) -> Result<(), Stopped> {
    for leftover in &comparison.leftovers {
        let _gone = fs::remove_file(comparison.target.join(leftover));
    }
    if comparison.is_current() {
        return Ok(());
    }
    let goes = comparison.current == 0 && comparison.changes.iter().all(|change| change.new_text().is_none());
    let done = match aside {
        Some(aside) if goes => remove_whole(comparison, aside),
        Some(aside) if is_absent_or_empty(&comparison.target) => create_whole(comparison, aside),
        _ => change_in_place(comparison),
    };
    done.map_err(|(path, error)| {
        sink.push(report::unwritable(&path, &error));
        Stopped
    })
}

/// Makes the crate in `aside` and moves it into place.
fn create_whole(comparison: &Comparison, aside: &Path) -> Result<(), Failure> {
    let target = &comparison.target;
    let at = |error| (target.clone(), error);
    let folder = temporary_folder(aside)?;
    let staged = Comparison { target: folder.path().join("crate"), ..comparison.clone() };
    change_in_place(&staged)?;
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(at)?;
    }
    // A rename does not replace a folder everywhere; an empty one may be gone already.
    let was_empty = fs::remove_dir(target).is_ok();
    match fs::rename(&staged.target, target) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => change_in_place(comparison),
        Err(error) => {
            if was_empty {
                let _restored = fs::create_dir(target);
            }
            Err(at(error))
        }
    }
}

/// Moves the crate to `aside`, where it is deleted.
fn remove_whole(comparison: &Comparison, aside: &Path) -> Result<(), Failure> {
    let folder = temporary_folder(aside)?;
    match fs::rename(&comparison.target, folder.path().join("crate")) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => change_in_place(comparison),
        Err(error) => Err((comparison.target.clone(), error)),
    }
}

/// Writes every file under a temporary name first, so that a folder that can't be written or a full disk is met
/// before anything changes; then renames, manifests last; then deletes orphans.
fn change_in_place(comparison: &Comparison) -> Result<(), Failure> {
    let mut made = MadeFolders::default();
    let mut staged = Vec::new();
    for change in &comparison.changes {
        if let Some(text) = change.new_text() {
            let path = comparison.target.join(&change.path);
            let folder = path.parent().unwrap_or(&comparison.target).to_owned();
            made.create(&folder)?;
            let file = temporary(&folder, text).map_err(|error| (path.clone(), error))?;
            staged.push((path, file));
        }
    }
    staged.sort_by_key(|(path, _)| path.ends_with(MANIFEST));
    for (path, file) in staged {
        file.persist(&path).map_err(|error| (path.clone(), error.error))?;
        made.keep();
    }
    remove_orphans(comparison)
}

fn remove_orphans(comparison: &Comparison) -> Result<(), Failure> {
    let mut orphans: Vec<&Change> = comparison.changes.iter().filter(|change| change.new_text().is_none()).collect();
    orphans.sort_by_key(|change| !change.path.ends_with(MANIFEST));
    for orphan in orphans {
        let path = comparison.target.join(&orphan.path);
        fs::remove_file(&path).map_err(|error| (path, error))?;
    }
    // A folder that is not empty stays, which is what `remove_dir` sees to.
    for folder in comparison.folders.iter().rev() {
        let _kept = fs::remove_dir(comparison.target.join(folder));
    }
    Ok(())
}

/// A temporary file beside the place where its text will stand.
pub(super) fn temporary(folder: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    // Without this, the file would be its owner's alone; the umask still applies.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}

fn temporary_folder(aside: &Path) -> Result<TempDir, Failure> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    fs::create_dir_all(aside).and_then(|()| builder.tempdir_in(aside)).map_err(|error| (aside.to_owned(), error))
}

fn is_absent_or_empty(target: &Path) -> bool {
    match fs::read_dir(target) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// The folders that a write made, which go again if it fails before its first file is in place.
#[derive(Default)]
struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    /// Makes a folder and those above it that are missing.
    fn create(&mut self, folder: &Path) -> Result<(), Failure> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|above| !exists(above)).collect();
        for above in missing.into_iter().rev() {
            fs::create_dir(above).map_err(|error| (above.to_owned(), error))?;
            self.0.push(above.to_owned());
        }
        Ok(())
    }

    fn keep(&mut self) {
        self.0.clear();
    }
}

fn exists(path: &Path) -> bool {
    path.as_os_str().is_empty() || path.exists()
}

impl Drop for MadeFolders {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            let _kept = fs::remove_dir(folder);
        }
    }
}
