//! Operations by permission.

use std::collections::BTreeSet;

use serde::Serialize;

use super::csv::csv;
use super::markdown::{code, markdown_table};
use super::print::aligned;
use super::{Audit, Entry, Guard};

/// Which operation needs which permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matrix {
    /// What operations need.
    pub columns: Vec<Column>,
    /// The operations, each with a cell a column.
    pub rows: Vec<(String, Vec<Cell>)>,
}

/// A permission of a scheme, or a credential of the scheme whatever it carries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Column {
    /// The scheme.
    pub scheme: String,
    /// The permission.
    pub permission: Option<String>,
}

/// Whether an operation needs something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// It doesn't.
    No,
    /// One of the ways to call it does, and another doesn't.
    OneWay,
    /// Nobody calls it without.
    Needed,
}

impl Cell {
    const fn sign(self) -> &'static str {
        match self {
            Self::No => "",
            Self::OneWay => "(x)",
            Self::Needed => "x",
        }
    }
}

/// The matrix of all operations. Of a scheme that always comes with permissions, only these have columns.
#[must_use]
pub fn matrix(audit: &Audit) -> Matrix {
    let needed: Vec<Vec<BTreeSet<Column>>> = audit.operations.iter().map(ways).collect();
    let used: BTreeSet<&Column> = needed.iter().flatten().flatten().collect();
    let permissions = audit.permissions.iter().map(Some).chain([None]);
    let columns: Vec<Column> = audit
        .schemes
        .iter()
        .flat_map(|scheme| permissions.clone().map(|permission| (scheme.name.clone(), permission.cloned())))
        .map(|(scheme, permission)| Column { scheme, permission })
        .filter(|column| used.contains(column))
        .collect();
    let rows = audit.operations.iter().zip(&needed).map(|(entry, ways)| {
        let cell = |column: &Column| match ways.iter().filter(|way| way.contains(column)).count() {
            0 => Cell::No,
            n if n == ways.len() => Cell::Needed,
            _ => Cell::OneWay,
        };
        (entry.operation.clone(), columns.iter().map(cell).collect())
    });
    Matrix { rows: rows.collect(), columns }
}

/// What each way to call an operation needs.
fn ways(entry: &Entry) -> Vec<BTreeSet<Column>> {
    let Guard::AnyOf(alternatives) = &entry.access else { return Vec::new() };
    let columns = |all: &Vec<super::Requirement>| {
        let of = |needed: &super::Requirement| {
            let column = |permission| Column { scheme: needed.scheme.clone(), permission };
            match needed.permissions.as_slice() {
                [] => vec![column(None)],
                names => names.iter().cloned().map(Some).map(column).collect(),
            }
        };
        all.iter().flat_map(of).collect()
    };
    alternatives.iter().map(columns).collect()
}

impl Matrix {
    fn header(&self, name: &str) -> Vec<String> {
        let title = |column: &Column| match &column.permission {
            Some(permission) => format!("{}[{permission}]", column.scheme),
            None => column.scheme.clone(),
        };
        std::iter::once(name.to_owned()).chain(self.columns.iter().map(title)).collect()
    }

    fn rows<'m>(&'m self, name: impl Fn(&str) -> String + 'm) -> impl Iterator<Item = Vec<String>> + 'm {
        self.rows.iter().map(move |(operation, cells)| {
            std::iter::once(name(operation)).chain(cells.iter().map(|cell| cell.sign().to_owned())).collect()
        })
    }

    /// Aligned columns.
    #[must_use]
    pub fn table(&self) -> String {
        aligned(self.header("OPERATION"), self.rows(str::to_owned).collect())
    }

    /// A table in Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut header = self.header("Operation");
        header.iter_mut().skip(1).for_each(|title| *title = code(title));
        markdown_table(&header, self.rows(code))
    }

    /// CSV.
    #[must_use]
    pub fn csv(&self) -> String {
        csv(&self.header("operation"), self.rows(str::to_owned))
    }
}
