//! What the stages make, as text, for those who want to look.

mod show;
mod watch;

pub use show::Show;
pub use watch::{After, Stage, Watch};
