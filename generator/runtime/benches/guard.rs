//! What a guard costs: a rule of three alternatives with three permissions each, in an API with 200 permissions,
//! checked as sets of bits and, to compare, as sets of hashed names.
//!
//! `cargo bench -p gatewright`

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::collections::HashSet;

use divan::{AllocProfiler, Bencher, black_box};
use gatewright::access::{
    AccessRule, Alternative, PermissionSet, Permissions, Requirement, SchemeKind, SecurityScheme, Unmet,
};

/// How many permissions the API has.
const COUNT: usize = 200;

/// The permissions of each alternative, spread over the words of a set.
const ALTERNATIVES: [[usize; 3]; 3] = [[3, 70, 199], [15, 64, 140], [0, 128, 191]];

/// Counts allocations: a check makes none.
#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Permission(usize);

impl Permissions for Permission {
    type Words = [u64; 4];
    const ALL: &'static [Self] = &{
        let mut all = [Self(0); COUNT];
        let mut at = 0;
        while at < COUNT {
            all[at] = Self(at);
            at += 1;
        }
        all
    };
    // No check looks at them.
    const NAMES: &'static [&'static str] = &["permission"; COUNT];
    const SCHEMES: &'static [SecurityScheme] = &[SecurityScheme { name: "token", kind: SchemeKind::Bearer }];

    fn index(self) -> usize {
        self.0
    }
}

const RULE: AccessRule<Permission> = AccessRule::new(&[
    Alternative::new(&[Requirement::new(0, words(ALTERNATIVES[0]))]),
    Alternative::new(&[Requirement::new(0, words(ALTERNATIVES[1]))]),
    Alternative::new(&[Requirement::new(0, words(ALTERNATIVES[2]))]),
]);

const fn words(permissions: [usize; 3]) -> PermissionSet<Permission> {
    let mut words = [0; 4];
    let mut at = 0;
    while at < permissions.len() {
        words[permissions[at] / 64] |= 1 << (permissions[at] % 64);
        at += 1;
    }
    PermissionSet::from_words(words)
}

/// Who calls.
#[derive(Debug, Clone, Copy)]
enum Caller {
    /// Has half of all permissions, and meets the last alternative.
    Permitted,
    /// Lacks one permission of each alternative.
    Refused,
}

impl Caller {
    const BOTH: [Self; 2] = [Self::Permitted, Self::Refused];

    fn holds(self) -> Vec<usize> {
        let even = (0..COUNT).filter(|n| n % 2 == 0);
        match self {
            Self::Permitted => even.chain(ALTERNATIVES[2]).collect(),
            Self::Refused => even.chain([3, 15, 199]).filter(|n| ![64, 70, 128].contains(n)).collect(),
        }
    }
}

/// One comparison of two sets: has the caller these three of 200 permissions?
#[divan::bench]
fn mask(bencher: Bencher<'_, '_>) {
    let (held, wanted) = (set(Caller::Permitted), words(ALTERNATIVES[2]));
    bencher.bench(|| black_box(&held).contains_all(black_box(&wanted)));
}

/// The whole rule, and what is missing where it isn't met, as a server checks it.
#[divan::bench(args = Caller::BOTH)]
fn rule(bencher: Bencher<'_, '_>, caller: Caller) {
    let held = set(caller);
    let check = || black_box(&RULE).check(|_| Some(*black_box(&held)));
    assert_eq!(check().is_ok(), matches!(caller, Caller::Permitted));
    assert!(!matches!(check(), Err(Unmet::NotAuthenticated)));
    bencher.bench(check);
}

/// The same with hashed names; what is missing isn't even told.
#[divan::bench(args = Caller::BOTH)]
fn rule_by_hash_set(bencher: Bencher<'_, '_>, caller: Caller) {
    let name = |n: &usize| format!("resource_{n}:action");
    let held: HashSet<String> = caller.holds().iter().map(name).collect();
    let rule: Vec<Vec<String>> = ALTERNATIVES.iter().map(|all| all.iter().map(name).collect()).collect();
    let check = || black_box(&rule).iter().any(|all| all.iter().all(|one| black_box(&held).contains(one)));
    assert_eq!(check(), matches!(caller, Caller::Permitted));
    bencher.bench(check);
}

fn set(caller: Caller) -> PermissionSet<Permission> {
    let mut set = PermissionSet::EMPTY;
    for n in caller.holds() {
        set.insert(*Permission::ALL.get(n).unwrap());
    }
    set
}
