//! Types without constraints, which aren't walked.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::schema::{Field, Kind, Shape};

thread_local! {
    /// What was found out about shapes, by their addresses.
    static KNOWN: RefCell<HashMap<usize, bool>> = RefCell::default();
}

/// Whether no value of a shape can break a constraint.
pub(super) fn is_free(shape: &'static Shape) -> bool {
    KNOWN.with_borrow_mut(|known| match known.get(&address(shape)) {
        Some(known) => *known,
        None => {
            let free = Search::default().is_free(shape);
            known.insert(address(shape), free);
            free
        }
    })
}

fn address(shape: &'static Shape) -> usize {
    std::ptr::from_ref(shape) as usize
}

/// A walk over the shapes that a shape is made of.
#[derive(Default)]
struct Search {
    /// Those that were met: a type may hold itself.
    seen: HashSet<usize>,
}

impl Search {
    fn is_free(&mut self, shape: &'static Shape) -> bool {
        if !self.seen.insert(address(shape)) {
            return true;
        }
        shape.rules.is_none()
            && match shape.kind {
                Kind::Any | Kind::Null | Kind::Boolean | Kind::Integer | Kind::Number | Kind::String => true,
                Kind::List(inner) | Kind::Map(inner) | Kind::Transparent(inner) => self.is_free(inner()),
                Kind::Tuple(tuple) => tuple.rest.is_none() && self.are_free(tuple.items),
                // What stands under other keys may have a field's name.
                Kind::Record(record) => record.rest.is_none() && self.are_free(record.fields),
                Kind::Union(_, variants) => variants.iter().all(|variant| self.is_free(variant())),
            }
    }

    fn are_free(&mut self, fields: &'static [Field]) -> bool {
        fields.iter().all(|field| field.rules().is_none() && self.is_free(field.shape()))
    }
}
