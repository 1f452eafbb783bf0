//! What the derive expands to, and what it refuses.

use crate::support::testing::{errors, expansion};

#[test]
fn responses() {
    insta::assert_snapshot!(expansion(
        |input| super::expand(&input),
        r##"
        pub enum GetBatchError {
            #[response(default, rejection = r#"{"message": "{detail}"}"#)]
            Other(StatusCode, ErrorBody),
            #[response(status = "4XX")]
            ClientError(StatusCode),
            #[response(status = 201, produces("application/json", "text/csv"))]
            Created { #[header("Location")] location: String, #[header("X-Left", json)] left: Option<u32>, #[body] body: Batch },
            #[response(status = 204)]
            NoContent,
            #[response(status = 403, rejection = r#"{"message": "{permission}"}"#)]
            Forbidden(ErrorBody),
        }"##,
    ));
}

#[test]
fn errors_are_told_together() {
    insta::assert_snapshot!(errors(
        |input| super::expand(&input),
        r#"
        enum Answers {
            Silent,
            #[response(status = 600)] A,
            #[response(status = "9XX")] B,
            #[response(status = 200, default)] C,
            #[response(status = "4XX")] D(ErrorBody),
            #[response(default)] E,
            #[response(status = 404)] F(A, B),
            #[response(status = 404, produces("x"), code = 1)] G,
            #[response(status = 500, rejection = "{}")] H { #[header("a b")] a: String, b: String, #[status] c: u16 },
            #[response(status = 501, rejection = "{}")] I { #[header("a")] a: String, #[body] b: String },
        }"#,
    ));
}
