//! The `Accept` header.

use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue};

use super::media_type::{MediaType, split_quoted};
use crate::few::Few;

/// What a client accepts: the media ranges of its `Accept` header with their weights (RFC 9110, 12.5.1).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Accept {
    /// The headers; without a range in any: anything. What they hold is looked at only where there is a choice.
    values: Few<HeaderValue>,
}

impl Accept {
    /// Anything: what a request without the header accepts.
    #[must_use]
    pub const fn any() -> Self {
        Self { values: Few::NONE }
    }

    /// The ranges of every `Accept` header of a request. What isn't a range is passed over.
    #[must_use]
    pub fn from_headers(headers: &HeaderMap) -> Self {
        Self { values: headers.get_all(ACCEPT).iter().cloned().collect() }
    }

    /// The media type, of those that can be produced, that the client likes best.
    ///
    /// The closest range decides the weight of a type; equal weights leave the choice to the order
    /// of `produces`. `None` when the client accepts none of them.
    #[must_use]
    pub fn choose(&self, produces: &[&'static str]) -> Option<&'static str> {
        let mut best: Option<(u16, &'static str)> = None;
        for media_type in produces {
            let weight = self.weight(media_type);
            if weight > best.map_or(0, |(best, _)| best) {
                best = Some((weight, media_type));
            }
        }
        best.map(|(_, media_type)| media_type)
    }

    /// The weight of a media type, 0 when it isn't accepted.
    fn weight(&self, media_type: &str) -> u16 {
        let values = self.values.as_slice();
        let mut ranges = values.iter().flat_map(ranges).peekable();
        if values.iter().any(|value| value == media_type) || ranges.peek().is_none() {
            return 1000;
        }
        let Some(offered) = MediaType::parse(media_type) else { return 0 };
        let covering = ranges.filter_map(|(range, weight)| {
            // A server that produces `image/*` may well produce what the client asks for.
            let score = range.covers(offered).or_else(|| if offered.is_range() { offered.covers(range) } else { None });
            Some((score?, weight))
        });
        covering.max().map_or(0, |(_, weight)| weight)
    }
}

/// The ranges of a header, and their weights in thousandths.
fn ranges(value: &HeaderValue) -> impl Iterator<Item = (MediaType<'_>, u16)> {
    split_quoted(value.to_str().unwrap_or_default(), ',').filter_map(|range| {
        let range = MediaType::parse(range)?;
        Some((range, range.parameter("q").map_or(Some(1000), weight)?))
    })
}

/// A weight in thousandths; `None` if it isn't one.
fn weight(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths = format!("{fraction:0<3}").parse::<u16>().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    const JSON: &str = "application/json";
    const XML: &str = "application/xml";

    #[track_caller]
    fn check(accept: &[&str], produces: &[&'static str], expected: Option<&str>) {
        let mut headers = HeaderMap::new();
        for value in accept {
            headers.append(ACCEPT, value.parse().unwrap());
        }
        assert_eq!(Accept::from_headers(&headers).choose(produces), expected, "{accept:?}");
    }

    #[test]
    fn without_a_preference_the_document_decides() {
        for accept in
            [&[][..], &[""], &["*/*"], &["nonsense"], &["application/*"], &["application/json, application/xml"]]
        {
            check(accept, &[JSON, XML], Some(JSON));
            check(accept, &[XML, JSON], Some(XML));
        }
    }

    #[test]
    fn weights_decide() {
        check(&["application/json;q=0.5, application/xml"], &[JSON, XML], Some(XML));
        check(&["application/json;q=0.5", "application/xml;q=0.501"], &[JSON, XML], Some(XML));
        check(&["*/*;q=0.1, application/xml ; q=0.2"], &[JSON, XML], Some(XML));
        check(&["APPLICATION/XML"], &[JSON, XML], Some(XML));
    }

    #[test]
    fn the_closest_range_gives_the_weight() {
        check(&["*/*, application/json;q=0"], &[JSON, XML], Some(XML));
        check(&["application/*;q=0.2, application/json;q=0.1, */*;q=0.9"], &[JSON, XML], Some(XML));
        check(&["application/json;q=0, */*"], &[JSON], None);
        check(&["text/plain;format=flowed, text/plain;q=0.1"], &["text/plain"], Some("text/plain"));
    }

    #[test]
    fn nothing_fits() {
        check(&["text/html"], &[JSON, XML], None);
        check(&["*/*;q=0"], &[JSON], None);
        check(&["*/*"], &[], None);
    }

    #[test]
    fn malformed_weights_are_passed_over() {
        for weight in ["2", "-1", "0.1234", "1.001", "x", ".5"] {
            check(&[&format!("application/json;q={weight}, application/xml")], &[JSON, XML], Some(XML));
        }
    }

    #[test]
    fn a_produced_range_meets_a_type() {
        check(&["image/png"], &["image/*"], Some("image/*"));
        check(&["image/png"], &["*/*"], Some("*/*"));
    }
}
