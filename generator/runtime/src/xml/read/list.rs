//! Lists of any source.

use std::vec;

use serde::de::{DeserializeSeed, Deserializer, SeqAccess};

use super::super::Error;

/// The items of a list.
pub(super) struct Items<S>(pub(super) vec::IntoIter<S>);

impl<'de, S: Deserializer<'de, Error = Error>> SeqAccess<'de> for Items<S> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}
