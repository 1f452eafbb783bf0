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

use crate::plan::Crate;

/// A module, ready to be rendered.
#[derive(Debug, Clone)]
pub struct Module {
    /// Its path from the crate's root; empty for the root.
    pub path: Vec<String>,
    /// Its documentation, a line an item.
    pub docs: Vec<String>,
    /// The feature of the package that it belongs to.
    pub feature: Option<String>,
    /// Whether it belongs to the crate's own namespace only, and is re-exported from there.
    pub private: bool,
    /// What it holds.
    pub items: TokenStream,
}

impl Module {
    fn new(path: &[&str], docs: Vec<String>, items: TokenStream) -> Self {
        let path = path.iter().map(|p| (*p).to_owned()).collect();
        Self { path, docs, feature: None, private: false, items }
    }
}

/// Emits every module of a crate, the root first and each before those within it.
#[must_use]
pub fn emit(plan: &Crate) -> Vec<Module> {
    let mut modules = vec![root::emit(plan), types::emit(plan), operation::emit_root(plan)];
    modules.extend(plan.groups.iter().map(operation::emit));
    modules.push(permissions::emit(plan));
    modules.extend(plan.client.as_ref().map(client::emit));
    modules.extend(plan.server.as_ref().map(server::emit));
    modules
}
