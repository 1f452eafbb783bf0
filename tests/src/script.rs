//! Services whose answers a test states beforehand, and that remember what they were asked.

#![allow(clippy::result_large_err, reason = "handlers return these results")]

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gatewright::access::Granted;
use gatewright::answer::{Failure, StatusCode};
use gatewright::operation::Operation;

/// What each operation is to answer, and what was asked. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Script {
    stage: Arc<Mutex<Stage>>,
}

#[derive(Debug, Default)]
struct Stage {
    answers: HashMap<&'static str, Box<dyn Any + Send>>,
    last: Option<Box<dyn Any + Send>>,
    runs: usize,
}

/// What a handler returns.
pub type Played<Op> = Result<<Op as Operation>::Success, Failure<<Op as Operation>::Failure>>;

impl Script {
    /// From now on the operation answers this.
    pub fn answer<Op: Operation>(&self, answer: Result<Op::Success, impl Into<Failure<Op::Failure>>>) {
        let answer: Played<Op> = answer.map_err(Into::into);
        self.stage().answers.insert(Op::ID, Box::new(answer));
    }

    /// The handler of every operation; an operation that has no answer yet is a teapot.
    ///
    /// # Errors
    ///
    /// When the answer stated is a failure.
    pub fn play<Op, P>(&self, call: Granted<Op, P>) -> Played<Op>
    where
        Op: Operation,
        Op::Success: Clone,
        Op::Failure: Clone,
    {
        let (request, _) = call.into_parts();
        let mut stage = self.stage();
        stage.runs += 1;
        stage.last = Some(Box::new(request));
        let answer = stage.answers.get(Op::ID).and_then(|answer| answer.downcast_ref::<Played<Op>>());
        answer.cloned().unwrap_or_else(|| Err(StatusCode::IM_A_TEAPOT.into()))
    }

    /// How often a handler ran.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.stage().runs
    }

    /// What the last handler to run was asked, if it was this operation's.
    #[must_use]
    pub fn last<Op: Operation + Clone>(&self) -> Option<Op> {
        self.stage().last.as_ref()?.downcast_ref::<Op>().cloned()
    }

    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
