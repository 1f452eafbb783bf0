//! Requests a second, without the network: the generated router beside one written by hand, each called as hyper calls
//! it, with the body of the answer read to its end.
//!
//! `cargo bench -p gatewright-benches --bench server`

use divan::{AllocProfiler, Bencher};
use gatewright_benches::calls::{Call, Caller};
use gatewright_benches::sample::SIZES;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// JSON in and out.
#[divan::bench(args = SIZES)]
fn put_generated(bencher: Bencher<'_, '_>, kilobytes: usize) {
    measure(bencher, Caller::generated(), &Call::put(kilobytes));
}

#[divan::bench(args = SIZES)]
fn put_by_hand(bencher: Bencher<'_, '_>, kilobytes: usize) {
    measure(bencher, Caller::by_hand(), &Call::put(kilobytes));
}

/// The same, where the hand has read the bytes with serde_json itself.
#[divan::bench(args = SIZES)]
fn put_lean_generated(bencher: Bencher<'_, '_>, kilobytes: usize) {
    measure(bencher, Caller::generated(), &Call::put(kilobytes));
}

#[divan::bench(args = SIZES)]
fn put_lean_by_hand(bencher: Bencher<'_, '_>, kilobytes: usize) {
    measure(bencher, Caller::by_hand(), &Call::put_lean(kilobytes));
}

/// Parameters in, JSON out.
#[divan::bench(args = SIZES)]
fn get_generated(bencher: Bencher<'_, '_>, kilobytes: usize) {
    measure(bencher, Caller::generated(), &Call::get(kilobytes));
}

#[divan::bench(args = SIZES)]
fn get_by_hand(bencher: Bencher<'_, '_>, kilobytes: usize) {
    measure(bencher, Caller::by_hand(), &Call::get(kilobytes));
}

/// The router and the guard, and next to nothing behind them.
#[divan::bench]
fn guard_generated(bencher: Bencher<'_, '_>) {
    measure(bencher, Caller::generated(), &Call::is_open());
}

#[divan::bench]
fn guard_by_hand(bencher: Bencher<'_, '_>) {
    measure(bencher, Caller::by_hand(), &Call::is_open());
}

/// XML in and out.
#[divan::bench(args = SIZES)]
fn xml_generated(bencher: Bencher<'_, '_>, kilobytes: usize) {
    measure(bencher, Caller::generated(), &Call::feed(kilobytes));
}

#[divan::bench(args = SIZES)]
fn xml_by_hand(bencher: Bencher<'_, '_>, kilobytes: usize) {
    measure(bencher, Caller::by_hand(), &Call::feed(kilobytes));
}

fn measure(bencher: Bencher<'_, '_>, mut caller: Caller, call: &Call) {
    bencher.with_inputs(|| call.request()).bench_local_values(|request| caller.answer(request));
}
