//! A million made-up cases: the masks against names in lists, and what must never change an answer.

use super::samples::Many;
use super::{AccessRule, Alternative, PermissionSet, Permissions, Requirement};

/// How many rules are made up, and how many requests to each: a million cases.
const RULES: usize = 4_000;
const REQUESTS: usize = 250;

/// Permissions at the edges of a set's words.
const LIVE: [usize; 7] = [0, 1, 63, 64, 127, 128, 129];
const SCHEMES: usize = 4;

/// A rule in plain words: any of these, all of each, the scheme with these permissions.
type Plain = Vec<Vec<(usize, Vec<usize>)>>;

/// What each scheme proved, in plain words.
type Carried = [Option<Vec<usize>>; SCHEMES];

/// Numbers that look random and are the same each time (Marsaglia's xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }

    fn some(&mut self, most: usize) -> Vec<usize> {
        (0..self.below(most + 1)).map(|_| LIVE[self.below(LIVE.len())]).collect()
    }

    fn rule(&mut self) -> Plain {
        let alternative = |numbers: &mut Self| -> Vec<_> {
            (0..numbers.below(4)).map(|_| (numbers.below(SCHEMES), numbers.some(3))).collect()
        };
        (0..self.below(5)).map(|_| alternative(self)).collect()
    }

    fn carried(&mut self) -> Carried {
        std::array::from_fn(|_| (self.below(4) > 0).then(|| self.some(7)))
    }
}

fn plainly(rule: &Plain, carried: &Carried) -> bool {
    rule.iter().any(|alternative| {
        alternative.iter().all(|(scheme, wanted)| match &carried[*scheme] {
            Some(held) => wanted.iter().all(|permission| held.contains(permission)),
            None => false,
        })
    })
}

fn set(permissions: &[usize]) -> PermissionSet<Many> {
    permissions.iter().map(|at| Many::ALL[*at]).collect()
}

fn compiled(rule: &Plain) -> AccessRule<Many> {
    let alternative = |all: &Vec<(usize, Vec<usize>)>| {
        let requirements: Vec<_> = all.iter().map(|(scheme, wanted)| Requirement::new(*scheme, set(wanted))).collect();
        Alternative::new(requirements.leak())
    };
    AccessRule::new(rule.iter().map(alternative).collect::<Vec<_>>().leak())
}

/// The same rule in another order, with everything twice, and with an alternative of a scheme that nobody declares.
fn disturbed(rule: &Plain) -> Plain {
    let mut other: Plain = rule.iter().rev().chain(rule).cloned().collect();
    for alternative in &mut other {
        alternative.reverse();
        for (_, wanted) in alternative.iter_mut() {
            wanted.extend(wanted.clone());
            wanted.reverse();
        }
        alternative.extend(alternative.clone());
    }
    other
}

#[test]
fn a_million_cases_agree_with_plain_words() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let (mut granted, mut denied) = (0, 0);
    for _ in 0..RULES {
        let rule = numbers.rule();
        let (check, other) = (compiled(&rule), compiled(&disturbed(&rule)));
        let unknown = [Alternative::new(vec![Requirement::new(99, PermissionSet::EMPTY)].leak())];
        let more: Vec<_> = check.alternatives().iter().copied().chain(unknown).collect();
        let more = AccessRule::new(more.leak());
        for _ in 0..REQUESTS {
            let carried = numbers.carried();
            let mut sets = carried.each_ref().map(|held| held.as_deref().map(set));
            let is_granted = check.check(|at| sets.get(at).copied().flatten()).is_ok();
            assert_eq!(is_granted, plainly(&rule, &carried), "{rule:?} {carried:?}");
            assert_eq!(is_granted, other.check(|at| sets.get(at).copied().flatten()).is_ok(), "{rule:?} {carried:?}");
            if !check.alternatives().is_empty() {
                assert_eq!(
                    is_granted,
                    more.check(|at| sets.get(at).copied().flatten()).is_ok(),
                    "{rule:?} {carried:?}"
                );
            }
            if is_granted {
                granted += 1;
                continue;
            }
            denied += 1;
            // Less is never more: one permission less, then a credential less.
            let scheme = numbers.below(SCHEMES);
            if let Some(held) = &mut sets[scheme] {
                held.remove(Many::ALL[LIVE[numbers.below(LIVE.len())]]);
            }
            assert!(check.check(|at| sets.get(at).copied().flatten()).is_err(), "{rule:?} {carried:?}");
            sets[scheme] = None;
            assert!(check.check(|at| sets.get(at).copied().flatten()).is_err(), "{rule:?} {carried:?}");
        }
    }
    assert_eq!(granted + denied, 1_000_000);
    assert!(granted > 100_000 && denied > 100_000, "{granted} {denied}");
}

#[test]
fn names_that_nobody_knows_make_no_set() {
    for names in [&["view", "nothing"][..], &["View"], &[""]] {
        assert!(PermissionSet::<super::samples::Few>::from_names(names).is_err(), "{names:?}");
    }
}
