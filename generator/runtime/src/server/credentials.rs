//! Reads credentials out of a request, where the document's security schemes say that they stand.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE};
use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderName};
use percent_encoding::percent_decode_str;

use crate::Secret;
use crate::access::{ApiKeyLocation, ClientCertificate, Credential, Credentials, SchemeKind, SecurityScheme};

/// A credential stands where one should, and isn't one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Malformed(pub(super) String);

/// The credentials that a request carries for these schemes. Certificates are among its extensions.
///
/// # Errors
///
/// When one is malformed, or stands there more than once so that nobody can tell which is meant: the scheme's name, and
/// what is wrong.
pub(super) fn presented(
    schemes: &[&'static SecurityScheme],
    request: &Parts,
    extensions: &Extensions,
) -> Result<Credentials, (&'static str, Malformed)> {
    let found = schemes.iter().filter_map(|scheme| {
        let found = credential(scheme, schemes, request, extensions).transpose()?;
        Some(found.map(|found| (scheme.name, found)).map_err(|malformed| (scheme.name, malformed)))
    });
    found.collect()
}

fn credential(
    scheme: &SecurityScheme,
    schemes: &[&'static SecurityScheme],
    request: &Parts,
    extensions: &Extensions,
) -> Result<Option<Credential>, Malformed> {
    Ok(match scheme.kind {
        SchemeKind::ApiKey { location, name } => api_key(location, name, schemes, request)?.map(Credential::ApiKey),
        SchemeKind::Basic => authorization("basic", &request.headers)?.map(basic).transpose()?,
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. } => {
            authorization("bearer", &request.headers)?.map(bearer).transpose()?
        }
        SchemeKind::Http(word) => authorization(word, &request.headers)?.map(Secret::from).map(Credential::Http),
        SchemeKind::MutualTls => extensions.get::<ClientCertificate>().cloned().map(Credential::Certificate),
    })
}

fn api_key(
    location: ApiKeyLocation,
    name: &'static str,
    schemes: &[&'static SecurityScheme],
    request: &Parts,
) -> Result<Option<Secret>, Malformed> {
    let value = match location {
        ApiKeyLocation::Header => header_key(name, schemes, &request.headers)?.map(Cow::Borrowed),
        ApiKeyLocation::Query => query_key(name, request.uri.query().unwrap_or_default())?,
        ApiKeyLocation::Cookie => cookie_key(name, &request.headers)?.map(Cow::Borrowed),
    };
    match value {
        Some(value) if value.is_empty() => Err(Malformed(format!("the credential `{name}` is empty"))),
        value => Ok(value.map(|value| Secret::from(value.into_owned()))),
    }
}

/// The whole value of a header, unless the header is `Authorization` and its first word is that of
/// another scheme of the rule: one header never counts for both.
fn header_key<'r>(
    name: &'static str,
    schemes: &[&'static SecurityScheme],
    headers: &'r HeaderMap,
) -> Result<Option<&'r str>, Malformed> {
    let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else { return Ok(None) };
    let value = single(&name, headers)?;
    if name != AUTHORIZATION {
        return Ok(value);
    }
    let is_claimed = |value: &&str| {
        let word = value.split(' ').next().unwrap_or_default();
        schemes.iter().filter_map(|scheme| http_word(scheme)).any(|claimed| claimed.eq_ignore_ascii_case(word))
    };
    Ok(value.filter(|value| !is_claimed(value)))
}

const fn http_word(scheme: &SecurityScheme) -> Option<&'static str> {
    match scheme.kind {
        SchemeKind::Basic => Some("basic"),
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. } => Some("bearer"),
        SchemeKind::Http(word) => Some(word),
        SchemeKind::ApiKey { .. } | SchemeKind::MutualTls => None,
    }
}

fn query_key<'r>(name: &str, query: &'r str) -> Result<Option<Cow<'r, str>>, Malformed> {
    let mut found = None;
    for pair in query.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        if form_decoded(key).is_none_or(|key| key != name) {
            continue;
        }
        if found.is_some() {
            return Err(Malformed(format!("the query parameter `{name}` stands twice")));
        }
        let value = form_decoded(value);
        found = Some(value.ok_or_else(|| Malformed(format!("the query parameter `{name}` isn't UTF-8")))?);
    }
    Ok(found)
}

fn form_decoded(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('+') {
        let spaced = text.replace('+', " ");
        let decoded = percent_decode_str(&spaced).decode_utf8().ok()?;
        return Some(Cow::Owned(decoded.into_owned()));
    }
    percent_decode_str(text).decode_utf8().ok()
}

