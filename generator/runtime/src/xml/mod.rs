//! XML as schemas direct it.
//!
//! [`to_string`] and [`from_slice`] are a serde serializer and a serde deserializer that walk the
//! shape of a type beside its value, so that names, namespaces, order and form come from the
//! document's `xml` objects and no type carries XML code of its own.
//!
//! ```
//! #[derive(Debug, PartialEq, gatewright::Schema)]
//! #[schema(xml(name = "book", namespace = "http://example.com/books"))]
//! pub struct Book {
//!     #[schema(xml(attribute))]
//!     pub id: i64,
//!     pub title: String,
//!     #[schema(xml(wrapped, item = "author"))]
//!     pub authors: Vec<String>,
//! }
//!
//! let book = Book { id: 1, title: "A & B".to_owned(), authors: vec!["C".to_owned()] };
//! let document = "<book xmlns=\"http://example.com/books\" id=\"1\">\
//!                 <title>A &amp; B</title><authors><author>C</author></authors></book>";
//! assert_eq!(gatewright::xml::to_string(&book)?, document);
//! assert_eq!(gatewright::xml::from_str::<Book>(document)?, book);
//! # Ok::<(), gatewright::xml::Error>(())
//! ```
//!
//! # Elements and names
//!
//! - The root takes its name, namespace and prefix from the type's [`XmlRoot`]; a type without one
//!   is called after its schema, and then any root is read. Lists, maps and scalars at the root are
//!   called `items`, `map` and `value`.
//! - A member is an element of its wire name unless its [`XmlField`] says otherwise. It belongs to
//!   the namespace that it names; else to the type's, if the type is `qualified`; else to the
//!   default namespace in scope, as any name without a prefix does. When reading, such a bare name
//!   may also have no namespace.
//! - Elements are matched by namespace and local name, whatever their prefix and order. Others are
//!   handed to the type as unknown keys, which a closed record refuses and others ignore or keep.
//! - `null` is an empty element with `nil="true"` of `http://www.w3.org/2001/XMLSchema-instance`.
//!
//! # Lists
//!
//! - A list that isn't wrapped repeats its item's element (`item`, else the wire name; `name` is
//!   ignored, as the specification says). No element at all reads as an empty list where the member
//!   is required, and as absent where it is optional; one nil element reads as `null` where the
//!   type has a null.
//! - A wrapped list is an element that holds items called `item`, else like the wrapper.
//! - A list in another list, at the root, in a union or in an entry of a map holds elements named
//!   `item`; when read, their names don't matter.
//! - A list in an attribute is its items separated by spaces.
//!
//! # Maps
//!
//! A map is an element that holds one element a key, or, with an [`XmlEntry`], one entry a key. In
//! the first form keys must be legal XML names, and lists are repeated elements.
//!
//! # Scalars
//!
//! Booleans and numbers are those of XML Schema, with white space around them allowed; `INF` and
//! `NaN` are numbers but not whole numbers. Strings, and all that the document formats as strings,
//! keep their white space. Bytes are Base64.
//!
//! # Unions
//!
//! A discriminator decides where there is one. Else the member that the element fits best is taken:
//! one with all required members, with the fewest that it doesn't list, and with texts that are
//! closest to its types (`5` is sooner a number than a string). A value whose XML would be taken for
//! another member names its type in `xsi:type`, for records by the schema's name.
//!
//! # Free-form values
//!
//! Where the schema says nothing ([`Kind::Any`]), types are kept in `xsi:type`:
//!
//! | value | element |
//! |---|---|
//! | string | text |
//! | boolean, whole number, other number | text with `xsi:type` `xs:boolean`, `xs:integer`, `xs:double` |
//! | `null` | `xsi:nil="true"` |
//! | list | `xsi:type` `Array` of SOAP's encoding namespace, with elements named `item` |
//! | object | one element a key; `xsi:type` `Struct` of the same namespace when empty |
//! | key `@name` with a string | attribute `name` |
//! | key `#text` with a string | text beside attributes or elements |
//!
//! Read without these hints, text is a string, elements of one name that repeat are a list, and an
//! element with attributes or elements is an object.
//!
//! # Limits
//!
//! Documents are UTF-8. Document type declarations are refused, and with them all entities but the
//! five predefined ones. Elements nest [`MAX_DEPTH`] deep at most, carry 256 attributes at most, and
//! 1,024 namespace declarations may be in scope. Memory is bounded by a small multiple of the input.
//!
//! [`Kind::Any`]: crate::schema::Kind::Any
//! [`XmlEntry`]: crate::schema::XmlEntry
//! [`XmlField`]: crate::schema::XmlField
//! [`XmlRoot`]: crate::schema::XmlRoot

mod codec;
mod error;
mod layout;
mod lexical;
mod name;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use codec::{MAX_DEPTH, from_slice, from_str, to_string, to_string_pretty};
pub use error::{Error, Position};
