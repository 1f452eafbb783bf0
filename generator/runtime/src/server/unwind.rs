//! Keeps a panic of the service's own code from ending the connection.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

/// A boxed future, as axum polls them.
pub(super) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Runs a future; an error if it panicked. What it panicked with is dropped, never shown.
pub(super) async fn caught<T>(future: Boxed<'_, T>) -> Result<T, Panicked> {
    Caught(future).await
}

/// The future panicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Panicked;

struct Caught<'a, T>(Boxed<'a, T>);

impl<T> Future for Caught<'_, T> {
    type Output = Result<T, Panicked>;

    /// A future that panicked is polled no more, so nobody sees a state that it left half made.
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let polled = catch_unwind(AssertUnwindSafe(|| self.0.as_mut().poll(context)));
        match polled {
            Ok(poll) => poll.map(Ok),
            Err(payload) => {
                forget_quietly(payload);
                Poll::Ready(Err(Panicked))
            }
        }
    }
}

/// The payload's own drop may panic as well.
pub(super) fn forget_quietly(payload: Box<dyn Any + Send>) {
    let _ = catch_unwind(AssertUnwindSafe(|| drop(payload)));
}
