//! The one file of a build script: modules within a module of the user's.

use proc_macro2::TokenStream;
use quote::quote;

use super::ALLOWED;
use super::manifest::banner;
use super::package::{Broken, Layout, Package, children, name, text_of};
use crate::emit::Module;

/// One file that holds every module. It begins with no inner attribute and no inner comment, so that it can be included
/// anywhere.
pub(super) fn render(modules: &[Module], layout: &Layout) -> Result<Package, Broken> {
    let mut text = format!("// {}\n\n", banner(&layout.document));
    if let Some(root) = modules.iter().find(|m| m.path.is_empty()) {
        let inline: TokenStream = children(modules, root).map(|child| inlined(modules, child)).collect();
        let items = without_features(&root.items);
        text.push_str(&text_of(root, quote!(#inline #items))?);
    }
    Ok(Package { files: [("openapi.rs".into(), text)].into() })
}

fn inlined(modules: &[Module], module: &Module) -> TokenStream {
    let (name, items) = (name(module), &module.items);
    let docs = module.docs.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let within: TokenStream = children(modules, module).map(|child| inlined(modules, child)).collect();
    let allowed: Option<TokenStream> =
        (module.path.len() == 1).then(|| format!("#[allow({})]", ALLOWED.join(", ")).parse().unwrap_or_default());
    quote!(#(#[doc = #docs])* #allowed pub mod #name { #within #items })
}

/// Included code has no features of its own: it holds the halves that were asked for.
fn without_features(items: &TokenStream) -> TokenStream {
    let Ok(mut file) = syn::parse2::<syn::File>(items.clone()) else { return items.clone() };
    for item in &mut file.items {
        if let syn::Item::Use(item) = item {
            item.attrs.retain(|attribute| !attribute.path().is_ident("cfg"));
        }
    }
    let items = file.items;
    quote!(#(#items)*)
}
