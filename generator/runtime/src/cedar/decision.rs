//! What Cedar answers.

use super::error::said;

/// Whether somebody may do something, and which policies said so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Decision {
    pub(super) is_allowed: bool,
    pub(super) policies: Vec<String>,
    pub(super) errors: Vec<String>,
}

impl Decision {
    /// A denial for want of an answer.
    pub(super) fn failed(error: &dyn std::error::Error) -> Self {
        Self { is_allowed: false, policies: Vec::new(), errors: vec![said(error)] }
    }

    /// Whether a policy permits it, none forbids it, and none failed.
    #[must_use]
    pub const fn is_allowed(&self) -> bool {
        self.is_allowed
    }

    /// The policies that decided, by their `@id` or else their place, in order: those that permit, or those that
    /// forbid. None where nothing permits.
    #[must_use]
    pub fn policies(&self) -> &[String] {
        &self.policies
    }

    /// Why the question could not be answered as it was put, or which policies failed. With any, it is denied.
    #[must_use]
    pub fn errors(&self) -> &[String] {
        &self.errors
    }
}
