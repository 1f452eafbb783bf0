//! Bodies that are one of several by their media type, and answers that differ by status: both ways over HTTP.

use std::sync::Mutex;

use gatewright::access::Granted;
use gatewright::answer::{Failure, NoFailure, StatusCode};
use gatewright::client::Error;
use gatewright::payload::{Bytes, File};
use gatewright_tests::loopback::Server;
use indexmap::IndexMap;

use super::payloads::{Client, operations::*, server, types::*};

/// Remembers what it was sent, and answers as it was told.
struct Told {
    sent: &'static Mutex<Vec<CreatePetBody>>,
    answer: Result<CreatePetSuccess, CreatePetError>,
}

impl server::Api for Told {
    async fn create_pet(&self, call: Granted<CreatePet, ()>) -> Result<CreatePetSuccess, Failure<CreatePetError>> {
        self.sent.lock().unwrap().push(call.request().body.clone());
        self.answer.clone().map_err(Failure::from)
    }

    async fn watch_feed(&self, _: Granted<WatchFeed, ()>) -> Result<WatchFeedSuccess, Failure<NoFailure>> {
        let body = File::new(b"%PDF".to_vec()).of_type("application/pdf");
        Ok(WatchFeedSuccess::PartialContent { content_range: Some("bytes 0-3/9".to_owned()), body })
    }

    async fn export_pets(&self, call: Granted<ExportPets, ()>) -> Result<ExportPetsSuccess, Failure<ExportPetsError>> {
        let problem = Problem { title: Some("later".to_owned()) };
        match call.request().body {
            Some(7) => {
                let zip = File::new(b"PK".to_vec()).of_type("application/zip");
                Ok(ExportPetsSuccess::Success(StatusCode::ACCEPTED, zip))
            }
            _ => Err(ExportPetsError::Other {
                status: StatusCode::SERVICE_UNAVAILABLE,
                retry_after: Some(3),
                body: problem,
            })?,
        }
    }
}

fn pet() -> Pet {
    Pet { name: "Tom".to_owned(), age: Some(9) }
}

async fn started(answer: Result<CreatePetSuccess, CreatePetError>) -> (Server, &'static Mutex<Vec<CreatePetBody>>) {
    let sent: &Mutex<Vec<CreatePetBody>> = Box::leak(Box::default());
    (Server::start(server::router(Told { sent, answer })).await, sent)
}

fn client(server: &Server) -> Client {
    Client::builder().base_url(&server.url).build().unwrap()
}

#[test]
fn each_media_type_has_its_type() {
    super::check("payloads");
}

#[tokio::test]
async fn the_variant_chooses_how_a_body_is_written_and_its_content_type_how_it_is_read() {
    let (server, sent) = started(Ok(CreatePetSuccess::NoContent { x_count: None })).await;
    let photo = File::new(b"jpg".to_vec()).of_type("image/jpeg").named("tom.jpg");
    let title = CreatePetFormBody { title: "a&b".to_owned(), tags: Some(vec!["x".to_owned(), "y".to_owned()]) };
    let bodies = [
        CreatePetBody::Json(pet()),
        CreatePetBody::MergePatchJson(IndexMap::from([("age".to_owned(), 10)])),
        CreatePetBody::Multipart(CreatePetMultipartBody { photo, pet: Some(pet()) }),
        CreatePetBody::Form(title),
        CreatePetBody::Csv("name\nTom".to_owned()),
        CreatePetBody::Image(File::new(b"gif".to_vec()).of_type("image/gif")),
    ];
    for body in &bodies {
        let answer = client(&server).create_pet(CreatePet::new(body.clone())).await.unwrap();
        assert_eq!(answer, CreatePetSuccess::NoContent { x_count: None });
    }
    assert_eq!(*sent.lock().unwrap(), bodies);
}

