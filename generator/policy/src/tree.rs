//! Text into a tree whose nodes know where they stand.

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};

use crate::problem::{Kind, Problem, Span};

/// Nothing in a policy nests as deep.
const DEPTH: usize = 16;

/// A value of the text.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

#[derive(Debug)]
pub(crate) enum Value {
    Null,
    Text(String),
    /// A number, or `true` or `false`.
    Other(String),
    List(Vec<Node>),
    Map(Vec<Member>),
}

#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) key: String,
    pub(crate) span: Span,
    pub(crate) value: Node,
}

impl Node {
    /// What it is, in words.
    pub(crate) fn described(&self) -> String {
        match &self.value {
            Value::Null => "null".to_owned(),
            Value::Text(text) | Value::Other(text) => format!("`{text}`"),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "an object".to_owned(),
        }
    }
}

/// Reads YAML, and with it JSON. What can't be read is among the problems, and so is each key that stands twice.
pub(crate) fn parse(text: &str, problems: &mut Vec<Problem>) -> Option<Node> {
    // Columns are counted behind the mark, and bytes from the text that is left.
    let text = text.strip_prefix("\u{feff}").unwrap_or(text);
    let mut reader = Reader { parser: Parser::new_from_str(text), text, bytes: offsets(text), problems };
    match reader.document() {
        Ok(node) => Some(node),
        Err(problem) => {
            reader.problems.push(*problem);
            None
        }
    }
}

struct Reader<'t, 'p> {
    parser: Parser<'t, StrInput<'t>>,
    text: &'t str,
    /// Where each character begins: the parser counts characters.
    bytes: Vec<usize>,
    problems: &'p mut Vec<Problem>,
}

type Read<T> = Result<T, Box<Problem>>;

impl<'t> Reader<'t, '_> {
    fn document(&mut self) -> Read<Node> {
        let root = loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(_), _) => {}
                (Event::StreamEnd, span) => return Err(syntax("there is nothing in this text", span)),
                (event, span) => break self.value(event, span, 0)?,
            }
        };
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(root),
                (Event::DocumentStart(_), span) => {
                    return Err(syntax("a second document begins here, and one file holds one document", span));
                }
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Read<(Event<'t>, Span)> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                let found = Span {
                    start: self.byte(span.start.index()),
                    end: self.byte(span.end.index()),
                    line: span.start.line(),
                    column: span.start.col() + 1,
                };
                Ok((event, self.trim(found)))
            }
            Some(Err(error)) => {
                let at = *error.marker();
                let start = self.byte(at.index());
                let end = self.text.ceil_char_boundary((start + 1).min(self.text.len()));
                let span = Span { start, end, line: at.line(), column: at.col() + 1 };
                let problem = syntax(format!("this is neither YAML nor JSON: {}", error.info()), span);
                Err(if error.info().contains("anchor") { Box::new(problem.help(star())) } else { problem })
            }
            None => Err(Box::new(Problem::error(Kind::Syntax, "the text ends too early"))),
        }
    }

    fn value(&mut self, event: Event<'t>, span: Span, depth: usize) -> Read<Node> {
        if depth > DEPTH {
            return Err(syntax("this nests deeper than anything in a policy does", span));
        }
        let (value, tag) = match event {
            Event::Scalar(text, style, _, tag) => (scalar(&text, style), tag),
            Event::SequenceStart(_, tag) => (self.list(depth)?, tag),
            Event::MappingStart(_, tag) => (self.map(depth)?, tag),
            Event::Alias(_) => {
                let problem =
                    syntax("an alias, which a policy may not have: it says what it means where it means it", span);
                return Err(Box::new(problem.help(star())));
            }
            _ => return Err(syntax("there is no value here", span)),
        };
        match tag {
            Some(tag) => Err(syntax(format!("the tag `{tag}` means nothing in a policy"), span)),
            None => Ok(Node { span: shown(span, &value), value }),
        }
    }

    fn list(&mut self, depth: usize) -> Read<Value> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(Value::List(items)),
                (event, span) => items.push(self.value(event, span, depth + 1)?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Read<Value> {
        let mut members: Vec<Member> = Vec::new();
        loop {
            let (key, span) = match self.next()? {
                (Event::MappingEnd, _) => return Ok(Value::Map(members)),
                (Event::Scalar(text, _, _, None), span) => (text.into_owned(), span),
                (_, span) => return Err(syntax("a key is plain text", span)),
            };
            let (event, value_span) = self.next()?;
            let value = self.value(event, value_span, depth + 1)?;
            match members.iter().find(|known| known.key == key) {
                Some(first) => self.problems.push(
                    Problem::error(Kind::DuplicateKey, format!("the key `{key}` stands twice in one object"))
                        .at(span, "again here")
                        .at(first.span, "first here"),
                ),
                None => members.push(Member { key, span, value }),
            }
        }
    }

    fn byte(&self, character: usize) -> usize {
        self.bytes.get(character).copied().unwrap_or(self.text.len())
    }

    /// Some events end where the next token begins; the space between isn't theirs.
    fn trim(&self, span: Span) -> Span {
        let length = self.text.get(span.start..span.end).map_or(0, |text| text.trim_end().len());
        Span { end: span.start + length, ..span }
    }
}

/// An object of YAML begins without a mark of its own: its first key stands for it.
fn shown(span: Span, value: &Value) -> Span {
    match value {
        Value::Map(members) if span.start == span.end => members.first().map_or(span, |first| first.span),
        _ => span,
    }
}

fn syntax(message: impl Into<String>, span: Span) -> Box<Problem> {
    Box::new(Problem::error(Kind::Syntax, message).at(span, ""))
}

fn star() -> Option<String> {
    Some("in YAML, text that begins with `*` stands in quotes".to_owned())
}

fn offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect()
}

/// What a scalar is by YAML's core schema, so that a number is no name unless it stands in quotes.
fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::Text(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Value::Other(text.to_owned()),
        _ if text.parse::<f64>().is_ok() && text.contains(|letter: char| letter.is_ascii_digit()) => {
            Value::Other(text.to_owned())
        }
        _ => Value::Text(text.to_owned()),
    }
}
