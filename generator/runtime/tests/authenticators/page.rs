//! The examples of `docs/authenticators.md`, which must compile as they stand there.
#![allow(dead_code, unused_imports, reason = "an example is read, not run")]

use gatewright::Secret;
use gatewright::access::{AuthenticationError, Authenticator, PermissionSet, Statement};
use gatewright::authenticators::SetupError;
use gatewright::authenticators::jwt::JwtBuilder;

#[derive(Debug, Clone, Copy, PartialEq, Eq, gatewright::Permissions)]
#[permissions(scheme(name = "api_key", api_key(header = "X-Api-Key")))]
#[permissions(scheme(name = "token", bearer))]
#[permissions(scheme(name = "oauth", oauth2))]
enum Permission {
    #[permission("pets:read")]
    PetsRead,
}

struct RoleTable;

impl RoleTable {
    fn permissions_of(&self, _role: &str) -> PermissionSet<Permission> {
        PermissionSet::EMPTY
    }
}

#[derive(serde::Deserialize)]
struct Claims {
    role: String,
}

#[derive(Clone)]
struct Database;

impl Database {
    async fn statement_of(&self, _role: &str) -> Option<Statement> {
        None
    }
}

use gatewright::authenticators::keys::{KeyHash, Keys};

#[derive(serde::Deserialize)]
struct Entry {
    hash: KeyHash,
    owner: String,
    permissions: Vec<Permission>,
}

fn keys(entries: Vec<Entry>) -> Result<Keys<Permission, String>, SetupError> {
    let entries = entries.into_iter().map(|entry| (entry.hash, entry.owner, entry.permissions.into_iter().collect()));
    Keys::new(["api_key"], entries)
}

use gatewright::authenticators::jwt::Jwt;
use gatewright::authenticators::jwt::jwks::Jwks;

#[derive(serde::Deserialize)]
struct User {
    sub: String,
    email: Option<String>,
}

fn tokens() -> Result<Jwt<Permission, User>, SetupError> {
    Jwt::builder(["token"])
        .issuer("https://login.example")
        .audience("https://api.example")
        .keys(Jwks::discover("https://login.example").build()?)
        .build()
}

fn by_claims(builder: JwtBuilder<Permission, User>, roles: RoleTable) -> Result<Jwt<Permission, User>, SetupError> {
    builder
        .permission_claim("permissions")
        .role_claim("/realm_access/roles", move |role| roles.permissions_of(role))
        .permissions(|user: &User| if user.sub == "root" { PermissionSet::all() } else { PermissionSet::EMPTY })
        .build()
}

use gatewright::authenticators::introspection::Introspection;

fn opaque(secret: Secret) -> Result<Introspection<Permission, User>, SetupError> {
    Introspection::builder(["oauth"], "https://login.example/introspect")
        .client("pet-service", secret)
        .audience("https://api.example")
        .build()
}

use gatewright::authenticators::ByScheme;

#[derive(PartialEq)]
enum Caller {
    Machine(String),
    Person(String),
}

impl From<String> for Caller {
    fn from(owner: String) -> Self {
        Self::Machine(owner)
    }
}

impl From<User> for Caller {
    fn from(user: User) -> Self {
        Self::Person(user.sub)
    }
}

fn both(
    keys: Keys<Permission, String>,
    tokens: Jwt<Permission, User>,
) -> Result<ByScheme<Permission, Caller>, SetupError> {
    ByScheme::builder().scheme("api_key", keys).scheme("token", tokens).unchecked("oauth").build()
}

use gatewright::authenticators::resolve;

fn with_roles(
    tokens: Jwt<Permission, Claims>,
    database: Database,
) -> impl Authenticator<Permission, Principal = Claims> {
    resolve(tokens, move |claims: Claims| {
        let database = database.clone();
        async move {
            let statement = database.statement_of(&claims.role).await.ok_or(AuthenticationError::Unavailable)?;
            let permissions = statement.to_set().map_err(|_| AuthenticationError::Unavailable)?;
            Ok((claims, permissions))
        }
    })
}

#[test]
fn the_page_shows_what_compiles() {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (page, here) = (include_str!("../../../docs/authenticators.md"), words(include_str!("page.rs")));
    let blocks: Vec<_> = page.split("```rust\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 6);
    for block in blocks {
        assert!(here.contains(&words(block)), "{block}");
    }
}

#[test]
fn what_it_shows_works() {
    keys(Vec::new()).unwrap();
    tokens().unwrap();
    opaque(Secret::from("s")).unwrap();
    both(keys(Vec::new()).unwrap(), tokens().unwrap()).unwrap();
}
