//! Features of the generated package: one a tag, so that users of a large API pay for what they use.

use std::collections::{BTreeSet, HashMap};

use super::Planner;
use super::operation::Group;
use super::types::Item;
use crate::config::Candidate;
use crate::diagnostics::{Diagnostic, Sink, did_you_mean};
use crate::ir::{Operation, Slot, TypeId};

/// With more operations than this, tags are features unless the configuration says otherwise, and none is on by default.
const MANY: usize = 2_000;
/// A type that more tags use than this is always there: to say which they are would cost more than it spares.
const WIDELY_USED: usize = 8;

/// The features that tags are.
#[derive(Debug, Clone, Default)]
pub struct TagFeatures {
    /// All of them.
    pub all: Vec<String>,
    /// Those that are on by default.
    pub default: Vec<String>,
}

impl Planner<'_> {
    /// Makes a feature of each module of operations, if that is wanted, and tells each type which features it is for.
    pub(super) fn tag_features(
        &self,
        groups: &mut [Group],
        items: &mut [Item],
        sink: &mut Sink,
    ) -> Option<TagFeatures> {
        let many = self.api.operations.len() > MANY;
        if !self.config.tag_features.unwrap_or(many || self.config.default_tags.is_some()) {
            return None;
        }
        for group in groups.iter_mut() {
            group.feature = Some(feature(&group.ident));
        }
        let uses = self.uses(groups);
        for (item, id) in items.iter_mut().zip(&self.api.types.order) {
            let of = uses.get(id).filter(|of| of.len() <= WIDELY_USED);
            item.features = of.into_iter().flatten().filter_map(|at| groups[*at].feature.clone()).collect();
        }
        let mut all: Vec<String> = groups.iter().filter_map(|group| group.feature.clone()).collect();
        all.sort();
        all.dedup();
        let default = match &self.config.default_tags {
            Some(_) => self.default_tags(groups, sink),
            None if many => Vec::new(),
            None => all.clone(),
        };
        Some(TagFeatures { all, default })
    }

    /// The modules that use each type. What no operation uses is for those who want the document's types alone, so it
    /// and all that it is made of have no entry.
    fn uses(&self, groups: &[Group]) -> HashMap<TypeId, BTreeSet<usize>> {
        let types = &self.api.types;
        let modules: HashMap<&str, usize> = groups.iter().enumerate().map(|(at, g)| (g.ident.as_str(), at)).collect();
        let mut uses: HashMap<TypeId, BTreeSet<usize>> = HashMap::new();
        let mut work: Vec<(TypeId, usize)> = Vec::new();
        for (operation, module) in self.api.operations.iter().zip(&self.names.modules) {
            let Some(at) = modules.get(module.as_str()) else { continue };
            each_slot(operation, &mut |slot| slot.each_named(&mut |id| work.push((id, *at))));
        }
        while let Some((id, at)) = work.pop() {
            let of = uses.entry(id).or_default();
            // Beyond the limit nothing more need be known of it, nor of what it is made of.
            if of.len() <= WIDELY_USED && of.insert(at) {
                let mut push = |part| work.push((part, at));
                types[id].kind.slots().into_iter().for_each(|slot| slot.each_named(&mut push));
            }
        }
        let mut always: Vec<TypeId> = types.order.iter().filter(|id| !uses.contains_key(*id)).copied().collect();
        while let Some(id) = always.pop() {
            let mut part = |part| {
                if uses.remove(&part).is_some() {
                    always.push(part);
                }
            };
            types[id].kind.slots().into_iter().for_each(|slot| slot.each_named(&mut part));
        }
        uses
    }

    /// The features of the tags that the configuration names.
    fn default_tags(&self, groups: &[Group], sink: &mut Sink) -> Vec<String> {
        let Some(selection) = &self.config.default_tags else { return Vec::new() };
        let mut selector = selection.selector();
        let mut chosen = BTreeSet::new();
        for (operation, module) in self.api.operations.iter().zip(&self.names.modules) {
            let Operation { id, method, path, tags, .. } = operation;
            if selector.selects(&Candidate { id, method, path, tags: &tags[..tags.len().min(1)] }) {
                chosen.insert(module.as_str());
            }
        }
        for pattern in selector.unmet() {
            let message = format!("no operation has `{}` for its first tag", pattern.text);
            let tags = self.api.operations.iter().filter_map(|operation| operation.tags.first());
            let help = did_you_mean(&pattern.text, tags.map(String::as_str));
            let diagnostic = Diagnostic::error("GW0550", message);
            let diagnostic = match &pattern.asked {
                Some((source, range)) => diagnostic.at_range(*source, range.clone(), ""),
                None => diagnostic,
            };
            sink.push(match help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
        let chosen = groups.iter().filter(|group| chosen.contains(group.ident.as_str()));
        if selection.include.is_empty() {
            Vec::new()
        } else {
            chosen.filter_map(|group| group.feature.clone()).collect()
        }
    }
}

/// The feature of a module; those that every package has are taken.
fn feature(module: &str) -> String {
    let name = module.trim_matches('_').replace('_', "-");
    match name.as_str() {
        "client" | "server" | "validate" | "default" | "" => format!("tag-{name}"),
        _ => name,
    }
}

fn each_slot(operation: &Operation, visit: &mut impl FnMut(&Slot)) {
    operation.parameters.iter().for_each(|parameter| visit(&parameter.slot));
    operation.sent().chain(operation.received()).for_each(|content| visit(&content.slot));
    operation.answers().flat_map(|answer| &answer.headers).for_each(|header| visit(&header.slot));
}
