//! Policies and tables of roles, checked against a document's permissions.

mod check;
mod print;

pub use check::{Given, check};
pub use print::{json, table};
