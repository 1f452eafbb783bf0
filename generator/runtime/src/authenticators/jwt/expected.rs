//! What the registered claims of a token must say (RFC 7519, section 4.1).

use std::time::Duration;

use serde_json::Value;

use super::Refused;
use crate::authenticators::RawClaims;
use crate::authenticators::claims::names_one;

/// What a token must say of itself.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    /// One of these; `None` for any.
    pub(super) issuers: Option<Vec<String>>,
    /// One of these among its own; `None` for any.
    pub(super) audiences: Option<Vec<String>>,
    pub(super) leeway: Duration,
    /// Claims that are there, and not null.
    pub(super) required: Vec<String>,
}

impl Expected {
    /// Whether the claims say so at a moment, in seconds since 1970.
    ///
    /// A claim of the wrong type is as good as one that says the wrong thing.
    pub(super) fn check(&self, claims: &RawClaims, now: f64) -> Result<(), Refused> {
        if let Some(issuers) = &self.issuers {
            let issuer = claims.get("iss").and_then(Value::as_str);
            if !issuer.is_some_and(|issuer| issuers.iter().any(|known| known == issuer)) {
                return Err(Refused::Issuer);
            }
        }
        if let Some(audiences) = &self.audiences
            && !names_one(claims.get("aud"), audiences)
        {
            return Err(Refused::Audience);
        }
        let leeway = self.leeway.as_secs_f64();
        let expiry = claims.get("exp").and_then(Value::as_f64).ok_or(Refused::Missing("exp".to_owned()))?;
        if now >= expiry + leeway {
            return Err(Refused::Expired);
        }
        if let Some(from) = claims.get("nbf")
            && !from.as_f64().is_some_and(|from| now + leeway >= from)
        {
            return Err(Refused::TooEarly);
        }
        match self.required.iter().find(|name| claims.get(*name).is_none_or(Value::is_null)) {
            Some(name) => Err(Refused::Missing(name.clone())),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn checked(claims: &Value) -> Result<(), Refused> {
        let expected = Expected {
            issuers: Some(vec!["https://a".to_owned(), "https://b".to_owned()]),
            audiences: Some(vec!["api".to_owned()]),
            leeway: Duration::from_secs(10),
            required: vec!["sub".to_owned()],
        };
        expected.check(claims.as_object().unwrap_or(&RawClaims::new()), 1000.0)
    }

    fn with(name: &str, value: &Value) -> Result<(), Refused> {
        let mut claims = json!({"iss": "https://a", "aud": "api", "exp": 1100, "sub": "ann"});
        if let Some(claims) = claims.as_object_mut() {
            match value.is_null() {
                true => claims.remove(name),
                false => claims.insert(name.to_owned(), value.clone()),
            };
        }
        checked(&claims)
    }

    #[test]
    fn issuer_and_audience_are_compared_to_the_letter() {
        assert_eq!(with("iss", &json!("https://b")), Ok(()));
        for issuer in [json!(null), json!("https://A"), json!("https://a/"), json!(["https://a"]), json!(1)] {
            assert_eq!(with("iss", &issuer), Err(Refused::Issuer), "{issuer}");
        }
        assert_eq!(with("aud", &json!(["other", "api"])), Ok(()));
        for audience in [json!(null), json!("API"), json!("api "), json!(["ap"]), json!([]), json!({"api": 1})] {
            assert_eq!(with("aud", &audience), Err(Refused::Audience), "{audience}");
        }
    }

    #[test]
    fn time_counts_to_the_second_with_its_leeway() {
        assert_eq!(with("exp", &json!(990.5)), Ok(()));
        assert_eq!(with("exp", &json!(990)), Err(Refused::Expired));
        assert_eq!(with("exp", &json!(-1)), Err(Refused::Expired));
        for expiry in [json!(null), json!("1100"), json!([1100])] {
            assert_eq!(with("exp", &expiry), Err(Refused::Missing("exp".to_owned())), "{expiry}");
        }
        assert_eq!(with("nbf", &json!(1010)), Ok(()));
        for from in [json!(1011), json!("0"), json!(1e300)] {
            assert_eq!(with("nbf", &from), Err(Refused::TooEarly), "{from}");
        }
    }

    #[test]
    fn required_claims_are_there() {
        assert_eq!(with("sub", &json!(null)), Err(Refused::Missing("sub".to_owned())));
        assert_eq!(with("sub", &json!("")), Ok(()));
    }
}
