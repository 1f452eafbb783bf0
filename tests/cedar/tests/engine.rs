//! The engine: policies of one's own beside those of the document, and that every doubt denies.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use gatewright::access::PermissionSet;
use gatewright::cedar::cedar_policy::{EntityUid, RestrictedExpression};
use gatewright::cedar::{Cedar, CedarError, Question, Resource, cedar_policy};
use gatewright::policy::Live;
use gatewright_cedar_tests::{engine, export};
use gatewright_generator::cedar::Export;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, gatewright::Permissions)]
#[permissions(scheme(name = "user_secret", api_key(header = "Authorization")))]
enum Permission {
    #[permission("get_batch")]
    GetBatch,
    #[permission("delete_batch")]
    DeleteBatch,
    #[permission("get_nothing")]
    GetNothing,
}

fn twin() -> Export {
    let spec: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs/trusted-twin/openapi.yaml");
    export(&spec, "Twin").unwrap()
}

fn held(permissions: &[Permission]) -> PermissionSet<Permission> {
    permissions.iter().copied().collect()
}

fn ann(operation: &str) -> Question {
    Question::new(operation)
        .user("ann")
        .credential("user_secret", held(&[Permission::GetBatch, Permission::DeleteBatch]))
}

const OWN: &str = r#"
@id("other companies")
forbid (principal is Twin::User, action, resource)
unless { principal.hasTag("company") && resource.hasTag("company") && principal.getTag("company") == resource.getTag("company") };

@id("nobody deletes but owners")
forbid (principal, action == Twin::Action::"delete_batch", resource)
unless { principal in Twin::Role::"owner" };

@id("the first batch is for all")
permit (principal, action == Twin::Action::"get_batch", resource)
when { context.path has batch && context.path.batch == "1" };
"#;

#[test]
fn policies_of_one_s_own_decide_with_the_document_s() {
    let cedar = engine(&twin(), &[OWN]).unwrap();
    let ours = Resource::new("batches/7").tag("company", "acme");
    let allowed = cedar.decide(&ann("get_batch").tag("company", "acme").on(ours.clone()));
    assert!(allowed.is_allowed());
    assert_eq!((allowed.policies(), allowed.errors()), (&["get_batch".to_owned()][..], &[][..]));

    let other = cedar.decide(&ann("get_batch").tag("company", "other").on(ours.clone()));
    assert!(!other.is_allowed());
    assert_eq!(other.policies(), ["other companies"]);
    assert!(!cedar.decide(&ann("get_batch")).is_allowed());

    let clerk = ann("delete_batch").tag("company", "acme").on(ours.clone());
    assert_eq!(cedar.decide(&clerk).policies(), ["nobody deletes but owners"]);
    assert!(cedar.decide(&clerk.clone().role("owner")).is_allowed());
    // A role that is in another one.
    let boss = uid("Twin::Role::\"boss\"");
    let boss = cedar_policy::Entity::new_no_attrs(boss, [uid("Twin::Role::\"owner\"")].into());
    assert!(!cedar.decide(&clerk.clone().role("boss")).is_allowed());
    assert!(cedar.decide(&clerk.role("boss").entity(boss)).is_allowed());

    let bob = Question::new("get_batch").user("bob").tag("company", "acme").on(ours);
    assert!(!cedar.decide(&bob).is_allowed() && cedar.decide(&bob).policies().is_empty());
    assert_eq!(cedar.decide(&bob.path("batch", "1")).policies(), ["the first batch is for all"]);
}

fn uid(text: &str) -> EntityUid {
    text.parse().unwrap()
}

#[test]
fn tags_of_the_document_are_groups_of_actions() {
    let only = "@id(\"batches\") permit (principal, action in Twin::Action::\"tag:batches\", resource);";
    let cedar = Cedar::new(&twin().schema, [only]).unwrap();
    assert_eq!(cedar.decide(&ann("get_batch")).policies(), ["batches"]);
    assert!(!cedar.decide(&ann("get_user_role")).is_allowed());
}

#[test]
fn a_policy_that_fails_denies() {
    // Cedar itself would pass over the forbid, and allow.
    let failing = "@id(\"broken\") forbid (principal, action, resource) when { 9223372036854775807 + 1 == 0 };";
    let cedar = engine(&twin(), &[failing]).unwrap();
    let decision = cedar.decide(&ann("get_batch"));
    assert!(!decision.is_allowed());
    assert_eq!(decision.errors().len(), 1);
    assert_eq!(decision.policies(), ["get_batch"]);
}

#[test]
fn what_the_schema_does_not_know_is_denied() {
    let cedar = engine(&twin(), &["permit (principal, action, resource);"]).unwrap();
    assert!(cedar.decide(&ann("get_batch")).is_allowed());
    let text = || RestrictedExpression::new_string("x".to_owned());
    for question in [
        ann("get_bacth"),
        Question::new("get_batch"),
        ann("get_batch").credential("other_scheme", held(&[Permission::GetBatch])),
        ann("get_batch").credential("user_secret", held(&[Permission::GetNothing])),
        ann("get_batch").path("role", "x"),
        ann("get_batch").context("ip", text()),
        ann("get_batch").attribute("age", text()),
        ann("get_batch").on(Resource::new("x").attribute("age", text())),
    ] {
        let decision = cedar.decide(&question);
        assert!(!decision.is_allowed() && decision.policies().is_empty(), "{question:?}");
        assert_eq!(decision.errors().len(), 1, "{question:?}");
    }
}

#[test]
fn what_does_not_fit_is_refused_when_it_is_read() {
    let twin = twin();
    let refused = |own: &str| engine(&twin, &[own]).unwrap_err();
    assert!(matches!(refused("permit (principal);"), CedarError::Policies(_)));
    for misfit in [
        "permit (principal, action == Twin::Action::\"get_bacth\", resource);",
        "permit (principal, action, resource) when { context.credentials.user_secret.contains(Twin::Permission::\"get_batch\") };",
        "permit (principal, action, resource) when { context.credentials has user_secret && \
         context.credentials.user_secret.contains(Twin::Permission::\"get_bacth\") };",
        "permit (principal, action, resource) when { principal.company == \"acme\" };",
    ] {
        assert!(matches!(refused(misfit), CedarError::Invalid(_)), "{misfit}: {}", refused(misfit));
    }
    assert!(matches!(Cedar::new("namespace {", [""; 0]), Err(CedarError::Schema(_))));
    assert!(matches!(Cedar::new("entity User;", [""; 0]), Err(CedarError::Namespace)));
}

#[test]
fn policies_are_replaced_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let twin = twin();
    let paths = ["schema.cedarschema", "policies.cedar", "own.cedar"].map(|name| folder.path().join(name));
    for (path, text) in paths.iter().zip([twin.schema.as_str(), twin.policies.as_str(), ""]) {
        std::fs::write(path, text).unwrap();
    }
    let load = || Cedar::load(&paths[0], &paths[1..]);
    let live = Live::new(load().unwrap());
    let is_allowed = || live.snapshot().decide(&ann("get_batch")).is_allowed();
    assert!(is_allowed());
    std::fs::write(&paths[2], "forbid (principal, action, resource").unwrap();
    assert!(live.try_replace(|_| load()).is_err() && is_allowed());
    std::fs::write(&paths[2], "forbid (principal, action, resource);").unwrap();
    live.try_replace(|_| load()).unwrap();
    assert!(!is_allowed());
}
