//! The client's half: an answer read into generated types, beside plain serde_json into structs written by hand.
//!
//! `cargo bench -p gatewright-benches --bench decode`

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use divan::{AllocProfiler, Bencher};
use gatewright::answer::{Answer, HeaderMap, StatusCode};
use gatewright::operation::Operation;
use gatewright_benches::api::{self, GetCatalogue};
use gatewright_benches::plain;
use gatewright_benches::sample::{SIZES, catalogue};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// What the client does with an answer once it is there.
#[divan::bench(args = SIZES)]
fn read_generated(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let mut headers = HeaderMap::new();
    headers.insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
    let answer = Answer { status: StatusCode::OK, headers, body: json(kilobytes).into() };
    bencher.bench(|| GetCatalogue::decode_success(&answer).unwrap());
}

#[divan::bench(args = SIZES)]
fn read_plain(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let json = json(kilobytes);
    bencher.bench(|| serde_json::from_slice::<plain::Catalogue>(&json).unwrap());
}

#[divan::bench(args = SIZES)]
fn write_generated(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let value: api::Catalogue = serde_json::from_slice(&json(kilobytes)).unwrap();
    bencher.bench(|| serde_json::to_vec(&value).unwrap());
}

#[divan::bench(args = SIZES)]
fn write_plain(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let value = catalogue(kilobytes);
    bencher.bench(|| serde_json::to_vec(&value).unwrap());
}

fn json(kilobytes: usize) -> Vec<u8> {
    serde_json::to_vec(&catalogue(kilobytes)).unwrap()
}
