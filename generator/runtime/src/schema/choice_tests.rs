//! Which variant of a union a value is, where several have its form.

use super::tests::{First, back, refusal};

#[test]
fn variants_are_told_by_the_values_that_they_list() {
    #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
    #[schema(one_of)]
    enum Action {
        Wait(Wait),
        Pay(Pay),
    }
    #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
    struct Wait {
        kind: WaitKind,
    }
    #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
    struct Pay {
        kind: PayKind,
    }
    #[derive(Debug, Clone, PartialEq, Eq, gatewright::Schema)]
    #[schema(rename_all = "snake_case")]
    enum WaitKind {
        Await,
        Other(String),
    }
    #[derive(Debug, Clone, PartialEq, Eq, gatewright::Schema)]
    #[schema(rename_all = "snake_case")]
    enum PayKind {
        Card,
        Cash,
        Other(String),
    }
    assert_eq!(back::<Action>(r#"{"kind":"await"}"#), Action::Wait(Wait { kind: WaitKind::Await }));
    assert_eq!(back::<Action>(r#"{"kind":"cash"}"#), Action::Pay(Pay { kind: PayKind::Cash }));
    assert!(refusal::<Action>(r#"{"kind":"gold"}"#).starts_with("matches more than one of the variants"));
}

#[test]
fn any_of_takes_the_one_that_keeps_most() {
    #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
    #[schema(any_of)]
    enum Known {
        Some(First),
        More(More),
    }
    #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
    struct More {
        a: i64,
        b: i64,
    }
    assert_eq!(back::<Known>(r#"{"a":1,"b":2}"#), Known::More(More { a: 1, b: 2 }));
    assert_eq!(back::<Known>(r#"{"a":1}"#), Known::Some(First { a: 1 }));
}
