//! Tells operations apart that share a method and a path.

use http::header::CONTENT_TYPE;
use http::request::Parts;

use crate::operation::{Condition, Operation};
use crate::parameter::decode_query;
use crate::payload::media_type_matches;

/// What an operation asks of a request beside its method and path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) conditions: &'static [Condition],
    /// The media types of its body. They decide where conditions don't, and refuse nothing.
    pub(super) consumes: &'static [&'static str],
}

/// How specific terms are: constants of the query go before constants of headers, and those before what only has to be
/// there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Specificity {
    query: usize,
    header: usize,
    given: usize,
}

impl Terms {
    pub(super) const fn of<Op: Operation>() -> Self {
        Self { conditions: Op::CONDITIONS, consumes: Op::CONSUMES }
    }

    pub(super) fn specificity(&self) -> Specificity {
        let count = |wanted: fn(&Condition) -> bool| self.conditions.iter().filter(|c| wanted(c)).count();
        Specificity {
            query: count(|c| matches!(c, Condition::Query { .. })),
            header: count(|c| matches!(c, Condition::Header { .. })),
            given: count(|c| matches!(c, Condition::QueryGiven { .. } | Condition::HeaderGiven { .. })),
        }
    }

    /// The first condition that a request doesn't meet.
    pub(super) fn unmet(&self, request: &Parts) -> Option<&'static Condition> {
        self.conditions.iter().find(|condition| !is_met(condition, request))
    }

    /// Whether the body of a request can be the operation's.
    pub(super) fn takes_body_of(&self, request: &Parts) -> bool {
        match request.headers.get(CONTENT_TYPE).map(|value| value.to_str()) {
            None => self.consumes.is_empty(),
            Some(given) => given.is_ok_and(|given| media_type_matches(self.consumes, given).is_some()),
        }
    }
}

/// What a caller is told who doesn't meet a condition.
pub(super) fn wish(condition: &Condition) -> String {
    match condition {
        Condition::Query { value: Some(value), .. } | Condition::Header { value, .. } => {
            format!("{} must be `{value}`", subject(condition))
        }
        _ => format!("{} is missing", subject(condition)),
    }
}

/// The part of a request that a condition looks at, in words.
pub(super) fn subject(condition: &Condition) -> String {
    match condition {
        Condition::Query { name, .. } | Condition::QueryGiven { name } => format!("the query parameter `{name}`"),
        Condition::Header { name, .. } | Condition::HeaderGiven { name } => format!("the header `{name}`"),
    }
}

/// Whether a request meets a condition. What stands there twice must be right twice.
fn is_met(condition: &Condition, request: &Parts) -> bool {
    let query = request.uri.query().unwrap_or_default();
    match condition {
        Condition::Query { name, value } => {
            let is_wanted = |given: String| match value {
                Some(value) => given == *value || (given.is_empty() && *value == "true"),
                None => given.is_empty(),
            };
            all(given(query, name), |value| decode_query(value).is_some_and(is_wanted))
        }
        Condition::QueryGiven { name } => given(query, name).next().is_some(),
        Condition::Header { name, value } => {
            let values = request.headers.get_all(*name).into_iter();
            all(values, |given| given.as_bytes().trim_ascii() == value.as_bytes())
        }
        Condition::HeaderGiven { name } => request.headers.contains_key(*name),
    }
}

/// The raw values that stand under a name.
fn given<'q>(query: &'q str, name: &'static str) -> impl Iterator<Item = &'q str> {
    query.split('&').filter_map(move |pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        decode_query(key).is_some_and(|key| key == name).then_some(value)
    })
}

/// Whether there are any, and all are right.
fn all<T>(mut values: impl Iterator<Item = T>, is_right: impl Fn(T) -> bool) -> bool {
    values.next().is_some_and(&is_right) && values.all(is_right)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod tests {
    use super::*;

    fn is_met(condition: Condition, query: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = http::Request::builder().uri(format!("/?{query}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        super::is_met(&condition, &request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn a_constant_of_the_query_has_its_value() {
        let list = Condition::Query { name: "the action", value: Some("List all") };
        for query in ["the%20action=List%20all", "a=b&the+action=List+all", "the+action=List+all&the+action=List+all"] {
            assert!(is_met(list, query, &[]), "{query}");
        }
        for query in ["", "the+action", "the+action=list+all", "the+action=List+all&the+action=Get", "action=List+all"]
        {
            assert!(!is_met(list, query, &[]), "{query}");
        }
    }

    #[test]
    fn a_flag_has_no_value() {
        let preserve = Condition::Query { name: "preserve", value: None };
        assert!(is_met(preserve, "preserve", &[]) && is_met(preserve, "x=1&preserve=", &[]));
        assert!(!is_met(preserve, "preserve=no", &[]) && !is_met(preserve, "preserved", &[]));
        let acl = Condition::Query { name: "acl", value: Some("true") };
        assert!(is_met(acl, "acl", &[]) && is_met(acl, "acl=true", &[]) && !is_met(acl, "acl=false", &[]));
    }

    #[test]
    fn a_header_has_its_value() {
        let target = Condition::Header { name: "X-Target", value: "Store.List" };
        assert!(is_met(target, "", &[("x-target", "Store.List")]));
        assert!(!is_met(target, "", &[]) && !is_met(target, "X-Target=Store.List", &[]));
        assert!(!is_met(target, "", &[("x-target", "Store.List"), ("x-target", "Store.Get")]));
    }

    #[test]
    fn what_only_has_to_be_there_has_any_value() {
        let keys = Condition::QueryGiven { name: "keys" };
        assert!(is_met(keys, "keys=1", &[]) && is_met(keys, "keys", &[]) && !is_met(keys, "key=1", &[]));
        let trace = Condition::HeaderGiven { name: "X-Trace" };
        assert!(is_met(trace, "", &[("x-trace", "")]) && !is_met(trace, "X-Trace", &[]));
    }
}
