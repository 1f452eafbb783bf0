//! What the derive expands to, and what it refuses.

use crate::support::testing::{errors, expansion};

#[test]
fn multipart() {
    insta::assert_snapshot!(expansion(
        |input| super::expand(&input),
        r#"
        pub struct CreateBatchForm {
            #[part(max_length = 40)]
            pub name: String,
            #[part(rename = "csv_file", content_type = "text/csv")]
            pub csv: gatewright::payload::File,
            #[part]
            pub pages: Option<Vec<File>>,
            #[part(secret)]
            pub signatories: Option<Vec<Signatory>>,
        }"#,
    ));
}

#[test]
fn errors_are_told_together() {
    insta::assert_snapshot!(errors(
        |input| super::expand(&input),
        r#"struct Form { a: String, #[part(name = "b")] b: String, #[part(content_type = "csv", max_length = 1)] c: File }"#,
    ));
}
