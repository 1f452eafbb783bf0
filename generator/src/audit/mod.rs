//! Who may call what: each operation with its access rule and the place that states it.

mod list;
mod print;

pub use list::{Entry, Guard, Position, Requirement, list};
pub use print::{json, table};
