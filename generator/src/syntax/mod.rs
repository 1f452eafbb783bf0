//! Stage 2: text into a tree of nodes.

mod build;
mod node;
mod numbers;
mod parse;

pub use node::Node;
pub use parse::parse;
