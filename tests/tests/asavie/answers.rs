//! Every documented answer in every documented media type, both ways.

use asavie::*;
use gatewright::answer::StatusCode;
use gatewright::client::Error;
use gatewright_tests::json::parse;
use gatewright_tests::loopback::{Ask, Server};
use gatewright_tests::table::{Answered, Row, Table};
use reqwest::Method;

use crate::{SAMPLE_JSON, SAMPLE_XML, SAMPLES, batch, client, envelope, failure, get_batch, sample, serve};

const FAILURE_JSON: &str = include_str!("../../cases/samples/asavie/failure.json");
const FAILURE_XML: &str = include_str!("../../cases/samples/asavie/failure.xml");
const LIST: &str = r#"{
    "Success": true, "Meta": {"a": "b"}, "Code": 200, "ContinuationToken": "next",
    "Data": [{"Name": "one", "Limits": {"sites": [1, 2.5, null]}}, {}]
}"#;

/// The failure in a media type, as it is written: members without a value are left out.
fn written_failure(media_type: &str) -> String {
    if media_type.ends_with("json") {
        return FAILURE_JSON.to_owned();
    }
    FAILURE_XML.lines().filter(|line| !line.contains("i:nil")).collect()
}

fn path() -> &'static str {
    "/v1/batches/sample%20string%204"
}

/// The rows of an operation that answers with a batch, in each media type.
macro_rules! rows {
    ($table:ident, $Op:ident, $method:ident($request:expr), $ask:expr, [$($status:literal $documented:literal $answer:expr;)*]) => {
        for (media_type, sample) in SAMPLES {
            let ask = $ask.header("Accept", media_type);
            let call = async |url: &str| client(url, media_type).$method($request).await;
            $(
                let answer: Answered<$Op> = $answer;
                let wire = if answer.is_ok() { sample.to_owned() } else { written_failure(media_type) };
                let row = Row { documented: $documented, status: $status, media_type, answer, wire: &wire };
                $table.row::<$Op>(row, &ask, call).await;
            )*
        }
    };
}

/// The same for an operation that answers with a list, which has no XML.
macro_rules! list_rows {
    ($table:ident, $Op:ident, $Failure:ident, $List:ident, $method:ident, $target:literal) => {
        for (media_type, _) in SAMPLES {
            let ask = Ask::get($target).header("Accept", format!("{media_type}, */*;q=0.1"));
            let call = async |url: &str| client(url, media_type).$method($Op::new()).await;
            let list = $List {
                success: true,
                meta: Some([("a".to_owned(), "b".to_owned())].into_iter().collect()),
                code: Some(200),
                error_code: None,
                error_sub_code: None,
                error_description: None,
                status_url: None,
                continuation_token: Some("next".to_owned()),
                data: Some(serde_json::from_value(parse(LIST)["Data"].clone()).unwrap()),
            };
            let json = if media_type == "text/json" { media_type } else { "application/json" };
            let row = Row { documented: "200", status: 200, media_type: json, answer: Ok(list), wire: LIST };
            $table.row::<$Op>(row, &ask, call).await;
            let wire = written_failure(media_type);
            let answer = Err($Failure::Other(StatusCode::CONFLICT, failure()));
            let row = Row { documented: "default", status: 409, media_type, answer, wire: &wire };
            $table.row::<$Op>(row, &ask, call).await;
        }
    };
}

#[tokio::test]
async fn every_documented_answer_both_ways_in_every_media_type() {
    let (server, script) = serve().await;
    let mut table = Table::new("asavie", script, server);
    rows!(table, GetBatch, get_batch(get_batch()), Ask::get(path()), [
        200 "200" Ok(sample());
        404 "404" Err(GetBatchError::NotFound(failure()));
        409 "default" Err(GetBatchError::Other(StatusCode::CONFLICT, failure()));
        500 "default" Err(GetBatchError::Other(StatusCode::INTERNAL_SERVER_ERROR, failure()));
    ]);
    let body = parse("{}");
    rows!(table, CreateBatch, create_batch(CreateBatch::new(batch())), Ask::new(Method::POST, "/v1/batches").json(&body), [
        200 "200" Ok(BatchSuccess::Ok(sample()));
        202 "202" Ok(BatchSuccess::Accepted(sample()));
        400 "default" Err(ApiError::Other(StatusCode::BAD_REQUEST, failure()));
    ]);
    let request = || UpdateBatch::new("sample string 4".to_owned(), batch());
    rows!(table, UpdateBatch, update_batch(request()), Ask::new(Method::PUT, path()).json(&body), [
        200 "200" Ok(BatchSuccess::Ok(sample()));
        202 "202" Ok(BatchSuccess::Accepted(sample()));
        410 "default" Err(ApiError::Other(StatusCode::GONE, failure()));
    ]);
    list_rows!(table, ListAccounts, ApiError, AccountList, list_accounts, "/v1/integration/accounts");
    list_rows!(table, ListProducts, ApiError, ProductList, list_products, "/v1/integration/products");
    table.finish();
}

