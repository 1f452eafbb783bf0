//! A request's path: as it stands, decoded, and as a proxy in front may have read it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use percent_encoding::percent_decode_str;
use smallvec::SmallVec;

use super::template::{Mixed, Scan};

/// The path of a request, segment by segment.
pub(super) struct GivenPath<'s> {
    /// Without its first slash.
    raw: &'s str,
    /// Whether anything in it is percent-encoded.
    is_encoded: bool,
    pub(super) segments: SmallVec<[Given<'s>; 8]>,
    whole: OnceCell<Whole>,
}

/// A segment of a request's path.
pub(super) struct Given<'s> {
    pub(super) raw: &'s str,
    pub(super) decoded: Cow<'s, [u8]>,
    /// Where it begins in the path.
    at: usize,
    /// Which it is.
    number: usize,
}

/// The whole path, decoded.
struct Whole {
    bytes: Vec<u8>,
    /// Where each byte, and the end, stands in the raw path.
    places: Vec<usize>,
    /// Where each segment stands among the bytes.
    segments: Vec<Range<usize>>,
}

impl<'s> GivenPath<'s> {
    pub(super) fn new(path: &'s str) -> Self {
        let raw = path.strip_prefix('/').unwrap_or(path);
        let is_encoded = raw.bytes().any(|byte| byte == b'%');
        let mut at = 0;
        let segments = raw.split('/').enumerate().map(|(number, raw)| {
            let decoded = if is_encoded { percent_decode_str(raw).into() } else { Cow::Borrowed(raw.as_bytes()) };
            let given = Given { raw, decoded, at, number };
            at += raw.len() + 1;
            given
        });
        let segments = segments.collect();
        Self { raw, is_encoded, segments, whole: OnceCell::new() }
    }

    /// Whether a segment is `.` or `..`, however encoded, or holds one behind an encoded slash or before a semicolon.
    /// URLs drop such, and some proxies decode them first or cut parameters off, so whoever sends them wants a proxy to
    /// see another path than we do.
    pub(super) fn has_steps(&self) -> bool {
        let is_step = |piece: &[u8]| {
            let name = piece.split(|byte| *byte == b';').next().unwrap_or_default();
            matches!(name, b"." | b"..")
        };
        let has_dots = self.is_encoded || self.raw.bytes().any(|byte| byte == b'.');
        has_dots
            && self.segments.iter().any(|given| given.decoded.split(|byte| matches!(byte, b'/' | b'\\')).any(is_step))
    }

    /// The path as a proxy reads it that takes encoded slashes for slashes, and several for one; `None` where that is
    /// the path itself.
    pub(super) fn flattened(&self) -> Option<String> {
        if !self.is_encoded && self.segments.iter().all(|given| !given.raw.is_empty()) {
            return None;
        }
        let is_encoded = |at: usize| {
            let escape = self.raw.get(at..at + 3).unwrap_or_default();
            escape.eq_ignore_ascii_case("%2F") || escape.eq_ignore_ascii_case("%5C")
        };
        let (mut flat, mut rest) = (String::from("/"), 0);
        while rest < self.raw.len() {
            let escaped = is_encoded(rest);
            let length = if escaped { 3 } else { self.raw[rest..].chars().next().map_or(1, char::len_utf8) };
            let piece = if escaped { "/" } else { &self.raw[rest..rest + length] };
            if piece != "/" || !flat.ends_with('/') {
                flat.push_str(piece);
            }
            rest += length;
        }
        (flat.strip_prefix('/') != Some(self.raw)).then_some(flat)
    }

    /// The raw text of these segments, with the slashes between them.
    pub(super) fn raw_of(&self, segments: &[Given<'s>]) -> Option<&'s str> {
        let (first, last) = (segments.first()?, segments.last()?);
        self.raw.get(first.at..last.at + last.raw.len())
    }

    /// What a parameter of several segments finds in these and any first ones of them.
    pub(super) fn scan(&self, mixed: &Mixed, segments: &[Given<'s>]) -> Option<Scan> {
        mixed.scan(self.bytes_of(segments)?)
    }

    /// The raw values of such a parameter in these segments.
    pub(super) fn long_values(&self, mixed: &Mixed, scan: &Scan, segments: &[Given<'s>]) -> Option<Vec<&'s str>> {
        let whole = self.whole();
        let start = whole.segments.get(segments.first()?.number)?.start;
        let place = |at: usize| whole.places.get(start + at).copied();
        let ranges = mixed.values_of(scan, self.bytes_of(segments)?)?;
        ranges.iter().map(|range| self.raw.get(place(range.start)?..place(range.end)?)).collect()
    }

    fn bytes_of(&self, segments: &[Given<'s>]) -> Option<&[u8]> {
        let whole = self.whole();
        let start = whole.segments.get(segments.first()?.number)?.start;
        let end = whole.segments.get(segments.last()?.number)?.end;
        whole.bytes.get(start..end)
    }

    fn whole(&self) -> &Whole {
        self.whole.get_or_init(|| {
            let mut whole = Whole { bytes: Vec::new(), places: Vec::new(), segments: Vec::new() };
            for given in &self.segments {
                let start = whole.bytes.len();
                whole.bytes.extend_from_slice(&given.decoded);
                whole.segments.push(start..whole.bytes.len());
                whole.places.extend(given.places().map(|place| given.at + place));
                whole.bytes.push(b'/');
            }
            whole
        })
    }
}

impl<'s> Given<'s> {
    /// The raw text of a range of the decoded bytes.
    pub(super) fn raw(&self, range: &Range<usize>) -> Option<&'s str> {
        let mut places = self.places().skip(range.start);
        let start = places.next()?;
        let end = if range.is_empty() { start } else { places.nth(range.len() - 1)? };
        self.raw.get(start..end)
    }

    /// Where each decoded byte, and the end, stands in the raw text.
    fn places(&self) -> impl Iterator<Item = usize> {
        let raw = self.raw.as_bytes();
        let next = move |at: &usize| (*at < raw.len()).then(|| at + if is_escape(&raw[*at..]) { 3 } else { 1 });
        std::iter::successors(Some(0), next)
    }
}

fn is_escape(raw: &[u8]) -> bool {
    matches!(raw, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}
