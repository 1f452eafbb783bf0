//! Stage 9, second half: tokens into the text of files.

mod package;

pub use package::{Layout, Package};
