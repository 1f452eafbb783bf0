//! Tests of XML, by subject.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod asavie;
mod forms;
mod hostile;
mod trips;
mod unions;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{from_str, to_string, write};
use crate::schema::Schema;

/// Writes a value, expects the document, reads it and expects the value.
fn check<T>(value: &T, document: &str)
where
    T: Serialize + DeserializeOwned + Schema + PartialEq + std::fmt::Debug,
{
    assert_eq!(to_string(value).unwrap(), document);
    assert_eq!(write::document(&write::value_of(value).unwrap(), T::shape(), None).unwrap(), document, "the long way");
    assert_eq!(&from_str::<T>(document).unwrap(), value);
}

/// Reads a document and gives the error's text.
fn refused<T: DeserializeOwned + Schema + std::fmt::Debug>(document: &str) -> String {
    from_str::<T>(document).unwrap_err().to_string()
}
