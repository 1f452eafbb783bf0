//! Formatting: prettyplease, with the blank lines that a person would leave.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::{File, Item, ItemUse, UseTree};

use super::declaration::{Written, declaration};

/// The text of some items.
///
/// # Errors
///
/// When the tokens are no items, which is a mistake of ours.
pub(super) fn items(tokens: TokenStream) -> Result<String, syn::Error> {
    let mut text = Text::default();
    text.add(tokens)?;
    Ok(text.text)
}

/// Items one below the other, and what they begin and end with.
#[derive(Default)]
pub(super) struct Text {
    text: String,
    first: Option<Kind>,
    last: Option<Kind>,
}

impl Text {
    /// Adds some items.
    ///
    /// # Errors
    ///
    /// As [`items`].
    pub(super) fn add(&mut self, tokens: TokenStream) -> Result<(), syn::Error> {
        let mut tokens = tokens.into_iter();
        loop {
            let item = next_item(&mut tokens);
            if item.is_empty() {
                return Ok(());
            }
            match declaration(item) {
                Written::Whole(text) => self.push(Kind::Other, &text),
                Written::Raw(text) => self.weigh(syn::parse_file(&text)?),
                Written::Other(mut item) => match content_of_module(&mut item) {
                    Some(within) => self.push(Kind::Other, &module(item, within)?),
                    None => self.weigh(syn::parse2(item.into_iter().collect())?),
                },
            }
        }
    }

    /// Adds what prettyplease has to write: one item at a time, for the tree takes a multiple of the text.
    fn weigh(&mut self, file: File) {
        for item in file.items {
            self.push(Kind::of(&item), &one(item));
        }
    }

    /// What there is, and below it other items.
    pub(super) fn with(mut self, below: &Self) -> String {
        if let Some(first) = below.first {
            self.push(first, &below.text);
        }
        self.text
    }

    fn push(&mut self, kind: Kind, text: &str) {
        if self.last.is_some_and(|last| !last.belongs_with(kind)) {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.first.get_or_insert(kind);
        self.last = Some(kind);
    }
}

/// The tokens up to the end of an item, or of several where it isn't plain where the first one ends.
fn next_item(tokens: &mut impl Iterator<Item = TokenTree>) -> Vec<TokenTree> {
    let mut item = Vec::new();
    let (mut known, mut block) = (false, false);
    for token in tokens {
        let ends = match &token {
            TokenTree::Ident(word) if !known => {
                let word = word.to_string();
                block = ["enum", "fn", "impl", "mod", "struct", "trait"].contains(&word.as_str());
                known = block || ["static", "type", "use"].contains(&word.as_str());
                false
            }
            TokenTree::Group(group) => block && group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(punct) => known && punct.as_char() == ';',
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        item.push(token);
        if ends {
            break;
        }
    }
    item
}

/// Takes out what is within the braces of a module.
fn content_of_module(item: &mut [TokenTree]) -> Option<TokenStream> {
    let (last, head) = item.split_last_mut()?;
    let is_module = head.iter().rev().nth(1).is_some_and(|token| matches!(token, TokenTree::Ident(i) if i == "mod"));
    let TokenTree::Group(group) = last else { return None };
    if !is_module || group.delimiter() != Delimiter::Brace {
        return None;
    }
    let within = group.stream();
    *group = Group::new(Delimiter::Brace, TokenStream::new());
    Some(within)
}

/// The text of one item, through a syntax tree.
pub(super) fn one(item: Item) -> String {
    let has_members = matches!(item, Item::Impl(_) | Item::Trait(_));
    let text = joined(&plain(item));
    if has_members { with_blank_lines(&text) } else { text }
}

fn plain(item: Item) -> String {
    prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] })
}

/// A module is formatted from the inside out. No literal that we emit spans lines, so all of them can be moved.
fn module(empty: Vec<TokenTree>, within: TokenStream) -> Result<String, syn::Error> {
    let head = plain(syn::parse2(empty.into_iter().collect())?);
    let mut text = head.trim_end().trim_end_matches('}').trim_end().to_owned();
    text.push('\n');
    for line in items(within)?.lines() {
        text.push_str(if line.is_empty() { "" } else { "    " });
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("}\n");
    Ok(text)
}

/// What decides whether an item stands right below the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A `use`, of what is the crate's own or of something else.
    Use {
        own: bool,
    },
    /// The declaration of a module in a file of its own.
    Module,
    Other,
}

impl Kind {
    fn of(item: &Item) -> Self {
        match item {
            Item::Use(item) => Self::Use { own: is_own(item) },
            Item::Mod(item) if item.content.is_none() => Self::Module,
            _ => Self::Other,
        }
    }

    fn belongs_with(self, next: Self) -> bool {
        self == next && self != Self::Other
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
