//! Finds the operation of a request: a tree of path segments.

use std::collections::BTreeMap;
use std::sync::Arc;

use http::Method;
use http::request::Parts;
use percent_encoding::percent_decode_str;
use smallvec::SmallVec;

use super::path::{Given, GivenPath};
use super::template::{Mixed, Segment, Template};
use super::terms::{Terms, subject};
use crate::few::Few;

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
    /// Parameters of several segments, the most specific first.
    long: Vec<(Mixed, Node<T>)>,
    /// Those of one method: the most specific first.
    here: Vec<Entry<T>>,
}

#[derive(Debug)]
struct Entry<T> {
    method: Method,
    names: Vec<Arc<str>>,
    terms: Terms,
    value: T,
}

/// What a table knows of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'t, 's, T> {
    /// The operation, with its path parameters as they stand in the path, not decoded.
    Operation(&'t T, Few<(Arc<str>, &'s str)>),
    /// The path and the method are known, with other conditions: what to say of it.
    Unfit(String),
    /// The path is known, with other methods: the value for `Allow`.
    OtherMethods(String),
    /// The path may be one operation's or another's.
    Ambiguous,
    /// The path isn't known.
    Nothing,
}

impl<T> Node<T> {
    const fn new() -> Self {
        Self { fixed: BTreeMap::new(), mixed: Vec::new(), parameter: None, long: Vec::new(), here: Vec::new() }
    }

    fn child(&mut self, segment: Segment) -> &mut Self {
        match segment {
            Segment::Fixed(text) => self.fixed.entry(text).or_insert_with(Self::new),
            Segment::Parameter => self.parameter.get_or_insert_with(|| Box::new(Self::new())),
            Segment::Mixed(mixed) => Self::of(&mut self.mixed, mixed),
            Segment::Long(mixed) => Self::of(&mut self.long, mixed),
        }
    }

    fn of(nodes: &mut Vec<(Mixed, Self)>, mixed: Mixed) -> &mut Self {
        let at = nodes.iter().position(|(known, _)| *known == mixed).unwrap_or_else(|| {
            let is_later = |(known, _): &(Mixed, Self)| known.specificity() < mixed.specificity();
            let at = nodes.iter().position(is_later).unwrap_or(nodes.len());
            nodes.insert(at, (mixed, Self::new()));
            at
        });
        &mut nodes[at].1
    }

    fn is_leaf(&self) -> bool {
        self.fixed.is_empty() && self.mixed.is_empty() && self.parameter.is_none() && self.long.is_empty()
    }
}

impl<T> Table<T> {
    pub(super) const fn new() -> Self {
        Self { root: Node::new() }
    }

    /// Adds an operation. Of two that nothing tells apart, the first answers.
    pub(super) fn insert(&mut self, method: Method, template: Template, terms: Terms, value: T) {
        let here = &mut template.segments.into_iter().fold(&mut self.root, Node::child).here;
        let specificity = terms.specificity();
        let is_later = |entry: &Entry<T>| entry.method == method && entry.terms.specificity() < specificity;
        let at = here.iter().position(is_later).unwrap_or(here.len());
        here.insert(at, Entry { method, names: template.names, terms, value });
    }

    /// Finds the operation of a request by its method and its raw path. Fixed text goes before mixed segments, and
    /// those before whole parameters. Among templates, one that has the method goes before one
    /// that hasn't; a path that is a template word by word is final, as OpenAPI says.
    /// Operations that share both are told apart by their terms.
    ///
    /// With `strict`, a path that a proxy in front may have taken for another operation's is nobody's.
    pub(super) fn find<'t, 's>(&'t self, request: &'s Parts, strict: bool) -> Found<'t, 's, T> {
        let path = GivenPath::new(request.uri.path());
        if path.has_steps() {
            return Found::Nothing;
        }
        let mut search = Search::new(request, &path);
        match search.descend(&self.root, &path.segments) {
            Some(entry) if strict && self.is_ambiguous(request, &path, entry) => Found::Ambiguous,
            Some(entry) => {
                let pairs: Few<(Arc<str>, &str)> = entry.names.iter().cloned().zip(search.values).collect();
                if agree(pairs.as_slice()) { Found::Operation(&entry.value, pairs) } else { Found::Nothing }
            }
            None if !search.unfit.is_empty() => Found::Unfit(unfit(&search.unfit)),
            None if search.allowed.is_empty() => Found::Nothing,
            None => Found::OtherMethods(search.allowed.join(", ")),
        }
    }

    /// Whether the path is another operation's as soon as its encoded slashes are slashes.
    fn is_ambiguous(&self, request: &Parts, path: &GivenPath<'_>, found: &Entry<T>) -> bool {
        let Some(flat) = path.flattened() else { return false };
        let flat = GivenPath::new(&flat);
        let other = Search::new(request, &flat).descend(&self.root, &flat.segments).map(std::ptr::from_ref);
        other.is_some_and(|other| !std::ptr::eq(other, found))
    }
}

