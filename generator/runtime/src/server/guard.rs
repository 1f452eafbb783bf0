//! The guard: no request goes on unless the document's access rule is met.

use http::request::Parts;
use http::{HeaderMap, StatusCode};

use super::challenge::{Problem, challenges};
use super::credentials::presented;
use crate::access::{
    AccessRule, AuthenticationError, Authenticator, Credentials, PermissionSet, Permissions, SecurityScheme, Unmet,
};
use crate::answer::Rejection;

/// Checks a request against a rule. `None` when the rule is met by nobody in particular.
///
/// # Errors
///
/// 401 when nobody was authenticated, 403 when somebody was and lacks a permission, 500 when the
/// authenticator can't tell.
pub(super) async fn admit<P: Permissions, A: Authenticator<P>>(
    rule: &AccessRule<P>,
    authenticator: &A,
    realm: &str,
    request: &Parts,
) -> Result<Option<A::Principal>, Rejection> {
    if rule.is_public() {
        return Ok(None);
    }
    let schemes: Vec<_> = rule.schemes().filter_map(|at| P::SCHEMES.get(at)).collect();
    let refusal = Refusal { schemes: &schemes, realm };
    let credentials = presented(&schemes, request).map_err(|malformed| refusal.invalid(malformed.0))?;
    if credentials.is_empty() {
        // A rule without alternatives is met by nobody, whatever they prove.
        return rule.check(|_| None).map(|()| None).map_err(|unmet| refusal.unmet(&unmet));
    }
    let authenticated = authenticator.authenticate(&credentials).await.map_err(|error| match error {
        AuthenticationError::Invalid(reason) => refusal.invalid(reason),
        AuthenticationError::Unavailable => {
            Rejection::new(StatusCode::INTERNAL_SERVER_ERROR, "the credentials can't be checked now")
        }
    })?;
    let carried = |at| carried(at, &credentials, |name| authenticated.carried(name));
    rule.check(carried).map_err(|unmet| refusal.unmet(&unmet))?;
    Ok(Some(authenticated.into_user()))
}

/// What a scheme carries: nothing unless the request presented its credential.
fn carried<P: Permissions>(
    at: usize,
    credentials: &Credentials,
    proved: impl Fn(&str) -> Option<PermissionSet<P>>,
) -> Option<PermissionSet<P>> {
    let name = P::SCHEMES.get(at)?.name;
    credentials.get(name)?;
    proved(name)
}

struct Refusal<'a> {
    schemes: &'a [&'static SecurityScheme],
    realm: &'a str,
}

impl Refusal<'_> {
    fn invalid(&self, reason: String) -> Rejection {
        Rejection {
            headers: self.challenges(Problem::InvalidToken),
            ..Rejection::new(StatusCode::UNAUTHORIZED, reason)
        }
    }

    fn unmet<P: Permissions>(&self, unmet: &Unmet<P>) -> Rejection {
        match unmet {
            Unmet::NotAuthenticated => Rejection {
                headers: self.challenges(Problem::Absent),
                ..Rejection::new(StatusCode::UNAUTHORIZED, "the request needs a credential")
            },
            Unmet::NotPermitted(missing) => {
                let missing: Vec<_> = missing.names().collect();
                let headers = self.insufficient(&missing);
                let detail = match missing.as_slice() {
                    [] => "nobody may call this operation".to_owned(),
                    names => format!("missing permission: {}", names.join(", ")),
                };
                Rejection { headers, missing, ..Rejection::new(StatusCode::FORBIDDEN, detail) }
            }
        }
    }

    /// RFC 6750 wants the challenge with 403 too; no other scheme has a word for it.
    fn insufficient(&self, missing: &[&'static str]) -> HeaderMap {
        let bearer: Vec<_> = self.schemes.iter().copied().filter(|scheme| scheme.kind.is_bearer()).collect();
        challenges(&bearer, self.realm, Problem::InsufficientScope(missing))
    }

    fn challenges(&self, problem: Problem<'_>) -> HeaderMap {
        challenges(self.schemes, self.realm, problem)
    }
}
