//! Stage 2: text into a tree of nodes.

mod build;
mod exact;
mod forest;
mod members;
mod node;
mod numbers;
mod parse;

pub use forest::{Forest, Wanted};
pub use members::Members;
pub use node::Node;
pub use parse::parse;
