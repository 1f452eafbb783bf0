//! A value that is replaced while others read it.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::{fmt, fs, io, mem};

use crate::access::{Authenticated, AuthenticationError, Authenticator, Credentials, Permissions};

/// A value that is replaced as a whole while requests read it: a policy, a table of roles, a set of keys.
///
/// Whoever reads takes a [`snapshot`](Self::snapshot) and keeps it for as long as one request lasts, so that all of the
/// request is judged by the same version. Nobody waits for a new version to be read or compiled, and one that is refused
/// leaves the old one in place. Clones share the value.
///
/// As an [`Authenticator`], it asks the version of the moment at which a request comes.
///
/// ```
/// use gatewright::policy::Live;
///
/// let limit = Live::new(10);
/// let version = limit.snapshot();
/// assert!(limit.try_replace(|_| "twenty".parse::<i32>()).is_err());
/// assert_eq!(*limit.snapshot(), 10);
/// limit.replace(20);
/// assert_eq!((*version, *limit.snapshot()), (10, 20));
/// ```
pub struct Live<T> {
    shared: Arc<Shared<T>>,
}

struct Shared<T> {
    current: RwLock<Arc<T>>,
    /// Held by who makes the next version, so that of two the later one stays.
    replacing: Mutex<()>,
}

impl<T> Live<T> {
    /// Holds a first version.
    pub fn new(value: T) -> Self {
        Self { shared: Arc::new(Shared { current: RwLock::new(Arc::new(value)), replacing: Mutex::new(()) }) }
    }

    /// The version of this moment. It stays as it is for as long as it is kept.
    #[must_use]
    pub fn snapshot(&self) -> Arc<T> {
        // Nothing can panic while the lock is held, and if it could, the value would still be a whole one.
        Arc::clone(&self.shared.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another version in its place.
    pub fn replace(&self, value: T) {
        let _turn = self.turn();
        self.put(value);
    }

    /// Puts the version in its place that `make` makes of the present one.
    ///
    /// # Errors
    ///
    /// When `make` fails; then the present version stays.
    pub fn try_replace<E>(&self, make: impl FnOnce(&T) -> Result<T, E>) -> Result<(), E> {
        let _turn = self.turn();
        let value = make(&self.snapshot())?;
        self.put(value);
        Ok(())
    }

    /// Reads the next version from a file. It blocks while it reads, which a task shouldn't: use `spawn_blocking`.
    ///
    /// # Errors
    ///
    /// When the file can't be read, or holds what can't be taken over; then the present version stays.
    pub fn reload_from(&self, path: impl AsRef<Path>) -> Result<(), ReloadError>
    where
        T: FromStr<Err: Error + Send + Sync + 'static>,
    {
        let path = path.as_ref();
        self.try_replace(|_| read(path))
    }

    /// Reads the first version from a file.
    ///
    /// # Errors
    ///
    /// As [`reload_from`](Self::reload_from).
    pub fn load(path: impl AsRef<Path>) -> Result<Self, ReloadError>
    where
        T: FromStr<Err: Error + Send + Sync + 'static>,
    {
        read(path.as_ref()).map(Self::new)
    }

    fn turn(&self) -> impl Drop + use<'_, T> {
        self.shared.replacing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The old version is dropped when the lock is free again.
    fn put(&self, value: T) {
        let value = Arc::new(value);
        let mut current = self.shared.current.write().unwrap_or_else(PoisonError::into_inner);
        let old = mem::replace(&mut *current, value);
        drop(current);
        drop(old);
    }
}

fn read<T: FromStr<Err: Error + Send + Sync + 'static>>(path: &Path) -> Result<T, ReloadError> {
    let text = fs::read_to_string(path).map_err(|reason| ReloadError::Unreadable { path: path.to_owned(), reason })?;
    text.parse().map_err(|reason: T::Err| ReloadError::Refused { path: path.to_owned(), reason: Box::new(reason) })
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

impl<T: Default> Default for Live<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for Live<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Live").field(&self.snapshot()).finish()
    }
}

impl<P: Permissions, A: Authenticator<P>> Authenticator<P> for Live<A> {
    type Principal = A::Principal;

    async fn authenticate(
        &self,
        credentials: &Credentials,
    ) -> Result<Authenticated<P, A::Principal>, AuthenticationError> {
        let version = self.snapshot();
        version.authenticate(credentials).await
    }
}

/// Why a file was not taken over. What was there before stays.
#[derive(Debug, thiserror::Error)]
pub enum ReloadError {
    /// The file can't be read.
    #[error("cannot read `{path}`: {reason}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        reason: io::Error,
    },
    /// The file holds what can't be taken over.
    #[error("`{path}` was not taken over:\n{reason}")]
    Refused {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        reason: Box<dyn Error + Send + Sync>,
    },
}
