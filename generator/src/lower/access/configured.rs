//! What the configuration says of operations, and what of it is needed.

use super::Lowering;
use crate::config::{Asked, Candidate, Config, Demand, Pattern, PatternMatcher, Selector, Unguarded};
use crate::ir::{AccessRule, Alternative, Requirement, Stated};
use crate::resolve;

/// `[access]`, made ready to be asked, and what became of its parts.
pub(super) struct Configured<'a> {
    pub(super) public: Vec<Entry<'a>>,
    pub(super) demands: Vec<(Selector<'a>, &'a Demand)>,
    unguarded: &'a Unguarded,
    /// Whether `unguarded` decided about any operation.
    pub(super) unguarded_used: bool,
    /// Whether the model decided about any operation.
    pub(super) model_used: bool,
}

/// An entry of `public`.
pub(super) struct Entry<'a> {
    pub(super) pattern: &'a Pattern,
    pub(super) matcher: PatternMatcher,
    /// Whether an operation is public because of it.
    pub(super) needed: bool,
}

impl<'a> Configured<'a> {
    pub(super) fn new(config: &'a Config) -> Self {
        let entry = |pattern: &'a Pattern| Entry { pattern, matcher: pattern.matcher(), needed: false };
        Self {
            public: config.public.iter().map(entry).collect(),
            demands: config.demands.iter().map(|demand| (demand.operations.selector(), &demand.needs)).collect(),
            unguarded: &config.unguarded,
            unguarded_used: false,
            model_used: false,
        }
    }

    /// What says of an operation that nothing guards that it is meant to be public.
    pub(super) fn public(&mut self, candidate: &Candidate<'_>) -> Option<Stated> {
        let mut found = None;
        for entry in self.public.iter_mut().filter(|entry| entry.matcher.is_match(candidate)) {
            entry.needed = true;
            found.get_or_insert_with(|| stated(entry.pattern.asked.as_ref()));
        }
        found
    }

    /// The rules for an operation.
    pub(super) fn demands_of(&mut self, candidate: &Candidate<'_>) -> Vec<&'a Demand> {
        let matching = |(selector, demand): &mut (Selector<'a>, &'a Demand)| {
            let demand: &'a Demand = demand;
            selector.selects(candidate).then_some(demand)
        };
        self.demands.iter_mut().filter_map(matching).collect()
    }

    /// What becomes of an operation that nothing guards: it is public, or it needs this.
    pub(super) fn unguarded(&mut self) -> Option<Result<Stated, &'a Demand>> {
        self.unguarded_used = true;
        match self.unguarded {
            Unguarded::Refuse => None,
            Unguarded::Public(asked) => Some(Ok(stated(Some(asked)))),
            Unguarded::Needs(demand) => Some(Err(demand)),
        }
    }
}

/// What the configuration states there; without a place, it was a command line or a build script.
pub(super) fn stated(asked: Option<&Asked>) -> Stated {
    asked.map_or(Stated::Words, |(source, range)| Stated::Configuration(*source, range.clone()))
}

impl Lowering<'_, '_> {
    /// What a rule of the configuration asks. An alternative with a scheme that there isn't falls away as a whole.
    pub(super) fn demanded(&mut self, demand: &Demand, operation: &resolve::Operation) -> AccessRule {
        let alternatives = demand.alternatives.iter().filter_map(|schemes| {
            let requirements = schemes.iter().map(|wanted| {
                let scheme = self.api.schemes.get_index_of(&wanted.scheme)?;
                let names = wanted.permissions.iter();
                let permissions = names.map(|name| self.permission(name, &operation.at)).collect();
                Some(Requirement { scheme, permissions })
            });
            Some(Alternative { at: operation.at.clone(), requirements: requirements.collect::<Option<_>>()? })
        });
        AccessRule { alternatives: alternatives.collect(), stated: vec![stated(Some(&demand.asked))] }
    }
}
