//! The bytes of each node of JSON text.

use std::ops::Range;

use super::spans::{Member, NodeId, Spans};

/// Nesting beyond this is refused by the parser, too.
const DEEPEST: usize = 256;

/// Reads the tree of JSON text; `None` if it is no JSON.
pub(super) fn spans(text: &str) -> Option<Spans> {
    let mut scanner = Scanner { text, at: 0, spans: Spans::default() };
    let root = scanner.value(0)?;
    scanner.skip_space();
    (scanner.at == text.len()).then(|| scanner.spans.with_root(root))
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    spans: Spans,
}

impl Scanner<'_> {
    fn value(&mut self, depth: usize) -> Option<NodeId> {
        self.skip_space();
        match self.peek()? {
            b'{' if depth < DEEPEST => self.object(depth),
            b'[' if depth < DEEPEST => self.list(depth),
            b'"' => {
                let range = self.string()?;
                Some(self.spans.scalar(range))
            }
            _ => {
                let start = self.at;
                while self.peek().is_some_and(|byte| !matches!(byte, b',' | b'}' | b']') && !byte.is_ascii_whitespace())
                {
                    self.at += 1;
                }
                (self.at > start).then(|| self.spans.scalar(start..self.at))
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<NodeId> {
        let start = self.at;
        let mut members = Vec::new();
        self.at += 1;
        while !self.eat(b'}') {
            if !members.is_empty() && !self.eat(b',') {
                return None;
            }
            self.skip_space();
            let range = self.string()?;
            let quoted = self.text.get(range.clone())?;
            let key = if quoted.contains('\\') { Some(serde_json::from_str(quoted).ok()?) } else { None };
            if !self.eat(b':') {
                return None;
            }
            let value = self.value(depth + 1)?;
            members.push(Member { key, range, value });
        }
        Some(self.spans.object(start..self.at, members))
    }

    fn list(&mut self, depth: usize) -> Option<NodeId> {
        let start = self.at;
        let mut items = Vec::new();
        self.at += 1;
        while !self.eat(b']') {
            if !items.is_empty() && !self.eat(b',') {
                return None;
            }
            let item = self.value(depth + 1)?;
            items.push(item);
        }
        Some(self.spans.list(start..self.at, items))
    }

    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        if self.peek()? != b'"' {
            return None;
        }
        self.at += 1;
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            let special = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            self.at += special + 1;
            if rest.get(special) == Some(&b'"') {
                return Some(start..self.at);
            }
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.skip_space();
        let there = self.peek() == Some(byte);
        if there {
            self.at += 1;
        }
        there
    }

    fn skip_space(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len());
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}
