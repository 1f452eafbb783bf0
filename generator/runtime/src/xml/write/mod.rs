//! From values to XML: a serde serializer into a tree, and a walk of the tree beside its shape; and a
//! short way past the tree for what is most common.

mod any;
mod direct;
mod element;
mod field;
mod fit;
mod scope;
mod serializer;
mod tag;
mod value;

pub(super) use direct::direct;
pub(super) use element::document;
pub(super) use serializer::value_of;
