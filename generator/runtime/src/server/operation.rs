//! One operation behind the guard, its types erased.

use std::fmt;
use std::sync::Arc;

use http::StatusCode;

use super::terms::Terms;
use super::unwind::Boxed;
use crate::access::{AccessRule, Granted, Permissions};
use crate::answer::{Answer, Failure, Rejection};
use crate::operation::{Operation, Responses};
use crate::parameter::RequestReader;
use crate::payload::{Accept, EncodeError};

/// An operation as the dispatcher sees it. `U` is the principal.
pub(super) struct Served<P: Permissions, U> {
    pub(super) id: &'static str,
    pub(super) access: AccessRule<P>,
    pub(super) produces: &'static [&'static str],
    pub(super) terms: Terms,
    pub(super) reject: fn(&Rejection, &Accept) -> Answer,
    pub(super) call: Call<U>,
}

type Call<U> = Box<dyn Fn(RequestReader, Accept, Option<U>) -> Boxed<'static, Outcome> + Send + Sync>;

/// An answer, and what the operator should know of it.
pub(super) type Outcome = (Answer, Option<Fault>);

/// Why an answer is a 500 that the service didn't write itself: an extension of the response, for
/// layers that log. The caller is told nothing of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Fault {
    /// The authenticator or the handler panicked.
    Panicked {
        /// The operation.
        operation: &'static str,
    },
    /// What the handler returned can't be written as the document wants it.
    Encode {
        /// The operation.
        operation: &'static str,
        /// What is wrong.
        error: EncodeError,
    },
    /// The authenticator is unavailable.
    AuthenticatorUnavailable {
        /// The operation.
        operation: &'static str,
    },
}

impl<P: Permissions, U> fmt::Debug for Served<P, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Served").field("id", &self.id).field("access", &self.access).finish_non_exhaustive()
    }
}

impl<P: Permissions, U: 'static> Served<P, U> {
    /// `principal` makes what the handler is told of who called; `None` refuses.
    pub(super) fn new<Op, A, G, F, Fut>(api: Arc<A>, principal: fn(Option<U>) -> Option<G>, handler: F) -> Self
    where
        Op: Operation<Permission = P>,
        A: Send + Sync + 'static,
        G: Send + 'static,
        U: Send,
        F: Fn(Arc<A>, Granted<Op, G>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Op::Success, Failure<Op::Failure>>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        let call: Call<U> = Box::new(move |reader, accept, user| {
            let (api, handler) = (Arc::clone(&api), Arc::clone(&handler));
            Box::pin(async move {
                let Some(principal) = principal(user) else {
                    return (internal().answer::<Op::Failure>(&accept), None);
                };
                let request = match Op::decode(&reader) {
                    Ok(request) => request,
                    Err(rejection) => return (rejection.answer::<Op::Failure>(&accept), None),
                };
                drop(reader);
                let result = handler(api, Granted::new(request, principal)).await;
                written::<Op>(result, &accept)
            })
        });
        Self {
            id: Op::ID,
            access: Op::ACCESS,
            produces: Op::PRODUCES,
            terms: Terms::of::<Op>(),
            reject: Rejection::answer::<Op::Failure>,
            call,
        }
    }
}

fn written<Op: Operation>(result: Result<Op::Success, Failure<Op::Failure>>, accept: &Accept) -> Outcome {
    let encoded = match result {
        Ok(success) => Op::encode_success(&success, accept),
        Err(Failure::Documented(failure)) => failure.encode(accept),
        Err(Failure::Undocumented(answer)) => Ok(*answer),
    };
    match encoded {
        Ok(answer) => (answer, None),
        Err(error) => (internal().answer::<Op::Failure>(accept), Some(Fault::Encode { operation: Op::ID, error })),
    }
}

/// What a caller is told of our own faults.
pub(super) fn internal() -> Rejection {
    Rejection::new(StatusCode::INTERNAL_SERVER_ERROR, "the service failed")
}
