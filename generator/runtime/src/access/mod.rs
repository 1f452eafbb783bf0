//! Who may do what: permissions, rules, principals, and the grant that proves a check.

mod authenticate;
mod credential;
mod grant;
mod least;
mod minimal;
mod name;
mod none;
#[cfg(test)]
mod properties;
mod rule;
#[cfg(test)]
pub(crate) mod samples;
mod scheme;
mod search;
mod set;
mod shown;
mod statement;

pub use authenticate::{AuthenticateFn, Authenticated, AuthenticationError, Authenticator, authenticate_fn};
pub use credential::{ClientCertificate, Credential, Credentials};
pub use grant::Granted;
pub use least::{LeastAccess, least_access};
pub use minimal::minimal_permissions;
pub use name::{UnknownPermission, permission_from, permission_named};
pub use none::NoPermission;
pub use rule::{AccessRule, Alternative, Requirement, Unmet};
pub use scheme::{ApiKeyLocation, OAuthFlow, OAuthFlowKind, SchemeKind, SecurityScheme};
pub use set::{Iter, PermissionSet, UnknownPermissions, Words, mask};
pub use statement::{Effect, Statement, UnknownEffect};

/// The permissions of an API and the security schemes that carry them.
///
/// `#[derive(gatewright::Permissions)]` implements it on a unit-only enum, which may be empty, and makes the constants by
/// which the rules of derived operations name permissions and schemes.
pub trait Permissions: Copy + Eq + std::fmt::Debug + Send + Sync + 'static {
    /// The words of a set of these permissions: `[u64; N]`, one bit a variant.
    type Words: Words;
    /// Every permission, in the order of the document.
    const ALL: &'static [Self];
    /// Their names in the document, in the order of `ALL`.
    const NAMES: &'static [&'static str];
    /// The security schemes of the API, in the order of the document.
    const SCHEMES: &'static [SecurityScheme];
    /// The place in `ALL`.
    fn index(self) -> usize;
    /// The name in the document: a scope, a role, an action.
    fn as_str(self) -> &'static str {
        Self::NAMES.get(self.index()).copied().unwrap_or_default()
    }
}
