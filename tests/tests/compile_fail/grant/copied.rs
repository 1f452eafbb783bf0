//! A grant is good for one call.

use gatewright::access::Granted;
use trusted_twin::{Api, GetBatch};

fn cloned(call: &Granted<GetBatch, ()>) -> Granted<GetBatch, ()> {
    call.clone()
}

async fn twice<A: Api>(api: A, call: Granted<GetBatch, A::Principal>) {
    let _ = api.get_batch(call).await;
    let _ = api.get_batch(call).await;
}

fn main() {}
