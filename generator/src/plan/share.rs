//! Makes one enum of the answers of several operations that are alike.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use indexmap::IndexMap;

use super::operation::{Group, Operation, Returns};
use super::payload::Payload;
use super::responses::{Answers, Fields};
use super::types::{Type, TypeName};
use crate::ir::Status;

/// Moves enums that several operations have alike to where all of those see them: to their group, or to the module of
/// all groups, whose enums are returned. `taken` are the names of everything else.
pub(super) fn share(groups: &mut [Group], taken: &BTreeSet<String>) -> Vec<Answers> {
    share_payloads(groups);
    let mut alike = alike(groups);
    // The most used has the first claim on a name.
    alike.sort_by_key(|set| std::cmp::Reverse(set.users.len()));
    let mut names = Naming { taken, given: BTreeSet::new() };
    let mut common = Vec::new();
    for set in alike {
        let mut answers = set.answers;
        let modules: BTreeSet<usize> = set.users.iter().map(|(group, _)| *group).collect();
        let only = modules.first().copied().filter(|_| modules.len() == 1);
        answers.ident = names.name(&answers, only.map(|at| groups[at].ident.as_str()), set.success);
        let mut module = vec!["operations".to_owned()];
        module.extend(only.map(|at| groups[at].ident.clone()));
        let name = TypeName { module, ident: answers.ident.clone() };
        let mut users = Vec::new();
        for (group, operation) in set.users {
            let operation = &mut groups[group].operations[operation];
            users.push(operation.id.clone());
            operation.refer(&name, set.success);
        }
        answers.docs = docs(&users, set.success);
        match only {
            Some(at) => groups[at].answers.push(answers),
            None => common.push(answers),
        }
    }
    common
}

/// Answers that several operations have alike.
struct Alike {
    answers: Answers,
    success: bool,
    /// Group and operation, by their places.
    users: Vec<(usize, usize)>,
}

fn alike(groups: &[Group]) -> Vec<Alike> {
    let mut sets: IndexMap<String, Alike> = IndexMap::new();
    for (group, place, operation) in each(groups) {
        for answers in &operation.answers {
            let success = operation.returned() == Some(&answers.ident);
            // What may be left out of the crate can't be shared with what may not.
            let apart = groups[group].feature.as_ref().map(|_| group);
            let key = format!("{success} {apart:?} {}", key(answers));
            let users = vec![(group, place)];
            match sets.get_mut(&key) {
                Some(set) => {
                    set.users.extend(users);
                    set.answers.agree(answers);
                }
                None => _ = sets.insert(key, Alike { answers: answers.clone(), success, users }),
            }
        }
    }
    sets.into_values().filter(|set| set.users.len() > 1).collect()
}

fn each(groups: &[Group]) -> impl Iterator<Item = (usize, usize, &Operation)> {
    let groups = groups.iter().enumerate();
    groups.flat_map(|(at, group)| group.operations.iter().enumerate().map(move |(place, one)| (at, place, one)))
}

/// All of the answers that their values depend on, as text.
fn key(answers: &Answers) -> String {
    let mut bare = answers.clone();
    bare.ident.clear();
    bare.docs.clear();
    for variant in &mut bare.variants {
        variant.docs.clear();
        if let Fields::Named { headers, .. } = &mut variant.fields {
            headers.iter_mut().for_each(|header| header.docs.clear());
        }
    }
    format!("{bare:?}")
}

impl Answers {
    /// What the document says in different words is said of none: the status says enough.
    fn agree(&mut self, other: &Self) {
        for (own, other) in self.variants.iter_mut().zip(&other.variants) {
            if own.docs != other.docs {
                own.docs.clear();
            }
            if let (Fields::Named { headers: own, .. }, Fields::Named { headers: other, .. }) =
                (&mut own.fields, &other.fields)
            {
                let differing = own.iter_mut().zip(other).filter(|(own, other)| own.docs != other.docs);
                differing.for_each(|(own, _)| own.docs.clear());
            }
        }
    }
}

impl Operation {
    fn returned(&self) -> Option<&String> {
        match &self.returns {
            Returns::Answers(name) => Some(&name.ident),
            Returns::Payload { .. } => None,
        }
    }

