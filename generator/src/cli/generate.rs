//! `gatewright generate SPEC --out DIR`.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::arguments::{GenerateArguments, InputArguments};
use super::project::ASIDE;
use super::regenerate::summary;
use super::surroundings::Surroundings;
use super::terminal::Terminal;
use crate::diagnostics::{Rule, Stopped};
use crate::inspect::Watch;
use crate::output;
use crate::pipeline::{Additions, Input, Run};
use crate::render::Layout;

/// Where the runtime stood when this program was built.
const RUNTIME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime");

pub(super) fn run(arguments: GenerateArguments, rules: &[Rule], terminal: &Terminal) -> Outcome {
    let mut run = Run::default();
    let done = generate(arguments, rules, &mut run);
    terminal.diagnostics(&run.sources, run.sink.diagnostics());
    match done {
        Ok(said) => {
            terminal.result(&said);
            Outcome::Done
        }
        Err(Stopped) => Outcome::Failed,
    }
}

fn generate(arguments: GenerateArguments, rules: &[Rule], run: &mut Run) -> Result<String, Stopped> {
    let mut input = input(&arguments.input, rules);
    input.additions.crate_name = Some(arguments.crate_name);
    input.additions.client = arguments.client.then_some(true);
    input.additions.server = arguments.server.then_some(true);
    let target = absolute(&arguments.out);
    let runtime = absolute(arguments.runtime_path.as_deref().unwrap_or(Path::new(RUNTIME)));
    let surroundings = Surroundings::of(&target);
    let layout = Layout {
        document: input.name(),
        runtime: slashes(&runtime),
        standalone: surroundings.root.is_some() && !surroundings.member,
        ..Layout::default()
    };
    let package = run.generate(&input, &layout, &mut Watch::nothing())?;
    let comparison = output::compare(&package, &arguments.out, &mut run.sink)?;
    let aside = surroundings.root.map(|root| root.join(ASIDE));
    output::write(&comparison, aside.as_deref(), &mut run.sink)?;
    Ok(format!("{}  {}\n", arguments.out.display(), summary(&comparison)))
}

/// What the command line says of a document.
pub(super) fn input(arguments: &InputArguments, rules: &[Rule]) -> Input {
    let additions = Additions {
        public: arguments.public.clone(),
        select: arguments.select.clone(),
        except: arguments.except.clone(),
        overlays: arguments.overlay.clone(),
        rules: rules.to_vec(),
        ..Additions::default()
    };
    Input { config: arguments.config.clone(), additions, ..Input::new(&arguments.document) }
}

/// The folder of the runtime, as a manifest in `target` names it. Within `root` it is named relative to the target,
/// so that committed crates are the same on every machine; both are absolute.
pub(super) fn runtime_from(target: &Path, root: &Path) -> String {
    let relative = || {
        let below = Path::new(RUNTIME).strip_prefix(root).ok()?;
        let up = target.strip_prefix(root).ok()?.components().map(|_| "..").collect::<PathBuf>();
        Some(up.join(below))
    };
    slashes(&relative().unwrap_or_else(|| PathBuf::from(RUNTIME)))
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// A path as manifests write it on every system.
fn slashes(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
