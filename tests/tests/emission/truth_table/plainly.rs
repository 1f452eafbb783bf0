//! The document's rules in plain words: read from its YAML, by nothing of ours, and followed with names and lists.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value;

use super::credentials::{Carried, Slot, State};

/// How an authenticator looks at the credentials of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    /// It looks at each, and refuses the request if one is bad.
    Every,
    /// It looks at each, and vouches for the good ones, if there are any.
    EachGood,
    /// It looks at the first, and says nothing of the others, nor which it looked at.
    First,
}

/// An operation's rule: any of these, all of each, each with these permissions.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) operation: String,
    alternatives: Vec<BTreeMap<String, BTreeSet<String>>>,
    /// The schemes in the order in which the document declares them.
    schemes: Vec<String>,
}

/// What is to become of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// The handler runs, and is told this of who called.
    Yes(String),
    /// Nobody proved to be anybody.
    Unknown,
    /// Somebody did, and lacks these.
    Lacking(Vec<String>),
}

impl Policy {
    pub(super) const ALL: [Self; 3] = [Self::Every, Self::EachGood, Self::First];
}

/// The rules of all operations.
pub(super) fn rules() -> Vec<Rule> {
    let document: Value = serde_yaml::from_str(include_str!("../../../cases/emission/guard/openapi.yaml")).unwrap();
    let declared = document["components"]["securitySchemes"].as_mapping().unwrap();
    let declared: Vec<String> = declared.keys().map(|name| name.as_str().unwrap().to_owned()).collect();
    let paths = document["paths"].as_mapping().unwrap().values();
    paths.map(|item| rule(&item["post"], &document["security"], &declared)).collect()
}

fn rule(operation: &Value, shared: &Value, declared: &[String]) -> Rule {
    let security = operation.get("security").unwrap_or(shared).as_sequence().unwrap();
    let mut alternatives: Vec<BTreeMap<String, BTreeSet<String>>> = security
        .iter()
        .map(|alternative| {
            let schemes = alternative.as_mapping().unwrap().iter();
            schemes.map(|(scheme, scopes)| (scheme.as_str().unwrap().to_owned(), names(scopes))).collect()
        })
        .collect();
    if let Some(required) = operation.get("x-required-permissions") {
        let (all, any) = match required.get("any") {
            Some(any) => (names(&required["all"]), names(any).into_iter().map(Some).collect()),
            None => (names(required), vec![None]),
        };
        let widen = |alternative: &BTreeMap<String, BTreeSet<String>>, one: &Option<String>| {
            let more = |scopes: &BTreeSet<String>| scopes.iter().chain(&all).chain(one).cloned().collect();
            alternative.iter().map(|(scheme, scopes)| (scheme.clone(), more(scopes))).collect()
        };
        alternatives = alternatives.iter().flat_map(|each| any.iter().map(move |one| widen(each, one))).collect();
    }
    let mentioned = |scheme: &&String| alternatives.iter().any(|each| each.contains_key(*scheme));
    let schemes = declared.iter().filter(mentioned).cloned().collect();
    Rule { operation: operation["operationId"].as_str().unwrap().to_owned(), alternatives, schemes }
}

fn names(list: &Value) -> BTreeSet<String> {
    list.as_sequence().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

impl Rule {
    /// The schemes that the rule mentions.
    pub(super) fn schemes(&self) -> Vec<String> {
        self.schemes.clone()
    }

    /// What is to become of a request that carries this.
    pub(super) fn says(&self, policy: Policy, carried: &Carried) -> Says {
        let anyone = self.alternatives.iter().any(BTreeMap::is_empty);
        if self.schemes.is_empty() {
            return Says::Yes("public".to_owned());
        }
        let presented: Vec<(String, State)> =
            self.schemes.iter().filter_map(|scheme| Some((scheme.clone(), carried.state(Slot::of(scheme))?))).collect();
        if presented.is_empty() {
            return if anyone { Says::Yes("nobody".to_owned()) } else { Says::Unknown };
        }
        let Some(proved) = proved(policy, &presented) else { return Says::Unknown };
        let lacking: Vec<Vec<String>> = self
            .alternatives
            .iter()
            .filter(|alternative| !alternative.is_empty())
            .filter_map(|alternative| {
                let mut lacking = BTreeSet::new();
                for (scheme, wanted) in alternative {
                    lacking.extend(wanted.difference(proved.get(scheme)?).cloned());
                }
                Some(lacking.into_iter().collect())
            })
            .collect();
        if lacking.iter().any(Vec::is_empty) {
            return Says::Yes("somebody".to_owned());
        }
        if anyone {
            return Says::Yes("nobody".to_owned());
        }
        lacking.into_iter().min_by_key(Vec::len).map_or(Says::Unknown, Says::Lacking)
    }
}

/// What each scheme proves to carry; `None` if the authenticator refuses.
fn proved(policy: Policy, presented: &[(String, State)]) -> Option<BTreeMap<String, BTreeSet<String>>> {
    if presented.iter().any(|(_, state)| *state == State::Malformed) {
        return None;
    }
    let good = presented.iter().filter_map(|(scheme, state)| match state {
        State::Right(bits) => Some((scheme.clone(), *bits)),
        _ => None,
    });
    let good: Vec<(String, u8)> = good.collect();
    let good = match policy {
        Policy::Every if good.len() < presented.len() => return None,
        Policy::EachGood if good.is_empty() => return None,
        Policy::First if good.first().map(|(scheme, _)| scheme) != presented.first().map(|(scheme, _)| scheme) => {
            return None;
        }
        Policy::First if presented.len() > 1 => Vec::new(),
        _ => good,
    };
    let permissions = |bits: u8| {
        let named = ["p", "q", "r"].iter().enumerate().filter(move |(at, _)| bits & (1 << at) != 0);
        named.map(|(_, name)| (*name).to_owned()).collect()
    };
    Some(good.into_iter().map(|(scheme, bits)| (scheme, permissions(bits))).collect())
}
