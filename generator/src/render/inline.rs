//! The one file of a build script: modules within a module of the user's.

use proc_macro2::TokenStream;
use quote::quote;

use super::manifest::banner;
use super::package::{Broken, Layout, Package, children, name};
use super::{ALLOWED, format};
use crate::emit::Part;
use crate::plan::Crate;

/// One file that holds every module. It begins with no inner attribute and no inner comment, so that it can be included
/// anywhere.
pub(super) fn render(plan: &Crate, layout: &Layout) -> Result<Package, Broken> {
    let (root, parts) = (Part::Root, Part::all(plan));
    let inline: TokenStream = children(&parts, root).map(|child| inlined(plan, &parts, child)).collect();
    let items = without_features(&root.whole(plan).items);
    let text = format::items(quote!(#inline #items)).map_err(|error| Broken { module: String::new(), error })?;
    let text = format!("// {}\n\n{text}", banner(&layout.document));
    Ok(Package { files: [("openapi.rs".into(), text)].into() })
}

fn inlined(plan: &Crate, parts: &[Part<'_>], part: Part<'_>) -> TokenStream {
    let (name, module) = (name(part), part.whole(plan));
    let items = module.items;
    let docs = module.docs.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let within: TokenStream = children(parts, part).map(|child| inlined(plan, parts, child)).collect();
    let allowed: Option<TokenStream> =
        (part.path().len() == 1).then(|| format!("#[allow({})]", ALLOWED.join(", ")).parse().unwrap_or_default());
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
