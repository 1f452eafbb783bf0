//! The files of a package, and what is around them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::manifest::{banner, manifest};
use super::{ALLOWED, BY_FEATURE, format};
use crate::emit::Module;
use crate::plan::Crate;

/// Rendered files, ready to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Package {
    /// The text of each file, by its path below the target folder.
    pub files: BTreeMap<PathBuf, String>,
}

/// Where a crate will stand and what is around it: all that its files say beside what the plan says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The document, as the banner names it.
    pub document: String,
    /// The path of the runtime, as the manifest names it.
    pub runtime: String,
    /// Whether the manifest declares a workspace of its own, which a crate needs that lies in one without being its
    /// member.
    pub standalone: bool,
    /// Whether edition, version, lints and the runtime are set by the workspace around it.
    pub workspace: bool,
    /// Whether everything goes into one file, `openapi.rs`, to be included from a module of the user's.
    pub inline: bool,
}

impl Layout {
    /// One file, to be included by a crate that has a build script.
    #[must_use]
    pub fn single_file(document: impl Into<String>) -> Self {
        Self { document: document.into(), inline: true, ..Self::default() }
    }
}

/// Emitted tokens that are not Rust.
pub(super) struct Broken {
    pub(super) module: String,
    pub(super) error: syn::Error,
}

/// The manifest, and a file a module.
pub(super) fn render(plan: &Crate, modules: &[Module], layout: &Layout) -> Result<Package, Broken> {
    let mut files = BTreeMap::new();
    files.insert(PathBuf::from("Cargo.toml"), manifest(plan, layout));
    for module in modules {
        let children = children(modules, module).map(declaration).collect::<TokenStream>();
        let items = &module.items;
        let text = text_of(module, quote!(#children #items))?;
        let docs: String = module.docs.iter().map(|line| doc_line(line)).collect();
        let allowed = if module.path.is_empty() { lints(plan) } else { String::new() };
        let text = format!("// {}\n\n{docs}{allowed}\n{text}", banner(&layout.document));
        files.insert(path_of(modules, module), text);
    }
    Ok(Package { files })
}

pub(super) fn text_of(module: &Module, tokens: TokenStream) -> Result<String, Broken> {
    format::items(tokens).map_err(|error| Broken { module: module.path.join("::"), error })
}

pub(super) fn children<'m>(modules: &'m [Module], parent: &'m Module) -> impl Iterator<Item = &'m Module> {
    modules.iter().filter(|m| m.path.len() == parent.path.len() + 1 && m.path.starts_with(&parent.path))
}

pub(super) fn name(module: &Module) -> Ident {
    let name = module.path.last().map_or("", String::as_str);
    syn::parse_str(name).unwrap_or_else(|_| Ident::new_raw(name, Span::call_site()))
}

fn declaration(module: &Module) -> TokenStream {
    let name = name(module);
    let feature = module.feature.as_ref().map(|feature| quote!(#[cfg(feature = #feature)]));
    quote!(#feature pub mod #name;)
}

fn path_of(modules: &[Module], module: &Module) -> PathBuf {
    let mut path = PathBuf::from("src");
    match module.path.split_last() {
        None => path.push("lib.rs"),
        Some((last, parents)) => {
            path.extend(parents);
            if children(modules, module).next().is_some() {
                path.push(last);
                path.push("mod.rs");
            } else {
                path.push(format!("{last}.rs"));
            }
        }
    }
    path
}

fn doc_line(line: &str) -> String {
    if line.is_empty() { "//!\n".to_owned() } else { format!("//! {line}\n") }
}

fn lints(plan: &Crate) -> String {
    let by_feature: &[&str] = if plan.tag_features.is_some() { BY_FEATURE } else { &[] };
    format!("\n#![allow(\n    {}\n)]\n", [ALLOWED, by_feature].concat().join(",\n    "))
}
