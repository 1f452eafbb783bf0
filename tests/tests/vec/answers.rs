//! What is answered, both ways: every documented status, and what the document doesn't describe.

use gatewright::answer::{Answer, HeaderMap, StatusCode};
use gatewright::client::Error;
use gatewright_tests::json;
use gatewright_tests::loopback::{Ask, Server};
use gatewright_tests::table::{Row, Table};
use vec_digital::{
    BatchPage, BatchStatus, CreateBatch, CreateBatchError, ForbiddenError, GetBatch, GetBatchError, ListBatches,
    ListBatchesError, NotFoundError, PageLink, PageLinks, PageMeta, ServerError, UnauthorizedError, ValidationError,
};

use crate::form::{FORM, form};
use crate::{ID, SAMPLE, client, id, sample, serve};

const JSON: &str = "application/json";
const UNAUTHORIZED: &str = include_str!("../../cases/samples/vec/get-batch-401.json");
const FORBIDDEN: &str = include_str!("../../cases/samples/vec/get-batch-403.json");
const NOT_FOUND: &str = include_str!("../../cases/samples/vec/get-batch-404.json");
const SERVER_ERROR: &str = include_str!("../../cases/samples/vec/get-batch-500.json");
const UNPROCESSABLE: &str =
    r#"{"message": "The form is wrong.", "errors": {"csv_file": ["It is empty.", "It has no header."], "name": []}}"#;

fn unauthorized() -> UnauthorizedError {
    UnauthorizedError { message: "Unauthorized - Invalid API token".to_owned() }
}

fn forbidden() -> ForbiddenError {
    ForbiddenError {
        message: "Forbidden - Insufficient permissions".to_owned(),
        required_permission: "batches:view".to_owned(),
    }
}

fn not_found() -> NotFoundError {
    NotFoundError {
        message: "The requested ID 9d3a6b04-c4e5-485f-b945-8f1fd66396ce was not found.".to_owned(),
        error: "resource_not_found".to_owned(),
    }
}

fn server_error() -> ServerError {
    ServerError {
        message: "An unexpected error occurred. Our team has been notified.".to_owned(),
        error_code: "SERVER_ERROR".to_owned(),
    }
}

fn unprocessable() -> ValidationError {
    let csv_file = vec!["It is empty.".to_owned(), "It has no header.".to_owned()];
    ValidationError {
        message: "The form is wrong.".to_owned(),
        errors: [("csv_file".to_owned(), csv_file), ("name".to_owned(), Vec::new())].into_iter().collect(),
    }
}

/// A page with everything that may be null being null, and with what isn't.
fn page() -> (BatchPage, String) {
    let batch = json::parse(SAMPLE)["data"].to_string();
    let wire = format!(
        r#"{{
            "data": [{batch}],
            "links": {{"first": "?page=1", "last": "?page=2", "prev": null, "next": "?page=2"}},
            "meta": {{
                "current_page": 1, "from": 1, "last_page": 2,
                "links": [{{"url": null, "label": "Previous", "active": false}}, {{"url": "?page=1", "label": "1", "active": true}}],
                "path": "/business/batches", "per_page": 1, "total": 2
            }}
        }}"#
    );
    let link = |url: Option<&str>, label: &str| PageLink {
        url: url.map(str::to_owned),
        label: label.to_owned(),
        active: url.is_some(),
    };
    let value = BatchPage {
        data: vec![sample().data],
        links: PageLinks {
            first: "?page=1".to_owned(),
            last: "?page=2".to_owned(),
            prev: None,
            next: Some("?page=2".to_owned()),
        },
        meta: PageMeta {
            current_page: 1,
            from: Some(1),
            last_page: 2,
            links: vec![link(None, "Previous"), link(Some("?page=1"), "1")],
            path: "/business/batches".to_owned(),
            per_page: 1,
            to: None,
            total: 2,
        },
    };
    (value, wire)
}

