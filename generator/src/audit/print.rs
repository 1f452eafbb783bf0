//! The list as a table and as JSON.

use super::Entry;

/// What stands above the columns.
const HEADER: [&str; 5] = ["METHOD", "PATH", "OPERATION", "RULE", "PLACE"];

/// Aligned columns under a header.
#[must_use]
pub fn table(entries: &[Entry]) -> String {
    let mut rows = vec![HEADER.map(str::to_owned)];
    rows.extend(entries.iter().map(|entry| {
        let place = entry.position.as_ref().map(ToString::to_string).unwrap_or_default();
        [entry.method.clone(), entry.path.clone(), entry.operation.clone(), entry.rule.clone(), place]
    }));
    let mut widths = [0; HEADER.len()];
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

/// A JSON list with a line break at its end.
#[must_use]
pub fn json(entries: &[Entry]) -> String {
    // Strings and numbers only: there is nothing that JSON can't hold.
    serde_json::to_string_pretty(entries).map(|text| text + "\n").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::{Guard, Position};
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let entry = |method: &str, path: &str, line| Entry {
            method: method.to_owned(),
            path: path.to_owned(),
            operation: "x".to_owned(),
            access: Guard::Public,
            rule: Guard::Public.to_string(),
            position: Some(Position { file: PathBuf::from("a.yaml"), line, column: 3 }),
        };
        let text = table(&[entry("GET", "/batches/{ü}", 7), entry("DELETE", "/", 70)]);
        let expected = "\
METHOD  PATH          OPERATION  RULE    PLACE
GET     /batches/{ü}  x          public  a.yaml:7:3
DELETE  /             x          public  a.yaml:70:3
";
        assert_eq!(text, expected);
    }
}
