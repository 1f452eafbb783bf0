//! Shapes: types as static data.

use super::Rules;

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
///
/// Most have a name and a shape, and that is all that is written of them: a large document has tens of thousands, and
/// each word of each is compiled.
#[derive(Debug, Clone, Copy)]
pub enum Field {
    /// One that must be there: its name on the wire, and the shape of its value.
    Required(&'static str, ShapeFn),
    /// One that may be absent.
    Optional(&'static str, ShapeFn),
    /// One with constraints beyond those of its shape, and whether it must be there.
    Ruled(&'static str, bool, ShapeFn, &'static Rules),
    /// One of which more is to be said, and whether it must be there.
    Special(&'static str, bool, ShapeFn, &'static Special),
}

/// What is to be said of few fields.
#[derive(Debug, Clone, Copy)]
pub struct Special {
    /// The constraints that the field adds to those of its shape.
    pub rules: &'static Rules,
    /// How it stands in XML, or `None` for the defaults: an element of the same name.
    pub xml: Option<&'static XmlField>,
    /// Whether its value must never be shown in a diagnostic.
    pub secret: bool,
}

impl Field {
    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Required(name, _) | Self::Optional(name, _) | Self::Ruled(name, ..) | Self::Special(name, ..) => name,
        }
    }

    /// Whether it must be there.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        matches!(self, Self::Required(..) | Self::Ruled(_, true, ..) | Self::Special(_, true, ..))
    }

    /// The shape of its value.
    #[must_use]
    pub fn shape(&self) -> &'static Shape {
        self.shape_fn()()
    }

    /// What gives the shape of its value.
    #[must_use]
    pub const fn shape_fn(&self) -> ShapeFn {
        match self {
            Self::Required(_, shape)
            | Self::Optional(_, shape)
            | Self::Ruled(_, _, shape, _)
            | Self::Special(_, _, shape, _) => *shape,
        }
    }

    /// The constraints that it adds to those of its shape.
    #[must_use]
    pub const fn rules(&self) -> &'static Rules {
        match self {
            Self::Required(..) | Self::Optional(..) => Rules::NONE,
            Self::Ruled(_, _, _, rules) => rules,
            Self::Special(_, _, _, special) => special.rules,
        }
    }

    /// How it stands in XML, or `None` for the defaults: an element of the same name.
    #[must_use]
    pub const fn xml(&self) -> Option<&'static XmlField> {
        match self {
            Self::Special(_, _, _, special) => special.xml,
            _ => None,
        }
    }

    /// Whether its value must never be shown in a diagnostic.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        matches!(self, Self::Special(_, _, _, Special { secret: true, .. }))
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
