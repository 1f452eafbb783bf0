//! `gatewright` without a command, and `gatewright check`: every crate under `generated/`.

use std::path::Path;

use super::Outcome;
use super::generate::runtime_from;
use super::project::{ASIDE, Api, Project};
use super::stamp::Stamps;
use super::terminal::Terminal;
use crate::diagnostics::{Diagnostic, Rule, Sink, Stopped};
use crate::inspect::Watch;
use crate::output::{self, ChangeKind, Comparison};
use crate::pipeline::{Input, Run};
use crate::render::{Layout, Package};
use crate::source::SourceMap;

/// Brings every crate up to date. Either all that was asked for can be done, or nothing is changed.
pub(super) fn run(rules: &[Rule], terminal: &Terminal) -> Outcome {
    let mut sink = Sink::default();
    sink.judge_by(rules.iter().cloned());
    let Some(project) = Project::enter(&mut sink) else { return failed(terminal, &sink) };
    let mut stamps = Stamps::load(Path::new(ASIDE));
    let (current, changed): (Vec<&Api>, Vec<&Api>) =
        project.apis.iter().partition(|api| rules.is_empty() && stamps.is_current(api));
    let (runs, comparisons) = compare(&project, &changed, rules, &mut sink);
    let all_fine = report(terminal, &runs, &sink);
    let Some(comparisons) = comparisons.filter(|_| all_fine) else { return Outcome::Failed };
    let mut sink = Sink::default();
    for comparison in &comparisons {
        if output::write(comparison, Some(Path::new(ASIDE)), &mut sink).is_err() {
            return failed(terminal, &sink);
        }
    }
    // What was said under other rules says nothing of the next run.
    if rules.is_empty() {
        for run in &runs {
            stamps.remember(run.api, &run.run);
        }
        stamps.save(&project.apis);
    }
    let mut lines: Vec<String> = current.iter().map(|api| line(&api.target(), "unchanged")).collect();
    lines.extend(comparisons.iter().map(|comparison| line(&comparison.target, &summary(comparison))));
    lines.sort();
    terminal.result(&lines.concat());
    Outcome::Done
}

/// Says, with a diff, what differs from what the documents give. Looks at everything, whatever a stamp says.
pub(super) fn check(rules: &[Rule], terminal: &Terminal) -> Outcome {
    let mut sink = Sink::default();
    sink.judge_by(rules.iter().cloned());
    let Some(project) = Project::enter(&mut sink) else { return failed(terminal, &sink) };
    let (runs, comparisons) = compare(&project, &project.apis.iter().collect::<Vec<_>>(), rules, &mut sink);
    let all_fine = report(terminal, &runs, &sink);
    let Some(comparisons) = comparisons.filter(|_| all_fine) else { return Outcome::Failed };
    let stale: Vec<&Comparison> = comparisons.iter().filter(|comparison| !comparison.is_current()).collect();
    for comparison in &stale {
        terminal.result(&comparison.diff());
    }
    if stale.is_empty() {
        return Outcome::Done;
    }
    let names = stale.iter().map(|comparison| format!("`{}`", comparison.target.display())).collect::<Vec<_>>();
    let mut sink = Sink::default();
    sink.push(
        Diagnostic::error("GW0708", format!("stale: {}", names.join(", ")))
            .help("run `gatewright` (here: `cargo run`) and commit what it writes"),
    );
    failed(terminal, &sink)
}

/// One document on its way.
struct Generated<'p> {
    api: &'p Api,
    run: Run,
    package: Result<Package, Stopped>,
}

impl Generated<'_> {
    fn is_fine(&self) -> bool {
        self.package.is_ok() && self.run.sink.barrier().is_ok()
    }
}

/// Generates the APIs side by side and compares each with its crate. `None` when any could not be.
fn compare<'p>(
    project: &Project,
    apis: &[&'p Api],
    rules: &[Rule],
    sink: &mut Sink,
) -> (Vec<Generated<'p>>, Option<Vec<Comparison>>) {
    let mut runs: Vec<Generated<'p>> = std::thread::scope(|scope| {
        let threads: Vec<_> = apis.iter().map(|api| scope.spawn(|| generate(project, api, rules))).collect();
        // A panic is a mistake of ours; it goes on as it was.
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut comparisons = Vec::new();
    for generated in &mut runs {
        if let Ok(package) = &generated.package {
            comparisons.extend(output::compare(package, &generated.api.target(), &mut generated.run.sink));
        }
    }
    match project.orphans() {
        Ok(orphans) => {
            let nothing = Package::default();
            comparisons.extend(orphans.iter().filter_map(|orphan| output::compare(&nothing, orphan, sink).ok()));
        }
        Err(error) => sink.push(Diagnostic::error("GW0702", format!("cannot read `generated`: {error}"))),
    }
    let all_there = sink.barrier().is_ok() && runs.iter().all(Generated::is_fine);
    (runs, all_there.then_some(comparisons))
}

fn generate<'p>(project: &Project, api: &'p Api, rules: &[Rule]) -> Generated<'p> {
    let mut run = Run::default();
    let mut input = Input::new(&api.document);
    input.additions.rules = rules.to_vec();
    input.default_name = Some(api.folder.clone());
    let target = project.root.join(api.target());
    let layout = Layout {
        document: input.name(),
        runtime: runtime_from(&target, &project.root),
        workspace: project.shares,
        ..Layout::default()
    };
    let package = run.generate(&input, &layout, &mut Watch::nothing());
    Generated { api, run, package }
}

/// Prints all that was said; whether there was no error.
fn report(terminal: &Terminal, runs: &[Generated<'_>], sink: &Sink) -> bool {
    for generated in runs {
        terminal.diagnostics(&generated.run.sources, generated.run.sink.diagnostics());
    }
    terminal.diagnostics(&SourceMap::default(), sink.diagnostics());
    sink.barrier().is_ok() && runs.iter().all(Generated::is_fine)
}

fn failed(terminal: &Terminal, sink: &Sink) -> Outcome {
    terminal.diagnostics(&SourceMap::default(), sink.diagnostics());
    Outcome::Failed
}

fn line(target: &Path, what: &str) -> String {
    format!("{:<32} {what}\n", target.display())
}

/// What was done to one crate, in a few words.
pub(super) fn summary(comparison: &Comparison) -> String {
    if comparison.is_current() {
        return "unchanged".to_owned();
    }
    let count = |wanted: fn(&ChangeKind) -> bool| comparison.changes.iter().filter(|c| wanted(&c.kind)).count();
    let counts = [
        (count(|kind| matches!(kind, ChangeKind::Missing { .. })), "new"),
        (count(|kind| matches!(kind, ChangeKind::Stale { .. })), "changed"),
        (count(|kind| matches!(kind, ChangeKind::Orphan { .. })), "removed"),
        (comparison.current, "unchanged"),
    ];
    let said: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    format!("files: {}", said.join(", "))
}
