//! Records: objects with known fields.

use super::schema::doc;
use super::{Context, Lowering};
use crate::diagnostics::Place;
use crate::ir::{Field, Record, TypeId};
use crate::resolve::{Schema, SchemaId};

impl Lowering<'_> {
    pub(super) fn record(&mut self, def: TypeId, schema: &Schema) -> Record {
        let at = schema.at.child("properties");
        let fields: Vec<Field> =
            schema.properties.iter().map(|(name, id)| self.field(def, schema, at.child(name), name, *id)).collect();
        let required = schema.required.iter().filter(|r| !schema.properties.contains_key(*r)).cloned().collect();
        let rest = self.rest(schema, &Context::of_type(def, "Value"));
        Record { fields, rest, required }
    }

    fn field(&mut self, def: TypeId, schema: &Schema, at: Place, name: &str, id: SchemaId) -> Field {
        let own = self.schema(id);
        let slot = self.slot(id, &Context::of_type(def, name));
        // A component's description speaks of the type; it is said there and not at each field.
        let doc = if own.component.is_some() { Default::default() } else { doc(own) };
        Field {
            at,
            name: name.to_owned(),
            doc,
            required: schema.required.iter().any(|r| r == name),
            slot,
            read_only: own.read_only,
            write_only: own.write_only,
            secret: own.format.as_deref() == Some("password"),
            default: own.default.as_ref().and_then(super::parameter::text_of),
            xml: self.xml_field(own),
            content_type: None,
        }
    }
}
