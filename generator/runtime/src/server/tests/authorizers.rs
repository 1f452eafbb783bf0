//! The service's own rules: when they are looked at, and what becomes of what they say.

use super::*;
use crate::server::{Attempt, Authorizer, Denial, RequestAuthorizer};

/// What was looked at, in its order.
#[derive(Clone, Default)]
struct Seen(Arc<std::sync::Mutex<Vec<String>>>);

impl Authorizer<Service, String> for Seen {
    async fn authorize<'a>(&'a self, _: &'a Service, attempt: &'a Attempt<'a, String>) -> Result<(), Denial> {
        self.0.lock().unwrap().push(format!("all {} {:?}", attempt.operation(), attempt.principal()));
        Ok(())
    }
}

impl RequestAuthorizer<Service, String, Edit> for Seen {
    async fn authorize<'a>(&'a self, _: &'a Service, _: &'a Attempt<'a, String>, edit: &'a Edit) -> Result<(), Denial> {
        self.0.lock().unwrap().push(format!("Edit {}", edit.body));
        if edit.body == "forbidden" { Err(Denial::forbidden()) } else { Ok(()) }
    }
}

async fn own_thing(_: &Service, attempt: &Attempt<'_, String>) -> Result<(), Denial> {
    match (attempt.path_parameter("thing").as_deref(), attempt.query_parameters("as").next().as_deref()) {
        (Some("mine"), _) | (_, Some("the owner")) => Ok(()),
        (Some("hidden"), _) => Err(Denial::not_found()),
        (Some("panic"), _) => panic!("a secret"),
        (Some("down"), _) => Err(std::fmt::Error.into()),
        (Some("own"), _) => Err(Denial::failure(Refused(vec!["its own words"]))),
        _ => Err(Denial::forbidden().because("not the owner's")),
    }
}

async fn posted(
    routes: Routes<Service, Few, impl Authenticator<Few, Principal = String>>,
    uri: &str,
    body: &str,
) -> Got {
    let request = Request::builder().method("POST").uri(uri).header("x-api-key", "editor");
    send(routes.into_router(), request.body(Body::from(body.to_owned())).unwrap()).await
}

#[tokio::test]
async fn a_rule_of_the_services_own_has_the_last_word() {
    let routes = || routes().authorize_early::<Edit, _>(own_thing);
    assert_eq!(posted(routes(), "/things/mine", "").await.status, 200);
    assert_eq!(posted(routes(), "/things/theirs?as=the+owner", "").await.status, 200);
    let theirs = posted(routes(), "/things/theirs", "").await;
    assert_eq!((theirs.status, theirs.body.as_str()), (403, "refused: "));
    let hidden = posted(routes(), "/things/hidden", "").await;
    assert_eq!((hidden.status, &hidden.headers[CONTENT_TYPE]), (404, &"application/problem+json".parse().unwrap()));
    let own = posted(routes(), "/things/own", "").await;
    assert_eq!((own.status, own.body.as_str()), (403, "refused: its own words"));
    let down = posted(routes(), "/things/down", "").await;
    assert!(
        matches!(&down.fault, Some(Fault::AuthorizerUnavailable { operation: "Edit", reason: Some(why) }) if why.contains("Error"))
    );
    assert_eq!(down.status, 500);
    let panicked = posted(routes(), "/things/panic", "").await;
    assert_eq!(panicked.status, 500);
    for refused in [theirs, hidden, down, panicked] {
        assert!(!refused.body.contains("owner") && !refused.body.contains("secret"), "{}", refused.body);
    }
}

#[tokio::test]
async fn who_does_not_meet_the_documents_rule_is_never_looked_at() {
    let seen = Seen::default();
    let router = routes().authorize_all(seen.clone()).authorize::<Edit, _>(seen.clone()).into_router();
    let ask = async |method: &str, uri: &str, key: &str, body: &'static str| {
        let request = Request::builder().method(method).uri(uri).header("x-api-key", key);
        send(router.clone(), request.body(Body::from(body)).unwrap()).await.status
    };
    assert_eq!(ask("POST", "/things/1", "viewer", "hello").await, 403);
    assert_eq!(ask("POST", "/things/1", "unknown", "hello").await, 401);
    assert_eq!(ask("GET", "/nothing", "editor", "").await, 404);
    assert_eq!(*seen.0.lock().unwrap(), Vec::<String>::new());
    assert_eq!(ask("POST", "/things/1", "editor", "bad").await, 400);
    assert_eq!(ask("POST", "/things/1", "editor", "forbidden").await, 403);
    assert_eq!(ask("POST", "/things/1", "editor", "hello").await, 200);
    assert_eq!(ask("GET", "/info/a.txt", "editor", "").await, 200);
    let expected = [
        r#"all Edit Some("editor")"#,
        r#"all Edit Some("editor")"#,
        "Edit forbidden",
        r#"all Edit Some("editor")"#,
        "Edit hello",
        "all Info None",
    ];
    assert_eq!(*seen.0.lock().unwrap(), expected);
}

