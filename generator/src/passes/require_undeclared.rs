//! Gives a field to each key that is required and that no property describes.

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Sink};
use crate::ir::{Api, Doc, Field, Slot, TypeKind};

/// Adds the fields; a key that differs from a field's only in case is taken for a slip of the pen.
pub(super) fn run(api: &mut Api, _: &Config, sink: &mut Sink) {
    for def in &mut api.types.all {
        let at = def.at.clone();
        let TypeKind::Record(record) = &mut def.kind else { continue };
        for name in std::mem::take(&mut record.required) {
            if let Some(field) = record.fields.iter_mut().find(|f| f.name == name) {
                field.required = true;
            } else if let Some(near) = record.fields.iter().find(|f| f.name.eq_ignore_ascii_case(&name)) {
                let message = format!("`{name}` is required, but the property is called `{}`", near.name);
                sink.push(Diagnostic::warning("GW0505", message).at(&at.child("required"), "taken to mean nothing"));
            } else {
                record.fields.push(Field {
                    at: at.child("required"),
                    name,
                    doc: Doc::default(),
                    required: true,
                    slot: Slot::any(),
                    read_only: false,
                    write_only: false,
                    secret: false,
                    default: None,
                    xml: None,
                    content_type: None,
                });
            }
        }
    }
}
