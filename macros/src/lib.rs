//! The derive macros of Gatewright. This file holds entry points only; there is one module a derive.

mod multipart;
mod operation;
mod payload;
mod permissions;
mod responses;
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
/// On the struct: `name = "…"`, `rename_all = "…"` (see [below](#rename_all)), `closed` (unknown keys are refused),
/// `min_properties`, `max_properties`, `xml(name, namespace, prefix, declare("p" = "…"), order("…", …), qualified)`.
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
/// each with `value = 5`. A last variant that holds one, `Other(String)` (`i64` for numbers), keeps
/// the values that the document doesn't list. `as_str` (`as_i64`), `Display` and `FromStr` come with it.
///
/// # `rename_all`
///
/// On a record or an enumeration, `rename_all = "…"` writes all names that have no `rename` of their own in `camelCase`,
/// `PascalCase`, `snake_case`, `SCREAMING_SNAKE_CASE`, `kebab-case` or `SCREAMING-KEBAB-CASE`, with words as
/// [heck](https://docs.rs/heck) finds them.
///
/// # Unions
///
/// An enum of variants that hold one value each is `one_of` or `any_of`. With `tag = "kind"` on the
/// enum and `value = "…"` on the variants, repeated as needed, a discriminator decides; otherwise the
/// variants are tried. The discriminator is a field of each variant's own record. A last variant
/// marked `other` takes values whose discriminator is absent or means no other; the others are then
/// written with a discriminator that means them, whatever their field has.
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
/// #[schema(rename_all = "kebab-case")]
/// pub enum Status {
///     InProgress,
///     Done,
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
    support::run(input, |input| schema::expand(&input))
}

/// Makes a struct an operation: a field for each parameter, and one for the body.
///
/// `#[operation(…)]` states `id` (the struct's name if it isn't stated), `method`, `path`, `access` (`public`, or a rule
/// such as `"scheme[a, b] & other | third[c] | public"`: any of the alternatives, all of each), `permissions` (the enum
/// that derives `Permissions`: if it isn't stated, `Permission`, or none where `access = public`), `returns` (a payload or
/// `()`, with its `status` and `produces(…)`, or an enum that derives `Responses`, without a status) and `errors` (an enum
/// that derives `Responses`).
///
/// What every request has beside is stated with `query("name" = "value", "flag")` and `header("name" = "value")`: the
/// client sends it, and the server tells by it operations apart that share a method and a path. The name of a field's
/// parameter alone, `query("name")`, tells apart by whether it is there.
///
/// `server = "https://uploads.example.com"`, or `server = "/v2"`, says that clients call it there and not where the rest
/// of the API is, unless they were given a base URL.
///
/// A field is a parameter of its name, or as `rename_all = "camelCase"` of the operation writes it: in the path, where
/// that has the name in braces, and else in the query. `#[parameter(…)]` on it states another place (`header`, `cookie`,
/// or `path`, `query`), `rename`, `default = …`, `style = "…"`, `explode = …`, `allow_reserved`, `json`, `secret`, and
/// the same constraints as a field of a schema. `#[body("application/json", …)]` marks the body, and
/// `#[body(by_media_type)]` one that derives `Payload`. A field of type `Option` may be left out.
///
/// Implements `gatewright::Operation`, and gives the struct `new`, with what is required and the defaults of the rest,
/// and the constant `ACCESS`.
///
/// ```
/// use gatewright::Operation;
/// use gatewright::parameter::RequestWriter;
///
/// #[derive(Debug, Clone, PartialEq, gatewright::Operation)]
/// #[operation(id = "list_batches", method = GET, path = "/folders/{folder}/batches", access = public)]
/// #[operation(returns = Vec<String>, status = 200)]
/// pub struct ListBatches {
///     pub folder: String,
///     #[parameter(default = 15, minimum = 1, maximum = 100)]
///     pub per_page: i64,
///     pub status: Option<String>,
/// }
///
/// let mut request = RequestWriter::new(ListBatches::PATH);
/// let new = ListBatches { status: Some("new".to_owned()), ..ListBatches::new("a/b") };
/// new.encode(&mut request)?;
/// assert_eq!(request.finish()?.path_and_query, "/folders/a%2Fb/batches?status=new");
/// # Ok::<(), gatewright::payload::EncodeError>(())
/// ```
#[proc_macro_derive(Operation, attributes(operation, parameter, body))]
pub fn derive_operation(input: TokenStream) -> TokenStream {
    support::run(input, |input| operation::expand(&input))
}

