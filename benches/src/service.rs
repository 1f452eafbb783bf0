//! What both servers know: who may call, and what was kept.

use std::collections::HashMap;

/// A caller's token, of some length.
pub const TOKEN: &str = "b7f3a1c95e2d4806b7f3a1c95e2d4806";

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct User(pub u64);

/// Who may call and what they may, by token; and one value, the answer to all questions.
#[derive(Debug)]
pub struct Kept<P, C> {
    pub users: HashMap<String, (User, P)>,
    pub catalogue: C,
}

impl<P, C> Kept<P, C> {
    /// A hundred callers with the same permissions.
    pub fn new(permissions: &P, catalogue: C) -> Self
    where
        P: Clone,
    {
        let others = (0..99).map(|number| (format!("{number:032x}"), User(number)));
        let users = others.chain([(TOKEN.to_owned(), User(99))]);
        Self { users: users.map(|(token, user)| (token, (user, permissions.clone()))).collect(), catalogue }
    }
}
