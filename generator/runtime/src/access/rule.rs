//! Access rules as constant data: any of alternatives, each all of its requirements.

use super::set::same;
use super::{PermissionSet, Permissions, SecurityScheme};

/// What a request must prove: any one of the alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessRule<P: Permissions> {
    alternatives: &'static [Alternative<P>],
}

/// One way to meet a rule: all of the requirements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alternative<P: Permissions> {
    requirements: &'static [Requirement<P>],
}

/// One security scheme, with the permissions that it must carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement<P: Permissions> {
    scheme: usize,
    permissions: PermissionSet<P>,
}

impl<P: Permissions> AccessRule<P> {
    /// Anyone may: one alternative that asks for nothing.
    pub const PUBLIC: Self = Self { alternatives: &[Alternative { requirements: &[] }] };

    /// A rule from its alternatives. Without any, nobody may.
    #[must_use]
    pub const fn new(alternatives: &'static [Alternative<P>]) -> Self {
        Self { alternatives }
    }

    /// The alternatives, in the order of the document.
    #[must_use]
    pub const fn alternatives(&self) -> &'static [Alternative<P>] {
        self.alternatives
    }
}

impl<P: Permissions> Alternative<P> {
    /// An alternative from its requirements. Without any, anyone may.
    #[must_use]
    pub const fn new(requirements: &'static [Requirement<P>]) -> Self {
        Self { requirements }
    }

    /// The requirements, all of which must be met.
    #[must_use]
    pub const fn requirements(&self) -> &'static [Requirement<P>] {
        self.requirements
    }
}

impl<P: Permissions> Requirement<P> {
    /// A scheme, by its place in [`Permissions::SCHEMES`], and what it must carry.
    #[must_use]
    pub const fn new(scheme: usize, permissions: PermissionSet<P>) -> Self {
        Self { scheme, permissions }
    }
}

/// The place of a scheme in [`Permissions::SCHEMES`], at compile time.
///
/// # Panics
///
/// When no scheme has the name, which in a constant is an error of compilation.
#[must_use]
#[allow(clippy::panic, reason = "evaluated by the compiler, where it is the error message")]
pub const fn scheme_index(schemes: &[SecurityScheme], name: &str) -> usize {
    let mut at = 0;
    while at < schemes.len() {
        if same(schemes[at].name.as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
    panic!("the access rule names a security scheme that the Permissions enum does not declare")
}
