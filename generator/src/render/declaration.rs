//! Declarations as prettyplease writes them, straight from their tokens.
//!
//! Nearly all that is generated is structs and enums, none of whose lines is long enough to be broken. For those there is
//! nothing to decide, so the way through a syntax tree and a printer that weighs every line is spared. What is anything
//! else, or has a longer line, goes that way; a test holds the two against each other.

use proc_macro2::{Delimiter, Group, Ident, Literal, TokenTree};
use syn::Lit;

/// The length of a line that is never broken, in bytes.
const WIDTH: usize = 89;

/// The text of a struct, an enum or an alias; `None` where prettyplease has to decide.
pub(super) fn declaration(item: &[TokenTree]) -> Option<String> {
    let mut text = Text { out: String::new(), indent: 0 };
    let mut tokens = Tokens { rest: Vec::from(item).into_iter() };
    text.attributes(&mut tokens)?;
    text.begin();
    text.visibility(&mut tokens);
    let keyword = tokens.ident()?.to_string();
    let name = tokens.ident()?;
    text.push(&format!("{keyword} {name}"));
    match (keyword.as_str(), tokens.next()?) {
        ("type", TokenTree::Punct(equals)) if equals.as_char() == '=' => {
            text.push(" = ");
            text.ty(&mut tokens, ';')?;
            text.end(";")?;
        }
        ("struct", TokenTree::Group(fields)) if fields.delimiter() == Delimiter::Parenthesis => {
            text.tuple(fields)?;
            tokens.punct(';')?;
            text.end(";")?;
        }
        ("struct", TokenTree::Group(fields)) if fields.delimiter() == Delimiter::Brace => {
            text.block(fields, Text::field)?;
            text.end("")?;
        }
        ("enum", TokenTree::Group(variants)) if variants.delimiter() == Delimiter::Brace => {
            text.block(variants, Text::variant)?;
            text.end("")?;
        }
        _ => return None,
    }
    tokens.next().is_none().then_some(text.out)
}

/// The tokens that are still to be written.
struct Tokens {
    rest: std::vec::IntoIter<TokenTree>,
}

impl Tokens {
    fn of(group: Group) -> Self {
        let stream = group.stream();
        // The only owner of a stream takes its tokens out, and any other copies them.
        drop(group);
        Self { rest: stream.into_iter().collect::<Vec<_>>().into_iter() }
    }

    fn next(&mut self) -> Option<TokenTree> {
        self.rest.next()
    }

    fn peek(&self) -> Option<&TokenTree> {
        self.rest.as_slice().first()
    }

    fn ident(&mut self) -> Option<Ident> {
        match self.next()? {
            TokenTree::Ident(ident) => Some(ident),
            _ => None,
        }
    }

    fn punct(&mut self, expected: char) -> Option<()> {
        matches!(self.next()?, TokenTree::Punct(punct) if punct.as_char() == expected).then_some(())
    }

    fn at_punct(&self, expected: char) -> bool {
        matches!(self.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == expected)
    }
}

/// What is written, and the indentation of its next line.
struct Text {
    out: String,
    indent: usize,
}

impl Text {
    fn begin(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', self.indent));
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Ends a line; `None` where it is one that may be broken.
    fn end(&mut self, text: &str) -> Option<()> {
        self.out.push_str(text);
        let line = self.out.len() - self.out.rfind('\n').map_or(0, |at| at + 1);
        self.out.push('\n');
        (line <= WIDTH).then_some(())
    }

    fn visibility(&mut self, tokens: &mut Tokens) {
        if matches!(tokens.peek(), Some(TokenTree::Ident(ident)) if ident == "pub") {
            tokens.next();
            self.push("pub ");
        }
    }

    /// The attributes before something, each on its line; whether there are any.
    fn attributes(&mut self, tokens: &mut Tokens) -> Option<bool> {
        let mut any = false;
        while tokens.at_punct('#') {
            tokens.next();
            let Some(TokenTree::Group(group)) = tokens.next() else { return None };
            let mut tokens = Tokens::of(group);
            self.begin();
            match tokens.next()? {
                TokenTree::Ident(ident) if ident == "doc" => {
                    tokens.punct('=')?;
                    self.doc(tokens.next()?)?;
                }
                TokenTree::Ident(ident) => {
                    self.push("#[");
                    self.push(&ident.to_string());
                    self.arguments(&mut tokens)?;
                    self.end("]")?;
                }
                _ => return None,
            }
            any = true;
        }
        Some(any)
    }

    fn doc(&mut self, line: TokenTree) -> Option<()> {
        let TokenTree::Literal(literal) = line else { return None };
        let text = text_of(literal)?;
        if text.contains('\n') || text.starts_with('/') {
            return None;
        }
        self.push("///");
        self.push(text.trim_end_matches(' '));
        self.out.push('\n');
        Some(())
    }

    /// What an attribute is told, if anything.
    fn arguments(&mut self, tokens: &mut Tokens) -> Option<()> {
        match tokens.next() {
            None => Some(()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                self.within(group)?;
                tokens.next().is_none().then_some(())
            }
            Some(_) => None,
        }
    }

    fn within(&mut self, group: Group) -> Option<()> {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace | Delimiter::None => return None,
        };
        self.push(open);
        let mut tokens = Tokens::of(group);
        let mut after_word = false;
        while let Some(token) = tokens.next() {
            let word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
            if after_word && word {
                self.push(" ");
            }
            match token {
                TokenTree::Ident(ident) => self.push(&ident.to_string()),
                TokenTree::Literal(literal) => self.push(&literal.to_string()),
                TokenTree::Group(group) => self.within(group)?,
                TokenTree::Punct(punct) => match punct.as_char() {
                    '=' => self.push(if after_word { " = " } else { "= " }),
                    ',' => {
                        tokens.peek()?;
                        self.push(", ");
                    }
                    other => self.out.push(other),
                },
            }
            after_word = word;
        }
        self.push(close);
        Some(())
    }

