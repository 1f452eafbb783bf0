//! Which form an answer has: by `Accept`, with its weights.

use asavie::{GetBatch, GetBatchError, ListAccounts};
use gatewright::client::Error;
use gatewright_tests::loopback::{Ask, Server};

use crate::{client, get_batch, sample, serve};

const PATH: &str = "/v1/batches/1";

#[tokio::test]
async fn the_form_that_the_client_likes_best_is_chosen() {
    let (server, script) = serve().await;
    script.answer::<GetBatch>(Ok::<_, GetBatchError>(sample()));
    server.ask(&Ask::get(PATH)).await.assert_status(200);
    for (accept, expected) in [
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/*", "text/json"),
        ("application/json", "application/json"),
        ("text/json", "text/json"),
        ("application/xml", "application/xml"),
        ("text/xml", "text/xml"),
        ("Application/XML", "application/xml"),
        ("application/json;q=0.1, application/xml;q=0.9", "application/xml"),
        ("application/json; q=0.5, text/xml; q=0.501", "text/xml"),
        ("application/*;q=0.5, text/xml", "text/xml"),
        ("text/*;q=0.3, text/json;q=0.2, */*;q=0.1", "text/xml"),
        ("application/xml;q=0, */*", "application/json"),
        ("application/json;q=0, */*", "text/json"),
        ("application/json;q=0, text/*;q=0, */*;q=0.1", "application/xml"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ("image/png, text/xml;q=0.001", "text/xml"),
    ] {
        let told = server.ask(&Ask::get(PATH).header("Accept", accept)).await;
        told.assert_status(200);
        assert_eq!(told.media_type(), expected, "{accept}");
    }
    // Several headers are one list.
    let told = server.ask(&Ask::get(PATH).header("Accept", "image/png").header("Accept", "text/xml")).await;
    assert_eq!(told.media_type(), "text/xml");
}

#[tokio::test]
async fn where_no_form_fits_no_handler_runs() {
    let (server, script) = serve().await;
    for (target, accept) in [
        (PATH, "image/png"),
        (PATH, "text/html"),
        (PATH, "*/*;q=0"),
        (PATH, "application/*;q=0, text/*;q=0.0"),
        (PATH, "application/json;q=0"),
        ("/v1/integration/accounts", "application/xml"),
        ("/v1/integration/products", "text/xml, application/xml"),
    ] {
        let told = server.ask(&Ask::get(target).header("Accept", accept)).await;
        told.assert_status(406);
        assert_eq!(told.media_type(), "application/problem+json");
        assert_eq!(told.json()["status"], 406);
    }
    assert_eq!(script.runs(), 0);
    server.ask(&Ask::get(PATH).header("Accept", "")).await.assert_status(418);
}

#[tokio::test]
async fn a_client_asks_for_what_it_prefers_and_takes_the_rest() {
    let server = Server::start(axum::Router::new().fallback(async |headers: gatewright::answer::HeaderMap| {
        (gatewright::answer::StatusCode::IM_A_TEAPOT, headers["accept"].to_str().unwrap().to_owned())
    }))
    .await;
    let expected = "text/xml, application/json;q=0.9, text/json;q=0.9, application/xml;q=0.9, */*;q=0.1";
    // The default answer of this operation makes every status a documented one, and this is none of its forms.
    match client(&server.url, "text/xml").get_batch(get_batch()).await {
        Err(Error::Decode { answer, .. }) => assert_eq!(answer.body, expected),
        other => panic!("{other:?}"),
    }
    match client(&server.url, "text/xml").list_accounts(ListAccounts::new()).await {
        Err(Error::Decode { answer, .. }) => assert_eq!(answer.body, expected),
        other => panic!("{other:?}"),
    }
}
