//! The namespace declarations in scope while reading.

use indexmap::IndexSet;

use super::super::Error;
use super::super::name::{XML, XMLNS, is_ncname, same};

/// How many declarations may be in scope.
const MAX_DECLARATIONS: usize = 1024;

/// Number 0 is no namespace, number 1 that of `xml`, and the others those that a document declares.
#[derive(Debug, Default)]
pub(super) struct Known(IndexSet<String>);

impl Known {
    pub(super) fn text(&self, number: u32) -> &str {
        match number {
            0 => "",
            1 => XML,
            other => self.0.get_index(other as usize - 2).map_or("", String::as_str),
        }
    }

    fn number(&mut self, namespace: &str) -> Result<u32, Error> {
        let index = match namespace {
            "" => return Ok(0),
            XML => return Ok(1),
            other => match self.0.get_index_of(other) {
                Some(index) => index,
                None => self.0.insert_full(other.to_owned()).0,
            },
        };
        u32::try_from(index + 2).map_err(|_| Error::new("there are too many namespaces"))
    }
}

/// Prefixes and the namespaces that they stand for, by number; inner declarations last.
#[derive(Debug, Default)]
pub(super) struct Namespaces {
    pub(super) known: Known,
    bindings: Vec<(String, u32)>,
}

impl Namespaces {
    pub(super) fn mark(&self) -> usize {
        self.bindings.len()
    }

    pub(super) fn leave(&mut self, mark: usize) {
        self.bindings.truncate(mark);
    }

    /// Takes a declaration: `xmlns`, or `xmlns:` and a prefix. Gives false for any other attribute.
    pub(super) fn declare(&mut self, key: &str, namespace: &str) -> Result<bool, Error> {
        let prefix = match key.strip_prefix("xmlns") {
            Some("") => "",
            Some(rest) if rest.starts_with(':') => rest.get(1..).unwrap_or_default(),
            _ => return Ok(false),
        };
        let is_named = !prefix.is_empty();
        if key.ends_with(':')
            || is_named && (!is_ncname(prefix) || prefix == "xmlns" || namespace.is_empty())
            || (prefix == "xml") != (namespace == XML)
            || namespace == XMLNS
        {
            return Err(Error::new("this namespace declaration isn't legal"));
        }
        if self.bindings.len() >= MAX_DECLARATIONS {
            return Err(Error::new(format!("more than {MAX_DECLARATIONS} namespace declarations are in scope")));
        }
        let number = self.known.number(namespace)?;
        self.bindings.push((prefix.to_owned(), number));
        Ok(true)
    }

    /// The number of the namespace that a prefix stands for.
    pub(super) fn resolve(&self, prefix: &str) -> Result<u32, Error> {
        match self.bindings.iter().rev().find(|(bound, _)| same(bound, prefix)) {
            Some((_, number)) => Ok(*number),
            None if prefix.is_empty() => Ok(0),
            None if prefix == "xml" => Ok(1),
            None => Err(Error::new(format!("the prefix {prefix:?} isn't declared"))),
        }
    }
}
