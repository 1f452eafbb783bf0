//! Stage 2: text into a tree of nodes.

mod build;
mod exact;
mod forest;
mod node;
mod numbers;
mod parse;

pub use forest::{Forest, Wanted};
pub use node::{Members, Node};
pub use parse::parse;
