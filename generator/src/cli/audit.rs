//! `gatewright audit SPEC`.

use super::Outcome;
use super::arguments::{AuditArguments, Format};
use super::terminal::Terminal;
use crate::audit::{self, Guard};
use crate::diagnostics::Rule;
use crate::inspect::Watch;
use crate::pipeline::Run;

/// Lists the operations; fails when any is unguarded.
pub(super) fn run(arguments: &AuditArguments, rules: &[Rule], terminal: &Terminal) -> Outcome {
    let mut input = super::generate::input(&arguments.input, rules);
    // Only a server can't be made of an unguarded operation, and here it is to stand on the list.
    input.additions.client = Some(true);
    input.additions.server = Some(false);
    let mut run = Run::default();
    let lowered = run.lower(&input, &mut Watch::nothing());
    terminal.diagnostics(&run.sources, run.sink.diagnostics());
    let Ok((api, config)) = lowered else { return Outcome::Failed };
    let entries = audit::list(&api, &config.public, &run.sources);
    terminal.result(&match terminal.format() {
        Format::Text => audit::table(&entries),
        Format::Json => audit::json(&entries),
    });
    if entries.iter().any(|entry| entry.access == Guard::Unguarded) { Outcome::Failed } else { Outcome::Done }
}
