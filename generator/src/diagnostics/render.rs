//! Diagnostics as text: the message, the place, and the lines of the source that it is about.

use std::collections::HashSet;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::located::{Located, LocatedLabel, in_order};
use super::repeat::{Repeated, repetitions, with_repetitions};
use super::{Diagnostic, Severity};
use crate::source::SourceMap;

/// Writes diagnostics in the order of their places, and at the end how many there are. What is said with the same words
/// of many places is shown at the first of them, unless it is an error.
#[must_use]
pub fn render(sources: &SourceMap, diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let located = in_order(sources, diagnostics);
    let mut text = String::new();
    let times = repetitions(located.iter().map(|located| located.diagnostic));
    let mut shown = HashSet::new();
    for located in &located {
        let repeated = Repeated::of(located.diagnostic);
        if repeated.as_ref().is_some_and(|repeated| !shown.insert(repeated.clone())) {
            continue;
        }
        let times = repeated.and_then(|repeated| times.get(&repeated).copied()).unwrap_or(1);
        let message = with_repetitions(&located.diagnostic.message, times);
        let (group, columns) = located.group(sources, &message);
        let mut rendered = renderer.render(&[group]);
        for (cut, whole) in columns {
            rendered = rendered.replacen(&cut, &whole, 1);
        }
        text.push_str(&rendered);
        text.push_str("\n\n");
    }
    if let Some(summary) = summary(&located) {
        text.push_str(&summary);
        text.push('\n');
    }
    text
}

impl Located<'_> {
    /// The diagnostic as the renderer takes it, with the places that are to be put right afterwards: where a line was
    /// cut, the renderer counts columns from the cut.
    fn group<'s>(&'s self, sources: &'s SourceMap, message: &'s str) -> (Group<'s>, Vec<(String, String)>) {
        let diagnostic = self.diagnostic;
        let mut elements: Vec<Element<'s>> = Vec::new();
        let mut columns = Vec::new();
        let mut shown = vec![false; self.labels.len()];
        for (index, LocatedLabel { source, range, .. }) in self.labels.iter().enumerate() {
            if shown.get(index).copied().unwrap_or(true) {
                continue;
            }
            let excerpt = Excerpt::of(sources, *source, range.clone());
            let mut annotations = Vec::new();
            for (other, label) in self.labels.iter().enumerate().skip(index) {
                let Some(within) = excerpt.place(&label.range).filter(|_| label.source == *source) else { continue };
                annotations.push(annotation(other == 0, within, &label.label.text));
                if let Some(shown) = shown.get_mut(other) {
                    *shown = true;
                }
            }
            let at = sources.line_column(*source, range.start);
            let path = sources.shown_path(*source);
            if let Some(column) = excerpt.column_if_cut(range) {
                columns.push((format!("{path}:{}:{column}", at.line), format!("{path}:{}:{}", at.line, at.column)));
            }
            let snippet = Snippet::source(excerpt.text).line_start(excerpt.line).path(path);
            elements.push(snippet.annotations(annotations).into());
        }
        if let Some(help) = &diagnostic.help {
            elements.push(Level::HELP.message(help.as_str()).into());
        }
        let title = level(diagnostic.severity).primary_title(message).id(diagnostic.code);
        (title.elements(elements), columns)
    }
}

fn annotation(primary: bool, within: Range<usize>, text: &str) -> Annotation<'_> {
    let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    kind.span(within).label((!text.is_empty()).then_some(text))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// How many there are of each severity; `None` if there is nothing that needs a hand.
fn summary(located: &[Located<'_>]) -> Option<String> {
    let count = |severity| located.iter().filter(|found| found.diagnostic.severity == severity).count();
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let said = counts.map(|(severity, noun)| (count(severity), noun));
    let needed = said.iter().take(2).any(|(count, _)| *count > 0);
    let said: Vec<String> = said.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| plural(n, noun)).collect();
    needed.then(|| said.join(", "))
}

fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
