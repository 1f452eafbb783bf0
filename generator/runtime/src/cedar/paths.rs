//! Which parameters of its path an operation has, by the schema.

use std::collections::HashMap;

use cedar_policy::SchemaFragment;
use serde_json::Value;

use super::CedarError;
use super::error::said;

/// The attributes of `context.path`, by operation.
#[derive(Debug)]
pub(super) struct Paths(HashMap<String, Vec<String>>);

impl Paths {
    /// Reads a schema. Where the context is not written out, as in a schema that was taken over, there are none.
    pub(super) fn of(schema: &str) -> Result<Self, CedarError> {
        let (fragment, _) =
            SchemaFragment::from_cedarschema_str(schema).map_err(|error| CedarError::Schema(said(&error)))?;
        let json = fragment.to_json_value().map_err(|error| CedarError::Schema(said(&error)))?;
        let namespaces = json.as_object().into_iter().flat_map(serde_json::Map::values);
        let actions = namespaces.filter_map(|namespace| namespace.get("actions")?.as_object()).flatten();
        Ok(Self(actions.map(|(name, action)| (name.clone(), parameters(action))).collect()))
    }

    #[cfg(feature = "server")]
    pub(super) fn of_operation(&self, operation: &str) -> &[String] {
        self.0.get(operation).map_or(&[], Vec::as_slice)
    }
}

fn parameters(action: &Value) -> Vec<String> {
    let attributes = action.pointer("/appliesTo/context/attributes/path/attributes").and_then(Value::as_object);
    attributes.into_iter().flat_map(|attributes| attributes.keys().cloned()).collect()
}
