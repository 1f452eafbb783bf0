//! Why the service refuses, and the documented answers that say so.

use gatewright::answer::Failure;
use uuid::Uuid;

use crate::api;

/// Why a request that the guard let pass is refused all the same.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// It asks for what can't be. Answers 400.
    #[error("{0}")]
    Invalid(String),
    /// It asks for what the user may not have. Answers 403.
    #[error("{0}")]
    Forbidden(String),
    /// There is nothing by that id in the user's account. Answers 404.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The database failed. Answers 500, and the cause stays here.
    #[error("the database failed")]
    Database(#[from] rusqlite::Error),
    /// What the database holds can't be read. Answers 500.
    #[error("a row can't be read: {0}")]
    Unreadable(String),
    /// The work was cut short. Answers 500.
    #[error("the work was cut short")]
    Cut(#[from] tokio::task::JoinError),
}

impl Refusal {
    /// The vendor's error body. No page gives a subcode for any of these, so it is the status alone.
    fn body(&self, status: u16) -> api::ErrorBody {
        let trace = Uuid::new_v4().to_string();
        let description = if status == 500 {
            log(&trace, self);
            "The service failed".to_owned()
        } else {
            self.to_string()
        };
        api::ErrorBody { subcode: status.to_string(), trace, description }
    }
}

/// The cause of a failure goes to the log, under the trace that the caller is given.
#[expect(clippy::print_stderr, reason = "standard error is this service's log")]
fn log(trace: &str, refusal: &Refusal) {
    eprintln!("{trace}: {refusal:?}");
}

/// Every operation documents the same five failures, so they have one type.
impl From<Refusal> for Failure<api::ApiError> {
    fn from(refusal: Refusal) -> Self {
        Self::Documented(match &refusal {
            Refusal::Invalid(_) => api::ApiError::BadRequest(refusal.body(400)),
            Refusal::Forbidden(_) => api::ApiError::Forbidden(refusal.body(403)),
            Refusal::NotFound(_) => api::ApiError::NotFound(refusal.body(404)),
            Refusal::Database(_) | Refusal::Unreadable(_) | Refusal::Cut(_) => {
                api::ApiError::InternalServerError(refusal.body(500))
            }
        })
    }
}
