//! The same rules through the sets of permissions and through Cedar: every rule of up to two alternatives over two schemes
//! and two permissions, against everything that the schemes can carry. Each cell is compared, none is sampled.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use gatewright::access::{AccessRule, Alternative, PermissionSet, Permissions as _, Requirement};
use gatewright::cedar::Question;
use gatewright_cedar_tests::{engine, export};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, gatewright::Permissions)]
#[permissions(scheme(name = "key", api_key(header = "X-Key")))]
#[permissions(scheme(name = "token", bearer))]
enum Permission {
    #[permission("things:view")]
    View,
    #[permission("things:edit")]
    Edit,
}

type Set = PermissionSet<Permission>;

/// What each scheme must carry, or carries; `None` where it isn't asked for, or proved nothing.
type Schemes = [Option<Set>; 2];

fn choices() -> Vec<Option<Set>> {
    let subsets = (0..4).map(|bits| Some(PermissionSet::from_words([bits])));
    std::iter::once(None).chain(subsets).collect()
}

fn pairs() -> Vec<Schemes> {
    choices().into_iter().flat_map(|key| choices().into_iter().map(move |token| [key, token])).collect()
}

/// Every rule: one alternative, or two in either order.
fn rules() -> Vec<Vec<Schemes>> {
    let one = pairs().into_iter().map(|only| vec![only]);
    let two = pairs().into_iter().flat_map(|first| pairs().into_iter().map(move |second| vec![first, second]));
    one.chain(two).collect()
}

fn rule(alternatives: &[Schemes]) -> AccessRule<Permission> {
    let alternatives: Vec<_> = alternatives
        .iter()
        .map(|schemes| {
            let requirements: Vec<_> =
                schemes.iter().enumerate().filter_map(|(at, set)| Some(Requirement::new(at, (*set)?))).collect();
            Alternative::new(requirements.leak())
        })
        .collect();
    AccessRule::new(alternatives.leak())
}

fn written(alternative: &Schemes) -> String {
    let schemes = Permission::SCHEMES.iter().zip(alternative).filter_map(|(scheme, set)| {
        let scopes: Vec<_> = set.as_ref()?.names().map(|name| format!("\"{name}\"")).collect();
        Some(format!("{}: [{}]", scheme.name, scopes.join(", ")))
    });
    format!("{{{}}}", schemes.collect::<Vec<_>>().join(", "))
}

/// A document with an operation for each rule.
fn document(rules: &[Vec<Schemes>]) -> String {
    let mut text = String::from("openapi: 3.1.0\ninfo: {title: Rules, version: '1'}\npaths:\n");
    for (at, alternatives) in rules.iter().enumerate() {
        let security: Vec<_> = alternatives.iter().map(written).collect();
        let operation = format!("operationId: op{at}, security: [{}]", security.join(", "));
        text.push_str(&format!("  /{at}: {{get: {{{operation}, responses: {{'204': {{description: Done.}}}}}}}}\n"));
    }
    text.push_str("components:\n  securitySchemes:\n    key: {type: apiKey, in: header, name: X-Key}\n");
    text.push_str("    token: {type: http, scheme: bearer}\n");
    text
}

#[test]
fn cedar_and_the_sets_agree_on_every_cell() {
    let folder = tempfile::tempdir().unwrap();
    let rules = rules();
    let (mut cells, mut allowed) = (0, 0);
    // Every policy is looked at for each question, so several small documents are faster than one.
    for (part, rules) in rules.chunks(20).enumerate() {
        let file = folder.path().join(format!("{part}.yaml"));
        fs::write(&file, document(rules)).unwrap();
        let cedar = engine(&export(&file, "Rules").unwrap(), &[]).unwrap();
        for (at, alternatives) in rules.iter().enumerate() {
            let rule = rule(alternatives);
            for carried in pairs() {
                let by_sets = rule.check(|scheme| carried[scheme]).is_ok();
                let decision = cedar.decide(&question(at, &carried));
                assert_eq!(decision.is_allowed(), by_sets, "{rule:?} against {carried:?}: {decision:?}");
                assert_eq!(decision.policies().is_empty(), !by_sets);
                cells += 1;
                allowed += usize::from(by_sets);
            }
        }
    }
    assert_eq!(cells, (25 + 25 * 25) * 25);
    assert!(allowed > cells / 10 && allowed < cells * 9 / 10, "{allowed} of {cells}");
}

/// Somebody who proved something is a user, and else it is nobody in particular.
fn question(at: usize, carried: &Schemes) -> Question {
    let question = Question::new(format!("op{at}"));
    let question = if carried.iter().any(Option::is_some) { question.user("ann") } else { question };
    Permission::SCHEMES.iter().zip(carried).fold(question, |question, (scheme, carried)| match carried {
        Some(set) => question.credential(scheme.name, *set),
        None => question,
    })
}
