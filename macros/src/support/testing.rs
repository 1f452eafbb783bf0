//! What the tests of the derives share.

use proc_macro2::TokenStream;
use syn::DeriveInput;

type Expand = fn(DeriveInput) -> syn::Result<TokenStream>;

/// The expansion of an item as formatted Rust; its errors where there are any.
pub(crate) fn expansion(expand: Expand, item: &str) -> String {
    match syn::parse_str(item).and_then(expand).and_then(syn::parse2) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => listed(error),
    }
}

/// The errors for an item, one a line.
pub(crate) fn errors(expand: Expand, item: &str) -> String {
    match syn::parse_str(item).and_then(expand) {
        Ok(_) => "no error".to_owned(),
        Err(error) => listed(error),
    }
}

fn listed(error: syn::Error) -> String {
    error.into_iter().map(|error| error.to_string()).collect::<Vec<_>>().join("\n")
}
