//! Constraints: kept by the client before it sends, and by the server before the handler runs.

use gatewright::client::Error;
use gatewright_tests::loopback::Ask;
use vec_digital::{BatchStatus, CreateBatch, ListBatches, Signatory};

use crate::form::form;
use crate::{client, serve};

#[tokio::test]
async fn the_client_sends_no_page_size_that_is_out_of_range() {
    let (server, script) = serve().await;
    for (request, place) in [
        (ListBatches { per_page: 0, ..ListBatches::new() }, "/query/per_page"),
        (ListBatches { per_page: 101, ..ListBatches::new() }, "/query/per_page"),
        (ListBatches { page: 0, ..ListBatches::new() }, "/query/page"),
    ] {
        match client(&server.url).list_batches(request).await {
            Err(Error::Encode(error)) => assert_eq!(error.at, place),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(script.runs(), 0);
}

#[tokio::test]
async fn the_server_names_the_parameter_that_is_out_of_range() {
    let (server, script) = serve().await;
    for (query, places) in [
        ("per_page=0", vec!["/query/per_page"]),
        ("per_page=101", vec!["/query/per_page"]),
        ("per_page=-1", vec!["/query/per_page"]),
        ("page=0", vec!["/query/page"]),
        ("per_page=0&page=0", vec!["/query/per_page", "/query/page"]),
        ("per_page=ten", vec!["/query/per_page"]),
        ("per_page=1.5", vec!["/query/per_page"]),
        ("per_page=", vec!["/query/per_page"]),
        ("per_page=1&per_page=2", vec!["/query/per_page"]),
    ] {
        let ask = Ask::get(format!("/business/batches?{query}")).header("Authorization", "Bearer viewer");
        let told = server.ask(&ask).await;
        told.assert_status(400);
        assert_eq!(told.media_type(), "application/problem+json");
        let problem = told.json();
        assert_eq!(problem["status"], 400);
        let pointers: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|e| e["pointer"].clone()).collect();
        assert_eq!(pointers, places, "{query}: {problem}");
    }
    assert_eq!(script.runs(), 0);
}

#[tokio::test]
async fn what_is_in_range_arrives_and_defaults_are_filled_in() {
    let (server, script) = serve().await;
    for (query, expected) in [
        ("", ListBatches::new()),
        ("?per_page=1&page=1", ListBatches { per_page: 1, ..ListBatches::new() }),
        ("?per_page=100&page=7", ListBatches { per_page: 100, page: 7, ..ListBatches::new() }),
        (
            "?status=waiting_for_approval",
            ListBatches { status: Some(BatchStatus::WaitingForApproval), ..ListBatches::new() },
        ),
        (
            "?status=archived&unknown=1",
            ListBatches { status: Some(BatchStatus::Other("archived".to_owned())), ..ListBatches::new() },
        ),
    ] {
        server.ask(&Ask::get(format!("/business/batches{query}")).header("Authorization", "Bearer viewer")).await;
        assert_eq!(script.last::<ListBatches>().unwrap(), expected, "{query}");
        client(&server.url).list_batches(expected.clone()).await.unwrap_err();
        assert_eq!(script.last::<ListBatches>().unwrap(), expected);
    }
    assert_eq!(script.runs(), 10);
    assert_eq!((ListBatches::new().per_page, ListBatches::new().page), (15, 1));
}

#[tokio::test]
async fn a_signatory_counts_from_one() {
    let (server, script) = serve().await;
    let mut wrong = form();
    let user_uuid = wrong.template_id;
    wrong.signatories = Some(vec![Signatory { user_uuid, index: 1 }, Signatory { user_uuid, index: 0 }]);
    match client(&server.url).create_batch(CreateBatch::new(wrong)).await {
        Err(Error::Encode(error)) => assert_eq!(error.at, "/body/signatories/1/index"),
        other => panic!("{other:?}"),
    }
    assert_eq!(script.runs(), 0);
}
