//! Path templates, segment by segment.
//!
//! OpenAPI's templates can say what axum's can't: `/a/{b}.json`, `/{a}-{b}`, parameters with any
//! name, two templates that differ only in the names of their parameters.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

/// A segment of a template: what stands between two slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    /// Text, percent-decoded.
    Fixed(Vec<u8>),
    /// One parameter and nothing else.
    Parameter,
    /// Parameters with text around or between them.
    Mixed(Mixed),
    /// `{+name}`, with text around it or not: as many segments as it takes.
    Long(Mixed),
}

/// `{a}-{b}.json`: the texts before, between and behind the parameters, percent-decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mixed {
    texts: Vec<Vec<u8>>,
}

/// A template, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template {
    pub(super) segments: Vec<Segment>,
    /// The names of the parameters, in the order in which they stand.
    pub(super) names: Vec<Arc<str>>,
}

impl Template {
    /// Any text is a template: a brace without its counterpart stands for itself. Only the first `{+name}` is one.
    pub(super) fn parse(text: &str) -> Self {
        let mut names = Vec::new();
        let mut segments = Vec::new();
        let mut texts = vec![String::new()];
        let mut long = None;
        let mut rest = text.strip_prefix('/').unwrap_or(text);
        while let Some(character) = rest.chars().next() {
            if let Some((name, behind)) = rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
                let plain = name.strip_prefix('+');
                if plain.is_some() {
                    long.get_or_insert(segments.len());
                }
                names.push(plain.unwrap_or(name).into());
                texts.push(String::new());
                rest = behind;
                continue;
            }
            rest = &rest[character.len_utf8()..];
            match texts.last_mut() {
                Some(last) if character != '/' => last.push(character),
                _ => {
                    let texts = std::mem::replace(&mut texts, vec![String::new()]);
                    segments.push(Segment::from_texts(&texts, long == Some(segments.len())));
                }
            }
        }
        segments.push(Segment::from_texts(&texts, long == Some(segments.len())));
        Self { segments, names }
    }

    /// A pattern of axum's that matches whatever the template matches, and perhaps more. It has none for parameters of
    /// several segments that others could stand beside.
    pub(super) fn axum_pattern(&self) -> Option<String> {
        let mut pattern = String::new();
        for (at, segment) in self.segments.iter().enumerate() {
            pattern.push('/');
            match segment {
                Segment::Fixed(text) if text.iter().all(|byte| is_unreserved(*byte)) => {
                    pattern.push_str(&String::from_utf8_lossy(text));
                }
                Segment::Long(_) => return None,
                _ => pattern.push_str(&format!("{{p{at}}}")),
            }
        }
        Some(pattern)
    }
}

/// Never percent-encoded by a client that follows RFC 3986, 2.3.
const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

impl Segment {
    fn from_texts(texts: &[String], is_long: bool) -> Self {
        let mut decoded: Vec<_> = texts.iter().map(|text| Cow::from(percent_decode_str(text)).into_owned()).collect();
        if is_long {
            return Self::Long(Mixed { texts: decoded });
        }
        if decoded.len() == 1 {
            return Self::Fixed(decoded.remove(0));
        }
        if decoded.len() == 2 && decoded.iter().all(Vec::is_empty) {
            return Self::Parameter;
        }
        Self::Mixed(Mixed { texts: decoded })
    }
}

impl Mixed {
    /// How many bytes of text it has: more is more specific.
    pub(super) fn specificity(&self) -> usize {
        self.texts.iter().map(Vec::len).sum()
    }

    /// Whether it is a parameter without any text.
    pub(super) fn is_plain(&self) -> bool {
        self.specificity() == 0
    }

    /// Where the values of the parameters stand in a decoded segment. None is empty; each but the
    /// last is as short as it can be.
    pub(super) fn values(&self, segment: &[u8]) -> Option<Vec<Range<usize>>> {
        self.values_of(&self.scan(segment)?, segment)
    }

