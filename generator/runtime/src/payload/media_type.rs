//! Media types (RFC 9110, section 8.3.1) and ranges of them.

/// A media type or a range, taken apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MediaType<'a> {
    /// Before the slash; `*` in a range.
    pub(crate) kind: &'a str,
    /// After it; `*` in a range.
    pub(crate) subtype: &'a str,
    /// What follows the first semicolon.
    parameters: &'a str,
}

impl<'a> MediaType<'a> {
    /// Takes a media type apart; `None` if it isn't one.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        let (kind, subtype) = essence.trim().split_once('/')?;
        let token =
            |text: &str| !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c == '/' || c == ',');
        (token(kind) && token(subtype) && (kind != "*" || subtype == "*")).then_some(Self { kind, subtype, parameters })
    }

    /// Its parameters, names as they stand and values unquoted.
    pub(crate) fn parameters(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        split_quoted(self.parameters, ';').filter_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let value = value.trim();
            let unquoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
            Some((name.trim(), unquoted.unwrap_or(value)))
        })
    }

    /// The value of a parameter.
    pub(crate) fn parameter(self, name: &str) -> Option<&'a str> {
        self.parameters().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Whether it is JSON by name.
    pub(crate) fn is_json(self) -> bool {
        self.subtype.eq_ignore_ascii_case("json") || self.subtype.to_ascii_lowercase().ends_with("+json")
    }

    /// Whether it is a range: `*/*` or `text/*`.
    pub(crate) fn is_range(self) -> bool {
        self.subtype == "*"
    }

    /// How closely this type or range covers another: 0 for `*/*`, 1 for `text/*`, 2 for the type,
    /// more for parameters. `None` when it doesn't. A charset or boundary decides nothing.
    pub(crate) fn covers(self, other: MediaType<'_>) -> Option<usize> {
        let same = self.kind.eq_ignore_ascii_case(other.kind);
        if same && self.subtype.eq_ignore_ascii_case(other.subtype) {
            let deciding =
                |name: &str| !["q", "charset", "boundary"].iter().any(|known| name.eq_ignore_ascii_case(known));
            let mut wanted = self.parameters().filter(|(name, _)| deciding(name));
            return wanted.try_fold(2, |score, (name, value)| match other.parameter(name) {
                Some(given) if given.eq_ignore_ascii_case(value) => Some(score + 1),
                _ => None,
            });
        }
        match (self.kind, self.subtype) {
            ("*", _) => Some(0),
            (_, "*") if same => Some(1),
            _ => None,
        }
    }
}

/// The one of `consumes` that a `Content-Type` falls under, the closest where several do.
#[must_use]
pub fn media_type_matches(consumes: &[&'static str], content_type: &str) -> Option<&'static str> {
    closest(consumes.iter().copied(), content_type)
}

/// The same of media types that stand in no list.
pub(crate) fn closest(consumes: impl Iterator<Item = &'static str>, content_type: &str) -> Option<&'static str> {
    let given = MediaType::parse(content_type)?;
    let mut best: Option<(usize, &'static str)> = None;
    for media_type in consumes {
        let score = MediaType::parse(media_type).and_then(|known| known.covers(given));
        if let Some(score) = score.filter(|score| best.is_none_or(|(best, _)| *score > best)) {
            best = Some((score, media_type));
        }
    }
    best.map(|(_, media_type)| media_type)
}

/// The parts of a header between separators that don't stand in quotes; empty parts are left out.
pub(crate) fn split_quoted(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let mut escaped = false;
    let parts = text.split(move |c: char| {
        let literal = std::mem::take(&mut escaped);
        match c {
            '"' if !literal => quoted = !quoted,
            '\\' if quoted && !literal => escaped = true,
            _ => return c == separator && !quoted,
        }
        false
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{media_type_matches, split_quoted};

    #[test]
    fn the_closest_type_is_chosen() {
        let consumes = ["*/*", "text/*", "application/json", "application/json;version=2"];
        for (content_type, expected) in [
            ("application/json", Some("application/json")),
            ("Application/JSON; charset=utf-8", Some("application/json")),
            ("application/json; version=2", Some("application/json;version=2")),
            ("text/csv", Some("text/*")),
            ("image/png", Some("*/*")),
            ("nonsense", None),
            ("", None),
        ] {
            assert_eq!(media_type_matches(&consumes, content_type), expected, "{content_type}");
        }
        assert_eq!(media_type_matches(&["application/json"], "application/xml"), None);
        assert_eq!(
            media_type_matches(&["application/json; charset=utf-8"], "application/json"),
            Some("application/json; charset=utf-8")
        );
    }

    #[test]
    fn separators_in_quotes_separate_nothing() {
        let parts: Vec<_> = split_quoted(r#"a;x="1,\"2", b ,, c"#, ',').collect();
        assert_eq!(parts, [r#"a;x="1,\"2""#, "b", "c"]);
    }
}
