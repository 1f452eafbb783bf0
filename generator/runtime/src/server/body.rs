//! Reads bodies, up to a limit.

use axum::body::Body;
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::answer::Rejection;

/// The whole body.
///
/// # Errors
///
/// 413 when it is longer than the limit, said before a byte is read where the length is declared;
/// 400 when it can't be read.
pub(super) async fn read(body: Body, headers: &HeaderMap, limit: usize) -> Result<Bytes, Rejection> {
    let too_large = || Rejection::new(StatusCode::PAYLOAD_TOO_LARGE, format!("the body may have {limit} bytes"));
    if declared_length(headers).is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_large()),
        Err(_) => Err(Rejection::new(StatusCode::BAD_REQUEST, "the body ended early")),
    }
}

fn declared_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
