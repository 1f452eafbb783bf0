//! Tokens of OAuth 2 for programs: by the client's own credentials, or renewed by a refresh token.

use std::fmt;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use serde_json::Value;
use tokio::sync::Mutex;

use super::base::Base;
use super::source::{CredentialSource, SourceError};
use super::{BuildError, builder};
use crate::Secret;

/// So long before a token expires, the next one is fetched: a call takes a while to get there.
const MARGIN: Duration = Duration::from_secs(30);

/// How long an authorization server may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// More than any answer with a token has.
const LIMIT: usize = 256 * 1024;

/// Fetches bearer tokens from an authorization server, keeps them until shortly before they expire, and fetches the
/// next. Calls that come meanwhile wait for the same one.
///
/// ```
/// # use gatewright::access::{AccessRule, Permissions, least_access};
/// # use gatewright::client::{BuildError, Client, OAuthTokens};
/// # fn example<P: Permissions>(get: AccessRule<P>, add: AccessRule<P>) -> Result<Client<P>, BuildError> {
/// let scope = least_access(&[get, add], &["oauth"]).map(|needed| needed.scope("oauth")).unwrap_or_default();
/// let tokens = OAuthTokens::client_credentials("https://login.example.com/token", "my-program", "its secret")?;
/// Client::builder("https://api.example.com").credential_from("oauth", tokens.scope(scope)).build()
/// # }
/// ```
pub struct OAuthTokens {
    http: reqwest::Client,
    url: String,
    client: Option<(String, Secret)>,
    scope: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What is exchanged for the next token, where that isn't the client's own credential.
    refresh: Option<Secret>,
    held: Option<Held>,
}

