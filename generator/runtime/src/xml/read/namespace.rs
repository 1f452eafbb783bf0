//! The namespace declarations in scope while reading.

use indexmap::IndexSet;

use super::super::Error;
use super::super::name::{XML, XMLNS, is_ncname, same};

/// How many declarations may be in scope.
const MAX_DECLARATIONS: usize = 1024;

/// Prefixes and the namespaces that they stand for, by number; inner declarations last.
#[derive(Debug)]
pub(super) struct Namespaces {
    pub(super) known: IndexSet<String>,
    bindings: Vec<(String, u32)>,
}

impl Namespaces {
    pub(super) fn new() -> Self {
        // Number 0 is no namespace, number 1 that of `xml`.
        Self { known: ["", XML].map(str::to_owned).into(), bindings: vec![("xml".to_owned(), 1)] }
    }

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
        let number = match self.known.get_index_of(namespace) {
            Some(number) => number,
            None => self.known.insert_full(namespace.to_owned()).0,
        };
        let number = u32::try_from(number).map_err(|_| Error::new("there are too many namespaces"))?;
        self.bindings.push((prefix.to_owned(), number));
        Ok(true)
    }

    /// The number of the namespace that a prefix stands for.
    pub(super) fn resolve(&self, prefix: &str) -> Result<u32, Error> {
        match self.bindings.iter().rev().find(|(bound, _)| same(bound, prefix)) {
            Some((_, number)) => Ok(*number),
            None if prefix.is_empty() => Ok(0),
            None => Err(Error::new(format!("the prefix {prefix:?} isn't declared"))),
        }
    }

    pub(super) fn text(&self, number: u32) -> &str {
        self.known.get_index(number as usize).map_or("", String::as_str)
    }
}
