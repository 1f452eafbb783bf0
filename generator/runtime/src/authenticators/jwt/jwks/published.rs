//! Fetches a key set from where it is published.

use serde_json::Value;
use url::Url;

use super::super::KeySet;
use crate::authenticators::fetch::{FetchError, Fetcher, address};

/// Where a key set is.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) url: Url,
    pub(super) issuers: Vec<String>,
    pub(super) is_plain_allowed: bool,
    pub(super) fetcher: Fetcher,
}

impl Place {
    pub(super) async fn fetch(&self) -> Result<KeySet, FetchError> {
        let url = if self.issuers.is_empty() { self.url.clone() } else { self.discovered().await? };
        let body = self.fetcher.get(&url).await?;
        KeySet::read(&body).map_err(|error| FetchError::content(&url, &error))
    }

    /// The address that the issuer's configuration names. It is asked for each time, so an issuer may
    /// move its keys.
    async fn discovered(&self) -> Result<Url, FetchError> {
        let wrong = |problem: &str| FetchError::content(&self.url, &problem);
        let body = self.fetcher.get(&self.url).await?;
        let configuration: Value = serde_json::from_slice(&body).map_err(|_| wrong("it isn't JSON"))?;
        let text = |name| configuration.get(name).and_then(Value::as_str);
        if !text("issuer").is_some_and(|issuer| self.issuers.iter().any(|known| known == issuer)) {
            return Err(wrong("it is another issuer's"));
        }
        let keys = text("jwks_uri").ok_or_else(|| wrong("it names no `jwks_uri`"))?;
        let keys = address(keys, self.is_plain_allowed).map_err(|error| wrong(&error.to_string()))?;
        // Plain HTTP to this machine is for an issuer on it.
        if self.url.scheme() == "https" && keys.scheme() != "https" && !self.is_plain_allowed {
            return Err(wrong("its `jwks_uri` isn't https"));
        }
        Ok(keys)
    }
}
