//! A request on its way in.

use std::borrow::Cow;
#[cfg(feature = "server")]
use std::ops::Range;
#[cfg(feature = "server")]
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_TYPE, COOKIE};

use super::form::Form;
use super::input::Input;
use super::read::{self, Reason};
use super::spec::{Location, Parameter, Style};
use super::tree::Tree;
use super::{input, percent};
use crate::access::{ApiKeyLocation, SchemeKind, SecurityScheme};
use crate::few::Few;
use crate::schema::Shape;

/// What a request's address says.
enum Address {
    /// Names and raw values of the path, and the query.
    Apart(Vec<(String, String)>, String),
    /// An address, and where the values stand in its path.
    #[cfg(feature = "server")]
    Whole(http::Uri, PathValues),
}

impl Address {
    fn query(&self) -> &str {
        match self {
            Self::Apart(_, query) => query,
            #[cfg(feature = "server")]
            Self::Whole(uri, _) => uri.query().unwrap_or_default(),
        }
    }

    /// The raw value of a path parameter.
    fn path_value(&self, name: &str) -> Option<&str> {
        match self {
            Self::Apart(values, _) => values.iter().find(|(known, _)| known == name).map(|(_, raw)| raw.as_str()),
            #[cfg(feature = "server")]
            Self::Whole(uri, PathValues(values)) => {
                let (_, place) = values.as_slice().iter().find(|(known, _)| **known == *name)?;
                uri.path().get(place.clone())
            }
        }
    }

    fn names(&self) -> Vec<&str> {
        match self {
            Self::Apart(values, _) => values.iter().map(|(name, _)| name.as_str()).collect(),
            #[cfg(feature = "server")]
            Self::Whole(_, PathValues(values)) => values.as_slice().iter().map(|(name, _)| &**name).collect(),
        }
    }
}

/// Where the values of a path's parameters stand in it, by name.
#[cfg(feature = "server")]
pub(crate) struct PathValues(Few<(Arc<str>, Range<usize>)>);

#[cfg(feature = "server")]
impl PathValues {
    /// Of values that are parts of the path.
    pub(crate) fn within(path: &str, values: &Few<(Arc<str>, &str)>) -> Self {
        let place = |value: &str| {
            let start = value.as_ptr().addr().wrapping_sub(path.as_ptr().addr());
            start..start.wrapping_add(value.len())
        };
        Self(values.as_slice().iter().map(|(name, value)| (Arc::clone(name), place(value))).collect())
    }
}

/// A request on its way in, its body read, free of any transport.
///
/// `Debug` shows the names of its path parameters alone: the rest may hold credentials.
pub struct RequestReader {
    address: Address,
    headers: HeaderMap,
    body: Bytes,
    /// Names of API keys in the query, and in cookies.
    credentials: (Vec<&'static str>, Vec<&'static str>),
}

impl RequestReader {
    /// A request whose path parameters were decoded already.
    ///
    /// The items of a list are told apart by the commas that are left, so prefer
    /// [`RequestReader::matching`] where the raw path is at hand.
    #[must_use]
    pub fn new(path_parameters: Vec<(String, String)>, query: Option<&str>, headers: HeaderMap, body: Bytes) -> Self {
        let raw = |(name, value): (String, String)| (name, percent::encode_decoded_path(&value).into_owned());
        Self::from_raw(path_parameters.into_iter().map(raw).collect(), query, headers, body)
    }

    /// A request whose path parameters are as they stood in the path, still percent-encoded.
    #[must_use]
    pub fn from_raw(
        path_parameters: Vec<(String, String)>,
        query: Option<&str>,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        let address = Address::Apart(path_parameters, query.unwrap_or_default().to_owned());
        Self { address, headers, body, credentials: Default::default() }
    }

    /// A request whose path parameters are as they stood in the address, and its body not read yet.
    #[cfg(feature = "server")]
    pub(crate) fn of(values: PathValues, uri: http::Uri, headers: HeaderMap) -> Self {
        Self { address: Address::Whole(uri, values), headers, body: Bytes::new(), credentials: Default::default() }
    }

    /// A request from its raw path, matched against the last segments of the path template.
    ///
    /// `None` when the path isn't one of the template's.
    #[must_use]
    pub fn matching(template: &str, path: &str, query: Option<&str>, headers: HeaderMap, body: Bytes) -> Option<Self> {
        Some(Self::from_raw(match_path(template, path)?, query, headers, body))
    }

