//! Remembers what the crates under `generated/` were made of, so that nothing is done when nothing changed.
//!
//! A stamp holds the hash of every file that was read and of every file that was written. It counts only for the
//! very program that wrote it, and only while both still match, so neither an edit of a document nor one of a
//! generated file nor another build of Gatewright goes unnoticed. `gatewright check` never asks it.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::project::Api;
use crate::output;
use crate::pipeline::{Input, Run};

/// The stamps of a project.
pub(super) struct Stamps {
    file: PathBuf,
    stored: Stored,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Stored {
    /// Which program wrote it.
    program: String,
    /// One stamp an API, by its folder.
    apis: BTreeMap<String, Stamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    /// Each file that was read, with its hash.
    inputs: BTreeMap<PathBuf, u64>,
    /// Each file of the crate, with its hash.
    outputs: BTreeMap<PathBuf, u64>,
}

impl Stamps {
    /// Reads the stamps; those of another program, or unreadable ones, are none.
    pub(super) fn load(folder: &Path) -> Self {
        let file = folder.join("stamps.json");
        let program = program();
        let stored: Option<Stored> = fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok());
        let stored = stored.filter(|stored| !program.is_empty() && stored.program == program);
        Self { file, stored: stored.unwrap_or_else(|| Stored { program, apis: BTreeMap::new() }) }
    }

    /// Whether an API's crate is what this program makes of what is there now.
    pub(super) fn is_current(&self, api: &Api) -> bool {
        let Some(stamp) = self.stored.apis.get(&api.folder) else { return false };
        let expected = own_inputs(api);
        expected.iter().all(|path| stamp.inputs.contains_key(path))
            && stamp.inputs.iter().all(|(path, hash)| hash_file(path).is_ok_and(|now| now == *hash))
            && hash_outputs(&api.target()).is_ok_and(|now| now == stamp.outputs)
    }

    /// Remembers what an API's crate was made of. One that something was said about is not remembered, so that it
    /// is said again.
    pub(super) fn remember(&mut self, api: &Api, run: &Run) {
        let inputs = run.sources.paths().map(|path| Ok((path.to_owned(), hash_file(path)?)));
        let stamp = inputs
            .collect::<io::Result<BTreeMap<_, _>>>()
            .and_then(|inputs| Ok(Stamp { inputs, outputs: hash_outputs(&api.target())? }));
        match stamp {
            Ok(stamp) if run.sink.diagnostics().is_empty() => {
                self.stored.apis.insert(api.folder.clone(), stamp);
            }
            _ => {
                self.stored.apis.remove(&api.folder);
            }
        }
    }

    /// Writes the stamps of those APIs that there are. Where that fails, the next run has more to do, no more.
    pub(super) fn save(&mut self, apis: &[Api]) {
        self.stored.apis.retain(|folder, _| apis.iter().any(|api| api.folder == *folder));
        if let (Some(folder), Ok(text)) = (self.file.parent(), serde_json::to_string(&self.stored)) {
            let _unsaved = fs::create_dir_all(folder).and_then(|()| fs::write(&self.file, text));
        }
    }
}

/// The files that an API names by itself: a configuration that appears is a change, too.
fn own_inputs(api: &Api) -> Vec<PathBuf> {
    let config = Input::new(&api.document).config_file();
    std::iter::once(api.document.clone()).chain(config).collect()
}

fn hash_outputs(target: &Path) -> io::Result<BTreeMap<PathBuf, u64>> {
    let files = output::generated_files(target)?;
    files.into_iter().map(|path| hash_file(&target.join(&path)).map(|hash| (path, hash))).collect()
}

fn hash_file(path: &Path) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    hasher.write(&fs::read(path)?);
    Ok(hasher.finish())
}

/// What tells this build of the program from any other; empty if that can't be found out.
fn program() -> String {
    let read = || {
        let file = std::env::current_exe().ok()?;
        let metadata = fs::metadata(&file).ok()?;
        let built = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(format!("{} {} {}", env!("CARGO_PKG_VERSION"), metadata.len(), built.as_nanos()))
    };
    read().unwrap_or_default()
}
