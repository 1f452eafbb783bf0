//! The client, and a call of an operation.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Method;

use super::credentials::{Configured, Given, Held, gathered};
use super::transport::{Accepted, Transport, Unanswered};
use super::{BuildError, Builder, Error};
use crate::Secret;
use crate::access::{PermissionSet, Permissions};
use crate::answer::Answer;
use crate::operation::{Operation, Responses};
use crate::parameter::{EncodedRequest, RequestWriter};

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
    pub fn call<Op>(&self, operation: Op) -> Call<Op>
    where
        Op: Operation<Permission = P>,
    {
        Call { waiting: Some((Arc::clone(&self.shared), operation)), exchange: None }
    }
}

/// A call of an operation: a future that sends the request when it is first polled. It gives `Op::Success`, or an
/// [`Error`] that may hold `Op::Failure`.
///
/// It borrows nothing, so that it can be spawned, joined with others or kept for later.
#[must_use = "nothing is sent until the call is awaited"]
pub struct Call<Op> {
    // Whoever writes the call down compiles none of it: what writes and reads the operation is compiled where the call
    // is awaited.
    waiting: Option<(Arc<Shared>, Op)>,
    exchange: Option<Exchange>,
}

/// The way there and back. A type of its own for each operation would cost more to compile than this allocation costs
/// to run.
type Exchange = Pin<Box<dyn Future<Output = Result<Answer, Unanswered>> + Send>>;

// Nothing refers to the operation.
impl<Op> Unpin for Call<Op> {}

impl<Op: Operation> Future for Call<Op> {
    type Output = Result<Op::Success, Error<Op::Failure>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let call = self.get_mut();
        if let Some((shared, operation)) = call.waiting.take() {
            let request = prepared(&shared, operation)?;
            call.exchange = Some(exchange(shared, request));
        }
        // Who polls again after a call that failed at once waits for nothing.
        let Some(exchange) = &mut call.exchange else { return Poll::Pending };
        exchange.as_mut().poll(context)?.map(decoded::<Op>)
    }
}

impl<Op> fmt::Debug for Call<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}

/// A request, and what it takes to send it.
struct Prepared {
    method: Method,
    server: Option<&'static str>,
    request: EncodedRequest,
    credentials: Vec<Held>,
    accepted: Accepted,
}

/// Takes the operation, so that no future holds it while it waits.
#[allow(clippy::needless_pass_by_value, reason = "it ends here")]
fn prepared<Op: Operation>(shared: &Shared, operation: Op) -> Result<Prepared, Unanswered> {
    let Shared { transport, credentials } = shared;
    let credentials = credentials.choose(Op::ID, &Op::ACCESS)?.into_iter().cloned().collect();
    let mut writer = RequestWriter::new(Op::PATH);
    if let Some(media_type) = &transport.prefer {
        writer = writer.prefer(media_type);
    }
    writer.conditions(Op::CONDITIONS)?;
    operation.encode(&mut writer)?;
    let request = writer.finish()?;
    let accepted = Accepted { success: Op::PRODUCES, failure: Op::Failure::PRODUCES };
    Ok(Prepared { method: Op::method(), server: Op::SERVER, request, credentials, accepted })
}

fn exchange(shared: Arc<Shared>, prepared: Prepared) -> Exchange {
    Box::pin(async move {
        let Prepared { method, server, request, credentials, accepted } = prepared;
        let credentials = gathered(credentials).await?;
        shared.transport.send((method, server), request, &credentials, accepted).await
    })
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
