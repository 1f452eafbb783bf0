//! The way of a request, from its first line to its answer.

use std::pin::pin;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::{ACCEPT_ENCODING, ALLOW, CONTENT_ENCODING};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::body;
use super::decision::Outcome;
use super::docket::{Docket, Observers};
use super::guard::{Guard, Refused};
use super::matching::{Found, Table};
use super::operation::{Fault, Incoming, Reply, Served, internal};
use super::terms::wish;
use super::unwind::caught;
use crate::access::{Authenticator, Permissions};
use crate::answer::{Answer, Rejection};
use crate::parameter::{PathValues, RequestReader};
use crate::payload::Accept;

/// Everything that answers requests; shared by them.
pub(super) struct Dispatcher<P: Permissions, Auth: Authenticator<P>> {
    pub(super) table: Table<Served<P, Auth::Principal>>,
    pub(super) authenticator: Auth,
    pub(super) observers: Observers<P, Auth::Principal>,
    pub(super) body_limit: usize,
    pub(super) realm: String,
    /// Whether no proxy stands in front that decodes slashes.
    pub(super) encoded_slashes: bool,
    /// Operations that have rules of the service's own and aren't served: where there are any, nothing is.
    pub(super) misplaced: Vec<&'static str>,
}

impl<P: Permissions, Auth: Authenticator<P>> Dispatcher<P, Auth> {
    pub(super) async fn respond(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        if !self.misplaced.is_empty() {
            let fault = Fault::Misplaced { operations: self.misplaced.clone() };
            return response(internal().problem(), Some(fault));
        }
        let (answer, fault) = match self.table.find(&parts, !self.encoded_slashes) {
            Found::Operation(operation, values) => {
                let values = PathValues::within(parts.uri.path(), &values);
                self.answer(operation, values, parts, body).await
            }
            Found::Ambiguous => {
                let detail = "with its encoded slashes decoded, the path would be another operation's";
                (Rejection::new(StatusCode::BAD_REQUEST, detail).problem(), None)
            }
            Found::Unfit(problem) => (Rejection::new(StatusCode::BAD_REQUEST, problem).problem(), None),
            Found::OtherMethods(allow) => (method_not_allowed(&allow).problem(), None),
            Found::Nothing => (Rejection::new(StatusCode::NOT_FOUND, "no operation has this path").problem(), None),
        };
        response(answer, fault)
    }

    async fn answer(
        &self,
        operation: &Served<P, Auth::Principal>,
        values: PathValues,
        mut parts: Parts,
        body: Body,
    ) -> Reply {
        let accept = Accept::from_headers(&parts.headers);
        let extensions = std::mem::take(&mut parts.extensions);
        let docket = Docket::new(&self.observers, operation.id, &operation.access, extensions);
        let served = pin!(self.serve(operation, values, parts, body, &accept, &docket));
        match caught(served).await {
            Ok(Ok(reply)) => reply,
            Ok(Err(refused)) => ((operation.reject)(&refused, &accept), None),
            Err(_) => {
                docket.decide_quietly(&Outcome::Panicked);
                ((operation.reject)(&internal(), &accept), Some(Fault::Panicked { operation: operation.id }))
            }
        }
    }

    /// The order is the promise: not a byte of the body is read before the guard, and every rule of the service's own
    /// that can do without it, has let the request pass.
    async fn serve(
        &self,
        operation: &Served<P, Auth::Principal>,
        values: PathValues,
        parts: Parts,
        body: Body,
        accept: &Accept,
        docket: &Docket<'_, P, Auth::Principal>,
    ) -> Result<Reply, Rejection> {
        let guard = Guard {
            rule: &operation.access,
            schemes: &operation.schemes,
            authenticator: &self.authenticator,
            realm: &self.realm,
        };
        let who = match guard.admit(&parts, docket.extensions()).await {
            Ok(who) => who,
            Err(refused) => {
                let Refused { rejection, outcome, who } = *refused;
                docket.decide(&outcome, &who);
                let fault = matches!(outcome, Outcome::Unavailable { .. })
                    .then_some(Fault::AuthenticatorUnavailable { operation: operation.id });
                return Ok(((operation.reject)(&rejection, accept), fault));
            }
        };
        let unmet = operation.terms.unmet(&parts);
        let mut request = RequestReader::of(values, parts.uri, parts.headers).without_credentials(P::SCHEMES);
        for check in &operation.early {
            let verdict = check(&docket.attempt(&who, &request)).await;
            if let Err(denial) = verdict {
                return Ok(docket.denied(denial, &who, operation.reject, accept));
            }
        }
        if !operation.is_open {
            docket.allow(&who);
        }
        if let Some(condition) = unmet {
            return Err(Rejection::new(StatusCode::BAD_REQUEST, wish(condition)));
        }
        if !operation.produces.is_empty() && accept.choose(operation.produces).is_none() {
            return Err(not_acceptable(operation.produces));
        }
        if !operation.terms.consumes.is_empty() {
            identity(request.headers())?;
            let body = body::read(body, request.headers(), self.body_limit).await?;
            request.set_body(body);
        }
        Ok((operation.call)(Incoming { request, accept, who, docket }).await)
    }
}

/// A body that is compressed, or otherwise not what its media type says, isn't taken for what it says.
#[allow(clippy::result_large_err, reason = "passed on no further than its one caller")]
fn identity(headers: &HeaderMap) -> Result<(), Rejection> {
    let is_identity = |value: &HeaderValue| {
        let codings = value.to_str().ok();
        codings.is_some_and(|all| all.split(',').all(|one| matches!(one.trim(), "" | "identity" | "Identity")))
    };
    if headers.get_all(CONTENT_ENCODING).iter().all(is_identity) {
        return Ok(());
    }
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    let detail = "the body must not have a content encoding";
    Err(Rejection { headers, ..Rejection::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail) })
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
