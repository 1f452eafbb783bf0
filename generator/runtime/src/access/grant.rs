//! The proof that the guard let a request pass.

use std::fmt;

use crate::operation::Operation;

/// An operation's decoded request and the principal who sent it: the proof that the document's
/// access rule was met.
///
/// Only the guard of a `server::Routes` makes one. It can't be cloned, and it is tied to its operation,
/// so a handler that takes it can't be reached past the check, not even from the program's own code. `P` is the
/// authenticator's principal, `Option` of it where security is optional (`None` for whoever meets but the alternative that
/// asks for nothing), `()` for public operations.
///
/// What the proof is worth: *some* guard found the rule met, by what *its* authenticator said. A program can set up two
/// `Routes`, and an authenticator that believes everybody makes grants like any other. The principal's type closes
/// that door where it matters: a type whose values only the one authenticator can make (private fields and no public
/// constructor, in the authenticator's own module) is a type that no other authenticator can name as its `Principal`
/// and answer with. Then a `Granted<Op, ThatType>` was proved by that authenticator.
///
/// There is no constructor:
///
/// ```compile_fail,E0451
/// # use gatewright::access::Granted;
/// # fn example<Op: gatewright::operation::Operation>(request: Op) -> Granted<Op, ()> {
/// Granted { request, principal: () }
/// # }
/// ```
///
/// and no copy:
///
/// ```compile_fail,E0599
/// # use gatewright::access::Granted;
/// # fn example<Op: gatewright::operation::Operation + Clone>(call: &Granted<Op, ()>) -> Granted<Op, ()> {
/// Granted::clone(call)
/// # }
/// ```
#[must_use]
pub struct Granted<Op: Operation, P> {
    request: Op,
    principal: P,
}

impl<Op: Operation, P> Granted<Op, P> {
    #[cfg(feature = "server")]
    pub(crate) const fn new(request: Op, principal: P) -> Self {
        Self { request, principal }
    }

    /// A grant that no guard has seen, for tests of handlers.
    ///
    /// Enable the feature `testing` under `dev-dependencies` alone. Cargo unites features, so `cargo tree -e features
    /// -i gatewright` tells whether a dependency brings it into a service.
    #[cfg(feature = "testing")]
    pub const fn for_tests(request: Op, principal: P) -> Self {
        Self { request, principal }
    }

    /// The request.
    #[must_use]
    pub const fn request(&self) -> &Op {
        &self.request
    }

    /// Who sent it.
    #[must_use]
    pub const fn principal(&self) -> &P {
        &self.principal
    }

    /// The request and who sent it. The proof is used up.
    #[must_use]
    pub fn into_parts(self) -> (Op, P) {
        (self.request, self.principal)
    }
}

impl<Op: Operation + fmt::Debug, P: fmt::Debug> fmt::Debug for Granted<Op, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Granted")
            .field("operation", &Op::ID)
            .field("request", &self.request)
            .field("principal", &self.principal)
            .finish()
    }
}
