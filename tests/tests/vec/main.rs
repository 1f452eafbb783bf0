//! VEC.digital: the generated client and the generated server over loopback HTTP.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test fails by panicking")]

mod answers;
mod constraints;
mod form;
mod guard;

use gatewright::access::{
    Authenticated, AuthenticationError, Authenticator, Credential, Credentials, Granted, PermissionSet,
};
use gatewright::answer::Failure;
use gatewright::types::Uuid;
use gatewright_tests::loopback::Server;
use gatewright_tests::script::Script;
use vec_digital::{
    Api, Batch, BatchAnswer, BatchPage, BatchStatus, Client, CreateBatch, CreateBatchError, GetBatch, GetBatchError,
    ListBatches, ListBatchesError, Permission, Template, router,
};

/// The ID of the page's batch.
const ID: &str = "9e7860e3-7c0a-401f-98f6-b98e316934f4";

/// The page's sample of a batch.
const SAMPLE: &str = include_str!("../../cases/samples/vec/get-batch.json");

/// Answers what a script says.
struct Service(Script);

impl Api for Service {
    type Principal = &'static str;

    async fn list_batches(
        &self,
        call: Granted<ListBatches, &'static str>,
    ) -> Result<BatchPage, Failure<ListBatchesError>> {
        self.0.play(call)
    }

    async fn create_batch(
        &self,
        call: Granted<CreateBatch, &'static str>,
    ) -> Result<BatchAnswer, Failure<CreateBatchError>> {
        self.0.play(call)
    }

    async fn get_batch(&self, call: Granted<GetBatch, &'static str>) -> Result<BatchAnswer, Failure<GetBatchError>> {
        self.0.play(call)
    }
}

/// Knows two tokens: `viewer` may view batches, `bare` may do nothing that needs a permission.
struct Tokens;

impl Authenticator<Permission> for Tokens {
    type Principal = &'static str;

    async fn authenticate(
        &self,
        credentials: &Credentials,
    ) -> Result<Authenticated<Permission, &'static str>, AuthenticationError> {
        match credentials.get("token").and_then(Credential::secret).map(gatewright::Secret::expose) {
            Some("viewer") => {
                let view = [Permission::BatchesView].into_iter().collect::<PermissionSet<_>>();
                Ok(Authenticated::new("viewer").permissions(view))
            }
            Some("bare") => Ok(Authenticated::new("bare")),
            _ => Err(AuthenticationError::invalid("unknown token")),
        }
    }
}

/// The service, and the script that it plays.
async fn serve() -> (Server, Script) {
    let script = Script::default();
    (Server::start(router(Service(script.clone()), Tokens)).await, script)
}

fn client(url: &str) -> Client {
    client_with(url, "viewer")
}

fn client_with(url: &str, token: &str) -> Client {
    Client::builder().base_url(url).token(token).build().unwrap()
}

fn id() -> Uuid {
    ID.parse().unwrap()
}

/// The value that the page's sample stands for.
fn sample() -> BatchAnswer {
    BatchAnswer {
        data: Batch {
            id: id(),
            name: "Class 10th, 2024".to_owned(),
            status: BatchStatus::Completed,
            template_id: "9d76a768-d016-4364-b18b-32c647adad0c".parse().unwrap(),
            total_certificates: 1,
            processed_certificates: 1,
            failed_certificates: 0,
            progress: 100.0,
            completion_date: Some("2025-03-14T13:04:03.000000Z".parse().unwrap()),
            created_at: "2025-03-14T13:02:19.000000Z".parse().unwrap(),
            updated_at: "2025-03-14T13:04:03.000000Z".parse().unwrap(),
            template: Template {
                id: "9e3b101f-c264-4f97-945f-20dfa7163768".parse().unwrap(),
                institution_id: 3,
                name: "Certificate 2".to_owned(),
                screenshot: "https://api.vec.digital/storage/certificate_templates/67ca927729685_1741329015.png"
                    .parse()
                    .unwrap(),
                created_at: "2025-02-17T04:05:07.000000Z".parse().unwrap(),
                updated_at: "2025-03-07T06:30:15.000000Z".parse().unwrap(),
            },
            requires_signatures: true,
            requires_my_signature: None,
        },
    }
}
