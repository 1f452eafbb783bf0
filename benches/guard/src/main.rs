//! The guard's check in a loop: `gatewright-guard-loop met 1000`, or `unmet`. `benches/instructions` counts what one
//! check takes, as the difference between two numbers of checks.

use std::env;
use std::hint::black_box;
use std::process::ExitCode;

use gatewright::access::{
    AccessRule, Alternative, PermissionSet, Permissions, Requirement, SchemeKind, SecurityScheme,
};

/// One of 200 permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Permission(usize);

const COUNT: usize = 200;

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

/// Three alternatives of three permissions each.
const RULE: AccessRule<Permission> = AccessRule::new(&[
    Alternative::new(&[Requirement::new(0, PermissionSet::from_words([1 << 3, 1 << 6, 0, 1 << 7]))]),
    Alternative::new(&[Requirement::new(0, PermissionSet::from_words([1 << 15, 1, 1 << 12, 0]))]),
    Alternative::new(&[Requirement::new(0, LAST)]),
]);

const LAST: PermissionSet<Permission> = PermissionSet::from_words([1, 0, 1, 1 << 63]);

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (held, checks) = match arguments.as_slice() {
        [case, checks] if case == "met" => (LAST, checks.parse()),
        // One permission of each alternative is missing.
        [case, checks] if case == "unmet" => {
            (PermissionSet::from_words([(1 << 3) | (1 << 15), 1, 1, 1 << 7]), checks.parse())
        }
        _ => return ExitCode::from(2),
    };
    let Ok(checks) = checks else { return ExitCode::from(2) };
    let met = (0..checks).filter(|_: &u32| black_box(&RULE).check(|_| Some(*black_box(&held))).is_ok()).count();
    black_box(met);
    ExitCode::SUCCESS
}
