//! The way of a request, from its first line to its answer.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use http::header::ALLOW;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::body;
use super::guard::admit;
use super::matching::{Found, Table};
use super::operation::{Fault, Outcome, Served, internal};
use super::terms::wish;
use super::unwind::caught;
use crate::access::{Authenticator, Permissions};
use crate::answer::{Answer, Rejection};
use crate::parameter::RequestReader;
use crate::payload::Accept;

/// Everything that answers requests; shared by them.
pub(super) struct Dispatcher<P: Permissions, Auth: Authenticator<P>> {
    pub(super) table: Table<Served<P, Auth::Principal>>,
    pub(super) authenticator: Auth,
    pub(super) body_limit: usize,
    pub(super) realm: String,
}

/// Names, and values as they stand in the path.
type Parameters = Vec<(String, String)>;

impl<P: Permissions, Auth: Authenticator<P>> Dispatcher<P, Auth> {
    pub(super) async fn respond(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let (answer, fault) = match self.table.find(&parts) {
            Found::Operation(operation, values) => self.answer(operation, values, parts, body).await,
            Found::Unfit(problem) => (Rejection::new(StatusCode::BAD_REQUEST, problem).problem(), None),
            Found::OtherMethods(allow) => (method_not_allowed(&allow).problem(), None),
            Found::Nothing => (Rejection::new(StatusCode::NOT_FOUND, "no operation has this path").problem(), None),
        };
        response(answer, fault)
    }

    async fn answer(
        &self,
        operation: &Served<P, Auth::Principal>,
        values: Parameters,
        parts: Parts,
        body: Body,
    ) -> Outcome {
        let accept = Accept::from_headers(&parts.headers);
        let served = self.serve(operation, values, parts, body, accept.clone());
        match caught(Box::pin(served)).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(refused)) => {
                let fault = (refused.status == StatusCode::INTERNAL_SERVER_ERROR)
                    .then_some(Fault::AuthenticatorUnavailable { operation: operation.id });
                ((operation.reject)(&refused, &accept), fault)
            }
            Err(_) => ((operation.reject)(&internal(), &accept), Some(Fault::Panicked { operation: operation.id })),
        }
    }

    /// The order is the promise: not a byte of the body is read before the guard has let it pass.
    async fn serve(
        &self,
        operation: &Served<P, Auth::Principal>,
        values: Parameters,
        parts: Parts,
        body: Body,
        accept: Accept,
    ) -> Result<Outcome, Rejection> {
        let principal = admit(&operation.access, &self.authenticator, &self.realm, &parts).await?;
        if let Some(condition) = operation.terms.unmet(&parts) {
            return Err(Rejection::new(StatusCode::BAD_REQUEST, wish(condition)));
        }
        if !operation.produces.is_empty() && accept.choose(operation.produces).is_none() {
            return Err(not_acceptable(operation.produces));
        }
        let body = match operation.terms.consumes.is_empty() {
            false => body::read(body, &parts.headers, self.body_limit).await?,
            true => Bytes::new(),
        };
        let reader = RequestReader::from_raw(values, parts.uri.query(), parts.headers, body);
        Ok((operation.call)(reader, accept, principal).await)
    }
}

fn not_acceptable(produces: &[&str]) -> Rejection {
    Rejection::new(StatusCode::NOT_ACCEPTABLE, format!("answers can be {}", produces.join(", ")))
}

fn method_not_allowed(allow: &str) -> Rejection {
    let mut headers = HeaderMap::new();
    headers.extend(HeaderValue::from_str(allow).ok().map(|allow| (ALLOW, allow)));
    Rejection { headers, ..Rejection::new(StatusCode::METHOD_NOT_ALLOWED, format!("the path has the methods {allow}")) }
}

fn response(answer: Answer, fault: Option<Fault>) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    if let Some(fault) = fault {
        response.extensions_mut().insert(fault);
    }
    response
}
