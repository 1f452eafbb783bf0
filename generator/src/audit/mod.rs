//! Audit: who may call what, and what states it; what the least is that some operations need; who needs which permission.

mod csv;
mod least;
mod list;
mod markdown;
mod matrix;
mod print;

pub use csv::{csv, list_as_csv};
pub use least::{Least, least};
pub use list::{Audit, Entry, Flow, Guard, Position, Requirement, Scheme, Source, Totals, audit};
pub use markdown::{markdown, markdown_table};
pub use matrix::{Cell, Column, Matrix, matrix};
pub use print::{json, summary, table};
