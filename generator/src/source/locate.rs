//! From a place to its bytes.

use std::ops::Range;

use super::SourceMap;
use crate::diagnostics::{Label, Place};

impl SourceMap {
    /// The bytes of the value at a place, or of the key that leads to it. Where the place isn't in the text (it was
    /// only assumed), the nearest one above it. `None` when the text has no tree, or the source isn't of this map.
    #[must_use]
    pub fn locate(&self, place: &Place, key: bool) -> Option<Range<usize>> {
        let spans = self.spans(place.source)?;
        let tokens = place.pointer.tokens();
        let (value, key_range) = spans.find(self.text(place.source), &tokens);
        let range = if key { key_range.unwrap_or_else(|| spans.range(value)) } else { spans.range(value) };
        (range.end <= self.text(place.source).len()).then_some(range)
    }

    /// The bytes of every key `key` in the object at a place, for what stands there more than once.
    #[must_use]
    pub fn locate_keys(&self, object: &Place, key: &str) -> Vec<Range<usize>> {
        self.spans(object.source)
            .map_or_else(Vec::new, |spans| spans.find_keys(self.text(object.source), &object.pointer.tokens(), key))
    }

    /// The bytes that a label means.
    #[must_use]
    pub fn locate_label(&self, label: &Label) -> Option<Range<usize>> {
        label.range.clone().or_else(|| self.locate(&label.place, label.key))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn text_at<'t>(text: &'t str, tokens: &[&str], key: bool) -> &'t str {
        let mut sources = SourceMap::default();
        let id = sources.add("some", text);
        let place = tokens.iter().fold(Place::root(id), |place, token| place.child(token));
        &text[sources.locate(&place, key).unwrap()]
    }

    const YAML: &str =
        "a: 1\nä: &anchor\n  - x\n  - {b: 'ü', c: 2}\nd: *anchor\ne:\n  <<: {f: 3}\n  g: |\n    h\ni:\n  j: k\n";

    #[test]
    fn yaml_is_found() {
        assert_eq!(text_at(YAML, &["a"], false), "1");
        assert_eq!(text_at(YAML, &["ä"], true), "ä");
        assert_eq!(text_at(YAML, &["ä", "1", "b"], false), "'ü'");
        assert_eq!(text_at(YAML, &["ä", "1"], false), "{b: 'ü', c: 2}");
        assert_eq!(text_at(YAML, &["i"], false), "j: k");
        assert_eq!(text_at(YAML, &["i", "j"], true), "j");
    }

    #[test]
    fn aliases_and_merges_are_followed() {
        assert_eq!(text_at(YAML, &["d", "1", "c"], false), "2");
        assert_eq!(text_at(YAML, &["e", "f"], false), "3");
    }

    #[test]
    fn json_is_found_with_escapes() {
        let text = r#"{"a": [1, {"b/\u0063": "\ud83d\ude00", "d": -1e3}]}"#;
        assert_eq!(text_at(text, &["a", "1", "b/c"], true), r#""b/\u0063""#);
        assert_eq!(text_at(text, &["a", "1", "d"], false), "-1e3");
        assert_eq!(text_at(text, &["a", "0"], false), "1");
    }

    #[test]
    fn what_is_not_there_is_shown_at_what_is_above() {
        assert_eq!(text_at(r#"{"a": {"b": 1}}"#, &["a", "x", "y"], true), r#""a""#);
    }

    #[test]
    fn each_of_two_equal_keys_is_found() {
        let mut sources = SourceMap::default();
        let id = sources.add("some", "a: 1\nb: 2\na: 3\n");
        assert_eq!(sources.locate_keys(&Place::root(id), "a"), [0..1, 10..11]);
    }
}
