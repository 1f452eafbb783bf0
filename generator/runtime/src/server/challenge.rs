//! `WWW-Authenticate`: how a client could prove who it is (RFC 9110, 11.6.1).

use http::header::WWW_AUTHENTICATE;
use http::{HeaderMap, HeaderValue};

use crate::access::{ApiKeyLocation, SchemeKind, SecurityScheme};

/// What was wrong, in the words of RFC 6750, section 3.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem<'a> {
    /// No credential; nothing more is said.
    Absent,
    /// A credential that proves nothing.
    InvalidToken,
    /// A good credential without these scopes.
    InsufficientScope(&'a [&'static str]),
}

/// One challenge for each scheme that has a form of its own.
pub(super) fn challenges(schemes: &[&'static SecurityScheme], realm: &str, problem: Problem<'_>) -> HeaderMap {
    let mut all: Vec<String> = Vec::new();
    for scheme in schemes {
        let challenge = challenge(scheme, realm, problem);
        if !all.contains(&challenge) {
            all.push(challenge);
        }
    }
    let mut headers = HeaderMap::new();
    for value in all.iter().filter_map(|challenge| HeaderValue::from_str(challenge).ok()) {
        headers.append(WWW_AUTHENTICATE, value);
    }
    headers
}

fn challenge(scheme: &SecurityScheme, realm: &str, problem: Problem<'_>) -> String {
    let realm = quoted(realm);
    match scheme.kind {
        SchemeKind::Basic => format!("Basic realm={realm}, charset=\"UTF-8\""),
        SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect { .. } => {
            format!("Bearer realm={realm}{}", bearer_error(problem))
        }
        SchemeKind::Http(word) => format!("{word} realm={realm}"),
        SchemeKind::ApiKey { location, name } => {
            let place = match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query",
                ApiKeyLocation::Cookie => "cookie",
            };
            format!("ApiKey realm={realm}, in=\"{place}\", name={}", quoted(name))
        }
        SchemeKind::MutualTls => format!("ClientCertificate realm={realm}"),
    }
}

fn bearer_error(problem: Problem<'_>) -> String {
    match problem {
        Problem::Absent => String::new(),
        Problem::InvalidToken => ", error=\"invalid_token\"".to_owned(),
        Problem::InsufficientScope(scopes) => {
            format!(", error=\"insufficient_scope\", scope={}", quoted(&scopes.join(" ")))
        }
    }
}

/// A quoted-string; what can't stand in one is left out.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars().filter(|character| *character == ' ' || character.is_ascii_graphic()) {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Permissions;
    use crate::access::samples::Few;

    fn shown(names: &[&str], problem: Problem<'_>) -> Vec<String> {
        let schemes: Vec<_> = Few::SCHEMES.iter().filter(|scheme| names.contains(&scheme.name)).collect();
        let headers = challenges(&schemes, "the \"API\"\r\n", problem);
        headers.values().filter_map(|value| Some(value.to_str().ok()?.to_owned())).collect()
    }

    #[test]
    fn each_scheme_has_its_challenge() {
        assert_eq!(
            shown(&["key", "token", "login", "digest", "oauth", "certificate"], Problem::Absent),
            [
                r#"ApiKey realm="the \"API\"", in="header", name="X-Api-Key""#,
                r#"Bearer realm="the \"API\"""#,
                r#"Basic realm="the \"API\"", charset="UTF-8""#,
                r#"digest realm="the \"API\"""#,
                r#"ClientCertificate realm="the \"API\"""#,
            ]
        );
    }

    #[test]
    fn bearer_says_what_was_wrong() {
        assert_eq!(shown(&["token"], Problem::InvalidToken), [r#"Bearer realm="the \"API\"", error="invalid_token""#]);
        assert_eq!(
            shown(&["token"], Problem::InsufficientScope(&["view", "edit"])),
            [r#"Bearer realm="the \"API\"", error="insufficient_scope", scope="view edit""#]
        );
    }
}
