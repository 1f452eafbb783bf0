//! Which operations are meant: patterns of operationIds, of methods with paths, and of tags.

use std::ops::Range;

use globset::{Glob, GlobBuilder, GlobMatcher};

use crate::diagnostics::SourceId;

/// Which operations are meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Those that any of these matches; all where there are none.
    pub include: Vec<Pattern>,
    /// But none that any of these matches.
    pub except: Vec<Pattern>,
}

/// A pattern, with where it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// As it was written.
    pub text: String,
    /// What it means.
    pub of: PatternOf,
    /// The place in the configuration; `None` for a command line or a build script.
    pub asked: Option<(SourceId, Range<usize>)>,
}

/// What a pattern is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternOf {
    /// `get_*`: an operationId.
    Id(Glob),
    /// `GET /pets/*`, `PUT,PATCH /**` or `/pets`: methods, any where there are none, and a path.
    Path {
        /// In capital letters.
        methods: Vec<String>,
        /// The path; `*` is within a segment, `**` any number of them.
        path: Glob,
    },
    /// `tag:pets`: a tag.
    Tag(Glob),
}

/// An operation as patterns see it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'c> {
    /// Its operationId, or the name that it has for want of one.
    pub id: &'c str,
    /// Its method.
    pub method: &'c str,
    /// Its key in `paths`.
    pub path: &'c str,
    /// Its tags.
    pub tags: &'c [String],
}

impl Selection {
    /// Whether all operations are meant.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.include.is_empty() && self.except.is_empty()
    }

    /// The selection made ready to match many operations.
    #[must_use]
    pub fn selector(&self) -> Selector<'_> {
        let matchers = |patterns: &[Pattern]| patterns.iter().map(Matcher::new).collect();
        let (include, except) = (matchers(&self.include), matchers(&self.except));
        let met = (vec![false; self.include.len()], vec![false; self.except.len()]);
        Selector { selection: self, include, except, met }
    }
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// When it isn't one; the text says why.
    pub fn parse(text: &str) -> Result<Self, String> {
        let reason = |error: globset::Error| error.kind().to_string();
        let of = if let Some(tag) = text.strip_prefix("tag:") {
            PatternOf::Tag(Glob::new(tag.trim()).map_err(reason)?)
        } else {
            match method_and_path(text) {
                Some((methods, path)) => PatternOf::Path { methods, path: path_glob(path).map_err(reason)? },
                None => PatternOf::Id(Glob::new(text).map_err(reason)?),
            }
        };
        Ok(Self { text: text.to_owned(), of, asked: None })
    }

    /// The pattern made ready.
    #[must_use]
    pub fn matcher(&self) -> PatternMatcher {
        PatternMatcher(Matcher::new(self))
    }

    /// Reads the pattern of a tag.
    ///
    /// # Errors
    ///
    /// As [`Pattern::parse`].
    pub fn tag(text: &str) -> Result<Self, String> {
        Self::parse(&format!("tag:{text}")).map(|pattern| Self { text: text.to_owned(), ..pattern })
    }
}

fn method_and_path(text: &str) -> Option<(Vec<String>, &str)> {
    if text.starts_with('/') {
        return Some((Vec::new(), text));
    }
    let (methods, path) = text.split_once(char::is_whitespace)?;
    let path = path.trim();
    if !path.starts_with('/') {
        return None;
    }
    let methods = methods.split(',').filter(|method| !method.is_empty() && *method != "*");
    Some((methods.map(str::to_ascii_uppercase).collect(), path))
}

/// Braces and brackets stand for themselves, as they do in path templates.
fn path_glob(path: &str) -> Result<Glob, globset::Error> {
    let mut escaped = String::with_capacity(path.len());
    for letter in path.chars() {
        if matches!(letter, '{' | '}' | '[' | ']' | '\\') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    GlobBuilder::new(&escaped).literal_separator(true).backslash_escape(true).build()
}

/// A pattern made ready to match many operations.
#[derive(Debug)]
pub struct PatternMatcher(Matcher);

impl PatternMatcher {
    /// Whether the pattern means an operation.
    #[must_use]
    pub fn is_match(&self, candidate: &Candidate<'_>) -> bool {
        (self.0.of)(candidate, &self.0)
    }
}

/// A selection made ready, which remembers what matched.
#[derive(Debug)]
pub struct Selector<'s> {
    selection: &'s Selection,
    include: Vec<Matcher>,
    except: Vec<Matcher>,
    met: (Vec<bool>, Vec<bool>),
}

