//! Says at length once what a document says of many fields alike.

use std::collections::HashMap;

use super::operation::Group;
use super::types::{Item, ItemKind};

/// Texts of fewer lines are repeated.
const LONG: usize = 3;

/// Leaves the first sentence of a long text that an earlier field has already, and says where that is.
pub(super) fn run(groups: &mut [Group], types: &mut [Item]) {
    let mut told: HashMap<Vec<String>, String> = HashMap::new();
    for item in types {
        if let ItemKind::Record { fields, .. } = &mut item.kind {
            for field in fields {
                shorten(&mut field.docs, &item.ident, &field.ident, &mut told);
            }
        }
    }
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        for parameter in &mut operation.parameters {
            shorten(&mut parameter.docs, &operation.ident, &parameter.ident, &mut told);
        }
    }
}

fn shorten(docs: &mut Vec<String>, owner: &str, field: &str, told: &mut HashMap<Vec<String>, String>) {
    if docs.len() < LONG {
        return;
    }
    let Some(place) = told.get(docs.as_slice()) else {
        told.insert(docs.clone(), format!("{owner}::{field}"));
        return;
    };
    let short = super::docs::shortened(docs, &format!("More at `{place}`."));
    if short.len() < docs.len() {
        *docs = short;
    }
}
