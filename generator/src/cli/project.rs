//! A folder with `specs/`, and the crates that belong under its `generated/`.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostic, Sink};

/// The names that a document may have.
const DOCUMENTS: [&str; 3] = ["openapi.yaml", "openapi.yml", "openapi.json"];

/// Where whole crates are made and unmade: on the same file system, and no member of the workspace.
pub(super) const ASIDE: &str = "target/gatewright";

/// A folder with `specs/`.
#[derive(Debug)]
pub(super) struct Project {
    /// The folder, absolute.
    pub(super) root: PathBuf,
    /// One API a folder of `specs/`, by name.
    pub(super) apis: Vec<Api>,
    /// Whether the workspace at the root says for its members what they have in common.
    pub(super) shares: bool,
}

/// An API of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Api {
    /// The name of its folder.
    pub(super) folder: String,
    /// Its document, relative to the root.
    pub(super) document: PathBuf,
}

impl Api {
    /// The folder of its crate, relative to the root.
    pub(super) fn target(&self) -> PathBuf {
        Path::new("generated").join(&self.folder)
    }
}

impl Project {
    /// Finds the project that the current folder is in, and goes to its root, so that every path that is shown or
    /// written is relative to it.
    pub(super) fn enter(sink: &mut Sink) -> Option<Self> {
        let here = match std::env::current_dir() {
            Ok(here) => here,
            Err(error) => {
                sink.push(Diagnostic::error("GW0702", format!("cannot find the current folder: {error}")));
                return None;
            }
        };
        let Some(root) = here.ancestors().find(|folder| folder.join("specs").is_dir()) else {
            sink.push(
                Diagnostic::error("GW0705", format!("there is no folder `specs` in `{}` or above", here.display()))
                    .help("put each document into a folder of its own, `specs/petstore/openapi.yaml` for instance, or use `gatewright generate`"),
            );
            return None;
        };
        if let Err(error) = std::env::set_current_dir(root) {
            sink.push(Diagnostic::error("GW0702", format!("cannot enter `{}`: {error}", root.display())));
            return None;
        }
        Self::read(root, sink)
    }

    fn read(root: &Path, sink: &mut Sink) -> Option<Self> {
        let apis = match folders(Path::new("specs")) {
            Ok(folders) => folders.iter().filter_map(|folder| api(folder, sink)).collect(),
            Err(error) => {
                sink.push(Diagnostic::error("GW0702", format!("cannot read `specs`: {error}")));
                return None;
            }
        };
        sink.barrier().ok()?;
        Some(Self { root: root.to_owned(), apis, shares: shares() })
    }

    /// The crates under `generated/` whose documents are gone, relative to the root.
    pub(super) fn orphans(&self) -> io::Result<Vec<PathBuf>> {
        let generated = Path::new("generated");
        let found = match folders(generated) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            found => found?,
        };
        let known = |name: &String| self.apis.iter().any(|api| api.folder == *name);
        Ok(found
            .into_iter()
            .filter(|name| !known(name))
            .map(|name| generated.join(name))
            .filter(|path| crate::output::is_generated(&path.join("Cargo.toml")))
            .collect())
    }
}

/// Whether members of the workspace can inherit everything that a generated manifest would inherit.
fn shares() -> bool {
    let shared = ["package/version", "package/edition", "package/rust-version", "package/license"];
    let manifest = std::fs::read_to_string("Cargo.toml").unwrap_or_default();
    let Ok(manifest) = toml_span::parse(&manifest) else { return false };
    let has = |key: &str| manifest.pointer(&format!("/workspace/{key}")).is_some();
    shared.into_iter().chain(["lints", "dependencies/gatewright"]).all(has)
}

/// The folders in a folder, in order, hidden ones left out.
fn folders(parent: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(parent)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && entry.path().is_dir() {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

fn api(folder: &str, sink: &mut Sink) -> Option<Api> {
    let within = Path::new("specs").join(folder);
    let mut documents =
        DOCUMENTS.iter().map(|name| within.join(name)).filter(|path| path.is_file()).collect::<Vec<_>>();
    if documents.len() > 1 {
        let both = documents.iter().map(|path| format!("`{}`", path.display())).collect::<Vec<_>>().join(" and ");
        sink.push(
            Diagnostic::error("GW0706", format!("it is open which document counts: {both}"))
                .help("keep one of them; it may refer to the others by `$ref` under other names"),
        );
        return None;
    }
    let document = documents.pop();
    if document.is_none() {
        sink.push(
            Diagnostic::warning("GW0707", format!("`{}` holds no document", within.display()))
                .help(format!("a document is called {}", DOCUMENTS.map(|name| format!("`{name}`")).join(" or "))),
        );
    }
    document.map(|document| Api { folder: folder.to_owned(), document })
}
