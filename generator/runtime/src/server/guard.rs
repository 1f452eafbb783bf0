//! The guard: no request goes on unless the document's access rule is met.

use http::request::Parts;
use http::{Extensions, StatusCode};

use super::challenge::{insufficient, unauthenticated};
use super::credentials::presented;
use super::decision::Outcome;
use super::docket::Who;
use crate::access::{
    AccessRule, AuthenticationError, Authenticator, PermissionSet, Permissions, SecurityScheme, Unmet,
};
use crate::answer::Rejection;
use crate::few::Few;

/// A refusal, for the caller and for the events.
pub(super) struct Refused<P: Permissions, U> {
    pub(super) rejection: Rejection,
    pub(super) outcome: Outcome<P>,
    pub(super) who: Who<U>,
}

/// What a guard knows beside the request.
pub(super) struct Guard<'a, P: Permissions, A> {
    pub(super) rule: &'a AccessRule<P>,
    /// Those that the rule mentions.
    pub(super) schemes: &'a [&'static SecurityScheme],
    pub(super) authenticator: &'a A,
    pub(super) realm: &'a str,
}

impl<P: Permissions, A: Authenticator<P>> Guard<'_, P, A> {
    /// Checks a request against the rule. No principal where it is met by nobody in particular.
    ///
    /// # Errors
    ///
    /// 401 when nobody was authenticated, 403 when somebody was and lacks a permission, 500 when the
    /// authenticator can't tell.
    pub(super) async fn admit(
        &self,
        request: &Parts,
        extensions: &Extensions,
    ) -> Result<Who<A::Principal>, Box<Refused<P, A::Principal>>> {
        if self.rule.is_public() {
            return Ok(Who::nobody());
        }
        let credentials = match presented(self.schemes, request, extensions) {
            Ok(credentials) => credentials,
            Err((scheme, malformed)) => return Err(self.unauthenticated(malformed.0, Few::one(scheme))),
        };
        if credentials.is_empty() {
            // A rule without alternatives is met by nobody, whatever they prove.
            let unmet = self.rule.check(|_| None);
            return unmet.map(|()| Who::nobody()).map_err(|unmet| self.unmet(&unmet, |_| None, Who::nobody()));
        }
        let names: Few<_> = credentials.iter().map(|(name, _)| name).collect();
        let authenticated = match self.authenticator.authenticate(&credentials).await {
            Ok(authenticated) => authenticated,
            Err(AuthenticationError::Invalid(reason)) => return Err(self.unauthenticated(reason, names)),
            Err(AuthenticationError::Unavailable) => return Err(unavailable(names)),
        };
        let proved = |at: usize| authenticated.carried_of(P::SCHEMES.get(at)?.name, &credentials);
        let refused = self.rule.check(proved).err().map(|unmet| {
            let carried: Vec<Option<PermissionSet<P>>> = (0..P::SCHEMES.len()).map(proved).collect();
            (unmet, carried)
        });
        // Who meets but the alternative that asks for nothing is nobody: a principal stands for a rule that was met.
        let is_proved = !self.rule.admits_anyone() || self.rule.is_proved(proved);
        let (principal, name) = authenticated.into_parts();
        let who = Who { principal: is_proved.then_some(principal), name, presented: names };
        match refused {
            None => Ok(who),
            Some((unmet, carried)) => Err(self.unmet(&unmet, |at| carried.get(at).copied().flatten(), who)),
        }
    }

    /// One text for all that is wrong with credentials: which of them exist is nobody's business.
    fn unauthenticated(&self, reason: String, presented: Few<&'static str>) -> Box<Refused<P, A::Principal>> {
        Box::new(Refused {
            rejection: Rejection {
                headers: unauthenticated(self.rule, self.realm, presented.as_slice()),
                ..Rejection::new(StatusCode::UNAUTHORIZED, "the credential is not valid")
            },
            outcome: Outcome::Unauthenticated { reason },
            who: Who { presented, ..Who::nobody() },
        })
    }

    fn unmet(
        &self,
        unmet: &Unmet<P>,
        carried: impl Fn(usize) -> Option<PermissionSet<P>> + Copy,
        who: Who<A::Principal>,
    ) -> Box<Refused<P, A::Principal>> {
        match unmet {
            Unmet::NotAuthenticated => {
                let (detail, reason) = match who.presented.as_slice().len() {
                    0 => ("the request needs a credential", "no credential"),
                    1 => (
                        "the request needs another credential",
                        "the rule needs other schemes than the one that was proved",
                    ),
                    _ => (
                        "the request needs another credential",
                        "the rule needs schemes that weren't proved; of several credentials, the authenticator names \
                         those that it checked",
                    ),
                };
                let headers = unauthenticated(self.rule, self.realm, &[]);
                let rejection = Rejection { headers, ..Rejection::new(StatusCode::UNAUTHORIZED, detail) };
                let outcome = Outcome::Unauthenticated { reason: reason.to_owned() };
                Box::new(Refused { rejection, outcome, who })
            }
            Unmet::NotPermitted(missing) => {
                let nearest = self.rule.nearest(carried);
                let headers = nearest.map(|(nearest, _)| insufficient(nearest, self.realm, carried));
                let names: Vec<_> = missing.names().collect();
                let detail = match names.as_slice() {
                    [] => "nobody may call this operation".to_owned(),
                    names => format!("missing permission: {}", names.join(", ")),
                };
                let rejection = Rejection {
                    headers: headers.unwrap_or_default(),
                    missing: names,
                    ..Rejection::new(StatusCode::FORBIDDEN, detail)
                };
                Box::new(Refused { rejection, outcome: Outcome::Forbidden { missing: *missing }, who })
            }
        }
    }
}

fn unavailable<P: Permissions, U>(presented: Few<&'static str>) -> Box<Refused<P, U>> {
    Box::new(Refused {
        rejection: Rejection::new(StatusCode::INTERNAL_SERVER_ERROR, "the credentials can't be checked now"),
        outcome: Outcome::Unavailable { reason: None },
        who: Who { presented, ..Who::nobody() },
    })
}
