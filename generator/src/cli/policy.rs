//! `gatewright policy SPEC POLICY…`.

use super::Outcome;
use super::arguments::{Format, PolicyArguments};
use super::terminal::Terminal;
use crate::diagnostics::{Rule, Stopped};
use crate::inspect::Watch;
use crate::pipeline::Run;
use crate::policy;

/// Checks each policy, and lists what they give; fails when one of them is wrong.
pub(super) fn run(arguments: &PolicyArguments, rules: &[Rule], terminal: &Terminal) -> Outcome {
    let mut run = Run::default();
    let checked = check(arguments, rules, &mut run, terminal.format());
    terminal.diagnostics(&run.sources, run.sink.diagnostics());
    match checked {
        Ok(text) => {
            terminal.result(&text);
            Outcome::Done
        }
        Err(Stopped) => Outcome::Failed,
    }
}

fn check(arguments: &PolicyArguments, rules: &[Rule], run: &mut Run, format: Format) -> Result<String, Stopped> {
    let mut input = super::generate::input(&arguments.input, rules);
    // Whether each operation is guarded is no matter here, and only a server asks.
    input.additions.client = Some(true);
    input.additions.server = Some(false);
    let (api, _) = run.lower(&input, &mut Watch::nothing())?;
    let mut given = Vec::new();
    for path in &arguments.policies {
        // One that can't be read keeps no other from being checked.
        if let Ok(id) = run.sources.load(path, &mut run.sink) {
            given.extend(policy::check(&run.sources, id, &api, &mut run.sink));
        }
    }
    run.sink.barrier()?;
    Ok(match format {
        Format::Text | Format::Markdown | Format::Csv => policy::table(&given, api.operations.len()),
        Format::Json => policy::json(&given),
    })
}
