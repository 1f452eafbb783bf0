//! Schemas that extend others by `allOf`, and the discriminators that tell them apart.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::{SchemaId, Schemas};

/// The discriminator over a schema: its own, or else that of the nearest that it extends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The schema that has the discriminator.
    pub by: SchemaId,
    /// How many `allOf`s are in between.
    pub levels: usize,
}

impl Schemas {
    /// The components that extend each schema, in the order of the document.
    #[must_use]
    pub fn extended(&self) -> BTreeMap<SchemaId, Vec<SchemaId>> {
        let mut extended: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
        for (name, id) in &self.components {
            if self[*id].component.as_ref() == Some(name) {
                self[*id].all_of.iter().for_each(|part| extended.entry(*part).or_default().push(*id));
            }
        }
        extended
    }

    /// The schemas over which there is a discriminator, each looked at once.
    #[must_use]
    pub fn told(&self) -> HashMap<SchemaId, Told> {
        let mut above: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
        let (mut told, mut next) = (HashMap::new(), VecDeque::new());
        for (id, schema) in (0..).map(SchemaId).zip(&self.all) {
            schema.all_of.iter().for_each(|part| above.entry(*part).or_default().push(id));
            if schema.discriminator.is_some() {
                told.insert(id, Told { by: id, levels: 0 });
                next.push_back(id);
            }
        }
        while let Some(id) = next.pop_front() {
            let Some(Told { by, levels }) = told.get(&id).copied() else { continue };
            for kind in above.get(&id).into_iter().flatten() {
                told.entry(*kind).or_insert_with(|| {
                    next.push_back(*kind);
                    Told { by, levels: levels + 1 }
                });
            }
        }
        told
    }
}
