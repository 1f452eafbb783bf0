//! Many files into one document, and every reference into a JSON Pointer within it.
//!
//! A [`Survey`] walks from the document's root along the references, each file as the kind of object that it is
//! referred to as, and names the files that it comes to. When it has come to all of them, [`join`] puts what they hold
//! into the document: what can be shared becomes a component, under the best name that is free, and what can't be takes
//! the place of the reference. `$anchor`, `$dynamicRef` and `$id` end here, too.

mod below;
mod find;
mod homes;
mod index;
mod join;
mod names;
mod survey;
#[cfg(test)]
mod tests;
mod uri;
mod uses;

pub(super) use join::join;
pub use survey::Survey;
