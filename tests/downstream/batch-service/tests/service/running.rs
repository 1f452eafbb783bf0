//! A running service, and ways to talk to it.

use std::net::SocketAddr;

use batch_service::api::{Client, CreateUserRole, Effect, NewRole, Role, RoleStatement};
use batch_service::{Account, Database, Service, Tokens, router, tokens};
use gatewright::Secret;
use gatewright::authenticators::jwt::Key;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

use crate::issuer::{AUDIENCE, ISSUER, Issuer};

/// A service on a port of its own, with one account, and the issuer of its users' tokens. It stops with
/// the test's runtime.
pub(crate) struct Running {
    pub(crate) service: Service,
    pub(crate) account: Account,
    pub(crate) issuer: Issuer,
    address: SocketAddr,
}

impl Running {
    pub(crate) async fn start() -> Self {
        Self::on(Database::in_memory().unwrap()).await
    }

    pub(crate) async fn on(database: Database) -> Self {
        let issuer = Issuer::new();
        let key = Key::from_jwk(&issuer.public("key").to_string()).unwrap();
        Self::with(database, issuer, tokens(ISSUER, AUDIENCE, key).unwrap()).await
    }

    pub(crate) async fn with(database: Database, issuer: Issuer, tokens: Tokens) -> Self {
        let service = Service::new(database.clone());
        let account = service.create_account().await.unwrap();
        let address = serve(router(database, tokens)).await;
        Self { service, account, issuer, address }
    }

    /// The generated client with this secret.
    pub(crate) fn client(&self, secret: impl Into<Secret>) -> Client {
        Client::builder().base_url(format!("http://{}", self.address)).user_secret(secret).build().unwrap()
    }

    /// The generated client of the administrator.
    pub(crate) fn admin(&self) -> Client {
        self.client(self.admin_token())
    }

    /// A token of an administrator.
    pub(crate) fn admin_token(&self) -> Secret {
        self.issuer.token(self.account.role)
    }

    /// A role that the administrator makes.
    pub(crate) async fn role(&self, statement: Option<RoleStatement>) -> Role {
        let body = NewRole { name: "Some role".to_owned(), rules: None, statement };
        self.admin().create_user_role(CreateUserRole::new(body)).await.unwrap()
    }

    /// A user with a role of this statement, and their role.
    pub(crate) async fn user(&self, statement: RoleStatement) -> (Client, Uuid) {
        let role = self.role(Some(statement)).await.uuid;
        (self.client(self.issuer.token(role)), role)
    }

    /// Sends a request as it stands, and returns the status and the rest of the answer.
    pub(crate) async fn raw(&self, line: &str, secret: Option<&str>, body: &str) -> (u16, String) {
        let authorization = secret.map(|secret| format!("Authorization: {secret}\r\n")).unwrap_or_default();
        let length = body.len();
        let request = format!(
            "{line} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{authorization}\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}",
            self.address
        );
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer)
    }
}

/// Serves on a port of its own.
pub(crate) async fn serve(router: axum::Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

pub(crate) fn allow(actions: &[&str]) -> RoleStatement {
    RoleStatement { effect: Effect::Allow, actions: Some(names(actions)) }
}

pub(crate) fn deny(actions: &[&str]) -> RoleStatement {
    RoleStatement { effect: Effect::Deny, actions: Some(names(actions)) }
}

fn names(actions: &[&str]) -> Vec<String> {
    actions.iter().copied().map(str::to_owned).collect()
}
