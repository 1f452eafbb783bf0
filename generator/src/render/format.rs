//! Formatting: prettyplease, with the blank lines that a person would leave.

use proc_macro2::TokenStream;
use syn::{File, Item, ItemUse, UseTree};

/// The text of some items.
///
/// # Errors
///
/// When the tokens are no items, which is a mistake of ours.
pub(super) fn items(tokens: TokenStream) -> Result<String, syn::Error> {
    let file: File = syn::parse2(tokens)?;
    let mut text = String::new();
    let mut before: Option<Item> = None;
    for item in file.items {
        if before.as_ref().is_some_and(|before| !belong_together(before, &item)) {
            text.push('\n');
        }
        text.push_str(&one(&item));
        before = Some(item);
    }
    Ok(text)
}

fn one(item: &Item) -> String {
    let text =
        prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item.clone()] });
    let text = joined(&text);
    if matches!(item, Item::Impl(_) | Item::Trait(_)) { with_blank_lines(&text) } else { text }
}

fn belong_together(a: &Item, b: &Item) -> bool {
    match (a, b) {
        (Item::Use(a), Item::Use(b)) => is_own(a) == is_own(b),
        (Item::Mod(a), Item::Mod(b)) => a.content.is_none() && b.content.is_none(),
        _ => false,
    }
}

/// Whether a declaration names what is the crate's own.
fn is_own(item: &ItemUse) -> bool {
    matches!(&item.tree, UseTree::Path(path) if path.ident != "gatewright")
}

/// prettyplease gives every generic argument and every derived trait a line of its own where a call or a list is
/// too long; people break elsewhere.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    for line in text.lines() {
        let closes = open && line.trim_start().starts_with(['>', ')']);
        if open && !closes && !out.ends_with(['<', '(']) {
            out.push(' ');
        }
        out.push_str(if open { line.trim_start() } else { line });
        open = (open && !closes) || line.ends_with("::<") || line.ends_with("#[derive(");
        if !open {
            out.push('\n');
        }
    }
    out.replace(",>(", ">(")
}

/// Parts the members of an impl or of a trait. No literal that we emit spans lines, so indentation tells members.
fn with_blank_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut ended = false;
    for line in text.lines() {
        let outer = line.starts_with("    ") && !line.starts_with("     ");
        if ended && outer {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        ended = outer && !line.starts_with("    ///") && (line.ends_with('}') || line.ends_with(';'));
    }
    out
}
