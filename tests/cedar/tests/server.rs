//! Cedar behind the guard of a server of generated operations.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use gatewright::access::{Authenticated, AuthenticationError, Credentials, authenticate_fn};
use gatewright::answer::{Answer, Failure};
use gatewright::cedar::{Carried, Carrying, Cedar, Question, Resource, Subject};
use gatewright::http::{HeaderMap, Request, StatusCode};
use gatewright::policy::Live;
use gatewright::server::axum::Router;
use gatewright::server::axum::body::Body;
use gatewright::server::{Attempt, Denial, Routes};
use gatewright_cedar_tests::{engine, export};
use tower::ServiceExt as _;
use trusted_twin::{DeleteBatch, GetBatch, Permission};

struct User {
    name: &'static str,
    company: &'static str,
}

impl Subject for User {
    fn introduce(&self, question: Question) -> Question {
        question.user(self.name).tag("company", self.company).role(if self.name == "ann" { "owner" } else { "clerk" })
    }
}

type Principal = Carried<Permission, User>;

const OWN: &str = r#"
@id("other companies")
forbid (principal is Twin::User, action, resource)
when { resource.hasTag("company") }
unless { principal.hasTag("company") && principal.getTag("company") == resource.getTag("company") };

@id("only owners delete")
forbid (principal, action == Twin::Action::"delete_batch", resource)
unless { principal in Twin::Role::"owner" };
"#;

fn cedar(own: &str) -> Cedar {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs/trusted-twin/openapi.yaml");
    engine(&export(&spec, "Twin").unwrap(), &[own]).unwrap()
}

/// The batches whose name begins with `a` are of the company `acme`, and all others of another.
async fn of_own_company(live: &Live<Cedar>, attempt: &Attempt<'_, Principal>) -> Result<(), Denial> {
    let cedar = live.snapshot();
    let question = cedar.question(attempt);
    let Some(batch) = attempt.path_parameter("batch") else { return cedar.verdict(&question) };
    let company = if batch.starts_with('a') { "acme" } else { "other" };
    cedar.verdict(&question.on(Resource::new(batch).tag("company", company)))
}

fn routes(
    live: &Live<Cedar>,
) -> Routes<Live<Cedar>, Permission, impl gatewright::access::Authenticator<Permission, Principal = Principal>> {
    let authenticator = authenticate_fn(|credentials: Credentials| async move {
        let secret = credentials.get("user_secret").and_then(|secret| secret.secret());
        let is = |wanted: &str| secret.is_some_and(|secret| secret.matches(wanted));
        let user = match (is("ann"), is("bob")) {
            (true, _) => User { name: "ann", company: "acme" },
            (_, true) => User { name: "bob", company: "acme" },
            _ => return Err(AuthenticationError::invalid("unknown secret")),
        };
        Ok(Authenticated::new(user).permissions([Permission::GetBatch, Permission::DeleteBatch].into_iter().collect()))
    });
    Routes::new(live.clone(), Carrying(authenticator))
        .guarded::<GetBatch, _, _>(|_, _| async { Err(reached()) })
        .guarded::<DeleteBatch, _, _>(|_, _| async { Err(reached()) })
}

/// An answer that says that the handler ran.
fn reached<E>() -> Failure<E> {
    let answer = Answer { status: StatusCode::IM_A_TEAPOT, headers: HeaderMap::new(), body: Default::default() };
    Failure::Undocumented(Box::new(answer))
}

async fn status(router: &Router, method: &str, path: &str, secret: &str) -> u16 {
    let request =
        Request::builder().method(method).uri(path).header("Authorization", secret).body(Body::empty()).unwrap();
    router.clone().oneshot(request).await.unwrap().status().as_u16()
}

const OURS: &str = "/batches/a0000000-0000-4000-8000-000000000000";
const THEIRS: &str = "/batches/b0000000-0000-4000-8000-000000000000";

#[tokio::test]
async fn cedar_decides_behind_the_document_s_rule() {
    let live = Live::new(cedar(OWN));
    let router = routes(&live).authorize_all(of_own_company).into_router();
    for (method, path, secret, expected) in [
        ("GET", OURS, "ann", 418),
        ("GET", OURS, "bob", 418),
        ("GET", THEIRS, "ann", 403),
        ("DELETE", OURS, "ann", 418),
        ("DELETE", OURS, "bob", 403),
        ("DELETE", THEIRS, "ann", 403),
        ("GET", OURS, "eve", 401),
    ] {
        assert_eq!(status(&router, method, path, secret).await, expected, "{method} {path} {secret}");
    }
}

#[tokio::test]
async fn cedar_itself_is_an_authorizer_whose_policies_can_be_replaced() {
    let live = Live::new(cedar(""));
    let router = routes(&live).authorize_all(live.clone()).into_router();
    assert_eq!(status(&router, "GET", THEIRS, "bob").await, 418);
    let by_path = "forbid (principal, action == Twin::Action::\"get_batch\", resource) \
                   when { context.path has batch && context.path.batch like \"b*\" };";
    live.replace(cedar(by_path));
    assert_eq!((status(&router, "GET", THEIRS, "bob").await, status(&router, "GET", OURS, "bob").await), (403, 418));
    // What fails is denied, and is the service's fault.
    live.replace(cedar("forbid (principal, action, resource) when { 9223372036854775807 + 1 == 0 };"));
    assert_eq!(status(&router, "GET", OURS, "ann").await, 500);
}

#[tokio::test]
async fn what_no_policy_permits_is_denied() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs/trusted-twin/openapi.yaml");
    let live = Live::new(Cedar::new(&export(&spec, "Twin").unwrap().schema, [OWN]).unwrap());
    let router = routes(&live).authorize_all(live.clone()).into_router();
    assert_eq!(status(&router, "GET", OURS, "ann").await, 403);
}
