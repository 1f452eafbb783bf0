//! The least permissions that some operations need.

use super::search::{self, Chosen};
use super::{AccessRule, PermissionSet, Permissions};

/// The least set of permissions that meets all of the rules: what to ask for when a credential is
/// made for a program that calls just these operations.
///
/// `None` when nobody can meet one of the rules. Where rules leave a choice, the smallest set wins,
/// and among equals the one that takes earlier alternatives. Hundreds of rules that each leave
/// choices may be too many to try; then the set is sufficient, but may not be the smallest.
///
/// ```
/// # use gatewright::access::{AccessRule, Permissions, PermissionSet, minimal_permissions};
/// # fn example<P: Permissions>(first: AccessRule<P>, second: AccessRule<P>) {
/// let needed: Option<PermissionSet<P>> = minimal_permissions(&[first, second]);
/// # }
/// ```
#[must_use]
pub fn minimal_permissions<P: Permissions>(rules: &[AccessRule<P>]) -> Option<PermissionSet<P>> {
    search::least(PermissionSet::EMPTY, rules.iter().map(least_choices))
}

impl<P: Permissions> Chosen for PermissionSet<P> {
    type Choice = Self;
    type Cost = usize;

    fn with(&self, choice: &Self) -> Self {
        self.union(choice)
    }

    fn cost(&self) -> usize {
        self.len()
    }
}

/// The permissions of each alternative, without those that ask for more than another does.
fn least_choices<P: Permissions>(rule: &AccessRule<P>) -> Vec<PermissionSet<P>> {
    let all: Vec<_> = rule.alternatives().iter().map(super::rule::Alternative::permissions).collect();
    let is_least = |at: usize, set: &PermissionSet<P>| {
        !all.iter().enumerate().any(|(other_at, other)| set.contains_all(other) && (other != set || other_at < at))
    };
    all.iter().enumerate().filter(|(at, set)| is_least(*at, set)).map(|(_, set)| *set).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::Few;
    use super::super::{Alternative, Requirement};
    use super::*;

    fn rule(alternatives: &[u64]) -> AccessRule<Few> {
        let all: Vec<_> = alternatives
            .iter()
            .map(|bits| Alternative::new(vec![Requirement::new(0, PermissionSet::from_words([*bits]))].leak()))
            .collect();
        AccessRule::new(all.leak())
    }

    #[test]
    fn single_alternatives_add_up() {
        assert_eq!(minimal_permissions::<Few>(&[]), Some(PermissionSet::EMPTY));
        assert_eq!(
            minimal_permissions(&[rule(&[0b001]), rule(&[0b100]), AccessRule::PUBLIC]),
            Some(PermissionSet::from_words([0b101]))
        );
        assert_eq!(minimal_permissions(&[rule(&[0b001]), rule(&[])]), None);
    }

    /// Every three rules of up to two alternatives, against trying each subset.
    #[test]
    fn choices_give_the_smallest_set() {
        let mut rules = Vec::new();
        for a in 0..8 {
            for b in a..8 {
                rules.push(rule(&[a, b]));
            }
        }
        for a in &rules {
            for b in &rules {
                for c in &rules {
                    let three = [*a, *b, *c];
                    let found = minimal_permissions(&three);
                    let sufficient = |set: &PermissionSet<Few>| three.iter().all(|rule| rule.permits(set));
                    let smallest = (0..8)
                        .map(|bits| PermissionSet::from_words([bits]))
                        .filter(sufficient)
                        .map(|set| set.len())
                        .min();
                    assert!(found.is_some_and(|set| sufficient(&set)));
                    assert_eq!(found.map(|set| set.len()), smallest, "{three:?}");
                }
            }
        }
    }
}
