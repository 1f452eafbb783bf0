//! An API declared by hand with the derives, served and called over loopback HTTP: every status,
//! every outcome of the guard.
#![cfg(all(feature = "client", feature = "server"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail this way")]

use std::sync::Arc;

use gatewright::access::{
    Authenticated, AuthenticationError, Authenticator, Credentials, Granted, PermissionSet, authenticate_fn,
    minimal_permissions,
};
use gatewright::answer::Failure;
use gatewright::client::{Client, Error};
use gatewright::server::Routes;
use http::StatusCode;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, gatewright::Permissions)]
#[permissions(scheme(name = "api_key", api_key(header = "X-Api-Key")))]
#[permissions(scheme(name = "token", bearer))]
#[permissions(scheme(name = "login", basic))]
enum Permission {
    #[permission("things:view")]
    ViewThings,
    #[permission("things:edit")]
    EditThings,
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct Thing {
    id: String,
    #[schema(min_length = 1)]
    name: String,
    tags: Option<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct ErrorBody {
    message: String,
}

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct ForbiddenBody {
    message: String,
    required_permission: String,
}

#[derive(Debug, Clone, PartialEq, gatewright::Responses)]
enum ThingError {
    #[response(status = 400, rejection = r#"{"message": "{detail}"}"#)]
    BadRequest(ErrorBody),
    #[response(status = 401, rejection = r#"{"message": "{detail}"}"#)]
    Unauthorized(ErrorBody),
    #[response(status = 403, rejection = r#"{"message": "Forbidden", "required_permission": "{permission}"}"#)]
    Forbidden(ForbiddenBody),
    #[response(status = 404)]
    NotFound(ErrorBody),
    #[response(status = 409)]
    Conflict,
}

/// `GET /things/{thing}`
#[derive(Debug, Clone, PartialEq, gatewright::Operation)]
#[operation(id = "getThing", method = GET, path = "/things/{thing}")]
#[operation(permissions = Permission, access = "api_key[things:view] | token[things:view]")]
#[operation(returns = Thing, status = 200, produces("application/json"))]
#[operation(errors = ThingError)]
struct GetThing {
    #[parameter(path)]
    thing: String,
    #[parameter(query, default = false)]
    tagged: bool,
}

/// `PUT /things/{thing}.json`
#[derive(Debug, Clone, PartialEq, gatewright::Operation)]
#[operation(id = "putThing", method = PUT, path = "/things/{thing}.json")]
#[operation(permissions = Permission, access = "api_key[things:view, things:edit] & login")]
#[operation(returns = PutThingSuccess, errors = ThingError)]
struct PutThing {
    #[parameter(path)]
    thing: String,
    #[body("application/json")]
    body: Thing,
}

#[derive(Debug, Clone, PartialEq, gatewright::Responses)]
enum PutThingSuccess {
    #[response(status = 200)]
    Replaced(Thing),
    #[response(status = 201)]
    Created {
        #[header("Location")]
        location: String,
        #[body]
        body: Thing,
    },
}

/// `DELETE /things/{thing}`
#[derive(Debug, Clone, PartialEq, gatewright::Operation)]
#[operation(id = "deleteThing", method = DELETE, path = "/things/{id}")]
#[operation(permissions = Permission, access = "api_key[things:edit]")]
#[operation(returns = (), status = 204)]
struct DeleteThing {
    #[parameter(path)]
    id: String,
}

/// `GET /me`
#[derive(Debug, Clone, PartialEq, gatewright::Operation)]
#[operation(id = "getMe", method = GET, path = "/me")]
#[operation(permissions = Permission, access = "token | public")]
#[operation(returns = ErrorBody, status = 200, produces("application/json"))]
struct GetMe {}

/// `GET /compare/{base}...{head}`
#[derive(Debug, Clone, PartialEq, gatewright::Operation)]
#[operation(id = "compare", method = GET, path = "/compare/{base}...{head}")]
#[operation(permissions = Permission, access = public)]
#[operation(returns = ErrorBody, status = 200, produces("application/json"))]
struct Compare {
    #[parameter(path)]
    base: String,
    #[parameter(path)]
    head: String,
}

type User = &'static str;

fn authenticator() -> impl Authenticator<Permission, Principal = User> {
    authenticate_fn(|credentials: Credentials| async move {
        let view: PermissionSet<_> = [Permission::ViewThings].into_iter().collect();
        let mut user = Authenticated::new("ann");
        for (scheme, credential) in credentials.iter() {
            let set = match credential.secret().map(gatewright::Secret::expose) {
                Some("viewer" | "password") => view,
                Some("editor") => PermissionSet::all(),
                _ => return Err(AuthenticationError::invalid("unknown credential")),
            };
            user = user.scheme(scheme, set);
        }
        Ok(user)
    })
}

struct Things;

impl Things {
    fn thing(id: &str, tagged: bool) -> Thing {
        Thing { id: id.to_owned(), name: "a thing".to_owned(), tags: tagged.then(|| vec!["new".to_owned()]) }
    }
}

async fn get_thing(_: Arc<Things>, call: Granted<GetThing, User>) -> Result<Thing, Failure<ThingError>> {
    let GetThing { thing, tagged } = call.request();
    match thing.as_str() {
        "none" => Err(ThingError::NotFound(ErrorBody { message: "no such thing".to_owned() }).into()),
        "busy" => Err(ThingError::Conflict.into()),
        "odd" => Err(StatusCode::IM_A_TEAPOT.into()),
        "panic" => panic!("the secret of the handler"),
        id => Ok(Things::thing(id, *tagged)),
    }
}

async fn put_thing(_: Arc<Things>, call: Granted<PutThing, User>) -> Result<PutThingSuccess, Failure<ThingError>> {
    let (PutThing { thing, body }, _) = call.into_parts();
    Ok(match thing.as_str() {
        "new" => PutThingSuccess::Created { location: "/things/new".to_owned(), body },
        _ => PutThingSuccess::Replaced(body),
    })
}

fn get(thing: &str) -> GetThing {
    GetThing::new(thing.to_owned())
}

fn put(thing: &str, body: Thing) -> PutThing {
    PutThing::new(thing.to_owned(), body)
}

fn delete(id: &str) -> DeleteThing {
    DeleteThing::new(id.to_owned())
}

async fn server() -> String {
    let router = Routes::new(Things, authenticator())
        .guarded::<GetThing, _, _>(get_thing)
        .guarded::<PutThing, _, _>(put_thing)
        .guarded::<DeleteThing, _, _>(|_, _| async { Ok(()) })
        .optional::<GetMe, _, _>(|_, call| async move { Ok(ErrorBody { message: format!("{:?}", call.principal()) }) })
        .public::<Compare, _, _>(|_, call| async move {
            let Compare { base, head } = call.request();
            Ok(ErrorBody { message: format!("{base} with {head}") })
        })
        .base_path("/v1")
        .into_router();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/v1")
}

async fn client(credentials: &[(&'static str, &str)]) -> Client<Permission> {
    let builder = Client::builder(server().await);
    credentials.iter().fold(builder, |builder, (name, secret)| builder.credential(name, *secret)).build().unwrap()
}

#[tokio::test]
async fn every_documented_answer_comes_back() {
    let client = client(&[("api_key", "editor"), ("login", "ann:password")]).await;
    assert_eq!(client.call(get("1")).await.unwrap(), Things::thing("1", false));
    assert_eq!(client.call(GetThing { tagged: true, ..get("a/b c%") }).await.unwrap(), Things::thing("a/b c%", true));
    let body = Things::thing("x", true);
    match client.call(put("new", body.clone())).await.unwrap() {
        PutThingSuccess::Created { location, body: read } => {
            assert_eq!((location.as_str(), read), ("/things/new", body.clone()));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(client.call(put("old", body.clone())).await.unwrap(), PutThingSuccess::Replaced(body));
    client.call(delete("1")).await.unwrap();
    assert_eq!(client.call(Compare::new("main".to_owned(), "a-b".to_owned())).await.unwrap().message, "main with a-b");

    assert!(
        matches!(client.call(get("none")).await, Err(Error::Api(ThingError::NotFound(body))) if body.message == "no such thing")
    );
    assert!(matches!(client.call(get("busy")).await, Err(Error::Api(ThingError::Conflict))));
    assert!(
        matches!(client.call(get("odd")).await, Err(Error::Unexpected(answer)) if answer.status == StatusCode::IM_A_TEAPOT)
    );
}

#[tokio::test]
async fn the_guard_answers_as_the_document_says() {
    let viewer = client(&[("api_key", "viewer"), ("login", "ann:password")]).await;
    match viewer.call(put("1", Things::thing("1", false))).await {
        Err(Error::Api(ThingError::Forbidden(body))) => assert_eq!(body.required_permission, "things:edit"),
        other => panic!("{other:?}"),
    }
    // This operation documents no failure.
    match viewer.call(delete("1")).await {
        Err(Error::Unexpected(answer)) => {
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            assert_eq!(answer.headers["content-type"], "application/problem+json");
        }
        other => panic!("{other:?}"),
    }
    let stranger = viewer.with_credential("api_key", "hunter2").unwrap();
    match stranger.call(get("1")).await {
        Err(Error::Api(ThingError::Unauthorized(body))) => assert_eq!(body.message, "the credential is not valid"),
        other => panic!("{other:?}"),
    }
    let by_token = client(&[("token", "viewer")]).await;
    assert_eq!(by_token.call(get("1")).await.unwrap(), Things::thing("1", false));
    assert!(matches!(by_token.call(delete("1")).await, Err(Error::Credential(_))));
}

#[tokio::test]
async fn optional_security_tells_who_called() {
    assert_eq!(client(&[]).await.call(GetMe::new()).await.unwrap().message, "None");
    assert_eq!(client(&[("token", "viewer")]).await.call(GetMe::new()).await.unwrap().message, r#"Some("ann")"#);
    let stranger = client(&[("token", "hunter2")]).await.call(GetMe::new()).await;
    assert!(matches!(stranger, Err(Error::Unexpected(answer)) if answer.status == StatusCode::UNAUTHORIZED));
}

#[tokio::test]
async fn a_handler_that_panics_is_a_500() {
    let client = client(&[("api_key", "editor")]).await;
    match client.call(get("panic")).await {
        Err(Error::Unexpected(answer)) => {
            assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
            assert!(!String::from_utf8_lossy(&answer.body).contains("secret"));
        }
        other => panic!("{other:?}"),
    }
    client.call(get("1")).await.unwrap();
}

/// A request that no client of ours would send: its status and body.
async fn raw(method: &str, path: &str, headers: &[(&str, &str)], body: &'static str) -> (u16, String) {
    let http = reqwest::Client::builder();
    let http = http.tls_backend_preconfigured(no_tls()).build().unwrap();
    let mut request = http.request(method.parse().unwrap(), format!("{}{path}", server().await)).body(body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

fn no_tls() -> rustls::ClientConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    builder.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth()
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_told_in_order() {
    let editor = ("x-api-key", "editor");
    let login = ("authorization", "Basic YW5uOnBhc3N3b3Jk");
    let json = ("content-type", "application/json");
    let status =
        async |method: &str, path: &str, headers: &[(&str, &str)], body| raw(method, path, headers, body).await.0;
    assert_eq!(status("PUT", "/things/1.json", &[editor, login, json], "{}").await, 400);
    assert_eq!(status("PUT", "/things/1.json", &[editor, login, json], "{").await, 400);
    assert_eq!(status("PUT", "/things/1.json", &[editor, login, ("content-type", "text/csv")], "x").await, 415);
    assert_eq!(status("PUT", "/things/1.json", &[("x-api-key", "viewer"), login, json], "{").await, 403);
    assert_eq!(status("PUT", "/things/1.json", &[editor, json], "{").await, 401);
    assert_eq!(status("GET", "/things/1", &[editor, ("accept", "text/html")], "").await, 406);
    assert_eq!(status("GET", "/things/1?tagged=maybe", &[editor], "").await, 400);
    assert_eq!(status("GET", "/things/%FF", &[editor], "").await, 400);
    assert_eq!(status("POST", "/things/1", &[editor], "").await, 405);
    assert_eq!(status("GET", "/thing/1", &[editor], "").await, 404);
    assert_eq!(status("GET", "/things/1", &[("x-api-key", "viewer"), ("x-api-key", "viewer")], "").await, 401);
    let (status, body) = raw("GET", "/things/1", &[], "").await;
    assert_eq!((status, body.as_str()), (401, r#"{"message":"the request needs a credential"}"#));
}

#[test]
fn what_a_program_needs_is_known_before_it_sends() {
    let viewer: PermissionSet<_> = [Permission::ViewThings].into_iter().collect();
    assert!(GetThing::ACCESS.permits(&viewer) && !DeleteThing::ACCESS.permits(&viewer));
    assert_eq!(minimal_permissions(&[GetThing::ACCESS, GetMe::ACCESS]), Some(viewer));
    assert_eq!(minimal_permissions(&[GetThing::ACCESS, DeleteThing::ACCESS]), Some(PermissionSet::all()));
}

/// Calls move between threads, as programs spawn them.
#[tokio::test]
async fn calls_can_be_spawned() {
    let client = client(&[("api_key", "viewer")]).await;
    let calls: Vec<_> = (0..20)
        .map(|id| {
            let client = client.clone();
            tokio::spawn(async move { client.call(get(&id.to_string())).await })
        })
        .collect();
    for (id, call) in calls.into_iter().enumerate() {
        assert_eq!(call.await.unwrap().unwrap().id, id.to_string());
    }
}
