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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod tests {
    use std::fmt::{Debug, Write};
    use std::sync::{Arc, Mutex};

    use http::Extensions;
    use tracing::field::{Field, Visit};
    use tracing::{Event, Metadata, Subscriber, span};

    use super::*;
    use crate::access::samples::Few;
    use crate::access::{AccessRule, PermissionSet};

    /// Keeps each event as a line.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<String>>>);

    struct Line(String);

    impl Visit for Line {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            write!(self.0, " {}={value:?}", field.name()).unwrap();
        }
    }

    impl Subscriber for Lines {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
            span::Id::from_u64(1)
        }

        fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

        fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

        fn event(&self, event: &Event<'_>) {
            let mut line = Line(format!("{} {}", event.metadata().level(), event.metadata().target()));
            event.record(&mut line);
            self.0.lock().unwrap().push(line.0);
        }

        fn enter(&self, _: &span::Id) {}

        fn exit(&self, _: &span::Id) {}
    }

    #[test]
    fn a_decision_is_one_event() {
        let lines = Lines::default();
        let extensions = Extensions::new();
        let tell = |outcome: &Outcome<Few>| {
            let rule = &AccessRule::PUBLIC;
            let principal = Some(&"the principal itself");
            let (presented, name) = (&["key"][..], Some("ann"));
            decided(&Decision { operation: "op", rule, presented, principal, name, outcome, extensions: &extensions });
        };
        tracing::subscriber::with_default(lines.clone(), || {
            tell(&Outcome::Public);
            tell(&Outcome::Forbidden { missing: PermissionSet::all() });
            tell(&Outcome::Unavailable { reason: Some("no database".to_owned()) });
        });
        let who = r#"gatewright::access operation="op" rule=public principal="ann" presented=["key"]"#;
        let expected = [
            format!(r#"DEBUG {who} outcome="public""#),
            format!(r#"INFO {who} outcome="forbidden" missing="view, edit, delete""#),
            format!(r#"WARN {who} outcome="unavailable" reason="no database""#),
        ];
        assert_eq!(*lines.0.lock().unwrap(), expected);
    }
}
