//! Random policies and tables of roles, against a plain reading of what they say.

use gatewright_policy::{Checked, Effect, Listing, Located, Policy, Role, Roles, Selection, Statement};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const NAMES: [&str; 7] = ["a", "b", "ab", "ba", "aab", "x:a", "x:b"];

const PATTERNS: [&str; 14] = ["a", "b", "ab", "x:a", "x:b", "*", "a*", "*b", "x:*", "*a*", "a*b", "*:*", "z*", r"a\*"];

fn statement() -> impl Strategy<Value = Statement> {
    let effect = select(vec![Effect::Allow, Effect::Allow, Effect::Deny]);
    (effect, vec(select(PATTERNS.to_vec()), 0..4)).prop_map(|(effect, actions)| Statement::new(effect, actions))
}

fn policy() -> impl Strategy<Value = Policy> {
    vec(statement(), 0..6).prop_map(|statements| Policy { statements })
}

/// What a pattern means, in plain words, without an escape but for the last of the patterns above.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.chars().next() {
        None => name.is_empty(),
        Some('*') => {
            let behind = &pattern[1..];
            (0..=name.len()).any(|from| matches(behind, &name[from..]))
        }
        Some('\\') => name.starts_with('*') && matches(&pattern[2..], &name[1..]),
        Some(first) => name.starts_with(first) && matches(&pattern[1..], &name[1..]),
    }
}

fn states(statements: &[Statement], effect: Effect, name: &str) -> bool {
    let these = statements.iter().filter(|statement| statement.effect == effect);
    these.flat_map(|statement| &statement.actions).any(|action| matches(&action.text, name))
}

/// What a policy means, in plain words: something allows, and nothing denies.
fn allows(policy: &Policy, name: &str) -> bool {
    states(&policy.statements, Effect::Allow, name) && !states(&policy.statements, Effect::Deny, name)
}

fn chosen(selection: &Selection) -> Vec<&'static str> {
    selection.indices().map(|at| NAMES[at]).collect()
}

fn given(policy: &Policy) -> Vec<&'static str> {
    chosen(&policy.compile(&NAMES).value)
}

/// A table in which roles inherit from those before them.
fn roles() -> impl Strategy<Value = Roles> {
    let role = (vec(any::<Index>(), 0..3), vec(select(PATTERNS.to_vec()), 0..3), vec(statement(), 0..3), listing());
    vec(role, 1..6).prop_map(|parts| {
        let mut roles = Roles::default();
        for (at, (parents, permissions, statements, listing)) in parts.into_iter().enumerate() {
            let parents = parents.into_iter().filter(|_| at > 0).map(|parent| format!("r{}", parent.index(at)));
            let role = Role::new(format!("r{at}")).inherits(parents).permissions(permissions);
            roles = roles.role(Role { statements, listing, ..role });
        }
        roles
    })
}

fn listing() -> impl Strategy<Value = Option<Listing>> {
    let effect = select(vec![Effect::Allow, Effect::Deny]);
    proptest::option::of(
        (effect, vec(select(NAMES.to_vec()), 0..4)).prop_map(|(effect, names)| Listing::new(effect, names)),
    )
}