/// Makes an enum a set of documented answers, one a variant.
///
/// `#[response(…)]` on a variant states `status = 404`, `status = "4XX"` or `default`, the media
/// types of the body, `produces("application/json", …)`, JSON being the default, and `rejection =
/// "…"`, a JSON template from which the runtime makes the answer when it refuses a request itself.
/// In its strings, `{permission}`, `{permissions}`, `{detail}` and `{status}` are filled in.
///
/// A variant holds nothing, or its body; one for a range or the default begins with the status. A
/// variant with documented headers has named fields: `#[header("Location")]`, `#[body]`, and
/// `#[status]` where there is one.
///
/// ```
/// use gatewright::Responses;
/// use gatewright::answer::StatusCode;
/// use gatewright::payload::Accept;
///
/// #[derive(Debug, Clone, PartialEq, gatewright::Responses)]
/// pub enum GetBatchError {
///     #[response(status = 404)]
///     NotFound(String),
///     #[response(status = "5XX")]
///     ServerError(StatusCode, String),
///     #[response(status = 429)]
///     TooMany {
///         #[header("Retry-After")]
///         retry_after: Option<u32>,
///     },
/// }
///
/// let answer = GetBatchError::TooMany { retry_after: Some(5) }.encode(&Accept::any())?;
/// assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
/// assert_eq!(answer.headers["retry-after"], "5");
/// # Ok::<(), gatewright::payload::EncodeError>(())
/// ```
#[proc_macro_derive(Responses, attributes(response, header, body, status))]
pub fn derive_responses(input: TokenStream) -> TokenStream {
    support::run(input, |input| responses::expand(&input))
}

/// Makes a struct the body of a `multipart/form-data` request: a field for each part.
///
/// `#[part]` marks each field. `#[part(…)]` states `rename`, `content_type = "…"`, `secret`, and the
/// same constraints as a field of a schema. A scalar is a part of plain text, an object a part of
/// JSON, a list one part an item, and a `gatewright::payload::File` a part with its own name and media
/// type. A field of type `Option` may be left out.
///
/// ```
/// use gatewright::payload::File;
///
/// #[derive(Debug, Clone, PartialEq, gatewright::Multipart)]
/// pub struct CreateBatchForm {
///     #[part(max_length = 40)]
///     pub name: String,
///     #[part(rename = "csv_file", content_type = "text/csv")]
///     pub csv: File,
///     #[part]
///     pub tags: Option<Vec<String>>,
/// }
/// ```
#[proc_macro_derive(Multipart, attributes(part))]
pub fn derive_multipart(input: TokenStream) -> TokenStream {
    support::run(input, |input| multipart::expand(&input))
}

/// Makes an enum a body that is one of several, by its media type.
///
/// Each variant holds one value and says with `#[media_type("…", …)]` of which media types it is. The variant chooses
/// how the body is written, and the `Content-Type` chooses the variant that is read. Where such an enum is the body,
/// `by_media_type` stands in place of the media types: `#[body(by_media_type)]`,
/// `#[response(status = 200, by_media_type)]`, `#[operation(returns = Report, status = 200, by_media_type)]`.
///
/// ```
/// use gatewright::payload::{Bytes, File, Payload};
///
/// #[derive(Debug, Clone, PartialEq, gatewright::Payload)]
/// pub enum Report {
///     #[media_type("application/json")]
///     Json(Vec<String>),
///     #[media_type("application/pdf")]
///     Pdf(Bytes),
///     #[media_type("image/*")]
///     Image(File),
/// }
///
/// assert_eq!(Report::MEDIA_TYPES, ["application/json", "application/pdf", "image/*"]);
/// ```
#[proc_macro_derive(Payload, attributes(media_type))]
pub fn derive_payload(input: TokenStream) -> TokenStream {
    support::run(input, |input| payload::expand(&input))
}
