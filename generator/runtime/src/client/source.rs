//! Credentials that don't last: asked for before each call.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use crate::Secret;

/// Where a credential comes from that doesn't last: it is asked before each call that needs it.
///
/// A closure that returns a future is one. What it returns is sent; whether it is kept for the next call is its own
/// affair. [`OAuthTokens`](super::OAuthTokens) is one that keeps tokens until they expire.
///
/// ```
/// # use gatewright::Secret;
/// # use gatewright::access::Permissions;
/// # use gatewright::client::{BuildError, Client};
/// # fn example<P: Permissions>() -> Result<Client<P>, BuildError> {
/// let vault = || async { std::fs::read_to_string("/run/secrets/token").map(Secret::from) };
/// Client::builder("https://api.example.com").credential_from("token", vault).build()
/// # }
/// ```
pub trait CredentialSource: Send + Sync + 'static {
    /// The credential to send, in the form that [`Builder::credential`](super::Builder::credential) takes.
    ///
    /// # Errors
    ///
    /// When there is none; nothing is sent then.
    fn credential(&self) -> impl Future<Output = Result<Secret, SourceError>> + Send;
}

/// Why a source gave no credential. It must not say a secret.
pub type SourceError = Box<dyn Error + Send + Sync>;

impl<F, Fut, E> CredentialSource for F
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Secret, E>> + Send,
    E: Into<SourceError>,
{
    async fn credential(&self) -> Result<Secret, SourceError> {
        self().await.map_err(Into::into)
    }
}

/// A shared source is a source.
impl<S: CredentialSource> CredentialSource for Arc<S> {
    async fn credential(&self) -> Result<Secret, SourceError> {
        S::credential(self).await
    }
}

/// A source of any type.
#[derive(Clone)]
pub(super) struct AnySource(Arc<dyn Erased>);

trait Erased: Send + Sync {
    fn credential(&self) -> Pin<Box<dyn Future<Output = Result<Secret, SourceError>> + Send + '_>>;
}

impl<S: CredentialSource> Erased for S {
    fn credential(&self) -> Pin<Box<dyn Future<Output = Result<Secret, SourceError>> + Send + '_>> {
        Box::pin(CredentialSource::credential(self))
    }
}

impl AnySource {
    pub(super) fn new(source: impl CredentialSource) -> Self {
        Self(Arc::new(source))
    }

    pub(super) async fn credential(&self) -> Result<Secret, SourceError> {
        self.0.credential().await
    }
}

impl fmt::Debug for AnySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CredentialSource")
    }
}
