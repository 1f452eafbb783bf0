//! Policies as sets of permissions.

use std::str::FromStr;

use gatewright_policy::{self as document, Problem, Problems};

use crate::access::{PermissionSet, Permissions};

/// A policy, compiled: the permissions that its statements leave.
///
/// A deny wins over every allow, what no statement allows is denied, and the order of the statements is of no
/// consequence. Actions are the names of the API's permissions, or patterns with `*`.
///
/// ```
/// use gatewright::access::Permissions as _;
/// use gatewright::policy::{Policy, document};
///
/// #[derive(Debug, Clone, Copy, PartialEq, Eq, gatewright::Permissions)]
/// enum Permission {
///     #[permission("batches:view")]
///     View,
///     #[permission("batches:delete")]
///     Delete,
/// }
///
/// let text = r#"
/// statements:
///   - {effect: allow, actions: ["batches:*"]}
///   - {effect: deny, actions: ["batches:delete"]}
/// "#;
/// let policy: Policy<Permission> = text.parse()?;
/// assert_eq!(policy.permissions().names().collect::<Vec<_>>(), ["batches:view"]);
///
/// let error = text.replace("delete", "delte").parse::<Policy<Permission>>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "4:30: error: the API has no action `batches:delte`\n  help: did you mean `batches:delete`?"
/// );
///
/// let made = Policy::<Permission>::compile(&document::Policy::default().allow(["*:view"]))?;
/// assert_eq!(made.permissions(), policy.permissions());
/// # Ok::<(), gatewright::policy::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy<P: Permissions> {
    permissions: PermissionSet<P>,
    warnings: Vec<Problem>,
}

impl<P: Permissions> Policy<P> {
    /// Compiles a policy that was read or made before.
    ///
    /// # Errors
    ///
    /// When it names an action that the API doesn't have, or denies by a pattern that nothing matches; the error lists
    /// everything that is wrong.
    pub fn compile(policy: &document::Policy) -> Result<Self, Problems> {
        Self::of(policy.compile(P::NAMES))
    }

    fn of(checked: document::Checked<document::Selection>) -> Result<Self, Problems> {
        let (selection, warnings) = checked.into_result()?;
        Ok(Self { permissions: set(&selection), warnings })
    }

    /// What it permits.
    #[must_use]
    pub const fn permissions(&self) -> PermissionSet<P> {
        self.permissions
    }

    /// What is likely not meant as it stands.
    #[must_use]
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }
}

/// Reads a policy, in YAML or JSON; the error lists everything that is wrong, with lines and columns.
impl<P: Permissions> FromStr for Policy<P> {
    type Err = Problems;

    fn from_str(text: &str) -> Result<Self, Problems> {
        Self::of(document::Policy::read(text).then(|policy| policy.compile(P::NAMES)))
    }
}

/// The permissions at the places of a selection.
pub(super) fn set<P: Permissions>(selection: &document::Selection) -> PermissionSet<P> {
    selection.indices().filter_map(|at| P::ALL.get(at).copied()).collect()
}
