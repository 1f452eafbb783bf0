//! What is wrong with who may call what.

use std::collections::BTreeSet;

use super::configured::Entry;
use super::{Lowering, REQUIRED};
use crate::config::{Asked, Candidate, Demand, PermissionModel, Unguarded};
use crate::diagnostics::{Diagnostic, Place, did_you_mean};
use crate::ir::{Access, Guarded, Stated};
use crate::resolve;

/// How many places one diagnostic shows.
const SHOWN: usize = 6;

impl Lowering<'_, '_> {
    pub(super) fn carried_by_nothing(&mut self, operation: &resolve::Operation) {
        let message = "permissions are required, but no security scheme carries them";
        let at = operation.at.child(REQUIRED);
        let help = "name the scheme under `security`, of the operation or of the document";
        self.diagnostics.push(Diagnostic::error("GW0603", message).at(&at, "required here").help(help));
    }

    pub(super) fn met_by_nobody(&mut self, at: &Place) {
        let message = "every alternative of this `security` names a scheme that the document doesn't declare";
        let help = "declare the scheme under `components.securitySchemes`";
        self.diagnostics.push(Diagnostic::error("GW0604", message).at(at, "nobody could ever meet it").help(help));
    }

    /// Remembers a scope that no flow of its scheme lists. It is asked for all the same.
    pub(super) fn check_listed(&mut self, requirement: &resolve::SecurityRequirement) {
        let Some(scheme) = self.api.schemes.get(&requirement.scheme) else { return };
        let resolve::SchemeKind::OAuth2 { scopes: listed, .. } = &scheme.kind else { return };
        for (index, scope) in requirement.scopes.iter().enumerate().filter(|(_, scope)| !listed.contains_key(*scope)) {
            let places = self.unlisted.entry((requirement.scheme.clone(), scope.clone())).or_default();
            let at = requirement.at.child(index);
            if !places.contains(&at) {
                places.push(at);
            }
        }
    }

    pub(super) fn report_unlisted(&mut self) {
        for ((name, scope), places) in &self.unlisted {
            let Some(resolve::Scheme { at, kind: resolve::SchemeKind::OAuth2 { scopes: listed, .. }, .. }) =
                self.api.schemes.get(name)
            else {
                continue;
            };
            let more = places.len().saturating_sub(SHOWN);
            let more = if more == 0 { String::new() } else { format!(", and {more} operations more") };
            let message = format!("no flow of `{name}` lists the scope `{scope}`{more}");
            let mut warning = Diagnostic::warning("GW0605", message);
            for (index, place) in places.iter().take(SHOWN).enumerate() {
                warning = warning.at(place, if index == 0 { "asked for here all the same" } else { "and here" });
            }
            let help = did_you_mean(scope, listed.keys().map(String::as_str));
            let help = help.unwrap_or_else(|| "list it under `scopes` of a flow".to_owned());
            self.diagnostics.push(warning.at_key(at, "the scheme").help(help));
        }
    }

