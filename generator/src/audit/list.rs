//! The list of operations with their rules.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use crate::diagnostics::Place;
use crate::ir::{self, Access, AccessRule, Guarded, Guards, OAuthUrl, SchemeKind, Stated};
use crate::source::SourceMap;

/// Who may call what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// The operations, in the order of the document.
    pub operations: Vec<Entry>,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// Every permission: those that operations need, and those that schemes list.
    pub permissions: Vec<String>,
    /// How many operations there are of each kind.
    pub totals: Totals,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The method, in upper case.
    pub method: String,
    /// The path, as the document writes it.
    pub path: String,
    /// The operation's name.
    pub operation: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Who may call it.
    pub access: Guard,
    /// The same in one line: `user_secret[get_batch] | public`.
    pub rule: String,
    /// What states the rule; where nothing does, where the operation stands.
    pub sources: Vec<Source>,
}

/// Who may call an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// Anybody, and the document or the configuration says so.
    Public,
    /// Nothing is said; no server is generated before it is.
    Unguarded,
    /// Who meets any of these alternatives, each a list of requirements that are all to be met. Nobody, without any.
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

/// What states a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Source {
    /// The document, or an overlay.
    Document(Position),
    /// The configuration.
    Configuration(Position),
    /// The command line or a build script.
    CommandLine,
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

/// A security scheme, in the words of the specification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scheme {
    /// Its key.
    pub name: String,
    /// `type`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// `in`, of an API key.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub location: Option<&'static str>,
    /// `name` of an API key, `scheme` of HTTP, `openIdConnectUrl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The flows of OAuth 2.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flows: Vec<Flow>,
}

/// A flow of OAuth 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// Its key.
    pub flow: &'static str,
    /// Its URLs, by their keys.
    pub urls: Vec<(&'static str, String)>,
}

/// How many operations there are of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// All.
    pub operations: usize,
    /// Those that need a credential.
    pub guarded: usize,
    /// Those for which a credential is optional.
    pub optional: usize,
    /// Those that are public, and meant to be.
    pub public: usize,
    /// Those of which nothing is said.
    pub unguarded: usize,
    /// Those whose rule nobody can meet.
    pub nobody: usize,
}

/// Lists the operations.
#[must_use]
pub fn audit(guards: &Guards, sources: &SourceMap) -> Audit {
    let operations: Vec<Entry> = guards.operations.iter().map(|found| entry(guards, found, sources)).collect();
    Audit {
        totals: Totals::of(&operations),
        operations,
        schemes: guards.schemes.iter().map(scheme).collect(),
        permissions: guards.permissions.iter().map(|permission| permission.name.clone()).collect(),
    }
}

fn entry(guards: &Guards, operation: &Guarded, sources: &SourceMap) -> Entry {
    let own = || vec![Stated::Document(operation.at.clone())];
    let (access, stated) = match &operation.access {
        Access::Unguarded => (Guard::Unguarded, own()),
        Access::Public(stated) => (Guard::Public, vec![stated.clone()]),
        Access::Guarded(rule) => (Guard::AnyOf(alternatives(guards, rule)), rule.stated.clone()),
    };
    Entry {
        method: operation.method.clone(),
        path: operation.key.clone(),
        operation: operation.id.clone(),
        tags: operation.tags.clone(),
        rule: access.to_string(),
        access,
        sources: stated.iter().filter_map(|stated| Source::of(stated, sources)).collect(),
    }
}

fn alternatives(guards: &Guards, rule: &AccessRule) -> Vec<Vec<Requirement>> {
    let requirement = |requirement: &ir::Requirement| Requirement {
        scheme: guards.schemes.get(requirement.scheme).map_or_else(String::new, |scheme| scheme.name.clone()),
        permissions: requirement
            .permissions
            .iter()
            .filter_map(|id| Some(guards.permissions.get(id.0)?.name.clone()))
            .collect(),
    };
    rule.alternatives.iter().map(|alternative| alternative.requirements.iter().map(requirement).collect()).collect()
}

fn scheme(scheme: &ir::Scheme) -> Scheme {
    let (kind, location, detail, flows) = match &scheme.kind {
        SchemeKind::ApiKey { location, name } => {
            let location = match location {
                ir::ApiKeyLocation::Header => "header",
                ir::ApiKeyLocation::Query => "query",
                ir::ApiKeyLocation::Cookie => "cookie",
            };
            ("apiKey", Some(location), Some(name.clone()), Vec::new())
        }
        SchemeKind::Basic => ("http", None, Some("basic".to_owned()), Vec::new()),
        SchemeKind::Bearer => ("http", None, Some("bearer".to_owned()), Vec::new()),
        SchemeKind::Http(scheme) => ("http", None, Some(scheme.clone()), Vec::new()),
        SchemeKind::OAuth2(flows) => ("oauth2", None, None, flows.iter().map(flow).collect()),
        SchemeKind::OpenIdConnect(url) => ("openIdConnect", None, Some(url.clone()), Vec::new()),
        SchemeKind::MutualTls => ("mutualTLS", None, None, Vec::new()),
    };
    Scheme { name: scheme.name.clone(), kind, location, detail, flows }
}

