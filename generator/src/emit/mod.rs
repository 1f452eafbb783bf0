//! Stage 9, first half: a plan into tokens. Pure and total: one function a construct.

mod answers;
mod attributes;
mod client;
mod imports;
mod operation;
mod permissions;
mod root;
mod server;
mod servers;
mod types;

use proc_macro2::TokenStream;

use crate::plan::{Client, Crate, Group, Server};

/// A module, ready to be rendered.
#[derive(Debug, Clone)]
pub struct Module {
    /// Its path from the crate's root; empty for the root.
    pub path: Vec<String>,
    /// Its documentation, a line an item.
    pub docs: Vec<String>,
    /// What it holds.
    pub items: TokenStream,
}

impl Module {
    fn new(path: &[&str], docs: Vec<String>, items: TokenStream) -> Self {
        let path = path.iter().map(|p| (*p).to_owned()).collect();
        Self { path, docs, items }
    }
}

/// A module that isn't emitted yet: what it holds is large, and needed only until it is text.
#[derive(Debug, Clone, Copy)]
pub enum Part<'p> {
    /// The crate's root.
    Root,
    /// `types`.
    Types,
    /// `operations`.
    Operations,
    /// A module of `operations`.
    Group(&'p Group),
    /// `permissions`.
    Permissions,
    /// `client`.
    Client(&'p Client),
    /// `server`.
    Server(&'p Server),
}

impl<'p> Part<'p> {
    /// Every module of a crate, the root first and each before those within it.
    #[must_use]
    pub fn all(plan: &'p Crate) -> Vec<Self> {
        let mut parts = vec![Self::Root, Self::Types, Self::Operations];
        parts.extend(plan.groups.iter().map(Self::Group));
        parts.push(Self::Permissions);
        parts.extend(plan.client.as_ref().map(Self::Client));
        parts.extend(plan.server.as_ref().map(Self::Server));
        parts
    }

    /// The module's path from the crate's root; empty for the root.
    #[must_use]
    pub fn path(self) -> Vec<&'p str> {
        match self {
            Self::Root => Vec::new(),
            Self::Types => vec!["types"],
            Self::Operations => vec!["operations"],
            Self::Group(group) => vec!["operations", &group.ident],
            Self::Permissions => vec!["permissions"],
            Self::Client(_) => vec!["client"],
            Self::Server(_) => vec!["server"],
        }
    }

    /// The feature of the package that the module belongs to.
    #[must_use]
    pub fn feature(self) -> Option<&'p str> {
        match self {
            Self::Group(group) => group.feature.as_deref(),
            Self::Client(_) => Some("client"),
            Self::Server(_) => Some("server"),
            Self::Root | Self::Types | Self::Operations | Self::Permissions => None,
        }
    }

    /// The module as a whole.
    #[must_use]
    pub fn whole(self, plan: &Crate) -> Module {
        let mut items = TokenStream::new();
        let mut module = self.emit(plan, &mut |item| items.extend(item));
        module.items.extend(items);
        module
    }

    /// Emits the module up to those items of which there are many: they are handed out one by one, in order, and follow
    /// on what is returned.
    pub fn emit(self, plan: &Crate, item: &mut dyn FnMut(TokenStream)) -> Module {
        match self {
            Self::Root => root::emit(plan),
            Self::Types => types::emit(plan, item),
            Self::Operations => operation::emit_root(plan, item),
            Self::Group(group) => operation::emit(group, item),
            Self::Permissions => permissions::emit(plan),
            Self::Client(client) => client::emit(client),
            Self::Server(server) => server::emit(server),
        }
    }
}

/// Emits every module of a crate, the root first and each before those within it.
#[must_use]
pub fn emit(plan: &Crate) -> Vec<Module> {
    Part::all(plan).into_iter().map(|part| part.whole(plan)).collect()
}
