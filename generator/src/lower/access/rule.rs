//! Rules put together.

use super::PermissionId;
use crate::ir::{Access, AccessRule, Alternative, Requirement};
use crate::resolve;

/// What an operation needs that needs both: each way to meet the one with each way to meet the other.
pub(super) fn both(access: Access, more: AccessRule, operation: &resolve::Operation) -> Access {
    let nothing = || vec![Alternative { at: operation.at.clone(), requirements: Vec::new() }];
    let (stated, alternatives) = match access {
        Access::Unguarded => (Vec::new(), nothing()),
        Access::Public(stated) => (vec![stated], nothing()),
        Access::Guarded(rule) => (rule.stated, rule.alternatives),
    };
    let mut product: Vec<Alternative> = Vec::new();
    for first in &alternatives {
        for second in &more.alternatives {
            product.push(joined(first, second));
        }
    }
    Access::Guarded(AccessRule {
        stated: stated.into_iter().chain(more.stated).collect(),
        alternatives: least(&product),
    })
}

/// All of both.
fn joined(first: &Alternative, second: &Alternative) -> Alternative {
    let mut all = first.clone();
    for Requirement { scheme, permissions } in &second.requirements {
        match all.requirements.iter_mut().find(|known| known.scheme == *scheme) {
            Some(known) => {
                let more = permissions.iter().filter(|id| !known.permissions.contains(id)).copied();
                let more: Vec<PermissionId> = more.collect();
                known.permissions.extend(more);
            }
            None => all.requirements.push(Requirement { scheme: *scheme, permissions: permissions.clone() }),
        }
    }
    all
}

/// Without the alternatives that ask for all that another asks for, and for more.
fn least(alternatives: &[Alternative]) -> Vec<Alternative> {
    let asks_for_all_of = |all: &Alternative, other: &Alternative| {
        other.requirements.iter().all(|wanted| {
            all.requirements.iter().any(|known| {
                known.scheme == wanted.scheme && wanted.permissions.iter().all(|id| known.permissions.contains(id))
            })
        })
    };
    let is_least = |(at, all): &(usize, &Alternative)| {
        !alternatives.iter().enumerate().any(|(other_at, other)| {
            other_at != *at && asks_for_all_of(all, other) && (!asks_for_all_of(other, all) || other_at < *at)
        })
    };
    alternatives.iter().enumerate().filter(is_least).map(|(_, all)| all.clone()).collect()
}

/// Each alternative with each of the sets of permissions, which every one of its schemes must carry.
pub(super) fn multiply(alternatives: &[Alternative], required: &[Vec<PermissionId>]) -> Vec<Alternative> {
    let mut product = Vec::new();
    // Who needs no credential can't hold a permission, so an empty alternative falls away.
    for alternative in alternatives.iter().filter(|a| !a.requirements.is_empty()) {
        for set in required {
            let mut widened = alternative.clone();
            for requirement in &mut widened.requirements {
                for id in set {
                    if !requirement.permissions.contains(id) {
                        requirement.permissions.push(*id);
                    }
                }
            }
            if !product.contains(&widened) {
                product.push(widened);
            }
        }
    }
    product
}
