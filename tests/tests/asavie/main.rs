//! Asavie: the generated client and the generated server over loopback HTTP, in JSON and XML.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test fails by panicking")]

mod answers;
mod bodies;
mod negotiation;

use asavie::{
    AccountList, Api, ApiError, Batch, BatchSuccess, Client, CreateBatch, GetBatch, GetBatchError, ListAccounts,
    ListProducts, PbprReturnOfBatch, ProductList, UpdateBatch, router,
};
use gatewright::access::Granted;
use gatewright::answer::Failure;
use gatewright_tests::loopback::Server;
use gatewright_tests::script::Script;

const SAMPLE_JSON: &str = include_str!("../../cases/samples/asavie/get-batch.json");
const SAMPLE_XML: &str = include_str!("../../cases/samples/asavie/get-batch.xml");

/// The media types of every answer with a batch, with the page's sample in each.
const SAMPLES: [(&str, &str); 4] = [
    ("application/json", SAMPLE_JSON),
    ("text/json", SAMPLE_JSON),
    ("application/xml", SAMPLE_XML),
    ("text/xml", SAMPLE_XML),
];

/// Answers what a script says.
struct Service(Script);

impl Api for Service {
    async fn create_batch(&self, call: Granted<CreateBatch, ()>) -> Result<BatchSuccess, Failure<ApiError>> {
        self.0.play(call)
    }

    async fn get_batch(&self, call: Granted<GetBatch, ()>) -> Result<PbprReturnOfBatch, Failure<GetBatchError>> {
        self.0.play(call)
    }

    async fn update_batch(&self, call: Granted<UpdateBatch, ()>) -> Result<BatchSuccess, Failure<ApiError>> {
        self.0.play(call)
    }

    async fn list_accounts(&self, call: Granted<ListAccounts, ()>) -> Result<AccountList, Failure<ApiError>> {
        self.0.play(call)
    }

    async fn list_products(&self, call: Granted<ListProducts, ()>) -> Result<ProductList, Failure<ApiError>> {
        self.0.play(call)
    }
}

async fn serve() -> (Server, Script) {
    let script = Script::default();
    (Server::start(router(Service(script.clone()))).await, script)
}

/// A client that prefers a media type.
fn client(url: &str, media_type: &str) -> Client {
    Client::builder().base_url(url).prefer(media_type).build().unwrap()
}

fn get_batch() -> GetBatch {
    GetBatch::new("sample string 4".to_owned())
}

fn pairs() -> gatewright::types::IndexMap<String, String> {
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    [pair("sample string 1", "sample string 2"), pair("sample string 3", "sample string 4")].into_iter().collect()
}

/// The batch in the page's samples.
fn batch() -> Batch {
    Batch {
        name: Some("sample string 1".to_owned()),
        app_tag: Some("sample string 2".to_owned()),
        description: Some("sample string 3".to_owned()),
        parameters: Some(pairs()),
        id: Some("sample string 4".to_owned()),
        status: Some(5),
        timeout_minutes: Some(6),
    }
}

/// The value that the page's two samples stand for.
fn sample() -> PbprReturnOfBatch {
    PbprReturnOfBatch {
        success: true,
        meta: Some(pairs()),
        code: Some(2),
        error_code: Some(3),
        error_sub_code: Some(4),
        error_description: Some("sample string 5".to_owned()),
        status_url: Some("sample string 6".to_owned()),
        continuation_token: Some("sample string 7".to_owned()),
        data: Some(batch()),
    }
}

/// An envelope that says nothing but whether the call succeeded, and its code.
fn envelope(success: bool, code: i64) -> PbprReturnOfBatch {
    PbprReturnOfBatch {
        success,
        meta: None,
        code: Some(code),
        error_code: None,
        error_sub_code: None,
        error_description: None,
        status_url: None,
        continuation_token: None,
        data: None,
    }
}

/// A failure, as `cases/samples/asavie/failure.*` have it.
fn failure() -> PbprReturnOfBatch {
    let error_description = Some("There is no batch with this Id".to_owned());
    PbprReturnOfBatch { error_code: Some(404), error_description, ..envelope(false, 404) }
}
