//! Operations of one method and path: a client calls each, and a server answers with the one that was meant.

use gatewright::Operation;
use gatewright::access::Granted;
use gatewright::answer::{Failure, NoFailure};
use gatewright::payload::Bytes;
use gatewright_tests::loopback::{Ask, Server};

use super::paths::{Client, operations::*, server};

struct Named;

macro_rules! named {
    ($($method:ident $request:ident),+) => {
        impl server::Api for Named {$(
            async fn $method(&self, _: Granted<$request, ()>) -> Result<String, Failure<NoFailure>> {
                Ok($request::ID.to_owned())
            }
        )+}
    };
}

named! {
    describe Describe, delete Delete, get_action_list_all GetActionListAll, count Count,
    get_places_by_lat_by_lon GetPlacesByLatByLon, place_by_code PlaceByCode,
    remove_tags RemoveTags, remove_some_tags RemoveSomeTags, keep_tags KeepTags,
    put_image_address PutImageAddress, put_image PutImage,
    get_one GetOne, get_parent GetParent, cancel_one CancelOne, read_file ReadFile
}

#[test]
fn what_the_document_says_is_in_the_declarations() {
    super::check("paths");
    let told: Vec<_> = super::said("paths").into_iter().filter(|(code, _)| *code == "GW0311").collect();
    assert_eq!(told, [("GW0311", "`GET /v1/{name}` takes the requests of `get_parent`".to_owned())]);
}

#[tokio::test]
async fn each_operation_answers_its_own_requests() {
    let server = Server::start(server::router(Named)).await;
    let client = Client::builder().base_url(&server.url).build().unwrap();
    macro_rules! answers {
        ($($method:ident($request:expr) $answer:literal,)+) => {$(
            assert_eq!(client.$method($request).await.unwrap(), $answer);
        )+};
    }
    answers! {
        describe(Describe::new()) "describe",
        delete(Delete::new("a".to_owned())) "delete",
        get_action_list_all(GetActionListAll { page: Some(2) }) "get_Action_List_all",
        count(Count::new()) "count",
        get_places_by_lat_by_lon(GetPlacesByLatByLon::new(1.5, 2.0, "k".to_owned())) "get_places_by_lat_by_lon",
        place_by_code(PlaceByCode::new("04103".to_owned(), "k".to_owned())) "place_by_code",
        remove_tags(RemoveTags::new("a/b".to_owned())) "remove_tags",
        remove_some_tags(RemoveSomeTags::new("a".to_owned(), vec!["x".to_owned()])) "remove_some_tags",
        keep_tags(KeepTags::new("a".to_owned())) "keep_tags",
        put_image_address(PutImageAddress::new("https://example.com/a.png".to_owned())) "put_image_address",
        put_image(PutImage::new(Bytes::from_static(b"png"))) "put_image",
        get_one(GetOne::new("a".to_owned())) "get_one",
        get_parent(GetParent::new("a".to_owned())) "get_one",
        cancel_one(CancelOne::new("a".to_owned())) "cancel_one",
        read_file(ReadFile::new("a b/c".to_owned())) "read_file",
    }
}

#[tokio::test]
async fn constants_must_be_there() {
    let server = Server::start(server::router(Named)).await;
    for (target, status) in [
        ("/?Action=List%20all&Version=2.0", 200),
        ("/?Action=List+all", 400),
        ("/?Action=Other", 400),
        ("/", 400),
        ("/places?lat=1&key=k", 400),
        ("/places?lat=1&lon=x&key=k", 400),
        ("/places?postal_code=04103", 400),
    ] {
        let told = server.ask(&Ask::get(target)).await;
        assert_eq!(told.status.as_u16(), status, "{target}: {}", String::from_utf8_lossy(&told.body));
    }
}
