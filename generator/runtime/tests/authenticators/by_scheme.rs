//! Authenticators side by side.

use gatewright::access::{
    Authenticated, AuthenticationError, Authenticator, Credentials, PermissionSet, authenticate_fn,
};
use gatewright::authenticators::{ByScheme, BySchemeBuilder, SetupError, resolve};

use crate::api::{Permission, ask, basic, bearer, key, set};

/// Accepts a secret of this scheme, of which it has been sent no other's credential.
fn one(
    scheme: &'static str,
    secret: &'static str,
    user: &'static str,
    permissions: &[&str],
) -> impl Authenticator<Permission, Principal = String> {
    let permissions = set(permissions);
    authenticate_fn(move |credentials: Credentials| async move {
        assert_eq!(credentials.iter().count(), 1);
        let found = credentials.get(scheme).and_then(|credential| credential.secret()).unwrap();
        match found.expose() {
            found if found == secret => Ok(Authenticated::new(user.to_owned()).named(user).scheme(scheme, permissions)),
            "down" => Err(AuthenticationError::Unavailable),
            _ => Err(AuthenticationError::invalid(format!("not {secret}"))),
        }
    })
}

fn builder() -> BySchemeBuilder<Permission, String> {
    ByScheme::builder()
        .scheme("api_key", one("api_key", "k", "ann", &["view"]))
        .scheme("token", one("token", "t", "ann", &["edit"]))
        .scheme("token", one("token", "t2", "bob", &["view"]))
        .scheme("oauth", one("oauth", "o", "ann", &["view"]))
        .unchecked("login")
        .unchecked("oidc")
}

fn carried(known: &Authenticated<Permission, String>) -> [Option<PermissionSet<Permission>>; 4] {
    ["api_key", "token", "oauth", "login"].map(|scheme| known.carried(scheme))
}

#[tokio::test]
async fn each_credential_is_checked_by_its_own_scheme_and_counts_for_it_alone() {
    let all = builder().build().unwrap();
    let known = ask(&all, &[("api_key", key("k"))]).await.unwrap();
    assert_eq!((known.user().as_str(), carried(&known)), ("ann", [Some(set(&["view"])), None, None, None]));
    let known = ask(&all, &[("api_key", key("k")), ("token", bearer("t"))]).await.unwrap();
    assert_eq!(carried(&known), [Some(set(&["view"])), Some(set(&["edit"])), None, None]);
    assert_eq!(known.name(), Some("ann"), "for events");
    // Another scheme's secret is none of this one's.
    ask(&all, &[("api_key", key("t"))]).await.unwrap_err();
}

#[tokio::test]
async fn the_first_that_accepts_counts() {
    let all = builder().build().unwrap();
    let known = ask(&all, &[("token", bearer("t2"))]).await.unwrap();
    assert_eq!((known.user().as_str(), known.carried("token")), ("bob", Some(set(&["view"]))));
    let refused = ask(&all, &[("token", bearer("x"))]).await.unwrap_err();
    assert_eq!(refused, AuthenticationError::invalid("not t"));
}

#[tokio::test]
async fn a_credential_that_nobody_accepts_refuses_the_request() {
    let all = builder().build().unwrap();
    let refused = ask(&all, &[("api_key", key("k")), ("token", bearer("expired"))]).await.unwrap_err();
    assert_eq!(refused, AuthenticationError::invalid("not t"));
    let refused = ask(&all, &[("api_key", key("x")), ("token", bearer("down"))]).await.unwrap_err();
    assert_eq!(refused, AuthenticationError::invalid("not k"));
    let refused = ask(&all, &[("api_key", key("k")), ("token", bearer("down"))]).await.unwrap_err();
    assert_eq!(refused, AuthenticationError::Unavailable);
}

#[tokio::test]
async fn of_schemes_that_read_one_place_one_is_enough() {
    let all = builder().build().unwrap();
    let known = ask(&all, &[("token", bearer("o")), ("oauth", bearer("o"))]).await.unwrap();
    assert_eq!(carried(&known), [None, None, Some(set(&["view"])), None]);
    let known = ask(&all, &[("token", bearer("t")), ("oauth", bearer("t"))]).await.unwrap();
    assert_eq!(carried(&known), [None, Some(set(&["edit"])), None, None]);
    ask(&all, &[("token", bearer("x")), ("oauth", bearer("x"))]).await.unwrap_err();
}

#[tokio::test]
async fn two_callers_are_not_one() {
    let all = builder().build().unwrap();
    let refused = ask(&all, &[("api_key", key("k")), ("token", bearer("t2"))]).await.unwrap_err();
    assert_eq!(refused, AuthenticationError::invalid("the credentials are not of one caller"));

    let merging = |one: String, other: String| match other.as_str() {
        "mallory" => Err(AuthenticationError::invalid("never")),
        _ => Ok(format!("{one} for {other}")),
    };
    let merged = BySchemeBuilder::merging(merging)
        .scheme("api_key", one("api_key", "k", "app", &["view"]))
        .scheme("token", one("token", "t", "ann", &["edit"]))
        .scheme("oauth", one("oauth", "m", "mallory", &[]))
        .unchecked("login")
        .unchecked("oidc")
        .build()
        .unwrap();
    let known = ask(&merged, &[("api_key", key("k")), ("token", bearer("t"))]).await.unwrap();
    assert_eq!(known.user(), "app for ann");
    ask(&merged, &[("api_key", key("k")), ("oauth", bearer("m"))]).await.unwrap_err();
}

#[tokio::test]
async fn what_nobody_checks_proves_nothing_and_spoils_nothing() {
    let all = builder().build().unwrap();
    ask(&all, &[("login", basic("ann", "k"))]).await.unwrap_err();
    let known = ask(&all, &[("api_key", key("k")), ("login", basic("ann", "k"))]).await.unwrap();
    assert_eq!(carried(&known), [Some(set(&["view"])), None, None, None]);
}

#[test]
fn every_scheme_is_spoken_for() {
    let nobody = ByScheme::<Permission, String>::builder().scheme("token", one("token", "t", "ann", &[]));
    assert_eq!(nobody.build().unwrap_err(), SetupError::UncheckedSchemes(vec!["api_key", "oauth", "login", "oidc"]));
    assert!(matches!(builder().unchecked("cookie").build(), Err(SetupError::UnknownScheme { name: "cookie", .. })));
}

#[tokio::test]
async fn what_is_looked_up_counts_instead_and_for_the_same_schemes() {
    let looked_up = resolve(builder().build().unwrap(), |user: String| async move {
        match user.as_str() {
            "ann" => Ok((7_u32, set(&["edit"]))),
            _ => Err(AuthenticationError::Unavailable),
        }
    });
    let known = ask(&looked_up, &[("api_key", key("k")), ("login", basic("a", "b"))]).await.unwrap();
    assert_eq!((*known.user(), known.carried("api_key")), (7, Some(set(&["edit"]))));
    assert_eq!((known.carried("login"), known.carried("token")), (None, None));
    let refused = ask(&looked_up, &[("token", bearer("t2"))]).await.unwrap_err();
    assert_eq!(refused, AuthenticationError::Unavailable);
    ask(&looked_up, &[("api_key", key("x"))]).await.unwrap_err();
}
