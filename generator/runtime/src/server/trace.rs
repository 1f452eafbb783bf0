//! Decisions as events of `tracing`, under the target `gatewright::access`.

use tracing::{Level, event};

use super::decision::{Decision, Outcome};
use crate::access::Permissions;

const TARGET: &str = "gatewright::access";

/// What is public is `DEBUG`, any other decision `INFO`, and what the service itself is to blame for `WARN`.
pub(super) fn decided<P: Permissions, U>(decision: &Decision<'_, P, U>) {
    macro_rules! at {
        ($level:expr) => {
            event!(
                target: TARGET,
                $level,
                operation = decision.operation,
                rule = %decision.rule,
                principal = decision.name,
                presented = ?decision.presented,
                outcome = decision.outcome.as_str(),
                missing = missing(decision.outcome),
                reason = decision.outcome.reason(),
            )
        };
    }
    match decision.outcome {
        Outcome::Public => at!(Level::DEBUG),
        Outcome::Unavailable { .. } | Outcome::Panicked => at!(Level::WARN),
        _ => at!(Level::INFO),
    }
}

fn missing<P: Permissions>(outcome: &Outcome<P>) -> Option<String> {
    match outcome {
        Outcome::Forbidden { missing } => Some(missing.to_string()),
        _ => None,
    }
}
