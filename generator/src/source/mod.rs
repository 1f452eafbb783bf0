//! Stage 1: files into text, and the way back from a place to its bytes.

mod json;
mod load;
mod locate;
mod map;
mod reach;
mod spans;
mod yaml;

pub use load::load;
pub use map::{LineColumn, SourceMap};
pub use reach::Reach;
