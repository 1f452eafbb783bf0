//! What policies give, as a table and as JSON.

use super::Given;

/// What stands above the columns.
const HEADER: [&str; 4] = ["FILE", "ROLE", "OPERATIONS", "PERMISSIONS"];

/// Aligned columns under a header; `operations` is how many there are.
#[must_use]
pub fn table(given: &[Given], operations: usize) -> String {
    let mut rows = vec![HEADER.map(str::to_owned)];
    rows.extend(given.iter().map(|given| {
        let role = given.role.clone().unwrap_or_default();
        let met = format!("{} of {operations}", given.operations.len());
        let permissions = if given.permissions.is_empty() { "none".to_owned() } else { given.permissions.join(", ") };
        [given.file.clone(), role, met, permissions]
    }));
    let mut widths = [0; HEADER.len()];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |row: &[String; 4]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

/// A JSON list with a line break at its end.
#[must_use]
pub fn json(given: &[Given]) -> String {
    // Strings and lists only: there is nothing that JSON can't hold.
    serde_json::to_string_pretty(given).map(|text| text + "\n").unwrap_or_default()
}
