//! What observers are told: once of each request, and never a secret.

use std::sync::Mutex;
use std::time::Duration;

use super::*;
use crate::server::{Attempt, Decision, Denial};

type Told = Arc<Mutex<Vec<String>>>;

fn line(decision: &Decision<'_, Few, String>) -> String {
    let Decision { operation, principal, name, outcome, presented, .. } = decision;
    assert_eq!(*principal, name.map(str::to_owned).as_ref());
    let who = name.unwrap_or("-");
    format!("{operation} {who} {} {} {:?}", presented.join("+"), outcome.as_str(), outcome.reason())
}

fn observed(told: &Told) -> Router {
    let told = Arc::clone(told);
    routes()
        .authorize_all(async |_: &Service, attempt: &Attempt<'_, String>| {
            match attempt.path_parameter("thing").as_deref() {
                Some("theirs") => Err(Denial::forbidden().because("not theirs")),
                Some("down") => Err(Denial::unavailable().because("no database")),
                Some("panic") => panic!("in the rule"),
                _ => Ok(()),
            }
        })
        .authorize::<Edit, _>(async |_: &Service, _: &Attempt<'_, String>, edit: &Edit| match edit.body.as_str() {
            "no" => Err(Denial::not_found()),
            _ => Ok(()),
        })
        .observe(move |decision: &Decision<'_, Few, String>| told.lock().unwrap().push(line(decision)))
        .into_router()
}

#[tokio::test]
async fn each_decision_is_told_once() {
    let told = Told::default();
    let router = observed(&told);
    for (method, uri, headers, body, status, expected) in [
        ("GET", "/info/a.txt", &[][..], "", 200, r#"Info -  public None"#),
        ("GET", "/things/1", &[], "", 200, r#"View -  granted None"#),
        ("GET", "/things/1", &[("x-api-key", "viewer")], "", 200, r#"View viewer key granted None"#),
        ("POST", "/things/1", &[], "", 401, r#"Edit -  unauthenticated Some("no credential")"#),
        (
            "POST",
            "/things/1",
            &[("x-api-key", "hunter2")],
            "",
            401,
            r#"Edit - key unauthenticated Some("nobody has that one")"#,
        ),
        (
            "POST",
            "/things/1",
            &[("x-api-key", "")],
            "",
            401,
            r#"Edit - key unauthenticated Some("the credential `X-Api-Key` is empty")"#,
        ),
        ("POST", "/things/1", &[("x-api-key", "viewer")], "", 403, r#"Edit viewer key forbidden None"#),
        ("POST", "/things/1", &[("x-api-key", "down")], "", 500, r#"Edit - key unavailable None"#),
        ("POST", "/things/1", &[("x-api-key", "broken")], "", 500, r#"Edit -  panicked None"#),
        ("POST", "/things/1", &[("authorization", "Bearer editor")], "", 200, r#"Edit editor token granted None"#),
        (
            "POST",
            "/things/theirs",
            &[("x-api-key", "editor")],
            "",
            403,
            r#"Edit editor key refused Some("not theirs")"#,
        ),
        (
            "POST",
            "/things/down",
            &[("x-api-key", "editor")],
            "",
            500,
            r#"Edit editor key unavailable Some("no database")"#,
        ),
        ("POST", "/things/panic", &[("x-api-key", "editor")], "", 500, r#"Edit -  panicked None"#),
        ("POST", "/things/1", &[("x-api-key", "editor")], "no", 404, r#"Edit editor key refused None"#),
        ("POST", "/things/1", &[("x-api-key", "editor")], "bad", 400, r#"Edit editor key abandoned None"#),
        ("POST", "/things/1", &[("x-api-key", "editor")], "panic", 500, r#"Edit editor key granted None"#),
    ] {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let got = send(router.clone(), request.body(Body::from(body)).unwrap()).await;
        assert_eq!(got.status, status, "{expected}");
        assert_eq!(std::mem::take(&mut *told.lock().unwrap()), [expected], "{method} {uri} {headers:?}");
    }
    let got = send(router, Request::builder().uri("/nothing").body(Body::empty()).unwrap()).await;
    assert_eq!((got.status, told.lock().unwrap().len()), (404, 0), "no operation, no decision");
}

#[tokio::test]
async fn who_hangs_up_is_on_record() {
    let told = Told::default();
    let router = {
        let told = Arc::clone(&told);
        routes()
            .authorize_all(async |_: &Service, _: &Attempt<'_, String>| {
                tokio::time::sleep(Duration::from_secs(60)).await;
                Ok(())
            })
            .observe(move |decision: &Decision<'_, Few, String>| told.lock().unwrap().push(line(decision)))
            .into_router()
    };
    let request = Request::builder().uri("/things/1").body(Body::empty()).unwrap();
    let cut = tokio::time::timeout(Duration::from_millis(20), router.oneshot(request)).await;
    assert!(cut.is_err());
    assert_eq!(*told.lock().unwrap(), ["View -  abandoned None"]);
}

#[tokio::test]
async fn an_observer_that_panics_lets_nobody_in() {
    let (service_calls, told) = (Arc::new(AtomicUsize::new(0)), Told::default());
    let observer = |told: &Told| {
        let told = Arc::clone(told);
        move |decision: &Decision<'_, Few, String>| told.lock().unwrap().push(decision.outcome.as_str().to_owned())
    };
    let calls = Arc::clone(&service_calls);
    let router = Routes::new((), authenticator())
        .guarded::<Edit, _, _>(move |_, _| {
            calls.fetch_add(1, Ordering::SeqCst);
            async { Ok(String::new()) }
        })
        .observe(observer(&told))
        .observe(|_: &Decision<'_, Few, String>| panic!("the disk is full"))
        .observe(observer(&told))
        .into_router();
    let request = Request::builder().method("POST").uri("/things/1").header("x-api-key", "editor");
    let got = send(router, request.body(Body::empty()).unwrap()).await;
    assert_eq!((got.status, service_calls.load(Ordering::SeqCst)), (500, 0));
    assert!(!got.body.contains("disk"));
    assert_eq!(*told.lock().unwrap(), ["granted", "panicked", "panicked"], "the first is told that it came to nothing");
}

#[tokio::test]
async fn debug_shows_the_rule_and_no_secret() {
    let told = Told::default();
    let router = {
        let told = Arc::clone(&told);
        routes().observe(move |decision: &Decision<'_, Few, String>| told.lock().unwrap().push(format!("{decision:?}")))
    };
    let request = Request::builder().method("POST").uri("/things/1?api+key=hunter2").header("x-api-key", "hunter2");
    send(router.into_router(), request.body(Body::from("hunter2")).unwrap()).await;
    let shown = told.lock().unwrap().join("");
    assert!(shown.contains("key[edit] | token[edit]") && !shown.contains("hunter2"), "{shown}");
}