/// Whether a parameter that stands at several places of a path has one value.
fn agree(pairs: &[(Arc<str>, &str)]) -> bool {
    let decoded = |text: &str| percent_decode_str(text).collect::<Vec<_>>();
    pairs.iter().enumerate().all(|(at, (name, value))| {
        let before = pairs[..at].iter().find(|(known, _)| known == name);
        before.is_none_or(|(_, first)| decoded(first) == decoded(value))
    })
}

/// How many segments of a path are looked at for a parameter that takes several.
const LONGEST: usize = 256;

/// `'t` is the table's life, `'s` the request's.
struct Search<'t, 's, 'p> {
    request: &'p Parts,
    path: &'p GivenPath<'s>,
    values: SmallVec<[&'s str; 4]>,
    allowed: Vec<&'t str>,
    /// What the operations of the path and the method look at, where the request is none of theirs.
    unfit: Vec<String>,
    /// The path is a template word by word, without the operation.
    is_final: bool,
}

impl<'t, 's, 'p> Search<'t, 's, 'p> {
    const fn new(request: &'p Parts, path: &'p GivenPath<'s>) -> Self {
        Self { request, path, values: SmallVec::new_const(), allowed: Vec::new(), unfit: Vec::new(), is_final: false }
    }

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
        if let Some(child) = node.parameter.as_ref().filter(|_| !segment.raw.is_empty()) {
            let found = self.with_values(&[segment.raw], child, rest);
            if found.is_some() {
                return found;
            }
        }
        node.long.iter().find_map(|(mixed, child)| self.long(mixed, child, segments))
    }

    /// A parameter of several segments: of as few as can be, so that text behind it goes first.
    fn long<T>(&mut self, mixed: &Mixed, child: &'t Node<T>, segments: &[Given<'s>]) -> Option<&'t Entry<T>> {
        if segments.len() > LONGEST {
            return None;
        }
        // Nothing can stand behind a leaf.
        let least = if child.is_leaf() { segments.len() } else { 1 };
        let path = self.path;
        let scan = if mixed.is_plain() { None } else { Some(path.scan(mixed, segments)?) };
        (least..=segments.len()).find_map(|taken| {
            let (own, rest) = segments.split_at(taken);
            let values = match &scan {
                None => vec![path.raw_of(own).filter(|raw| !raw.is_empty())?],
                Some(scan) => path.long_values(mixed, scan, own)?,
            };
            self.with_values(&values, child, rest)
        })
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
        let has = |method: &Method| node.here.iter().any(|entry| entry.method == *method);
        let given = &self.request.method;
        let method = if *given == Method::HEAD && !has(given) { &Method::GET } else { given };
        let candidates = || node.here.iter().filter(|entry| entry.method == *method);
        let found = match candidates().count() {
            0 => None,
            // Whether the request meets its conditions is for the operation itself to say, behind the guard.
            1 => candidates().next(),
            _ => self.fitting(candidates()),
        };
        if found.is_none() && !node.here.is_empty() {
            self.is_final = self.values.is_empty();
            let subjects = candidates().flat_map(|entry| entry.terms.conditions).map(subject);
            self.unfit.extend(subjects);
            self.allow(&node.here);
        }
        found
    }

    /// The most specific that the request meets; of several, one that can read its body.
    fn fitting<T>(&self, candidates: impl Iterator<Item = &'t Entry<T>>) -> Option<&'t Entry<T>> {
        let mut met = candidates.filter(|entry| entry.terms.unmet(self.request).is_none());
        let first = met.next()?;
        let specificity = first.terms.specificity();
        let mut equal = std::iter::once(first).chain(met).take_while(|entry| entry.terms.specificity() == specificity);
        Some(equal.find(|entry| entry.terms.takes_body_of(self.request)).unwrap_or(first))
    }

    fn allow<T>(&mut self, entries: &'t [Entry<T>]) {
        for entry in entries {
            let head = (entry.method == Method::GET).then_some("HEAD");
            for method in std::iter::once(entry.method.as_str()).chain(head) {
                if !self.allowed.contains(&method) {
                    self.allowed.push(method);
                }
            }
        }
    }
}

/// What a caller is told whose request fits none of the operations.
fn unfit(subjects: &[String]) -> String {
    let mut named: Vec<&str> = Vec::new();
    for subject in subjects {
        if !named.contains(&subject.as_str()) {
            named.push(subject);
        }
    }
    format!("the path has several operations, and the request is for none of them: look at {}", named.join(", "))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod tests;
