//! Which credentials are chosen, and where they stand.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail this way")]

use super::*;
use crate::access::samples::Few;

fn configured(secrets: &[(&'static str, &str)]) -> Configured {
    let mut configured = Configured::default();
    for (name, secret) in secrets {
        configured.insert::<Few>(name, &Given::Secret(Secret::from(*secret))).unwrap();
    }
    configured
}

fn rule(alternatives: &[&[&str]]) -> AccessRule<Few> {
    let requirement = |name: &&str| Requirement::new(Few::scheme(name), PermissionSet::EMPTY);
    let all: Vec<_> = alternatives
        .iter()
        .map(|names| Alternative::new(names.iter().map(requirement).collect::<Vec<_>>().leak()))
        .collect();
    AccessRule::new(all.leak())
}

/// The URL and the headers of a request with these secrets to an operation with this rule.
fn sent(secrets: &[(&'static str, &str)], alternatives: &[&[&str]]) -> Result<String, MissingCredential> {
    let mut url = url::Url::parse("http://h/?a=1").unwrap();
    let mut headers = HeaderMap::new();
    headers.insert(COOKIE, HeaderValue::from_static("c=d"));
    let configured = configured(secrets);
    let chosen = configured.choose("op", &rule(alternatives)).map_err(missing)?;
    let placed = |held: &&Held| if let Held::Placed(placed) = held { Some(placed.clone()) } else { None };
    apply(&chosen.iter().filter_map(placed).collect::<Vec<_>>(), &mut url, &mut headers);
    let headers = headers.iter().map(|(name, value)| format!(" {name}: {}", value.to_str().unwrap()));
    Ok(std::iter::once(url.query().unwrap().to_owned()).chain(headers).collect())
}

fn missing(refused: Refused) -> MissingCredential {
    match refused {
        Refused::Credential(missing) => missing,
        Refused::Permission(missing) => panic!("{missing}"),
    }
}

#[test]
fn each_kind_stands_in_its_place() {
    for (name, secret, expected) in [
        ("key", "a b", "a=1 cookie: c=d x-api-key: a b"),
        ("token", "t", "a=1 cookie: c=d authorization: Bearer t"),
        ("oauth", "t", "a=1 cookie: c=d authorization: Bearer t"),
        ("login", "ann:a:b", "a=1 cookie: c=d authorization: Basic YW5uOmE6Yg=="),
        ("digest", "a=1", "a=1 cookie: c=d authorization: digest a=1"),
        ("secret", "s", "a=1 cookie: c=d authorization: s"),
        ("query_key", "a+b&c d", "a=1&api%20key=a%2Bb%26c%20d cookie: c=d"),
        ("session", "x=y", "a=1 cookie: c=d; session=x=y"),
    ] {
        assert_eq!(sent(&[(name, secret)], &[&[name]]), Ok(expected.to_owned()));
    }
}

#[test]
fn the_first_alternative_with_all_its_credentials_is_taken() {
    let secrets = [("key", "k"), ("token", "t")];
    let none = Ok("a=1 cookie: c=d".to_owned());
    assert_eq!(
        sent(&secrets, &[&["key", "session"], &["token"], &["key"]]).unwrap(),
        "a=1 cookie: c=d authorization: Bearer t"
    );
    assert_eq!(sent(&secrets, &[&["key", "token"]]).unwrap(), "a=1 cookie: c=d x-api-key: k authorization: Bearer t");
    assert_eq!(sent(&secrets, &[&[]]), none);
    assert_eq!(sent(&secrets, &[&["session"], &[]]), none);
    assert_eq!(sent(&[("key", "k")], &[&[], &["key"]]).unwrap(), "a=1 cookie: c=d x-api-key: k");
}

#[test]
fn without_any_the_error_names_the_schemes() {
    let error = sent(&[("token", "hunter2")], &[&["key", "token"], &["session"]]).unwrap_err();
    assert_eq!(error.to_string(), "the client has no credential for `op`, which needs key and token, or session");
    assert_eq!(sent(&[], &[]).unwrap_err().to_string(), "the client has no credential for `op`, which nobody may call");
}

#[test]
fn one_header_never_carries_two_credentials() {
    assert!(sent(&[("token", "t"), ("login", "a:b")], &[&["token", "login"]]).is_err());
    assert!(sent(&[("token", "t"), ("oauth", "t")], &[&["token", "oauth"]]).is_ok());
}

#[test]
fn what_cannot_stand_there_is_refused() {
    for (name, secret) in
        [("key", "a\nb"), ("key", ""), ("session", "a;b"), ("session", "a b"), ("login", "ann"), ("certificate", "x")]
    {
        let refused = Configured::default().insert::<Few>(name, &Given::Secret(Secret::from(secret)));
        assert!(matches!(refused, Err(BuildError::Credential(_))), "{name} {secret}");
    }
    let unknown = Configured::default().insert::<Few>("other", &Given::ByHttp);
    assert!(matches!(unknown, Err(BuildError::UnknownScheme("other"))));
}

#[test]
fn debug_shows_no_secret() {
    let all = configured(&[
        ("key", "hunter2"),
        ("token", "hunter2"),
        ("query_key", "hunter2"),
        ("session", "hunter2"),
        ("login", "a:hunter2"),
    ]);
    assert!(!format!("{all:?} {all:#?}").contains("hunter2"));
}

/// A rule from alternatives of schemes with bits.
fn needing(alternatives: &[&[(&str, u64)]]) -> AccessRule<Few> {
    let requirement =
        |(name, bits): &(&str, u64)| Requirement::new(Few::scheme(name), PermissionSet::from_words([*bits]));
    let all: Vec<_> = alternatives
        .iter()
        .map(|all| Alternative::new(all.iter().map(requirement).collect::<Vec<_>>().leak()))
        .collect();
    AccessRule::new(all.leak())
}

#[test]
fn what_is_known_of_credentials_decides_before_anything_is_sent() {
    let mut client = configured(&[("key", "k"), ("token", "t")]);
    let either = needing(&[&[("token", 0b111)], &[("key", 0b001)]]);
    let header = |client: &Configured| match client.choose("op", &either) {
        Ok(held) => match held.as_slice() {
            [Held::Placed(Placed::Header(name, _))] => name.to_string(),
            other => panic!("{other:?}"),
        },
        Err(Refused::Permission(missing)) => missing.to_string(),
        Err(Refused::Credential(missing)) => missing.to_string(),
    };
    assert_eq!(header(&client), "authorization", "nothing is known of either");
    client.permit::<Few>("token", &PermissionSet::from_words([0b011])).unwrap();
    assert_eq!(header(&client), "x-api-key", "the token carries too little");
    client.permit::<Few>("key", &PermissionSet::EMPTY).unwrap();
    let said = "`op` needs permissions that the client lacks: delete of token, or view of key";
    assert_eq!(header(&client), said);
    client.permit::<Few>("token", &PermissionSet::all()).unwrap();
    assert_eq!(header(&client), "authorization");

    let optional = needing(&[&[("key", 0b001)], &[]]);
    assert!(client.choose("op", &optional).unwrap().is_empty());
    assert!(matches!(client.permit::<Few>("other", &PermissionSet::EMPTY), Err(BuildError::UnknownScheme("other"))));
}
