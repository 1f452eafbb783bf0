//! Reads bodies, up to a limit.

use axum::{BoxError, body::Body};
use bytes::{Bytes, BytesMut};
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
    joined(Limited::new(body, limit)).await.map_err(|error| match error.is::<LengthLimitError>() {
        true => too_large(),
        false => Rejection::new(StatusCode::BAD_REQUEST, "the body ended early"),
    })
}

/// The frames of a body in one piece: a short body comes in one frame, which is then the whole.
async fn joined(mut body: Limited<Body>) -> Result<Bytes, BoxError> {
    let mut first = None;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        let Some(before) = first.replace(data) else { continue };
        let mut all = BytesMut::from(before);
        all.extend(first);
        while let Some(frame) = body.frame().await {
            all.extend(frame?.into_data().ok());
        }
        return Ok(all.freeze());
    }
    Ok(first.unwrap_or_default())
}

fn declared_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
