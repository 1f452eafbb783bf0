//! What issuers said of tokens, for a while; and one question at a time for each token.

use std::collections::HashMap;
use std::fmt;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ring::digest::{SHA256, digest};
use serde_json::Value;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, watch};

use super::exchange::Exchange;
use crate::Secret;
use crate::authenticators::RawClaims;
use crate::authenticators::claims::now;
use crate::authenticators::fetch::Listener;

/// How much is known, and for how long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) active: Duration,
    pub(super) inactive: Duration,
    pub(super) tokens: usize,
    pub(super) at_once: usize,
    /// How long a question waits for its turn.
    pub(super) patience: Duration,
}

pub(super) struct Cache {
    exchange: Exchange,
    limits: Limits,
    on_failure: Option<Listener>,
    turns: Semaphore,
    state: Mutex<State>,
}

/// The SHA-256 of a token.
type Hash = [u8; 32];

/// What an issuer said; `None` of a token that isn't active.
type Answer = Option<Arc<RawClaims>>;

type Outcome = Result<Answer, Unanswered>;

/// The issuer couldn't be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unanswered;

struct State {
    /// Apart, so that no number of made-up tokens drives the real ones out.
    active: Recent<Arc<RawClaims>>,
    inactive: Recent<()>,
    asked: HashMap<Hash, watch::Receiver<Option<Outcome>>>,
}

impl Cache {
    pub(super) fn new(exchange: Exchange, limits: Limits, on_failure: Option<Listener>) -> Self {
        let state =
            State { active: Recent::new(limits.tokens), inactive: Recent::new(limits.tokens), asked: HashMap::new() };
        let turns = Semaphore::new(limits.at_once.clamp(1, Semaphore::MAX_PERMITS));
        Self { exchange, limits, on_failure, turns, state: Mutex::new(state) }
    }

    /// What the issuer says of a token, or said a little while ago.
    pub(super) async fn answer(self: &Arc<Self>, token: &str) -> Outcome {
        let mut hash = Hash::default();
        hash.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        let mut asked = {
            let mut state = self.lock();
            if let Some(claims) = state.active.get(&hash) {
                return Ok(Some(claims));
            }
            if state.inactive.get(&hash).is_some() {
                return Ok(None);
            }
            match state.asked.get(&hash).filter(|asked| asked.has_changed().is_ok()) {
                Some(asked) => asked.clone(),
                None => self.ask(&mut state, hash, token)?,
            }
        };
        let outcome = asked.wait_for(Option::is_some).await.ok().and_then(|outcome| outcome.clone());
        outcome.unwrap_or(Err(Unanswered))
    }

    /// Asks in a task of its own: a request that is given up takes no other along.
    fn ask(
        self: &Arc<Self>,
        state: &mut State,
        hash: Hash,
        token: &str,
    ) -> Result<watch::Receiver<Option<Outcome>>, Unanswered> {
        let runtime = Handle::try_current().map_err(|_| Unanswered)?;
        let (tell, asked) = watch::channel(None);
        let (cache, token) = (Arc::clone(self), Secret::from(token));
        state.asked.insert(hash, asked.clone());
        runtime.spawn(async move {
            let outcome = cache.asked(&token).await;
            cache.keep(hash, &outcome);
            tell.send_replace(Some(outcome));
        });
        Ok(asked)
    }

    async fn asked(&self, token: &Secret) -> Outcome {
        let turn = tokio::time::timeout(self.limits.patience, self.turns.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(Unanswered) };
        match self.exchange.ask(token).await {
            Ok(claims) => Ok(claims.map(Arc::new)),
            Err(failure) => {
                if let Some(listener) = &self.on_failure {
                    listener(&failure);
                }
                Err(Unanswered)
            }
        }
    }

    fn keep(&self, hash: Hash, outcome: &Outcome) {
        let mut state = self.lock();
        state.asked.remove(&hash);
        match outcome {
            Ok(Some(claims)) => {
                let left = time_left(claims).map_or(self.limits.active, |left| left.min(self.limits.active));
                state.active.insert(hash, Arc::clone(claims), left);
            }
            Ok(None) => state.inactive.insert(hash, (), self.limits.inactive),
            Err(Unanswered) => {}
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long a token is good yet, if its issuer says.
fn time_left(claims: &RawClaims) -> Option<Duration> {
    let until = claims.get("exp").map(Value::as_f64)?.unwrap_or_default();
    Some(Duration::try_from_secs_f64(until - now()).unwrap_or_default())
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cache").field("url", &self.exchange.url.as_str()).field("limits", &self.limits).finish()
    }
}

/// Values for a while, and not too many: when the young ones are as many as there may be, they become
/// the old ones, and what was old and not asked for since is forgotten.
struct Recent<V> {
    young: HashMap<Hash, (V, Instant)>,
    old: HashMap<Hash, (V, Instant)>,
    most: usize,
}

impl<V: Clone> Recent<V> {
    fn new(capacity: usize) -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), most: capacity.div_ceil(2) }
    }

    fn get(&mut self, hash: &Hash) -> Option<V> {
        if let Some((value, until)) = self.young.get(hash) {
            return (Instant::now() < *until).then(|| value.clone());
        }
        let (value, until) = self.old.remove(hash)?;
        let left = until.checked_duration_since(Instant::now())?;
        self.insert(*hash, value.clone(), left);
        Some(value)
    }

    fn insert(&mut self, hash: Hash, value: V, left: Duration) {
        let Some(until) = Instant::now().checked_add(left).filter(|_| !left.is_zero() && self.most > 0) else {
            return;
        };
        if self.young.len() >= self.most {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(hash, (value, until));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn hash(number: u8) -> Hash {
        [number; 32]
    }

    #[test]
    fn what_is_asked_for_stays_and_what_is_not_goes() {
        let mut recent = Recent::new(4);
        recent.insert(hash(0), 0, LONG);
        for number in 1..100 {
            recent.insert(hash(number), number, LONG);
            assert_eq!(recent.get(&hash(0)), Some(0), "{number}");
            assert!(recent.young.len() + recent.old.len() <= 4);
        }
        assert_eq!((recent.get(&hash(99)), recent.get(&hash(90))), (Some(99), None));
    }

    #[test]
    fn what_is_over_is_gone() {
        let mut recent = Recent::new(4);
        recent.insert(hash(1), 1, Duration::ZERO);
        recent.insert(hash(2), 2, Duration::from_millis(5));
        std::thread::sleep(Duration::from_millis(10));
        assert_eq!((recent.get(&hash(1)), recent.get(&hash(2))), (None, None));
        let mut none = Recent::new(0);
        none.insert(hash(1), 1, LONG);
        assert_eq!(none.get(&hash(1)), None);
    }

    #[test]
    fn a_token_is_good_no_longer_than_it_says() {
        let left = |json| time_left(&serde_json::from_str(json).unwrap_or_default());
        assert_eq!(left("{}"), None);
        assert_eq!((left(r#"{"exp": 1}"#), left(r#"{"exp": "x"}"#)), (Some(Duration::ZERO), Some(Duration::ZERO)));
        assert!(left(r#"{"exp": 4102444800}"#).is_some_and(|left| left > LONG));
    }
}
