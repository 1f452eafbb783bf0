//! Sends requests and reads answers. Nothing here is generic, so it is compiled once.

use std::fmt;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};

use super::base::Base;
use super::credentials::{Placed, apply};
use super::error::Refused;
use super::{CredentialFailure, Error, TransportError};
use crate::answer::Answer;
use crate::parameter::EncodedRequest;
use crate::payload::EncodeError;

/// What all calls of a client share.
#[derive(Clone)]
pub(super) struct Transport {
    pub(super) http: reqwest::Client,
    pub(super) base: Base,
    pub(super) prefer: Option<String>,
    pub(super) timeout: Option<Duration>,
    pub(super) body_limit: usize,
}

/// Without the HTTP client, which may have been given headers of its own.
impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { http: _, base, prefer, timeout, body_limit } = self;
        f.debug_struct("Transport")
            .field("base", base)
            .field("prefer", prefer)
            .field("timeout", timeout)
            .field("body_limit", body_limit)
            .finish()
    }
}

/// Why there is no answer: a failure that no operation's type takes part in.
pub(super) enum Unanswered {
    Refused(Refused),
    CredentialSource(CredentialFailure),
    Encode(EncodeError),
    Transport(TransportError),
}

impl<E> From<Unanswered> for Error<E> {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Refused(refused) => refused.into(),
            Unanswered::CredentialSource(failure) => Self::CredentialSource(failure),
            Unanswered::Encode(error) => Self::Encode(error),
            Unanswered::Transport(error) => Self::Transport(error),
        }
    }
}

impl From<Refused> for Unanswered {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<CredentialFailure> for Unanswered {
    fn from(failure: CredentialFailure) -> Self {
        Self::CredentialSource(failure)
    }
}

impl From<EncodeError> for Unanswered {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl Transport {
    pub(super) async fn send(
        &self,
        (method, server): (Method, Option<&str>),
        request: EncodedRequest,
        credentials: &[Placed],
        accepted: Accepted,
    ) -> Result<Answer, Unanswered> {
        let base = self.base.of_operation(server).map_err(Unanswered::Encode)?;
        let mut url = base.join(&request.path_and_query).map_err(Unanswered::Encode)?;
        let mut headers = request.headers;
        if !headers.contains_key(ACCEPT) {
            headers.extend(accepted.header(self.prefer.as_deref()).map(|value| (ACCEPT, value)));
        }
        let mut body = Bytes::new();
        if let Some((content_type, bytes)) = request.body {
            let value = HeaderValue::from_str(&content_type).map_err(|_| Unanswered::Encode(bad_content_type()))?;
            headers.insert(CONTENT_TYPE, value);
            body = bytes;
        }
        apply(credentials, &mut url, &mut headers);
        self.exchange(method, url, headers, body).await.map_err(Unanswered::Transport)
    }

    async fn exchange(
        &self,
        method: Method,
        url: url::Url,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Answer, TransportError> {
        let has_body = !body.is_empty() || matches!(method, Method::POST | Method::PUT | Method::PATCH);
        let mut request = self.http.request(method, url).headers(headers);
        if has_body {
            request = request.body(body);
        }
        if let Some(timeout) = self.timeout {
            request = request.timeout(timeout);
        }
        let mut response = request.send().await?;
        let body = self.bounded(&mut response).await?;
        Ok(Answer { status: response.status(), headers: std::mem::take(response.headers_mut()), body })
    }

    async fn bounded(&self, response: &mut reqwest::Response) -> Result<Bytes, TransportError> {
        let too_large = TransportError::TooLarge { status: response.status(), limit: self.body_limit };
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await? {
            if chunk.len() > self.body_limit.saturating_sub(body.len()) {
                return Err(too_large);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }
}

/// The documented media types of an operation's answers.
pub(super) struct Accepted {
    pub(super) success: &'static [&'static str],
    pub(super) failure: &'static [&'static str],
}

impl Accepted {
    /// The documented media types, the preferred one before the others, and then anything: a
    /// failure that the document forgot is better read than refused.
    fn header(&self, prefer: Option<&str>) -> Option<HeaderValue> {
        let all = || self.success.iter().chain(self.failure).copied();
        let is_preferred = |known: &str| prefer.is_some_and(|wanted| known.eq_ignore_ascii_case(wanted));
        let preferred = all().find(|known| is_preferred(known));
        let weight = if preferred.is_some() { ";q=0.9" } else { "" };
        let mut ranges: Vec<String> = preferred.map(str::to_owned).into_iter().collect();
        for range in all().filter(|known| !is_preferred(known)).map(|known| format!("{known}{weight}")) {
            if !ranges.contains(&range) {
                ranges.push(range);
            }
        }
        ranges.push(if ranges.is_empty() { "*/*".to_owned() } else { "*/*;q=0.1".to_owned() });
        HeaderValue::from_str(&ranges.join(", ")).ok()
    }
}

fn bad_content_type() -> EncodeError {
    EncodeError { at: "/body".to_owned(), problem: "its media type can't be a header".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::Accepted;

    #[test]
    fn the_preferred_media_type_is_accepted_first() {
        let shown = |accepted: &Accepted, prefer| {
            accepted.header(prefer).and_then(|value| Some(value.to_str().ok()?.to_owned())).unwrap_or_default()
        };
        let both = Accepted {
            success: &["application/json", "application/xml"],
            failure: &["application/json", "application/problem+json"],
        };
        let in_order = "application/json, application/xml, application/problem+json, */*;q=0.1";
        assert_eq!(shown(&both, None), in_order);
        assert_eq!(shown(&both, Some("text/csv")), in_order);
        assert_eq!(
            shown(&both, Some("application/XML")),
            "application/xml, application/json;q=0.9, application/problem+json;q=0.9, */*;q=0.1"
        );
        assert_eq!(shown(&Accepted { success: &[], failure: &[] }, None), "*/*");
    }
}
