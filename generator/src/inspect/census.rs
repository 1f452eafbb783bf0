//! The census: every place of a document that has no type of its own.

use std::collections::HashSet;
use std::fmt::Write as _;

use serde::Serialize;

use crate::audit::Position;
use crate::ir::{Api, Fallback};
use crate::source::SourceMap;

/// Every place without a type of its own, and how many there are of each sort.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Census {
    /// How many there are.
    pub totals: Totals,
    /// The places, in the order of the files.
    pub places: Vec<Entry>,
}

/// How many places there are of each sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Any value, though the document says more: what a later version may type.
    pub value: usize,
    /// Bytes, with their media type.
    pub bytes: usize,
    /// Any value, as the document says; no failure.
    pub free_form: usize,
}

/// One place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What stands for the type: `value`, `bytes` or `free_form`.
    pub fallback: &'static str,
    /// Why.
    pub reason: String,
    /// The place in the document.
    pub pointer: String,
    /// The place in its file.
    pub position: Option<Position>,
}

impl Census {
    /// Counts the places of an API. A place that is reached twice counts once.
    #[must_use]
    pub fn of(api: &Api, sources: &SourceMap) -> Self {
        let mut census = Self::default();
        let mut seen = HashSet::new();
        for place in api.untyped.iter().filter(|place| seen.insert((place.fallback, &place.at, &place.reason))) {
            let (fallback, count) = match place.fallback {
                Fallback::Value => ("value", &mut census.totals.value),
                Fallback::Bytes => ("bytes", &mut census.totals.bytes),
                Fallback::FreeForm => ("free_form", &mut census.totals.free_form),
            };
            *count += 1;
            let (reason, pointer) = (place.reason.clone(), place.at.pointer.to_string());
            census.places.push(Entry { fallback, reason, pointer, position: Position::of(&place.at, sources) });
        }
        let order = |fallback: &str| ["value", "bytes"].iter().position(|word| *word == fallback).unwrap_or(2);
        census.places.sort_by_cached_key(|place| {
            let position = place.position.as_ref().map(|at| (at.file.clone(), at.line, at.column));
            (order(place.fallback), position)
        });
        census
    }

    /// A table, those places first of which the document says more, and the totals under it. Free-form places are only
    /// counted, for nothing is amiss with them.
    #[must_use]
    pub fn table(&self) -> String {
        let shown = self.places.iter().filter(|place| place.fallback != "free_form");
        let rows: Vec<[String; 3]> = shown
            .map(|place| {
                let position = place.position.as_ref().map_or_else(|| place.pointer.clone(), ToString::to_string);
                [place.fallback.to_owned(), position, place.reason.clone()]
            })
            .collect();
        let widths = [0, 1].map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default());
        let mut text = String::new();
        for [fallback, position, reason] in &rows {
            let _infallible =
                writeln!(text, "{fallback:<width$}  {position:<wide$}  {reason}", width = widths[0], wide = widths[1]);
        }
        let Totals { value, bytes, free_form } = self.totals;
        let _infallible =
            writeln!(text, "{value} as any value, {bytes} as bytes; {free_form} free-form by the document's own word");
        text
    }

    /// A JSON object with a line break at its end.
    #[must_use]
    pub fn json(&self) -> String {
        // Strings and numbers only: there is nothing that JSON can't hold.
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }
}