#[tokio::test]
async fn media_types_of_one_schema_stay_one_variant() {
    let (server, sent) = started(Ok(CreatePetSuccess::NoContent { x_count: Some(1) })).await;
    for media_type in ["application/json", "application/xml", "text/plain"] {
        let client = Client::builder().base_url(&server.url).prefer(media_type).build().unwrap();
        client.create_pet(CreatePet::new(CreatePetBody::Json(pet()))).await.unwrap();
        // What is preferred among the variant's own media types can't make another variant of it.
        client.create_pet(CreatePet::new(CreatePetBody::Csv(String::new()))).await.unwrap();
    }
    let expected = [CreatePetBody::Json(pet()), CreatePetBody::Csv(String::new())];
    assert!(sent.lock().unwrap().chunks(2).all(|pair| pair == expected));
    let nameless = CreatePetBody::Json(Pet { name: String::new(), age: None });
    let refused = client(&server).create_pet(CreatePet::new(nameless)).await;
    assert!(matches!(refused, Err(Error::Encode(_))), "constraints hold within a variant too");
}

#[tokio::test]
async fn answers_are_told_apart_by_status_and_then_by_media_type() {
    let answers = [
        CreatePetSuccess::Ok(CreatePetOkBody::Json(pet())),
        CreatePetSuccess::Ok(CreatePetOkBody::Png(Bytes::from_static(b"png"))),
        CreatePetSuccess::Created { location: "/pets/1".to_owned(), body: CreatePetCreatedBody::Json(pet()) },
        CreatePetSuccess::Created { location: "/".to_owned(), body: CreatePetCreatedBody::Html("<p>".to_owned()) },
        CreatePetSuccess::NoContent { x_count: Some(3) },
    ];
    for answer in answers {
        let (server, _) = started(Ok(answer.clone())).await;
        let request = CreatePet::new(CreatePetBody::Json(pet()));
        assert_eq!(client(&server).create_pet(request).await.unwrap(), answer);
    }
    let problem = Problem { title: Some("no".to_owned()) };
    let failures = [
        CreatePetError::Conflict(problem.clone()),
        CreatePetError::ClientError(StatusCode::NOT_FOUND, CreatePetClientErrorBody::Json(problem)),
        CreatePetError::ClientError(StatusCode::GONE, CreatePetClientErrorBody::Text("gone".to_owned())),
        CreatePetError::Other(StatusCode::BAD_GATEWAY),
    ];
    for failure in failures {
        let (server, _) = started(Err(failure.clone())).await;
        match client(&server).create_pet(CreatePet::new(CreatePetBody::Json(pet()))).await {
            Err(Error::Api(received)) => assert_eq!(received, failure),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn what_has_no_type_travels_as_bytes_with_its_content_type() {
    let (server, _) = started(Err(CreatePetError::Other(StatusCode::BAD_GATEWAY))).await;
    let client = client(&server);
    let expected = File::new(b"%PDF".to_vec()).of_type("application/pdf");
    match client.watch_feed(WatchFeed::new()).await.unwrap() {
        WatchFeedSuccess::PartialContent { content_range, body } => {
            assert_eq!((content_range.as_deref(), body), (Some("bytes 0-3/9"), expected));
        }
        other => panic!("{other:?}"),
    }
    let zip = File::new(b"PK".to_vec()).of_type("application/zip");
    let exported = client.export_pets(ExportPets { body: Some(7) }).await.unwrap();
    assert_eq!(exported, ExportPetsSuccess::Success(StatusCode::ACCEPTED, zip));
    match client.export_pets(ExportPets::new()).await {
        Err(Error::Api(ExportPetsError::Other { status, retry_after, .. })) => {
            assert_eq!((status, retry_after), (StatusCode::SERVICE_UNAVAILABLE, Some(3)));
        }
        other => panic!("{other:?}"),
    }
    let events = Server::canned(200, &[("content-type", "text/event-stream")], "data: 1\n\n").await;
    let client = Client::builder().base_url(&events.url).build().unwrap();
    let received = client.watch_feed(WatchFeed::new()).await.unwrap();
    assert_eq!(received, WatchFeedSuccess::Ok(Bytes::from_static(b"data: 1\n\n")));
}
