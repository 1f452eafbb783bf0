//! Static keys.

use gatewright::Secret;
use gatewright::access::{AuthenticationError, Credential};
use gatewright::authenticators::SetupError;
use gatewright::authenticators::keys::{KeyHash, Keys, generate};

use crate::api::{Permission, ask, basic, bearer, key, set};

fn invalid() -> AuthenticationError {
    AuthenticationError::invalid("the key isn't valid")
}

#[tokio::test]
async fn a_key_says_whose_it_is_in_every_kind_of_credential() {
    let (ann, ann_hash) = generate("shop_").unwrap();
    let (bob, bob_hash) = generate("shop_").unwrap();
    let login = KeyHash::of(&Secret::from(format!("carl:{}", bob.expose()))).unwrap();
    let keys = Keys::<Permission, _>::new(
        ["api_key", "token", "login"],
        [(ann_hash, "ann", set(&["view"])), (bob_hash, "bob", set(&["view", "edit"])), (login, "carl", set(&[]))],
    )
    .unwrap();

    let known = ask(&keys, &[("api_key", key(ann.expose()))]).await.unwrap();
    assert_eq!((*known.user(), known.carried("api_key")), ("ann", Some(set(&["view"]))));
    assert_eq!(known.carried("token"), None, "a scheme that wasn't presented");
    let known = ask(&keys, &[("token", bearer(bob.expose()))]).await.unwrap();
    assert_eq!((*known.user(), known.carried("token")), ("bob", Some(set(&["view", "edit"]))));
    let known = ask(&keys, &[("login", basic("carl", bob.expose()))]).await.unwrap();
    assert_eq!((*known.user(), known.carried("login")), ("carl", Some(set(&[]))));

    let cut = &ann.expose()[..ann.expose().len() - 1];
    for wrong in [cut, "", "shop_", &format!("{}A", ann.expose()), &ann.expose().to_uppercase(), &ann_hash.to_string()]
    {
        assert_eq!(ask(&keys, &[("api_key", key(wrong))]).await.unwrap_err(), invalid(), "{wrong}");
    }
    for wrong in [basic("bob", bob.expose()), basic("carl", ann.expose()), basic("", bob.expose())] {
        assert_eq!(ask(&keys, &[("login", wrong)]).await.unwrap_err(), invalid());
    }
}

#[tokio::test]
async fn a_scheme_that_it_was_not_made_for_proves_nothing() {
    let (ann, hash) = generate("").unwrap();
    let keys = Keys::<Permission, _>::new(["api_key"], [(hash, "ann", set(&["view"]))]).unwrap();
    ask(&keys, &[("token", bearer(ann.expose()))]).await.unwrap_err();
    let both = ask(&keys, &[("api_key", key(ann.expose())), ("token", bearer("anything"))]).await.unwrap();
    assert_eq!(both.carried("token"), None);
}

#[tokio::test]
async fn two_keys_in_one_request_must_be_one() {
    let (ann, ann_hash) = generate("").unwrap();
    let (bob, bob_hash) = generate("").unwrap();
    let entries = [(ann_hash, "ann", set(&["view"])), (bob_hash, "bob", set(&["edit"]))];
    let keys = Keys::<Permission, _>::new(["token", "oauth"], entries).unwrap();
    let both = ask(&keys, &[("token", bearer(ann.expose())), ("oauth", bearer(ann.expose()))]).await.unwrap();
    assert_eq!((both.carried("token"), both.carried("oauth")), (Some(set(&["view"])), Some(set(&["view"]))));
    ask(&keys, &[("token", bearer(ann.expose())), ("oauth", bearer(bob.expose()))]).await.unwrap_err();
}

#[tokio::test]
async fn no_keys_let_nobody_in_and_a_thousand_are_told_apart() {
    let none = Keys::<Permission, u32>::new(["api_key"], []).unwrap();
    ask(&none, &[("api_key", key("a"))]).await.unwrap_err();

    let made: Vec<_> = (0..1000_u32).map(|at| (at, generate("k_").unwrap())).collect();
    let entries = made.iter().map(|(at, (_, hash))| (*hash, *at, set(&[])));
    let keys = Keys::<Permission, u32>::new(["api_key"], entries).unwrap();
    for (at, (secret, _)) in &made {
        assert_eq!(ask(&keys, &[("api_key", key(secret.expose()))]).await.unwrap().user(), at);
    }
}

#[tokio::test]
async fn what_cannot_work_is_no_authenticator() {
    let (_, hash) = generate("").unwrap();
    let unknown = Keys::<Permission, _>::new(["key"], [(hash, "ann", set(&[]))]).unwrap_err();
    assert_eq!(unknown.to_string(), "the API has no security scheme `key`, only api_key, token, oauth, login, oidc");
    let twice = [(hash, "ann", set(&[])), (hash, "bob", set(&[]))];
    assert_eq!(Keys::<Permission, _>::new(["api_key"], twice).unwrap_err(), SetupError::SameKey);
}

#[tokio::test]
async fn nothing_shows_a_key_or_its_hash() {
    let (secret, hash) = generate("p_").unwrap();
    let (_, random) = secret.expose().split_once('_').unwrap();
    assert!(secret.expose().starts_with("p_") && random.len() == 43);
    let keys = Keys::<Permission, _>::new(["api_key"], [(hash, "ann", set(&[]))]).unwrap();
    let refusal = ask(&keys, &[("api_key", key(&format!("{random}x")))]).await.unwrap_err();
    let shown = format!("{keys:?} {hash:?} {secret:?} {refusal} {refusal:?}");
    assert!(!shown.contains(random) && !shown.contains(&hash.to_string()[7..20]), "{shown}");
    let certificate = Credential::Certificate(gatewright::access::ClientCertificate { chain: Vec::new() });
    assert_eq!(ask(&keys, &[("api_key", certificate)]).await.unwrap_err(), invalid());
}