fn flow(flow: &ir::OAuthFlow) -> Flow {
    let key = |of: &OAuthUrl| match of {
        OAuthUrl::Authorization => "authorizationUrl",
        OAuthUrl::DeviceAuthorization => "deviceAuthorizationUrl",
        OAuthUrl::Token => "tokenUrl",
        OAuthUrl::Refresh => "refreshUrl",
    };
    let name = match flow.kind {
        ir::OAuthFlowKind::Implicit => "implicit",
        ir::OAuthFlowKind::Password => "password",
        ir::OAuthFlowKind::ClientCredentials => "clientCredentials",
        ir::OAuthFlowKind::AuthorizationCode => "authorizationCode",
        ir::OAuthFlowKind::DeviceAuthorization => "deviceAuthorization",
    };
    Flow { flow: name, urls: flow.urls.iter().map(|(of, url)| (key(of), url.clone())).collect() }
}

impl Totals {
    /// Counts.
    #[must_use]
    pub fn of(operations: &[Entry]) -> Self {
        let mut totals = Self { operations: operations.len(), ..Self::default() };
        for entry in operations {
            let count = match &entry.access {
                Guard::Public => &mut totals.public,
                Guard::Unguarded => &mut totals.unguarded,
                Guard::AnyOf(ways) if ways.is_empty() => &mut totals.nobody,
                Guard::AnyOf(ways) if ways.iter().any(Vec::is_empty) => &mut totals.optional,
                Guard::AnyOf(_) => &mut totals.guarded,
            };
            *count += 1;
        }
        totals
    }
}

impl Guard {
    /// Whether a caller gets in who has a good credential of each of these schemes, all of which carry these
    /// permissions; of every scheme, where none is named.
    #[must_use]
    pub fn admits(&self, permissions: &[String], schemes: Option<&[String]>) -> bool {
        match self {
            Self::Public | Self::Unguarded => true,
            Self::AnyOf(ways) => ways.iter().any(|all| {
                all.iter().all(|needed| {
                    schemes.is_none_or(|schemes| schemes.contains(&needed.scheme))
                        && needed.permissions.iter().all(|permission| permissions.contains(permission))
                })
            }),
        }
    }
}

impl Source {
    fn of(stated: &Stated, sources: &SourceMap) -> Option<Self> {
        match stated {
            Stated::Document(at) => Position::of(at, sources).map(Self::Document),
            Stated::Configuration(source, range) => {
                let found = sources.line_column(*source, range.start);
                let file = sources.path(*source).to_owned();
                Some(Self::Configuration(Position { file, line: found.line, column: found.column }))
            }
            Stated::Words => Some(Self::CommandLine),
        }
    }

    /// The place, where there is one.
    pub fn position_mut(&mut self) -> Option<&mut Position> {
        match self {
            Self::Document(position) | Self::Configuration(position) => Some(position),
            Self::CommandLine => None,
        }
    }
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

impl fmt::Display for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::Unguarded => f.write_str("UNGUARDED"),
            Self::AnyOf(alternatives) if alternatives.is_empty() => f.write_str("NOBODY"),
            Self::AnyOf(alternatives) => {
                let said: Vec<String> = alternatives.iter().map(|all| all_of(all)).collect();
                f.write_str(&said.join(" | "))
            }
        }
    }
}

/// All of these, as the derive takes it.
pub(super) fn all_of(requirements: &[Requirement]) -> String {
    if requirements.is_empty() {
        return "public".to_owned();
    }
    let one = |r: &Requirement| match r.permissions.as_slice() {
        [] => r.scheme.clone(),
        permissions => format!("{}[{}]", r.scheme, permissions.join(", ")),
    };
    requirements.iter().map(one).collect::<Vec<_>>().join(" & ")
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(position) | Self::Configuration(position) => position.fmt(f),
            Self::CommandLine => f.write_str("--public"),
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file.display(), self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requirement(scheme: &str, permissions: &[&str]) -> Requirement {
        let permissions = permissions.iter().map(|&p| p.to_owned()).collect();
        Requirement { scheme: scheme.to_owned(), permissions }
    }

    #[test]
    fn rules_read_as_the_derive_takes_them() {
        let both = vec![requirement("a", &["x", "y"]), requirement("b", &[])];
        assert_eq!(Guard::AnyOf(vec![both, vec![]]).to_string(), "a[x, y] & b | public");
        assert_eq!(Guard::Public.to_string(), "public");
        assert_eq!(Guard::AnyOf(vec![]).to_string(), "NOBODY");
    }

    #[test]
    fn who_holds_what_gets_in() {
        let rule = Guard::AnyOf(vec![vec![requirement("a", &["x", "y"])], vec![requirement("b", &["x"])]]);
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        assert!(rule.admits(&names(&["x"]), None));
        assert!(!rule.admits(&names(&["y"]), None));
        assert!(!rule.admits(&names(&["x"]), Some(&names(&["a"]))));
        assert!(rule.admits(&names(&["x", "y"]), Some(&names(&["a"]))));
        assert!(!Guard::AnyOf(vec![]).admits(&names(&["x", "y"]), None));
        assert!(Guard::Public.admits(&[], Some(&[])));
    }
}
