//! Where the API is.

use std::borrow::Cow;

use url::Url;

use super::BuildError;
use crate::payload::EncodeError;

/// A base URL: scheme, host, and a path that stays in front of every operation's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    /// Without a slash at the end.
    text: String,
    is_https: bool,
    /// Whether it also counts for operations that have a server of their own.
    of_all: bool,
}

impl Base {
    pub(super) fn parse(text: &str) -> Result<Self, BuildError> {
        let url = Url::parse(text).map_err(|error| BuildError::BaseUrl(error.to_string()))?;
        let refuse = |why: &str| Err(BuildError::BaseUrl(why.to_owned()));
        if !matches!(url.scheme(), "http" | "https") {
            return refuse("its scheme is neither http nor https");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("it holds a user name or password, which belong into a credential");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refuse("it has a query or a fragment");
        }
        Ok(Self {
            text: url.as_str().trim_end_matches('/').to_owned(),
            is_https: url.scheme() == "https",
            of_all: false,
        })
    }

    /// The same for all operations, also for those that have a server of their own.
    pub(super) fn of_all(self) -> Self {
        Self { of_all: true, ..self }
    }

    pub(super) const fn is_of_all(&self) -> bool {
        self.of_all
    }

    /// The base of an operation, which may have a server of its own; a relative one is on the same host.
    ///
    /// # Errors
    ///
    /// When the server's URL can't be used, or the call would leave HTTPS.
    pub(super) fn of_operation(&self, server: Option<&str>) -> Result<Cow<'_, Self>, EncodeError> {
        let Some(server) = server else { return Ok(Cow::Borrowed(self)) };
        let refuse = |problem: String| EncodeError { at: "/server".to_owned(), problem };
        let here = Url::parse(&self.text).map_err(|error| refuse(error.to_string()))?;
        let there = here.join(server).map_err(|error| refuse(error.to_string()))?;
        let is_relative = Url::parse(server).is_err() && there.origin() == here.origin();
        if self.of_all && !is_relative {
            return Ok(Cow::Borrowed(self));
        }
        let base = Self::parse(there.as_str()).map_err(|error| refuse(error.to_string()))?;
        if self.is_https && !base.is_https {
            let problem = "the operation's own server is called by plain HTTP, and the API by HTTPS; name it as the \
                           base URL of a client of its own";
            return Err(refuse(problem.to_owned()));
        }
        Ok(Cow::Owned(base))
    }

    pub(super) const fn is_https(&self) -> bool {
        self.is_https
    }

    /// The URL of an operation.
    ///
    /// # Errors
    ///
    /// When a segment of the path is `.` or `..`, however encoded, or holds one behind a slash: every URL library takes
    /// those away, some proxies do, and the request would reach another operation.
    pub(super) fn join(&self, path_and_query: &str) -> Result<Url, EncodeError> {
        let refuse = |problem: String| EncodeError { at: "/path".to_owned(), problem };
        let (path, _) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        if path.split('/').any(has_dots) {
            return Err(refuse("a segment of the path would be `.` or `..`".to_owned()));
        }
        let slash = if path_and_query.starts_with('/') { "" } else { "/" };
        Url::parse(&format!("{}{slash}{path_and_query}", self.text)).map_err(|error| refuse(error.to_string()))
    }
}

/// WHATWG URL: single-dot and double-dot path segments; and those that appear when slashes are decoded, as some proxies
/// do, which our own server refuses.
fn has_dots(segment: &str) -> bool {
    let decoded = segment.to_ascii_lowercase().replace("%2e", ".").replace("%2f", "/").replace("%5c", "/");
    decoded.split(['/', '\\']).any(|piece| matches!(piece.split(';').next(), Some("." | "..")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod tests {
    use super::*;

    #[test]
    fn the_base_path_stays() {
        for (base, path, expected) in [
            ("https://api.inkit.com/v1", "/batch?page=2", "https://api.inkit.com/v1/batch?page=2"),
            ("https://api.inkit.com/v1/", "/batch", "https://api.inkit.com/v1/batch"),
            ("https://example.com", "/", "https://example.com/"),
            ("https://example.com/", "v1/x%2Fy/", "https://example.com/v1/x%2Fy/"),
            ("http://127.0.0.1:8080", "/a", "http://127.0.0.1:8080/a"),
            ("http://[::1]:8080/a/b//", "/c", "http://[::1]:8080/a/b/c"),
        ] {
            assert_eq!(Base::parse(base).unwrap().join(path).unwrap().as_str(), expected);
        }
    }

    #[test]
    fn an_operation_has_a_server_of_its_own() {
        let base = Base::parse("https://example.com/v1").unwrap();
        let joined = |base: &Base, server| base.of_operation(server).map(|base| base.join("/a").unwrap().to_string());
        for (server, alone, of_all) in [
            (None, "https://example.com/v1/a", "https://example.com/v1/a"),
            (Some("https://up.example.com/v3/"), "https://up.example.com/v3/a", "https://example.com/v1/a"),
            (Some("//up.example.com"), "https://up.example.com/a", "https://example.com/v1/a"),
            (Some("/v2"), "https://example.com/v2/a", "https://example.com/v2/a"),
            (Some("/"), "https://example.com/a", "https://example.com/a"),
        ] {
            assert_eq!(joined(&base, server).unwrap(), alone);
            assert_eq!(joined(&base.clone().of_all(), server).unwrap(), of_all);
        }
        assert!(joined(&base, Some("http://up.example.com")).is_err(), "a call doesn't leave HTTPS");
        assert!(joined(&base, Some("https://ann:hunter2@example.com")).is_err());
    }

    #[test]
    fn a_value_never_climbs_out_of_its_segment() {
        let base = Base::parse("https://example.com/v1").unwrap();
        for path in ["/a/../b", "/a/%2e%2E/b", "/a/.%2e", "/./b", "/a/%2e", "/a\\..\\b", "/a/..%2Fb", "/a/%2E%5cb"] {
            assert!(base.join(path).is_err(), "{path}");
        }
        for path in ["/a/...", "/a/..b", "/a?b=/../c", "/a/%252e%252e"] {
            assert!(base.join(path).unwrap().as_str().ends_with(path));
        }
    }

    #[test]
    fn other_urls_are_refused_without_showing_them() {
        for base in ["", "example.com", "ftp://example.com", "https://ann:hunter2@example.com", "https://x?key=hunter2"]
        {
            let error = Base::parse(base).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("hunter2"));
        }
    }
}
