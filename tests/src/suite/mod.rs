//! The JSON Schema test suite, judged by generated code.
//!
//! Each case of the suite is the schema of a component in a document of its own, OpenAPI 3.0 for draft 4 and 3.1 for
//! draft 2020-12. What is generated from it becomes a module of one crate, which decodes and validates every instance
//! of every case. A verdict is *right*, *wrong*, or *refused*: the generator said by a named diagnostic that it
//! doesn't do all that the schema asks for.

mod compile;
mod document;
mod figures;
mod generate;
mod judge;
mod load;

use compile::Crate;
pub use compile::Failure;
pub use figures::{Figures, Tally};
pub use generate::{Generated, generate};
pub use judge::{Judged, Verdict, judge};
pub use load::{Draft, Group, Instance, Mode, load};

use std::path::{Path, PathBuf};

/// The folder of the suite, if there is one: in `GATEWRIGHT_SHARED`, or beside the workspace.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    Some(crate::shared().join("suites/json-schema-test-suite")).filter(|folder| folder.is_dir())
}

/// The root of the workspace.
#[must_use]
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".."))
}
