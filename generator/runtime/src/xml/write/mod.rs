//! From values to XML: a serde serializer into a tree, and a walk of the tree beside its shape.

mod any;
mod element;
mod field;
mod fit;
mod scope;
mod serializer;
mod tag;
mod value;

pub(super) use element::document;
pub(super) use serializer::value_of;
