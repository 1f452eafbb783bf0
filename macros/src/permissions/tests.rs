//! What the derive expands to, and what it refuses.

use crate::support::testing::{errors, expansion};

#[test]
fn permissions() {
    insta::assert_snapshot!(expansion(
        super::expand,
        r#"
        #[permissions(scheme(name = "user_secret", api_key(header = "Authorization")), scheme(name = "login", oauth2))]
        #[permissions(scheme(name = "sso", open_id_connect = "https://a"), scheme(name = "digest", http = "digest"))]
        pub enum Permission {
            #[permission("get_batch")]
            GetBatch,
            CreateBatch,
        }"#,
    ));
}

#[test]
fn no_permissions() {
    insta::assert_snapshot!(expansion(super::expand, "enum Permission {}"));
}

#[test]
fn errors_are_told_together() {
    let found = errors(
        super::expand,
        r#"
        #[permissions(scheme(basic), scheme(name = "a"), scheme(name = "b", basic, bearer), schema, scheme(name = "c", api_key(body = "x")))]
        enum Permission { #[permission("x")] A, #[permission("x")] B(u8), C = 3 }"#,
    );
    insta::assert_snapshot!(found);
}
