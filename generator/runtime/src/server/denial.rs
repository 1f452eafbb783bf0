//! What a service's own rules answer instead of the handler.

use std::fmt;

use http::StatusCode;

use super::operation::internal;
use crate::answer::{Answer, Rejection};
use crate::operation::Responses;
use crate::payload::{Accept, EncodeError};

/// A service's own no, after the document's rule said yes.
///
/// The caller gets the operation's own documented failure for the status, where the document or the configuration has
/// one, else a problem document, and never the reason: that is for the guard's events.
///
/// Any error becomes one by `?`, and that is [`unavailable`](Self::unavailable): what can't be decided is denied.
pub struct Denial {
    kind: Kind,
    reason: Option<String>,
}

enum Kind {
    Status(StatusCode),
    Unavailable,
    Own(Box<Encode>),
}

/// Writes a documented failure.
type Encode = dyn FnOnce(&Accept) -> Result<Answer, EncodeError> + Send;

impl Denial {
    /// The caller may not. Answers 403.
    #[must_use]
    pub const fn forbidden() -> Self {
        Self { kind: Kind::Status(StatusCode::FORBIDDEN), reason: None }
    }

    /// The caller may not know that there is anything. Answers 404.
    ///
    /// It hides as much as it is like the handler's own answer for what isn't there: state `[rejections.404]` in the
    /// same words, or answer with the same value by [`failure`](Self::failure).
    #[must_use]
    pub const fn not_found() -> Self {
        Self { kind: Kind::Status(StatusCode::NOT_FOUND), reason: None }
    }

    /// It can't be decided now. Answers 500, and nothing is said of why.
    #[must_use]
    pub const fn unavailable() -> Self {
        Self { kind: Kind::Unavailable, reason: None }
    }

    /// A documented failure of the operation, as the handler would answer it. One whose status is none of a failure,
    /// or that can't be written, answers 403.
    #[must_use]
    pub fn failure(failure: impl Responses + 'static) -> Self {
        Self { kind: Kind::Own(Box::new(move |accept| failure.encode(accept))), reason: None }
    }

    /// Why, for the guard's events. It never holds a secret.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// Whether it couldn't be decided, why not, and the answer.
    pub(super) fn answered(self, reject: fn(&Rejection, &Accept) -> Answer, accept: &Accept) -> Denied {
        let is_unavailable = matches!(self.kind, Kind::Unavailable);
        let answer = match self.kind {
            Kind::Status(status) => reject(&plain(status), accept),
            Kind::Unavailable => reject(&internal(), accept),
            Kind::Own(encode) => {
                let own =
                    encode(accept).ok().filter(|own| own.status.is_client_error() || own.status.is_server_error());
                own.unwrap_or_else(|| reject(&plain(StatusCode::FORBIDDEN), accept))
            }
        };
        Denied { is_unavailable, reason: self.reason, answer }
    }
}

/// A denial that became an answer.
pub(super) struct Denied {
    pub(super) is_unavailable: bool,
    pub(super) reason: Option<String>,
    pub(super) answer: Answer,
}

fn plain(status: StatusCode) -> Rejection {
    let detail = if status == StatusCode::NOT_FOUND { "there is nothing here" } else { "this is not yours to do" };
    Rejection::new(status, detail)
}

/// What went wrong is kept as the name of its type: its text may hold what no event may.
impl<E: std::error::Error> From<E> for Denial {
    fn from(_: E) -> Self {
        Self::unavailable().because(std::any::type_name::<E>())
    }
}

impl fmt::Debug for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match &self.kind {
            Kind::Status(status) => status.as_str(),
            Kind::Unavailable => "unavailable",
            Kind::Own(_) => "the operation's own",
        };
        f.debug_struct("Denial").field("kind", &kind).field("reason", &self.reason).finish()
    }
}
