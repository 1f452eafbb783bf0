//! Finds the operation of a request: a tree of path segments.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use http::Method;
use percent_encoding::percent_decode_str;

use super::template::{Mixed, Segment, Template};

/// Operations by method and path.
#[derive(Debug)]
pub(super) struct Table<T> {
    root: Node<T>,
}

#[derive(Debug)]
struct Node<T> {
    fixed: BTreeMap<Vec<u8>, Node<T>>,
    /// The most specific first.
    mixed: Vec<(Mixed, Node<T>)>,
    parameter: Option<Box<Node<T>>>,
    here: Vec<Entry<T>>,
}

#[derive(Debug)]
struct Entry<T> {
    method: Method,
    names: Vec<String>,
    value: T,
}

/// What a table knows of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'t, T> {
    /// The operation, with its path parameters as they stand in the path, not decoded.
    Operation(&'t T, Vec<(String, String)>),
    /// The path is known, with other methods: the value for `Allow`.
    OtherMethods(String),
    /// The path isn't known.
    Nothing,
}

impl<T> Node<T> {
    const fn new() -> Self {
        Self { fixed: BTreeMap::new(), mixed: Vec::new(), parameter: None, here: Vec::new() }
    }

    fn child(&mut self, segment: Segment) -> &mut Self {
        match segment {
            Segment::Fixed(text) => self.fixed.entry(text).or_insert_with(Self::new),
            Segment::Parameter => self.parameter.get_or_insert_with(|| Box::new(Self::new())),
            Segment::Mixed(mixed) => {
                let at = self.mixed.iter().position(|(known, _)| *known == mixed).unwrap_or_else(|| {
                    let is_later = |(known, _): &(Mixed, Self)| known.specificity() < mixed.specificity();
                    let at = self.mixed.iter().position(is_later).unwrap_or(self.mixed.len());
                    self.mixed.insert(at, (mixed, Self::new()));
                    at
                });
                &mut self.mixed[at].1
            }
        }
    }
}

impl<T> Table<T> {
    pub(super) const fn new() -> Self {
        Self { root: Node::new() }
    }

    /// Adds an operation. Where two have one method and templates that match the same, the first stays.
    pub(super) fn insert(&mut self, method: Method, template: Template, value: T) {
        let node = template.segments.into_iter().fold(&mut self.root, Node::child);
        if node.here.iter().all(|entry| entry.method != method) {
            node.here.push(Entry { method, names: template.names, value });
        }
    }

    /// Finds the operation of a method and a raw path. Fixed text goes before mixed segments, and
    /// those before whole parameters. Among templates, one that has the method goes before one
    /// that hasn't; a path that is a template word by word is final, as OpenAPI says.
    pub(super) fn find<'t>(&'t self, method: &Method, path: &str) -> Found<'t, T> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let segments: Vec<_> = path.split('/').map(Given::new).collect();
        let mut search = Search { method, values: Vec::new(), allowed: Vec::new(), is_final: false };
        match search.descend(&self.root, &segments) {
            Some(entry) => {
                let values = search.values.into_iter().map(str::to_owned);
                Found::Operation(&entry.value, entry.names.iter().cloned().zip(values).collect())
            }
            None if search.allowed.is_empty() => Found::Nothing,
            None => Found::OtherMethods(search.allowed.join(", ")),
        }
    }
}

/// A segment of a request's path.
struct Given<'s> {
    raw: &'s str,
    decoded: Cow<'s, [u8]>,
}

impl<'s> Given<'s> {
    fn new(raw: &'s str) -> Self {
        Self { raw, decoded: percent_decode_str(raw).into() }
    }

    /// The raw text of a range of the decoded bytes.
    fn raw(&self, range: &Range<usize>) -> Option<&'s str> {
        let mut starts = Vec::with_capacity(self.decoded.len() + 1);
        let mut at = 0;
        while at < self.raw.len() {
            starts.push(at);
            at += if is_escape(&self.raw.as_bytes()[at..]) { 3 } else { 1 };
        }
        starts.push(at);
        self.raw.get(*starts.get(range.start)?..*starts.get(range.end)?)
    }
}

