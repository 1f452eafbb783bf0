//! A principal that only its authenticator can make: no other authenticator lets anybody in as one.

use gatewright::access::{Authenticated, AuthenticationError, Authenticator, Credentials};
use trusted_twin::Permission;

mod strict {
    pub struct User {
        name: String,
    }

    impl User {
        pub fn name(&self) -> &str {
            &self.name
        }
    }
}

struct BelievesEverybody;

impl Authenticator<Permission> for BelievesEverybody {
    type Principal = strict::User;

    async fn authenticate(
        &self,
        _: &Credentials,
    ) -> Result<Authenticated<Permission, strict::User>, AuthenticationError> {
        Ok(Authenticated::new(strict::User { name: "root".to_owned() }))
    }
}

fn main() {}
