//! Asks an issuer, over HTTP.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::ACCEPT;
#[cfg(feature = "introspection")]
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use url::{Host, Url};

use super::SetupError;
use crate::tls;

/// How long an issuer may take unless it is said: then nobody knows.
pub(super) const TIMEOUT: Duration = Duration::from_secs(5);

/// No key set and no answer about a token is longer.
const BODY_LIMIT: usize = 1024 * 1024;

/// An issuer didn't answer as it should. Neither tokens nor secrets are in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// It can't be reached, or took too long.
    #[error("{url} can't be reached: {problem}")]
    Unreachable {
        /// What was asked.
        url: String,
        /// What went wrong.
        problem: String,
    },
    /// It answered with another status than 200.
    #[error("{url} answers {status}")]
    Status {
        /// What was asked.
        url: String,
        /// The status.
        status: StatusCode,
    },
    /// Its answer isn't what it should be.
    #[error("{url} answers what can't be used: {problem}")]
    Content {
        /// What was asked.
        url: String,
        /// What is wrong.
        problem: String,
    },
}

impl FetchError {
    pub(super) fn content(url: &Url, problem: &impl ToString) -> Self {
        Self::Content { url: url.to_string(), problem: problem.to_string() }
    }
}

/// Who hears of failures.
pub(super) type Listener = Box<dyn Fn(&FetchError) + Send + Sync>;

/// A client of issuers. It follows no redirect.
#[derive(Debug, Clone)]
pub(super) struct Fetcher {
    http: reqwest::Client,
    timeout: Duration,
}

impl Fetcher {
    pub(super) fn new(http: Option<reqwest::Client>, timeout: Duration, url: &Url) -> Result<Self, SetupError> {
        let failed = |error: &dyn std::fmt::Display| SetupError::Http(error.to_string());
        let http = match http {
            Some(http) => http,
            None => reqwest::Client::builder()
                .tls_backend_preconfigured(tls::config(url.scheme() == "https").map_err(|error| failed(&error))?)
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .map_err(|error| failed(&error))?,
        };
        Ok(Self { http, timeout })
    }

    #[cfg(feature = "jwks")]
    pub(super) async fn get(&self, url: &Url) -> Result<Bytes, FetchError> {
        self.answer(url, self.http.get(url.clone())).await
    }

    /// Posts a form, with a value for `Authorization` if there is one.
    #[cfg(feature = "introspection")]
    pub(super) async fn post(
        &self,
        url: &Url,
        form: String,
        authorization: Option<HeaderValue>,
    ) -> Result<Bytes, FetchError> {
        let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        let mut request = self.http.post(url.clone()).header(CONTENT_TYPE, form_type).body(form);
        if let Some(value) = authorization {
            request = request.header(AUTHORIZATION, value);
        }
        self.answer(url, request).await
    }

    async fn answer(&self, url: &Url, request: reqwest::RequestBuilder) -> Result<Bytes, FetchError> {
        let unreachable = |error: reqwest::Error| FetchError::Unreachable {
            url: url.to_string(),
            problem: causes(&error.without_url()),
        };
        let json = HeaderValue::from_static("application/json");
        let request = request.header(ACCEPT, json).timeout(self.timeout);
        let mut response = request.send().await.map_err(unreachable)?;
        // A client of the service's own may follow redirects; what it finds there isn't the issuer's word.
        if response.url() != url {
            return Err(FetchError::content(url, &"it redirects"));
        }
        if response.status() != StatusCode::OK {
            return Err(FetchError::Status { url: url.to_string(), status: response.status() });
        }
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
            if chunk.len() > BODY_LIMIT.saturating_sub(body.len()) {
                return Err(FetchError::content(url, &"it is too long"));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }
}

fn causes(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// The address of an issuer. Over plain HTTP anyone on the way could be the issuer, so it is for this
/// machine only, unless the service says that the way is safe.
pub(super) fn address(url: &str, is_plain_allowed: bool) -> Result<Url, SetupError> {
    let refused = |problem| SetupError::Address { url: url.to_owned(), problem };
    let parsed = Url::parse(url).map_err(|_| refused("it isn't a URL"))?;
    // Errors name the address.
    if !parsed.username().is_empty() || parsed.password().is_some() {
        let url = parsed.host_str().unwrap_or_default().to_owned();
        return Err(SetupError::Address { url, problem: "it holds a user's name or password" });
    }
    let is_local = match parsed.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return Err(refused("it names no host")),
    };
    match parsed.scheme() {
        "https" => Ok(parsed),
        "http" if is_local || is_plain_allowed => Ok(parsed),
        "http" => Err(refused("it isn't https, so anyone on the way could answer; `allow_http` if the way is safe")),
        _ => Err(refused("it is neither https nor http")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_no_credential() {
        for url in ["https://ann:s3cret@a.example/x", "https://ann@a.example/"] {
            let refused = address(url, true).map_err(|error| error.to_string());
            assert!(refused.is_err_and(|said| !said.contains("ann") && !said.contains("s3cret")), "{url}");
        }
    }

    #[test]
    fn plain_http_is_for_this_machine() {
        for url in ["https://a.example/x", "http://localhost:1/x", "http://127.0.0.1/", "http://[::1]:8/"] {
            assert!(address(url, false).is_ok(), "{url}");
        }
        for url in ["http://a.example/", "http://localhost.example/", "http://10.0.0.1/"] {
            assert!(address(url, false).is_err() && address(url, true).is_ok(), "{url}");
        }
        for url in ["", "a.example", "ftp://localhost/", "file:///etc/passwd", "data:,x"] {
            assert!(address(url, true).is_err(), "{url}");
        }
    }
}
