//! Where the nodes of a normalised document stand in the source.

use std::collections::HashMap;

use super::CARRIER;
use crate::diagnostics::{Place, Pointer, SourceId};
use crate::overlay::Places;

/// A step by step walk through a normalised document that knows where it would be in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Where it is in the normalised document.
    pub here: Pointer,
    /// The document's own source, in which that stands unless it was moved.
    source: SourceId,
    moved: Option<Box<Moved>>,
}

/// Where something stands that was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Moved {
    /// Where it stood in the document before.
    from: Pointer,
    /// Where that stands in the source.
    place: Place,
}

impl Cursor {
    /// Where that stands in the source.
    #[must_use]
    pub fn place(&self) -> Place {
        match &self.moved {
            Some(moved) => moved.place.clone(),
            None => Place { source: self.source, pointer: self.here.clone() },
        }
    }

    /// Where it stood in the document before.
    fn from(&self) -> &Pointer {
        self.moved.as_ref().map_or(&self.here, |moved| &moved.from)
    }
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
        self.remember(to, at.from().clone());
    }

    /// The root of the document.
    #[must_use]
    pub fn root(&self) -> Cursor {
        let (source, root) = (self.places.source(), Pointer::default());
        let place = self.places.find(&root);
        let is_moved = place != Place::root(source);
        let moved = is_moved.then(|| Box::new(Moved { from: root.clone(), place }));
        Cursor { here: root, source, moved }
    }

    /// A step down. A carried keyword stands in the source under its own name.
    #[must_use]
    pub fn child(&self, at: &Cursor, token: &str) -> Cursor {
        let (here, source) = (at.here.child(token), at.source);
        if let Some(from) = self.moved.get(&here) {
            let moved = Moved { place: self.places.find(from), from: from.clone() };
            return Cursor { here, source, moved: Some(Box::new(moved)) };
        }
        let own_name = token.strip_prefix(CARRIER).unwrap_or(token);
        let same = own_name == token && at.here == *at.from();
        if same && at.moved.is_none() && self.places.are_plain() {
            return Cursor { here, source, moved: None };
        }
        // Where nothing was moved, the two pointers are one, and share their steps.
        let from = if same { here.clone() } else { at.from().child(own_name) };
        let place = self.places.child(&from, &at.place(), own_name);
        Cursor { here, source, moved: Some(Box::new(Moved { from, place })) }
    }

    /// Several steps down.
    #[must_use]
    pub fn descend<'t>(&self, at: &Cursor, tokens: impl IntoIterator<Item = &'t str>) -> Cursor {
        tokens.into_iter().fold(at.clone(), |at, token| self.child(&at, token))
    }
}
