//! The tree of a document.

use indexmap::IndexMap;

/// A value of a JSON or YAML document. Numbers keep their text, so that none is ever refused or rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as JSON would write it.
    Number(String),
    /// A string.
    String(String),
    /// A list.
    List(Vec<Node>),
    /// An object, in the order of the document.
    Object(IndexMap<String, Node>),
}
