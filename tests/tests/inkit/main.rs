//! Inkit: the generated client and the generated server over loopback HTTP.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test fails by panicking")]

use gatewright::access::{
    Authenticated, AuthenticationError, Authenticator, Credential, Credentials, Granted, Permissions,
};
use gatewright::answer::Failure;
use gatewright::client::Error;
use gatewright_tests::json::{assert_same, parse};
use gatewright_tests::loopback::{Ask, Server};
use gatewright_tests::script::Script;
use gatewright_tests::table::{Row, Table};
use inkit::{
    Api, Batch, BatchError, BatchPage, BatchRender, Client, CreateBatch, CreatedBatch, DestinationCounts, Destinations,
    GetBatch, ListBatches, NewBatch, Permission, router,
};
use reqwest::Method;

const SAMPLE: &str = include_str!("../../cases/samples/inkit/get-batch.json");
const ID: &str = "rb_6WtDgF7RGqdS5Uzea9neZJ";
const KEY: &str = "X-Inkit-API-Token";
const JSON: &str = "application/json";

/// Answers what a script says.
struct Service(Script);

impl Api for Service {
    type Principal = u32;

    async fn list_batches(&self, call: Granted<ListBatches, u32>) -> Result<BatchPage, Failure<BatchError>> {
        self.0.play(call)
    }

    async fn create_batch(&self, call: Granted<CreateBatch, u32>) -> Result<CreatedBatch, Failure<BatchError>> {
        self.0.play(call)
    }

    async fn get_batch(&self, call: Granted<GetBatch, u32>) -> Result<Batch, Failure<BatchError>> {
        self.0.play(call)
    }
}

/// Knows two keys; neither carries any permission, and none is needed.
struct Keys;

impl Authenticator<Permission> for Keys {
    type Principal = u32;

    async fn authenticate(
        &self,
        credentials: &Credentials,
    ) -> Result<Authenticated<Permission, u32>, AuthenticationError> {
        match credentials.get("api_token").and_then(Credential::secret).map(gatewright::Secret::expose) {
            Some("first") => Ok(Authenticated::new(1)),
            Some("second") => Ok(Authenticated::new(2)),
            _ => Err(AuthenticationError::invalid("unknown key")),
        }
    }
}

async fn serve() -> (Server, Script) {
    let script = Script::default();
    (Server::start(router(Service(script.clone()), Keys)).await, script)
}

fn client(url: &str) -> Client {
    Client::builder().base_url(url).api_token("first").build().unwrap()
}

