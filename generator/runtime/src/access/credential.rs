//! Credentials: what a request carries to prove who sends it.

use std::fmt;

use bytes::Bytes;

use crate::Secret;
use crate::few::Few;

/// The credential of one security scheme, as a request carried it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credential {
    /// The whole value of a header, query parameter or cookie.
    ApiKey(Secret),
    /// `Authorization: Basic …`, decoded.
    Basic {
        /// What stands before the first colon.
        username: String,
        /// What stands behind it.
        password: Secret,
    },
    /// A bearer token: of a bearer scheme, of OAuth 2 or of OpenID Connect.
    Bearer(Secret),
    /// What follows the scheme's word in `Authorization`, for any other HTTP scheme.
    Http(Secret),
    /// The client's certificate.
    Certificate(ClientCertificate),
}

impl Credential {
    /// The key, token, password or HTTP credential; `None` for a certificate.
    #[must_use]
    pub const fn secret(&self) -> Option<&Secret> {
        match self {
            Self::ApiKey(secret) | Self::Bearer(secret) | Self::Http(secret) | Self::Basic { password: secret, .. } => {
                Some(secret)
            }
            Self::Certificate(_) => None,
        }
    }
}

/// The certificate that a client proved to own, for schemes of type `mutualTLS`.
///
/// Whatever terminates TLS puts it into the extensions of the request, after it has verified the
/// chain. A request without it presents no certificate.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientCertificate {
    /// The certificates in DER, the client's own first.
    pub chain: Vec<Bytes>,
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCertificate").field("certificates", &self.chain.len()).finish()
    }
}

/// The credentials of a request, for the schemes that the operation's rule mentions.
///
/// There is at least one when an [`Authenticator`](super::Authenticator) sees them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    presented: Few<(&'static str, Credential)>,
}

impl Credentials {
    /// The credential of the scheme with this name under `components.securitySchemes`.
    #[must_use]
    pub fn get(&self, scheme_name: &str) -> Option<&Credential> {
        self.presented.as_slice().iter().find(|(name, _)| *name == scheme_name).map(|(_, credential)| credential)
    }

    /// Each scheme's name and its credential, in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Credential)> {
        self.presented.as_slice().iter().map(|(name, credential)| (*name, credential))
    }

    /// How many schemes have a credential here.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.presented.as_slice().len()
    }

    /// Whether the request carried none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.presented.as_slice().is_empty()
    }
}

/// Collects credentials by scheme, for tests of authenticators.
impl FromIterator<(&'static str, Credential)> for Credentials {
    fn from_iter<I: IntoIterator<Item = (&'static str, Credential)>>(presented: I) -> Self {
        Self { presented: presented.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        let credentials: Credentials = [
            ("key", Credential::ApiKey(Secret::from("hunter2"))),
            ("login", Credential::Basic { username: "ann".to_owned(), password: Secret::from("hunter2") }),
            ("token", Credential::Bearer(Secret::from("hunter2"))),
            ("digest", Credential::Http(Secret::from("hunter2"))),
        ]
        .into_iter()
        .collect();
        assert!(!format!("{credentials:?} {credentials:#?}").contains("hunter2"));
        assert_eq!(credentials.iter().count(), 4);
        assert!(credentials.get("other").is_none());
    }
}
