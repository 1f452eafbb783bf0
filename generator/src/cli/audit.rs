//! `gatewright audit SPEC`.

use super::Outcome;
use super::arguments::{AuditArguments, Format};
use super::terminal::Terminal;
use crate::audit::{self, Audit, Entry, Totals};
use crate::config::{Candidate, Pattern};
use crate::diagnostics::{Rule, did_you_mean};
use crate::pipeline::Run;

/// Lists the operations; fails when any is unguarded, and when anything is wrong with the document.
pub(super) fn run(arguments: &AuditArguments, rules: &[Rule], terminal: &Terminal) -> Outcome {
    let input = super::generate::input(&arguments.input, rules);
    let mut run = Run::default();
    let guards = run.guards(&input);
    terminal.diagnostics(&run.sources, run.sink.diagnostics());
    let Ok(guards) = guards else { return Outcome::Failed };
    let failed = run.sink.barrier().is_err();
    if failed {
        terminal.error("the document has errors, and what they hide is missing from this list\n");
    }
    let audit = audit::audit(&guards, &run.sources);
    let outcome = if failed || audit.totals.unguarded > 0 { Outcome::Failed } else { Outcome::Done };
    match said(arguments, audit, terminal.format()) {
        Ok(text) => {
            terminal.result(&text);
            // Questions about some operations are answered, whatever becomes of the others.
            if arguments.asks_of_some() && !failed { Outcome::Done } else { outcome }
        }
        Err(problem) => {
            terminal.error(&format!("error: {problem}\n"));
            Outcome::Misused
        }
    }
}

/// What is asked for, or what of the question makes no sense.
fn said(arguments: &AuditArguments, mut audit: Audit, format: Format) -> Result<String, String> {
    if let Some(permissions) = &arguments.with {
        let permissions: &Vec<String> = &permissions.iter().filter(|name| !name.is_empty()).cloned().collect();
        let schemes = arguments.by.as_deref();
        known(permissions, &audit.permissions, "permission")?;
        let names: Vec<String> = audit.schemes.iter().map(|scheme| scheme.name.clone()).collect();
        known(schemes.unwrap_or_default(), &names, "security scheme")?;
        audit.operations.retain(|entry| entry.access.admits(permissions, schemes));
        audit.totals = Totals::of(&audit.operations);
    }
    if !arguments.operations.is_empty() {
        let least = audit::least(&chosen(&arguments.operations, &audit.operations)?);
        return Ok(if format == Format::Json { audit::json(&least) } else { least.to_string() });
    }
    if arguments.matrix {
        let matrix = audit::matrix(&audit);
        return Ok(match format {
            Format::Text => matrix.table(),
            Format::Markdown => matrix.markdown(),
            Format::Csv => matrix.csv(),
            Format::Json => audit::json(&matrix),
        });
    }
    Ok(match format {
        Format::Text => audit::table(&audit),
        Format::Markdown => audit::markdown(&audit),
        Format::Csv => audit::list_as_csv(&audit),
        Format::Json => audit::json(&audit),
    })
}

/// The operations that any of the patterns means, in the order of the document.
fn chosen<'a>(patterns: &[String], operations: &'a [Entry]) -> Result<Vec<&'a Entry>, String> {
    let mut meant = vec![false; operations.len()];
    for text in patterns {
        let matcher = Pattern::parse(text)?.matcher();
        let candidate = |entry: &'a Entry| Candidate {
            id: &entry.operation,
            method: &entry.method,
            path: &entry.path,
            tags: &entry.tags,
        };
        let mut found = false;
        for (entry, meant) in operations.iter().zip(&mut meant) {
            if matcher.is_match(&candidate(entry)) {
                (*meant, found) = (true, true);
            }
        }
        if !found {
            let names: Vec<String> = operations.iter().map(|entry| entry.operation.clone()).collect();
            return Err(unknown(text, &names, "operation"));
        }
    }
    Ok(operations.iter().zip(meant).filter(|(_, meant)| *meant).map(|(entry, _)| entry).collect())
}

fn known(names: &[String], all: &[String], what: &str) -> Result<(), String> {
    match names.iter().find(|name| !all.contains(name)) {
        Some(name) => Err(unknown(name, all, what)),
        None => Ok(()),
    }
}

fn unknown(name: &str, all: &[String], what: &str) -> String {
    let help = did_you_mean(name, all.iter().map(String::as_str));
    let help = help.map(|help| format!("; {help}")).unwrap_or_default();
    format!("the document has no {what} `{name}`{help}")
}
