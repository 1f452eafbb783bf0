//! Stage 9, second half: tokens into formatted text, as a package of files or as one file.

mod declaration;
mod format;
mod inline;
mod literal;
mod manifest;
mod package;
mod side_by_side;
#[cfg(test)]
mod tests;

pub use package::{Layout, Package};

use crate::diagnostics::{Diagnostic, Sink, Stopped};
use crate::plan::Crate;

/// Renders a crate as the layout has it.
///
/// # Errors
///
/// When emitted tokens are not Rust (GW0591): a mistake of the generator, never of its input.
pub fn render(plan: &Crate, layout: &Layout, sink: &mut Sink) -> Result<Package, Stopped> {
    let rendered = if layout.inline { inline::render(plan, layout) } else { package::render(plan, layout) };
    rendered.map_err(|broken| {
        let message = format!("the generator wrote what is not Rust, in `{}`: {}", broken.module, broken.error);
        sink.push(Diagnostic::error("GW0591", message).help("this is a mistake of Gatewright: please report it"));
        Stopped
    })
}

/// Lints that generated code may not heed: names, sizes and prose are the document's.
const ALLOWED: &[&str] = &[
    "clippy::doc_lazy_continuation",
    "clippy::doc_overindented_list_items",
    "clippy::enum_variant_names",
    "clippy::large_enum_variant",
    "clippy::module_inception",
    "clippy::result_large_err",
    "clippy::should_implement_trait",
    "clippy::too_many_arguments",
    "clippy::wrong_self_convention",
    "missing_docs",
    "rustdoc::all",
    "unused_qualifications",
];

/// Those that it may not heed where parts of it can be left out: what only these need is imported for all.
const BY_FEATURE: &[&str] = &["unreachable_pub", "unused_imports"];
