//! Something on loopback that answers as a test says.

use std::net::SocketAddr;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use http::{Response, StatusCode};
use tokio::net::TcpListener;

/// What was asked: the path, the header `Authorization`, the body.
#[allow(dead_code, reason = "each test looks at some of it")]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) authorization: String,
    pub(crate) body: String,
}

/// Serves for as long as the test's runtime lives.
pub(crate) async fn serve<F, Fut>(answer: F) -> SocketAddr
where
    F: Fn(Asked) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = (StatusCode, String)> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = axum::Router::new().fallback(move |request: Request| {
        let answer = answer.clone();
        async move {
            let asked = asked(request).await;
            let (status, body) = answer(asked).await;
            Response::builder()
                .status(status)
                .header("Content-Type", "application/json")
                .body(Body::from(body))
                .unwrap()
        }
    });
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn asked(request: Request) -> Asked {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1_000_000).await.unwrap();
    let authorization = parts.headers.get("Authorization").map(|value| value.to_str().unwrap().to_owned());
    let body = String::from_utf8(body.to_vec()).unwrap();
    Asked { path: parts.uri.path().to_owned(), authorization: authorization.unwrap_or_default(), body }
}
