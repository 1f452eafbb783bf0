//! Independent work on as many threads as there are processors, with results in the order of the work.

use std::num::NonZero;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What `work` makes of each item. Each thread takes the next item that nobody took, so that large ones don't wait for
/// each other.
pub(super) fn side_by_side<T: Sync, R: Send + Sync>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let results: Vec<OnceLock<R>> = items.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    let take = || {
        while let Some((item, result)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            items.get(at).zip(results.get(at))
        } {
            let _ = result.set(work(item));
        }
    };
    let others = thread::available_parallelism().map_or(1, NonZero::get).min(items.len()).saturating_sub(1);
    thread::scope(|scope| {
        (0..others).for_each(|_| _ = scope.spawn(take));
        take();
    });
    results.into_iter().filter_map(OnceLock::into_inner).collect()
}
