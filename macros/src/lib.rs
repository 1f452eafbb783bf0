//! The derive macros of Gatewright. This file holds entry points only; there is one module a derive.

mod permissions;
mod schema;
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

/// Makes a type what a schema of the document describes: serde's `Serialize` and `Deserialize`, and
/// `gatewright::Schema`, by which values are validated and written as XML.
///
/// # Records
///
/// A struct with named fields is an object. An `Option` is an optional field, left out when `None`;
/// with `required` it must be there and may be null; `Option<Option<T>>` is optional and nullable.
///
/// On the struct: `name = "…"`, `closed` (unknown keys are refused), `min_properties`,
/// `max_properties`, `xml(name, namespace, prefix, declare("p" = "…"), order("…", …), qualified)`.
///
/// On a field: `rename = "…"`, `required`, `rest` (a map with the additional properties), `secret`
/// (never shown in an error), `xml(name, namespace, prefix, attribute, wrapped, item, entry(name,
/// key, value, namespace, prefix))`, and the constraints `min_length`, `max_length`, `pattern`,
/// `minimum`, `maximum`, `exclusive_minimum`, `exclusive_maximum`, `multiple_of`, `min_items`,
/// `max_items`, `unique_items`, `min_properties`, `max_properties`, `key_pattern` and `items(…)`,
/// which holds those of a list's items or a map's values.
///
/// # Enumerations
///
/// An enum of unit variants is a list of strings, named with `rename = "…"`, or of whole numbers,
/// each with `value = 5`. A last variant `#[schema(other)] Other(String)` (`i64` for numbers) keeps
/// the values that the document doesn't list. `as_str` (`as_i64`), `Display` and `FromStr` come with it.
///
/// # Unions
///
/// An enum of variants that hold one value each is `one_of` or `any_of`. With `tag = "kind"` on the
/// enum and `value = "…"` on the variants, repeated as needed, a discriminator decides; otherwise the
/// variants are tried. The discriminator is a field of each variant's own record.
///
/// # New types
///
/// A struct with one unnamed field is the same as that field, and may add constraints.
///
/// ```
/// #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
/// pub struct Batch {
///     #[schema(rename = "batchName", min_length = 1, max_length = 64)]
///     pub name: String,
///     pub status: Status,
///     #[schema(minimum = 0)]
///     pub size: Option<i64>,
/// }
///
/// #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
/// pub enum Status {
///     #[schema(rename = "in-progress")]
///     InProgress,
///     #[schema(rename = "done")]
///     Done,
///     #[schema(other)]
///     Other(String),
/// }
///
/// let batch: Batch = serde_json::from_str(r#"{"batchName": "first", "status": "done"}"#)?;
/// assert_eq!(batch, Batch { name: "first".to_owned(), status: Status::Done, size: None });
/// assert_eq!(serde_json::to_string(&batch)?, r#"{"batchName":"first","status":"done"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[proc_macro_derive(Schema, attributes(schema))]
pub fn derive_schema(input: TokenStream) -> TokenStream {
    support::run(input, schema::expand)
}
