//! What is said of documents that are wrong, word for word.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use gatewright_policy::{Checked, Document, Policy, Role, Roles};

const NAMES: [&str; 6] = ["batches:view", "batches:edit", "batches:delete", "users:view", "users:edit", "reports:view"];

/// Everything that is said of a text, with the text of each place.
fn said(text: &str) -> String {
    let checked = Document::read(text).then(|document| match document {
        Some(Document::Policy(policy)) => unit(policy.compile(&NAMES)),
        Some(Document::Roles(roles)) => unit(roles.compile(&NAMES)),
        None => Checked { value: (), problems: Vec::new() },
    });
    let mut said = String::new();
    for problem in checked.problems {
        said.push_str(&format!("{problem}\n"));
        for (span, _) in &problem.places {
            let line = text.get(span.start..span.end).unwrap().lines().next().unwrap_or_default();
            said.push_str(&format!("    at `{line}`\n"));
        }
    }
    said
}

#[track_caller]
fn assert_said(name: &str, said: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, said));
}

fn unit<T>(checked: Checked<T>) -> Checked<()> {
    Checked { value: (), problems: checked.problems }
}

#[test]
fn everything_that_is_wrong_with_a_policy_is_said_at_once() {
    assert_said(
        "policy",
        &said(
            r#"# The policy of a support team.
statements:
  - id: readers
    effect: Allow
    actions: ["batches:*"]
  - effect: allow
    actions: ["batchs:view", "user:*", "users:view", 7]
    resources: ["*"]
  - effekt: allow
    actions: users:edit
  - effect: deny
    actions: ["nothing:*", "users:*"]
    effect: allow
  - effect: allow
    actions: [users:edit]
  - effect: allow
    actions: ["users:*", reports:view]
  - effect: allow
    actions: []
  - just this
version: 1
"#,
        ),
    );
}

#[test]
fn everything_that_is_wrong_with_a_table_of_roles_is_said_at_once() {
    assert_said(
        "roles",
        &said(
            r#"{
  "roles": {
    "viewer": {"permissions": ["*:view"], "inherit": "nobody"},
    "éditor": {"inherits": ["viewr", "viewer"], "permissions": "*:edit"},
    "a": {"inherits": "b"}, "b": {"inherits": ["c", "viewer"]}, "c": {"inherits": "a"},
    "d": {"inherits": ["a", "d"]}, "g": {"inherits": ["b", "h"]}, "h": {"inherits": "g"},
    "viewer": {},
    "twin": {"statement": {"effect": "deny", "actions": ["batches:*"]}},
    "odd": null,
    "e": {"statement": {"effect": "allow"}},
    "f": {"statements": [{"effect": "deny", "actions": "*:edit"}], "permissions": ["users:edit", "users:view"]}
  }
}"#,
        ),
    );
}

#[test]
fn text_that_is_no_policy_is_refused_at_its_place() {
    let texts = [
        "",
        "# nothing\n",
        "statements: [\n",
        "statements:\n  - effect: allow\n    actions: [*]\n",
        "statements:\n  - effect: allow\n    actions:\n      - *:view\n",
        "statements: []\n---\nstatements: []\n",
        "statements: &all []\nroles: *all\n",
        "statements: []\nroles: {}\n",
        "statements: !!seq []\n",
        "policy: []\n",
        "[]",
        "? [a]\n: b\n",
        "statements: {}\n",
        "roles: []\n",
    ];
    let said: Vec<String> = texts.iter().map(|text| format!("--- {text:?}\n{}", said(text))).collect();
    assert_said("neither", &said.join("\n"));
}

#[test]
fn nesting_without_end_is_refused() {
    assert!(said(&"[".repeat(100)).contains("nests deeper"));
    assert!(said(&"- ".repeat(100_000)).contains("nests deeper"));
    // The parser has a limit of its own for these.
    assert!(said(&"[".repeat(100_000)).contains("recursion limit exceeded"));
}

#[test]
fn a_chain_of_many_roles_is_resolved() {
    let mut roles = Roles::default().role(Role::new("r0").permissions(["users:view"]));
    for at in 1..50_000 {
        roles = roles.role(Role::new(format!("r{at}")).inherits([format!("r{}", at - 1)]));
    }
    let (permitted, _) = roles.compile(&NAMES).into_result().unwrap();
    assert_eq!(permitted.last().unwrap().1.indices().collect::<Vec<_>>(), [3]);
}

#[test]
fn a_policy_is_told_from_a_table_of_roles() {
    let error = Policy::read("roles: {}").into_result().unwrap_err();
    assert_eq!(error.to_string(), "error: this is a table of roles, and a policy was wanted");
    assert!(Roles::read("statements: []").into_result().is_err());
}
