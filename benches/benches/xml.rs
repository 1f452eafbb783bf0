//! XML read into generated types and written from them, beside quick-xml with serde's derives.
//!
//! `cargo bench -p gatewright-benches --bench xml`

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use divan::{AllocProfiler, Bencher};
use gatewright::xml;
use gatewright_benches::sample::{SIZES, feed};
use gatewright_benches::{api, plain};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn read_generated(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let text = text(kilobytes);
    bencher.bench(|| xml::from_slice::<api::Feed>(text.as_bytes()).unwrap());
}

#[divan::bench(args = SIZES)]
fn read_plain(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let text = text(kilobytes);
    bencher.bench(|| quick_xml::de::from_str::<plain::Feed>(&text).unwrap());
}

#[divan::bench(args = SIZES)]
fn write_generated(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let value: api::Feed = xml::from_str(&text(kilobytes)).unwrap();
    bencher.bench(|| xml::to_string(&value).unwrap());
}

#[divan::bench(args = SIZES)]
fn write_plain(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let value = feed(kilobytes);
    bencher.bench(|| quick_xml::se::to_string(&value).unwrap());
}

fn text(kilobytes: usize) -> String {
    quick_xml::se::to_string(&feed(kilobytes)).unwrap()
}
