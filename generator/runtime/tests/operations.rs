//! Derived operations, as a client writes them and a server reads them.
#![allow(clippy::unwrap_used, clippy::result_large_err, reason = "tests")]

use bytes::Bytes;
use gatewright::access::{AccessRule, Permissions};
use gatewright::answer::{Answer, NoFailure, Rejection, StatusCode};
use gatewright::http::header::{ACCEPT, CONTENT_TYPE};
use gatewright::http::{HeaderMap, Method};
use gatewright::parameter::{EncodedRequest, RequestReader, RequestWriter};
use gatewright::payload::{Accept, File};
use gatewright::{Operation, Responses, Schema};
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, gatewright::Permissions)]
#[permissions(scheme(name = "key", api_key(header = "X-Key")), scheme(name = "token", bearer))]
enum Permission {
    #[permission("update_batch")]
    UpdateBatch,
}

#[derive(Debug, Clone, PartialEq, Schema)]
struct Batch {
    #[schema(min_length = 2)]
    name: String,
    #[schema(secret)]
    pin: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Schema)]
struct Problem {
    message: String,
    required_permission: Option<String>,
}

#[derive(Debug, Clone, PartialEq, gatewright::Operation)]
#[operation(id = "update_batch", method = PUT, path = "/batches/{batch}")]
#[operation(permissions = Permission, access = "key[update_batch] & token | token | public")]
#[operation(returns = UpdateBatchSuccess, errors = UpdateBatchError)]
struct UpdateBatch {
    #[parameter(path)]
    batch: Uuid,
    #[parameter(query, default = 1, minimum = 1, maximum = 100)]
    page: i64,
    #[parameter(query, rename = "order-by", default = "name")]
    order_by: String,
    #[parameter(query, items(max_length = 3))]
    tags: Option<Vec<String>>,
    #[parameter(header, rename = "X-Trace", secret)]
    trace: Option<u64>,
    #[body("application/json", "application/x-www-form-urlencoded")]
    body: Batch,
}

#[derive(Debug, Clone, PartialEq, gatewright::Responses)]
enum UpdateBatchSuccess {
    #[response(status = 200)]
    Updated(Batch),
    #[response(status = 201, produces("application/json", "text/plain"))]
    Created {
        #[header("Location")]
        location: String,
        #[header("X-Left")]
        left: Option<u32>,
        #[body]
        body: String,
    },
    #[response(status = 204)]
    Unchanged,
}

#[derive(Debug, Clone, PartialEq, gatewright::Responses)]
enum UpdateBatchError {
    #[response(status = 403, rejection = r#"{"message": "No: {detail}", "required_permission": "{permission}"}"#)]
    Forbidden(Problem),
    #[response(status = 422)]
    Invalid(Problem),
    #[response(status = "4XX")]
    Refused(StatusCode, Problem),
    #[response(default)]
    Other(StatusCode),
}

#[derive(Debug, Clone, PartialEq, gatewright::Operation)]
#[operation(id = "ping", method = GET, path = "/ping", access = public, returns = (), status = 204)]
struct Ping;

#[derive(Debug, Clone, PartialEq, gatewright::Multipart)]
struct UploadForm {
    #[part(min_length = 2)]
    name: String,
    #[part(rename = "csv_file")]
    csv: File,
    #[part]
    batches: Option<Vec<Batch>>,
    #[part]
    pages: Vec<File>,
}

#[derive(Debug, Clone, PartialEq, gatewright::Operation)]
#[operation(id = "upload", method = POST, path = "/upload", access = public)]
#[operation(returns = File, status = 200, produces("image/*"))]
struct Upload {
    #[body("multipart/form-data")]
    form: Option<UploadForm>,
}

fn batch() -> Uuid {
    Uuid::from_u128(7)
}

fn update() -> UpdateBatch {
    UpdateBatch::new(batch(), Batch { name: "first & last".to_owned(), pin: Some(5) })
}

fn send<Op: Operation>(request: &Op) -> EncodedRequest {
    let mut writer = RequestWriter::new(Op::PATH);
    request.encode(&mut writer).unwrap();
    writer.finish().unwrap()
}

fn receive<Op: Operation>(request: EncodedRequest) -> Result<Op, Rejection> {
    let EncodedRequest { path_and_query, mut headers, body } = request;
    let (path, query) =
        path_and_query.split_once('?').map_or((&*path_and_query, None), |(path, query)| (path, Some(query)));
    let (content_type, body) = body.unzip();
    if let Some(content_type) = content_type {
        headers.insert(CONTENT_TYPE, content_type.parse().unwrap());
    }
    Op::decode(&RequestReader::matching(Op::PATH, path, query, headers, body.unwrap_or_default()).unwrap())
}

