//! A service of Google's OS Login document. Its operations need scopes of OAuth: any of several, of two schemes each.
#![cfg(document)]

mod api {
    #![allow(missing_docs, reason = "generated")]
    include!(concat!(env!("OUT_DIR"), "/openapi.rs"));
}

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use api::*;
use gatewright::access::Granted;
use gatewright::answer::{Failure, NoFailure};

/// The path of the document that this was generated from.
pub const DOCUMENT: &str = env!("DOCUMENT");

/// Answers with next to nothing, and counts how often it was asked.
#[derive(Debug, Clone, Default)]
pub struct Logins {
    runs: Arc<AtomicUsize>,
}

impl Logins {
    /// How often a handler ran.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.runs.load(Ordering::SeqCst)
    }

    fn run<T: Default>(&self) -> Result<T, Failure<NoFailure>> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        Ok(T::default())
    }
}

type Done<T> = Result<T, Failure<NoFailure>>;

impl Api for Logins {
    type Principal = String;

    async fn oslogin_users_ssh_public_keys_get(
        &self,
        call: Granted<OsloginUsersSshPublicKeysGet, String>,
    ) -> Done<SshPublicKey> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        let (request, user) = call.into_parts();
        Ok(SshPublicKey { name: Some(format!("{} of {user}", request.name)), ..SshPublicKey::default() })
    }

    async fn oslogin_users_ssh_public_keys_delete(
        &self,
        _: Granted<OsloginUsersSshPublicKeysDelete, String>,
    ) -> Done<Empty> {
        self.run()
    }

    async fn oslogin_users_ssh_public_keys_patch(
        &self,
        _: Granted<OsloginUsersSshPublicKeysPatch, String>,
    ) -> Done<SshPublicKey> {
        self.run()
    }

    async fn oslogin_users_get_login_profile(
        &self,
        _: Granted<OsloginUsersGetLoginProfile, String>,
    ) -> Done<LoginProfile> {
        self.run()
    }

    async fn oslogin_users_ssh_public_keys_create(
        &self,
        _: Granted<OsloginUsersSshPublicKeysCreate, String>,
    ) -> Done<SshPublicKey> {
        self.run()
    }

    async fn oslogin_users_import_ssh_public_key(
        &self,
        _: Granted<OsloginUsersImportSshPublicKey, String>,
    ) -> Done<ImportSshPublicKeyResponse> {
        self.run()
    }

    async fn oslogin_users_projects_zones_sign_ssh_public_key(
        &self,
        _: Granted<OsloginUsersProjectsZonesSignSshPublicKey, String>,
    ) -> Done<SignSshPublicKeyResponse> {
        self.run()
    }
}
