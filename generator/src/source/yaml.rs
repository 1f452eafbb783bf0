//! The bytes of each node of YAML text, from the events of its parser.

use std::ops::Range;

use saphyr_parser::{Event, Parser, Span, StrInput};

use super::spans::{Anchors, Member, NodeId, Spans};

/// Reads the tree of YAML text; what is open when an error comes is closed there.
pub(super) fn spans(text: &str) -> Option<Spans> {
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
        bytes: Bytes::of(text),
        spans: Spans::default(),
        anchors: Anchors::new(),
        text,
    };
    let root = loop {
        match reader.next()? {
            (Event::StreamStart | Event::DocumentStart(_), _) => {}
            (event, range) => break reader.value(&event, range, 0)?,
        }
    };
    Some(reader.spans.with_root(root))
}

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    bytes: Bytes,
    spans: Spans,
    anchors: Anchors,
    text: &'t str,
}

/// The events count characters; snippets count bytes.
enum Bytes {
    Ascii,
    Offsets(Vec<usize>),
}

impl Bytes {
    fn of(text: &str) -> Self {
        if text.is_ascii() {
            Self::Ascii
        } else {
            Self::Offsets(text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect())
        }
    }

    fn at(&self, character: usize) -> usize {
        match self {
            Self::Ascii => character,
            Self::Offsets(offsets) => offsets.get(character).or(offsets.last()).copied().unwrap_or_default(),
        }
    }
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let (event, Span { start, end }) = self.parser.next_event()?.ok()?;
        let range = self.bytes.at(start.index())..self.bytes.at(end.index());
        Some((event, range))
    }

    fn value(&mut self, event: &Event<'t>, range: Range<usize>, depth: usize) -> Option<NodeId> {
        if depth > 256 {
            return None;
        }
        let (anchor, id) = match event {
            Event::Scalar(_, _, anchor, _) => (*anchor, self.spans.scalar(self.trim(range))),
            Event::Alias(anchor) => {
                let named = self.anchors.get(anchor).copied();
                return Some(named.unwrap_or_else(|| self.spans.scalar(range)));
            }
            Event::SequenceStart(anchor, _) => (*anchor, self.list(range, depth)),
            Event::MappingStart(anchor, _) => (*anchor, self.object(range, depth)),
            _ => return None,
        };
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
        Some(id)
    }

    fn list(&mut self, start: Range<usize>, depth: usize) -> NodeId {
        let mut items = Vec::new();
        let mut end = start.end;
        while let Some((event, range)) = self.next() {
            if event == Event::SequenceEnd {
                end = end.max(range.end);
                break;
            }
            let Some(item) = self.value(&event, range, depth + 1) else { break };
            end = end.max(self.spans.range(item).end);
            items.push(item);
        }
        let range = self.trim(start.start..end);
        self.spans.list(range, items)
    }

    fn object(&mut self, start: Range<usize>, depth: usize) -> NodeId {
        let mut members = Vec::new();
        let mut end = start.end;
        while let Some((event, range)) = self.next() {
            let key: Box<str> = match event {
                Event::MappingEnd => {
                    end = end.max(range.end);
                    break;
                }
                Event::Scalar(text, ..) => Box::from(text.as_ref()),
                // A key that is no scalar: JSON has none such, so nothing can point through it.
                other => match self.value(&other, range.clone(), depth + 1) {
                    Some(_) => Box::from(""),
                    None => break,
                },
            };
            let Some((event, value_range)) = self.next() else { break };
            let Some(value) = self.value(&event, value_range, depth + 1) else { break };
            end = end.max(self.spans.range(value).end.min(end.max(range.end) + self.text.len()));
            members.push(Member { key: Some(key), range: self.trim(range), value });
        }
        let range = self.trim(start.start..end);
        self.spans.object(range, members)
    }

    /// Block collections and scalars end where the next token begins; the space between isn't theirs.
    fn trim(&self, range: Range<usize>) -> Range<usize> {
        let length = self.text.get(range.clone()).map_or(0, |text| text.trim_end().len());
        range.start..range.start + length
    }
}
