//! What is to be said of a schema beside its type.

use super::Lowering;
use super::class::{Class, inferred};
use super::render::type_name;
use super::schema::needs_name;
use crate::resolve::{JsonType, Node, Schema, SchemaId};

impl Lowering<'_> {
    /// Says what is remarkable about a schema: once, when its type is made.
    pub(super) fn remark(&mut self, id: SchemaId, class: &Class) {
        let schema = self.schema(id);
        self.remark_type(schema, class);
        if let Some(default) = &schema.default
            && !fits(default, schema)
        {
            let message = "the default is none of the values that the schema allows";
            self.warn("GW0513", &schema.at.child("default"), message, "not used");
        }
        let alike = |(at, branch): (usize, &SchemaId)| {
            schema.one_of.iter().take(at).any(|other| self.is_same(*other, *branch, 0))
        };
        if schema.one_of.iter().enumerate().any(alike) {
            let message = "two branches of `oneOf` are alike, so that no value is valid against one of them alone";
            self.note("GW0518", &schema.at.child("oneOf"), message, "read as if they were one");
        }
        if let Some(encoding) = &schema.content_encoding
            && !matches!(encoding.as_str(), "base64" | "binary" | "7bit" | "8bit")
        {
            let message = format!("the type doesn't decode `{encoding}`");
            self.note("GW0515", &schema.at.child("contentEncoding"), message, "kept as text");
        }
    }

    /// Says of what type a schema is taken to be that states none.
    fn remark_type(&mut self, schema: &Schema, class: &Class) {
        let own = !needs_name(class) || matches!(class, Class::Record | Class::Tuple);
        let stated = !schema.types.is_empty() || schema.enumeration.is_some() || schema.constant.is_some();
        if let (true, false, Some(ty)) = (own, stated, inferred(schema))
            && !self.config.untyped_any
            && !matches!(class, Class::Same(_))
        {
            let message = format!("the schema has no `type`, and is read as if it said `{}`", type_name(ty));
            self.note("GW0509", &schema.at, message, "its keywords are about that type");
        }
    }
}

/// Whether a value is of a type of a schema's, and among its values if it lists them.
fn fits(value: &Node, schema: &Schema) -> bool {
    let of_type = |ty: &JsonType| match (ty, value) {
        (JsonType::Null, Node::Null)
        | (JsonType::Boolean, Node::Bool(_))
        | (JsonType::Number, Node::Number(_))
        | (JsonType::String, Node::String(_))
        | (JsonType::Array, Node::List(_))
        | (JsonType::Object, Node::Object(_)) => true,
        (JsonType::Integer, Node::Number(text)) => text.parse::<f64>().is_ok_and(|number| number.fract() == 0.0),
        _ => false,
    };
    let listed = |values: &Vec<Node>| values.contains(value) || (schema.nullable && *value == Node::Null);
    // Many documents write `default: null` for "there is none".
    *value == Node::Null
        || (schema.types.is_empty() || schema.types.iter().any(of_type))
            && schema.enumeration.as_ref().is_none_or(listed)
            && schema.constant.as_ref().is_none_or(|constant| constant == value)
}