#[derive(Debug)]
struct Matcher {
    /// Of what, and for a path, by which methods.
    of: fn(&Candidate<'_>, &Matcher) -> bool,
    methods: Vec<String>,
    glob: GlobMatcher,
}

impl Matcher {
    fn new(pattern: &Pattern) -> Self {
        let (of, methods, glob): (fn(&Candidate<'_>, &Self) -> bool, _, _) = match &pattern.of {
            PatternOf::Id(glob) => (|candidate, own| own.glob.is_match(candidate.id), Vec::new(), glob),
            PatternOf::Tag(glob) => {
                (|candidate, own| candidate.tags.iter().any(|tag| own.glob.is_match(tag)), Vec::new(), glob)
            }
            PatternOf::Path { methods, path } => (
                |candidate, own| {
                    let any = own.methods.is_empty();
                    let named = own.methods.iter().any(|method| method.eq_ignore_ascii_case(candidate.method));
                    (any || named) && own.glob.is_match(candidate.path)
                },
                methods.clone(),
                path,
            ),
        };
        Self { of, methods, glob: glob.compile_matcher() }
    }
}

impl<'s> Selector<'s> {
    /// Whether an operation is meant.
    pub fn selects(&mut self, candidate: &Candidate<'_>) -> bool {
        let included = any(&self.include, &mut self.met.0, candidate);
        let excepted = any(&self.except, &mut self.met.1, candidate);
        (included || self.include.is_empty()) && !excepted
    }

    /// The patterns that matched none of the operations.
    pub fn unmet(&self) -> impl Iterator<Item = &'s Pattern> + use<'s, '_> {
        let include = self.selection.include.iter().zip(&self.met.0);
        let except = self.selection.except.iter().zip(&self.met.1);
        include.chain(except).filter(|(_, met)| !**met).map(|(pattern, _)| pattern)
    }
}

/// Whether any matches; all are tried, so that each is known to match something.
fn any(matchers: &[Matcher], met: &mut [bool], candidate: &Candidate<'_>) -> bool {
    let mut found = false;
    for (matcher, met) in matchers.iter().zip(met) {
        if (matcher.of)(candidate, matcher) {
            (*met, found) = (true, true);
        }
    }
    found
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn matches(pattern: &str, id: &str, operation: &str, tags: &[&str]) -> bool {
        let selection = Selection { include: vec![Pattern::parse(pattern).unwrap()], except: Vec::new() };
        let (method, path) = operation.split_once(' ').unwrap();
        let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        selection.selector().selects(&Candidate { id, method, path, tags: &tags })
    }

    #[test]
    fn operation_ids_match_by_glob() {
        assert!(matches("getPet", "getPet", "get /pets/{id}", &[]));
        assert!(matches("get*", "getPet", "get /pets/{id}", &[]));
        assert!(matches("repos/*", "repos/get", "get /repos", &[]));
        assert!(!matches("getPet", "getPets", "get /pets", &[]));
        assert!(matches("Get pet", "Get pet", "get /pets", &[]));
    }

    #[test]
    fn paths_match_segment_by_segment() {
        assert!(matches("GET /pets/*", "x", "get /pets/{id}", &[]));
        assert!(matches("/pets/{id}", "x", "get /pets/{id}", &[]));
        assert!(!matches("GET /pets/*", "x", "get /pets/{id}/toys", &[]));
        assert!(matches("get /pets/**", "x", "get /pets/{id}/toys", &[]));
        assert!(matches("/**", "x", "get /pets", &[]));
        assert!(matches("PUT,PATCH /pets", "x", "patch /pets", &[]));
        assert!(!matches("PUT,PATCH /pets", "x", "get /pets", &[]));
        assert!(matches("* /files/{name}.{extension}", "x", "get /files/{name}.{extension}", &[]));
        assert!(!matches("/pets", "x", "get /pets/{id}", &[]));
    }

    #[test]
    fn tags_match_by_glob() {
        assert!(matches("tag:users.*", "x", "get /a", &["admin", "users.mail"]));
        assert!(!matches("tag:users", "x", "get /a", &["users.mail"]));
    }

    #[test]
    fn exceptions_count_more_and_what_meets_nothing_is_known() {
        let parsed = |texts: &[&str]| texts.iter().map(|text| Pattern::parse(text).unwrap()).collect();
        let selection = Selection { include: parsed(&["get*", "list*"]), except: parsed(&["getSecret", "tag:x"]) };
        let mut selector = selection.selector();
        let mut selects = |id| selector.selects(&Candidate { id, method: "get", path: "/a", tags: &[] });
        assert!(selects("getPet"));
        assert!(!selects("getSecret"));
        assert!(!selects("putPet"));
        assert_eq!(selector.unmet().map(|pattern| pattern.text.as_str()).collect::<Vec<_>>(), ["list*", "tag:x"]);
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        assert!(Pattern::parse("a[").is_err());
        assert!(Pattern::parse("/a[").is_ok());
    }
}
