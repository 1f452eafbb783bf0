//! What can go wrong with a call. Nothing here shows a credential.

use std::fmt;

use http::StatusCode;

use crate::answer::Answer;
use crate::payload::{DecodeError, EncodeError};

/// Why a call gave no success. `E` is the operation's documented failures.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The API answered with a failure that its document describes.
    Api(E),
    /// The API answered with a status that its document doesn't describe.
    Unexpected(Box<Answer>),
    /// The request can't be written as the document wants it. Nothing was sent.
    Encode(EncodeError),
    /// The answer has a documented status, and not its documented form.
    Decode {
        /// The status.
        status: StatusCode,
        /// What is wrong.
        error: DecodeError,
        /// The answer.
        answer: Box<Answer>,
    },
    /// The request didn't get there, or its answer not back.
    Transport(TransportError),
    /// The client holds no credential that the operation's access rule accepts. Nothing was sent.
    Credential(MissingCredential),
    /// The client's credentials carry too little, as far as it was told what they carry. Nothing was sent.
    Permission(MissingPermission),
    /// The source of a credential gave none. Nothing was sent.
    CredentialSource(CredentialFailure),
}

impl<E> Error<E> {
    /// The status of the answer, where there was one that isn't in a documented failure.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Unexpected(answer) => Some(answer.status),
            Self::Decode { status, .. } => Some(*status),
            Self::Api(_)
            | Self::Encode(_)
            | Self::Transport(_)
            | Self::Credential(_)
            | Self::Permission(_)
            | Self::CredentialSource(_) => None,
        }
    }
}

impl<E: fmt::Debug> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(failure) => write!(f, "the API answered with a failure: {failure:?}"),
            Self::Unexpected(answer) => write!(f, "the API answered with the undocumented status {}", answer.status),
            Self::Encode(error) => write!(f, "the request can't be written: {error}"),
            Self::Decode { status, error, .. } => write!(f, "the answer with status {status} can't be read: {error}"),
            Self::Transport(error) => error.fmt(f),
            Self::Credential(missing) => missing.fmt(f),
            Self::Permission(missing) => missing.fmt(f),
            Self::CredentialSource(failure) => failure.fmt(f),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Api(_) | Self::Unexpected(_) => None,
            Self::Encode(error) => Some(error),
            Self::Decode { error, .. } => Some(error),
            Self::Transport(error) => error.source(),
            Self::Credential(_) | Self::Permission(_) => None,
            Self::CredentialSource(failure) => failure.source(),
        }
    }
}

impl<E> From<EncodeError> for Error<E> {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl<E> From<MissingCredential> for Error<E> {
    fn from(missing: MissingCredential) -> Self {
        Self::Credential(missing)
    }
}

/// A request that didn't get there, or whose answer didn't come back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransportError {
    /// What reqwest says; its URL is left out, since a key may stand there.
    #[error("the request failed")]
    Http(#[source] reqwest::Error),
    /// The answer's body is longer than the client's limit.
    #[error("the answer with status {status} has more than {limit} bytes")]
    TooLarge {
        /// The status of the answer.
        status: StatusCode,
        /// The limit, in bytes.
        limit: usize,
    },
}

impl TransportError {
    /// Whether the time for the call ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Http(error) if error.is_timeout())
    }

    /// Whether no connection could be made, so that nothing was sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Http(error) if error.is_connect())
    }
}

impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error.without_url())
    }
}

/// The client holds no credential that an operation's access rule accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingCredential {
    /// The operationId.
    pub operation: &'static str,
    /// The schemes of each alternative of the rule.
    pub alternatives: Vec<Vec<&'static str>>,
}

impl fmt::Display for MissingCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the client has no credential for `{}`, ", self.operation)?;
        let alternatives: Vec<_> = self.alternatives.iter().map(|schemes| schemes.join(" and ")).collect();
        match alternatives.as_slice() {
            [] => f.write_str("which nobody may call"),
            all => write!(f, "which needs {}", all.join(", or ")),
        }
    }
}

impl std::error::Error for MissingCredential {}

/// The client's credentials carry too little for an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingPermission {
    /// The operationId.
    pub operation: &'static str,
    /// What is missing in each way to call it for which the client has the credentials: permissions by scheme.
    pub alternatives: Vec<Vec<(&'static str, Vec<&'static str>)>>,
}

impl fmt::Display for MissingPermission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = |(scheme, names): &(&str, Vec<&str>)| format!("{} of {scheme}", names.join(", "));
        let ways = self.alternatives.iter().map(|all| all.iter().map(one).collect::<Vec<_>>().join(" and "));
        write!(f, "`{}` needs permissions that the client lacks: ", self.operation)?;
        f.write_str(&ways.collect::<Vec<_>>().join(", or "))
    }
}

impl std::error::Error for MissingPermission {}

/// The source of a credential gave none.
#[derive(Debug, thiserror::Error)]
#[error("there is no credential for `{scheme}`")]
pub struct CredentialFailure {
    /// The security scheme.
    pub scheme: &'static str,
    /// Why.
    #[source]
    pub source: super::SourceError,
}

/// Why no credentials can be sent with a call.
#[derive(Debug)]
pub(super) enum Refused {
    Credential(MissingCredential),
    Permission(MissingPermission),
}

impl<E> From<Refused> for Error<E> {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Credential(missing) => Self::Credential(missing),
            Refused::Permission(missing) => Self::Permission(missing),
        }
    }
}

/// Why a client can't be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL can't be one.
    #[error("the base URL is refused: {0}")]
    BaseUrl(String),
    /// The server that was chosen has no variable of this name.
    #[error("the server has no variable named `{0}`")]
    UnknownServerVariable(String),
    /// A variable of the server was set to a value that it may not have.
    #[error("the server's variable `{name}` may only be one of {}", values.join(", "))]
    ServerVariable {
        /// The variable.
        name: &'static str,
        /// The values that it may have.
        values: &'static [&'static str],
    },
    /// The API has no security scheme of this name.
    #[error("the API has no security scheme named `{0}`")]
    UnknownScheme(&'static str),
    /// The credential can't stand where its scheme wants it: a line break in a header, for instance.
    #[error("the credential for `{0}` can't stand where the scheme wants it")]
    Credential(&'static str),
    /// The certificates of the platform can't be used.
    #[error("TLS can't be set up")]
    Tls(#[source] rustls::Error),
    /// reqwest refused.
    #[error("the HTTP client can't be built")]
    Http(#[source] reqwest::Error),
}
