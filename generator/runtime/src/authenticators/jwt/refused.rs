//! Why a token is refused.

use crate::access::AuthenticationError;

/// Why a token is refused: for the service's own eyes. The caller hears less.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// It isn't a signed token in compact form, or its header demands what isn't understood here.
    #[error("the token isn't a signed JSON Web Token")]
    Malformed,
    /// Its algorithm isn't one that is allowed. `none` never is.
    #[error("the token's algorithm isn't allowed")]
    Algorithm,
    /// Its `typ` is another.
    #[error("the token is of another type")]
    Type,
    /// No known key has the id that it names and fits its algorithm.
    #[error("no known key has the token's key id and fits its algorithm")]
    UnknownKey,
    /// The key that it names, or each that it could mean, didn't sign it.
    #[error("the token's signature is wrong")]
    Signature,
    /// It is from another issuer, or doesn't say from whom.
    #[error("the token is from another issuer")]
    Issuer,
    /// It is for another audience, or doesn't say for whom.
    #[error("the token is for another audience")]
    Audience,
    /// Its time is over.
    #[error("the token has expired")]
    Expired,
    /// Its time is yet to come.
    #[error("the token isn't valid yet")]
    TooEarly,
    /// It lacks a claim.
    #[error("the token lacks the claim `{0}`")]
    Missing(String),
    /// Its claims aren't those that the service reads.
    #[error("the token's claims can't be read: {0}")]
    Claims(String),
    /// The keys can't be had now, so nobody can tell.
    #[error("the keys to check the token with can't be had now")]
    Unavailable,
}

/// Who hears of refusals.
pub(super) type Listener = Box<dyn Fn(&Refused) + Send + Sync>;

/// Only who holds a token of the issuer's is told that its time is over; nobody is told more.
impl From<Refused> for AuthenticationError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unavailable => Self::Unavailable,
            Refused::Expired => Self::invalid("the token has expired"),
            _ => Self::invalid("the token isn't valid"),
        }
    }
}
