//! The trees of all files that one document is spread over.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::Node;
use crate::diagnostics::{Place, SourceId};

/// The trees of the files that a document consists of, and which reference names which of them.
#[derive(Debug, Clone)]
pub struct Forest {
    root: SourceId,
    trees: BTreeMap<SourceId, Tree>,
    /// The file that each name stands for, by the file in which it is named; `None` for one that couldn't be read.
    names: HashMap<(SourceId, String), Option<SourceId>>,
}

#[derive(Debug, Clone)]
struct Tree {
    path: PathBuf,
    node: Node,
}

/// A file that is named and that isn't in the forest yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The file that names it.
    pub from: SourceId,
    /// Its name there: a path, relative to the file that names it.
    pub name: String,
    /// Where it is named.
    pub at: Place,
    /// Whether it is no matter if it isn't there.
    pub optional: bool,
}

impl Forest {
    /// A document of one file, so far.
    #[must_use]
    pub fn new(root: SourceId, path: &Path, node: Node) -> Self {
        let mut forest = Self { root, trees: BTreeMap::new(), names: HashMap::new() };
        forest.add(root, path, node);
        forest
    }

    /// The document's own file.
    #[must_use]
    pub fn root(&self) -> SourceId {
        self.root
    }

    /// Whether a file is there.
    #[must_use]
    pub fn contains(&self, source: SourceId) -> bool {
        self.trees.contains_key(&source)
    }

    /// The tree of a file.
    #[must_use]
    pub fn tree(&self, source: SourceId) -> Option<&Node> {
        self.trees.get(&source).map(|tree| &tree.node)
    }

    /// The path of a file, from the folder of the document's own file where it is below that.
    #[must_use]
    pub fn path(&self, source: SourceId) -> &Path {
        let folder = self.trees.get(&self.root).and_then(|root| root.path.parent()).unwrap_or(Path::new(""));
        let path = self.trees.get(&source).map_or(Path::new(""), |tree| &tree.path);
        path.strip_prefix(folder).unwrap_or(path)
    }

    /// Adds the tree of a file.
    pub fn add(&mut self, source: SourceId, path: &Path, node: Node) {
        self.trees.insert(source, Tree { path: path.to_owned(), node });
    }

    /// Remembers which file a name stands for, or that it can't be read.
    pub fn name(&mut self, wanted: Wanted, found: Option<SourceId>) {
        self.names.insert((wanted.from, wanted.name), found);
    }

    /// The file that a name stands for; `None` if nobody looked yet.
    #[must_use]
    pub fn named(&self, from: SourceId, name: &str) -> Option<Option<SourceId>> {
        let found = self.names.get(&(from, name.to_owned()))?;
        Some(found.filter(|source| self.contains(*source)))
    }

    /// The files, in the order of reading.
    pub fn sources(&self) -> impl Iterator<Item = SourceId> {
        self.trees.keys().copied()
    }

    /// The tree of the document's own file, alone.
    #[must_use]
    pub fn into_root(mut self) -> Node {
        self.trees.remove(&self.root).map_or(Node::Null, |tree| tree.node)
    }
}
