//! createBatch: a form of several parts with a file and a list of objects.

use gatewright::client::Error;
use gatewright::payload::File;
use gatewright_tests::json::{assert_same, parse};
use gatewright_tests::loopback::{Ask, Server};
use reqwest::Method;
use vec_digital::{CreateBatch, CreateBatchError, CreateBatchForm, Signatory};

use crate::{SAMPLE, client, sample, serve};

const TEMPLATE: &str = "9d76a768-d016-4364-b18b-32c647adad0c";
const USERS: [&str; 2] = ["1c7f2b9e-5a3d-4e0b-9a61-7d0c5b2f8e43", "2d8f3caf-6b4e-4f1c-8b72-8e1d6c3f9f54"];
const CSV: &[u8] = b"name,e-mail\r\nZo\xc3\xab,zoe@example.com\r\n--not-the-boundary\r\n\x00\xff";

/// A form written by hand.
pub(crate) struct Written<'a>(pub(crate) &'a [Part<'a>]);

/// One part: what its head says, and its content.
type Part<'a> = (&'a str, &'a [u8]);

/// The form that [`form`] is.
pub(crate) const FORM: Written<'static> = Written(&[
    ("Content-Disposition: form-data; name=\"name\"", b"Class 10th, \xe2\x80\x9c2024\xe2\x80\x9d"),
    ("Content-Disposition: form-data; name=\"template_id\"", TEMPLATE.as_bytes()),
    ("Content-Disposition: form-data; name=\"csv_file\"; filename=\"people.csv\"\r\nContent-Type: text/csv", CSV),
    (
        "Content-Disposition: form-data; name=\"signatories\"\r\nContent-Type: application/json",
        br#"{"user_uuid": "1c7f2b9e-5a3d-4e0b-9a61-7d0c5b2f8e43", "index": 1}"#,
    ),
    (
        "Content-Disposition: form-data; name=\"signatories\"\r\nContent-Type: application/json",
        br#"{"index": 2, "user_uuid": "2d8f3caf-6b4e-4f1c-8b72-8e1d6c3f9f54"}"#,
    ),
]);

impl Written<'_> {
    /// The request that carries it.
    pub(crate) fn ask(&self) -> Ask {
        let mut body = Vec::new();
        for (head, content) in self.0 {
            body.extend_from_slice(format!("--a-boundary\r\n{head}\r\n\r\n").as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--a-boundary--\r\n");
        Ask::new(Method::POST, "/business/batches").body("multipart/form-data; boundary=a-boundary", body)
    }
}

/// The form that [`FORM`] stands for.
pub(crate) fn form() -> CreateBatchForm {
    let signatory = |(user, index): (&str, i64)| Signatory { user_uuid: user.parse().unwrap(), index };
    CreateBatchForm {
        name: "Class 10th, “2024”".to_owned(),
        template_id: TEMPLATE.parse().unwrap(),
        csv_file: File::new(CSV.to_vec()).named("people.csv").of_type("text/csv"),
        signatories: Some(USERS.into_iter().zip(1..).map(signatory).collect()),
    }
}

#[tokio::test]
async fn what_the_client_sends_is_what_the_handler_gets() {
    let (server, script) = serve().await;
    script.answer::<CreateBatch>(Ok::<_, CreateBatchError>(sample()));
    let without = CreateBatchForm { signatories: None, ..form() };
    let empty = CreateBatchForm { csv_file: File::new(Vec::new()).named("a \"b\";\\c.csv").of_type("a/b"), ..form() };
    for sent in [form(), without, empty] {
        let made = client(&server.url).create_batch(CreateBatch::new(sent.clone())).await.unwrap();
        assert_eq!(made, sample());
        assert_eq!(script.last::<CreateBatch>().unwrap().body, sent);
    }
}

#[tokio::test]
async fn a_form_written_by_hand_is_read_alike() {
    let (server, script) = serve().await;
    script.answer::<CreateBatch>(Ok::<_, CreateBatchError>(sample()));
    let told = server.ask(&FORM.ask().header("Authorization", "Bearer viewer")).await;
    told.assert_status(201);
    assert_same(&parse(SAMPLE), &told.json());
    assert_eq!(script.last::<CreateBatch>().unwrap().body, form());
}

#[tokio::test]
async fn what_is_not_the_form_is_refused() {
    let (server, script) = serve().await;
    let parts = FORM.0;
    let with_last = |last: Part<'static>| [&parts[..4], &[last]].concat();
    let signatory = "Content-Disposition: form-data; name=\"signatories\"\r\nContent-Type: application/json";
    for (status, parts) in [
        (400, parts[1..].to_vec()),
        (400, [&parts[..2], &parts[3..]].concat()),
        (400, [&[parts[0]], parts].concat()),
        (400, with_last((signatory, b"{}"))),
        (422, with_last((signatory, br#"{"user_uuid": "2d8f3caf-6b4e-4f1c-8b72-8e1d6c3f9f54", "index": 0}"#))),
    ] {
        let told = server.ask(&Written(&parts).ask().header("Authorization", "Bearer viewer")).await;
        told.assert_status(status);
    }
    let json = Ask::new(Method::POST, "/business/batches").header("Authorization", "Bearer viewer");
    server.ask(&json.clone().json(&parse("{}"))).await.assert_status(415);
    server.ask(&json).await.assert_status(400);
    assert_eq!(script.runs(), 0);
}

#[tokio::test]
async fn what_the_client_writes_is_such_a_form() {
    let server = Server::echo(418).await;
    let answer = match client(&server.url).create_batch(CreateBatch::new(form())).await {
        Err(Error::Unexpected(answer)) => answer,
        other => panic!("{other:?}"),
    };
    let media_type = answer.headers["content-type"].to_str().unwrap();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = answer.body.strip_suffix(format!("\r\n--{boundary}--\r\n").as_bytes()).unwrap();
    let parts = split([b"\r\n", body].concat().as_slice(), format!("\r\n--{boundary}\r\n").as_bytes());
    assert!(parts[0].is_empty());
    assert_eq!(parts.len(), FORM.0.len() + 1);
    for (part, (head, content)) in parts[1..].iter().zip(FORM.0) {
        let written = split(part, b"\r\n\r\n");
        let (head, wanted) = (str::from_utf8(&written[0]).unwrap(), head.split("\r\n").collect::<Vec<_>>());
        let lines: Vec<_> = head.split("\r\n").collect();
        assert!(wanted.iter().all(|line| lines.contains(line)), "{lines:?} {wanted:?}");
        match wanted.contains(&"Content-Type: application/json") {
            true => assert_eq!(parse(str::from_utf8(&written[1]).unwrap()), parse(str::from_utf8(content).unwrap())),
            false => assert_eq!(written[1], *content),
        }
    }
}

/// The pieces of some bytes between separators.
fn split(bytes: &[u8], separator: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = vec![Vec::new()];
    let mut rest = bytes;
    while let Some(&first) = rest.first() {
        if let Some(after) = rest.strip_prefix(separator) {
            pieces.push(Vec::new());
            rest = after;
        } else {
            pieces.last_mut().unwrap().push(first);
            rest = &rest[1..];
        }
    }
    pieces
}
