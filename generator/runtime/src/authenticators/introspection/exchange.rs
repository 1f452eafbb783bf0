//! A question to an issuer, and its answer (RFC 7662, section 2).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use serde_json::Value;
use url::Url;
use url::form_urlencoded::{self, Serializer};
use zeroize::Zeroizing;

use crate::Secret;
use crate::authenticators::RawClaims;
use crate::authenticators::fetch::{FetchError, Fetcher};

/// Who asks.
pub(super) enum Identity {
    Basic(String, Secret),
    Form(String, Secret),
    Bearer(Secret),
}

/// Where, how and by whom an issuer is asked.
pub(super) struct Exchange {
    pub(super) url: Url,
    pub(super) fetcher: Fetcher,
    pub(super) identity: Identity,
}

impl Exchange {
    /// What the issuer says of a token; `None` if that isn't active.
    pub(super) async fn ask(&self, token: &Secret) -> Result<Option<RawClaims>, FetchError> {
        let body = self.fetcher.post(&self.url, self.form(token), self.authorization()?).await?;
        let wrong = |problem: &str| FetchError::content(&self.url, &problem);
        let answer: RawClaims = serde_json::from_slice(&body).map_err(|_| wrong("it isn't a JSON object"))?;
        match answer.get("active") {
            Some(Value::Bool(true)) => Ok(Some(answer)),
            Some(Value::Bool(false)) => Ok(None),
            _ => Err(wrong("it doesn't say whether the token is `active`")),
        }
    }

    fn form(&self, token: &Secret) -> String {
        let mut form = Serializer::new(String::new());
        form.append_pair("token", token.expose()).append_pair("token_type_hint", "access_token");
        if let Identity::Form(id, secret) = &self.identity {
            form.append_pair("client_id", id).append_pair("client_secret", secret.expose());
        }
        form.finish()
    }

    fn authorization(&self) -> Result<Option<HeaderValue>, FetchError> {
        let value = match &self.identity {
            Identity::Form(..) => return Ok(None),
            Identity::Bearer(token) => Zeroizing::new(format!("Bearer {}", token.expose())),
            Identity::Basic(id, secret) => {
                let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
                let pair = Zeroizing::new(format!("{}:{}", encoded(id), encoded(secret.expose())));
                Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())))
            }
        };
        let mut header = HeaderValue::from_str(&value)
            .map_err(|_| FetchError::content(&self.url, &"the service's own token can't stand in a header"))?;
        header.set_sensitive(true);
        Ok(Some(header))
    }
}
