//! Tells the observers what was decided about a request: once, whatever becomes of it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use http::Extensions;

use super::attempt::Attempt;
use super::decision::{Decision, Observer, Outcome};
use super::denial::{Denial, Denied};
use super::operation::{Fault, Reply};
use super::unwind::forget_quietly;
use crate::access::{AccessRule, Permissions};
use crate::answer::{Answer, Rejection};
use crate::few::Few;
use crate::parameter::RequestReader;
use crate::payload::Accept;

/// How an operation answers what is refused.
type Reject = fn(&Rejection, &Accept) -> Answer;

/// Everybody who is told of decisions.
pub(super) type Observers<P, U> = Vec<Box<dyn Observer<P, U>>>;

/// Who sent a request, as far as it is known.
pub(super) struct Who<U> {
    pub(super) principal: Option<U>,
    pub(super) name: Option<String>,
    pub(super) presented: Few<&'static str>,
}

impl<U> Who<U> {
    pub(super) const fn nobody() -> Self {
        Self { principal: None, name: None, presented: Few::NONE }
    }
}

/// One request's decision, before and after it was made.
pub(super) struct Docket<'a, P: Permissions, U: 'static> {
    observers: &'a Observers<P, U>,
    operation: &'static str,
    rule: &'a AccessRule<P>,
    extensions: Extensions,
    is_decided: AtomicBool,
}

impl<'a, P: Permissions, U: 'static> Docket<'a, P, U> {
    pub(super) const fn new(
        observers: &'a Observers<P, U>,
        operation: &'static str,
        rule: &'a AccessRule<P>,
        extensions: Extensions,
    ) -> Self {
        Self { observers, operation, rule, extensions, is_decided: AtomicBool::new(false) }
    }

    pub(super) const fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// What the service's own rules see of the request.
    pub(super) const fn attempt<'s>(&'s self, who: &'s Who<U>, request: &'s RequestReader) -> Attempt<'s, U> {
        Attempt { operation: self.operation, principal: who.principal.as_ref(), request, extensions: &self.extensions }
    }

    /// A rule of the service's own objected.
    pub(super) fn denied(&self, denial: Denial, who: &Who<U>, reject: Reject, accept: &Accept) -> Reply {
        let Denied { is_unavailable, reason, answer } = denial.answered(reject, accept);
        let operation = self.operation;
        let fault = is_unavailable.then(|| Fault::AuthorizerUnavailable { operation, reason: reason.clone() });
        let outcome = match is_unavailable {
            true => Outcome::Unavailable { reason },
            false => Outcome::Refused { status: answer.status.as_u16(), reason },
        };
        self.decide(&outcome, who);
        (answer, fault)
    }

    /// The rule is met, and nobody objected.
    pub(super) fn allow(&self, who: &Who<U>) {
        self.decide(&if self.rule.is_public() { Outcome::Public } else { Outcome::Granted }, who);
    }

    /// The first decision counts. An observer's panic is the request's.
    pub(super) fn decide(&self, outcome: &Outcome<P>, who: &Who<U>) {
        if self.is_decided.swap(true, Ordering::Relaxed) {
            return;
        }
        let decision = Decision {
            operation: self.operation,
            rule: self.rule,
            presented: who.presented.as_slice(),
            principal: who.principal.as_ref(),
            name: who.name.as_deref(),
            outcome,
            extensions: &self.extensions,
        };
        #[cfg(feature = "tracing")]
        super::trace::decided(&decision);
        for (at, observer) in self.observers.iter().enumerate() {
            if let Err(payload) = catch_unwind(AssertUnwindSafe(|| observer.decided(&decision))) {
                self.take_back(&decision, at);
                resume_unwind(payload);
            }
        }
    }

    /// An observer panicked: the others are told that it came to nothing.
    fn take_back(&self, decision: &Decision<'_, P, U>, panicked: usize) {
        let decision = Decision { outcome: &Outcome::Panicked, ..*decision };
        #[cfg(feature = "tracing")]
        super::trace::decided(&decision);
        for (_, observer) in self.observers.iter().enumerate().filter(|(at, _)| *at != panicked) {
            if let Err(payload) = catch_unwind(AssertUnwindSafe(|| observer.decided(&decision))) {
                forget_quietly(payload);
            }
        }
    }

    /// A decision that nobody is there any more to answer for.
    pub(super) fn decide_quietly(&self, outcome: &Outcome<P>) {
        let told = catch_unwind(AssertUnwindSafe(|| self.decide(outcome, &Who::nobody())));
        if let Err(payload) = told {
            forget_quietly(payload);
        }
    }
}

/// Whoever hangs up is on record all the same.
impl<P: Permissions, U: 'static> Drop for Docket<'_, P, U> {
    fn drop(&mut self) {
        self.decide_quietly(&Outcome::Abandoned);
    }
}
