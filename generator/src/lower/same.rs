//! Whether two schemas say the same, though they stand in two places.

use super::Lowering;
use crate::resolve::{Additional, Schema, SchemaId};

impl Lowering<'_> {
    /// Whether values of both look alike on the wire; descriptions and examples don't matter.
    pub(super) fn is_same(&self, a: SchemaId, b: SchemaId, depth: usize) -> bool {
        if a == b {
            return true;
        }
        let (x, y) = (self.schema(a), self.schema(b));
        // Two components are two types, however alike.
        if depth > 12 || x.component.is_some() || y.component.is_some() {
            return false;
        }
        says_same(x, y)
            && self.all_same(x.properties.values(), y.properties.values(), depth)
            && self.all_same(&x.prefix_items, &y.prefix_items, depth)
            && self.all_same(&x.all_of, &y.all_of, depth)
            && self.all_same(&x.any_of, &y.any_of, depth)
            && self.all_same(&x.one_of, &y.one_of, depth)
            && self.all_same(x.pattern_properties.values(), y.pattern_properties.values(), depth)
            && match (x.items, y.items) {
                (Some(a), Some(b)) => self.is_same(a, b, depth + 1),
                (a, b) => a == b,
            }
            && match (x.additional, y.additional) {
                (Additional::Schema(a), Additional::Schema(b)) => self.is_same(a, b, depth + 1),
                (a, b) => a == b,
            }
    }

    fn all_same<'s>(
        &self,
        a: impl IntoIterator<Item = &'s SchemaId>,
        b: impl IntoIterator<Item = &'s SchemaId>,
        depth: usize,
    ) -> bool {
        let (a, b): (Vec<_>, Vec<_>) = (a.into_iter().collect(), b.into_iter().collect());
        a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| self.is_same(**a, **b, depth + 1))
    }
}

fn says_same(x: &Schema, y: &Schema) -> bool {
    x.types == y.types
        && x.never == y.never
        && x.format == y.format
        && x.enumeration == y.enumeration
        && x.constant == y.constant
        && x.properties.keys().eq(y.properties.keys())
        && x.required == y.required
        && x.pattern_properties.keys().eq(y.pattern_properties.keys())
        && (x.min_length, x.max_length, &x.pattern) == (y.min_length, y.max_length, &y.pattern)
        && (&x.minimum, &x.maximum, &x.multiple_of) == (&y.minimum, &y.maximum, &y.multiple_of)
        && (x.min_items, x.max_items, x.unique_items) == (y.min_items, y.max_items, y.unique_items)
        && x.xml == y.xml
}
