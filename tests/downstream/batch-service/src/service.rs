//! The generated trait, implemented.

use gatewright::access::Granted;
use gatewright::answer::Failure;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::api::{self, Api, Batch, NewRole, Role};
use crate::database::Database;
use crate::users::{Tokens, User};
use crate::{batches, roles, users};

/// The service. What it knows is in the database.
#[derive(Debug, Clone)]
pub struct Service {
    database: Database,
}

/// A new account, and the role of its administrators, who may do everything.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    /// The account.
    pub account: Uuid,
    /// A role with the default statement.
    pub role: Uuid,
}

/// The service as a router: every operation of the document behind its guard.
pub fn router(database: Database, tokens: Tokens) -> axum::Router {
    let authenticator = users::authenticator(tokens, database.clone());
    api::router(Service { database }, authenticator)
}

impl Service {
    /// The service on a database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    /// A new account, with a role for its administrators.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn create_account(&self) -> Result<Account, impl std::error::Error + use<>> {
        let account = Uuid::new_v4();
        let role = NewRole { name: "Administrator".to_owned(), rules: None, statement: None };
        let made = self.database.transact(move |db| roles::insert(db, account, role)).await;
        made.map(|role| Account { account, role: role.uuid })
    }
}

impl Api for Service {
    type Principal = User;

    async fn create_batch(&self, call: Granted<api::CreateBatch, User>) -> Result<Batch, Failure<api::ApiError>> {
        let (request, user) = call.into_parts();
        user.require(&request.body.operation)?;
        Ok(self.database.transact(move |db| batches::insert(db, user.account, &request.body)).await?)
    }

    // No page shows what a list looks like; this is ours.
    async fn get_batches(&self, call: Granted<api::GetBatches, User>) -> Result<Value, Failure<api::ApiError>> {
        let account = call.principal().account;
        let found = self.database.transact(move |db| batches::list(db, account)).await?;
        Ok(json!({ "batches": found }))
    }

    async fn get_batch(&self, call: Granted<api::GetBatch, User>) -> Result<Batch, Failure<api::ApiError>> {
        let (request, user) = call.into_parts();
        let mut batch = self.database.transact(move |db| batches::find(db, user.account, request.batch)).await?;
        batch.download = request.download.then(|| batches::download(batch.batch));
        Ok(batch)
    }

    async fn update_batch(&self, call: Granted<api::UpdateBatch, User>) -> Result<Batch, Failure<api::ApiError>> {
        let (request, user) = call.into_parts();
        let api::RequestedStatus::Cancel = request.body.status;
        Ok(self.database.transact(move |db| batches::cancel(db, user.account, request.batch)).await?)
    }

    async fn delete_batch(&self, call: Granted<api::DeleteBatch, User>) -> Result<(), Failure<api::ApiError>> {
        let (request, user) = call.into_parts();
        Ok(self.database.transact(move |db| batches::delete(db, user.account, request.batch)).await?)
    }

    async fn create_user_role(&self, call: Granted<api::CreateUserRole, User>) -> Result<Role, Failure<api::ApiError>> {
        let (request, user) = call.into_parts();
        let statement = request.body.statement.as_ref().map(roles::from_wire).unwrap_or_default();
        user.require_all_of(&statement)?;
        Ok(self.database.transact(move |db| roles::insert(db, user.account, request.body)).await?)
    }

    async fn get_user_roles(&self, call: Granted<api::GetUserRoles, User>) -> Result<Value, Failure<api::ApiError>> {
        let account = call.principal().account;
        let found = self.database.transact(move |db| roles::list(db, account)).await?;
        Ok(json!({ "roles": found }))
    }

    async fn get_user_role(&self, call: Granted<api::GetUserRole, User>) -> Result<Role, Failure<api::ApiError>> {
        let (request, user) = call.into_parts();
        Ok(self.database.transact(move |db| roles::find(db, user.account, request.role)).await?)
    }

    async fn update_user_role(&self, call: Granted<api::UpdateUserRole, User>) -> Result<Role, Failure<api::ApiError>> {
        let (request, user) = call.into_parts();
        Ok(self.database.transact(move |db| roles::update(db, &user, request.role, request.body)).await?)
    }

    async fn delete_user_role(&self, call: Granted<api::DeleteUserRole, User>) -> Result<(), Failure<api::ApiError>> {
        let (request, user) = call.into_parts();
        Ok(self.database.transact(move |db| roles::delete(db, user.account, request.role)).await?)
    }
}
