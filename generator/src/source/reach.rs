//! Reads the files that other files refer to, as far as they may be read.

use std::path::{Component, Path, PathBuf};

use super::SourceMap;
use super::load::read;
use crate::diagnostics::{Diagnostic, SourceId};

/// Which files references may lead to: those below the document's own folder, and below the folders that the
/// configuration allows. What the system calls a file counts, so neither `..` nor a symbolic link leads further.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// The document's own folder, as it was given, with what the system calls it.
    own: Option<(PathBuf, PathBuf)>,
    allowed: Vec<PathBuf>,
}

impl Reach {
    /// The folder of a document alone.
    #[must_use]
    pub fn of(document: &Path) -> Self {
        let folder = folder(document);
        let own = folder.canonicalize().ok().map(|called| (folder.to_owned(), called));
        Self { own, allowed: Vec::new() }
    }

    /// Allows the folders that a configuration names, each from the configuration's own folder. One that isn't there
    /// allows nothing, and is told of by the first reference into it.
    #[must_use]
    pub fn and(mut self, config: &Path, folders: &[String]) -> Self {
        let called = folders.iter().filter_map(|name| folder(config).join(name).canonicalize().ok());
        self.allowed.extend(called);
        self
    }

    fn reaches(&self, called: &Path) -> bool {
        let own = self.own.iter().map(|(_, called)| called);
        own.chain(&self.allowed).any(|folder| called.starts_with(folder))
    }

    fn refusal(&self, name: &str, called: &Path) -> Box<Diagnostic> {
        let message = format!("`{name}` is outside of the document's folder, and may not be read without leave");
        let own = self.own.as_ref().map(|(_, called)| called.as_path());
        let folder = own.map_or_else(|| folder(called).to_owned(), |own| way(own, folder(called)));
        let help =
            format!("allow its folder in `gatewright.toml`: `[references] folders = [\"{}\"]`", folder.display());
        Box::new(Diagnostic::error("GW0108", message).help(help))
    }

    /// A path as a person would give it: from the document's folder, without detours.
    fn shown(&self, path: &Path, called: &Path) -> PathBuf {
        if let Some((given, own)) = &self.own
            && let Ok(below) = called.strip_prefix(own)
        {
            return if given == Path::new(".") { below.to_owned() } else { given.join(below) };
        }
        without_detours(path)
    }
}

impl SourceMap {
    /// The file that a reference names, relative to the file that it stands in; read unless it was before.
    ///
    /// # Errors
    ///
    /// As [`super::load`], and for a file out of reach.
    pub fn load_referred(&mut self, from: SourceId, name: &str, reach: &Reach) -> Result<SourceId, Box<Diagnostic>> {
        let path = folder(self.path(from)).join(name);
        // A link stands for its file: what that refers to is beside the file.
        let base = self.identity(from).map(folder);
        let called = base.map_or_else(|| path.clone(), |base| base.join(name)).canonicalize();
        let Ok(called) = called else {
            return read(&without_detours(&path)).and_then(|_| Err(reach.refusal(name, &path)));
        };
        if !reach.reaches(&called) {
            return Err(reach.refusal(name, &called));
        }
        if let Some(known) = self.known(&called) {
            return Ok(known);
        }
        let shown = reach.shown(&path, &called);
        let text = read(&called).map_err(|mut diagnostic| {
            let (called, shown) = (called.display().to_string(), shown.display().to_string());
            diagnostic.message = diagnostic.message.replacen(&called, &shown, 1);
            diagnostic
        })?;
        Ok(self.add_file(shown, Some(called), text))
    }
}

/// The folder of a file.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Without `.`, and without `..` where it only takes back the step before.
fn without_detours(path: &Path) -> PathBuf {
    let mut short = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(short.components().next_back(), Some(Component::Normal(_))) => {
                short.pop();
            }
            part => short.push(part),
        }
    }
    short
}

/// The way from one folder to another.
fn way(from: &Path, to: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(from, to)| from == to).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::fs;

    use super::*;
    use crate::diagnostics::Sink;

    /// A folder with `api/openapi.yaml` and `shared/pet.yaml` in it.
    fn project() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("api/openapi.yaml", "{}"), ("api/models/pet.yaml", "{}"), ("shared/pet.yaml", "{}")] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// What a reference from the document gives: the path, or the code and message of what was said.
    fn referred(folder: &Path, name: &str, allowed: &[String]) -> Result<String, (&'static str, String)> {
        let root = folder.join("api/openapi.yaml");
        let (mut sources, mut sink) = (SourceMap::default(), Sink::default());
        let id = sources.load(&root, &mut sink).unwrap();
        let reach = Reach::of(&root).and(&folder.join("api/gatewright.toml"), allowed);
        let shown = |text: &str| text.replace(&format!("{}/", folder.display()), "");
        match sources.load_referred(id, name, &reach) {
            Ok(found) => Ok(shown(&sources.path(found).display().to_string())),
            Err(said) => Err((said.code, shown(&format!("{} {}", said.message, said.help.unwrap_or_default())))),
        }
    }

    #[test]
    fn files_below_the_folder_are_read_and_others_with_leave() {
        let folder = project();
        assert_eq!(referred(folder.path(), "./models/../models/pet.yaml", &[]).unwrap(), "api/models/pet.yaml");
        let (code, said) = referred(folder.path(), "../shared/pet.yaml", &[]).unwrap_err();
        assert_eq!(code, "GW0108");
        assert!(said.contains("[references] folders = [\"../shared\"]"), "{said}");
        let leave = ["../shared".to_owned()];
        assert_eq!(referred(folder.path(), "../shared/pet.yaml", &leave).unwrap(), "shared/pet.yaml");
    }

    #[test]
    fn what_is_no_file_is_named() {
        let folder = project();
        let said = |name: &str| referred(folder.path(), name, &[]).unwrap_err();
        assert_eq!(said("models").0, "GW0102");
        assert_eq!(said("none.yaml"), ("GW0101", "`api/none.yaml` doesn't exist ".to_owned()));
    }

    #[test]
    fn a_file_is_one_file_whichever_way_leads_to_it() {
        let folder = project();
        let root = folder.path().join("api/openapi.yaml");
        let (mut sources, mut sink) = (SourceMap::default(), Sink::default());
        let id = sources.load(&root, &mut sink).unwrap();
        let reach = Reach::of(&root);
        let pet = sources.load_referred(id, "models/pet.yaml", &reach).unwrap();
        assert_eq!(sources.load_referred(id, "models/./pet.yaml", &reach).unwrap(), pet);
        assert_eq!(sources.load_referred(pet, "../openapi.yaml", &reach).unwrap(), id);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_no_further_than_its_file_may() {
        use std::os::unix::fs::symlink;

        let folder = project();
        symlink(folder.path().join("shared"), folder.path().join("api/linked")).unwrap();
        symlink(folder.path().join("api/models/pet.yaml"), folder.path().join("api/same.yaml")).unwrap();
        assert_eq!(referred(folder.path(), "linked/pet.yaml", &[]).unwrap_err().0, "GW0108");
        assert_eq!(referred(folder.path(), "linked/../shared/pet.yaml", &[]).unwrap_err().0, "GW0108");
        assert_eq!(referred(folder.path(), "same.yaml", &[]).unwrap(), "api/models/pet.yaml");
    }
}