    /// Where the values of all parameters but the last stand in a text, and in every beginning of it that is long
    /// enough: a text of many segments is looked at once.
    pub(super) fn scan(&self, text: &[u8]) -> Option<Scan> {
        let (first, texts) = self.texts.split_first()?;
        let (_, between) = texts.split_last()?;
        text.strip_prefix(first.as_slice())?;
        let mut scan = Scan { values: Vec::with_capacity(between.len() + 1), last: first.len() };
        for separator in between {
            let starts = |here: &usize| is_boundary(text, *here) && text[*here..].starts_with(separator);
            let stop = (scan.last + 1..text.len()).find(starts)?;
            scan.values.push(scan.last..stop);
            scan.last = stop + separator.len();
        }
        Some(scan)
    }

    /// The values in a text that was scanned, or in a beginning of it.
    pub(super) fn values_of(&self, scan: &Scan, text: &[u8]) -> Option<Vec<Range<usize>>> {
        let end = text.strip_suffix(self.texts.last()?.as_slice())?.len();
        (scan.last < end).then(|| scan.values.iter().cloned().chain(std::iter::once(scan.last..end)).collect())
    }
}

/// What [`Mixed::scan`] finds.
pub(super) struct Scan {
    values: Vec<Range<usize>>,
    /// Where the last value begins.
    last: usize,
}

/// Whether a character of UTF-8 begins there.
fn is_boundary(text: &[u8], at: usize) -> bool {
    text.get(at).is_none_or(|byte| byte & 0xC0 != 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixed(template: &str, segment: &str) -> Option<Vec<String>> {
        let template = Template::parse(template);
        match template.segments.as_slice() {
            [Segment::Mixed(mixed)] => mixed
                .values(segment.as_bytes())
                .map(|values| values.into_iter().map(|range| segment[range].to_owned()).collect()),
            other => Some(vec![format!("{other:?}")]),
        }
    }

    fn some(values: &[&str]) -> Option<Vec<String>> {
        Some(values.iter().map(|value| (*value).to_owned()).collect())
    }

    #[test]
    fn templates_are_split_at_slashes() {
        let template = Template::parse("/a/{b}/c%20d/{e}.json/{odd/name}/");
        assert_eq!(template.names, ["b", "e", "odd/name"].map(Arc::from));
        assert_eq!(
            template.segments,
            [
                Segment::Fixed(b"a".to_vec()),
                Segment::Parameter,
                Segment::Fixed(b"c d".to_vec()),
                Segment::Mixed(Mixed { texts: vec![vec![], b".json".to_vec()] }),
                Segment::Parameter,
                Segment::Fixed(vec![]),
            ]
        );
        assert_eq!(template.axum_pattern().as_deref(), Some("/a/{p1}/{p2}/{p3}/{p4}/"));
        assert_eq!(Template::parse("/").axum_pattern().as_deref(), Some("/"));
        assert_eq!(Template::parse("/a{b").segments, [Segment::Fixed(b"a{b".to_vec())]);
    }

    #[test]
    fn text_around_parameters_must_be_there() {
        assert_eq!(mixed("/{b}.json", "x.json"), some(&["x"]));
        assert_eq!(mixed("/{b}.json", "x.json.json"), some(&["x.json"]));
        assert_eq!(mixed("/{b}.json", ".json"), None);
        assert_eq!(mixed("/{b}.json", "x.xml"), None);
        assert_eq!(mixed("/v{b}", "v1"), some(&["1"]));
        assert_eq!(mixed("/v{b}", "v"), None);
        assert_eq!(mixed("/v{b}v", "v"), None);
    }

    #[test]
    fn several_parameters_share_a_segment() {
        assert_eq!(mixed("/{a}-{b}", "x-y"), some(&["x", "y"]));
        assert_eq!(mixed("/{a}-{b}", "x-y-z"), some(&["x", "y-z"]));
        assert_eq!(mixed("/{a}-{b}", "--z"), some(&["-", "z"]));
        assert_eq!(mixed("/{a}-{b}", "x-"), None);
        assert_eq!(mixed("/{a}-{b}", "-x"), None);
        assert_eq!(mixed("/{a}...{b}", "main...topic"), some(&["main", "topic"]));
        assert_eq!(mixed("/{a}{b}", "éx"), some(&["é", "x"]));
        assert_eq!(mixed("/{a}{b}", "x"), None);
    }
}