/// HTTP/2 may split cookies over several headers (RFC 9113, 8.2.3).
fn cookie_key<'r>(name: &str, headers: &'r HeaderMap) -> Result<Option<&'r str>, Malformed> {
    let mut found = None;
    for header in headers.get_all(COOKIE) {
        for cookie in header.as_bytes().split(|byte| *byte == b';') {
            let equals = cookie.iter().position(|byte| *byte == b'=').unwrap_or(cookie.len());
            // What other cookies hold, which need not be text, is nobody's business here.
            if cookie[..equals].trim_ascii() != name.as_bytes() {
                continue;
            }
            let value = cookie.get(equals + 1..).unwrap_or_default().trim_ascii();
            let value = std::str::from_utf8(value).ok().filter(|value| value.is_ascii());
            let value = value.ok_or_else(|| Malformed(format!("the cookie `{name}` isn't text")))?;
            if found.replace(value).is_some() {
                return Err(Malformed(format!("the cookie `{name}` stands twice")));
            }
        }
    }
    Ok(found)
}

/// What follows the scheme's word in `Authorization`, if that is the word there.
fn authorization<'r>(word: &str, headers: &'r HeaderMap) -> Result<Option<&'r str>, Malformed> {
    let Some(value) = single(&AUTHORIZATION, headers)? else { return Ok(None) };
    let (found, rest) = value.split_once(' ').unwrap_or((value, ""));
    if !found.eq_ignore_ascii_case(word) {
        return Ok(None);
    }
    match rest.trim() {
        "" => Err(Malformed(format!("nothing follows `{found}` in the header `Authorization`"))),
        rest => Ok(Some(rest)),
    }
}

fn single<'r>(name: &HeaderName, headers: &'r HeaderMap) -> Result<Option<&'r str>, Malformed> {
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(Malformed(format!("the header `{name}` stands twice")));
    }
    let text = value.to_str().map_err(|_| Malformed(format!("the header `{name}` isn't text")))?;
    Ok(Some(text.trim()))
}

/// RFC 7617, section 2.
fn basic(encoded: &str) -> Result<Credential, Malformed> {
    let malformed = || Malformed("the Basic credential isn't `username:password` in Base64".to_owned());
    let bytes = STANDARD.decode(encoded).map_err(|_| malformed())?;
    let text = Secret::from(String::from_utf8(bytes).map_err(|_| malformed())?);
    let (username, password) = text.expose().split_once(':').ok_or_else(malformed)?;
    if text.expose().contains(char::is_control) {
        return Err(malformed());
    }
    Ok(Credential::Basic { username: username.to_owned(), password: Secret::from(password) })
}

