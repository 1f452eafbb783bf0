//! Policies and role tables, as a document or code states them.

use crate::pattern::Located;
use crate::problem::Span;

/// What a document holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// `statements: […]`.
    Policy(Policy),
    /// `roles: {…}`.
    Roles(Roles),
}

/// Statements that allow and deny. A deny wins over every allow, what none allows is denied, and their order is of no
/// consequence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// The statements.
    pub statements: Vec<Statement>,
}

/// One statement of a [`Policy`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it is called, if anything.
    pub id: Option<String>,
    /// What becomes of the actions.
    pub effect: Effect,
    /// Patterns of the actions.
    pub actions: Vec<Located>,
    /// Where it stands; nowhere if code made it.
    pub span: Option<Span>,
}

/// What becomes of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// They are allowed, where nothing denies them.
    Allow,
    /// They are denied, whatever allows them.
    Deny,
}

/// Roles, each with what it permits and whom it inherits from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles {
    /// The roles.
    pub roles: Vec<Role>,
}

/// One role of a table.
///
/// It permits what its parents permit, its `permissions`, what its `listing` permits and what its statements allow,
/// without what its statements deny.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// The roles that it inherits from.
    pub inherits: Vec<Located>,
    /// Patterns of what it permits.
    pub permissions: Vec<Located>,
    /// Statements of its own.
    pub statements: Vec<Statement>,
    /// A role statement: a list of the only actions that are permitted, or of the only ones that are not.
    pub listing: Option<Listing>,
    /// Where its name stands; nowhere if code made it.
    pub span: Option<Span>,
}

/// `{effect: allow, actions: […]}`, which permits these actions and no others, or `{effect: deny, actions: […]}`, which
/// permits all others. The actions are names, no patterns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Whether the permitted are listed, or the refused.
    pub effect: Effect,
    /// The names.
    pub actions: Vec<Located>,
}

impl Policy {
    /// Adds a statement that allows actions.
    #[must_use]
    pub fn allow<N: Into<String>>(self, patterns: impl IntoIterator<Item = N>) -> Self {
        self.with(Statement::new(Effect::Allow, patterns))
    }

    /// Adds a statement that denies actions, whatever allows them.
    #[must_use]
    pub fn deny<N: Into<String>>(self, patterns: impl IntoIterator<Item = N>) -> Self {
        self.with(Statement::new(Effect::Deny, patterns))
    }

    fn with(mut self, statement: Statement) -> Self {
        self.statements.push(statement);
        self
    }
}

impl Statement {
    /// A statement about the actions that match any of these patterns.
    pub fn new<N: Into<String>>(effect: Effect, patterns: impl IntoIterator<Item = N>) -> Self {
        Self { id: None, effect, actions: located(patterns), span: None }
    }
}

impl Roles {
    /// Adds a role.
    #[must_use]
    pub fn role(mut self, role: Role) -> Self {
        self.roles.push(role);
        self
    }
}

impl Role {
    /// A role that permits nothing yet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Adds roles that it inherits from.
    #[must_use]
    pub fn inherits<N: Into<String>>(mut self, roles: impl IntoIterator<Item = N>) -> Self {
        self.inherits.extend(located(roles));
        self
    }

    /// Adds patterns of what it permits.
    #[must_use]
    pub fn permissions<N: Into<String>>(mut self, patterns: impl IntoIterator<Item = N>) -> Self {
        self.permissions.extend(located(patterns));
        self
    }

    /// Takes away what it would permit or inherit.
    #[must_use]
    pub fn deny<N: Into<String>>(mut self, patterns: impl IntoIterator<Item = N>) -> Self {
        self.statements.push(Statement::new(Effect::Deny, patterns));
        self
    }

    /// Permits what a role statement permits.
    #[must_use]
    pub fn listing(mut self, listing: Listing) -> Self {
        self.listing = Some(listing);
        self
    }
}

impl Listing {
    /// A role statement about actions of these names.
    pub fn new<N: Into<String>>(effect: Effect, names: impl IntoIterator<Item = N>) -> Self {
        Self { effect, actions: located(names) }
    }
}

fn located<N: Into<String>>(texts: impl IntoIterator<Item = N>) -> Vec<Located> {
    texts.into_iter().map(|text| Located { text: text.into(), span: None }).collect()
}