#[tokio::test]
async fn the_two_samples_are_one_value() {
    for (media_type, document) in SAMPLES {
        let canned = Server::canned(200, &[("Content-Type", media_type)], document).await;
        assert_eq!(client(&canned.url, media_type).get_batch(get_batch()).await.unwrap(), sample());
    }
    let nil = [("text/json", FAILURE_JSON), ("application/json", FAILURE_JSON), ("text/xml", FAILURE_XML)];
    for (media_type, document) in nil {
        let canned = Server::canned(404, &[("Content-Type", media_type)], document).await;
        match client(&canned.url, media_type).get_batch(get_batch()).await {
            Err(Error::Api(GetBatchError::NotFound(body))) => assert_eq!(body, failure()),
            other => panic!("{media_type}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn the_xml_is_the_page_s_to_the_byte_but_for_its_indentation() {
    let (server, script) = serve().await;
    script.answer::<GetBatch>(Ok::<_, GetBatchError>(sample()));
    let told = server.ask(&Ask::get(path()).header("Accept", "application/xml")).await;
    let flat: String = SAMPLE_XML.lines().map(str::trim_start).collect();
    assert!(told.text().ends_with(&flat), "{}", told.text());
}

#[tokio::test]
async fn what_text_can_hold_arrives_whole() {
    let (server, script) = serve().await;
    let awkward = "a < b & \"c\" ]]> <!-- \u{1F980} é\ttab 'q' {x}  two  spaces ";
    let mut value = sample();
    value.error_description = Some(awkward.to_owned());
    value.meta = Some([(awkward.to_owned(), String::new()), (" ".to_owned(), " x ".to_owned())].into_iter().collect());
    value.data = Some(Batch { parameters: Some([].into_iter().collect()), ..Batch::default() });
    script.answer::<GetBatch>(Ok::<_, GetBatchError>(value.clone()));
    for (media_type, _) in SAMPLES {
        assert_eq!(client(&server.url, media_type).get_batch(get_batch()).await.unwrap(), value, "{media_type}");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_as_documented_says_where() {
    let no_number = SAMPLE_XML.replace("<Status>5<", "<Status>five<");
    let other_root = SAMPLE_XML.replace("PBPRReturnOfBatch7NMnQmOk", "Other");
    let other_namespace = SAMPLE_XML.replace("AS.Models.API", "AS.Models");
    let cut = &SAMPLE_XML[..SAMPLE_XML.len() / 2];
    for (media_type, body, place) in [
        ("application/xml", no_number.as_str(), "/body"),
        ("text/xml", &other_root, "/body"),
        ("application/xml", &other_namespace, "/body"),
        ("application/xml", cut, "/body"),
        ("application/xml", SAMPLE_JSON, "/body"),
        ("text/json", SAMPLE_XML, "/body"),
        ("text/json", r#"{"Success": "yes"}"#, "/body/Success"),
        ("text/html", SAMPLE_XML, "/header/Content-Type"),
    ] {
        let canned = Server::canned(200, &[("Content-Type", media_type)], body).await;
        match client(&canned.url, media_type).get_batch(get_batch()).await {
            Err(Error::Decode { status, error, answer }) => {
                assert_eq!((status.as_u16(), error.at.as_str()), (200, place), "{error}");
                assert_eq!(answer.body, body);
            }
            other => panic!("{media_type} {body}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn an_accepted_command_is_told_from_a_finished_one() {
    let (server, script) = serve().await;
    let accepted = PbprReturnOfBatch { status_url: Some("/v1/status/7".to_owned()), ..envelope(true, 202) };
    let answer = BatchSuccess::Accepted(accepted);
    script.answer::<CreateBatch>(Ok::<_, ApiError>(answer.clone()));
    let got = client(&server.url, "text/xml").create_batch(CreateBatch::new(batch())).await.unwrap();
    assert_eq!(got, answer);
}
