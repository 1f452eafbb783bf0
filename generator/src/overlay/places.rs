//! Where the nodes of a document stand: in its own file, in an overlay's, or in one that it refers to.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::diagnostics::{Place, Pointer, SourceId};

/// Where the nodes of a document stand: at their own pointers in one source, but for those that were
/// moved there from elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Places {
    source: SourceId,
    moved: HashMap<Pointer, Place>,
}

impl From<SourceId> for Places {
    fn from(source: SourceId) -> Self {
        Self { source, moved: HashMap::new() }
    }
}

impl Places {
    /// The document's own source.
    #[must_use]
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// Whether everything stands at its own pointer in the document's own source.
    #[must_use]
    pub fn are_plain(&self) -> bool {
        self.moved.is_empty()
    }

    /// Says that what stands at a pointer stood at a place, with all that is below it.
    pub fn remember(&mut self, pointer: Pointer, place: Place) {
        self.moved.insert(pointer, place);
    }

    /// The place of the node `token` below a node at `above`; `pointer` is where it stands in the overlaid document.
    #[must_use]
    pub fn child(&self, pointer: &Pointer, above: &Place, token: &str) -> Place {
        if self.moved.is_empty() {
            return Place { source: self.source, pointer: pointer.clone() };
        }
        self.moved.get(pointer).cloned().unwrap_or_else(|| above.child(token))
    }

    /// The place of the node at a pointer of the overlaid document.
    #[must_use]
    pub fn find(&self, pointer: &Pointer) -> Place {
        if self.moved.is_empty() {
            return Place { source: self.source, pointer: pointer.clone() };
        }
        let (mut at, mut place) = (Pointer::default(), Place::root(self.source));
        for token in pointer.tokens() {
            at = at.child(token);
            place = self.child(&at, &place, token);
        }
        place
    }
}

/// The nodes of a tree that stand elsewhere than right below their parents, as a tree of their own.
#[derive(Debug, Clone, Default)]
pub(super) struct Patches {
    /// Where the node stands, if not below its parent.
    pub(super) place: Option<Place>,
    below: IndexMap<String, Patches>,
}

impl Patches {
    pub(super) fn get(&self, token: &str) -> Option<&Self> {
        self.below.get(token)
    }

    pub(super) fn entry(&mut self, token: &str) -> &mut Self {
        self.below.entry(token.to_owned()).or_default()
    }

    pub(super) fn set(&mut self, token: &str, patches: Self) {
        self.below.insert(token.to_owned(), patches);
    }

    pub(super) fn forget(&mut self, token: &str) {
        self.below.swap_remove(token);
    }

    /// The place of the node `token` below this one, which stands at `own`.
    pub(super) fn place_of(&self, own: &Place, token: &str) -> Place {
        self.get(token).and_then(|patches| patches.place.clone()).unwrap_or_else(|| own.child(token))
    }

    /// Forgets an item of a list of `length` items that stands at `own`; those after it move up.
    pub(super) fn forget_item(&mut self, own: &Place, index: usize, length: usize) {
        for at in index..length {
            let next = (at + 1).to_string();
            let place = self.place_of(own, &next);
            let mut patches = self.below.swap_remove(&next).unwrap_or_default();
            patches.place = Some(place);
            if at + 1 < length {
                self.set(&at.to_string(), patches);
            } else {
                self.forget(&at.to_string());
            }
        }
    }

    /// The same by pointer.
    pub(super) fn finish(self, source: SourceId) -> Places {
        let mut moved = HashMap::new();
        self.flatten(Pointer::default(), &mut moved);
        Places { source, moved }
    }

    fn flatten(self, at: Pointer, moved: &mut HashMap<Pointer, Place>) {
        for (token, patches) in self.below {
            patches.flatten(at.child(token), moved);
        }
        if let Some(place) = self.place {
            moved.insert(at, place);
        }
    }
}