    /// Keeps the API keys of these schemes out of parameters that take whatever stands in the query or in cookies.
    #[must_use]
    pub fn without_credentials(mut self, schemes: &[SecurityScheme]) -> Self {
        for scheme in schemes {
            match scheme.kind {
                SchemeKind::ApiKey { location: ApiKeyLocation::Query, name } => self.credentials.0.push(name),
                SchemeKind::ApiKey { location: ApiKeyLocation::Cookie, name } => self.credentials.1.push(name),
                _ => {}
            }
        }
        self
    }

    /// Begins to read the parameters of an operation.
    #[must_use]
    pub fn input(&self, parameters: &'static [Parameter]) -> Input<'_> {
        Input::new(self, parameters)
    }

    /// The body.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// The headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Puts the body there, once it has been read.
    #[cfg(feature = "server")]
    pub(crate) fn set_body(&mut self, body: Bytes) {
        self.body = body;
    }

    /// A path parameter, decoded; `None` where there is none, or it isn't UTF-8.
    #[cfg(feature = "server")]
    pub(crate) fn path_parameter(&self, name: &str) -> Option<String> {
        percent::decode(self.address.path_value(name)?)
    }

    /// The values of a query parameter, decoded, in the order in which they stand.
    #[cfg(feature = "server")]
    pub(crate) fn query_parameters(&self, name: &str) -> impl Iterator<Item = String> {
        self.query_pairs().filter(move |(known, _)| known == name).filter_map(|(_, raw)| percent::decode_query(raw))
    }

    /// The value of `Content-Type`, if it is there and readable.
    pub(crate) fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The value of a parameter as a tree, `None` when it isn't there.
    pub(super) fn tree(
        &self,
        parameter: &Parameter,
        shape: &'static Shape,
        all: &[Parameter],
    ) -> Result<Option<Tree>, Reason> {
        match parameter.location {
            Location::Path => match self.address.path_value(parameter.name) {
                None => Ok(None),
                Some("") => Err("can't be empty"),
                Some(raw) if parameter.style == Style::Json => {
                    percent::decode(raw).map(|text| Some(Tree::text(text))).ok_or("isn't UTF-8 when decoded")
                }
                Some(raw) => read::path(parameter, shape, raw).map(Some),
            },
            Location::Query => self.query_tree(parameter, shape, all),
            Location::Header => input::header_tree(parameter, shape, &self.headers),
            Location::Cookie => self.cookie_tree(parameter, shape),
        }
    }

    /// Decoded names and raw values; what isn't UTF-8 has no name that a document knows.
    fn query_pairs(&self) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
        self.address.query().split('&').filter(|pair| !pair.is_empty()).filter_map(read::pair)
    }

    fn query_tree(
        &self,
        parameter: &Parameter,
        shape: &'static Shape,
        all: &[Parameter],
    ) -> Result<Option<Tree>, Reason> {
        match (parameter.style, Form::of(shape)) {
            (Style::DeepObject, Form::Record(_) | Form::Map(_)) => read::deep(parameter, shape, self.query_pairs()),
            (Style::Form, Form::Record(_) | Form::Map(_)) if parameter.explode => {
                read::exploded(shape, self.query_pairs(), all, &self.credentials.0)
            }
            _ => {
                let values = self.query_pairs().filter(|(name, _)| name == parameter.name);
                let values: Few<_> = values.map(|(_, value)| value).collect();
                read::values(parameter, shape, values.as_slice(), percent::decode_query)
            }
        }
    }

    fn cookie_tree(&self, parameter: &Parameter, shape: &'static Shape) -> Result<Option<Tree>, Reason> {
        let mut cookies = Vec::new();
        for header in self.headers.get_all(COOKIE) {
            let header = std::str::from_utf8(header.as_bytes()).map_err(|_| "isn't UTF-8")?;
            cookies.extend(header.split(';').filter_map(|cookie| cookie.trim().split_once('=')));
        }
        let form = Form::of(shape);
        if matches!(form, Form::Record(_) | Form::Map(_)) && parameter.explode && parameter.style != Style::Json {
            let pairs = cookies.into_iter().map(|(name, value)| (Cow::Borrowed(name), value));
            return read::exploded(shape, pairs, &[], &self.credentials.1);
        }
        let name = percent::encode(parameter.name);
        let ours = cookies.iter().filter(|(given, _)| *given == parameter.name || *given == name);
        let values: Vec<_> = ours.map(|(_, value)| unquoted(value)).collect();
        read::values(parameter, shape, &values, percent::decode)
    }
}

impl std::fmt::Debug for RequestReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RequestReader").field("path", &self.address.names()).finish_non_exhaustive()
    }
}

