//! The service's own rules, kept by the operation that they are about.

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::attempt::{Attempt, Authorizer, RequestAuthorizer};
use super::denial::Denial;
use super::unwind::Boxed;

type Verdict = Result<(), Denial>;

/// A rule that is looked at before the body is read.
pub(super) type Early<U> = Arc<dyn for<'a> Fn(&'a Attempt<'a, U>) -> Boxed<'a, Verdict> + Send + Sync>;

/// A rule that is looked at when the request is decoded.
pub(super) type Late<U, Op> = Arc<dyn for<'a> Fn(&'a Attempt<'a, U>, &'a Op) -> Boxed<'a, Verdict> + Send + Sync>;

/// The rules of one operation.
struct Own<U> {
    id: &'static str,
    early: Vec<Early<U>>,
    /// Each is a [`Late`] of the operation that its key names.
    late: Vec<Box<dyn Any + Send + Sync>>,
}

/// The rules of all operations.
pub(super) struct Checks<U> {
    all: Vec<Early<U>>,
    own: BTreeMap<TypeId, Own<U>>,
}

impl<U: 'static> Checks<U> {
    pub(super) const fn new() -> Self {
        Self { all: Vec::new(), own: BTreeMap::new() }
    }

    pub(super) fn add_for_all(&mut self, check: Early<U>) {
        self.all.push(check);
    }

    pub(super) fn add_early<Op: 'static>(&mut self, id: &'static str, check: Early<U>) {
        self.of::<Op>(id).early.push(check);
    }

    pub(super) fn add_late<Op: 'static>(&mut self, id: &'static str, check: Late<U, Op>) {
        self.of::<Op>(id).late.push(Box::new(check));
    }

    fn of<Op: 'static>(&mut self, id: &'static str) -> &mut Own<U> {
        let new = || Own { id, early: Vec::new(), late: Vec::new() };
        self.own.entry(TypeId::of::<Op>()).or_insert_with(new)
    }

    /// Those that are looked at before the body: of all operations, then of this one.
    pub(super) fn early<Op: 'static>(&self) -> Vec<Early<U>> {
        let own = self.own.get(&TypeId::of::<Op>()).into_iter().flat_map(|own| &own.early);
        self.all.iter().chain(own).cloned().collect()
    }

    /// Those that are looked at behind it.
    pub(super) fn late<Op: 'static>(&self) -> Vec<Late<U, Op>> {
        let own = self.own.get(&TypeId::of::<Op>()).into_iter().flat_map(|own| &own.late);
        own.map(|check| check.downcast_ref::<Late<U, Op>>().map_or_else(Self::unknown, Arc::clone)).collect()
    }

    /// What stands in for a rule that nobody can find again: a refusal.
    fn unknown<Op: 'static>() -> Late<U, Op> {
        Arc::new(|_, _| Box::pin(async { Err(Denial::unavailable()) }))
    }

    /// The operations that have rules and aren't among these.
    pub(super) fn beside(&self, registered: &[TypeId]) -> Vec<&'static str> {
        self.own.iter().filter(|(op, _)| !registered.contains(op)).map(|(_, own)| own.id).collect()
    }
}

/// A user's rule with the service's state bound to it.
pub(super) fn early<A, U, F>(api: &Arc<A>, authorizer: F) -> Early<U>
where
    A: Send + Sync + 'static,
    U: Send + Sync + 'static,
    F: Authorizer<A, U>,
{
    let bound = Arc::new((Arc::clone(api), authorizer));
    Arc::new(move |attempt| {
        let bound = Arc::clone(&bound);
        Box::pin(async move { bound.1.authorize(&bound.0, attempt).await })
    })
}

/// The same with the request.
pub(super) fn late<A, U, Op, F>(api: &Arc<A>, authorizer: F) -> Late<U, Op>
where
    A: Send + Sync + 'static,
    U: Send + Sync + 'static,
    Op: Send + Sync + 'static,
    F: RequestAuthorizer<A, U, Op>,
{
    let bound = Arc::new((Arc::clone(api), authorizer));
    Arc::new(move |attempt, request| {
        let bound = Arc::clone(&bound);
        Box::pin(async move { bound.1.authorize(&bound.0, attempt, request).await })
    })
}
