//! What the guard decided, for those who log and store it.

use std::fmt;

use http::Extensions;

use crate::access::{AccessRule, PermissionSet, Permissions};

/// One decision about one request. There is exactly one for each request that an operation was found for, made before
/// the handler runs; where an observer panics, the others are told of a second one, [`Outcome::Panicked`]. It holds no
/// credential.
#[non_exhaustive]
pub struct Decision<'a, P: Permissions, U> {
    /// The operationId.
    pub operation: &'static str,
    /// The document's rule.
    pub rule: &'a AccessRule<P>,
    /// The schemes of the rule of which the request carried a credential.
    pub presented: &'a [&'static str],
    /// Who called, as far as that was found out.
    pub principal: Option<&'a U>,
    /// What the authenticator calls them: see [`Authenticated::named`](crate::access::Authenticated::named).
    pub name: Option<&'a str>,
    /// What was decided.
    pub outcome: &'a Outcome<P>,
    /// What layers around the router know of the request: its number, the address of its sender.
    pub extensions: &'a Extensions,
}

/// What was decided. Whatever isn't [`is_allowed`](Self::is_allowed) was denied.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome<P: Permissions> {
    /// The rule asks nothing of anyone, and no rule of the service's own objected.
    Public,
    /// The rule is met, and no rule of the service's own objected.
    Granted,
    /// Nobody proved to be anybody, or not by the schemes that the rule needs. 401.
    Unauthenticated {
        /// Why: the authenticator's words, where it was asked.
        reason: String,
    },
    /// Somebody did, and lacks permissions. 403.
    Forbidden {
        /// What the nearest alternative of the rule lacks; empty where nobody may call the operation.
        missing: PermissionSet<P>,
    },
    /// The rule is met, and a rule of the service's own objected.
    Refused {
        /// What the caller was answered.
        status: u16,
        /// Why, in that rule's words.
        reason: Option<String>,
    },
    /// It couldn't be found out. 500.
    Unavailable {
        /// Why, where a rule of the service's own said it.
        reason: Option<String>,
    },
    /// The authenticator, a rule of the service's own or an observer panicked. 500.
    Panicked,
    /// The rule is met, or wasn't looked at yet; then the request turned out to be none that the service's own rules
    /// could have looked at, or the caller hung up.
    Abandoned,
}

impl<P: Permissions> Outcome<P> {
    /// Whether the request went on to its handler.
    #[must_use]
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Public | Self::Granted)
    }

    /// One word: `granted`, `forbidden`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Granted => "granted",
            Self::Unauthenticated { .. } => "unauthenticated",
            Self::Forbidden { .. } => "forbidden",
            Self::Refused { .. } => "refused",
            Self::Unavailable { .. } => "unavailable",
            Self::Panicked => "panicked",
            Self::Abandoned => "abandoned",
        }
    }

    /// Why, where somebody said it.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Unauthenticated { reason } => Some(reason),
            Self::Refused { reason, .. } | Self::Unavailable { reason } => reason.as_deref(),
            _ => None,
        }
    }
}

/// Shows what a line of a log would: not the principal, which may be anything, but its name.
impl<P: Permissions, U> fmt::Debug for Decision<'_, P, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decision")
            .field("operation", &self.operation)
            .field("rule", &self.rule.to_string())
            .field("presented", &self.presented)
            .field("name", &self.name)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// Who is told of each decision: set with [`Routes::observe`](super::Routes::observe). Functions are observers.
///
/// It is called on the way of the request, so it must not block: whoever stores decisions puts them into a queue. An
/// observer that panics on a grant takes it back: the request is answered with 500, and no handler runs.
pub trait Observer<P: Permissions, U>: Send + Sync + 'static {
    /// A decision was made.
    fn decided(&self, decision: &Decision<'_, P, U>);
}

impl<P: Permissions, U, F> Observer<P, U> for F
where
    F: Fn(&Decision<'_, P, U>) + Send + Sync + 'static,
{
    fn decided(&self, decision: &Decision<'_, P, U>) {
        self(decision);
    }
}
