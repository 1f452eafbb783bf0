//! The server as a person writes it with axum: a type that knows the caller among the arguments of each handler, and a
//! line in each that asks for its permission.

use std::collections::HashSet;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use http::StatusCode;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName};
use http::request::Parts;
use serde::Deserialize;

use crate::plain::{Catalogue, Feed};
use crate::{Kept, User};

type Permissions = Arc<HashSet<&'static str>>;

type Shared = Arc<Kept<Permissions, Catalogue>>;

/// The router.
pub fn server(catalogue: Catalogue) -> Router {
    let permissions = Arc::new(HashSet::from(["catalogue:read", "catalogue:write", "feed:write"]));
    Router::new()
        .route("/catalogues", post(put_catalogue))
        .route("/lean", post(put_lean))
        .route("/catalogues/{name}", get(get_catalogue))
        .route("/catalogues/{name}/open", get(is_open))
        .route("/feeds", post(put_feed))
        .with_state(Arc::new(Kept::new(&permissions, catalogue)))
}

/// Who calls, and what they may.
struct Caller {
    #[allow(dead_code, reason = "a service would look at it")]
    user: User,
    permissions: Permissions,
}

impl Caller {
    fn needs(&self, permission: &str) -> Result<(), StatusCode> {
        if self.permissions.contains(permission) { Ok(()) } else { Err(StatusCode::FORBIDDEN) }
    }
}

impl FromRequestParts<Shared> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, kept: &Shared) -> Result<Self, StatusCode> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| value.strip_prefix("Bearer ")).ok_or(StatusCode::UNAUTHORIZED)?;
        let (user, permissions) = kept.users.get(token).ok_or(StatusCode::UNAUTHORIZED)?;
        Ok(Self { user: *user, permissions: Arc::clone(permissions) })
    }
}

async fn put_catalogue(caller: Caller, Json(catalogue): Json<Catalogue>) -> Result<Json<Catalogue>, StatusCode> {
    caller.needs("catalogue:write")?;
    Ok(Json(catalogue))
}

/// The same without axum's extractor, which remembers the place of each value for its errors.
async fn put_lean(caller: Caller, body: Bytes) -> Result<Json<Catalogue>, StatusCode> {
    caller.needs("catalogue:write")?;
    serde_json::from_slice(&body).map(Json).map_err(|_| StatusCode::BAD_REQUEST)
}

#[derive(Deserialize)]
struct Limit {
    limit: Option<i32>,
}

async fn get_catalogue(
    caller: Caller,
    State(kept): State<Shared>,
    Path(name): Path<String>,
    Query(Limit { limit }): Query<Limit>,
) -> Result<Json<Catalogue>, StatusCode> {
    caller.needs("catalogue:read")?;
    if name != kept.catalogue.name {
        return Err(StatusCode::NOT_FOUND);
    }
    let limit = limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or_default());
    let Catalogue { name, created, note, products } = &kept.catalogue;
    let products = products.iter().take(limit).cloned().collect();
    Ok(Json(Catalogue { name: name.clone(), created: *created, note: note.clone(), products }))
}

async fn is_open(
    caller: Caller,
    State(kept): State<Shared>,
    Path(name): Path<String>,
) -> Result<StatusCode, StatusCode> {
    caller.needs("catalogue:read")?;
    if name == kept.catalogue.name { Ok(StatusCode::NO_CONTENT) } else { Err(StatusCode::NOT_FOUND) }
}

/// axum has no extractor for XML, so a person takes the text.
async fn put_feed(caller: Caller, body: String) -> Result<([(HeaderName, &'static str); 1], String), StatusCode> {
    caller.needs("feed:write")?;
    let feed: Feed = quick_xml::de::from_str(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let text = quick_xml::se::to_string(&feed).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(([(CONTENT_TYPE, "application/xml")], text))
}
