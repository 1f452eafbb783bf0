//! Shapes: types as static data.

use super::{Assertion, Pattern};

/// What a type looks like on the wire.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The structure.
    pub kind: Kind,
    /// The constraints that the type itself states.
    pub rules: &'static Rules,
    /// How the type stands in XML when it is the root, or `None` for the defaults.
    pub xml: Option<&'static XmlRoot>,
}

/// Gives the shape of a type.
pub type ShapeFn = fn() -> &'static Shape;

/// The structure of a shape.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Any JSON value: the document says nothing of it.
    Any,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A string, formatted ones such as dates included.
    String,
    /// A list of one shape.
    List(ShapeFn),
    /// A list whose items differ by place.
    Tuple(&'static TupleShape),
    /// An object with free keys and one shape of value.
    Map(ShapeFn),
    /// An object with known fields.
    Record(&'static RecordShape),
    /// A choice between shapes.
    Union(UnionRule, &'static [ShapeFn]),
    /// The same as another shape: a new type around it.
    Transparent(ShapeFn),
}

/// How many members of a union a value must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnionRule {
    /// Exactly one (`oneOf`).
    One,
    /// At least one (`anyOf`).
    Any,
    /// The one that a discriminator names: its key, and its values with the index of the member of each.
    Tag(&'static str, &'static [(&'static str, usize)]),
}

/// The shape of an object with known fields.
#[derive(Debug, Clone, Copy)]
pub struct RecordShape {
    /// The schema's name in the document.
    pub name: &'static str,
    /// The fields, in the order of the document.
    pub fields: &'static [Field],
    /// The shape of values under other keys, if the type keeps them.
    pub rest: Option<ShapeFn>,
}

/// The shape of a list whose items differ by place.
#[derive(Debug, Clone, Copy)]
pub struct TupleShape {
    /// The schema's name in the document.
    pub name: &'static str,
    /// The items that have a place; their names are their indices.
    pub items: &'static [Field],
    /// The shape of the items after those, if the type keeps them.
    pub rest: Option<ShapeFn>,
    /// Whether there may be no others.
    pub closed: bool,
}

/// A field of a record.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// The shape of its value.
    pub shape: ShapeFn,
    /// The constraints that the field adds to those of its shape.
    pub rules: &'static Rules,
    /// How it stands in XML, or `None` for the defaults: an element of the same name.
    pub xml: Option<&'static XmlField>,
    /// Whether its value must never be shown in a diagnostic.
    pub secret: bool,
}

/// The constraints of JSON Schema that a type can't express by itself.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// `minLength`, in Unicode scalar values.
    pub min_length: Option<u64>,
    /// `maxLength`, in Unicode scalar values.
    pub max_length: Option<u64>,
    /// `pattern`, an ECMA-262 regular expression.
    pub pattern: Option<&'static Pattern>,
    /// `minimum`.
    pub minimum: Option<f64>,
    /// Whether `minimum` itself is excluded.
    pub exclusive_minimum: bool,
    /// `maximum`.
    pub maximum: Option<f64>,
    /// Whether `maximum` itself is excluded.
    pub exclusive_maximum: bool,
    /// `multipleOf`, greater than zero.
    pub multiple_of: Option<f64>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// The pattern that each key of a map must match (`propertyNames.pattern`).
    pub key_pattern: Option<&'static Pattern>,
    /// The constraints of each item of a list, or of each value of a map.
    pub items: Option<&'static Rules>,
    /// What JSON Schema says of the value beyond all these.
    pub asserts: &'static [Assertion],
}

impl Rules {
    /// No constraint.
    pub const NONE: Self = Self {
        min_length: None,
        max_length: None,
        pattern: None,
        minimum: None,
        exclusive_minimum: false,
        maximum: None,
        exclusive_maximum: false,
        multiple_of: None,
        min_items: None,
        max_items: None,
        unique_items: false,
        min_properties: None,
        max_properties: None,
        key_pattern: None,
        items: None,
        asserts: &[],
    };

    /// Whether there is no constraint.
    #[cfg(feature = "validate")]
    pub(crate) const fn is_none(&self) -> bool {
        matches!(
            self,
            Self {
                min_length: None,
                max_length: None,
                pattern: None,
                minimum: None,
                exclusive_minimum: _,
                maximum: None,
                exclusive_maximum: _,
                multiple_of: None,
                min_items: None,
                max_items: None,
                unique_items: false,
                min_properties: None,
                max_properties: None,
                key_pattern: None,
                items: None,
                asserts: [],
            }
        )
    }
}

/// How a type stands in XML as the root of a document.
#[derive(Debug, Clone, Copy)]
pub struct XmlRoot {
    /// The element's local name (`xml.name`).
    pub name: &'static str,
    /// The namespace, or `""` for none (`xml.namespace`).
    pub namespace: &'static str,
    /// The prefix bound to the namespace, or `""` for the default namespace (`xml.prefix`).
    pub prefix: &'static str,
    /// Further namespaces declared at the root: prefix and namespace (`x-gatewright-xml.declare`).
    pub declare: &'static [(&'static str, &'static str)],
    /// The order in which fields are written, by wire name; empty: the document's order
    /// (`x-gatewright-xml.order`).
    pub order: &'static [&'static str],
    /// Whether members' elements belong to the type's namespace when they name none of their own
    /// (`x-gatewright-xml.qualified`), as .NET's DataContractSerializer has it.
    pub qualified: bool,
}

/// How a field stands in XML.
#[derive(Debug, Clone, Copy)]
pub struct XmlField {
    /// The element's or attribute's local name, or `""` for the wire name (`xml.name`).
    pub name: &'static str,
    /// The namespace, or `""` for that of the record (`xml.namespace`).
    pub namespace: &'static str,
    /// The prefix, or `""` for the one in scope (`xml.prefix`).
    pub prefix: &'static str,
    /// Whether it is an attribute (`xml.attribute`).
    pub attribute: bool,
    /// Whether a list has an element of its own around its items (`xml.wrapped`).
    pub wrapped: bool,
    /// The name of a list's items, or `""` for the field's (`items.xml.name`).
    pub item: &'static str,
    /// How a map's entries are written, or `None`: one element a key (`x-gatewright-xml.entry`).
    pub entry: Option<&'static XmlEntry>,
}

/// A map written as a list of entries, as .NET's DataContractSerializer does.
#[derive(Debug, Clone, Copy)]
pub struct XmlEntry {
    /// The element around one entry, `KeyValueOfstringstring` for instance.
    pub name: &'static str,
    /// The element of the key.
    pub key: &'static str,
    /// The element of the value.
    pub value: &'static str,
    /// The namespace of the three.
    pub namespace: &'static str,
    /// The prefix of the three; `{depth}` stands for the depth of the field's element, as in `d{depth}p1`.
    pub prefix: &'static str,
}
