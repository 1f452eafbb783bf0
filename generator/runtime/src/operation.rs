//! What an operation is to the client and to the server.

use crate::access::{AccessRule, Permissions};
#[cfg(any(feature = "client", feature = "server"))]
use crate::answer::Answer;
#[cfg(feature = "server")]
use crate::answer::Rejection;
pub use crate::condition::Condition;
#[cfg(feature = "server")]
use crate::parameter::RequestReader;
#[cfg(feature = "client")]
use crate::parameter::RequestWriter;
#[cfg(feature = "server")]
use crate::payload::Accept;
#[cfg(feature = "client")]
use crate::payload::DecodeError;
#[cfg(any(feature = "client", feature = "server"))]
use crate::payload::EncodeError;

/// One operation of a document: the request struct implements it.
///
/// `#[derive(gatewright::Operation)]` writes the implementation.
pub trait Operation: Sized + Send + Sync + 'static {
    /// The permissions of the API that the operation belongs to.
    type Permission: Permissions;
    /// What the operation returns when it succeeds.
    type Success: Send + 'static;
    /// Its documented failures; [`NoFailure`](crate::answer::NoFailure) where there are none.
    type Failure: Responses;

    /// The operationId.
    const ID: &'static str;
    /// The path template: `/batches/{batch}`, or `/files/{+path}`, which takes any number of segments.
    const PATH: &'static str;
    /// The server that it is called at, if that isn't the API's: a URL, or a path on the API's host. It counts for
    /// clients that weren't given a base URL.
    const SERVER: Option<&'static str> = None;
    /// What every request of it has beside its method and path.
    const CONDITIONS: &'static [Condition] = &[];
    /// Who may call it.
    const ACCESS: AccessRule<Self::Permission>;
    /// The media types that successful answers may have, in the order of the document; none without a body.
    const PRODUCES: &'static [&'static str];
    /// The media types that a request body may have, in the order of the document; none without a body.
    const CONSUMES: &'static [&'static str];

    /// The method.
    fn method() -> http::Method;

    /// Writes the request. Client side.
    ///
    /// # Errors
    ///
    /// When a value can't be written as the document wants it, or breaks a constraint.
    #[cfg(feature = "client")]
    fn encode(&self, request: &mut RequestWriter) -> Result<(), EncodeError>;

    /// Reads a successful answer; `None` if its status isn't a documented success. Client side.
    ///
    /// # Errors
    ///
    /// When the answer has a documented status and not its documented form.
    #[cfg(feature = "client")]
    fn decode_success(answer: &Answer) -> Result<Option<Self::Success>, DecodeError>;

    /// Reads the request, and checks its constraints. Server side, after the guard.
    ///
    /// # Errors
    ///
    /// A rejection with status 400, 413, 415 or 422 when the request isn't as documented.
    #[cfg(feature = "server")]
    #[allow(clippy::result_large_err, reason = "a request is as large, and neither is passed on far")]
    fn decode(request: &RequestReader) -> Result<Self, Rejection>;

    /// Writes a successful answer in the form that the client accepts. Server side.
    ///
    /// # Errors
    ///
    /// When the value can't be written.
    #[cfg(feature = "server")]
    fn encode_success(success: &Self::Success, accept: &Accept) -> Result<Answer, EncodeError>;
}

/// A set of documented answers: an enum with a variant a status.
///
/// `#[derive(gatewright::Responses)]` writes the implementation.
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't a set of answers",
    note = "derive it with `#[derive(gatewright::Responses)]`, or state the one status of a bare payload: `status = 200`"
)]
pub trait Responses: Sized + Send + 'static {
    /// The statuses that have an answer of their own, ranges and the default not among them.
    const STATUSES: &'static [u16];
    /// The media types that the answers may have, in the order of the document.
    const PRODUCES: &'static [&'static str];

    /// Reads an answer; `None` if its status is none of the set's.
    ///
    /// # Errors
    ///
    /// When the answer has a documented status and not its documented form.
    #[cfg(feature = "client")]
    fn decode(answer: &Answer) -> Result<Option<Self>, DecodeError>;

    /// Writes the answer in the form that the client accepts.
    ///
    /// # Errors
    ///
    /// When the value can't be written.
    #[cfg(feature = "server")]
    fn encode(&self, accept: &Accept) -> Result<Answer, EncodeError>;

    /// The set's own answer for a rejection of the runtime, where a variant was declared with
    /// `#[response(status = 403, rejection = "…")]` for its status.
    #[cfg(feature = "server")]
    fn rejection(rejection: &Rejection) -> Option<Self> {
        let _ = rejection;
        None
    }
}

/// A method by its name, for the derive, which takes nothing but what can be one.
#[must_use]
pub fn method(name: &str) -> http::Method {
    http::Method::from_bytes(name.as_bytes()).unwrap_or_default()
}
