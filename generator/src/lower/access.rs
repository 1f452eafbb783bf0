//! Who may call what: the effective `security`, `x-required-permissions` and the configuration.

use globset::{Glob, GlobSet, GlobSetBuilder};
use indexmap::IndexMap;

use crate::config::{Config, PermissionModel};
use crate::diagnostics::{Diagnostic, Place};
use crate::ir::{
    Access, AccessRule, Alternative, ApiKeyLocation, Operation, Permission, PermissionId, Requirement, Scheme,
    SchemeKind,
};
use crate::resolve::{self, Node, Security};

/// The key under which an operation names permissions that its `security` can't.
const REQUIRED: &str = "x-required-permissions";

/// What the document and the configuration say about access.
pub(super) struct Model {
    pub(super) schemes: Vec<Scheme>,
    pub(super) permissions: Vec<Permission>,
    /// One an operation.
    pub(super) rules: Vec<Access>,
}

pub(super) fn lower(
    api: &resolve::Api,
    config: &Config,
    operations: &[Operation],
    diagnostics: &mut Vec<Diagnostic>,
) -> Model {
    let mut lowering = Lowering {
        api,
        config,
        permissions: IndexMap::new(),
        diagnostics,
        public: globs(&config.public),
        unguarded: Vec::new(),
    };
    let rules = api.operations.iter().zip(operations).map(|(from, to)| lowering.access(from, &to.id)).collect();
    lowering.report_unguarded(operations);
    lowering.add_unused_scopes();
    let permissions = lowering.permissions.into_values().collect();
    Model { schemes: api.schemes.iter().map(|(name, s)| scheme(name, s)).collect(), permissions, rules }
}

struct Lowering<'a, 'd> {
    api: &'a resolve::Api,
    config: &'a Config,
    permissions: IndexMap<String, Permission>,
    diagnostics: &'d mut Vec<Diagnostic>,
    public: GlobSet,
    unguarded: Vec<Place>,
}

impl Lowering<'_, '_> {
    fn access(&mut self, operation: &resolve::Operation, id: &str) -> Access {
        let required = self.required(operation);
        let mut alternatives = match &operation.security {
            Security::Declared { at, alternatives } => {
                if alternatives.iter().all(|a| a.requirements.is_empty()) && required.is_empty() {
                    return Access::Public(at.clone());
                }
                alternatives.iter().filter_map(|a| self.alternative(a)).collect()
            }
            Security::Undeclared => self.by_model(operation, id),
        };
        if let Some(PermissionModel::OperationId { scheme }) = &self.config.model {
            self.add_own(&mut alternatives, scheme, operation, id);
        }
        if !required.is_empty() {
            alternatives = multiply(&alternatives, &required);
        }
        if alternatives.is_empty() {
            match &operation.security {
                _ if !required.is_empty() => self.carried_by_nothing(operation),
                Security::Declared { at, .. } => self.met_by_nobody(at),
                Security::Undeclared if !self.public.is_match(id) => self.unguarded.push(operation.at.clone()),
                Security::Undeclared => {}
            }
            return Access::Public(operation.at.clone());
        }
        let at = match &operation.security {
            _ if !required.is_empty() => operation.at.child(REQUIRED),
            Security::Declared { at, .. } => at.clone(),
            Security::Undeclared => operation.at.clone(),
        };
        Access::Guarded(AccessRule { at, alternatives })
    }

    /// None if it names a scheme that there isn't: dropping the scheme alone would open the door.
    fn alternative(&mut self, alternative: &resolve::SecurityAlternative) -> Option<Alternative> {
        let requirements = alternative.requirements.iter().map(|r| {
            let permissions = r.scopes.iter().map(|scope| self.permission(scope, &r.at)).collect();
            Some(Requirement { scheme: self.api.schemes.get_index_of(&r.scheme)?, permissions })
        });
        Some(Alternative { requirements: requirements.collect::<Option<_>>()?, at: alternative.at.clone() })
    }

