//! What OpenAPI 3.2 adds: methods of any name, a query string as a whole, media types by name, schemes by URI.

use gatewright::access::{Authenticated, AuthenticationError, Granted, authenticate_fn};
use gatewright::answer::{Failure, NoFailure};
use gatewright::payload::Bytes;
use gatewright_tests::loopback::{Ask, Server};

use super::later::operations::*;
use super::later::types::{File, ListFilesFilter, SearchFilesBody};
use super::later::{Client, Permission, server};

struct Files;

fn file(name: impl Into<String>) -> Vec<File> {
    vec![File { name: name.into(), tags: None }]
}

type Answer<T> = Result<T, Failure<NoFailure>>;

impl server::Api for Files {
    type Principal = ();

    async fn list_files(&self, call: Granted<ListFiles, ()>) -> Answer<Vec<File>> {
        let filter = &call.request().filter;
        Ok(file(format!("{} of {:?}", filter.kind, filter.size)))
    }

    async fn search_files(&self, call: Granted<SearchFiles, ()>) -> Answer<Vec<File>> {
        Ok(file(call.request().body.text.clone().unwrap_or_default()))
    }

    async fn watch_file(&self, _: Granted<WatchFile, ()>) -> Answer<Bytes> {
        Ok(Bytes::from_static(b"data: {}\n\n"))
    }

    async fn link_files_by_name_changes(&self, _: Granted<LinkFilesByNameChanges, ()>) -> Answer<()> {
        Ok(())
    }

    async fn discover_files(&self, _: Granted<DiscoverFiles, ()>) -> Answer<()> {
        Ok(())
    }
}

#[test]
fn what_the_document_says_is_in_the_declarations() {
    super::check("later");
    let said: Vec<_> = super::said("later").into_iter().map(|(code, _)| code).collect();
    assert_eq!(said, ["GW0222"]);
}

#[tokio::test]
async fn methods_of_any_name_and_query_strings_travel() {
    let authenticator = authenticate_fn(|credentials| async move {
        match credentials.get("device").is_some() {
            true => Ok(Authenticated::new(()).permissions([Permission::Read].into_iter().collect())),
            false => Err(AuthenticationError::invalid("no token")),
        }
    });
    let server = Server::start(server::router(Files, authenticator)).await;
    let client = Client::builder().base_url(&server.url).device("token").build().unwrap();
    let body = SearchFilesBody { text: Some("a".to_owned()) };
    assert_eq!(client.search_files(SearchFiles::new(body)).await.unwrap(), file("a"));
    client.discover_files(DiscoverFiles::new()).await.unwrap();
    let filter = ListFilesFilter { kind: "text".to_owned(), size: Some(7) };
    assert_eq!(client.list_files(ListFiles::new(filter)).await.unwrap(), file("text of Some(7)"));
    assert_eq!(client.watch_file(WatchFile::new("a")).await.unwrap(), "data: {}\n\n");
    let refused = client.link_files_by_name_changes(LinkFilesByNameChanges::new("a")).await.unwrap_err();
    assert_eq!(refused.status().map(|status| status.as_u16()), Some(403));

    let ask = |method: &[u8]| Ask::new(http_method(method), "/files").header("Authorization", "Bearer token");
    server.ask(&ask(b"M-SEARCH")).await.assert_status(204);
    server.ask(&ask(b"m-search")).await.assert_status(405);
    server.ask(&Ask::get("/files?kind=text&size=1").header("Authorization", "Bearer token")).await.assert_status(200);
}

fn http_method(name: &[u8]) -> axum::http::Method {
    axum::http::Method::from_bytes(name).unwrap()
}
