//! Request bodies in their five media types, both ways.

use asavie::{ApiError, Batch, BatchSuccess, CreateBatch, UpdateBatch};
use gatewright::client::Error;
use gatewright_tests::loopback::{Ask, Server};
use gatewright_tests::{c14n, json};
use reqwest::Method;

use crate::{batch, client, sample, serve};

const JSON: &str = r#"{
    "Name": "sample string 1", "AppTag": "sample string 2", "Description": "sample string 3",
    "Parameters": {"sample string 1": "sample string 2", "sample string 3": "sample string 4"},
    "ID": "sample string 4", "Status": 5, "TimeoutMinutes": 6
}"#;
const XML: &str = r#"<Batch xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/AS.Models.API">
  <AppTag>sample string 2</AppTag>
  <Description>sample string 3</Description>
  <ID>sample string 4</ID>
  <Name>sample string 1</Name>
  <Parameters xmlns:d2p1="http://schemas.microsoft.com/2003/10/Serialization/Arrays">
    <d2p1:KeyValueOfstringstring>
      <d2p1:Key>sample string 1</d2p1:Key>
      <d2p1:Value>sample string 2</d2p1:Value>
    </d2p1:KeyValueOfstringstring>
    <d2p1:KeyValueOfstringstring>
      <d2p1:Key>sample string 3</d2p1:Key>
      <d2p1:Value>sample string 4</d2p1:Value>
    </d2p1:KeyValueOfstringstring>
  </Parameters>
  <Status>5</Status>
  <TimeoutMinutes>6</TimeoutMinutes>
</Batch>"#;
const FORM: &str = "Name=sample+string+1&AppTag=sample+string+2&Description=sample+string+3\
    &Parameters=%7B%22sample+string+1%22%3A%22sample+string+2%22%2C%22sample+string+3%22%3A%22sample+string+4%22%7D\
    &ID=sample+string+4&Status=5&TimeoutMinutes=6";
const FORM_TYPE: &str = "application/x-www-form-urlencoded";

/// The batch in each media type.
const BODIES: [(&str, &str); 5] =
    [("application/json", JSON), ("text/json", JSON), ("application/xml", XML), ("text/xml", XML), (FORM_TYPE, FORM)];

fn post() -> Ask {
    Ask::new(Method::POST, "/v1/batches")
}

fn put() -> Ask {
    Ask::new(Method::PUT, "/v1/batches/7")
}

#[tokio::test]
async fn each_media_type_is_read() {
    let (server, script) = serve().await;
    for (media_type, body) in BODIES {
        for stated in [media_type.to_owned(), format!("{media_type}; charset=utf-8"), media_type.to_uppercase()] {
            server.ask(&post().body(&stated, body)).await.assert_status(418);
            assert_eq!(script.last::<CreateBatch>().unwrap().body, batch(), "{stated}");
            if media_type == FORM_TYPE {
                server.ask(&put().body(&stated, body)).await.assert_status(415);
            } else {
                server.ask(&put().body(&stated, body)).await.assert_status(418);
                assert_eq!(script.last::<UpdateBatch>().unwrap(), UpdateBatch::new("7".to_owned(), batch()));
            }
        }
    }
}

#[tokio::test]
async fn each_media_type_is_written() {
    let echo = Server::echo(200).await;
    for (media_type, expected) in BODIES {
        // What comes back is the batch and no envelope, so the client can't take it for an answer.
        let answer = match client(&echo.url, media_type).create_batch(CreateBatch::new(batch())).await {
            Err(Error::Decode { answer, .. }) => answer,
            other => panic!("{media_type}: {other:?}"),
        };
        assert_eq!(answer.headers["content-type"], media_type);
        let written = str::from_utf8(&answer.body).unwrap();
        match media_type {
            FORM_TYPE => assert_eq!(written, expected),
            _ if media_type.ends_with("json") => json::assert_same(&json::parse(expected), &json::parse(written)),
            _ => drop(c14n::compare(expected, written).unwrap()),
        }
    }
}

#[tokio::test]
async fn each_media_type_goes_there_and_back() {
    let (server, script) = serve().await;
    script.answer::<CreateBatch>(Ok::<_, ApiError>(BatchSuccess::Ok(sample())));
    let awkward = Batch {
        name: Some("a=b&c+d %20 é < \"x\" \u{1F980}".to_owned()),
        parameters: Some([("k=&".to_owned(), " ".to_owned())].into_iter().collect()),
        status: Some(i64::MIN),
        timeout_minutes: None,
        ..batch()
    };
    for (media_type, _) in BODIES {
        for sent in [batch(), awkward.clone(), Batch { name: Some(String::new()), ..Batch::default() }] {
            let got = client(&server.url, media_type).create_batch(CreateBatch::new(sent.clone())).await.unwrap();
            assert_eq!(got, BatchSuccess::Ok(sample()), "{media_type}");
            assert_eq!(script.last::<CreateBatch>().unwrap().body, sent, "{media_type}");
        }
    }
}

#[tokio::test]
async fn other_media_types_are_refused() {
    let (server, script) = serve().await;
    for media_type in
        ["", "image/png", "application/json5", "text/plain", "multipart/form-data; boundary=b", "json", "*/*"]
    {
        for ask in [post(), put()] {
            let told = server.ask(&ask.body(media_type, JSON)).await;
            told.assert_status(415);
            assert_eq!(told.json()["status"], 415);
        }
    }
    assert_eq!(script.runs(), 0);
}

#[tokio::test]
async fn bodies_that_are_not_what_they_say_are_refused() {
    let (server, script) = serve().await;
    for (media_type, body) in [
        ("application/json", XML),
        ("text/json", "{"),
        ("application/json", ""),
        ("application/json", r#"{"Status": "five"}"#),
        ("application/json", r#"{"Parameters": {"a": 1}}"#),
        ("application/xml", JSON),
        ("text/xml", "<Batch>"),
        ("text/xml", "<Other/>"),
        (
            "application/xml",
            r#"<!DOCTYPE a [<!ENTITY x "y">]><Batch xmlns="http://schemas.datacontract.org/2004/07/AS.Models.API"><Name>&x;</Name></Batch>"#,
        ),
        (FORM_TYPE, "Status=five"),
        (FORM_TYPE, "Status=5&Status=6"),
        (FORM_TYPE, "Parameters=no"),
    ] {
        let told = server.ask(&post().body(media_type, body)).await;
        told.assert_status(400);
        let at = told.json()["errors"][0]["pointer"].as_str().unwrap().to_owned();
        assert!(at.starts_with("/body"), "{at}");
    }
    assert_eq!(script.runs(), 0);
}
