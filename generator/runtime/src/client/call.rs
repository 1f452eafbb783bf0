//! The client, and a call of an operation.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::credentials::{Configured, Given, gathered};
use super::transport::{Accepted, Transport};
use super::{BuildError, Builder, Error};
use crate::Secret;
use crate::access::{PermissionSet, Permissions};
use crate::answer::{Answer, NoFailure};
use crate::operation::{Operation, Responses};
use crate::parameter::{EncodedRequest, RequestWriter};
use crate::payload::EncodeError;

/// A client of an API. A clone shares its connections and costs next to nothing.
#[derive(Debug)]
pub struct Client<P: Permissions> {
    shared: Arc<Shared>,
    permissions: PhantomData<fn() -> P>,
}

#[derive(Debug, Clone)]
pub(super) struct Shared {
    pub(super) transport: Transport,
    pub(super) credentials: Configured,
}

impl<P: Permissions> Clone for Client<P> {
    fn clone(&self) -> Self {
        Self::from_shared(Arc::clone(&self.shared))
    }
}

impl<P: Permissions> Client<P> {
    /// Builds a client of the API that is there.
    pub fn builder(base_url: impl Into<String>) -> Builder<P> {
        Builder::new(base_url)
    }

    pub(super) const fn from_shared(shared: Arc<Shared>) -> Self {
        Self { shared, permissions: PhantomData }
    }

    /// The same client with another credential for a scheme: a fresh token, or another user's key.
    ///
    /// # Errors
    ///
    /// When the API has no such scheme, or the credential can't stand where the scheme wants it.
    pub fn with_credential(&self, scheme_name: &'static str, secret: impl Into<Secret>) -> Result<Self, BuildError> {
        let mut shared = Shared::clone(&self.shared);
        shared.credentials.insert::<P>(scheme_name, &Given::Secret(secret.into()))?;
        Ok(Self::from_shared(Arc::new(shared)))
    }

    /// The same client, which knows what the credential of a scheme carries: see
    /// [`Builder::permitted`](super::Builder::permitted).
    ///
    /// # Errors
    ///
    /// When the API has no such scheme.
    pub fn with_permitted(
        &self,
        scheme_name: &'static str,
        permissions: &PermissionSet<P>,
    ) -> Result<Self, BuildError> {
        let mut shared = Shared::clone(&self.shared);
        shared.credentials.permit(scheme_name, permissions)?;
        Ok(Self::from_shared(Arc::new(shared)))
    }

    /// Whether a call of the operation would be sent: whether the client has the credentials for one of the ways to
    /// meet its rule and, where [`Builder::permitted`](super::Builder::permitted) says what they carry, they carry
    /// enough. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::Credential`] or [`Error::Permission`], as the call would say.
    pub fn check<Op>(&self) -> Result<(), Error<Op::Failure>>
    where
        Op: Operation<Permission = P>,
    {
        self.shared.credentials.choose(Op::ID, &Op::ACCESS).map(drop).map_err(Into::into)
    }

    /// Calls an operation.
    ///
    /// Sent are the credentials of the first alternative of the operation's access rule for which
    /// the client has all; where security is optional and it has none, nothing. A redirect isn't
    /// followed but given back as any other answer.
    ///
    /// # Errors
    ///
    /// The operation's documented failures are [`Error::Api`]; see [`Error`] for the others.
    pub fn call<Op>(&self, operation: Op) -> Call<Op::Success, Op::Failure>
    where
        Op: Operation<Permission = P>,
    {
        Call { future: Box::pin(send(Arc::clone(&self.shared), operation)) }
    }
}

/// A call of an operation: a future that sends the request when it is first polled.
///
/// It borrows nothing, so that it can be spawned, joined with others or kept for later.
#[must_use = "nothing is sent until the call is awaited"]
pub struct Call<S, F = NoFailure> {
    // A type of its own for each operation would cost more to compile than this allocation costs to run.
    future: Pin<Box<dyn Future<Output = Result<S, Error<F>>> + Send>>,
}

impl<S, F> Future for Call<S, F> {
    type Output = Result<S, Error<F>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().future.as_mut().poll(context)
    }
}

impl<S, F> fmt::Debug for Call<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}

async fn send<Op: Operation>(shared: Arc<Shared>, operation: Op) -> Result<Op::Success, Error<Op::Failure>> {
    let Shared { transport, credentials } = &*shared;
    let chosen = credentials.choose(Op::ID, &Op::ACCESS)?;
    let request = encoded(operation, transport.prefer.as_deref())?;
    let credentials = gathered(chosen).await?;
    let accept = Accepted { success: Op::PRODUCES, failure: Op::Failure::PRODUCES };
    let answer = transport.send((Op::method(), Op::SERVER), request, &credentials, accept).await?;
    decoded::<Op>(answer)
}

/// Takes the operation, so that no future holds it while it waits.
#[allow(clippy::needless_pass_by_value, reason = "it ends here")]
fn encoded<Op: Operation>(operation: Op, prefer: Option<&str>) -> Result<EncodedRequest, EncodeError> {
    let mut writer = RequestWriter::new(Op::PATH);
    if let Some(media_type) = prefer {
        writer = writer.prefer(media_type);
    }
    writer.conditions(Op::CONDITIONS)?;
    operation.encode(&mut writer)?;
    writer.finish()
}

fn decoded<Op: Operation>(answer: Answer) -> Result<Op::Success, Error<Op::Failure>> {
    let failed = |error, answer: Answer| Error::Decode { status: answer.status, error, answer: Box::new(answer) };
    match Op::decode_success(&answer) {
        Ok(Some(success)) => return Ok(success),
        Ok(None) => {}
        Err(error) => return Err(failed(error, answer)),
    }
    match Op::Failure::decode(&answer) {
        Ok(Some(failure)) => Err(Error::Api(failure)),
        Ok(None) => Err(Error::Unexpected(Box::new(answer))),
        Err(error) => Err(failed(error, answer)),
    }
}
