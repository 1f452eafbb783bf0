//! Which credentials a request carries, and where.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{BuildError, MissingCredential};
use crate::Secret;
use crate::access::{AccessRule, Alternative, ApiKeyLocation, Permissions, SchemeKind, SecurityScheme};

/// Everything but the unreserved characters of RFC 3986, 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A credential in the form in which it is sent.
#[derive(Debug, Clone)]
pub(super) enum Placed {
    /// A header, its value marked as sensitive.
    Header(HeaderName, HeaderValue),
    /// `name=value` for the query.
    Query(Secret),
    /// `name=value` for the header `Cookie`.
    Cookie(Secret),
    /// The HTTP client sees to it: a client certificate, or a signature over the request.
    ByTransport,
}

/// The credentials that a client holds, by the name of their scheme.
#[derive(Debug, Clone, Default)]
pub(super) struct Configured(BTreeMap<&'static str, Placed>);

impl Configured {
    /// Keeps the secret for the scheme; `None` where the HTTP client sees to it.
    pub(super) fn insert<P: Permissions>(
        &mut self,
        name: &'static str,
        secret: Option<&Secret>,
    ) -> Result<(), BuildError> {
        let scheme = P::SCHEMES.iter().find(|scheme| scheme.name == name).ok_or(BuildError::UnknownScheme(name))?;
        let placed = match secret {
            Some(secret) => placed(scheme, secret).ok_or(BuildError::Credential(name))?,
            None => Placed::ByTransport,
        };
        self.0.insert(scheme.name, placed);
        Ok(())
    }

    /// The credentials of the first alternative that asks for some and whose schemes all have one;
    /// none if there is no such alternative and one asks for nothing.
    pub(super) fn choose<P: Permissions>(
        &self,
        operation: &'static str,
        rule: &AccessRule<P>,
    ) -> Result<Vec<&Placed>, MissingCredential> {
        let asking = rule.alternatives().iter().filter(|alternative| !alternative.requirements().is_empty());
        for alternative in asking.clone() {
            if let Some(credentials) = self.credentials(alternative) {
                return Ok(credentials);
            }
        }
        if rule.admits_anyone() {
            return Ok(Vec::new());
        }
        let name = |scheme: Option<&'static SecurityScheme>| scheme.map_or("an unknown scheme", |scheme| scheme.name);
        let names = |alternative: &Alternative<P>| {
            alternative.requirements().iter().map(|requirement| name(requirement.scheme())).collect()
        };
        Err(MissingCredential { operation, alternatives: asking.map(names).collect() })
    }

    fn credentials<P: Permissions>(&self, alternative: &Alternative<P>) -> Option<Vec<&Placed>> {
        let requirements = alternative.requirements().iter();
        let all = requirements.map(|requirement| self.0.get(requirement.scheme()?.name)).collect::<Option<Vec<_>>>()?;
        // A header has room for one credential.
        let clash = |(at, placed): (usize, &&Placed)| match placed {
            Placed::Header(name, value) => all[..at]
                .iter()
                .any(|before| matches!(before, Placed::Header(known, held) if known == name && held != value)),
            _ => false,
        };
        let clashes = all.iter().enumerate().any(clash);
        (!clashes).then_some(all)
    }
}

/// `None` when the secret can't stand there.
fn placed(scheme: &SecurityScheme, secret: &Secret) -> Option<Placed> {
    let text = secret.expose();
    if text.is_empty() {
        return None;
    }
    match scheme.kind {
        SchemeKind::ApiKey { location: ApiKeyLocation::Header, name } => {
            header(HeaderName::from_bytes(name.as_bytes()).ok()?, text)
        }
        SchemeKind::ApiKey { location: ApiKeyLocation::Query, name } => {
            let encoded = |text| utf8_percent_encode(text, RESERVED);
            Some(Placed::Query(Secret::from(format!("{}={}", encoded(name), encoded(text)))))
        }
        SchemeKind::ApiKey { location: ApiKeyLocation::Cookie, name } => {
            let fits = text.bytes().all(is_cookie_byte);
            fits.then(|| Placed::Cookie(Secret::from(format!("{name}={text}"))))
        }
        SchemeKind::Basic => {
            text.contains(':').then(|| header(AUTHORIZATION, &format!("Basic {}", STANDARD.encode(text)))).flatten()
        }
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. } => {
            header(AUTHORIZATION, &format!("Bearer {text}"))
        }
        SchemeKind::Http(word) => header(AUTHORIZATION, &format!("{word} {text}")),
        SchemeKind::MutualTls => None,
    }
}

fn header(name: HeaderName, text: &str) -> Option<Placed> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(Placed::Header(name, value))
}

