//! Keeps a panic of the service's own code from ending the connection.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::Poll;

/// A boxed future, as axum polls them.
pub(super) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The future panicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Panicked;

/// Runs a future; an error if it panicked. What it panicked with is dropped, never shown.
///
/// A future that panicked is polled no more, so nobody sees a state that it left half made.
pub(super) fn caught<F: Future>(mut future: Pin<&mut F>) -> impl Future<Output = Result<F::Output, Panicked>> {
    poll_fn(move |context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(poll) => poll.map(Ok),
        Err(payload) => {
            forget_quietly(payload);
            Poll::Ready(Err(Panicked))
        }
    })
}

/// The payload's own drop may panic as well.
pub(super) fn forget_quietly(payload: Box<dyn Any + Send>) {
    let _ = catch_unwind(AssertUnwindSafe(|| drop(payload)));
}