    /// Refers to shared answers in place of its own.
    fn refer(&mut self, name: &TypeName, success: bool) {
        let own = if success {
            match &mut self.returns {
                Returns::Answers(own) => std::mem::replace(own, name.clone()),
                Returns::Payload { .. } => return,
            }
        } else {
            match &mut self.failures {
                Some(own) => std::mem::replace(own, name.clone()),
                None => return,
            }
        };
        self.answers.retain(|answers| answers.ident != own.ident);
    }
}

/// Within one group, bodies that are a choice and alike are one, that of the first operation.
fn share_payloads(groups: &mut [Group]) {
    for group in groups {
        let mut first: Vec<Payload> = Vec::new();
        let mut renamed: BTreeMap<String, String> = BTreeMap::new();
        for operation in &mut group.operations {
            operation.payloads.retain(|payload| match first.iter().find(|known| known.variants == payload.variants) {
                Some(known) => {
                    renamed.insert(payload.ident.clone(), known.ident.clone());
                    false
                }
                None => {
                    first.push(payload.clone());
                    true
                }
            });
        }
        if !renamed.is_empty() {
            group.operations.iter_mut().for_each(|operation| operation.rename(&renamed));
        }
    }
}

impl Operation {
    fn rename(&mut self, names: &BTreeMap<String, String>) {
        if let Some(body) = &mut self.body {
            rename(&mut body.ty, names);
        }
        if let Returns::Payload { ty, .. } = &mut self.returns {
            rename(ty, names);
        }
        for variant in self.answers.iter_mut().flat_map(|answers| &mut answers.variants) {
            match &mut variant.fields {
                Fields::Tuple(Some(ty)) | Fields::Named { body: Some(ty), .. } => rename(ty, names),
                _ => {}
            }
        }
    }
}

fn rename(ty: &mut Type, names: &BTreeMap<String, String>) {
    match ty {
        Type::Option(inner) => rename(inner, names),
        Type::Local(name) if name.module.len() > 1 => {
            if let Some(known) = names.get(&name.ident) {
                name.ident.clone_from(known);
            }
        }
        _ => {}
    }
}

/// Gives names to shared answers.
struct Naming<'a> {
    taken: &'a BTreeSet<String>,
    given: BTreeSet<String>,
}

impl Naming<'_> {
    /// By the group, or for those of several groups by what they are; by the statuses where that is taken; at last by
    /// the operation that has them first.
    fn name(&mut self, answers: &Answers, group: Option<&str>, success: bool) -> String {
        let word = if success { "Success" } else { "Error" };
        let grouped = group.is_some();
        let group = group.map_or_else(|| "Api".to_owned(), |group| super::words::singular(group).to_upper_camel_case());
        let mut candidates = Vec::new();
        if grouped || !success {
            candidates.push(format!("{group}{word}"));
        }
        let statuses: Vec<&str> = answers
            .variants
            .iter()
            .filter(|variant| variant.status != Status::Default)
            .map(|variant| variant.ident.as_str())
            .collect();
        if (1..=3).contains(&statuses.len()) {
            candidates.push(format!("{}{word}", statuses.join("Or")));
            candidates.push(format!("{group}{}{word}", statuses.join("Or")));
        }
        candidates.extend(body_name(answers).map(|body| format!("{body}{word}")));
        let free = |name: &String| !self.taken.contains(name) && !self.given.contains(name);
        let name = candidates.into_iter().find(free).unwrap_or_else(|| answers.ident.clone());
        self.given.insert(name.clone());
        name
    }
}

/// The name of the one type that all answers hold.
fn body_name(answers: &Answers) -> Option<&str> {
    let bodies: BTreeSet<&str> = answers
        .variants
        .iter()
        .filter_map(|variant| match &variant.fields {
            Fields::Tuple(Some(Type::Local(name))) | Fields::Named { body: Some(Type::Local(name)), .. } => {
                Some(name.ident.as_str())
            }
            _ => None,
        })
        .collect();
    bodies.first().copied().filter(|_| bodies.len() == 1)
}

fn docs(users: &[String], success: bool) -> Vec<String> {
    let word = if success { "successes" } else { "failures" };
    let shown = |name: &String| format!("`{}`", name.replace('`', "'"));
    let named: Vec<String> = users.iter().take(3).map(shown).collect();
    let line = match users.len() {
        ..=2 => named.join(" and "),
        3 => format!("{} and {}", named[..2].join(", "), named[2]),
        4 => format!("{} and one other", named.join(", ")),
        more => format!("{} and {} others", named.join(", "), more - 3),
    };
    vec![format!("The documented {word} of {line}.")]
}
