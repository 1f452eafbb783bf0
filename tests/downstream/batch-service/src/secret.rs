//! Users' secrets: how they are made, kept and recognised.
//!
//! A secret is the user's id and 256 random bits. The database keeps a salt and the SHA-256 of salt and
//! secret. A slow hash such as Argon2 makes guessable passwords dearer to guess; nobody guesses 256
//! random bits, and a slow hash on every request would let strangers keep the service busy for nothing.

use gatewright::Secret;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// What the database keeps of a secret.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) salt: [u8; 16],
    pub(crate) digest: [u8; 32],
}

impl Kept {
    /// Whether this was kept of that secret; takes the same time whichever byte differs.
    pub(crate) fn is_of(&self, secret: &Secret) -> bool {
        self.digest.ct_eq(&digest(&self.salt, secret)).into()
    }
}

/// A new secret for a user, and what to keep of it.
pub(crate) fn issue(user: Uuid) -> Result<(Secret, Kept), getrandom::Error> {
    let (mut random, mut salt) = ([0; 32], [0; 16]);
    getrandom::fill(&mut random)?;
    getrandom::fill(&mut salt)?;
    let random: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let secret = Secret::from(format!("{}.{random}", user.simple()));
    let digest = digest(&salt, &secret);
    Ok((secret, Kept { salt, digest }))
}

/// Whose secret it says it is. `None` if it is none of ours by its form alone.
pub(crate) fn user_of(secret: &Secret) -> Option<Uuid> {
    let (user, _) = secret.expose().split_once('.')?;
    Uuid::try_parse(user).ok()
}

fn digest(salt: &[u8], secret: &Secret) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update(secret.expose()).finalize().into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_recognised_and_no_other() {
        let user = Uuid::new_v4();
        let (secret, kept) = issue(user).unwrap();
        let (other, other_kept) = issue(user).unwrap();
        assert_eq!(user_of(&secret), Some(user));
        assert!(kept.is_of(&secret) && other_kept.is_of(&other));
        assert!(!kept.is_of(&other) && !other_kept.is_of(&secret));
        let cut = &secret.expose()[..secret.expose().len() - 1];
        assert!(!kept.is_of(&Secret::from(cut)));
    }

    #[test]
    fn what_has_another_form_is_nobodys() {
        for text in ["", ".", "Bearer x", "not-an-id.00"] {
            assert_eq!(user_of(&Secret::from(text)), None);
        }
    }
}