    /// Under a permission model every operation that says nothing needs the model's scheme, unless it is called public.
    fn by_model(&self, operation: &resolve::Operation, id: &str) -> Vec<Alternative> {
        let Some(PermissionModel::OperationId { scheme }) = &self.config.model else { return Vec::new() };
        match self.api.schemes.get_index_of(scheme) {
            Some(scheme) if !self.public.is_match(id) => {
                let requirements = vec![Requirement { scheme, permissions: Vec::new() }];
                vec![Alternative { at: operation.at.clone(), requirements }]
            }
            _ => Vec::new(),
        }
    }

    fn add_own(&mut self, alternatives: &mut [Alternative], scheme: &str, operation: &resolve::Operation, id: &str) {
        let Some(scheme) = self.api.schemes.get_index_of(scheme) else { return };
        let own = self.permission(id, &operation.at);
        for requirement in alternatives.iter_mut().flat_map(|a| &mut a.requirements) {
            if requirement.scheme == scheme && !requirement.permissions.contains(&own) {
                requirement.permissions.push(own);
            }
        }
    }

    fn permission(&mut self, name: &str, at: &Place) -> PermissionId {
        let (index, _) = match self.permissions.get_full(name) {
            Some((index, ..)) => (index, None),
            None => {
                let description = self.api.schemes.values().find_map(|s| match &s.kind {
                    resolve::SchemeKind::OAuth2 { scopes } => scopes.get(name).cloned(),
                    _ => None,
                });
                self.permissions
                    .insert_full(name.to_owned(), Permission { at: at.clone(), name: name.to_owned(), description })
            }
        };
        PermissionId(index)
    }

    /// `x-required-permissions`: any of these sets, all of each.
    fn required(&mut self, operation: &resolve::Operation) -> Vec<Vec<PermissionId>> {
        let Some(node) = operation.extensions.get(REQUIRED) else { return Vec::new() };
        let at = operation.at.child(REQUIRED);
        let (all, any) = match node {
            Node::List(_) | Node::String(_) => (names(node), Some(Vec::new())),
            Node::Object(members) if members.keys().all(|k| k == "all" || k == "any") => {
                (members.get("all").map_or(Some(Vec::new()), names), members.get("any").map_or(Some(Vec::new()), names))
            }
            _ => (None, None),
        };
        if let Node::Object(members) = node
            && members.contains_key("any")
            && any.as_ref().is_some_and(Vec::is_empty)
        {
            let message = "`x-required-permissions` asks for any of no permissions, which nobody could have";
            let help = "leave `any` out if it asks for nothing; name a permission if nobody is to have it yet";
            self.diagnostics.push(Diagnostic::error("GW0602", message).at(&at, "`any` is empty").help(help));
            return Vec::new();
        }
        let (Some(all), Some(any)) = (all, any) else {
            let message = "`x-required-permissions` is a list of names, or an object with `all` and `any`";
            self.diagnostics.push(Diagnostic::error("GW0602", message).at(&at, "neither of the two"));
            return Vec::new();
        };
        let all: Vec<PermissionId> = all.iter().map(|name| self.permission(name, &at)).collect();
        if any.is_empty() {
            return if all.is_empty() { Vec::new() } else { vec![all] };
        }
        any.iter().map(|name| all.iter().copied().chain([self.permission(name, &at)]).collect()).collect()
    }

    fn carried_by_nothing(&mut self, operation: &resolve::Operation) {
        let message = "permissions are required, but no security scheme carries them";
        let at = operation.at.child(REQUIRED);
        let help = "name the scheme under `security`, of the operation or of the document";
        self.diagnostics.push(Diagnostic::error("GW0603", message).at(&at, "required here").help(help));
    }

    fn met_by_nobody(&mut self, at: &Place) {
        let message = "every alternative of this `security` names a scheme that the document doesn't declare";
        let help = "declare the scheme under `components.securitySchemes`";
        self.diagnostics.push(Diagnostic::error("GW0604", message).at(at, "nobody could ever meet it").help(help));
    }

