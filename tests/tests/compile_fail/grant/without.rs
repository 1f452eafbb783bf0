//! A handler can't be called without a grant, not even with the request that the grant would hold.

use trusted_twin::{Api, GetBatch};

async fn call<A: Api>(api: A, request: GetBatch) {
    let _ = api.get_batch(request).await;
    let _ = api.get_batch().await;
}

fn main() {}