/// What a role means, in plain words.
fn role_permits(roles: &Roles, name: &str, action: &str) -> bool {
    roles.roles.iter().filter(|role| role.name == name).any(|role| {
        let listed = role.listing.as_ref().is_some_and(|listing| {
            let is_named = listing.actions.iter().any(|named| named.text == action);
            is_named == (listing.effect == Effect::Allow)
        });
        let inherited = role.inherits.iter().any(|parent| role_permits(roles, &parent.text, action));
        let named = role.permissions.iter().any(|pattern| matches(&pattern.text, action));
        let allowed = inherited || listed || named || states(&role.statements, Effect::Allow, action);
        allowed && !states(&role.statements, Effect::Deny, action)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_policy_gives_what_its_statements_say(policy in policy()) {
        let plainly: Vec<_> = NAMES.into_iter().filter(|name| allows(&policy, name)).collect();
        prop_assert_eq!(given(&policy), plainly);
    }

    #[test]
    fn order_and_duplicates_change_nothing(
        (policy, shuffled) in policy().prop_flat_map(|policy| {
            let twice = [policy.statements.clone(), policy.statements.clone()].concat();
            (Just(policy), Just(twice).prop_shuffle())
        }),
    ) {
        let mut shuffled = Policy { statements: shuffled };
        for statement in &mut shuffled.statements {
            statement.actions.extend(statement.actions.clone());
            statement.actions.reverse();
        }
        prop_assert_eq!(given(&policy), given(&shuffled));
    }

    #[test]
    fn a_deny_more_never_grants(policy in policy(), at in any::<Index>(), denied in vec(select(PATTERNS.to_vec()), 0..4)) {
        let mut more = policy.clone();
        more.statements.insert(at.index(policy.statements.len() + 1), Statement::new(Effect::Deny, denied));
        let before = given(&policy);
        prop_assert!(given(&more).iter().all(|name| before.contains(name)));
    }

    #[test]
    fn an_allow_less_never_grants(policy in policy(), at in any::<Index>()) {
        let mut less = policy.clone();
        let allows: Vec<_> =
            less.statements.iter().enumerate().filter(|(_, s)| s.effect == Effect::Allow).map(|(at, _)| at).collect();
        if !allows.is_empty() {
            less.statements.remove(allows[at.index(allows.len())]);
        }
        let before = given(&policy);
        prop_assert!(given(&less).iter().all(|name| before.contains(name)));
    }

    #[test]
    fn a_name_that_nothing_matches_changes_nothing(policy in policy()) {
        let more = policy.clone().allow(["nobody:knows"]).deny(["this"]);
        prop_assert_eq!(given(&policy), given(&more));
        prop_assert!(more.compile(&NAMES).into_result().is_err());
    }

    #[test]
    fn roles_permit_what_the_table_says(roles in roles()) {
        let Checked { value, .. } = roles.compile(&NAMES);
        for (name, selection) in &value {
            let plainly: Vec<_> = NAMES.into_iter().filter(|action| role_permits(&roles, name, action)).collect();
            prop_assert_eq!(chosen(selection), plainly, "{}", name);
        }
    }

    #[test]
    fn the_order_of_roles_changes_nothing(
        (roles, shuffled) in roles().prop_flat_map(|roles| {
            let shuffled = Just(roles.roles.clone()).prop_shuffle();
            (Just(roles), shuffled)
        }),
    ) {
        let of = |roles: Vec<Role>| {
            let mut permitted = Roles { roles }.compile(&NAMES).value;
            permitted.sort_by(|a, b| a.0.cmp(&b.0));
            permitted
        };
        prop_assert_eq!(of(roles.roles), of(shuffled));
    }

    #[test]
    fn any_text_is_read_or_refused(text in r#"[ \n:{}\[\],*&!'"a-z-]{0,80}"#) {
        let _ = Policy::read(&text).then(|policy| policy.compile(&NAMES));
        let _ = Roles::read(&text).then(|roles| roles.compile(&NAMES));
    }

    #[test]
    fn a_policy_written_as_json_reads_as_itself(policy in policy()) {
        let quoted = |actions: &[Located]| -> Vec<String> {
            actions.iter().map(|action| format!("\"{}\"", action.text.replace('\\', r"\\"))).collect()
        };
        let written: Vec<_> = policy.statements.iter().map(|statement| {
            let effect = if statement.effect == Effect::Allow { "allow" } else { "deny" };
            format!("{{\"effect\": \"{effect}\",\t\"actions\": [{}]}}", quoted(&statement.actions).join(","))
        }).collect();
        let text = format!("{{\n\t\"statements\": [\n\t\t{}\n\t]\n}}\n", written.join(",\n\t\t"));
        let read = Policy::read(&text);
        prop_assert_eq!(&read.problems, &[]);
        prop_assert_eq!(given(&read.value), given(&policy));
    }
}