/// Refusals of each kind of rule, and of each of several, before and behind the operation's registration.
#[tokio::test]
async fn every_rule_must_agree() {
    async fn yes(_: &Service, _: &Attempt<'_, String>) -> Result<(), Denial> {
        Ok(())
    }
    async fn no(_: &Service, _: &Attempt<'_, String>) -> Result<(), Denial> {
        Err(Denial::forbidden())
    }
    async fn no_edit(_: &Service, _: &Attempt<'_, String>, _: &Edit) -> Result<(), Denial> {
        Err(Denial::forbidden())
    }
    async fn yes_edit(_: &Service, _: &Attempt<'_, String>, _: &Edit) -> Result<(), Denial> {
        Ok(())
    }
    let bare = || Routes::new(Service::default(), authenticator());
    for (status, routes) in [
        (200, routes().authorize_all(yes).authorize_early::<Edit, _>(yes).authorize::<Edit, _>(yes_edit)),
        (403, routes().authorize_all(yes).authorize_all(no)),
        (403, routes().authorize_all(no).authorize_all(yes)),
        (403, routes().authorize_early::<Edit, _>(yes).authorize_early::<Edit, _>(no)),
        (403, routes().authorize::<Edit, _>(no_edit).authorize::<Edit, _>(yes_edit)),
        (403, routes().authorize::<Edit, _>(yes_edit).authorize::<Edit, _>(no_edit)),
        (200, routes().authorize_early::<View, _>(no)),
    ] {
        assert_eq!(posted(routes, "/things/1", "").await.status, status);
    }
    let first = bare().authorize::<Edit, _>(no_edit).guarded::<Edit, _, _>(edit);
    assert_eq!(posted(first, "/things/1", "").await.status, 403);
}

#[tokio::test]
async fn early_rules_see_no_byte_of_the_body() {
    let asked = Arc::new(AtomicUsize::new(0));
    let body = Body::new(Counting { asked: Arc::clone(&asked), left: 3 });
    let request = Request::builder().method("POST").uri("/things/theirs").header("x-api-key", "editor");
    let router = routes().authorize_early::<Edit, _>(own_thing).into_router();
    assert_eq!(send(router, request.body(body).unwrap()).await.status, 403);
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_rule_for_an_operation_that_is_not_served_closes_the_router() {
    let misplaced = || {
        Routes::new(Service::default(), authenticator())
            .public::<Info, _, _>(|api, _| async move { api.answer("info".to_owned()) })
            .authorize_early::<Edit, _>(own_thing)
    };
    assert_eq!(misplaced().try_into_router().unwrap_err().operations, ["Edit"]);
    let got = send(misplaced().into_router(), Request::builder().uri("/info/a.txt").body(Body::empty()).unwrap()).await;
    assert_eq!(got.status, 500);
    assert!(matches!(got.fault, Some(Fault::Misplaced { .. })));
}

/// A denial never becomes a success, whatever it is made of.
#[tokio::test]
async fn a_denial_is_a_denial() {
    struct Fine;
    impl Responses for Fine {
        const STATUSES: &'static [u16] = &[200];
        const PRODUCES: &'static [&'static str] = &[];

        fn decode(_: &Answer) -> Result<Option<Self>, DecodeError> {
            Ok(None)
        }

        fn encode(&self, _: &Accept) -> Result<Answer, EncodeError> {
            Ok(Answer { status: StatusCode::OK, headers: HeaderMap::new(), body: Bytes::from_static(b"all is well") })
        }
    }
    let routes = routes().authorize_all(async |_: &Service, _: &Attempt<'_, String>| Err(Denial::failure(Fine)));
    let got = posted(routes, "/things/1", "").await;
    assert_eq!((got.status, got.body.as_str()), (403, "refused: "));
}
