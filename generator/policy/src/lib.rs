//! Reads policy documents and tables of roles, and compiles them to permissions by name.
//!
//! Package `gatewright` makes sets of an API's permissions of them, under its feature `policy`, and the command
//! `gatewright policy` checks them against a document of an API. Nothing here knows of either: the permissions are a list
//! of names.
//!
//! ```
//! use gatewright_policy::Policy;
//!
//! let text = r#"
//! statements:
//!   - {effect: allow, actions: ["batches:*"]}
//!   - {effect: deny, actions: ["batches:delete"]}
//! "#;
//! let names = ["batches:view", "batches:delete", "users:view"];
//! let (selection, warnings) = Policy::read(text).then(|policy| policy.compile(&names)).into_result()?;
//! assert_eq!(selection.indices().collect::<Vec<_>>(), [0]);
//! assert!(warnings.is_empty());
//! # Ok::<(), gatewright_policy::Problems>(())
//! ```

mod compile;
mod document;
mod pattern;
mod problem;
mod read;
mod roles;
mod selection;
pub mod suggest;
mod tree;

pub use document::{Document, Effect, Listing, Policy, Role, Roles, Statement};
pub use pattern::{Located, Pattern};
pub use problem::{Checked, Kind, Problem, Problems, Severity, Span};
pub use roles::Permitted;
pub use selection::Selection;
