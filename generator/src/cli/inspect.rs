//! `gatewright inspect SPEC --after STAGE`, `gatewright inspect SPEC --untyped`.

use super::Outcome;
use super::arguments::{Format, InspectArguments};
use super::terminal::Terminal;
use crate::diagnostics::Rule;
use crate::inspect::{After, Census, Show as _, Stage, Watch};
use crate::passes;
use crate::pipeline::{Input, Run};
use crate::render::Layout;

pub(super) fn run(arguments: &InspectArguments, rules: &[Rule], terminal: &Terminal) -> Outcome {
    let mut input = super::generate::input(&arguments.input, rules);
    let mut run = Run::default();
    let seen = match arguments.after.as_deref().map(After::find) {
        Some(Some(After::Stage(stage))) => after_stage(stage, &input, &mut run),
        Some(Some(After::Pass(pass))) => after_pass(pass, &input, &mut run),
        Some(None) => return Outcome::Misused,
        None => {
            // Whether operations are guarded is no matter here, and only a server asks.
            input.additions.client = Some(true);
            input.additions.server = Some(false);
            untyped(&input, &mut run, terminal.format())
        }
    };
    terminal.diagnostics(&run.sources, run.sink.diagnostics());
    match seen {
        Some(text) => {
            terminal.result(&text);
            Outcome::Done
        }
        None => Outcome::Failed,
    }
}

fn untyped(input: &Input, run: &mut Run, format: Format) -> Option<String> {
    let (api, config) = run.lower(input, &mut Watch::nothing()).ok()?;
    let api = passes::run(api, &config, &mut run.sink).ok()?;
    let census = Census::of(&api, &run.sources);
    Some(match format {
        Format::Text | Format::Markdown | Format::Csv => census.table(),
        Format::Json => census.json(),
    })
}

fn after_stage(stage: Stage, input: &Input, run: &mut Run) -> Option<String> {
    let mut watch = Watch::stage(stage);
    let layout = Layout { document: input.name(), ..Layout::default() };
    // It stops at the stage, or at an error before it; either way there is no package.
    let _stopped = run.generate(input, &layout, &mut watch);
    watch.into_seen()
}

fn after_pass(wanted: &str, input: &Input, run: &mut Run) -> Option<String> {
    let (mut api, config) = run.lower(input, &mut Watch::nothing()).ok()?;
    for (name, pass) in passes::PASSES {
        pass(&mut api, &config, &mut run.sink);
        if *name == wanted {
            return Some(api.show());
        }
    }
    None
}
