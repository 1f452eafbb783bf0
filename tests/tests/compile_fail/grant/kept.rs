//! A grant is used up by its call, and what is left of it is no grant.

use gatewright::access::Granted;
use trusted_twin::{Api, DeleteBatch, GetBatch};

async fn borrowed<A: Api>(api: &A, call: &Granted<GetBatch, A::Principal>) {
    let _ = api.get_batch(call).await;
}

async fn taken_apart<A: Api>(api: &A, call: Granted<GetBatch, A::Principal>) {
    let (request, _) = call.into_parts();
    let _ = api.get_batch(request).await;
}

async fn kept<A: Api>(api: &A, call: Granted<GetBatch, A::Principal>, kept: &mut Vec<Granted<GetBatch, A::Principal>>) {
    kept.push(call);
    let _ = api.get_batch(call).await;
}

async fn for_another<A: Api>(api: &A, call: Granted<GetBatch, A::Principal>) {
    let (request, principal) = call.into_parts();
    let another: Granted<DeleteBatch, A::Principal> = (DeleteBatch::new(request.batch), principal).into();
    let _ = api.delete_batch(another).await;
}

fn copied(call: Granted<GetBatch, ()>) -> (Granted<GetBatch, ()>, Granted<GetBatch, ()>) {
    fn copy<T: Copy>(one: T) -> (T, T) {
        (one, one)
    }
    copy(call)
}

fn main() {}
