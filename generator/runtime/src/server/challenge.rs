//! `WWW-Authenticate`: how a client could prove who it is (RFC 9110, 11.6.1; RFC 6750, 3; RFC 7617, 2).

use http::header::WWW_AUTHENTICATE;
use http::{HeaderMap, HeaderValue};

use crate::access::{
    AccessRule, Alternative, ApiKeyLocation, PermissionSet, Permissions, Requirement, SchemeKind, SecurityScheme,
};

/// What to send along with a 401: one challenge for each scheme of the rule.
///
/// `presented` are the names of the schemes of which the request carried a credential that proved nothing: the error
/// stands in their challenges alone. Without any, nothing was wrong but that nothing was there, and RFC 6750 wants no
/// error then.
pub(super) fn unauthenticated<P: Permissions>(
    rule: &AccessRule<P>,
    realm: &str,
    presented: &[&'static str],
) -> HeaderMap {
    let challenges = rule.schemes().filter_map(|at| {
        let scheme = P::SCHEMES.get(at)?;
        let error = presented.contains(&scheme.name).then_some("invalid_token");
        Some(challenge(scheme, realm, error, &wanted(rule, at)))
    });
    headers(challenges)
}

/// What to send along with a 403: RFC 6750 has a challenge for tokens that lack a scope, and no other scheme has one.
///
/// `carried` is what the schemes proved. The scope is all that the nearest alternative asks of the token, not just
/// what it lacks: it is what the client has to ask for.
pub(super) fn insufficient<P: Permissions>(
    nearest: &Alternative<P>,
    realm: &str,
    carried: impl Fn(usize) -> Option<PermissionSet<P>>,
) -> HeaderMap {
    let challenges = nearest.requirements().iter().filter_map(|requirement| {
        let scheme = requirement.scheme().filter(|scheme| scheme.kind.is_bearer())?;
        let held = carried(requirement.scheme_index()).unwrap_or_default();
        let lacks = !held.contains_all(&requirement.permissions());
        lacks.then(|| challenge(scheme, realm, Some("insufficient_scope"), &requirement.permissions()))
    });
    headers(challenges)
}

/// What the first alternative that mentions a scheme asks of it.
fn wanted<P: Permissions>(rule: &AccessRule<P>, scheme: usize) -> PermissionSet<P> {
    let mut requirements = rule.alternatives().iter().flat_map(Alternative::requirements);
    requirements.find(|known| known.scheme_index() == scheme).map_or(PermissionSet::EMPTY, Requirement::permissions)
}

/// Each challenge once, a header each: clients that split one header at its commas are many.
fn headers(challenges: impl Iterator<Item = String>) -> HeaderMap {
    let mut all: Vec<String> = Vec::new();
    for challenge in challenges {
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

fn challenge<P: Permissions>(
    scheme: &SecurityScheme,
    realm: &str,
    error: Option<&str>,
    scope: &PermissionSet<P>,
) -> String {
    let realm = quoted(realm);
    match scheme.kind {
        SchemeKind::Basic => format!("Basic realm={realm}, charset=\"UTF-8\""),
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. } => {
            let error = error.map(|error| format!(", error=\"{error}\"")).unwrap_or_default();
            let scope: Vec<_> = scope.names().filter(|name| is_scope_token(name)).collect();
            let scope = match scope.as_slice() {
                [] => String::new(),
                names => format!(", scope=\"{}\"", names.join(" ")),
            };
            format!("Bearer realm={realm}{error}{scope}")
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

/// RFC 6749, 3.3. A permission with another name can't be asked for as a scope.
fn is_scope_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\'))
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
    use crate::access::samples::Few;

    const VIEW: PermissionSet<Few> = PermissionSet::from_words([0b001]);
    const BOTH: PermissionSet<Few> = PermissionSet::from_words([0b011]);
    const NONE: PermissionSet<Few> = PermissionSet::EMPTY;

    const EACH: AccessRule<Few> = AccessRule::new(&[
        Alternative::new(&[Requirement::new(0, VIEW), Requirement::new(1, BOTH), Requirement::new(2, NONE)]),
        Alternative::new(&[Requirement::new(6, NONE), Requirement::new(7, BOTH), Requirement::new(8, NONE)]),
        Alternative::new(&[Requirement::new(1, VIEW)]),
    ]);

    fn shown(headers: &HeaderMap) -> Vec<&str> {
        headers.values().filter_map(|value| value.to_str().ok()).collect()
    }

    #[test]
    fn each_scheme_has_its_challenge_and_the_same_one_stands_once() {
        assert_eq!(
            shown(&unauthenticated(&EACH, "the \"API\"\r\n", &[])),
            [
                r#"ApiKey realm="the \"API\"", in="header", name="X-Api-Key""#,
                r#"Bearer realm="the \"API\"", scope="view edit""#,
                r#"Basic realm="the \"API\"", charset="UTF-8""#,
                r#"digest realm="the \"API\"""#,
                r#"ClientCertificate realm="the \"API\"""#,
            ]
        );
    }

    #[test]
    fn the_error_is_that_of_the_token_that_was_there() {
        const TOKENS: AccessRule<Few> = AccessRule::new(&[
            Alternative::new(&[Requirement::new(1, NONE)]),
            Alternative::new(&[Requirement::new(7, VIEW)]),
        ]);
        assert_eq!(
            shown(&unauthenticated(&TOKENS, "api", &["oauth"])),
            [r#"Bearer realm="api""#, r#"Bearer realm="api", error="invalid_token", scope="view""#]
        );
        let key = unauthenticated(&EACH, "api", &["key"]);
        assert!(!shown(&key).join("").contains("error"), "{key:?}");
    }

    #[test]
    fn a_token_that_lacks_a_scope_is_told_all_that_it_needs() {
        let nearest = &EACH.alternatives()[0];
        let carried = |token| move |at| Some(if at == 1 { token } else { NONE });
        assert_eq!(
            shown(&insufficient(nearest, "api", carried(VIEW))),
            [r#"Bearer realm="api", error="insufficient_scope", scope="view edit""#]
        );
        assert!(insufficient(nearest, "api", carried(BOTH)).is_empty(), "the key lacks something, the token doesn't");
    }
}
