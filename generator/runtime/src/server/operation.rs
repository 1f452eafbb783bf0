//! One operation behind the guard, its types erased.

use std::fmt;
use std::sync::Arc;

use http::StatusCode;

use super::checks::{Checks, Early, Late};
use super::decision::Outcome;
use super::docket::{Docket, Who};
use super::terms::Terms;
use super::unwind::Boxed;
use crate::access::{AccessRule, Granted, Permissions, SecurityScheme};
use crate::answer::{Answer, Failure, Rejection};
use crate::operation::{Operation, Responses};
use crate::parameter::RequestReader;
use crate::payload::{Accept, EncodeError};

/// An operation as the dispatcher sees it. `U` is the principal.
pub(super) struct Served<P: Permissions, U: 'static> {
    pub(super) id: &'static str,
    pub(super) access: AccessRule<P>,
    /// Those that the rule mentions.
    pub(super) schemes: Vec<&'static SecurityScheme>,
    pub(super) produces: &'static [&'static str],
    pub(super) terms: Terms,
    pub(super) reject: fn(&Rejection, &Accept) -> Answer,
    /// The service's own rules that are looked at before the body is read.
    pub(super) early: Vec<Early<U>>,
    /// Whether there are others, so that nothing is decided yet.
    pub(super) is_open: bool,
    pub(super) call: Call<P, U>,
}

type Call<P, U> = Box<dyn for<'a> Fn(Incoming<'a, P, U>) -> Boxed<'a, Reply> + Send + Sync>;

/// A request that met the rule.
pub(super) struct Incoming<'a, P: Permissions, U: 'static> {
    pub(super) request: RequestReader,
    pub(super) accept: &'a Accept,
    pub(super) who: Who<U>,
    pub(super) docket: &'a Docket<'a, P, U>,
}

/// An answer, and what the operator should know of it.
pub(super) type Reply = (Answer, Option<Fault>);

/// Why an answer is a 500 that the service didn't write itself: an extension of the response, for
/// layers that log. The caller is told nothing of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Fault {
    /// The authenticator, a rule of the service's own, an observer or the handler panicked.
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
    /// A rule of the service's own couldn't decide.
    AuthorizerUnavailable {
        /// The operation.
        operation: &'static str,
        /// Why, in its words.
        reason: Option<String>,
    },
    /// The router has rules for operations that it doesn't serve, and answers nothing.
    Misplaced {
        /// The operations.
        operations: Vec<&'static str>,
    },
}

impl<P: Permissions, U> fmt::Debug for Served<P, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Served").field("id", &self.id).field("access", &self.access).finish_non_exhaustive()
    }
}

impl<P: Permissions, U: Send + Sync + 'static> Served<P, U> {
    /// `principal` makes what the handler is told of who called; `None` refuses.
    pub(super) fn new<Op, A, G, F, Fut>(
        api: Arc<A>,
        checks: &Checks<U>,
        principal: fn(Option<U>) -> Option<G>,
        handler: F,
    ) -> Self
    where
        Op: Operation<Permission = P>,
        A: Send + Sync + 'static,
        G: Send + 'static,
        F: Fn(Arc<A>, Granted<Op, G>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Op::Success, Failure<Op::Failure>>> + Send + 'static,
    {
        let late: Arc<[Late<U, Op>]> = checks.late::<Op>().into();
        let is_open = !late.is_empty();
        let handler = Arc::new(handler);
        let call: Call<P, U> = Box::new(move |incoming| {
            let (api, handler, late) = (Arc::clone(&api), Arc::clone(&handler), Arc::clone(&late));
            Box::pin(async move {
                let Incoming { request: reader, accept, who, docket } = incoming;
                let request = match Op::decode(&reader) {
                    Ok(request) => request,
                    Err(rejection) => {
                        docket.decide(&Outcome::Abandoned, &who);
                        return (rejection.answer::<Op::Failure>(accept), None);
                    }
                };
                for check in late.iter() {
                    let verdict = check(&docket.attempt(&who, &reader), &request).await;
                    if let Err(denial) = verdict {
                        return docket.denied(denial, &who, Rejection::answer::<Op::Failure>, accept);
                    }
                }
                drop(reader);
                docket.allow(&who);
                let Some(principal) = principal(who.principal) else {
                    return (internal().answer::<Op::Failure>(accept), None);
                };
                let result = handler(api, Granted::new(request, principal)).await;
                written::<Op>(result, accept)
            })
        });
        Self {
            id: Op::ID,
            access: Op::ACCESS,
            schemes: Op::ACCESS.schemes().filter_map(|at| P::SCHEMES.get(at)).collect(),
            produces: Op::PRODUCES,
            terms: Terms::of::<Op>(),
            reject: Rejection::answer::<Op::Failure>,
            early: checks.early::<Op>(),
            is_open,
            call,
        }
    }
}

fn written<Op: Operation>(result: Result<Op::Success, Failure<Op::Failure>>, accept: &Accept) -> Reply {
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
