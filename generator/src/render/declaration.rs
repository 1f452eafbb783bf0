//! Declarations as prettyplease writes them, straight from their tokens.
//!
//! Nearly all that is generated is structs and enums, none of whose lines is long enough to be broken but for arguments
//! of attributes. For those there is nothing to decide, so the way through a syntax tree and a printer that weighs every
//! line is spared. What has a longer line, or holds what isn't known here, goes that way; a test holds the two against
//! each other.

use std::fmt::Display;
use std::iter::Peekable;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree, token_stream};

use super::literal::text_of;

/// The length of a line that is never broken, in bytes.
const WIDTH: usize = 89;

/// What became of the tokens of an item.
pub(super) enum Written {
    /// Its text.
    Whole(String),
    /// Rust that prettyplease has to write.
    Raw(String),
    /// It is no declaration.
    Other(Vec<TokenTree>),
}

/// The text of a struct, an enum or an alias. The tokens are taken and not lent, as reading lent ones copies them all.
pub(super) fn declaration(item: Vec<TokenTree>) -> Written {
    if !is_declaration(&item) {
        return Written::Other(item);
    }
    let mut text = Text { out: String::new(), indent: 0, weighed: false };
    let mut tokens = Tokens::of(item.into_iter().collect());
    text.attributes(&mut tokens);
    text.begin();
    text.visibility(&mut tokens);
    let keyword = tokens.ident().unwrap_or_default();
    text.push(&keyword);
    text.push(" ");
    text.push(&tokens.ident().unwrap_or_default());
    match (keyword.as_str(), tokens.group()) {
        ("struct", Some(fields)) if fields.delimiter() == Delimiter::Parenthesis => text.tuple(fields),
        ("struct", Some(fields)) => text.block(fields, Text::field),
        ("enum", Some(variants)) => text.block(variants, Text::variant),
        (_, Some(group)) => text.raw(&group),
        ("type", None) if tokens.punct('=') => {
            text.push(" = ");
            text.ty(&mut tokens, ';');
        }
        (_, None) => {}
    }
    if tokens.punct(';') {
        text.push(";");
    }
    text.rest(tokens);
    text.end("");
    if text.weighed { Written::Raw(text.out) } else { Written::Whole(text.out) }
}

/// Whether an item is a struct, an enum or an alias: the first word behind attributes and visibility tells.
fn is_declaration(item: &[TokenTree]) -> bool {
    let words = item.iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident),
        _ => None,
    });
    words
        .into_iter()
        .find(|word| *word != "pub")
        .is_some_and(|word| word == "struct" || word == "enum" || word == "type")
}

/// The tokens that are still to be written.
struct Tokens {
    rest: Peekable<token_stream::IntoIter>,
}

impl Tokens {
    fn of(stream: TokenStream) -> Self {
        Self { rest: stream.into_iter().peekable() }
    }

    /// Those within a group.
    fn within(group: Group) -> Self {
        let stream = group.stream();
        // The only owner of a stream takes its tokens out, and any other copies them.
        drop(group);
        Self::of(stream)
    }

    fn peek(&mut self) -> Option<&TokenTree> {
        self.rest.peek()
    }

    /// The next token, if it is a word.
    fn ident(&mut self) -> Option<String> {
        let is_ident = |token: &TokenTree| matches!(token, TokenTree::Ident(_));
        self.rest.next_if(is_ident).map(|ident| ident.to_string())
    }

    /// The next token, if it is a group.
    fn group(&mut self) -> Option<Group> {
        match self.rest.next_if(|token| matches!(token, TokenTree::Group(_))) {
            Some(TokenTree::Group(group)) => Some(group),
            _ => None,
        }
    }

    /// Whether the next token is this sign, which is then taken.
    fn punct(&mut self, expected: char) -> bool {
        let is_it = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == expected);
        self.rest.next_if(is_it).is_some()
    }
}

/// What is written, and the indentation of its next line.
struct Text {
    out: String,
    indent: usize,
    /// Whether prettyplease has to decide.
    weighed: bool,
}