#[test]
fn an_operation_says_what_it_is() {
    assert_eq!((UpdateBatch::ID, UpdateBatch::method()), ("update_batch", Method::PUT));
    assert_eq!(UpdateBatch::PRODUCES, ["application/json", "text/plain"]);
    assert_eq!(UpdateBatch::CONSUMES, ["application/json", "application/x-www-form-urlencoded"]);
    let rule: AccessRule<Permission> = UpdateBatch::ACCESS;
    let lengths: Vec<_> = rule.alternatives().iter().map(|alternative| alternative.requirements().len()).collect();
    assert_eq!(lengths, [2, 1, 0]);
    assert_eq!(Ping::ACCESS, AccessRule::PUBLIC);
    assert!(Ping::PRODUCES.is_empty() && Ping::CONSUMES.is_empty());
    assert_eq!(Permission::UpdateBatch.index(), 0);
}

#[test]
fn requests_come_back() {
    let request = send(&update());
    assert_eq!(request.path_and_query, "/batches/00000000-0000-0000-0000-000000000007");
    assert_eq!(request.body, Some(("application/json".to_owned(), Bytes::from(r#"{"name":"first & last","pin":5}"#))));
    assert_eq!(receive(request), Ok(update()));

    let full = UpdateBatch {
        page: 2,
        order_by: "id".to_owned(),
        tags: Some(vec!["a".to_owned(), "b".to_owned()]),
        trace: Some(9),
        ..update()
    };
    let request = send(&full);
    assert_eq!(
        request.path_and_query,
        "/batches/00000000-0000-0000-0000-000000000007?page=2&order-by=id&tags=a&tags=b"
    );
    assert!(request.headers["x-trace"].is_sensitive());
    assert_eq!(receive(request), Ok(full));
    assert_eq!(receive(send(&Ping::new())), Ok(Ping));
}

#[test]
fn the_preferred_media_type_is_sent() {
    let mut writer = RequestWriter::new(UpdateBatch::PATH).prefer("application/x-www-form-urlencoded");
    update().encode(&mut writer).unwrap();
    let request = writer.finish().unwrap();
    assert_eq!(request.body.as_ref().unwrap().1, "name=first+%26+last&pin=5");
    assert_eq!(receive(request), Ok(update()));
}

#[test]
fn broken_constraints_are_not_sent_unless_asked_to() {
    let request = UpdateBatch { page: 0, ..update() };
    let error = request.encode(&mut RequestWriter::new(UpdateBatch::PATH)).unwrap_err();
    assert_eq!(error.at, "/query/page");
    assert!(request.encode(&mut RequestWriter::new(UpdateBatch::PATH).unchecked()).is_ok());
}

fn request(target: &str, content_type: Option<&str>, body: &str) -> EncodedRequest {
    EncodedRequest {
        path_and_query: target.to_owned(),
        headers: HeaderMap::new(),
        body: content_type.map(|content_type| (content_type.to_owned(), body.to_owned().into())),
    }
}

#[test]
fn every_problem_is_told() {
    let mut bad = request(
        "/batches/x?page=0&order-by=1&order-by=2&tags=long&tags=ok",
        Some("application/json; charset=utf-8"),
        r#"{"name": "ab", "pin": "hunter2"}"#,
    );
    bad.headers.insert("x-trace", "hunter3".parse().unwrap());
    let rejection = receive::<UpdateBatch>(bad).unwrap_err();
    assert_eq!(rejection.status, StatusCode::BAD_REQUEST);
    let at: Vec<_> = rejection.problems.iter().map(|(at, _)| at.as_str()).collect();
    assert_eq!(at, ["/path/batch", "/query/order-by", "/header/X-Trace", "/body/pin", "/query/page", "/query/tags/0"]);
    assert!(!format!("{rejection:?}").contains("hunter"));
}

#[test]
fn a_documented_422_is_for_broken_constraints() {
    let target = "/batches/00000000-0000-0000-0000-000000000007";
    let json = Some("application/json");
    let broken = receive::<UpdateBatch>(request(target, json, r#"{"name": "a"}"#)).unwrap_err();
    assert_eq!((broken.status, broken.problems[0].0.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "/body/name"));
    let missing = receive::<UpdateBatch>(request(target, None, "")).unwrap_err();
    assert_eq!((missing.status, missing.problems[0].0.as_str()), (StatusCode::BAD_REQUEST, "/body"));
    for content_type in ["text/csv", "", "nonsense"] {
        let rejection = receive::<UpdateBatch>(request(target, Some(content_type), "a")).unwrap_err();
        assert_eq!(rejection.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{content_type}");
    }
}

#[track_caller]
fn round_trip<R: Responses + PartialEq + std::fmt::Debug>(value: R, status: u16) -> Answer {
    let answer = value.encode(&Accept::any()).unwrap();
    assert_eq!(answer.status.as_u16(), status);
    assert_eq!(R::decode(&answer), Ok(Some(value)));
    answer
}

fn problem() -> Problem {
    Problem { message: "m".to_owned(), required_permission: None }
}

#[test]
fn answers_come_back() {
    round_trip(UpdateBatchSuccess::Updated(Batch { name: "ab".to_owned(), pin: None }), 200);
    let created =
        UpdateBatchSuccess::Created { location: "/batches/7".to_owned(), left: Some(3), body: "done".to_owned() };
    let answer = round_trip(created.clone(), 201);
    assert_eq!((&answer.headers["location"], &answer.headers["x-left"]), (&"/batches/7".parse().unwrap(), &3.into()));
    assert!(round_trip(UpdateBatchSuccess::Unchanged, 204).body.is_empty());
    round_trip(UpdateBatchError::Forbidden(problem()), 403);
    round_trip(UpdateBatchError::Refused(StatusCode::IM_A_TEAPOT, problem()), 418);
    round_trip(UpdateBatchError::Other(StatusCode::BAD_GATEWAY), 502);
    assert_eq!(UpdateBatchError::STATUSES, [403, 422]);

    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, "text/plain, */*;q=0.1".parse().unwrap());
    let text = created.encode(&Accept::from_headers(&headers)).unwrap();
    assert_eq!(
        (text.body.as_ref(), &text.headers[CONTENT_TYPE]),
        (&b"done"[..], &"text/plain; charset=utf-8".parse().unwrap())
    );
    assert_eq!(UpdateBatchSuccess::decode(&text), Ok(Some(created)));
}

#[test]
fn undocumented_answers_are_told_apart_from_bad_ones() {
    let mut answer = Answer { status: StatusCode::ACCEPTED, headers: HeaderMap::new(), body: Bytes::new() };
    assert_eq!(UpdateBatchSuccess::decode(&answer), Ok(None));
    answer.status = StatusCode::OK;
    assert_eq!(UpdateBatchSuccess::decode(&answer).unwrap_err().at, "/body");
    answer.body = r#"{"name": 5}"#.into();
    assert_eq!(UpdateBatchSuccess::decode(&answer).unwrap_err().at, "/body/name");
    answer.headers.insert(CONTENT_TYPE, "text/html".parse().unwrap());
    assert_eq!(UpdateBatchSuccess::decode(&answer).unwrap_err().at, "/header/Content-Type");
    answer = Answer { status: StatusCode::CREATED, headers: HeaderMap::new(), body: r#""done""#.into() };
    assert_eq!(UpdateBatchSuccess::decode(&answer).unwrap_err().at, "/header/Location");
    assert!(UpdateBatchError::Refused(StatusCode::OK, problem()).encode(&Accept::any()).is_err());
}

#[test]
fn rejections_are_answered_in_the_documented_form() {
    let mut rejection = Rejection::new(StatusCode::FORBIDDEN, "lacks a permission");
    rejection.missing = vec!["update_batch"];
    rejection.headers.insert("x-extra", 1.into());
    let answer = rejection.answer::<UpdateBatchError>(&Accept::any());
    let expected =
        Problem { message: "No: lacks a permission".to_owned(), required_permission: Some("update_batch".to_owned()) };
    assert_eq!(UpdateBatchError::decode(&answer), Ok(Some(UpdateBatchError::Forbidden(expected))));
    assert_eq!(answer.headers["x-extra"], "1");

    let document = rejection.answer::<NoFailure>(&Accept::any());
    assert_eq!(document.headers[CONTENT_TYPE], "application/problem+json");
    let document: serde_json::Value = serde_json::from_slice(&document.body).unwrap();
    assert_eq!((&document["status"], &document["required_permissions"][0]), (&403.into(), &"update_batch".into()));
}

#[test]
fn forms_of_several_parts_come_back() {
    let form = UploadForm {
        name: "ab".to_owned(),
        csv: File::new(b"a,b\r\n1,2\r\n".to_vec()).named("a.csv").of_type("text/csv"),
        batches: Some(vec![Batch { name: "xy".to_owned(), pin: Some(1) }, Batch { name: "yz".to_owned(), pin: None }]),
        pages: Vec::new(),
    };
    let upload = Upload { form: Some(form.clone()) };
    assert_eq!(receive(send(&upload)), Ok(upload));
    assert_eq!(receive(send(&Upload::new())), Ok(Upload::new()));

    let mut writer = RequestWriter::new(Upload::PATH).unchecked();
    Upload { form: Some(UploadForm { name: "a".to_owned(), ..form }) }.encode(&mut writer).unwrap();
    let rejection = receive::<Upload>(writer.finish().unwrap()).unwrap_err();
    assert_eq!(rejection.problems[0].0, "/body/name");

    let image = File::new(vec![1, 2]).of_type("image/png");
    let answer = Upload::encode_success(&image, &Accept::any()).unwrap();
    assert_eq!(answer.headers[CONTENT_TYPE], "image/png");
    assert_eq!(Upload::decode_success(&answer), Ok(Some(image)));
}
