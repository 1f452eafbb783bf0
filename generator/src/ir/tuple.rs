//! Lists whose items differ by place.

use super::{Rest, Slot};

/// A list whose items differ by place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Tuple {
    /// The items that have a place.
    pub items: Vec<TupleItem>,
    /// What comes after them.
    pub rest: Rest,
}

/// An item of a tuple.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TupleItem {
    /// Its type.
    pub slot: Slot,
    /// Whether it must be there.
    pub required: bool,
}
