//! `#[derive(Schema)]`: serde's traits and the shape of a type, from one reading of its declaration.

mod container;
mod derive;
mod entry;
mod enumeration;
mod newtype;
mod record;
pub(crate) mod rules;
mod tuple;
pub(crate) mod types;
mod union;
mod xml;

#[cfg(test)]
mod tests;

pub(crate) use derive::expand;
