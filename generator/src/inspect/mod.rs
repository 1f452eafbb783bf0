//! What the stages make, as text, for those who want to look.

mod census;
mod show;
mod watch;

pub use census::{Census, Entry, Totals};
pub use show::Show;
pub use watch::{After, Stage, Watch};
