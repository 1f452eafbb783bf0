//! Path templates.

/// The names of a template's parameters, in order, each once.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn names(path: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let (_, after) = rest.split_at(at);
        let Some(inner) = after.strip_prefix('{') else {
            return Err("a `}` without its `{`".to_owned());
        };
        let Some((name, further)) = inner.split_once('}') else {
            return Err("a `{` without its `}`".to_owned());
        };
        let name = name.strip_prefix('+').unwrap_or(name);
        if name.is_empty() || name.contains('{') {
            return Err("`{` and `}` stand around a name".to_owned());
        }
        if !names.contains(&name) {
            names.push(name);
        }
        rest = further;
    }
    Ok(names)
}

/// A name that stands twice.
pub(super) fn repeated<'n>(path: &str, names: &[&'n str]) -> Option<&'n str> {
    names.iter().copied().find(|name| path.matches(&format!("{{{name}}}")).count() > 1)
}

/// A key of `paths`, taken apart. Only the path is one by the specification; documents add the others to tell operations
/// of one path apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Key<'k> {
    /// The path template.
    pub(super) path: &'k str,
    /// The pairs of a query, as they stand.
    pub(super) query: Vec<(&'k str, Option<&'k str>)>,
}

/// Takes a key of `paths` apart; a fragment is never sent, and is left out.
pub(super) fn key(text: &str) -> Key<'_> {
    let text = &text[..first_outside(text, '#').unwrap_or(text.len())];
    let end = first_outside(text, '?').unwrap_or(text.len());
    let pairs = text[end..].trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
    let pair = |pair| match str::split_once(pair, '=') {
        Some((name, value)) => (name, Some(value)),
        None => (pair, None),
    };
    Key { path: &text[..end], query: pairs.map(pair).collect() }
}

/// The template with its names as the parameters have them: blanks around them are a slip, and `{+name}` (RFC 6570),
/// `{name+}` and `{name*}` take any number of segments, which is written `{+name}`.
pub(super) fn settled(path: &str, is_declared: impl Fn(&str) -> bool) -> String {
    let mut settled = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, name, after)) = next(rest) {
        let trimmed = name.trim();
        let stem = trimmed.strip_prefix('+').or_else(|| trimmed.strip_suffix(['+', '*'])).map(str::trim);
        let (sign, name) = match stem {
            _ if is_declared(name) => ("", name),
            Some(stem) if !is_declared(trimmed) => ("+", stem),
            _ => ("", trimmed),
        };
        settled.extend([before, "{", sign, name, "}"]);
        rest = after;
    }
    settled.push_str(rest);
    settled
}

/// What stands before the next parameter, its name, and what stands behind it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (before, inner) = text.split_once('{')?;
    let (name, after) = inner.split_once('}')?;
    Some((before, name, after))
}

/// The parameter that a text consists of: `{name}`.
pub(super) fn only_parameter(text: &str) -> Option<&str> {
    text.strip_prefix('{')?.strip_suffix('}').filter(|name| !name.contains(['{', '}']))
}

/// Where a character first stands outside braces.
fn first_outside(text: &str, wanted: char) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (c == wanted && depth == 0).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_order() {
        assert_eq!(names("/a/{b}/c:{d}.{e}"), Ok(vec!["b", "d", "e"]));
        assert!(names("/a/{b").is_err());
        assert!(names("/a/b}").is_err());
        assert!(names("/a/{}").is_err());
        assert_eq!(names("/{a}/{b}/{a}"), Ok(vec!["a", "b"]));
        assert_eq!(repeated("/{a}/{b}/{a}", &["a", "b"]), Some("a"));
        assert_eq!(repeated("/{a}/{b}", &["a", "b"]), None);
    }

    #[test]
    fn names_are_settled_by_what_is_declared() {
        let settled = |path| settled(path, |name| ["a", "b", "c+"].contains(&name));
        assert_eq!(settled("/x/{a}:go/{ b }"), "/x/{a}:go/{b}");
        assert_eq!(settled("/{+a}/{b*}:y"), "/{+a}/{+b}:y");
        assert_eq!(settled("/{c+}/{other}/{x"), "/{c+}/{other}/{x");
        assert_eq!(names(&settled("/{a+}/{b}")), Ok(vec!["a", "b"]));
    }

    #[test]
    fn keys_are_taken_apart_outside_braces() {
        let plain = |path| Key { path, query: Vec::new() };
        assert_eq!(key("/a/{b}"), plain("/a/{b}"));
        assert_eq!(key("/a/{b?c#d}/e"), plain("/a/{b?c#d}/e"));
        assert_eq!(key("/a#b?c=d"), plain("/a"));
        assert_eq!(key("/a?"), plain("/a"));
        let query = vec![("action", Some("a=b")), ("force", None), ("c", Some("{d}")), ("{e}", None)];
        assert_eq!(key("/a?action=a=b&force&&c={d}&{e}#f"), Key { path: "/a", query });
        assert_eq!(only_parameter("{d}"), Some("d"));
        assert_eq!(only_parameter("{d}{e}"), None);
        assert_eq!(only_parameter("x{d}"), None);
    }
}
