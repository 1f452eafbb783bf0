//! `gatewright cedar SPEC`.

use super::Outcome;
use super::arguments::{CedarArguments, Format};
use super::terminal::Terminal;
use crate::cedar::{self, Export};
use crate::diagnostics::{Rule, Stopped};
use crate::inspect::Watch;
use crate::output;
use crate::pipeline::Run;

/// Prints a schema and policies, or writes them.
pub(super) fn run(arguments: &CedarArguments, rules: &[Rule], terminal: &Terminal) -> Outcome {
    let mut run = Run::default();
    let done = export(arguments, rules, &mut run, terminal.format());
    terminal.diagnostics(&run.sources, run.sink.diagnostics());
    match done {
        Ok(text) => {
            terminal.result(&text);
            Outcome::Done
        }
        Err(Stopped) => Outcome::Failed,
    }
}

fn export(arguments: &CedarArguments, rules: &[Rule], run: &mut Run, format: Format) -> Result<String, Stopped> {
    let mut input = super::generate::input(&arguments.input, rules);
    // An operation that nobody guards is refused, as for a server: here, too, anybody could call it.
    input.additions.client = Some(false);
    input.additions.server = Some(true);
    let (api, config) = run.lower(&input, &mut Watch::nothing())?;
    run.sink.barrier()?;
    let named = config.crate_name.as_deref().unwrap_or(&api.title);
    let namespace = arguments.namespace.clone().unwrap_or_else(|| cedar::namespace(named));
    let Export { schema, policies } = cedar::export(&api, &namespace, &input.name(), &mut run.sink)?;
    let Some(out) = &arguments.out else {
        return Ok(match format {
            Format::Text | Format::Markdown | Format::Csv => format!("{schema}\n{policies}"),
            Format::Json => format!("{}\n", serde_json::json!({ "schema": schema, "policies": policies })),
        });
    };
    let files = [(cedar::SCHEMA, schema), (cedar::POLICIES, policies)];
    let written = output::write_files(out, &files, &mut run.sink)?;
    let said = |(name, is_new): (_, bool)| {
        format!("{}  {}\n", out.join(name).display(), if is_new { "written" } else { "unchanged" })
    };
    Ok(files.iter().map(|(name, _)| *name).zip(written).map(said).collect())
}
