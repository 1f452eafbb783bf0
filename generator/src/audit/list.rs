//! The list of operations with their rules.

use std::fmt;
use std::path::PathBuf;

use globset::{Glob, GlobSet, GlobSetBuilder};
use serde::Serialize;

use crate::diagnostics::Place;
use crate::ir::{self, Access, AccessRule, Api, Operation};
use crate::source::SourceMap;

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The method, in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The operation's name.
    pub operation: String,
    /// Who may call it.
    pub access: Guard,
    /// The same in one line: `user_secret[get_batch] | public`.
    pub rule: String,
    /// Where the rule is stated, or where it is missing.
    pub position: Option<Position>,
}

/// Who may call an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// Anybody, and the document or the configuration says so.
    Public,
    /// Nothing is said; no server is generated before it is.
    Unguarded,
    /// Who meets any of these alternatives, each a list of requirements that are all to be met.
    AnyOf(Vec<Vec<Requirement>>),
}

/// One scheme with its permissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// The security scheme.
    pub scheme: String,
    /// The permissions, all of which are needed.
    pub permissions: Vec<String>,
}

/// A place in a file, both numbers from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Position {
    /// The file.
    pub file: PathBuf,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// Lists the operations in the order of the document; `public` are the configuration's globs.
#[must_use]
pub fn list(api: &Api, public: &[String], sources: &SourceMap) -> Vec<Entry> {
    let public = globs(public);
    api.operations.iter().map(|operation| entry(api, operation, &public, sources)).collect()
}

fn entry(api: &Api, operation: &Operation, public: &GlobSet, sources: &SourceMap) -> Entry {
    let (access, at) = match &operation.access {
        // A document that says `public` says it at a place of its own.
        Access::Public(at) if *at == operation.at && !public.is_match(&operation.id) => (Guard::Unguarded, at),
        Access::Public(at) => (Guard::Public, at),
        Access::Guarded(rule) => (Guard::AnyOf(alternatives(api, rule)), &rule.at),
    };
    Entry {
        method: operation.method.clone(),
        path: operation.path.clone(),
        operation: operation.id.clone(),
        rule: access.to_string(),
        access,
        position: Position::of(at, sources),
    }
}

fn alternatives(api: &Api, rule: &AccessRule) -> Vec<Vec<Requirement>> {
    let requirement = |requirement: &ir::Requirement| Requirement {
        scheme: api.schemes.get(requirement.scheme).map_or_else(String::new, |scheme| scheme.name.clone()),
        permissions: requirement
            .permissions
            .iter()
            .filter_map(|id| Some(api.permissions.get(id.0)?.name.clone()))
            .collect(),
    };
    rule.alternatives.iter().map(|alternative| alternative.requirements.iter().map(requirement).collect()).collect()
}

impl Position {
    /// Where a place stands, its key if it has one.
    #[must_use]
    pub fn of(at: &Place, sources: &SourceMap) -> Option<Self> {
        let range = sources.locate(at, true)?;
        let found = sources.line_column(at.source, range.start);
        Some(Self { file: sources.path(at.source).to_owned(), line: found.line, column: found.column })
    }
}

/// Patterns that are no globs were reported when the document was lowered.
fn globs(patterns: &[String]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for glob in patterns.iter().filter_map(|pattern| Glob::new(pattern).ok()) {
        set.add(glob);
    }
    set.build().unwrap_or_default()
}

impl fmt::Display for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::Unguarded => f.write_str("UNGUARDED"),
            Self::AnyOf(alternatives) => {
                let said: Vec<String> = alternatives.iter().map(|all| all_of(all)).collect();
                f.write_str(&said.join(" | "))
            }
        }
    }
}

fn all_of(requirements: &[Requirement]) -> String {
    if requirements.is_empty() {
        return "public".to_owned();
    }
    let one = |r: &Requirement| match r.permissions.as_slice() {
        [] => r.scheme.clone(),
        permissions => format!("{}[{}]", r.scheme, permissions.join(", ")),
    };
    requirements.iter().map(one).collect::<Vec<_>>().join(" & ")
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file.display(), self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_read_as_the_derive_takes_them() {
        let requirement = |scheme: &str, permissions: &[&str]| Requirement {
            scheme: scheme.to_owned(),
            permissions: permissions.iter().map(|&p| p.to_owned()).collect(),
        };
        let both = vec![requirement("a", &["x", "y"]), requirement("b", &[])];
        assert_eq!(Guard::AnyOf(vec![both, vec![]]).to_string(), "a[x, y] & b | public");
        assert_eq!(Guard::Public.to_string(), "public");
    }
}