/// RFC 6750, section 2.1, but with any visible character: tokens such as `12|abc` are in wide use.
fn bearer(token: &str) -> Result<Credential, Malformed> {
    // Of white space, headers can hold these two.
    if token.bytes().any(|byte| matches!(byte, b' ' | b'\t')) {
        return Err(Malformed("the bearer token contains a space".to_owned()));
    }
    Ok(Credential::Bearer(Secret::from(token)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod tests {
    use super::*;
    use crate::access::Permissions;
    use crate::access::samples::Few;

    fn read(
        schemes: &[&str],
        uri: &str,
        headers: &[(&str, &str)],
    ) -> Result<Vec<(&'static str, Credential)>, Malformed> {
        let mut request = http::Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let schemes: Vec<_> = Few::SCHEMES.iter().filter(|scheme| schemes.contains(&scheme.name)).collect();
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let credentials = presented(&schemes, &parts, &parts.extensions).map_err(|(_, why)| why)?;
        Ok(credentials.iter().map(|(name, credential)| (name, credential.clone())).collect())
    }

    fn key(text: &str) -> Credential {
        Credential::ApiKey(Secret::from(text))
    }

    #[test]
    fn api_keys_are_read_where_they_stand() {
        assert_eq!(read(&["key"], "/", &[("x-api-key", "a b")]), Ok(vec![("key", key("a b"))]));
        assert_eq!(read(&["query_key"], "/?x=1&api%20key=a%2Bb+c", &[]), Ok(vec![("query_key", key("a+b c"))]));
        assert_eq!(read(&["query_key"], "/?api+key=1", &[]), Ok(vec![("query_key", key("1"))]));
        assert_eq!(read(&["session"], "/", &[("cookie", "a=b; session=x=y")]), Ok(vec![("session", key("x=y"))]));
        let split = [("cookie", "a=b"), ("cookie", "session=1")];
        assert_eq!(read(&["session"], "/", &split), Ok(vec![("session", key("1"))]));
        let others = [("cookie", "name=Zoë; session=1; =; x")];
        assert_eq!(read(&["session"], "/", &others), Ok(vec![("session", key("1"))]));
        assert_eq!(read(&["key", "query_key", "session"], "/?apikey=1", &[("cookie", "sessions=1")]), Ok(vec![]));
    }

    #[test]
    fn a_key_in_the_authorization_header_is_its_whole_value() {
        assert_eq!(read(&["secret"], "/", &[("authorization", "abc")]), Ok(vec![("secret", key("abc"))]));
        assert_eq!(read(&["secret"], "/", &[("authorization", "Bearer abc")]), Ok(vec![("secret", key("Bearer abc"))]));
    }

    #[test]
    fn schemes_that_share_the_authorization_header_are_told_apart_by_its_word() {
        let all = ["secret", "token", "login", "digest"];
        let read = |value| read(&all, "/", &[("authorization", value)]);
        assert_eq!(read("bEARER abc"), Ok(vec![("token", Credential::Bearer(Secret::from("abc")))]));
        let login = Credential::Basic { username: "ann".to_owned(), password: Secret::from("a:b") };
        assert_eq!(read("basic YW5uOmE6Yg=="), Ok(vec![("login", login)]));
        assert_eq!(read("Digest a=1, b=2"), Ok(vec![("digest", Credential::Http(Secret::from("a=1, b=2")))]));
        assert_eq!(read("abc"), Ok(vec![("secret", key("abc"))]));
        assert_eq!(read("Other abc"), Ok(vec![("secret", key("Other abc"))]));
    }

    #[test]
    fn oauth_is_a_bearer_token() {
        let found = read(&["oauth", "token"], "/", &[("authorization", "Bearer 12|abc")]).unwrap();
        let token = Credential::Bearer(Secret::from("12|abc"));
        assert_eq!(found, [("token", token.clone()), ("oauth", token)]);
    }

    #[test]
    fn malformed_credentials_are_errors() {
        let all = ["key", "token", "login", "query_key", "session", "digest"];
        for headers in [
            &[("x-api-key", "")][..],
            &[("x-api-key", "a"), ("x-api-key", "a")],
            &[("x-api-key", "é")],
            &[("authorization", "Bearer a"), ("authorization", "Basic YW5uOmE6Yg==")],
            &[("authorization", "Bearer")],
            &[("authorization", "Bearer ")],
            &[("authorization", "Bearer a b")],
            &[("authorization", "Basic ann:secret")],
            &[("authorization", "Basic YW5u")],
            &[("authorization", "Basic YTrDKA==")],
            &[("authorization", "Digest")],
            &[("cookie", "session=a; session=b")],
            &[("cookie", "session=a"), ("cookie", "session=a")],
            &[("cookie", "session=")],
            &[("cookie", "session=é")],
        ] {
            assert!(read(&all, "/", headers).is_err(), "{headers:?}");
        }
        for uri in ["/?api%20key=a&api+key=a", "/?api%20key=%FF", "/?api%20key=", "/?api%20key"] {
            assert!(read(&all, uri, &[]).is_err(), "{uri}");
        }
    }

    #[test]
    fn what_the_rule_does_not_mention_is_not_looked_at() {
        assert_eq!(
            read(&["key"], "/", &[("authorization", "Bearer"), ("x-api-key", "a")]),
            Ok(vec![("key", key("a"))])
        );
    }

    #[test]
    fn a_certificate_is_taken_from_the_extensions_only() {
        let schemes: Vec<_> = Few::SCHEMES.iter().filter(|scheme| scheme.name == "certificate").collect();
        let (mut parts, ()) = http::Request::builder().header("certificate", "x").body(()).unwrap().into_parts();
        assert!(presented(&schemes, &parts, &parts.extensions).unwrap().is_empty());
        let certificate = ClientCertificate { chain: vec![bytes::Bytes::from_static(b"der")] };
        parts.extensions.insert(certificate.clone());
        let found = presented(&schemes, &parts, &parts.extensions).unwrap();
        assert_eq!(found.get("certificate"), Some(&Credential::Certificate(certificate)));
    }
}
