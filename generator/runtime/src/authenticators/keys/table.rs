//! The table of the keys that are known.

use std::collections::HashSet;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::{SecureRandom as _, SystemRandom};
use subtle::{ConditionallySelectable as _, ConstantTimeEq as _};
use zeroize::Zeroizing;

use super::KeyHash;
use crate::Secret;
use crate::access::{
    Authenticated, AuthenticationError, Authenticator, Credential, Credentials, PermissionSet, Permissions,
};
use crate::authenticators::SetupError;
use crate::authenticators::error::declared;
use crate::authenticators::presented::presented;

/// Knows keys by their hashes.
///
/// A key is what a request presents for the scheme: the whole value of an API key, a bearer token,
/// what follows the word of another HTTP scheme, and for Basic `username:password`.
///
/// Every key is compared with every hash, so the time says neither which key matched nor how nearly
/// one did. That takes about 10 ns a key; tens of thousands of keys belong into a database.
#[derive(Clone)]
pub struct Keys<P: Permissions, U> {
    schemes: Vec<&'static str>,
    hashes: Vec<KeyHash>,
    owners: Vec<(U, PermissionSet<P>)>,
}

impl<P: Permissions, U: Clone + Send + Sync + 'static> Keys<P, U> {
    /// Knows these keys, in credentials of these schemes: each one's hash, whose it is, and what it
    /// permits.
    ///
    /// # Errors
    ///
    /// When the document declares no such scheme, or a hash stands there twice.
    pub fn new(
        schemes: impl IntoIterator<Item = &'static str>,
        keys: impl IntoIterator<Item = (KeyHash, U, PermissionSet<P>)>,
    ) -> Result<Self, SetupError> {
        let schemes: Vec<_> = schemes.into_iter().collect();
        schemes.iter().copied().try_for_each(declared::<P>)?;
        let (hashes, owners): (Vec<_>, Vec<_>) =
            keys.into_iter().map(|(hash, user, permissions)| (hash, (user, permissions))).unzip();
        let mut seen = HashSet::new();
        if hashes.iter().all(|hash| seen.insert(*hash)) {
            Ok(Self { schemes, hashes, owners })
        } else {
            Err(SetupError::SameKey)
        }
    }

    /// Whose key it is.
    fn owner(&self, presented: &KeyHash) -> Option<&(U, PermissionSet<P>)> {
        let mut found = u64::MAX;
        for (at, known) in (0_u64..).zip(&self.hashes) {
            found.conditional_assign(&at, known.same(presented));
        }
        let is_found = !bool::from(found.ct_eq(&u64::MAX));
        usize::try_from(found).ok().filter(|_| is_found).and_then(|at| self.owners.get(at))
    }
}

impl<P: Permissions, U: Clone + Send + Sync + 'static> Authenticator<P> for Keys<P, U> {
    type Principal = U;

    async fn authenticate(&self, credentials: &Credentials) -> Result<Authenticated<P, U>, AuthenticationError> {
        let unknown = || AuthenticationError::invalid("the key isn't valid");
        let presented = presented(&self.schemes, credentials)?;
        let hash = match presented.credential {
            Credential::ApiKey(key) | Credential::Bearer(key) | Credential::Http(key) => {
                KeyHash::presented(&[key.expose()])
            }
            Credential::Basic { username, password } => KeyHash::presented(&[username, ":", password.expose()]),
            Credential::Certificate(_) => return Err(unknown()),
        };
        let (user, permissions) = self.owner(&hash).ok_or_else(unknown)?;
        Ok(presented.proves(user.clone(), *permissions))
    }
}

impl<P: Permissions, U> fmt::Debug for Keys<P, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("schemes", &self.schemes).field("keys", &self.hashes.len()).finish()
    }
}

/// A new key of 256 random bits, behind a prefix by which people and scanners know whose it is, such
/// as `petshop_`; and its hash. Show the key once, and keep the hash.
///
/// # Errors
///
/// When the operating system has no random bytes to give.
pub fn generate(prefix: &str) -> std::io::Result<(Secret, KeyHash)> {
    let mut random = Zeroizing::new([0; 32]);
    let filled = SystemRandom::new().fill(random.as_mut_slice());
    filled.map_err(|_| std::io::Error::other("the operating system gives no random bytes"))?;
    let key = Secret::from(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(random.as_slice())));
    let hash = KeyHash::presented(&[key.expose()]);
    Ok((key, hash))
}
