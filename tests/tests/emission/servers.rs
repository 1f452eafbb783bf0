//! Servers that are chosen, and operations that have one of their own: calls arrive at two servers on loopback.

use axum::Router;
use axum::extract::Request;
use gatewright::Operation;
use gatewright::client::{BuildError, reqwest};
use gatewright_tests::loopback::Server;

use super::servers::{Client, ClientBuilder, operations::*};

/// A server that answers with its name and where the call came in.
async fn named(name: &'static str) -> Server {
    Server::start(Router::new().fallback(async move |request: Request| format!("{name} {}", request.uri().path())))
        .await
}

/// What calls of each operation arrive as: the API's server is one, and the host `uploads.test` another.
async fn calls(set: impl FnOnce(ClientBuilder, &Server) -> ClientBuilder) -> [String; 4] {
    let (api, uploads) = (named("api").await, named("uploads").await);
    let there = uploads.url.clone();
    let proxy = reqwest::Proxy::custom(move |url| (url.host_str() == Some("uploads.test")).then(|| there.clone()));
    let http = reqwest::Client::builder().tls_backend_preconfigured(gatewright_tests::loopback::plain_tls());
    let http = http.proxy(proxy).build().unwrap();
    let client = set(Client::builder(), &api).configure(|builder| builder.http(http)).build().unwrap();
    [
        client.read_one(ReadOne::new()).await.unwrap(),
        client.read_files(ReadFiles::new()).await.unwrap(),
        client.store_files(StoreFiles::new()).await.unwrap(),
        client.read_usual(ReadUsual::new()).await.unwrap(),
    ]
}

fn port(server: &Server) -> &str {
    server.url.rsplit(':').next().unwrap()
}

#[test]
fn the_declarations_say_where_an_operation_is() {
    super::check("servers");
    assert_eq!((ReadOne::SERVER, ReadFiles::SERVER), (None, Some("http://uploads.test/files-api/")));
    assert_eq!((StoreFiles::SERVER, ReadUsual::SERVER), (Some("/beta"), None));
    assert_eq!(Client::SERVER, "http://127.0.0.1:80/v1");
}

#[tokio::test]
async fn an_operation_is_called_at_its_own_server() {
    let said = calls(|builder, api| builder.server_variable("port", port(api))).await;
    assert_eq!(said, ["api /v1/one", "uploads /files-api/files", "api /beta/files", "api /v1/usual"]);
    let set = |builder: ClientBuilder, api: &Server| {
        builder.server_variable("port", port(api)).server_variable("version", "v2")
    };
    assert_eq!(calls(set).await[0], "api /v2/one");
    let said = calls(|builder, api| builder.server(Client::SERVERS[1]).server_variable("port", port(api))).await;
    assert_eq!(said, ["api /sandbox/one", "uploads /files-api/files", "api /beta/files", "api /sandbox/usual"]);
}

#[tokio::test]
async fn a_base_url_is_where_all_calls_go() {
    let said = calls(|builder, api| builder.base_url(format!("{}/mock", api.url)).server(Client::SERVERS[1])).await;
    assert_eq!(said, ["api /mock/one", "api /mock/files", "api /beta/files", "api /mock/usual"]);
}

#[test]
fn values_that_a_variable_may_not_have_are_refused() {
    let refused = Client::builder().server_variable("version", "v3").build().unwrap_err();
    assert!(matches!(refused, BuildError::ServerVariable { name: "version", values: ["v1", "v2"] }), "{refused}");
    let refused = Client::builder().server(Client::SERVERS[1]).server_variable("version", "v2").build().unwrap_err();
    assert!(matches!(&refused, BuildError::UnknownServerVariable(name) if name == "version"), "{refused}");
}
