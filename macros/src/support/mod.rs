//! What the derives share: collecting errors, reading attributes.

mod attributes;
mod case;
mod codec;
mod errors;
pub(crate) mod names;
#[cfg(test)]
pub(crate) mod testing;

pub(crate) use attributes::{known_keys, read, says};
pub(crate) use case::{Case, wire_name};
pub(crate) use codec::{Content, check_media_types, codecs, is_bytes, or_json};
pub(crate) use errors::Errors;

use proc_macro2::TokenStream;

/// Runs one derive; its errors become `compile_error!`s, all of them.
pub(crate) fn run(
    input: proc_macro::TokenStream,
    expand: impl FnOnce(syn::DeriveInput) -> syn::Result<TokenStream>,
) -> proc_macro::TokenStream {
    syn::parse(input).and_then(expand).unwrap_or_else(|error| error.to_compile_error()).into()
}