/// RFC 6265, 4.1.1: cookie-octet.
const fn is_cookie_byte(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

/// Puts the credentials into a request.
pub(super) fn apply(credentials: &[&Placed], url: &mut url::Url, headers: &mut HeaderMap) {
    for credential in credentials {
        match credential {
            Placed::Header(name, value) => {
                headers.insert(name, value.clone());
            }
            Placed::Query(pair) => {
                let query = match url.query() {
                    Some(query) if !query.is_empty() => format!("{query}&{}", pair.expose()),
                    _ => pair.expose().to_owned(),
                };
                url.set_query(Some(&query));
            }
            Placed::Cookie(pair) => add_cookie(pair, headers),
            Placed::ByTransport => {}
        }
    }
}

fn add_cookie(pair: &Secret, headers: &mut HeaderMap) {
    let mut cookies = headers.get(COOKIE).map_or_else(Vec::new, |known| known.as_bytes().to_vec());
    if !cookies.is_empty() {
        cookies.extend_from_slice(b"; ");
    }
    cookies.extend_from_slice(pair.expose().as_bytes());
    // Both parts were header values before.
    if let Ok(mut value) = HeaderValue::from_bytes(&cookies) {
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod tests {
    use super::*;
    use crate::access::samples::Few;
    use crate::access::{PermissionSet, Requirement, scheme_index};

    fn configured(secrets: &[(&'static str, &str)]) -> Configured {
        let mut configured = Configured::default();
        for (name, secret) in secrets {
            configured.insert::<Few>(name, Some(&Secret::from(*secret))).unwrap();
        }
        configured
    }

    fn rule(alternatives: &[&[&str]]) -> AccessRule<Few> {
        let requirement = |name: &&str| Requirement::new(scheme_index(Few::SCHEMES, name), PermissionSet::EMPTY);
        let all: Vec<_> = alternatives
            .iter()
            .map(|names| Alternative::new(names.iter().map(requirement).collect::<Vec<_>>().leak()))
            .collect();
        AccessRule::new(all.leak())
    }

    /// The URL and the headers of a request with these secrets to an operation with this rule.
    fn sent(secrets: &[(&'static str, &str)], alternatives: &[&[&str]]) -> Result<String, MissingCredential> {
        let mut url = url::Url::parse("http://h/?a=1").unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("c=d"));
        let configured = configured(secrets);
        apply(&configured.choose("op", &rule(alternatives))?, &mut url, &mut headers);
        let headers = headers.iter().map(|(name, value)| format!(" {name}: {}", value.to_str().unwrap()));
        Ok(std::iter::once(url.query().unwrap().to_owned()).chain(headers).collect())
    }

    #[test]
    fn each_kind_stands_in_its_place() {
        for (name, secret, expected) in [
            ("key", "a b", "a=1 cookie: c=d x-api-key: a b"),
            ("token", "t", "a=1 cookie: c=d authorization: Bearer t"),
            ("oauth", "t", "a=1 cookie: c=d authorization: Bearer t"),
            ("login", "ann:a:b", "a=1 cookie: c=d authorization: Basic YW5uOmE6Yg=="),
            ("digest", "a=1", "a=1 cookie: c=d authorization: digest a=1"),
            ("secret", "s", "a=1 cookie: c=d authorization: s"),
            ("query_key", "a+b&c d", "a=1&api%20key=a%2Bb%26c%20d cookie: c=d"),
            ("session", "x=y", "a=1 cookie: c=d; session=x=y"),
        ] {
            assert_eq!(sent(&[(name, secret)], &[&[name]]), Ok(expected.to_owned()));
        }
    }

    #[test]
    fn the_first_alternative_with_all_its_credentials_is_taken() {
        let secrets = [("key", "k"), ("token", "t")];
        let none = Ok("a=1 cookie: c=d".to_owned());
        assert_eq!(
            sent(&secrets, &[&["key", "session"], &["token"], &["key"]]).unwrap(),
            "a=1 cookie: c=d authorization: Bearer t"
        );
        assert_eq!(
            sent(&secrets, &[&["key", "token"]]).unwrap(),
            "a=1 cookie: c=d x-api-key: k authorization: Bearer t"
        );
        assert_eq!(sent(&secrets, &[&[]]), none);
        assert_eq!(sent(&secrets, &[&["session"], &[]]), none);
        assert_eq!(sent(&[("key", "k")], &[&[], &["key"]]).unwrap(), "a=1 cookie: c=d x-api-key: k");
    }

    #[test]
    fn without_any_the_error_names_the_schemes() {
        let error = sent(&[("token", "hunter2")], &[&["key", "token"], &["session"]]).unwrap_err();
        assert_eq!(error.to_string(), "the client has no credential for `op`, which needs key and token, or session");
        assert_eq!(
            sent(&[], &[]).unwrap_err().to_string(),
            "the client has no credential for `op`, which nobody may call"
        );
    }

    #[test]
    fn one_header_never_carries_two_credentials() {
        assert!(sent(&[("token", "t"), ("login", "a:b")], &[&["token", "login"]]).is_err());
        assert!(sent(&[("token", "t"), ("oauth", "t")], &[&["token", "oauth"]]).is_ok());
    }

    #[test]
    fn what_cannot_stand_there_is_refused() {
        for (name, secret) in [
            ("key", "a\nb"),
            ("key", ""),
            ("session", "a;b"),
            ("session", "a b"),
            ("login", "ann"),
            ("certificate", "x"),
        ] {
            let refused = Configured::default().insert::<Few>(name, Some(&Secret::from(secret)));
            assert!(matches!(refused, Err(BuildError::Credential(_))), "{name} {secret}");
        }
        let unknown = Configured::default().insert::<Few>("other", None);
        assert!(matches!(unknown, Err(BuildError::UnknownScheme("other"))));
    }

    #[test]
    fn debug_shows_no_secret() {
        let all = configured(&[
            ("key", "hunter2"),
            ("token", "hunter2"),
            ("query_key", "hunter2"),
            ("session", "hunter2"),
            ("login", "a:hunter2"),
        ]);
        assert!(!format!("{all:?} {all:#?}").contains("hunter2"));
    }
}
