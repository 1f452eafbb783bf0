//! Where the nodes of a normalised document stand in the source.

use std::collections::HashMap;

use super::CARRIER;
use crate::diagnostics::{Place, Pointer};
use crate::overlay::Places;

/// A step by step walk through a normalised document that knows where it would be in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Where it is in the normalised document.
    pub here: Pointer,
    /// Where that stood in the document before.
    from: Pointer,
    /// Where that stands in the source.
    pub place: Place,
}

/// Where the nodes of a normalised document stand in the source: at their own pointers, but for those that were moved,
/// by the rewrites or by overlays before them.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    places: Places,
    moved: HashMap<Pointer, Pointer>,
}

impl Origins {
    /// Nothing is moved yet.
    #[must_use]
    pub fn new(places: impl Into<Places>) -> Self {
        Self { places: places.into(), moved: HashMap::new() }
    }

    /// Says that what stands at `to` stood at `from`, with all that is below it.
    pub fn remember(&mut self, to: Pointer, from: Pointer) {
        self.moved.insert(to, from);
    }

    /// Says that what stands at `to` stands where a cursor is, with all that is below it.
    pub fn remember_cursor(&mut self, to: Pointer, at: &Cursor) {
        self.remember(to, at.from.clone());
    }

    /// The root of the document.
    #[must_use]
    pub fn root(&self) -> Cursor {
        let root = Pointer::default();
        Cursor { here: root.clone(), place: self.places.find(&root), from: root }
    }

    /// A step down. A carried keyword stands in the source under its own name.
    #[must_use]
    pub fn child(&self, at: &Cursor, token: &str) -> Cursor {
        let here = at.here.child(token);
        if let Some(from) = self.moved.get(&here).filter(|_| !self.moved.is_empty()) {
            return Cursor { here, place: self.places.find(from), from: from.clone() };
        }
        let own_name = token.strip_prefix(CARRIER).unwrap_or(token);
        // Where nothing was moved, the two pointers are one, and share their steps.
        let from = if own_name == token && at.here == at.from { here.clone() } else { at.from.child(own_name) };
        Cursor { here, place: self.places.child(&from, &at.place, own_name), from }
    }

    /// Several steps down.
    #[must_use]
    pub fn descend<'t>(&self, at: &Cursor, tokens: impl IntoIterator<Item = &'t str>) -> Cursor {
        tokens.into_iter().fold(at.clone(), |at, token| self.child(&at, token))
    }
}
