//! The diagnostics of this stage.

use std::io;
use std::path::Path;

use crate::diagnostics::Diagnostic;

/// How many foreign files a diagnostic names before it counts the rest.
const NAMED: usize = 5;

/// The target holds files that are not ours.
pub(super) fn foreign(target: &Path, files: &[String]) -> Diagnostic {
    let mut named = files.iter().take(NAMED).map(|f| format!("`{f}`")).collect::<Vec<_>>().join(", ");
    if files.len() > NAMED {
        named.push_str(&format!(" and {} more", files.len() - NAMED));
    }
    let target = target.display();
    Diagnostic::error("GW0701", format!("`{target}` holds files that Gatewright did not write: {named}"))
        .help("name another folder, or move these files away; nothing was changed")
}

/// Something could not be read.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("GW0702", format!("cannot read `{}`: {}", path.display(), plain(error)))
}

/// Something could not be written.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("GW0703", format!("cannot write `{}`: {}", path.display(), plain(error)))
        .help("the folder must exist or be creatable, and be writable by the user who runs Gatewright")
}

/// A rendered file's path leads out of the target.
pub(super) fn outside(target: &Path, path: &Path) -> Diagnostic {
    Diagnostic::error("GW0704", format!("the file `{}` lies outside of `{}`", path.display(), target.display()))
        .help("this is a mistake of Gatewright's; please report it with the document")
}

/// An I/O error without the `(os error 13)` that says nothing more.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}
