//! Who may call what: the effective `security`, `x-required-permissions` and the configuration.
//!
//! What a document says is never loosened: the configuration speaks for operations of which the document says nothing,
//! and whatever else it asks is asked beside what the document asks.

mod configured;
mod report;
mod rule;
mod scheme;

use indexmap::IndexMap;

use configured::Configured;

use super::operation::{as_sent, id};
use crate::config::{Candidate, Config, PermissionModel};
use crate::diagnostics::{Diagnostic, Place};
use crate::ir::{Access, AccessRule, Alternative, Guarded, Guards, Permission, PermissionId, Requirement, Stated};
use crate::resolve::{self, Node, Security};

/// The key under which an operation names permissions that its `security` can't.
const REQUIRED: &str = "x-required-permissions";

/// Says who may call what, and what is wrong with that.
pub(super) fn lower(api: &resolve::Api, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Guards {
    let mut lowering = Lowering {
        api,
        config,
        permissions: IndexMap::new(),
        diagnostics,
        configured: Configured::new(config),
        unguarded: Vec::new(),
        unlisted: IndexMap::new(),
    };
    lowering.check_schemes();
    let operations: Vec<Guarded> = api.operations.iter().map(|operation| lowering.operation(operation)).collect();
    lowering.report_unguarded();
    lowering.report_unlisted();
    lowering.report_unneeded(&operations);
    lowering.add_unused_scopes();
    let permissions = lowering.permissions.into_values().collect();
    Guards { schemes: api.schemes.iter().map(|(name, s)| scheme::scheme(name, s)).collect(), permissions, operations }
}

struct Lowering<'a, 'd> {
    api: &'a resolve::Api,
    config: &'a Config,
    permissions: IndexMap<String, Permission>,
    diagnostics: &'d mut Vec<Diagnostic>,
    configured: Configured<'a>,
    /// The operations that nothing guards, by name.
    unguarded: Vec<(String, Place)>,
    /// Where scopes are asked for that no flow of their scheme lists, by scheme and scope.
    unlisted: IndexMap<(String, String), Vec<Place>>,
}

impl Lowering<'_, '_> {
    fn operation(&mut self, operation: &resolve::Operation) -> Guarded {
        let id = id(operation);
        let candidate = Candidate { id: &id, method: &operation.method, path: &operation.key, tags: &operation.tags };
        let access = self.access(operation, &candidate);
        Guarded {
            at: operation.at.clone(),
            method: as_sent(&operation.method),
            key: operation.key.clone(),
            tags: operation.tags.clone(),
            access,
            id,
        }
    }

    fn access(&mut self, operation: &resolve::Operation, candidate: &Candidate<'_>) -> Access {
        let required = self.required(operation);
        let demands = self.configured.demands_of(candidate);
        let access = match &operation.security {
            Security::Declared { at, alternatives } => self.declared(at, alternatives, operation, candidate.id),
            Security::Undeclared => self.undeclared(operation, candidate, !demands.is_empty()),
        };
        let access = demands.into_iter().fold(access, |access, demand| {
            let rule = self.demanded(demand, operation);
            rule::both(access, rule, operation)
        });
        if required.is_empty() {
            return access;
        }
        match access {
            Access::Guarded(rule) if rule.alternatives.iter().any(|all| !all.requirements.is_empty()) => {
                let stated = Stated::Document(operation.at.child(REQUIRED));
                Access::Guarded(AccessRule {
                    stated: rule.stated.into_iter().chain([stated]).collect(),
                    alternatives: rule::multiply(&rule.alternatives, &required),
                })
            }
            access => {
                self.carried_by_nothing(operation);
                access
            }
        }
    }

    /// What the document says.
    fn declared(
        &mut self,
        at: &Place,
        alternatives: &[resolve::SecurityAlternative],
        operation: &resolve::Operation,
        id: &str,
    ) -> Access {
        if alternatives.iter().all(|alternative| alternative.requirements.is_empty()) {
            return Access::Public(Stated::Document(at.clone()));
        }
        let found = alternatives.iter().filter_map(|alternative| self.alternative(alternative));
        let mut rule = AccessRule { alternatives: found.collect(), stated: vec![Stated::Document(at.clone())] };
        if rule.alternatives.is_empty() {
            self.met_by_nobody(at);
        }
        self.add_own(&mut rule, operation, id);
        Access::Guarded(rule)
    }

    /// None if it names a scheme that there isn't: dropping the scheme alone would open the door.
    fn alternative(&mut self, alternative: &resolve::SecurityAlternative) -> Option<Alternative> {
        let requirements = alternative.requirements.iter().map(|r| {
            self.check_listed(r);
            let permissions = r.scopes.iter().map(|scope| self.permission(scope, &r.at)).collect();
            Some(Requirement { scheme: self.api.schemes.get_index_of(&r.scheme)?, permissions })
        });
        Some(Alternative { requirements: requirements.collect::<Option<_>>()?, at: alternative.at.clone() })
    }

    /// What the configuration says of an operation of which the document says nothing: that it is meant to be public,
    /// or else what its model asks, or else what becomes of all such operations. A rule of its own for the operation
    /// counts more than the first and the last of these.
    fn undeclared(&mut self, operation: &resolve::Operation, candidate: &Candidate<'_>, demanded: bool) -> Access {
        if !demanded && let Some(stated) = self.configured.public(candidate) {
            return Access::Public(stated);
        }
        if let Some(mut rule) = self.by_model(operation) {
            self.add_own(&mut rule, operation, candidate.id);
            return Access::Guarded(rule);
        }
        if demanded {
            return Access::Unguarded;
        }
        match self.configured.unguarded() {
            Some(Ok(stated)) => Access::Public(stated),
            Some(Err(demand)) => Access::Guarded(self.demanded(demand, operation)),
            None => {
                self.unguarded.push((candidate.id.to_owned(), operation.at.clone()));
                Access::Unguarded
            }
        }
    }

    /// Under a permission model every operation that says nothing needs the model's scheme, unless it is called public.
    fn by_model(&self, operation: &resolve::Operation) -> Option<AccessRule> {
        let PermissionModel::OperationId { scheme, asked } = self.config.model.as_ref()?;
        let scheme = self.api.schemes.get_index_of(scheme)?;
        let requirements = vec![Requirement { scheme, permissions: Vec::new() }];
        let alternatives = vec![Alternative { at: operation.at.clone(), requirements }];
        Some(AccessRule { stated: vec![configured::stated(asked.as_ref())], alternatives })
    }

    /// Adds the permission that the model names after the operation, wherever the model's scheme is asked for.
    fn add_own(&mut self, rule: &mut AccessRule, operation: &resolve::Operation, id: &str) {
        let Some(PermissionModel::OperationId { scheme, asked }) = &self.config.model else { return };
        let Some(scheme) = self.api.schemes.get_index_of(scheme) else { return };
        let mut requirements: Vec<_> = rule.alternatives.iter_mut().flat_map(|a| &mut a.requirements).collect();
        requirements.retain(|requirement| requirement.scheme == scheme);
        if requirements.is_empty() {
            return;
        }
        let own = self.permission(id, &operation.at);
        for requirement in requirements {
            if !requirement.permissions.contains(&own) {
                requirement.permissions.push(own);
            }
        }
        self.configured.model_used = true;
        let stated = configured::stated(asked.as_ref());
        if !rule.stated.contains(&stated) {
            rule.stated.push(stated);
        }
    }

    fn permission(&mut self, name: &str, at: &Place) -> PermissionId {
        if let Some(index) = self.permissions.get_index_of(name) {
            return PermissionId(index);
        }
        let description = self.api.schemes.values().find_map(|s| match &s.kind {
            resolve::SchemeKind::OAuth2 { scopes, .. } => scopes.get(name).cloned(),
            _ => None,
        });
        let permission = Permission { at: at.clone(), name: name.to_owned(), description };
        PermissionId(self.permissions.insert_full(name.to_owned(), permission).0)
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

    /// Scopes that a scheme declares and no operation needs are permissions all the same: principals may hold them.
    fn add_unused_scopes(&mut self) {
        for scheme in self.api.schemes.values() {
            if let resolve::SchemeKind::OAuth2 { scopes, .. } = &scheme.kind {
                for scope in scopes.keys() {
                    self.permission(scope, &scheme.at);
                }
            }
        }
    }
}

fn names(node: &Node) -> Option<Vec<String>> {
    let text = |n: &Node| if let Node::String(s) = n { Some(s.clone()) } else { None };
    match node {
        Node::List(items) => items.iter().map(text).collect(),
        node => Some(vec![text(node)?]),
    }
}
