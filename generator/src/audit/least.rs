//! The least that some operations need.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::list::all_of;
use super::{Entry, Guard, Requirement};

/// How many ways are kept while operations are gone through.
const WAYS: usize = 400;

/// The least that some operations need together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Least {
    /// The operations.
    pub operations: Vec<String>,
    /// Those among them that nobody can call.
    pub nobody: Vec<String>,
    /// Every way to call all the others, of which none asks for all that another asks for: the one with the fewest
    /// permissions first. Where there is an empty one, no credential is needed.
    pub ways: Vec<Vec<Requirement>>,
    /// Whether these are all ways: where choices multiply beyond hundreds, only the smallest are kept.
    pub complete: bool,
}

/// Schemes with their permissions.
type Way<'e> = BTreeMap<&'e str, BTreeSet<&'e str>>;

/// The least that these operations need.
#[must_use]
pub fn least(entries: &[&Entry]) -> Least {
    let (mut ways, mut complete, mut nobody): (Vec<Way<'_>>, _, _) = (vec![Way::new()], true, Vec::new());
    for entry in entries {
        let alternatives: Vec<Way<'_>> = match &entry.access {
            Guard::Public | Guard::Unguarded => continue,
            Guard::AnyOf(alternatives) => alternatives.iter().map(|all| way(all)).collect(),
        };
        if alternatives.is_empty() {
            nobody.push(entry.operation.clone());
            continue;
        }
        let wider = ways.iter().flat_map(|way| alternatives.iter().map(|all| union(way, all)));
        ways = least_of(wider.collect());
        if ways.len() > WAYS {
            ways.truncate(WAYS);
            complete = false;
        }
    }
    Least {
        operations: entries.iter().map(|entry| entry.operation.clone()).collect(),
        nobody,
        ways: ways.into_iter().map(requirements).collect(),
        complete,
    }
}

fn way(all: &[Requirement]) -> Way<'_> {
    let mut way = Way::new();
    for Requirement { scheme, permissions } in all {
        way.entry(scheme.as_str()).or_default().extend(permissions.iter().map(String::as_str));
    }
    way
}

fn union<'e>(way: &Way<'e>, more: &Way<'e>) -> Way<'e> {
    let mut all = way.clone();
    for (scheme, permissions) in more {
        all.entry(scheme).or_default().extend(permissions);
    }
    all
}

/// Without the ways that ask for all that another asks for; the smallest first.
fn least_of(mut ways: Vec<Way<'_>>) -> Vec<Way<'_>> {
    ways.sort_by_cached_key(|way| (way.values().map(BTreeSet::len).sum::<usize>(), way.len()));
    let mut kept: Vec<Way<'_>> = Vec::new();
    for way in ways {
        let asks_for_all_of = |other: &Way<'_>| {
            other.iter().all(|(scheme, wanted)| way.get(scheme).is_some_and(|held| wanted.is_subset(held)))
        };
        if !kept.iter().any(asks_for_all_of) {
            kept.push(way);
        }
    }
    kept
}

fn requirements(way: Way<'_>) -> Vec<Requirement> {
    let requirement = |(scheme, permissions): (&str, BTreeSet<&str>)| Requirement {
        scheme: scheme.to_owned(),
        permissions: permissions.into_iter().map(str::to_owned).collect(),
    };
    way.into_iter().map(requirement).collect()
}

impl fmt::Display for Least {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operations, nobody, ways, complete } = self;
        writeln!(f, "To call {}:\n", operations.join(", "))?;
        for (index, all) in ways.iter().enumerate() {
            let or = if index == 0 { "" } else { "or " };
            writeln!(f, "  {or}{}", if all.is_empty() { "no credential".to_owned() } else { all_of(all) })?;
        }
        if !complete {
            writeln!(f, "\nThere are more ways; these are the smallest that were found.")?;
        }
        if !nobody.is_empty() {
            writeln!(f, "\nNobody can call {}.", nobody.join(", "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, ways: &[&[(&str, &[&str])]]) -> Entry {
        let requirement = |(scheme, permissions): &(&str, &[&str])| Requirement {
            scheme: (*scheme).to_owned(),
            permissions: permissions.iter().map(|&name| name.to_owned()).collect(),
        };
        let access = Guard::AnyOf(ways.iter().map(|all| all.iter().map(requirement).collect()).collect());
        Entry {
            method: "GET".to_owned(),
            path: "/".to_owned(),
            operation: name.to_owned(),
            tags: Vec::new(),
            rule: access.to_string(),
            access,
            sources: Vec::new(),
        }
    }

    fn ways(entries: &[Entry]) -> Vec<String> {
        least(&entries.iter().collect::<Vec<_>>()).ways.iter().map(|all| all_of(all)).collect()
    }

    #[test]
    fn permissions_of_one_scheme_add_up() {
        let read = entry("read", &[&[("token", &["read"])]]);
        let write = entry("write", &[&[("token", &["read", "write"])]]);
        assert_eq!(ways(&[read.clone(), write]), ["token[read, write]"]);
        assert_eq!(ways(&[read, entry("open", &[&[]])]), ["token[read]"]);
        assert_eq!(ways(&[]), ["public"]);
    }

    #[test]
    fn alternatives_are_all_considered_and_the_smallest_comes_first() {
        let either = entry("either", &[&[("token", &["a", "b"])], &[("token", &["c"])], &[("key", &[])]]);
        assert_eq!(ways(std::slice::from_ref(&either)), ["key", "token[c]", "token[a, b]"]);
        let needs_ab = entry("ab", &[&[("token", &["a", "b"])]]);
        assert_eq!(ways(&[either.clone(), needs_ab]), ["token[a, b]"]);
        let needs_c = entry("c", &[&[("token", &["c"])], &[("token", &["c"]), ("key", &[])]]);
        assert_eq!(ways(&[either, needs_c]), ["token[c]"]);
    }

    #[test]
    fn what_nobody_can_call_is_named() {
        let found = least(&[&entry("shut", &[])]);
        assert_eq!((found.nobody.len(), found.ways.len()), (1, 1));
    }

    #[test]
    fn choices_beyond_hundreds_are_cut_short_and_that_is_said() {
        let names: Vec<String> = (0..24).map(|at| format!("p{at}")).collect();
        let entries: Vec<Entry> = (0..12)
            .map(|at| entry("x", &[&[("t", &[names[2 * at].as_str()])], &[("t", &[names[2 * at + 1].as_str()])]]))
            .collect();
        let found = least(&entries.iter().collect::<Vec<_>>());
        assert!(!found.complete && found.ways.len() == WAYS);
        assert!(found.ways.iter().all(|all| all[0].permissions.len() == 12));
    }
}