    pub(super) fn report_unguarded(&mut self) {
        let Some((_, first)) = self.unguarded.first() else { return };
        let named: Vec<String> = self.unguarded.iter().take(SHOWN).map(|(id, _)| format!("`{id}`")).collect();
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
                 them under `[access] public` in gatewright.toml (`--public` on the command line); `[access] \
                 unguarded` there says for all of them that they are public, or what they need",
            );
        }
        diagnostic = diagnostic.at_key(first, "no `security` here, nor for the whole document");
        for (_, place) in self.unguarded.iter().take(SHOWN).skip(1) {
            diagnostic = diagnostic.at_key(place, "nor here");
        }
        self.diagnostics.push(diagnostic);
    }

    /// The configuration may name no scheme that there isn't.
    pub(super) fn check_schemes(&mut self) {
        if let Some(PermissionModel::OperationId { scheme, asked }) = &self.config.model {
            self.check_scheme(scheme, asked.as_ref());
        }
        let unguarded = if let Unguarded::Needs(demand) = &self.config.unguarded { Some(demand) } else { None };
        let demands: Vec<&Demand> = self.config.demands.iter().map(|demand| &demand.needs).chain(unguarded).collect();
        for demand in demands {
            let names: BTreeSet<&str> = demand.alternatives.iter().flatten().map(|s| s.scheme.as_str()).collect();
            for name in names {
                self.check_scheme(name, Some(&demand.asked));
            }
        }
    }

    fn check_scheme(&mut self, name: &str, asked: Option<&Asked>) {
        if self.api.schemes.contains_key(name) {
            return;
        }
        let error = Diagnostic::error("GW0606", format!("the document has no security scheme `{name}`"));
        let error = match asked {
            Some((source, range)) => error.at_range(*source, range.clone(), "named here"),
            None => error,
        };
        let help = did_you_mean(name, self.api.schemes.keys().map(String::as_str));
        let declared: Vec<String> = self.api.schemes.keys().map(|name| format!("`{name}`")).collect();
        let all = if declared.is_empty() { "it declares none".to_owned() } else { declared.join(", ") };
        self.diagnostics.push(error.help(help.unwrap_or_else(|| format!("its schemes: {all}"))));
    }

    /// What the configuration says of access must be needed, so that what it opens can only shrink. Of a part of the
    /// document nothing is said: what is left out may need it.
    pub(super) fn report_unneeded(&mut self, operations: &[Guarded]) {
        if !self.config.select.is_all() {
            return;
        }
        let public = self.configured.public.iter().filter(|entry| !entry.needed);
        let mut said: Vec<Diagnostic> = public.filter_map(|entry| unneeded(entry, operations)).collect();
        for pattern in self.configured.demands.iter().flat_map(|(selector, _)| selector.unmet()) {
            let message = format!("`{}` of a rule under `[access]` names no operation", pattern.text);
            said.extend(pattern.asked.as_ref().map(|asked| names_nothing(message, asked, &pattern.text, operations)));
        }
        if let Some(PermissionModel::OperationId { scheme, asked: Some((source, range)) }) = &self.config.model
            && self.api.schemes.contains_key(scheme)
            && !self.configured.model_used
        {
            let message = format!("the model is about no operation: none asks for `{scheme}`, and none is unguarded");
            said.push(Diagnostic::error("GW0607", message).at_range(*source, range.clone(), "").help("remove it"));
        }
        if let (Unguarded::Public((source, range)), false) = (&self.config.unguarded, self.configured.unguarded_used) {
            let message = "`unguarded = \"public\"` isn't needed: something says of each operation who may call it";
            let error = Diagnostic::error("GW0607", message).at_range(*source, range.clone(), "");
            said.push(error.help("remove it, or the next operation that nobody guards is public in silence"));
        }
        self.diagnostics.extend(said);
    }
}

/// An entry of `public` that no operation is public for.
fn unneeded(entry: &Entry<'_>, operations: &[Guarded]) -> Option<Diagnostic> {
    let asked = entry.pattern.asked.as_ref()?;
    let text = &entry.pattern.text;
    let is_meant =
        |o: &&Guarded| entry.matcher.is_match(&Candidate { id: &o.id, method: &o.method, path: &o.key, tags: &o.tags });
    let Some(found) = operations.iter().find(is_meant) else {
        let message = format!("`{text}` under `[access] public` names no operation");
        return Some(names_nothing(message, asked, text, operations));
    };
    let message = format!(
        "`{text}` under `[access] public` isn't needed: of each operation that it names, something else says who may \
         call it"
    );
    let error = Diagnostic::error("GW0607", message).at_range(asked.0, asked.1.clone(), "").help("remove it");
    let what = format!("what says it of `{}`", found.id);
    let stated = match &found.access {
        Access::Public(stated) => Some(stated),
        Access::Guarded(rule) => rule.stated.first(),
        Access::Unguarded => None,
    };
    Some(match stated {
        Some(Stated::Document(place)) => error.at_key(place, what),
        Some(Stated::Configuration(source, range)) => error.at_range(*source, range.clone(), what),
        Some(Stated::Words) | None => error,
    })
}

fn names_nothing(message: String, asked: &Asked, text: &str, operations: &[Guarded]) -> Diagnostic {
    let names = operations.iter().map(|operation| operation.id.as_str());
    let help = did_you_mean(text, names).unwrap_or_else(|| "remove it, or correct it".to_owned());
    Diagnostic::error("GW0607", message).at_range(asked.0, asked.1.clone(), "").help(help)
}
