//! The piece of a source around a place, short however long its lines are.

use std::ops::Range;

use super::SourceId;
use crate::source::SourceMap;

/// Longer lines are cut; a JSON document is often one line.
const WIDEST: usize = 140;
/// How much of a long line is shown on each side of the place.
const AROUND: usize = 50;
/// How far down labels may be to share an excerpt.
const TALLEST: usize = 6;

/// A piece of a source.
pub(super) struct Excerpt {
    /// What is shown.
    pub(super) text: String,
    /// The number of its first line.
    pub(super) line: usize,
    /// The bytes of the source that are shown.
    shown: Range<usize>,
    /// How many bytes stand before them, for what was cut.
    shift: usize,
}

const CUT: &str = "...";

impl Excerpt {
    /// The line of a range, cut if it is long, with the few lines after it otherwise.
    pub(super) fn of(sources: &SourceMap, source: SourceId, range: Range<usize>) -> Self {
        let text = sources.text(source);
        let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end = line_end(text, start);
        let line = sources.line_column(source, range.start).line;
        if end - start > WIDEST {
            return Self::cut(text, start..end, &range, line);
        }
        let mut last = end;
        for _ in 0..TALLEST {
            let next = line_end(text, (last + 1).min(text.len()));
            if last >= text.len() || next - last > WIDEST {
                break;
            }
            last = next;
        }
        let shown = start..last;
        let text = text.get(shown.clone()).unwrap_or_default().to_owned();
        Self { text, line, shown, shift: 0 }
    }

    fn cut(text: &str, line_range: Range<usize>, range: &Range<usize>, line: usize) -> Self {
        let longest = range.start + WIDEST - AROUND;
        let end = text.ceil_char_boundary((range.end.min(longest) + AROUND).min(line_range.end));
        let start = text.floor_char_boundary(range.start.saturating_sub(AROUND).max(line_range.start));
        let (before, after) = (start > line_range.start, end < line_range.end);
        let shown = text.get(start..end).unwrap_or_default();
        let cut = |cut: bool| if cut { CUT } else { "" };
        Self {
            text: format!("{}{shown}{}", cut(before), cut(after)),
            line,
            shown: start..end,
            shift: cut(before).len(),
        }
    }

    /// The column of a range in the excerpt, if its line was cut before it.
    pub(super) fn column_if_cut(&self, range: &Range<usize>) -> Option<usize> {
        let start = self.place(range)?.start;
        (self.shift > 0).then(|| self.text.get(..start).map_or(0, |before| before.chars().count()) + 1)
    }

    /// Where a range is in the excerpt, as far as it is in the line where it begins; `None` if it begins outside.
    pub(super) fn place(&self, range: &Range<usize>) -> Option<Range<usize>> {
        if !(self.shown.start..=self.shown.end).contains(&range.start) {
            return None;
        }
        let start = range.start - self.shown.start + self.shift;
        let line_end = self.text.get(start..).map_or(self.text.len(), |rest| start + line_end(rest, 0));
        let end = (range.end.max(range.start) - self.shown.start + self.shift).min(line_end);
        Some(start..end.max(start))
    }
}

fn line_end(text: &str, start: usize) -> usize {
    text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| start + at)
}