#[tokio::test]
async fn every_documented_answer_both_ways() {
    let (server, script) = serve().await;
    let mut table = Table::new("vec", script, server);
    let row = |documented, status, answer, wire| Row { documented, status, media_type: JSON, answer, wire };

    let ask = Ask::get(format!("/business/batches/{ID}")).header("Authorization", "Bearer viewer");
    let call = async |url: &str| client(url).get_batch(GetBatch::new(id())).await;
    for row in [
        row("200", 200, Ok(sample()), SAMPLE),
        row("401", 401, Err(GetBatchError::Unauthorized(unauthorized())), UNAUTHORIZED),
        row("403", 403, Err(GetBatchError::Forbidden(forbidden())), FORBIDDEN),
        row("404", 404, Err(GetBatchError::NotFound(not_found())), NOT_FOUND),
        row("500", 500, Err(GetBatchError::InternalServerError(server_error())), SERVER_ERROR),
    ] {
        table.row::<GetBatch>(row, &ask, call).await;
    }

    let (value, wire) = page();
    let row = |documented, status, answer, wire| Row { documented, status, media_type: JSON, answer, wire };
    let ask = Ask::get("/business/batches").header("Authorization", "Bearer viewer");
    let call = async |url: &str| client(url).list_batches(ListBatches::new()).await;
    for row in [
        row("200", 200, Ok(value), wire.as_str()),
        row("401", 401, Err(ListBatchesError::Unauthorized(unauthorized())), UNAUTHORIZED),
        row("403", 403, Err(ListBatchesError::Forbidden(forbidden())), FORBIDDEN),
        row("500", 500, Err(ListBatchesError::InternalServerError(server_error())), SERVER_ERROR),
    ] {
        table.row::<ListBatches>(row, &ask, call).await;
    }

    let row = |documented, status, answer, wire| Row { documented, status, media_type: JSON, answer, wire };
    let ask = FORM.ask().header("Authorization", "Bearer viewer");
    let call = async |url: &str| client(url).create_batch(CreateBatch::new(form())).await;
    for row in [
        row("201", 201, Ok(sample()), SAMPLE),
        row("401", 401, Err(CreateBatchError::Unauthorized(unauthorized())), UNAUTHORIZED),
        row("403", 403, Err(CreateBatchError::Forbidden(forbidden())), FORBIDDEN),
        row("422", 422, Err(CreateBatchError::UnprocessableContent(unprocessable())), UNPROCESSABLE),
        row("500", 500, Err(CreateBatchError::InternalServerError(server_error())), SERVER_ERROR),
    ] {
        table.row::<CreateBatch>(row, &ask, call).await;
    }
    table.finish();
}

#[tokio::test]
async fn what_may_be_null_or_absent_stays_so() {
    let (server, script) = serve().await;
    let mut unfinished = sample();
    unfinished.data.completion_date = None;
    unfinished.data.status = BatchStatus::Other("archived".to_owned());
    unfinished.data.progress = 33.3;
    unfinished.data.requires_my_signature = Some(false);
    script.answer::<GetBatch>(Ok::<_, GetBatchError>(unfinished.clone()));

    let told = server.ask(&Ask::get(format!("/business/batches/{ID}")).header("Authorization", "Bearer viewer")).await;
    let mut expected = json::parse(SAMPLE);
    expected["data"]["completion_date"] = json::parse("null");
    expected["data"]["status"] = "archived".into();
    expected["data"]["progress"] = json::parse("33.3");
    expected["data"]["requires_my_signature"] = false.into();
    json::assert_same(&expected, &told.json());
    assert_eq!(client(&server.url).get_batch(GetBatch::new(id())).await.unwrap(), unfinished);
}

#[tokio::test]
async fn an_undocumented_answer_is_kept_whole() {
    let (server, script) = serve().await;
    let mut headers = HeaderMap::new();
    headers.insert("retry-after", "7".parse().unwrap());
    let body = b"slow \xff down".to_vec();
    script.answer::<GetBatch>(Err(Answer {
        status: StatusCode::TOO_MANY_REQUESTS,
        headers,
        body: body.clone().into(),
    }));
    let error = client(&server.url).get_batch(GetBatch::new(id())).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::TOO_MANY_REQUESTS));
    match error {
        Error::Unexpected(answer) => {
            assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(answer.headers["retry-after"], "7");
            assert_eq!(answer.body, body);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_not_read_into_memory() {
    let canned = Server::canned(418, &[], vec![b'x'; 1025]).await;
    let limited = |limit| {
        let builder = vec_digital::Client::builder().base_url(&canned.url).token("viewer");
        builder.configure(|inner| inner.body_limit(limit)).build().unwrap()
    };
    match limited(1024).get_batch(GetBatch::new(id())).await {
        Err(Error::Transport(error)) => assert!(error.to_string().contains("1024"), "{error}"),
        other => panic!("{other:?}"),
    }
    match limited(1025).get_batch(GetBatch::new(id())).await {
        Err(Error::Unexpected(answer)) => assert_eq!(answer.body.len(), 1025),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_answer_that_is_not_as_documented_says_where() {
    let wrong = |pointer: &str, value: &str| {
        let mut document = json::parse(SAMPLE);
        *document.pointer_mut(pointer).unwrap() = json::parse(value);
        document.to_string()
    };
    for (status, media_type, body, place) in [
        (200, JSON, wrong("/data/template/institution_id", r#""three""#), "/body/data/template/institution_id"),
        (200, JSON, wrong("/data/id", r#""no uuid""#), "/body/data/id"),
        (200, JSON, wrong("/data/created_at", r#""yesterday""#), "/body/data/created_at"),
        (200, JSON, wrong("/data", "{}"), "/body/data"),
        (200, JSON, "not JSON".to_owned(), "/body"),
        (200, JSON, String::new(), "/body"),
        (200, "text/html", SAMPLE.to_owned(), "/header/Content-Type"),
        (404, JSON, r#"{"message": "no error code"}"#.to_owned(), "/body"),
    ] {
        let canned = Server::canned(status, &[("Content-Type", media_type)], body.clone()).await;
        match client(&canned.url).get_batch(GetBatch::new(id())).await {
            Err(Error::Decode { status: given, error, answer }) => {
                assert_eq!(given.as_u16(), status);
                assert_eq!(error.at, place, "{body}: {error}");
                assert_eq!(answer.body, body);
            }
            other => panic!("{body}: {other:?}"),
        }
    }
}
