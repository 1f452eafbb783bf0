//! Requests to either server, and their answers.

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri};
use http_body_util::BodyExt;
use tokio::runtime::{Builder, Runtime};
use tower::Service;

use crate::sample::{catalogue, feed};
use crate::{TOKEN, by_hand, generated};

/// How many kB the catalogue has that the servers keep.
const KEPT: usize = 100;

/// A server, and what runs it.
pub struct Caller {
    router: Router,
    runtime: Runtime,
}

impl Caller {
    /// Of the generated server.
    #[must_use]
    pub fn generated() -> Self {
        let json = serde_json::to_vec(&catalogue(KEPT)).unwrap();
        Self::new(generated::server(serde_json::from_slice(&json).unwrap()))
    }

    /// Of the one written by hand.
    #[must_use]
    pub fn by_hand() -> Self {
        Self::new(by_hand::server(catalogue(KEPT)))
    }

    fn new(router: Router) -> Self {
        Self { router: router.with_state(()), runtime: Builder::new_current_thread().build().unwrap() }
    }

    /// Sends a request and reads the answer to its end: how many bytes it has.
    pub fn answer(&mut self, request: Request<Body>) -> usize {
        let Self { router, runtime } = self;
        runtime.block_on(async {
            let response = router.call(request).await.unwrap_or_else(|never| match never {});
            assert!(matches!(response.status(), StatusCode::OK | StatusCode::NO_CONTENT), "{}", response.status());
            response.into_body().collect().await.unwrap().to_bytes().len()
        })
    }
}

/// A request that can be sent many times. Its parts are shared by all that are sent, as hyper's share what was read.
pub struct Call {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl Call {
    /// JSON of so many kB in and out.
    #[must_use]
    pub fn put(kilobytes: usize) -> Self {
        let body = serde_json::to_vec(&catalogue(kilobytes)).unwrap();
        Self::new(Method::POST, "/catalogues", "application/json", body.into())
    }

    /// The same for the handler written by hand that does without axum's extractor.
    #[must_use]
    pub fn put_lean(kilobytes: usize) -> Self {
        Self { uri: Uri::from_static("/lean"), ..Self::put(kilobytes) }
    }

    /// Parameters in, and JSON of so many kB out.
    #[must_use]
    pub fn get(kilobytes: usize) -> Self {
        let uri = format!("/catalogues/spring?limit={}", kilobytes * 2);
        Self::new(Method::GET, &uri, "application/json", Bytes::new())
    }

    /// A parameter in, and nothing out.
    #[must_use]
    pub fn is_open() -> Self {
        Self::new(Method::GET, "/catalogues/spring/open", "application/json", Bytes::new())
    }

    /// XML of so many kB in and out.
    #[must_use]
    pub fn feed(kilobytes: usize) -> Self {
        let body = quick_xml::se::to_string(&feed(kilobytes)).unwrap();
        Self::new(Method::POST, "/feeds", "application/xml", body.into())
    }

    /// With the headers that clients send.
    fn new(method: Method, uri: &str, media_type: &str, body: Bytes) -> Self {
        let token = format!("Bearer {TOKEN}");
        let length = body.len().to_string();
        let mut headers = vec![
            (HOST, "localhost:8080"),
            (USER_AGENT, "benchmark/1.0"),
            (ACCEPT, media_type),
            (AUTHORIZATION, token.as_str()),
        ];
        if !body.is_empty() {
            headers.extend([(CONTENT_TYPE, media_type), (CONTENT_LENGTH, length.as_str())]);
        }
        let headers = headers.into_iter().map(|(name, value)| (name, HeaderValue::from_str(value).unwrap()));
        Self { method, uri: uri.parse().unwrap(), headers: headers.collect(), body }
    }

    /// One request.
    #[must_use]
    pub fn request(&self) -> Request<Body> {
        let mut request = Request::new(Body::from(self.body.clone()));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        request
    }
}
