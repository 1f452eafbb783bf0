//! From XML to values: a parser into a compact tree, and a serde deserializer that walks it beside the shape.

mod any;
mod document;
mod element;
mod fit;
mod group;
mod key;
mod list;
mod map;
mod namespace;
mod parser;
mod record;
mod source;
mod text;
mod variant;

pub(super) use element::root;
pub(super) use parser::parse;
