//! What policies and roles give, and what is wrong with them.

use std::collections::BTreeSet;

use gatewright_policy::{Checked, Document, Kind, Problem, Selection};
use serde::Serialize;

use crate::diagnostics::{Diagnostic, Sink, SourceId};
use crate::ir::{Access, Api};
use crate::source::SourceMap;

/// What a policy gives, or one role of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Given {
    /// The file.
    pub file: String,
    /// The role; `None` for a policy.
    pub role: Option<String>,
    /// The permissions, in the order of the document.
    pub permissions: Vec<String>,
    /// The operations whose access rule these permissions meet, in the order of the document. Which schemes carry them
    /// is not asked.
    pub operations: Vec<String>,
}

/// Checks a policy or a table of roles. What is wrong is in the sink; with an error, nothing is given.
pub fn check(sources: &SourceMap, id: SourceId, api: &Api, sink: &mut Sink) -> Vec<Given> {
    let names: Vec<&str> = api.permissions.iter().map(|permission| permission.name.as_str()).collect();
    let checked = Document::read(sources.text(id)).then(|document| match document {
        Some(Document::Policy(policy)) => {
            let Checked { value, problems } = policy.compile(&names);
            Checked { value: vec![(None, value)], problems }
        }
        Some(Document::Roles(roles)) => {
            let Checked { value, problems } = roles.compile(&names);
            Checked { value: value.into_iter().map(|(name, chosen)| (Some(name), chosen)).collect(), problems }
        }
        None => Checked { value: Vec::new(), problems: Vec::new() },
    });
    let is_wrong = checked.problems.iter().any(Problem::is_error);
    for problem in checked.problems {
        sink.push(diagnostic(id, problem));
    }
    let file = sources.shown_path(id);
    let given = |(role, chosen): (_, Selection)| given(file.clone(), role, &chosen, api);
    checked.value.into_iter().filter(|_| !is_wrong).map(given).collect()
}

fn given(file: String, role: Option<String>, chosen: &Selection, api: &Api) -> Given {
    let held: BTreeSet<usize> = chosen.indices().collect();
    let permissions = held.iter().filter_map(|at| Some(api.permissions.get(*at)?.name.clone())).collect();
    let meets = |access: &Access| match access {
        Access::Public(_) | Access::Unguarded => true,
        Access::Guarded(rule) => rule.alternatives.iter().any(|alternative| {
            let needed = alternative.requirements.iter().flat_map(|requirement| &requirement.permissions);
            needed.into_iter().all(|permission| held.contains(&permission.0))
        }),
    };
    let met = api.operations.iter().filter(|operation| meets(&operation.access));
    Given { file, role, permissions, operations: met.map(|operation| operation.id.clone()).collect() }
}

fn diagnostic(id: SourceId, problem: Problem) -> Diagnostic {
    let code = code(problem.kind);
    let said = match problem.is_error() {
        true => Diagnostic::error(code, problem.message),
        false => Diagnostic::warning(code, problem.message),
    };
    let placed =
        problem.places.into_iter().fold(said, |said, (span, remark)| said.at_range(id, span.start..span.end, remark));
    match problem.help {
        Some(help) => placed.help(help),
        None => placed,
    }
}

const fn code(kind: Kind) -> &'static str {
    match kind {
        Kind::Syntax => "GW0801",
        Kind::DuplicateKey => "GW0802",
        Kind::UnknownKey => "GW0803",
        Kind::MissingKey => "GW0804",
        Kind::WrongValue => "GW0805",
        Kind::UnknownAction => "GW0806",
        Kind::UnmatchedPattern => "GW0807",
        Kind::Shadowed => "GW0808",
        Kind::Idle => "GW0809",
        Kind::UnknownParent => "GW0810",
        Kind::Circle => "GW0811",
    }
}
