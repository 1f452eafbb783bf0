//! Tables as CSV (RFC 4180).

use super::Audit;
use super::print::row;

/// The list of operations.
#[must_use]
pub fn list_as_csv(audit: &Audit) -> String {
    let header = ["method", "path", "operation", "rule", "stated at"].map(str::to_owned);
    csv(&header, audit.operations.iter().map(|entry| row(entry).to_vec()))
}

/// Lines of cells, the header first.
#[must_use]
pub fn csv(header: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("{}\r\n", cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(","));
    let rows: String = rows.map(|row| line(&row)).collect();
    line(header) + &rows
}

/// A cell that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let row = ["a", "b,c", "say \"x\"", "=1+1"].map(str::to_owned);
        assert_eq!(csv(&row, [row.to_vec()].into_iter()), "a,\"b,c\",\"say \"\"x\"\"\",'=1+1\r\n".repeat(2));
    }
}
