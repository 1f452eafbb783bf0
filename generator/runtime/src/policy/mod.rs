//! Policies and roles: who has which permissions, in documents that can change while a service runs.
//!
//! [`Live`] holds what may change. With the feature `policy`, [`Policy`] and [`RoleTable`] are read from YAML or JSON and
//! compiled to sets of permissions.

mod live;
#[cfg(feature = "policy")]
mod permissions;
#[cfg(feature = "policy")]
mod table;

#[cfg(feature = "policy")]
pub use gatewright_policy as document;
#[cfg(feature = "policy")]
pub use gatewright_policy::{Problem, Problems, Severity, Span};
pub use live::{Live, ReloadError};
#[cfg(feature = "policy")]
pub use permissions::Policy;
#[cfg(feature = "policy")]
pub use table::RoleTable;