fn asks() -> [Ask; 3] {
    let new = parse(r#"{"template_id": "t", "renders": [{"merge_parameters": {}}]}"#);
    [Ask::get(format!("/batch/{ID}")), Ask::get("/batch"), Ask::new(Method::POST, "/batch").json(&new)]
}

fn new_batch() -> NewBatch {
    let first = BatchRender {
        name: Some("One".to_owned()),
        description: None,
        merge_parameters: [("who".to_owned(), parse(r#"{"name": ["Zoë", null, 1.5]}"#))].into_iter().collect(),
        destinations: Some([("salesforce".to_owned(), parse("{}"))].into_iter().collect()),
    };
    let second = BatchRender {
        name: None,
        description: Some("Two".to_owned()),
        merge_parameters: [].into_iter().collect(),
        destinations: None,
    };
    NewBatch { template_id: "t_1".to_owned(), name: None, renders: vec![first, second] }
}

/// The value that the page's sample stands for.
fn sample() -> Batch {
    Batch {
        created_at: "2023-08-14T14:32:48.872931Z".parse().unwrap(),
        destinations: Destinations {
            inkit_storage: Some(DestinationCounts { count: 1, completed: 1, failed: 0, in_progress: 0 }),
            ..Destinations::default()
        },
        id: ID.to_owned(),
        name: "test".to_owned(),
        status: "Completed".to_owned(),
        total: 1,
    }
}

/// A page of the batch with some destinations, and of one with none.
fn page() -> (BatchPage, String) {
    let counts = DestinationCounts { count: 7, completed: 4, failed: 2, in_progress: 1 };
    let mut other = sample();
    other.destinations =
        Destinations { sepire: Some(counts.clone()), magic_link: Some(counts), ..Destinations::default() };
    let mut none = sample();
    none.destinations = Destinations::default();
    let written = |destinations: &str| {
        let mut batch = parse(SAMPLE);
        batch["destinations"] = parse(destinations);
        batch.to_string()
    };
    let counts = r#"{"count": 7, "completed": 4, "failed": 2, "in_progress": 1}"#;
    let items = [written(&format!(r#"{{"sepire": {counts}, "magic_link": {counts}}}"#)), written("{}")].join(",");
    let metadata = [("page".to_owned(), 1.into()), ("more".to_owned(), parse(r#"{"at": null}"#))];
    let value = BatchPage { items: vec![other, none], metadata: metadata.into_iter().collect() };
    (value, format!(r#"{{"items": [{items}], "metadata": {{"page": 1, "more": {{"at": null}}}}}}"#))
}

#[tokio::test]
async fn every_documented_answer_both_ways() {
    let (server, script) = serve().await;
    let mut table = Table::new("inkit", script, server);
    let [get, list, create] = asks().map(|ask| ask.header(KEY, "first"));

    let call = async |url: &str| client(url).get_batch(GetBatch::new(ID.to_owned())).await;
    let row = Row { documented: "200", status: 200, media_type: JSON, answer: Ok(sample()), wire: SAMPLE };
    table.row::<GetBatch>(row, &get, call).await;
    let answer = Err(BatchError::TooManyRequests);
    let row = Row { documented: "429", status: 429, media_type: "", answer, wire: "" };
    table.row::<GetBatch>(row, &get, call).await;

    let call = async |url: &str| client(url).list_batches(ListBatches::new()).await;
    let (value, wire) = page();
    let row = Row { documented: "200", status: 200, media_type: JSON, answer: Ok(value), wire: &wire };
    table.row::<ListBatches>(row, &list, call).await;
    let answer = Err(BatchError::TooManyRequests);
    let row = Row { documented: "429", status: 429, media_type: "", answer, wire: "" };
    table.row::<ListBatches>(row, &list, call).await;

    let call = async |url: &str| client(url).create_batch(CreateBatch::new(new_batch())).await;
    let answer = Ok(CreatedBatch { id: ID.to_owned() });
    let wire = r#"{"id": "rb_6WtDgF7RGqdS5Uzea9neZJ"}"#;
    let row = Row { documented: "200", status: 200, media_type: JSON, answer, wire };
    table.row::<CreateBatch>(row, &create, call).await;
    let answer = Err(BatchError::TooManyRequests);
    let row = Row { documented: "429", status: 429, media_type: "", answer, wire: "" };
    table.row::<CreateBatch>(row, &create, call).await;
    table.finish();
}

#[tokio::test]
async fn the_six_decimal_places_stay() {
    let (server, script) = serve().await;
    script.answer::<GetBatch>(Ok::<_, BatchError>(sample()));
    let [get, ..] = asks();
    let told = server.ask(&get.header(KEY, "second")).await;
    assert_eq!(told.json()["created_at"], "2023-08-14T14:32:48.872931Z");
    let got = client(&server.url).get_batch(GetBatch::new(ID.to_owned())).await.unwrap();
    assert_eq!(got.created_at.to_string(), "2023-08-14T14:32:48.872931Z");
}

#[tokio::test]
async fn any_good_key_may_call_and_no_other() {
    let (server, script) = serve().await;
    for (at, ask) in asks().into_iter().enumerate() {
        let told = server.ask(&ask).await;
        told.assert_status(401);
        assert_eq!(told.header("WWW-Authenticate"), r#"ApiKey realm="api", in="header", name="X-Inkit-API-Token""#);
        assert_eq!(told.media_type(), "application/problem+json");
        let problem = parse(r#"{"status": 401, "title": "Unauthorized", "detail": "the request needs a credential"}"#);
        assert_same(&problem, &told.json());
        for (name, wrong) in [(KEY, "wrong"), (KEY, ""), (KEY, "First"), ("Authorization", "first")] {
            server.ask(&ask.clone().header(name, wrong)).await.assert_status(401);
        }
        assert_eq!(script.runs(), 2 * at);
        for good in ["first", "second"] {
            server.ask(&ask.clone().header(&KEY.to_lowercase()[..], good)).await.assert_status(418);
        }
        assert_eq!(script.runs(), 2 * at + 2);
    }
    assert!(Permission::NAMES.is_empty());
}

#[tokio::test]
async fn a_refusal_that_the_document_lacks_is_kept_by_the_client() {
    let (server, script) = serve().await;
    let stranger = Client::builder().base_url(&server.url).api_token("stranger").build().unwrap();
    match stranger.get_batch(GetBatch::new(ID.to_owned())).await {
        Err(Error::Unexpected(answer)) => {
            assert_eq!(answer.status, 401);
            assert!(answer.headers.contains_key("www-authenticate"));
            assert_eq!(parse(str::from_utf8(&answer.body).unwrap())["detail"], "the credential is not valid");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(script.runs(), 0);
    // The document has no body for 429, so whatever stands there is no obstacle.
    let canned = Server::canned(429, &[("Content-Type", "text/html")], "<p>slow down").await;
    match client(&canned.url).list_batches(ListBatches::new()).await {
        Err(Error::Api(BatchError::TooManyRequests)) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn bodies_are_read_after_the_guard() {
    let (server, script) = serve().await;
    for (body, place) in [
        ("", "/body"),
        ("{", "/body"),
        ("{}", "/body"),
        (r#"{"template_id": 7, "renders": []}"#, "/body/template_id"),
        (r#"{"template_id": "t", "renders": [{"merge_parameters": {}}, {}]}"#, "/body/renders/1"),
        (r#"{"template_id": "t", "renders": [{"merge_parameters": []}]}"#, "/body/renders/0/merge_parameters"),
    ] {
        let ask = Ask::new(Method::POST, "/batch").body(JSON, body);
        server.ask(&ask).await.assert_status(401);
        let told = server.ask(&ask.header(KEY, "first")).await;
        told.assert_status(400);
        assert_eq!(told.json()["errors"][0]["pointer"], place, "{body}: {}", told.text());
    }
    assert_eq!(script.runs(), 0);
}

#[tokio::test]
async fn requests_arrive_as_they_were_sent() {
    let (server, script) = serve().await;
    let client = client(&server.url);
    for request in [
        ListBatches::new(),
        ListBatches { page: -3, page_size: 1, sort: Some("-created_at".into()), ..ListBatches::new() },
        ListBatches {
            search: Some("a&b=c d+e/ü?#%".into()),
            destination_name: Some(String::new()),
            destination_status: Some("in_progress".into()),
            ..ListBatches::new()
        },
    ] {
        client.list_batches(request.clone()).await.unwrap_err();
        assert_eq!(script.last::<ListBatches>().unwrap(), request);
    }
    for id in [ID, "a/b", "a b", "ü", "..", ".", "%2F", "a?b#c", "{batchId}"] {
        match client.get_batch(GetBatch::new(id.to_owned())).await {
            Err(Error::Unexpected(answer)) => {
                assert_eq!(answer.status, 418, "{id}");
                assert_eq!(script.last::<GetBatch>().unwrap().batch_id, id);
            }
            // A segment of dots alone can't be sent: every URL parser takes it for a step.
            Err(Error::Encode(error)) if id.starts_with('.') => assert_eq!(error.at, "/path"),
            other => panic!("{id}: {other:?}"),
        }
    }
    client.create_batch(CreateBatch::new(new_batch())).await.unwrap_err();
    assert_eq!(script.last::<CreateBatch>().unwrap().body, new_batch());

    let query = "/batch?page=2&sort=-name&search=a%26b+c%2B";
    server.ask(&Ask::get(query).header(KEY, "first")).await;
    let expected =
        ListBatches { page: 2, sort: Some("-name".into()), search: Some("a&b c+".into()), ..ListBatches::new() };
    assert_eq!(script.last::<ListBatches>().unwrap(), expected);
}

#[tokio::test]
#[should_panic(expected = "not tested")]
async fn a_table_with_a_gap_fails() {
    let (server, script) = serve().await;
    Table::new("inkit", script, server).finish();
}