/// A cookie's value without the quotes that it may stand in (RFC 6265, section 4.1.1).
fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value)
}

/// The raw values of a template's parameters in a path.
fn match_path(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let mut segments: Vec<&str> = path.split('/').collect();
    let wanted: Vec<&str> = template.split('/').filter(|segment| !segment.is_empty()).collect();
    let trailing = template.len() > 1 && template.ends_with('/');
    if trailing && segments.pop() != Some("") {
        return None;
    }
    let given = segments.split_off(segments.len().checked_sub(wanted.len())?);
    let mut values = Vec::new();
    for (wanted, given) in wanted.iter().zip(given) {
        match_segment(wanted, given, &mut values)?;
    }
    Some(values)
}

/// One segment: literal text around any number of parameters.
fn match_segment(template: &str, segment: &str, values: &mut Vec<(String, String)>) -> Option<()> {
    let Some((before, rest)) = template.split_once('{') else {
        let same = template == segment || percent::decode(segment).as_deref() == Some(template);
        return same.then_some(());
    };
    let (name, rest) = rest.split_once('}')?;
    let segment = segment.strip_prefix(before)?;
    let literal = rest.split('{').next().unwrap_or_default();
    let end = if literal.is_empty() {
        segment.len()
    } else if rest.len() == literal.len() {
        segment.strip_suffix(literal)?.len()
    } else {
        segment.find(literal)?
    };
    let (value, after) = segment.split_at(end);
    values.push((name.strip_prefix('+').unwrap_or(name).to_owned(), value.to_owned()));
    match_segment(rest, after, values)
}

#[cfg(test)]
mod tests {
    use super::match_path;

    #[track_caller]
    fn check(template: &str, path: &str, expected: Option<&[(&str, &str)]>) {
        let expected = expected.map(|pairs| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>()
        });
        assert_eq!(match_path(template, path), expected, "{path}");
    }

    #[test]
    fn paths_give_raw_values() {
        check("/batches/{batch}", "/batches/a%2Fb", Some(&[("batch", "a%2Fb")]));
        check("/batches/{batch}", "/api/v1/batches/a", Some(&[("batch", "a")]));
        check("/a/{x}/b/{y}", "/a/1/b/2", Some(&[("x", "1"), ("y", "2")]));
        check("/a/{x}", "/b/1", None);
        check("/a/{x}/", "/a/1/", Some(&[("x", "1")]));
        check("/a/{x}/", "/a/1", None);
        check("/", "/", Some(&[]));
    }

    #[test]
    fn debug_shows_no_value() {
        let mut headers = http::HeaderMap::new();
        headers.insert("authorization", http::HeaderValue::from_static("hunter2"));
        let path = vec![("id".to_owned(), "hunter2".to_owned())];
        let body = bytes::Bytes::from_static(b"hunter2");
        let request = super::RequestReader::from_raw(path, Some("key=hunter2"), headers, body);
        let shown = format!("{request:?} {:?}", request.input(&[]));
        assert!(shown.contains("id") && !shown.contains("hunter2"), "{shown}");
    }

    #[test]
    fn a_parameter_that_takes_everything_takes_no_credential() {
        use crate::access::{ApiKeyLocation, SchemeKind, SecurityScheme};
        use crate::parameter::Parameter;
        use crate::types::IndexMap;
        static ALL: [Parameter; 1] = [Parameter::query("all")];
        let kind = SchemeKind::ApiKey { location: ApiKeyLocation::Query, name: "api key" };
        let request =
            super::RequestReader::from_raw(Vec::new(), Some("a=1&api+key=x"), Default::default(), Default::default());
        let names = |request: &super::RequestReader| {
            let all = request.input(&ALL).optional::<IndexMap<String, String>>(&ALL[0]);
            all.flatten().map(|all| all.into_keys().collect::<Vec<_>>())
        };
        assert_eq!(names(&request), Some(vec!["a".to_owned(), "api key".to_owned()]));
        let request = request.without_credentials(&[SecurityScheme { name: "key", kind }]);
        assert_eq!(names(&request), Some(vec!["a".to_owned()]));
    }

    #[test]
    fn a_segment_may_hold_several_parameters() {
        check("/report.{format}", "/report.pdf", Some(&[("format", "pdf")]));
        check("/{name}.{format}", "/a.b.pdf", Some(&[("name", "a"), ("format", "b.pdf")]));
        check("/{from}-{to}/x", "/1-2/x", Some(&[("from", "1"), ("to", "2")]));
        check("/{id}:cancel", "/7:cancel", Some(&[("id", "7")]));
        check("/{id}:cancel", "/7:start", None);
    }
}