    /// The members between braces, each on its lines.
    fn block(&mut self, group: Group, member: fn(&mut Self, &mut Tokens) -> Option<()>) -> Option<()> {
        let mut tokens = Tokens::of(group);
        if tokens.peek().is_none() {
            self.push(" {}");
            return Some(());
        }
        self.push(" {");
        self.end("")?;
        self.indent += 4;
        while tokens.peek().is_some() {
            self.attributes(&mut tokens)?;
            self.begin();
            member(self, &mut tokens)?;
            self.end(",")?;
        }
        self.indent -= 4;
        self.begin();
        self.push("}");
        Some(())
    }

    fn field(&mut self, tokens: &mut Tokens) -> Option<()> {
        self.visibility(tokens);
        let name = tokens.ident()?;
        tokens.punct(':')?;
        self.push(&format!("{name}: "));
        self.ty(tokens, ',')
    }

    fn variant(&mut self, tokens: &mut Tokens) -> Option<()> {
        self.push(&tokens.ident()?.to_string());
        match tokens.next() {
            Some(TokenTree::Group(fields)) if fields.delimiter() == Delimiter::Parenthesis => self.tuple(fields)?,
            Some(TokenTree::Group(fields)) if fields.delimiter() == Delimiter::Brace => {
                // Only a line of documentation is sure to part the fields.
                let mut first = fields.stream().into_iter().skip(1);
                let Some(TokenTree::Group(attribute)) = first.next() else { return None };
                let name = attribute.stream().into_iter().next()?;
                if !matches!(name, TokenTree::Ident(name) if name == "doc") {
                    return None;
                }
                self.block(fields, Self::field)?;
            }
            None => return Some(()),
            Some(TokenTree::Punct(comma)) if comma.as_char() == ',' => return Some(()),
            Some(_) => return None,
        }
        if tokens.peek().is_some() { tokens.punct(',') } else { Some(()) }
    }

    /// Fields without names, which have no attributes here.
    fn tuple(&mut self, group: Group) -> Option<()> {
        self.push("(");
        let mut tokens = Tokens::of(group);
        while tokens.peek().is_some() {
            self.visibility(&mut tokens);
            self.ty(&mut tokens, ',')?;
            if tokens.peek().is_some() {
                self.push(", ");
            }
        }
        self.push(")");
        Some(())
    }

    /// A type, with what ends it: this sign or the last token.
    fn ty(&mut self, tokens: &mut Tokens, end: char) -> Option<()> {
        let mut depth = 0_usize;
        let (mut any, mut after_word) = (false, false);
        while let Some(token) = tokens.next() {
            let word = matches!(token, TokenTree::Ident(_));
            match token {
                TokenTree::Ident(ident) if !after_word => self.push(&ident.to_string()),
                TokenTree::Group(unit) if unit.delimiter() == Delimiter::Parenthesis && unit.stream().is_empty() => {
                    self.push("()");
                }
                TokenTree::Punct(punct) => match punct.as_char() {
                    sign if sign == end && depth == 0 => return any.then_some(()),
                    '<' => {
                        depth += 1;
                        self.push("<");
                    }
                    '>' => {
                        depth = depth.checked_sub(1)?;
                        self.push(">");
                    }
                    ':' => self.push(":"),
                    ',' if depth > 0 => self.push(", "),
                    _ => return None,
                },
                TokenTree::Ident(_) | TokenTree::Group(_) | TokenTree::Literal(_) => return None,
            }
            (any, after_word) = (true, word);
        }
        (any && end == ',').then_some(())
    }
}

/// The text that a literal stands for.
fn text_of(literal: Literal) -> Option<String> {
    let written = literal.to_string();
    match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => Some(plain.to_owned()),
        _ => match Lit::new(literal) {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
    }
}
