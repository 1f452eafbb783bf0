//! Which credentials a request carries, and where.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::error::Refused;
use super::source::AnySource;
use super::{BuildError, CredentialFailure, MissingCredential, MissingPermission};
use crate::Secret;
use crate::access::{
    AccessRule, Alternative, ApiKeyLocation, PermissionSet, Permissions, Requirement, SchemeKind, SecurityScheme,
};

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

/// A credential as a program gives it.
#[derive(Debug, Clone)]
pub(super) enum Given {
    /// The secret itself.
    Secret(Secret),
    /// Whom to ask for it, before each call.
    From(AnySource),
    /// The HTTP client sees to it.
    ByHttp,
}

/// A credential that is held, or whom to ask for it.
#[derive(Debug, Clone)]
pub(super) enum Held {
    Placed(Placed),
    From(&'static SecurityScheme, AnySource),
}

/// The credentials that a client holds, by the name of their scheme.
#[derive(Debug, Clone, Default)]
pub(super) struct Configured {
    held: BTreeMap<&'static str, Held>,
    /// What they carry, where that was said: the words of a set.
    permitted: BTreeMap<&'static str, Box<[u64]>>,
}

impl Configured {
    /// Keeps the credential for the scheme.
    pub(super) fn insert<P: Permissions>(&mut self, name: &'static str, given: &Given) -> Result<(), BuildError> {
        let scheme = scheme::<P>(name)?;
        let held = match given {
            Given::Secret(secret) => Held::Placed(placed(scheme, secret).ok_or(BuildError::Credential(name))?),
            Given::From(source) => Held::From(scheme, source.clone()),
            Given::ByHttp => Held::Placed(Placed::ByTransport),
        };
        self.held.insert(scheme.name, held);
        Ok(())
    }

    /// Keeps what the credential of the scheme carries.
    pub(super) fn permit<P: Permissions>(
        &mut self,
        name: &'static str,
        permissions: &PermissionSet<P>,
    ) -> Result<(), BuildError> {
        self.permitted.insert(scheme::<P>(name)?.name, permissions.words().into());
        Ok(())
    }

    /// The credentials of the first alternative that asks for some and whose schemes all have one, with enough
    /// permissions as far as it is known which they carry; none if there is no such alternative and one asks for
    /// nothing.
    pub(super) fn choose<P: Permissions>(
        &self,
        operation: &'static str,
        rule: &AccessRule<P>,
    ) -> Result<Vec<&Held>, Refused> {
        let asking = rule.alternatives().iter().filter(|alternative| !alternative.requirements().is_empty());
        let mut lacking = Vec::new();
        for alternative in asking.clone() {
            let Some(credentials) = self.credentials(alternative) else { continue };
            let missing = self.missing(alternative);
            if missing.is_empty() {
                return Ok(credentials);
            }
            lacking.push(missing);
        }
        if rule.admits_anyone() {
            return Ok(Vec::new());
        }
        if !lacking.is_empty() {
            return Err(Refused::Permission(MissingPermission { operation, alternatives: lacking }));
        }
        let name = |scheme: Option<&'static SecurityScheme>| scheme.map_or("an unknown scheme", |scheme| scheme.name);
        let names = |alternative: &Alternative<P>| {
            alternative.requirements().iter().map(|requirement| name(requirement.scheme())).collect()
        };
        Err(Refused::Credential(MissingCredential { operation, alternatives: asking.map(names).collect() }))
    }

    fn credentials<P: Permissions>(&self, alternative: &Alternative<P>) -> Option<Vec<&Held>> {
        let requirements = alternative.requirements().iter();
        let all = requirements.map(|needed| self.held.get(needed.scheme()?.name)).collect::<Option<Vec<_>>>()?;
        let clashes = all.iter().enumerate().any(|(at, held)| match held {
            Held::Placed(placed) => {
                all[..at].iter().any(|before| matches!(before, Held::Placed(before) if clash(before, placed)))
            }
            Held::From(..) => false,
        });
        (!clashes).then_some(all)
    }

    /// What the credentials lack for an alternative, by scheme, as far as it is known what they carry.
    fn missing<P: Permissions>(&self, alternative: &Alternative<P>) -> Vec<(&'static str, Vec<&'static str>)> {
        let of = |needed: &Requirement<P>| {
            let scheme = needed.scheme()?.name;
            let held = self.permitted.get(scheme)?;
            let holds = |permission: &P| {
                let at = permission.index();
                held.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
            };
            let lacking: Vec<_> = needed.permissions().iter().filter(|p| !holds(p)).map(P::as_str).collect();
            (!lacking.is_empty()).then_some((scheme, lacking))
        };
        alternative.requirements().iter().filter_map(of).collect()
    }
}

/// A header has room for one credential.
fn clash(one: &Placed, other: &Placed) -> bool {
    match (one, other) {
        (Placed::Header(name, value), Placed::Header(other, held)) => name == other && value != held,
        _ => false,
    }
}

/// The credentials in the form in which they are sent; sources are asked now.
pub(super) async fn gathered(chosen: Vec<Held>) -> Result<Vec<Placed>, CredentialFailure> {
    let mut all = Vec::with_capacity(chosen.len());
    for held in chosen {
        let asked = held.scheme();
        let next = match held {
            Held::Placed(placed) => placed,
            Held::From(scheme, source) => {
                let failed = |source| CredentialFailure { scheme: scheme.name, source };
                let secret = source.credential().await.map_err(failed)?;
                placed(scheme, &secret).ok_or_else(|| failed("it can't stand where the scheme wants it".into()))?
            }
        };
        if let Some(scheme) = asked.filter(|_| all.iter().any(|before| clash(before, &next))) {
            let source = "another credential stands in the same header".into();
            return Err(CredentialFailure { scheme, source });
        }
        all.push(next);
    }
    Ok(all)
}

impl Held {
    /// The scheme, where a source is asked.
    const fn scheme(&self) -> Option<&'static str> {
        match self {
            Self::From(scheme, _) => Some(scheme.name),
            Self::Placed(_) => None,
        }
    }
}

fn scheme<P: Permissions>(name: &'static str) -> Result<&'static SecurityScheme, BuildError> {
    P::SCHEMES.iter().find(|scheme| scheme.name == name).ok_or(BuildError::UnknownScheme(name))
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
pub(super) fn apply(credentials: &[Placed], url: &mut url::Url, headers: &mut HeaderMap) {
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
#[path = "credentials_tests.rs"]
mod tests;
