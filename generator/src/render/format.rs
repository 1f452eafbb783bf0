//! Formatting: prettyplease, with the blank lines that a person would leave.

use proc_macro2::TokenStream;
use syn::{File, Item, ItemMod, ItemUse, UseTree};

/// The text of some items.
///
/// # Errors
///
/// When the tokens are no items, which is a mistake of ours.
pub(super) fn items(tokens: TokenStream) -> Result<String, syn::Error> {
    let file: File = syn::parse2(tokens)?;
    Ok(all(&file.items))
}

fn all(items: &[Item]) -> String {
    let mut text = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 && !belong_together(&items[at - 1], item) {
            text.push('\n');
        }
        text.push_str(&one(item));
    }
    text
}

fn one(item: &Item) -> String {
    if let Item::Mod(ItemMod { content: Some((_, within)), .. }) = item {
        return module(item, within);
    }
    let text = joined(&plain(item));
    if matches!(item, Item::Impl(_) | Item::Trait(_)) { with_blank_lines(&text) } else { text }
}

fn plain(item: &Item) -> String {
    prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item.clone()] })
}

/// A module is formatted from the inside out. No literal that we emit spans lines, so all of them can be moved.
fn module(item: &Item, within: &[Item]) -> String {
    let mut empty = item.clone();
    if let Item::Mod(ItemMod { content: Some((_, items)), .. }) = &mut empty {
        items.clear();
    }
    let head = plain(&empty);
    let head = head.trim_end().trim_end_matches('}').trim_end();
    let body = all(within)
        .lines()
        .map(|l| if l.is_empty() { "\n".to_owned() } else { format!("    {l}\n") })
        .collect::<String>();
    format!("{head}\n{body}}}\n")
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

/// prettyplease gives every derived trait a line of its own where the list is too long, and breaks a call of a closure or
/// what a future gives early; people leave them on one line.
fn joined(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(rest @ [line, ..]) = lines.get(at..) {
        let (line, taken) = on_one_line(rest).unwrap_or_else(|| ((*line).to_owned(), 1));
        out.push_str(&line);
        out.push('\n');
        at += taken;
    }
    out
}

/// How long a line may be that was several.
const WIDTH: usize = 120;

/// What begins here and belongs on one line, and how many lines it was.
fn on_one_line(lines: &[&str]) -> Option<(String, usize)> {
    let (first, rest) = lines.split_first()?;
    let (end, space) = match first.trim_start() {
        "#[derive(" => (")]", ""),
        ") -> impl Future<" => ("> + Send;", ""),
        call if call.starts_with('.') && call.ends_with(" async move {") => ("})", " "),
        _ => return None,
    };
    let count = rest.iter().position(|line| line.trim_start() == end)?;
    let within = rest[..count].iter().map(|line| line.trim_start()).collect::<Vec<_>>().join(" ");
    let line = format!("{first}{space}{}{space}{end}", within.trim_end_matches(','));
    // What takes several lines within is too long for one.
    (line.len() <= WIDTH && (count == 1 || end == ")]")).then_some((line, count + 2))
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
