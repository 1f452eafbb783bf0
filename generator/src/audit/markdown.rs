//! Tables in Markdown.

use super::print::{HEADER, row, summary};
use super::{Audit, Guard};

/// The list as a page: the totals, what deserves a look, and the table.
#[must_use]
pub fn markdown(audit: &Audit) -> String {
    let mut page = format!("# Who may call what\n\n{}.\n", summary(&audit.totals));
    let of_kind = |kind: &dyn Fn(&Guard) -> bool| {
        let names = audit.operations.iter().filter(|entry| kind(&entry.access));
        names.map(|entry| format!("`{}`", entry.operation)).collect::<Vec<_>>().join(", ")
    };
    let optional = |guard: &Guard| matches!(guard, Guard::AnyOf(ways) if ways.iter().any(Vec::is_empty));
    let nobody = |guard: &Guard| matches!(guard, Guard::AnyOf(ways) if ways.is_empty());
    for (what, names) in [
        ("Unguarded", of_kind(&|guard| *guard == Guard::Unguarded)),
        ("Nobody can call", of_kind(&nobody)),
        ("Public", of_kind(&|guard| *guard == Guard::Public)),
        ("With an optional credential", of_kind(&optional)),
    ] {
        if !names.is_empty() {
            page.push_str(&format!("\n{what}: {names}.\n"));
        }
    }
    let header = HEADER.map(|title| {
        let (first, rest) = title.split_at(1);
        first.to_owned() + &rest.to_lowercase()
    });
    let rows = audit.operations.iter().map(|entry| row(entry).map(|cell| code(&cell)).to_vec());
    page + "\n" + &markdown_table(&header, rows)
}

/// A table; the cells are Markdown already.
#[must_use]
pub fn markdown_table(header: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = format!("|{}\n", "---|".repeat(header.len()));
    let rows: String = rows.map(|row| line(&row)).collect();
    line(header) + &rule + &rows
}

/// Text as it is, whatever is in it: documents are nobody's friends.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let text = text.replace(['\n', '\r'], " ").replace('|', "\\|");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn no_cell_is_more_than_text() {
        assert_eq!(code("a | b"), r"`a \| b`");
        assert_eq!(code("`a`"), "`` `a` ``");
        assert_eq!(code("a\nb"), "`a b`");
        assert_eq!(code(""), "");
    }
}
