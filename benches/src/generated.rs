//! The generated server.

use std::sync::Arc;

use gatewright::access::{Authenticated, AuthenticationError, Authenticator, Credentials, Granted, PermissionSet};
use gatewright::answer::{Failure, NoFailure};

use crate::api::{
    Api, Catalogue, CatalogueError, Feed, GetCatalogue, IsOpen, Permission, PutCatalogue, PutFeed, router,
};
use crate::{Kept, User};

type Shared = Arc<Kept<PermissionSet<Permission>, Catalogue>>;

struct Service(Shared);

struct Tokens(Shared);

/// The router.
pub fn server(catalogue: Catalogue) -> axum::Router {
    let permissions = [Permission::CatalogueRead, Permission::CatalogueWrite, Permission::FeedWrite];
    let kept = Arc::new(Kept::new(&permissions.into_iter().collect(), catalogue));
    router(Service(Arc::clone(&kept)), Tokens(kept))
}

impl Authenticator<Permission> for Tokens {
    type Principal = User;

    async fn authenticate(
        &self,
        credentials: &Credentials,
    ) -> Result<Authenticated<Permission, User>, AuthenticationError> {
        let token = credentials.get("token").and_then(|token| token.secret());
        match token.and_then(|token| self.0.users.get(token.expose())) {
            Some((user, permissions)) => Ok(Authenticated::new(*user).permissions(*permissions)),
            None => Err(AuthenticationError::invalid("unknown token")),
        }
    }
}

impl Api for Service {
    type Principal = User;

    async fn put_catalogue(&self, call: Granted<PutCatalogue, User>) -> Result<Catalogue, Failure<CatalogueError>> {
        let (request, _) = call.into_parts();
        Ok(request.body)
    }

    async fn get_catalogue(&self, call: Granted<GetCatalogue, User>) -> Result<Catalogue, Failure<CatalogueError>> {
        let GetCatalogue { name, limit } = call.request();
        if *name != self.0.catalogue.name {
            return Err(CatalogueError::NotFound.into());
        }
        let limit = limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or_default());
        let Catalogue { name, created, note, products } = &self.0.catalogue;
        let products = products.iter().take(limit).cloned().collect();
        Ok(Catalogue { name: name.clone(), created: *created, note: note.clone(), products })
    }

    async fn is_open(&self, call: Granted<IsOpen, User>) -> Result<(), Failure<CatalogueError>> {
        match call.request().name == self.0.catalogue.name {
            true => Ok(()),
            false => Err(CatalogueError::NotFound.into()),
        }
    }

    async fn put_feed(&self, call: Granted<PutFeed, User>) -> Result<Feed, Failure<NoFailure>> {
        let (request, _) = call.into_parts();
        Ok(request.body)
    }
}
