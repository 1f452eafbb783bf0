//! The files of a package, and what is around them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::manifest::{banner, manifest};
use super::side_by_side::side_by_side;
use super::{ALLOWED, BY_FEATURE, format};
use crate::emit::Part;
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

/// The manifest, and a file a module. Modules are emitted and formatted side by side, each by itself.
pub(super) fn render(plan: &Crate, layout: &Layout) -> Result<Package, Broken> {
    let parts = Part::all(plan);
    let texts = side_by_side(&parts, |part| file(plan, &parts, *part, layout));
    let mut files = BTreeMap::new();
    files.insert(PathBuf::from("Cargo.toml"), manifest(plan, layout));
    for (part, text) in parts.iter().zip(texts) {
        files.insert(path_of(&parts, *part), text?);
    }
    Ok(Package { files })
}

fn file(plan: &Crate, parts: &[Part<'_>], part: Part<'_>, layout: &Layout) -> Result<String, Broken> {
    let broken = |error| Broken { module: part.path().join("::"), error };
    let (mut items, mut said) = (format::Text::default(), Ok(()));
    // Each item is text before the next one is emitted: the tokens of all would take many times the room.
    let module = part.emit(plan, &mut |item| {
        if said.is_ok() {
            said = items.add(item);
        }
    });
    said.map_err(broken)?;
    let mut head = format::Text::default();
    let mut tokens: TokenStream = children(parts, part).map(declaration).collect();
    tokens.extend(module.items);
    head.add(tokens).map_err(broken)?;
    let text = head.with(&items);
    let docs: String = module.docs.iter().map(|line| doc_line(line)).collect();
    let allowed = if part.path().is_empty() { lints(plan) } else { String::new() };
    Ok(format!("// {}\n\n{docs}{allowed}\n{text}", banner(&layout.document)))
}

pub(super) fn children<'p>(parts: &[Part<'p>], parent: Part<'p>) -> impl Iterator<Item = Part<'p>> {
    let above = parent.path();
    parts.iter().copied().filter(move |part| part.path().split_last().is_some_and(|(_, rest)| rest == above))
}

pub(super) fn name(part: Part<'_>) -> Ident {
    let name = part.path().pop().unwrap_or_default();
    syn::parse_str(name).unwrap_or_else(|_| Ident::new_raw(name, Span::call_site()))
}

fn declaration(part: Part<'_>) -> TokenStream {
    let name = name(part);
    let feature = part.feature().map(|feature| quote!(#[cfg(feature = #feature)]));
    quote!(#feature pub mod #name;)
}

fn path_of(parts: &[Part<'_>], part: Part<'_>) -> PathBuf {
    let mut path = PathBuf::from("src");
    match part.path().split_last() {
        None => path.push("lib.rs"),
        Some((last, parents)) => {
            path.extend(parents);
            if children(parts, part).next().is_some() {
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
