//! Servers on loopback ports, and requests written by hand.

#![allow(clippy::panic, reason = "a failed exchange fails the test that asked for it")]

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use gatewright::answer::{HeaderMap, StatusCode};
use reqwest::Method;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server on a port of its own. It ends when it is dropped.
#[derive(Debug)]
pub struct Server {
    /// Where it is, without a slash at the end.
    pub url: String,
    http: reqwest::Client,
    serving: JoinHandle<()>,
}

impl Server {
    /// Serves a router.
    ///
    /// # Panics
    ///
    /// When there is no port to be had.
    pub async fn start(router: Router) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap_or_else(|error| panic!("{error}"));
        let address = listener.local_addr().unwrap_or_else(|error| panic!("{error}"));
        let serving = tokio::spawn(async move {
            axum::serve(listener, router).await.unwrap_or_else(|error| panic!("{error}"));
        });
        Self { url: format!("http://{address}"), http: plain_http(), serving }
    }

    /// Answers every request in the same way, so that a client reads what no service of ours wrote.
    ///
    /// # Panics
    ///
    /// When there is no port to be had, or the answer isn't one.
    pub async fn canned(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Self {
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let (parts, body) = response.body(body.into()).unwrap_or_else(|error| panic!("{error}")).into_parts();
        let answer = move || std::future::ready(Response::from_parts(parts.clone(), Body::from(body.clone())));
        Self::start(Router::new().fallback(answer)).await
    }

    /// Answers every request with its own body and `Content-Type`, so that a test sees what a client wrote.
    ///
    /// # Panics
    ///
    /// When there is no port to be had, or the status isn't one.
    pub async fn echo(status: u16) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or_else(|error| panic!("{error}"));
        let answer = async move |request: Request| {
            let (mut parts, body) = request.into_parts();
            let stated = parts.headers.remove(CONTENT_TYPE).unwrap_or_else(|| HeaderValue::from_static(""));
            (status, [(CONTENT_TYPE, stated)], body)
        };
        Self::start(Router::new().fallback(answer)).await
    }

    /// Sends a request written by hand.
    ///
    /// # Panics
    ///
    /// When the request can't be sent or its answer not be read.
    pub async fn ask(&self, ask: &Ask) -> Told {
        let mut request = self.http.request(ask.method.clone(), format!("{}{}", self.url, ask.target));
        for (name, value) in &ask.headers {
            request = request.header(name, value);
        }
        if let Some(body) = &ask.body {
            request = request.body(body.clone());
        }
        let response = request.send().await.unwrap_or_else(|error| panic!("{ask:?}: {error:?}"));
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await.unwrap_or_else(|error| panic!("{ask:?}: {error:?}"));
        Told { status, headers, body: body.to_vec() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A client for plain HTTP. The workspace builds reqwest without a default TLS provider, so it is given one.
fn plain_http() -> reqwest::Client {
    let client = reqwest::Client::builder().tls_backend_preconfigured(plain_tls()).build();
    client.unwrap_or_else(|error| panic!("{error}"))
}

/// TLS for whoever needs none: no certificate is trusted.
///
/// # Panics
///
/// When rustls has no version of TLS.
#[must_use]
pub fn plain_tls() -> rustls::ClientConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap_or_else(|error| panic!("{error}"))
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}

/// A request written by hand.
#[derive(Debug, Clone)]
pub struct Ask {
    method: Method,
    target: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Ask {
    /// A request without headers and body; the target is a path with its query.
    #[must_use]
    pub fn new(method: Method, target: impl Into<String>) -> Self {
        Self { method, target: target.into(), headers: Vec::new(), body: None }
    }

    /// `GET`.
    #[must_use]
    pub fn get(target: impl Into<String>) -> Self {
        Self::new(Method::GET, target)
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Gives it a body; an empty media type is left out.
    #[must_use]
    pub fn body(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        if media_type.is_empty() { self } else { self.header("Content-Type", media_type) }
    }

    /// Gives it a body of JSON.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }
}

/// An answer as it came over the wire.
#[derive(Debug, Clone)]
pub struct Told {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Told {
    /// A header, empty if it isn't there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The media type, without its parameters.
    #[must_use]
    pub fn media_type(&self) -> &str {
        self.header("Content-Type").split(';').next().unwrap_or_default()
    }

    /// The body as text.
    ///
    /// # Panics
    ///
    /// When it isn't UTF-8.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The body as JSON.
    ///
    /// # Panics
    ///
    /// When it isn't JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        crate::json::parse(self.text())
    }

    /// Compares the status.
    ///
    /// # Panics
    ///
    /// When it is another.
    #[track_caller]
    pub fn assert_status(&self, status: u16) {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.body));
    }
}
