//! A part as static data.

use serde::Serialize;

use crate::parameter::push_token;
use crate::payload::check;
use crate::schema::{Rules, Schema};

/// What the document says of a part.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// The name in the form.
    pub name: &'static str,
    /// The media type, or `""` for the default of the value.
    pub content_type: &'static str,
    /// Whether its value must never be shown.
    pub secret: bool,
    /// The constraints of its schema.
    pub rules: &'static Rules,
}

impl Part {
    /// A JSON Pointer to the part within the body.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = "/".to_owned();
        push_token(&mut pointer, self.name);
        pointer
    }

    /// Adds the constraints that a value breaks.
    pub fn check<T: Serialize + Schema>(&self, value: &T, problems: &mut Vec<(String, String)>) {
        for (at, problem) in check(value, self.rules) {
            let problem = if self.secret { "isn't as documented".to_owned() } else { problem };
            problems.push((format!("{}{at}", self.pointer()), problem));
        }
    }
}
