//! The refusals that the runtime itself makes.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use super::Answer;

/// Why the runtime refused a request before the handler saw it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejection {
    /// 400, 401, 403, 404, 405, 406, 413, 415, 422 or 500.
    pub status: StatusCode,
    /// One sentence for the caller; it never holds a secret.
    pub detail: String,
    /// For 403: the names of the permissions that were missing.
    pub missing: Vec<&'static str>,
    /// For 400 and 422: each problem, as a JSON Pointer into the request (`/query/page`, `/body/name`) and what is wrong.
    pub problems: Vec<(String, String)>,
    /// Headers to send along: `WWW-Authenticate` for 401.
    pub headers: HeaderMap,
}

impl Rejection {
    /// A rejection with a status and a sentence.
    #[must_use]
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), missing: Vec::new(), problems: Vec::new(), headers: HeaderMap::new() }
    }

    /// The answer to send: the set's own for the status, where it declares one, else a problem document.
    #[cfg(feature = "server")]
    #[must_use]
    pub fn answer<E: crate::Responses>(&self, accept: &crate::payload::Accept) -> Answer {
        let own = E::rejection(self).and_then(|failure| failure.encode(accept).ok());
        self.with_headers(own.unwrap_or_else(|| self.document()))
    }

    /// The rejection as a problem document (RFC 9457).
    #[must_use]
    pub fn problem(&self) -> Answer {
        self.with_headers(self.document())
    }

    fn with_headers(&self, mut answer: Answer) -> Answer {
        for (name, value) in &self.headers {
            answer.headers.append(name, value.clone());
        }
        answer
    }

    fn document(&self) -> Answer {
        let mut document = json!({
            "title": self.status.canonical_reason().unwrap_or("Refused"),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        if !self.missing.is_empty() {
            document["required_permissions"] = json!(self.missing);
        }
        if !self.problems.is_empty() {
            let problem = |(pointer, detail): &(String, String)| json!({"pointer": pointer, "detail": detail});
            document["errors"] = self.problems.iter().map(problem).collect::<Value>();
        }
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        Answer { status: self.status, headers, body: Bytes::from(document.to_string()) }
    }
}
