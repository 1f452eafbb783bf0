//! Keeps keys that were fetched, and fetches them again: by one task at a time, whose end all who need
//! it wait for. The task isn't a request's, so a request that is given up takes no other along.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::sync::watch;

use super::super::KeySet;
use super::builder::Limits;
use super::published::Place;
use crate::authenticators::fetch::{FetchError, Listener};

pub(in crate::authenticators::jwt) struct Cache {
    place: Place,
    limits: Limits,
    on_failure: Option<Listener>,
    state: Mutex<State>,
}

/// Moments are those at which a fetch began: what it brings is what was published then or later.
#[derive(Default)]
struct State {
    keys: Option<(Instant, Arc<KeySet>)>,
    /// The last fetch, if it failed.
    failed: Option<(Instant, FetchError)>,
    last: Option<Instant>,
    running: Option<watch::Receiver<()>>,
}

type Answer = Result<Arc<KeySet>, FetchError>;

impl Cache {
    pub(super) fn new(place: Place, limits: Limits, on_failure: Option<Listener>) -> Self {
        Self { place, limits, on_failure, state: Mutex::default() }
    }

    pub(super) fn url(&self) -> &str {
        self.place.url.as_str()
    }

    /// The keys, no older than they may be.
    pub(in crate::authenticators::jwt) async fn keys(self: &Arc<Self>) -> Answer {
        if let Some(keys) = self.at_hand() {
            return Ok(keys);
        }
        let arrival = Instant::now();
        let waited = self.wait_until(|state| match (&state.keys, &state.failed) {
            (Some((began, keys)), _) if *began >= arrival || began.elapsed() < self.limits.max_age => {
                Some(Ok(Arc::clone(keys)))
            }
            (_, Some((began, error))) if *began >= arrival || began.elapsed() < self.limits.pause => {
                Some(Err(error.clone()))
            }
            _ => None,
        });
        waited.await.or_else(|error| self.kept().ok_or(error))
    }

    /// The keys as they are published now, unless they already have the key with this id.
    pub(in crate::authenticators::jwt) async fn newer(self: &Arc<Self>, id: Option<&str>) -> Answer {
        let arrival = Instant::now();
        let waited = self.wait_until(|state| match (&state.keys, &state.failed) {
            (Some((began, keys)), _) if *began >= arrival || id.is_some_and(|id| keys.knows(id)) => {
                Some(Ok(Arc::clone(keys)))
            }
            (_, Some((began, error))) if *began >= arrival => Some(Err(error.clone())),
            _ => None,
        });
        waited.await
    }

    /// The keys, if no request needs to wait for newer ones. Where they should be newer, sees to it.
    fn at_hand(self: &Arc<Self>) -> Option<Arc<KeySet>> {
        let mut state = self.lock();
        let (began, keys) = state.keys.clone()?;
        let age = began.elapsed();
        if age < self.limits.max_age / 2 {
            return Some(keys);
        }
        if state.last.is_none_or(|last| last.elapsed() >= self.limits.pause) {
            self.start(&mut state);
        }
        let is_outage = state.failed.as_ref().is_some_and(|(began, _)| began.elapsed() < self.limits.outage);
        let may_age = if is_outage { self.limits.keep } else { self.limits.max_age };
        (age < may_age).then_some(keys)
    }

    /// The keys that go on while there are no others.
    fn kept(&self) -> Option<Arc<KeySet>> {
        let state = self.lock();
        let (began, keys) = state.keys.as_ref()?;
        (began.elapsed() < self.limits.keep).then(|| Arc::clone(keys))
    }

    /// Has the keys fetched until the state holds an answer.
    async fn wait_until(self: &Arc<Self>, answer: impl Fn(&State) -> Option<Answer>) -> Answer {
        loop {
            let mut running = {
                let mut state = self.lock();
                if let Some(answer) = answer(&state) {
                    return answer;
                }
                self.start(&mut state)
            };
            // Nothing is ever sent: the end of the task is the news.
            running.changed().await.unwrap_or_default();
        }
    }

    /// The fetch that is on its way, or else a new one.
    fn start(self: &Arc<Self>, state: &mut State) -> watch::Receiver<()> {
        if let Some(running) = state.running.as_ref().filter(|running| running.has_changed().is_ok()) {
            return running.clone();
        }
        let (ends, running) = watch::channel(());
        let pause = state.last.map_or(Duration::ZERO, |last| self.limits.pause.saturating_sub(last.elapsed()));
        match Handle::try_current() {
            Ok(runtime) => {
                let cache = Arc::clone(self);
                runtime.spawn(async move {
                    tokio::time::sleep(pause).await;
                    cache.fetch().await;
                    drop(ends);
                });
            }
            Err(error) => {
                let error = FetchError::content(&self.place.url, &error);
                state.failed = Some((Instant::now(), error));
            }
        }
        state.running = Some(running.clone());
        running
    }

    async fn fetch(&self) {
        let began = Instant::now();
        self.lock().last = Some(began);
        let failure = match self.place.fetch().await {
            Ok(keys) => {
                let mut state = self.lock();
                state.keys = Some((began, Arc::new(keys)));
                state.failed = None;
                state.running = None;
                return;
            }
            Err(failure) => failure,
        };
        {
            let mut state = self.lock();
            state.failed = Some((began, failure.clone()));
            state.running = None;
        }
        if let Some(listener) = &self.on_failure {
            listener(&failure);
        }
    }

    /// A panic can't leave the state half changed: each change is one assignment.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
