//! The least credentials that some operations need, scheme by scheme.

use super::search::{self, Chosen};
use super::{AccessRule, Alternative, PermissionSet, Permissions, SecurityScheme};

/// What a program needs to call some operations: a credential of each of these schemes, with these permissions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeastAccess<P: Permissions> {
    /// One a scheme, in the order of the document; `None` where no credential of it is needed.
    sets: Vec<Option<PermissionSet<P>>>,
}

/// The least that meets all of the rules: what to ask for when a program signs in that calls just these operations.
///
/// `schemes` are those by which the program can authenticate; all of the API's, where none is named. Where rules leave
/// a choice, the fewest permissions win, then the fewest schemes, then earlier alternatives. `None` when one of the
/// rules can't be met by these schemes. Hundreds of rules that each leave choices may be too many to try; then the
/// answer is sufficient, but may not be the least.
///
/// ```
/// # use gatewright::access::{AccessRule, Permissions, least_access};
/// # fn example<P: Permissions>(get: AccessRule<P>, add: AccessRule<P>) {
/// // The parameter `scope` of the request for a token (RFC 6749, section 3.3).
/// let scope: Option<String> = least_access(&[get, add], &["oauth"]).map(|needed| needed.scope("oauth"));
/// # }
/// ```
#[must_use]
pub fn least_access<P: Permissions>(rules: &[AccessRule<P>], schemes: &[&str]) -> Option<LeastAccess<P>> {
    let is_at_hand = |scheme: &SecurityScheme| schemes.is_empty() || schemes.contains(&scheme.name);
    let choices = |rule: &AccessRule<P>| {
        let all = rule.alternatives().iter();
        all.filter(|all| all.requirements().iter().all(|needed| needed.scheme().is_some_and(is_at_hand)))
            .copied()
            .collect()
    };
    search::least(LeastAccess { sets: vec![None; P::SCHEMES.len()] }, rules.iter().map(choices))
}

impl<P: Permissions> LeastAccess<P> {
    /// What a credential of this scheme must carry; `None` where none is needed.
    #[must_use]
    pub fn of(&self, scheme_name: &str) -> Option<PermissionSet<P>> {
        self.iter().find(|(scheme, _)| scheme.name == scheme_name).map(|(_, permissions)| permissions)
    }

    /// Each scheme that is needed, with what its credential must carry.
    pub fn iter(&self) -> impl Iterator<Item = (&'static SecurityScheme, PermissionSet<P>)> {
        P::SCHEMES.iter().zip(&self.sets).filter_map(|(scheme, set)| Some((scheme, (*set)?)))
    }

    /// What a token of this scheme must carry, as the parameter `scope` of OAuth 2 has it (RFC 6749, section 3.3):
    /// names with spaces between them. Empty where nothing is needed.
    #[must_use]
    pub fn scope(&self, scheme_name: &str) -> String {
        self.of(scheme_name).map(|set| set.names().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }
}

impl<P: Permissions> Chosen for LeastAccess<P> {
    type Choice = Alternative<P>;
    type Cost = (usize, usize);

    fn with(&self, alternative: &Alternative<P>) -> Self {
        let mut wider = self.clone();
        for needed in alternative.requirements() {
            if let Some(set) = wider.sets.get_mut(needed.scheme_index()) {
                *set = Some(set.unwrap_or_default().union(&needed.permissions()));
            }
        }
        wider
    }

    fn cost(&self) -> (usize, usize) {
        let held = self.sets.iter().flatten();
        (held.clone().map(PermissionSet::len).sum(), held.count())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Requirement;
    use super::super::samples::Few;
    use super::*;

    /// A rule from alternatives of schemes with bits.
    fn rule(alternatives: &[&[(&str, u64)]]) -> AccessRule<Few> {
        let requirement =
            |(name, bits): &(&str, u64)| Requirement::new(Few::scheme(name), PermissionSet::from_words([*bits]));
        let all: Vec<_> = alternatives
            .iter()
            .map(|all| Alternative::new(all.iter().map(requirement).collect::<Vec<_>>().leak()))
            .collect();
        AccessRule::new(all.leak())
    }

    #[test]
    fn schemes_are_kept_apart() {
        let both = rule(&[&[("oauth", 0b001), ("key", 0)]]);
        let needed = least_access(&[both, rule(&[&[("oauth", 0b100)]]), AccessRule::PUBLIC], &[]).map(|needed| {
            assert_eq!(needed.of("key"), Some(PermissionSet::EMPTY));
            assert_eq!(needed.of("token"), None);
            needed.scope("oauth")
        });
        assert_eq!(needed.as_deref(), Some("view delete"));
    }

    #[test]
    fn only_what_is_at_hand_is_asked_for() {
        let either = rule(&[&[("key", 0)], &[("oauth", 0b111)]]);
        assert_eq!(least_access(&[either], &[]).map(|n| (n.of("key").is_some(), n.scope("oauth"))), {
            Some((true, String::new()))
        });
        assert_eq!(least_access(&[either], &["oauth"]).map(|n| n.scope("oauth")).as_deref(), Some("view edit delete"));
        assert_eq!(least_access(&[either], &["token"]), None);
        assert_eq!(least_access(&[AccessRule::<Few>::new(&[])], &[]), None);
        assert_eq!(least_access::<Few>(&[], &[]).map(|needed| needed.iter().count()), Some(0));
    }

    /// Every three rules of two alternatives by two schemes and two permissions, against trying all.
    #[test]
    fn choices_give_the_fewest_permissions() {
        let mut sides: Vec<Vec<(&str, u64)>> = Vec::new();
        for bits in 0..4 {
            sides.extend([vec![("oauth", bits)], vec![("key", bits)], vec![("oauth", bits), ("key", 1)]]);
        }
        let rules: Vec<AccessRule<Few>> = sides
            .iter()
            .enumerate()
            .flat_map(|(at, first)| sides[at..].iter().map(move |second| rule(&[first, second])))
            .collect();
        for a in &rules {
            for b in rules.iter().step_by(3) {
                for c in rules.iter().step_by(7) {
                    let three = [*a, *b, *c];
                    let found =
                        least_access(&three, &[]).map(|needed| {
                            assert!(three.iter().all(|rule| {
                                rule.check(|scheme| needed.sets.get(scheme).copied().flatten()).is_ok()
                            }));
                            needed.cost()
                        });
                    let none = LeastAccess { sets: vec![None; Few::SCHEMES.len()] };
                    let tried = a.alternatives().iter().flat_map(|a| {
                        let first = none.with(a);
                        b.alternatives().iter().flat_map(move |b| {
                            let second = first.with(b);
                            c.alternatives().iter().map(move |c| second.with(c).cost())
                        })
                    });
                    assert_eq!(found, tried.min(), "{three:?}");
                }
            }
        }
    }
}