fn is_escape(raw: &[u8]) -> bool {
    matches!(raw, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// `'t` is the table's life, `'s` the request's.
struct Search<'t, 's> {
    method: &'s Method,
    values: Vec<&'s str>,
    allowed: Vec<&'t str>,
    /// The path is a template word by word, without the method.
    is_final: bool,
}

impl<'t, 's> Search<'t, 's> {
    fn descend<T>(&mut self, node: &'t Node<T>, segments: &[Given<'s>]) -> Option<&'t Entry<T>> {
        let Some((segment, rest)) = segments.split_first() else { return self.arrive(node) };
        if let Some(child) = node.fixed.get(segment.decoded.as_ref()) {
            let found = self.descend(child, rest);
            if found.is_some() || self.is_final {
                return found;
            }
        }
        for (mixed, child) in &node.mixed {
            let ranges = mixed.values(&segment.decoded);
            let values = ranges.and_then(|ranges| ranges.iter().map(|range| segment.raw(range)).collect());
            let found = values.and_then(|values: Vec<_>| self.with_values(&values, child, rest));
            if found.is_some() {
                return found;
            }
        }
        // A path parameter is never empty.
        let child = node.parameter.as_ref().filter(|_| !segment.raw.is_empty())?;
        self.with_values(&[segment.raw], child, rest)
    }

    fn with_values<T>(&mut self, values: &[&'s str], node: &'t Node<T>, rest: &[Given<'s>]) -> Option<&'t Entry<T>> {
        let before = self.values.len();
        self.values.extend_from_slice(values);
        let found = self.descend(node, rest);
        if found.is_none() {
            self.values.truncate(before);
        }
        found
    }

    fn arrive<T>(&mut self, node: &'t Node<T>) -> Option<&'t Entry<T>> {
        let with = |method: &Method| node.here.iter().find(|entry| entry.method == *method);
        let head = || (*self.method == Method::HEAD).then(|| with(&Method::GET)).flatten();
        let found = with(self.method).or_else(head);
        if found.is_none() && !node.here.is_empty() {
            self.is_final = self.values.is_empty();
            for entry in &node.here {
                let head = (entry.method == Method::GET).then_some("HEAD");
                for method in std::iter::once(entry.method.as_str()).chain(head) {
                    if !self.allowed.contains(&method) {
                        self.allowed.push(method);
                    }
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(templates: &[(&'static str, &'static str)]) -> Table<&'static str> {
        let mut table = Table::new();
        for (method, template) in templates {
            table.insert(method.parse().unwrap_or_default(), Template::parse(template), *template);
        }
        table
    }

    /// The template and its parameters, or the methods, or nothing.
    fn found(table: &Table<&str>, method: &Method, path: &str) -> String {
        match table.find(method, path) {
            Found::Operation(template, values) => {
                let values = values.iter().map(|(name, value)| format!(" {name}={value}"));
                std::iter::once((*template).to_owned()).chain(values).collect()
            }
            Found::OtherMethods(allow) => format!("allow {allow}"),
            Found::Nothing => String::new(),
        }
    }

    #[test]
    fn fixed_before_mixed_before_parameter() {
        let table = table(&[
            ("GET", "/a/{b}"),
            ("GET", "/a/{b}.json"),
            ("GET", "/a/{b}.min.json"),
            ("GET", "/a/me"),
            ("GET", "/a/{b}/c"),
            ("GET", "/{x}/me/d"),
            ("GET", "/"),
        ]);
        for (path, expected) in [
            ("/a/me", "/a/me"),
            ("/a/%6De", "/a/me"),
            ("/a/you", "/a/{b} b=you"),
            ("/a/x.json", "/a/{b}.json b=x"),
            ("/a/x.min.json", "/a/{b}.min.json b=x"),
            ("/a/.json", "/a/{b} b=.json"),
            ("/a/me/c", "/a/{b}/c b=me"),
            ("/a/me/d", "/{x}/me/d x=a"),
            ("/", "/"),
            ("", "/"),
            ("/a", ""),
            ("/a/", ""),
            ("/a/x/", ""),
            ("//a/x", ""),
        ] {
            assert_eq!(found(&table, &Method::GET, path), expected, "{path}");
        }
    }

    #[test]
    fn parameters_stay_as_they_stand() {
        let table = table(&[("GET", "/a/{b}/{c d}-{c d+}"), ("GET", "/x/{y}:go/é")]);
        let found = |path| found(&table, &Method::GET, path);
        assert_eq!(found("/a/x%2Fy%2525/%2B%20-+"), "/a/{b}/{c d}-{c d+} b=x%2Fy%2525 c d=%2B%20 c d+=+");
        assert_eq!(found("/a/1/%2B%20%2D%2d"), "/a/{b}/{c d}-{c d+} b=1 c d=%2B%20 c d+=%2d");
        assert_eq!(found("/x/1%3Ago/%C3%A9"), "/x/{y}:go/é y=1");
        assert_eq!(found("/x/%C3%A9%zz:go/%c3%a9"), "/x/{y}:go/é y=%C3%A9%zz");
    }

    #[test]
    fn templates_may_differ_in_names_only() {
        let table = table(&[("GET", "/a/{b}"), ("PUT", "/a/{id}"), ("PUT", "/a/{other}")]);
        assert_eq!(found(&table, &Method::GET, "/a/1"), "/a/{b} b=1");
        assert_eq!(found(&table, &Method::PUT, "/a/1"), "/a/{id} id=1");
        assert_eq!(found(&table, &Method::HEAD, "/a/1"), "/a/{b} b=1");
        assert_eq!(found(&table, &Method::POST, "/a/1"), "allow GET, HEAD, PUT");
    }

    #[test]
    fn a_word_for_word_match_is_final_and_a_template_is_not() {
        let table = table(&[("GET", "/a/me"), ("DELETE", "/a/{b}"), ("GET", "/a/{b}.json"), ("HEAD", "/h")]);
        assert_eq!(found(&table, &Method::DELETE, "/a/me"), "allow GET, HEAD");
        assert_eq!(found(&table, &Method::DELETE, "/a/x.json"), "/a/{b} b=x.json");
        assert_eq!(found(&table, &Method::PUT, "/a/x.json"), "allow GET, HEAD, DELETE");
        assert_eq!(found(&table, &Method::GET, "/h"), "allow HEAD");
    }
}
