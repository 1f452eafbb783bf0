//! A grant is for one operation and for one service's principal.

use gatewright::access::Granted;
use trusted_twin::{Api, DeleteBatch, GetBatch};

async fn operation<A: Api>(api: A, call: Granted<GetBatch, A::Principal>) {
    let _ = api.delete_batch(call).await;
}

async fn principal<A: Api<Principal = String>>(api: A, call: Granted<DeleteBatch, ()>) {
    let _ = api.delete_batch(call).await;
}

fn main() {}
