//! A grant can't be written out: its fields are private.

use gatewright::access::Granted;
use trusted_twin::GetBatch;

fn literal(request: GetBatch) -> Granted<GetBatch, ()> {
    Granted { request, principal: () }
}

fn main() {}
