//! Structs with named fields: objects.

mod expand;
mod field;

pub(super) use expand::expand;
