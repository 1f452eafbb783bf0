//! The list as a table and as JSON.

use serde::Serialize;

use super::{Audit, Entry, Totals};

/// What stands above the columns.
pub(super) const HEADER: [&str; 5] = ["METHOD", "PATH", "OPERATION", "RULE", "STATED AT"];

/// What stands in the columns.
pub(super) fn row(entry: &Entry) -> [String; 5] {
    let sources: Vec<String> = entry.sources.iter().map(ToString::to_string).collect();
    let Entry { method, path, operation, rule, .. } = entry;
    [method.clone(), path.clone(), operation.clone(), rule.clone(), sources.join(", ")]
}

/// Aligned columns under a header, and the totals.
#[must_use]
pub fn table(audit: &Audit) -> String {
    let rows = audit.operations.iter().map(|entry| row(entry).to_vec()).collect();
    format!("{}\n{}\n", aligned(HEADER.map(str::to_owned).to_vec(), rows), summary(&audit.totals))
}

/// Columns as wide as their widest cell.
pub(super) fn aligned(header: Vec<String>, rows: Vec<Vec<String>>) -> String {
    let mut widths = vec![0; header.len()];
    let rows: Vec<Vec<String>> = std::iter::once(header).chain(rows).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
    format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
}

/// The totals in one line.
#[must_use]
pub fn summary(totals: &Totals) -> String {
    let Totals { operations, guarded, optional, public, unguarded, nobody } = totals;
    let kinds = [
        (guarded, "guarded"),
        (optional, "optional"),
        (public, "public"),
        (unguarded, "UNGUARDED"),
        (nobody, "for NOBODY"),
    ];
    let kinds = kinds.into_iter().filter(|(count, _)| **count > 0).map(|(count, kind)| format!("{count} {kind}"));
    let operations = if *operations == 1 { "1 operation".to_owned() } else { format!("{operations} operations") };
    let kinds: Vec<String> = kinds.collect();
    if kinds.is_empty() { operations } else { format!("{operations}: {}", kinds.join(", ")) }
}

/// JSON with a line break at its end.
#[must_use]
pub fn json(value: &impl Serialize) -> String {
    // Strings, numbers and lists of them only: there is nothing that JSON can't hold.
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::{Guard, Position, Source};
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let entry = |method: &str, path: &str, line| Entry {
            method: method.to_owned(),
            path: path.to_owned(),
            operation: "x".to_owned(),
            tags: Vec::new(),
            access: Guard::Public,
            rule: Guard::Public.to_string(),
            sources: vec![Source::Document(Position { file: PathBuf::from("a.yaml"), line, column: 3 })],
        };
        let operations = vec![entry("GET", "/batches/{ü}", 7), entry("DELETE", "/", 70)];
        let totals = Totals::of(&operations);
        let text = table(&Audit { operations, schemes: Vec::new(), permissions: Vec::new(), totals });
        let expected = "\
METHOD  PATH          OPERATION  RULE    STATED AT
GET     /batches/{ü}  x          public  a.yaml:7:3
DELETE  /             x          public  a.yaml:70:3

2 operations: 2 public
";
        assert_eq!(text, expected);
    }
}
