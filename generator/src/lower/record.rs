//! Records: objects with known fields.

use super::schema::doc;
use super::{Context, Lowering};
use crate::ir::{Field, Record, Rest, Slot, TypeId};
use crate::resolve::{Additional, Schema, SchemaId};

impl Lowering<'_> {
    pub(super) fn record(&mut self, def: TypeId, schema: &Schema) -> Record {
        let fields: Vec<Field> =
            schema.properties.iter().map(|(name, id)| self.field(def, schema, name, *id)).collect();
        let required = schema.required.iter().filter(|r| !schema.properties.contains_key(*r)).cloned().collect();
        self.note_what_is_not_enforced(schema);
        Record { fields, rest: self.rest(def, schema), required }
    }

    fn field(&mut self, def: TypeId, schema: &Schema, name: &str, id: SchemaId) -> Field {
        let own = self.schema(id);
        let slot = self.slot(id, &Context::of_type(def, name));
        // A component's description speaks of the type; it is said there and not at each field.
        let doc = if own.component.is_some() { Default::default() } else { doc(own) };
        Field {
            at: schema.at.child("properties").child(name),
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

    fn rest(&mut self, def: TypeId, schema: &Schema) -> Rest {
        let within = Context::of_type(def, "Value");
        match (schema.additional, schema.pattern_properties.values().collect::<Vec<_>>().as_slice()) {
            (Additional::None, []) => Rest::Closed,
            (Additional::Schema(value), []) => Rest::Typed(Box::new(self.slot(value, &within))),
            (Additional::Any, []) => {
                self.free_form(&schema.at.child("additionalProperties"), "nothing is said of further members");
                Rest::Typed(Box::new(Slot::any()))
            }
            (Additional::Undeclared, []) => match schema.unevaluated_properties {
                Some(value) if self.schema(value).never && schema.all_of.is_empty() => Rest::Closed,
                Some(value) if !self.schema(value).never => Rest::Typed(Box::new(self.slot(value, &within))),
                _ => Rest::Ignored,
            },
            (Additional::None | Additional::Undeclared, [value]) => Rest::Typed(Box::new(self.slot(**value, &within))),
            _ => {
                self.fall_back(
                    &schema.at.child("patternProperties"),
                    "the types of the members differ by the pattern of their keys",
                );
                Rest::Typed(Box::new(Slot::any()))
            }
        }
    }

    fn note_what_is_not_enforced(&mut self, schema: &Schema) {
        let keywords = [
            ("dependentRequired", !schema.dependent_required.is_empty()),
            ("dependentSchemas", !schema.dependent_schemas.is_empty()),
            ("not", schema.not.is_some()),
            ("if", schema.if_.is_some()),
            ("oneOf", !schema.one_of.is_empty() && !self.is_choice_of_types(&schema.one_of)),
            ("anyOf", !schema.any_of.is_empty() && !self.is_choice_of_types(&schema.any_of)),
        ];
        for (keyword, present) in keywords {
            if present {
                self.not_enforced(&schema.at, keyword);
            }
        }
    }
}
