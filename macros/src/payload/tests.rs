//! What the derive expands to, and what it refuses.

use crate::support::testing::{errors, expansion};

#[test]
fn payload() {
    insta::assert_snapshot!(expansion(
        |input| super::expand(&input),
        r#"
        pub enum Report {
            #[media_type("application/json", "application/vnd.report+json")]
            Json(Table),
            #[media_type("application/pdf")]
            Pdf(Bytes),
        }"#,
    ));
}

#[test]
fn errors_are_told_together() {
    insta::assert_snapshot!(errors(
        |input| super::expand(&input),
        r#"
        enum Report {
            A(Table),
            #[media_type("json")] B(Table),
            #[media_type("text/csv")] C { rows: String },
            #[media_type("application/json")] D(Table),
            #[media_type("application/json", "text/csv")] E(Table),
        }"#,
    ));
    insta::assert_snapshot!("no_variants", errors(|input| super::expand(&input), "enum Report {}"));
}
