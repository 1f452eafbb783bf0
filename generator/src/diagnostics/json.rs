//! Diagnostics for programs: one JSON object a line.

use std::ops::Range;

use serde::Serialize;

use super::located::{Located, LocatedLabel, in_order};
use super::{Diagnostic, Severity, SourceId};
use crate::source::SourceMap;

/// Writes diagnostics in the order of their places, each once, as a JSON object a line.
#[must_use]
pub fn to_json(sources: &SourceMap, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for located in in_order(sources, diagnostics) {
        // Texts and numbers, under keys of ours: there is nothing in them that JSON couldn't hold.
        text.push_str(&serde_json::to_string(&Said::of(sources, &located)).unwrap_or_default());
        text.push('\n');
    }
    text
}

#[derive(Serialize)]
struct Said<'d> {
    code: &'static str,
    severity: Severity,
    message: &'d str,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end: Option<End>,
    pointer: Option<String>,
    labels: Vec<SaidLabel<'d>>,
    help: Option<&'d str>,
}

#[derive(Serialize)]
struct SaidLabel<'d> {
    primary: bool,
    text: &'d str,
    file: String,
    line: usize,
    column: usize,
    end: End,
    pointer: Option<String>,
}

/// The first character after what is meant.
#[derive(Serialize, Clone, Copy)]
struct End {
    line: usize,
    column: usize,
}

impl<'d> Said<'d> {
    fn of(sources: &SourceMap, located: &Located<'d>) -> Self {
        let diagnostic = located.diagnostic;
        let labels: Vec<SaidLabel<'d>> =
            located.labels.iter().enumerate().map(|(index, label)| SaidLabel::of(sources, label, index == 0)).collect();
        let first = labels.first();
        Self {
            code: diagnostic.code,
            severity: diagnostic.severity,
            message: &diagnostic.message,
            file: first.map(|label| label.file.clone()),
            line: first.map(|label| label.line),
            column: first.map(|label| label.column),
            end: first.map(|label| label.end),
            pointer: first.and_then(|label| label.pointer.clone()),
            labels,
            help: diagnostic.help.as_deref(),
        }
    }
}

impl<'d> SaidLabel<'d> {
    fn of(sources: &SourceMap, located: &LocatedLabel<'d>, primary: bool) -> Self {
        let label = located.label;
        let (start, end) = ends(sources, located.source, &located.range);
        Self {
            primary,
            text: &label.text,
            file: sources.shown_path(located.source),
            line: start.line,
            column: start.column,
            end,
            pointer: label.range.is_none().then(|| label.place.pointer.to_string()),
        }
    }
}

fn ends(sources: &SourceMap, source: SourceId, range: &Range<usize>) -> (End, End) {
    let of = |byte| {
        let at = sources.line_column(source, byte);
        End { line: at.line, column: at.column }
    };
    (of(range.start), of(range.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Place;

    #[test]
    fn a_line_says_all_of_one_diagnostic() {
        let mut sources = SourceMap::default();
        let id = sources.add("api.yaml", "a: 1\nä: {b/c: 2}\n");
        let place = Place::root(id).child("ä").child("b/c");
        let said = [
            Diagnostic::error("GW0203", "wrong")
                .at(&place, "this")
                .at_key(&Place::root(id).child("a"), "that")
                .help("so"),
            Diagnostic::note("GW0709", "nowhere"),
        ];
        assert_eq!(
            to_json(&sources, &said),
            concat!(
                r#"{"code":"GW0709","severity":"note","message":"nowhere","file":null,"line":null,"column":null,"#,
                r#""end":null,"pointer":null,"labels":[],"help":null}"#,
                "\n",
                r#"{"code":"GW0203","severity":"error","message":"wrong","file":"api.yaml","line":2,"column":10,"#,
                r#""end":{"line":2,"column":11},"pointer":"/ä/b~1c","labels":["#,
                r#"{"primary":true,"text":"this","file":"api.yaml","line":2,"column":10,"end":{"line":2,"column":11},"pointer":"/ä/b~1c"},"#,
                r#"{"primary":false,"text":"that","file":"api.yaml","line":1,"column":1,"end":{"line":1,"column":2},"pointer":"/a"}"#,
                r#"],"help":"so"}"#,
                "\n",
            )
        );
    }
}
