//! Only the guard makes a grant.

use gatewright::access::Granted;
use trusted_twin::GetBatch;

fn constructor(request: GetBatch) -> Granted<GetBatch, ()> {
    Granted::new(request, ())
}

fn for_tests(request: GetBatch) -> Granted<GetBatch, ()> {
    Granted::for_tests(request, ())
}

fn conversion(request: GetBatch) -> Granted<GetBatch, ()> {
    (request, ()).into()
}

fn default() -> Granted<GetBatch, ()> {
    Default::default()
}

fn altered(mut call: Granted<GetBatch, ()>, request: GetBatch) -> Granted<GetBatch, ()> {
    call.request = request;
    call
}

fn main() {}
