//! Diagnostics as text: the message, the place, and the lines of the source that it is about.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::{Diagnostic, Severity, SourceId};
use crate::source::SourceMap;

/// Writes diagnostics in the order of their places, and at the end how many there are.
#[must_use]
pub fn render(sources: &SourceMap, diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut located: Vec<Located<'_>> = diagnostics.iter().map(|found| Located::of(sources, found)).collect();
    located.sort_by_key(Located::order);
    let mut text = String::new();
    for located in &located {
        let (group, columns) = located.group(sources);
        let mut rendered = renderer.render(&[group]);
        for (cut, whole) in columns {
            rendered = rendered.replacen(&cut, &whole, 1);
        }
        text.push_str(&rendered);
        text.push_str("\n\n");
    }
    if let Some((level, summary)) = summary(diagnostics) {
        text.push_str(&renderer.render(&[Group::with_title(level.primary_title(summary))]));
        text.push('\n');
    }
    text
}

/// A diagnostic whose places are found.
struct Located<'d> {
    diagnostic: &'d Diagnostic,
    /// The labels that could be found, the primary one first.
    labels: Vec<(SourceId, Range<usize>, &'d str)>,
}

impl<'d> Located<'d> {
    fn of(sources: &SourceMap, diagnostic: &'d Diagnostic) -> Self {
        let labels = diagnostic.labels.iter().filter_map(|label| {
            let range = sources.locate_label(label)?;
            Some((label.place.source, range, label.text.as_str()))
        });
        Self { diagnostic, labels: labels.collect() }
    }

    fn order(&self) -> (Option<(SourceId, usize)>, &'static str) {
        (self.labels.first().map(|(source, range, _)| (*source, range.start)), self.diagnostic.code)
    }

    /// The diagnostic as the renderer takes it, with the places that are to be put right afterwards: where a line was
    /// cut, the renderer counts columns from the cut.
    fn group<'s>(&'s self, sources: &'s SourceMap) -> (Group<'s>, Vec<(String, String)>) {
        let diagnostic = self.diagnostic;
        let mut elements: Vec<Element<'s>> = Vec::new();
        let mut columns = Vec::new();
        let mut shown = vec![false; self.labels.len()];
        for (index, (source, range, _)) in self.labels.iter().enumerate() {
            if shown.get(index).copied().unwrap_or(true) {
                continue;
            }
            let excerpt = Excerpt::of(sources, *source, range.clone());
            let mut annotations = Vec::new();
            for (other, (other_source, other_range, text)) in self.labels.iter().enumerate().skip(index) {
                let Some(within) = excerpt.place(other_range).filter(|_| other_source == source) else { continue };
                annotations.push(annotation(other == 0, within, text));
                if let Some(shown) = shown.get_mut(other) {
                    *shown = true;
                }
            }
            let at = sources.line_column(*source, range.start);
            let path = sources.path(*source).display().to_string().replace('\\', "/");
            if let Some(column) = excerpt.column_if_cut(range) {
                columns.push((format!("{path}:{}:{column}", at.line), format!("{path}:{}:{}", at.line, at.column)));
            }
            let snippet = Snippet::source(excerpt.text).line_start(excerpt.line).path(path);
            elements.push(snippet.annotations(annotations).into());
        }
        if let Some(help) = &diagnostic.help {
            elements.push(Level::HELP.message(help.as_str()).into());
        }
        let title = level(diagnostic.severity).primary_title(diagnostic.message.as_str()).id(diagnostic.code);
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

/// How many there are; `None` if there is nothing that needs a hand.
fn summary(diagnostics: &[Diagnostic]) -> Option<(Level<'static>, String)> {
    let count = |severity| diagnostics.iter().filter(|found| found.severity == severity).count();
    match (count(Severity::Error), count(Severity::Warning)) {
        (0, 0) => None,
        (0, warnings) => Some((Level::WARNING, plural(warnings, "warning"))),
        (errors, 0) => Some((Level::ERROR, plural(errors, "problem"))),
        (errors, warnings) => {
            let (errors, warnings) = (plural(errors, "problem"), plural(warnings, "warning"));
            Some((Level::ERROR, format!("{errors} and {warnings}")))
        }
    }
}

fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
