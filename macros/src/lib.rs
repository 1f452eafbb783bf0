//! The derive macros of Gatewright. This file holds entry points only; there is one module a derive.

mod permissions;
mod support;

use proc_macro::TokenStream;

/// Makes a unit-only enum the permissions of an API.
///
/// Each variant is a permission; `#[permission("…")]` gives the name that the document has for it,
/// the variant's own name being the default. `#[permissions(scheme(name = "…", …))]`, once a
/// security scheme, says where credentials stand: `api_key(header = "…")`, `api_key(query = "…")`,
/// `api_key(cookie = "…")`, `basic`, `bearer`, `http = "digest"`, `oauth2`,
/// `open_id_connect = "https://…"` or `mutual_tls`.
///
/// Implements `gatewright::Permissions`, `Display`, `FromStr`, and serde's traits by name.
///
/// ```
/// #[derive(Debug, Clone, Copy, PartialEq, Eq, gatewright::Permissions)]
/// #[permissions(scheme(name = "user_secret", api_key(header = "Authorization")))]
/// pub enum Permission {
///     #[permission("get_batch")]
///     GetBatch,
///     #[permission("create_batch")]
///     CreateBatch,
/// }
///
/// assert_eq!(Permission::GetBatch.as_str(), "get_batch");
/// assert_eq!("create_batch".parse(), Ok(Permission::CreateBatch));
/// assert_eq!(Permission::ALL.len(), 2);
/// ```
#[proc_macro_derive(Permissions, attributes(permissions, permission))]
pub fn derive_permissions(input: TokenStream) -> TokenStream {
    support::run(input, permissions::expand)
}