struct Held {
    token: Secret,
    until: Option<Instant>,
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The authorization server can't be reached, or doesn't answer in time; the URL is left out.
    #[error("the authorization server can't be reached")]
    Http(#[source] reqwest::Error),
    /// It refuses (RFC 6749, section 5.2).
    #[error("the authorization server refuses: {code}")]
    Refused {
        /// `invalid_client`, for instance.
        code: String,
    },
    /// It answers something that is no answer.
    #[error("the answer of the authorization server can't be used: {0}")]
    Malformed(&'static str),
}

impl OAuthTokens {
    /// Tokens for a program that acts for itself (RFC 6749, section 4.4). The program's name and secret travel in the
    /// header `Authorization` (section 2.3.1).
    ///
    /// # Errors
    ///
    /// When the URL can't be used, or TLS can't be set up.
    pub fn client_credentials(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Result<Self, BuildError> {
        Ok(Self { client: Some((client_id.into(), client_secret.into())), ..Self::new(token_url.into())? })
    }

    /// Tokens for a program that acts for a user who agreed before (RFC 6749, section 6). Where the server gives a new
    /// refresh token with a token, that is used from then on.
    ///
    /// # Errors
    ///
    /// As [`client_credentials`](Self::client_credentials).
    pub fn refresh_token(token_url: impl Into<String>, refresh_token: impl Into<Secret>) -> Result<Self, BuildError> {
        let state = State { refresh: Some(refresh_token.into()), held: None };
        Ok(Self { state: Mutex::new(state), ..Self::new(token_url.into())? })
    }

    fn new(url: String) -> Result<Self, BuildError> {
        let http = builder::http(&Base::parse(&url)?.of_all())?;
        Ok(Self { http, url, client: None, scope: String::new(), state: Mutex::default() })
    }

    /// The program's name and secret, where a refresh token needs them too.
    #[must_use]
    pub fn client(mut self, client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        self.client = Some((client_id.into(), client_secret.into()));
        self
    }

    /// The scopes to ask for, with spaces between them: what
    /// [`LeastAccess::scope`](crate::access::LeastAccess::scope) says. The server's own choice unless it is said.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = scope.into();
        self
    }

    /// The HTTP client to use.
    #[must_use]
    pub fn http(mut self, http: reqwest::Client) -> Self {
        self.http = http;
        self
    }

    /// Forgets the token that is held: after an answer 401, for instance, since it may have been revoked.
    pub async fn forget(&self) {
        self.state.lock().await.held = None;
    }

    /// The token that is held, or the next one.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub async fn token(&self) -> Result<Secret, TokenError> {
        let mut state = self.state.lock().await;
        if let Some(held) = state.held.as_ref().filter(|held| held.until.is_none_or(|until| Instant::now() < until)) {
            return Ok(held.token.clone());
        }
        let answer = self.fetch(state.refresh.as_ref()).await?;
        let lifetime = answer.expires_in.map(|seconds| Duration::from_secs(seconds).saturating_sub(MARGIN));
        // A token that lives shorter than that is used once.
        let until = lifetime.map(|lifetime| Instant::now() + lifetime.min(Duration::from_secs(365 * 24 * 3600)));
        let token = answer.access_token;
        state.held = Some(Held { token: token.clone(), until });
        if state.refresh.is_some() && answer.refresh_token.is_some() {
            state.refresh = answer.refresh_token;
        }
        Ok(token)
    }

    /// RFC 6749, sections 4.4.2 and 6.
    fn form(&self, refresh: Option<&Secret>) -> String {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        match refresh {
            Some(token) => {
                form.append_pair("grant_type", "refresh_token").append_pair("refresh_token", token.expose());
            }
            None => _ = form.append_pair("grant_type", "client_credentials"),
        }
        if !self.scope.is_empty() {
            form.append_pair("scope", &self.scope);
        }
        form.finish()
    }

    /// RFC 6749, section 2.3.1: both are encoded as in a form first.
    fn authorization(&self) -> Result<Option<HeaderValue>, TokenError> {
        let Some((id, secret)) = &self.client else { return Ok(None) };
        let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let pair = Secret::from(format!("{}:{}", encoded(id), encoded(secret.expose())));
        let header = HeaderValue::from_str(&format!("Basic {}", STANDARD.encode(pair.expose())));
        let mut header = header.map_err(|_| TokenError::Malformed("the client's name can't be sent"))?;
        header.set_sensitive(true);
        Ok(Some(header))
    }

    async fn fetch(&self, refresh: Option<&Secret>) -> Result<Answer, TokenError> {
        let mut request = self
            .http
            .post(&self.url)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .timeout(PATIENCE)
            .body(self.form(refresh));
        if let Some(header) = self.authorization()? {
            request = request.header(AUTHORIZATION, header);
        }
        let mut response = request.send().await.map_err(unreachable)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
            if body.len() + chunk.len() > LIMIT {
                return Err(TokenError::Malformed("it is too long"));
            }
            body.extend_from_slice(&chunk);
        }
        if response.status().is_success() {
            return read(&body);
        }
        let refusal: Option<Value> = serde_json::from_slice(&body).ok();
        let code = refusal.as_ref().and_then(|refusal| refusal.get("error")?.as_str());
        // RFC 6749, section 5.2, names the signs that a code may have.
        let sign = |c: char| matches!(c, '\x20'..='\x21' | '\x23'..='\x5B' | '\x5D'..='\x7E');
        let code = code.filter(|code| !code.is_empty() && code.len() < 200 && code.chars().all(sign));
        Err(TokenError::Refused { code: code.map_or_else(|| response.status().to_string(), str::to_owned) })
    }
}

fn unreachable(error: reqwest::Error) -> TokenError {
    TokenError::Http(error.without_url())
}

/// RFC 6749, section 5.1.
struct Answer {
    access_token: Secret,
    expires_in: Option<u64>,
    refresh_token: Option<Secret>,
}

fn read(body: &[u8]) -> Result<Answer, TokenError> {
    let answer: Option<Value> = serde_json::from_slice(body).ok();
    let text = |key: &str| answer.as_ref()?.get(key)?.as_str().filter(|text| !text.is_empty());
    let (Some(token), Some(kind)) = (text("access_token"), text("token_type")) else {
        return Err(TokenError::Malformed("it isn't as RFC 6749, section 5.1, says"));
    };
    if !kind.eq_ignore_ascii_case("bearer") {
        return Err(TokenError::Malformed("the token is no bearer token"));
    }
    // Some servers write the number as text.
    let lifetime = answer.as_ref().and_then(|answer| answer.get("expires_in"));
    let lifetime = lifetime.and_then(|value| value.as_u64().or_else(|| value.as_str()?.parse().ok()));
    Ok(Answer {
        access_token: Secret::from(token),
        expires_in: lifetime,
        refresh_token: text("refresh_token").map(Secret::from),
    })
}

impl CredentialSource for OAuthTokens {
    async fn credential(&self) -> Result<Secret, SourceError> {
        self.token().await.map_err(Into::into)
    }
}

impl fmt::Debug for OAuthTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuthTokens").field("scope", &self.scope).finish_non_exhaustive()
    }
}

#[cfg(all(test, feature = "server"))]
#[path = "oauth_tests.rs"]
mod tests;