    fn report_unguarded(&mut self, operations: &[Operation]) {
        let Some(first) = self.unguarded.first() else { return };
        let of = |at: &Place| operations.iter().find(|o| o.at == *at).map_or("", |o| o.id.as_str());
        let named: Vec<String> = self.unguarded.iter().take(6).map(|at| format!("`{}`", of(at))).collect();
        let more = self.unguarded.len().saturating_sub(named.len());
        let list = if more == 0 { named.join(", ") } else { format!("{} and {more} more", named.join(", ")) };
        let message = match self.unguarded.len() {
            1 => format!("nobody guards the operation {list}"),
            n => format!("nobody guards {n} operations: {list}"),
        };
        let kind = if self.config.server { Diagnostic::error } else { Diagnostic::note };
        let mut diagnostic = kind("GW0601", message);
        if self.config.server {
            diagnostic = diagnostic.help(
                "state `security` for them; or, if anybody may call them, say `security: []` in the document, or list \
                 them under `[access] public` in gatewright.toml (`--public` on the command line)",
            );
        }
        diagnostic = diagnostic.at_key(first, "no `security` here, nor for the whole document");
        for place in self.unguarded.iter().skip(1).take(5) {
            diagnostic = diagnostic.at_key(place, "nor here");
        }
        self.diagnostics.push(diagnostic);
    }

    /// Scopes that a scheme declares and no operation needs are permissions all the same: principals may hold them.
    fn add_unused_scopes(&mut self) {
        for scheme in self.api.schemes.values() {
            if let resolve::SchemeKind::OAuth2 { scopes } = &scheme.kind {
                for scope in scopes.keys() {
                    self.permission(scope, &scheme.at);
                }
            }
        }
    }
}

fn multiply(alternatives: &[Alternative], required: &[Vec<PermissionId>]) -> Vec<Alternative> {
    let mut product = Vec::new();
    // Who needs no credential can't hold a permission, so an empty alternative falls away.
    for alternative in alternatives.iter().filter(|a| !a.requirements.is_empty()) {
        for set in required {
            let mut widened = alternative.clone();
            for requirement in &mut widened.requirements {
                for id in set {
                    if !requirement.permissions.contains(id) {
                        requirement.permissions.push(*id);
                    }
                }
            }
            if !product.contains(&widened) {
                product.push(widened);
            }
        }
    }
    product
}

fn names(node: &Node) -> Option<Vec<String>> {
    let text = |n: &Node| if let Node::String(s) = n { Some(s.clone()) } else { None };
    match node {
        Node::List(items) => items.iter().map(text).collect(),
        node => Some(vec![text(node)?]),
    }
}

fn globs(patterns: &[String]) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for glob in patterns.iter().filter_map(|p| Glob::new(p).ok()) {
        builder.add(glob);
    }
    builder.build().unwrap_or_else(|_| GlobSet::empty())
}

fn scheme(name: &str, scheme: &resolve::Scheme) -> Scheme {
    let kind = match &scheme.kind {
        resolve::SchemeKind::ApiKey { location, name } => SchemeKind::ApiKey {
            location: match location {
                resolve::Location::Query => ApiKeyLocation::Query,
                resolve::Location::Cookie => ApiKeyLocation::Cookie,
                resolve::Location::Header | resolve::Location::Path => ApiKeyLocation::Header,
            },
            name: name.clone(),
        },
        resolve::SchemeKind::Http { scheme, .. } => match scheme.to_ascii_lowercase().as_str() {
            "basic" => SchemeKind::Basic,
            "bearer" => SchemeKind::Bearer,
            other => SchemeKind::Http(other.to_owned()),
        },
        resolve::SchemeKind::OAuth2 { .. } => SchemeKind::OAuth2,
        resolve::SchemeKind::OpenIdConnect { url } => SchemeKind::OpenIdConnect(url.clone()),
        resolve::SchemeKind::MutualTls => SchemeKind::MutualTls,
    };
    Scheme { at: scheme.at.clone(), name: name.to_owned(), description: scheme.description.clone(), kind }
}
