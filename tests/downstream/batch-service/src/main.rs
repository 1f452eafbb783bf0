//! `batch-service DATABASE ADDRESS` serves the API; `batch-service DATABASE` makes a new account and
//! shows its administrator's secret, this once.

use std::error::Error;

use batch_service::{Database, Service, router};

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a command speaks on standard output")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [database] => {
            let made = Service::new(Database::open(database)?).create_account().await?;
            println!("account {}\nrole    {}\nsecret  {}", made.account, made.role, made.user.secret.expose());
            Ok(())
        }
        [database, address] => {
            let listener = tokio::net::TcpListener::bind(address).await?;
            println!("listening on http://{}", listener.local_addr()?);
            Ok(axum::serve(listener, router(Database::open(database)?)).await?)
        }
        _ => Err("usage: batch-service DATABASE [ADDRESS]".into()),
    }
}