impl Text {
    fn begin(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', self.indent));
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes what isn't known here.
    fn raw(&mut self, tokens: &dyn Display) {
        self.weighed = true;
        self.push(" ");
        self.push(&tokens.to_string());
        self.push(" ");
    }

    /// Writes what is left, which nothing should be.
    fn rest(&mut self, mut tokens: Tokens) {
        if tokens.peek().is_some() {
            self.raw(&tokens.rest.collect::<TokenStream>());
        }
    }

    /// Ends a line; prettyplease has to decide where it is one that may be broken.
    fn end(&mut self, text: &str) {
        self.out.push_str(text);
        self.weighed |= self.line() > WIDTH;
        self.out.push('\n');
    }

    /// The length of the last line.
    fn line(&self) -> usize {
        self.out.len() - self.out.rfind('\n').map_or(0, |at| at + 1)
    }

    fn visibility(&mut self, tokens: &mut Tokens) {
        let is_pub = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "pub");
        if tokens.rest.next_if(is_pub).is_some() {
            self.push("pub ");
        }
    }

    /// The attributes before something, each on its line.
    fn attributes(&mut self, tokens: &mut Tokens) {
        while tokens.punct('#') {
            let Some(group) = tokens.group() else { return self.push("#") };
            let mut tokens = Tokens::within(group);
            self.begin();
            let name = tokens.ident().unwrap_or_default();
            if name == "doc" && tokens.punct('=') {
                self.doc(tokens);
                continue;
            }
            self.push("#[");
            self.push(&name);
            match tokens.group() {
                Some(group) if group.delimiter() == Delimiter::Parenthesis => self.arguments(&name, group),
                Some(group) => self.raw(&group),
                None => {}
            }
            self.rest(tokens);
            self.push("]\n");
        }
    }

    fn doc(&mut self, mut tokens: Tokens) {
        let text = match tokens.peek() {
            Some(TokenTree::Literal(literal)) => text_of(literal),
            _ => None,
        };
        match text.filter(|text| !text.contains(['\n', '\r']) && !text.starts_with('/')) {
            Some(text) => {
                self.push("///");
                self.push(text.trim_end_matches(' '));
            }
            None => {
                self.push("#[doc =");
                self.rest(tokens);
                self.push("]");
            }
        }
        self.out.push('\n');
    }

    /// What an attribute is told: on its line, or else each argument on one of its own.
    fn arguments(&mut self, name: &str, group: Group) {
        let from = self.out.len() + 1;
        let mut commas = Vec::new();
        let simple = self.within(group, Some(&mut commas));
        let length = self.line() + 1;
        if length <= WIDTH {
            return;
        }
        let within = self.out.split_off(from);
        let within = within.strip_suffix(')').unwrap_or(&within);
        // What is hardly too long may fit, and lists of traits are put on one line again.
        self.weighed |= !simple || length <= WIDTH + 2 || name == "derive";
        let mut start = 0;
        for end in commas.iter().map(|at| at - from).chain([within.len()]) {
            self.push("\n");
            self.begin();
            self.push("    ");
            self.push(within.get(start..end).unwrap_or_default());
            start = end + 1;
        }
        self.push("\n");
        self.begin();
        self.push(")");
    }

