//! The cargo workspace that a folder lies in, if it lies in one.

use std::fs;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// What cargo would say of a crate in a folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Surroundings {
    /// The root of the workspace around the folder.
    pub(super) root: Option<PathBuf>,
    /// Whether the workspace takes the folder as a member. A crate that lies in a workspace without being its
    /// member has to say so, or cargo refuses it.
    pub(super) member: bool,
}

impl Surroundings {
    /// Looks upwards from a folder, which need not exist.
    pub(super) fn of(folder: &Path) -> Self {
        for root in folder.ancestors().skip(1) {
            let Ok(text) = fs::read_to_string(root.join("Cargo.toml")) else { continue };
            let Ok(manifest) = toml_span::parse(&text) else { continue };
            let Some(workspace) = manifest.pointer("/workspace") else { continue };
            let within = folder.strip_prefix(root).unwrap_or(folder);
            let listed = |key: &str| {
                let items = workspace.pointer(key).and_then(|value| value.as_array());
                items.into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect::<Vec<_>>()
            };
            let member = globs(&listed("/members")).is_match(within)
                && !listed("/exclude").iter().any(|excluded| within.starts_with(excluded));
            return Self { root: Some(root.to_owned()), member };
        }
        Self { root: None, member: false }
    }
}

/// Cargo's own globs: `*` stays within one folder.
fn globs(patterns: &[String]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        if let Ok(glob) = GlobBuilder::new(pattern.trim_end_matches('/')).literal_separator(true).build() {
            set.add(glob);
        }
    }
    set.build().unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn members_are_told_from_neighbours() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path();
        fs::write(
            path.join("Cargo.toml"),
            "[workspace]\nmembers = [\"a\", \"crates/*\"]\nexclude = [\"crates/not\"]\n",
        )
        .unwrap();
        for (folder, member) in
            [("a", true), ("b", false), ("crates/b", true), ("crates/b/c", false), ("crates/not", false)]
        {
            let found = Surroundings::of(&path.join(folder));
            assert_eq!(found, Surroundings { root: Some(path.to_owned()), member }, "{folder}");
        }
    }

    #[test]
    fn a_package_is_no_workspace() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("Cargo.toml"), "[package]\nname = \"a\"\n").unwrap();
        assert!(!Surroundings::of(&root.path().join("b")).member);
    }
}
