//! `batch-service DATABASE ADDRESS ISSUER AUDIENCE [KEY.pem]` serves the API to users whose tokens the
//! issuer signs, with the keys that it publishes or with the one in a file. `batch-service DATABASE`
//! makes a new account and shows its administrators' role, for the issuer to put into their tokens.

use std::error::Error;

use batch_service::{Database, Service, Tokens, router, tokens};
use gatewright::authenticators::jwt::Key;
use gatewright::authenticators::jwt::jwks::Jwks;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a command speaks on standard output")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [database] => {
            let made = Service::new(Database::open(database)?).create_account().await?;
            println!("account {}\nrole    {}", made.account, made.role);
            Ok(())
        }
        [database, address, issuer, audience] => {
            let keys = Jwks::discover(issuer).build()?;
            keys.load().await?;
            serve(database, address, tokens(issuer, audience, keys)?).await
        }
        [database, address, issuer, audience, key] => {
            let key = Key::from_pem(&std::fs::read_to_string(key)?)?;
            serve(database, address, tokens(issuer, audience, key)?).await
        }
        _ => Err("usage: batch-service DATABASE [ADDRESS ISSUER AUDIENCE [KEY.pem]]".into()),
    }
}

#[expect(clippy::print_stdout, reason = "a command speaks on standard output")]
async fn serve(database: &str, address: &str, tokens: Tokens) -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, router(Database::open(database)?, tokens)).await?)
}
