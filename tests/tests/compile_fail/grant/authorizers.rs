//! A rule of a service's own is for an operation of its API, for its own state and for its own principal.

use gatewright::access::Authenticator;
use gatewright::server::{Attempt, Denial};
use trusted_twin::{Api, DeleteBatch, GetBatch, Permission};

async fn of_get<A>(_: &A, _: &Attempt<'_, String>, _: &GetBatch) -> Result<(), Denial> {
    Ok(())
}

async fn of_vec<A>(_: &A, _: &Attempt<'_, String>, _: &vec_digital::GetBatch) -> Result<(), Denial> {
    Ok(())
}

async fn of_number<A>(_: &A, _: &Attempt<'_, u32>) -> Result<(), Denial> {
    Ok(())
}

fn added<A: Api<Principal = String>>(api: A, authenticator: impl Authenticator<Permission, Principal = String>) {
    let routes = trusted_twin::routes(api, authenticator);
    let routes = routes.authorize::<DeleteBatch, _>(of_get);
    let routes = routes.authorize::<vec_digital::GetBatch, _>(of_vec);
    let _ = routes.authorize_all(of_number);
}

fn main() {}
