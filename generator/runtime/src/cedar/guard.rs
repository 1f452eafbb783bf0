//! Cedar behind the guard of a server.

use super::{Cedar, Question, Subject};
use crate::policy::Live;
use crate::server::{Attempt, Authorizer, Denial};

impl Cedar {
    /// What a request asks: who asks, which operation, and the parameters of its path that the schema knows. What it acts
    /// on is for you to add, by [`Question::on`].
    pub fn question<U: Subject>(&self, attempt: &Attempt<'_, U>) -> Question {
        let question = Question::new(attempt.operation());
        let question = match attempt.principal() {
            Some(principal) => principal.introduce(question),
            None => question,
        };
        let names = self.path_parameters(attempt.operation());
        names.iter().fold(question, |question, name| match attempt.path_parameter(name) {
            Some(value) => question.path(name, value),
            None => question,
        })
    }

    /// Answers a question as a rule of a server's own does.
    ///
    /// # Errors
    ///
    /// 403 when it is denied, with the policies that decided as the reason, for the guard's events; 500 when it could not
    /// be decided.
    pub fn verdict(&self, question: &Question) -> Result<(), Denial> {
        let decision = self.decide(question);
        match (decision.is_allowed(), decision.errors(), decision.policies()) {
            (true, ..) => Ok(()),
            (false, [], []) => Err(Denial::forbidden().because("no policy permits it")),
            (false, [], policies) => Err(Denial::forbidden().because(format!("forbidden by {}", policies.join(", ")))),
            (false, errors, _) => Err(Denial::unavailable().because(errors.join("; "))),
        }
    }
}

/// Asks what the request asks, of the whole API.
impl<A: Send + Sync + 'static, U: Subject + Send + Sync + 'static> Authorizer<A, U> for Cedar {
    async fn authorize<'a>(&'a self, _: &'a A, attempt: &'a Attempt<'a, U>) -> Result<(), Denial> {
        self.verdict(&self.question(attempt))
    }
}

/// Asks the version of the moment.
impl<A: Send + Sync + 'static, U: Subject + Send + Sync + 'static> Authorizer<A, U> for Live<Cedar> {
    async fn authorize<'a>(&'a self, api: &'a A, attempt: &'a Attempt<'a, U>) -> Result<(), Denial> {
        self.snapshot().authorize(api, attempt).await
    }
}