    /// The tokens of a group on one line; whether they can be broken but behind the commas, whose places are noted.
    fn within(&mut self, group: Group, mut commas: Option<&mut Vec<usize>>) -> bool {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace | Delimiter::None => {
                self.raw(&group);
                return false;
            }
        };
        self.push(open);
        let mut tokens = Tokens::within(group);
        let (mut after_word, mut simple) = (false, true);
        while let Some(token) = tokens.rest.next() {
            let word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
            if after_word && word {
                self.push(" ");
                simple = false;
            }
            match token {
                TokenTree::Ident(ident) => self.push(&ident.to_string()),
                TokenTree::Literal(literal) => self.push(&literal.to_string()),
                TokenTree::Group(group) => {
                    simple = false;
                    self.within(group, None);
                }
                TokenTree::Punct(punct) => match punct.as_char() {
                    '=' => self.push(if after_word { " = " } else { "= " }),
                    ',' => {
                        self.weighed |= tokens.peek().is_none();
                        self.push(",");
                        commas.as_deref_mut().into_iter().for_each(|commas| commas.push(self.out.len()));
                        self.push(" ");
                    }
                    other => self.out.push(other),
                },
            }
            after_word = word;
        }
        self.push(close);
        simple
    }

    /// The members between braces, each on its lines.
    fn block(&mut self, group: Group, member: fn(&mut Self, &mut Tokens)) {
        if group.delimiter() != Delimiter::Brace {
            return self.raw(&group);
        }
        let mut tokens = Tokens::within(group);
        if tokens.peek().is_none() {
            self.push(" {}");
            return;
        }
        self.push(" {");
        self.end("");
        self.indent += 4;
        while tokens.peek().is_some() {
            self.attributes(&mut tokens);
            self.begin();
            member(self, &mut tokens);
            self.end(",");
        }
        self.indent -= 4;
        self.begin();
        self.push("}");
    }

    fn field(&mut self, tokens: &mut Tokens) {
        self.visibility(tokens);
        self.push(&tokens.ident().unwrap_or_default());
        if tokens.punct(':') {
            self.push(": ");
        }
        self.ty(tokens, ',');
        tokens.punct(',');
    }

    fn variant(&mut self, tokens: &mut Tokens) {
        self.push(&tokens.ident().unwrap_or_default());
        match tokens.group() {
            Some(fields) if fields.delimiter() == Delimiter::Parenthesis => self.tuple(fields),
            Some(fields) => {
                // Only a line of documentation is sure to part the fields.
                self.weighed |= !begins_with_docs(&fields);
                self.block(fields, Self::field);
            }
            None => {}
        }
        if !tokens.punct(',') {
            self.raw(&tokens.rest.by_ref().collect::<TokenStream>());
        }
    }

    /// Fields without names, which have no attributes here.
    fn tuple(&mut self, group: Group) {
        self.push("(");
        let mut tokens = Tokens::within(group);
        while tokens.peek().is_some() {
            self.visibility(&mut tokens);
            self.ty(&mut tokens, ',');
            if tokens.punct(',') && tokens.peek().is_some() {
                self.push(", ");
            }
        }
        self.push(")");
    }

    /// A type, up to this sign or to the last token.
    fn ty(&mut self, tokens: &mut Tokens, end: char) {
        let mut depth = 0_usize;
        let (mut any, mut after_word) = (false, false);
        let ends = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == end);
        while let Some(token) = tokens.rest.next_if(|token| depth > 0 || !ends(token)) {
            let word = matches!(token, TokenTree::Ident(_));
            match token {
                TokenTree::Ident(ident) if !after_word => self.push(&ident.to_string()),
                TokenTree::Group(unit) if unit.delimiter() == Delimiter::Parenthesis && unit.stream().is_empty() => {
                    self.push("()");
                }
                TokenTree::Punct(punct) => match punct.as_char() {
                    '<' => {
                        depth += 1;
                        self.push("<");
                    }
                    '>' if depth > 0 => {
                        depth -= 1;
                        self.push(">");
                    }
                    ':' => self.push(":"),
                    ',' if depth > 0 => self.push(", "),
                    _ => self.raw(&punct),
                },
                other => self.raw(&other),
            }
            (any, after_word) = (true, word);
        }
        self.weighed |= !any;
    }
}

/// Whether the first of some fields has documentation.
fn begins_with_docs(fields: &Group) -> bool {
    let mut tokens = Tokens::of(fields.stream());
    let attribute = if tokens.punct('#') { tokens.group() } else { None };
    attribute.and_then(|attribute| Tokens::of(attribute.stream()).ident()).is_some_and(|name| name == "doc")
}
