//! Stage 2: text into a tree of nodes.

mod node;

pub use node::Node;
