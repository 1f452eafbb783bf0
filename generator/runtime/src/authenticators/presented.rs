//! The credential that an authenticator looks at, and the schemes that it stands for.

use crate::access::Authenticated;
use crate::access::{AuthenticationError, Credential, Credentials, PermissionSet, Permissions};

/// One credential. It can stand for several schemes, where the document declares several that read
/// the same place of a request, as `bearer` and `oauth2` do.
pub(super) struct Presented<'c> {
    pub(super) credential: &'c Credential,
    schemes: Vec<&'static str>,
}

impl Presented<'_> {
    /// Says of each of its schemes, and of no other, that its credential is good.
    pub(super) fn proves<P: Permissions, U>(&self, user: U, permissions: PermissionSet<P>) -> Authenticated<P, U> {
        let proved = Authenticated::new(user);
        self.schemes.iter().fold(proved, |proved, name| proved.scheme(name, permissions))
    }
}

/// What a request presents for these schemes.
///
/// # Errors
///
/// When it is nothing, or two credentials that differ: then nobody can tell for whom the request is.
pub(super) fn presented<'c>(
    schemes: &[&'static str],
    credentials: &'c Credentials,
) -> Result<Presented<'c>, AuthenticationError> {
    let mut own = credentials.iter().filter(|(name, _)| schemes.contains(name));
    let Some((first, credential)) = own.next() else {
        return Err(AuthenticationError::invalid("the request carries no credential that can be checked"));
    };
    let mut presented = Presented { credential, schemes: vec![first] };
    for (name, other) in own {
        if other != credential {
            return Err(AuthenticationError::invalid("the request carries credentials that differ"));
        }
        presented.schemes.push(name);
    }
    Ok(presented)
}

/// The token in a credential. Documents often declare `Authorization: Bearer …` as an API key.
#[cfg(any(feature = "jwt", feature = "introspection"))]
pub(super) fn token(credential: &Credential) -> Option<&str> {
    match credential {
        Credential::Bearer(token) | Credential::Http(token) => Some(token.expose()),
        Credential::ApiKey(value) => {
            let value = value.expose();
            match value.split_once(' ') {
                Some((word, token)) if word.eq_ignore_ascii_case("bearer") => Some(token.trim_start()),
                _ => Some(value),
            }
        }
        Credential::Basic { .. } | Credential::Certificate(_) => None,
    }
}
