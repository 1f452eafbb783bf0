//! Declarations of types.

use super::case::{self, Case};
use super::field::{Field, Presence};
use super::rules::{self, Rules};
use super::{Planner, docs, ident};
use crate::ir::{self, Slot, TypeId, TypeKind, TypeRef, Values};

/// A type as Rust writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `()`.
    Unit,
    /// A type of the prelude or a primitive.
    Prelude(&'static str),
    /// A type of the runtime: its module and its name.
    Runtime(&'static str, &'static str),
    /// A type that the configuration names.
    Configured(String),
    /// A type of the crate's own.
    Local(TypeName),
    /// `Option<…>`.
    Option(Box<Type>),
    /// `Vec<…>`.
    Vec(Box<Type>),
    /// `Box<…>`.
    Box(Box<Type>),
    /// `IndexMap<String, …>`.
    Map(Box<Type>),
}

/// A type of the crate's own: the module, from the crate's root, and the name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeName {
    /// The module's path.
    pub module: Vec<String>,
    /// The name.
    pub ident: String,
}

/// A declaration of `types`.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The features of the package that it is for; for all where there are none.
    pub features: Vec<String>,
    /// What all kinds have in common.
    pub container: Container,
    /// What it is.
    pub kind: ItemKind,
}

impl Item {
    /// Whether it has a place that is judged by the text of a schema.
    #[must_use]
    pub fn has_assertion(&self) -> bool {
        match &self.kind {
            ItemKind::Alias(_) => false,
            ItemKind::Newtype(_, rules) | ItemKind::Enumeration { rules, .. } => rules.has_assertion(),
            ItemKind::Record { fields, rules, .. } => {
                rules.has_assertion() || fields.iter().any(|field| field.rules.has_assertion())
            }
            ItemKind::Tuple { items, rest, rules, .. } => {
                rules.has_assertion()
                    || items.iter().any(|item| item.rules.has_assertion())
                    || rest.as_ref().is_some_and(|(_, rules)| rules.has_assertion())
            }
            ItemKind::Union { members, rules, .. } => {
                rules.has_assertion() || members.iter().any(|member| member.rules.has_assertion())
            }
        }
    }
}

/// What a derive is told of a type as a whole.
#[derive(Debug, Clone, Default)]
pub struct Container {
    /// The document's name for it, where it isn't the identifier.
    pub name: Option<String>,
    /// How it stands in XML.
    pub xml: Option<XmlRoot>,
}

pub use crate::ir::{UnionRule, XmlEntry, XmlField, XmlRoot};

/// What a declaration is.
#[derive(Debug, Clone)]
pub enum ItemKind {
    /// `pub type`.
    Alias(Type),
    /// A tuple struct of one field.
    Newtype(Type, Rules),
    /// A struct.
    Record {
        /// Its fields.
        fields: Vec<Field>,
        /// How their names are written, where that isn't as the identifiers are.
        rename_all: Option<Case>,
        /// Whether every field may be left out, so that there is a default.
        default: bool,
        /// Whether unknown keys are refused.
        closed: bool,
        /// Its own constraints.
        rules: Rules,
        /// Whether it is the body of a multipart request.
        multipart: bool,
    },
    /// A tuple struct of several fields.
    Tuple {
        /// The items that have a place.
        items: Vec<Place>,
        /// What comes after them: the type of an item, and its constraints.
        rest: Option<(Type, Rules)>,
        /// Whether nothing may.
        closed: bool,
        /// Its own constraints.
        rules: Rules,
    },
    /// An enum of values.
    Enumeration {
        /// The values.
        values: Vec<ValueVariant>,
        /// How they are written, where that isn't as the identifiers are.
        rename_all: Option<Case>,
        /// The variant that keeps any other value, with the type that it keeps it in.
        other: Option<(String, Type)>,
        /// Its own constraints.
        rules: Rules,
    },
    /// An enum of types.
    Union {
        /// How many of them a value matches.
        rule: UnionRule,
        /// The field that decides.
        tag: Option<String>,
        /// The variants.
        members: Vec<Member>,
        /// Its own constraints.
        rules: Rules,
    },
}

/// An item of a tuple.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its type, `Option` and all.
    pub ty: Type,
    /// Whether its being an option says that it may be null, and not that it may be absent.
    pub required: bool,
    /// Its constraints.
    pub rules: Rules,
}

/// A variant of an enumeration.
#[derive(Debug, Clone)]
pub struct ValueVariant {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// The value.
    pub value: EnumValue,
    /// The value where it is a text, and neither the identifier nor what the rule makes of it.
    pub rename: Option<String>,
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnumValue {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
}

/// A variant of a union.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// What it holds.
    pub ty: Type,
    /// The values of the discriminator that mean it; under a discriminator, one without any is for all others.
    pub values: Vec<String>,
    /// The constraints that it adds to those of its type.
    pub rules: Rules,
}

/// How a field of a multipart body is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The content type of the part.
    pub content_type: Option<String>,
}

impl Planner<'_> {
    /// Every declaration, in order.
    pub(super) fn items(&self) -> Vec<Item> {
        let forms = self.api.forms();
        self.api.types.order.iter().map(|id| self.item(*id, forms.contains(id))).collect()
    }

    fn item(&self, id: TypeId, is_form: bool) -> Item {
        let def = &self.api.types[id];
        let ident = self.names.types[id.0 as usize].clone();
        // XML goes by the name to the letter; in messages the type's own tells as much.
        let telling = |name: &String| if def.xml.is_some() { *name != ident } else { !docs::is_like(name, &ident) };
        let given = def.name.given.clone().filter(|name| def.name.component && telling(name));
        let kind = self.kind(def, is_form);
        Item {
            docs: docs::or(docs::of(&def.doc, &ident), &self.otherwise(id)),
            deprecated: false,
            features: Vec::new(),
            container: Container { name: given, xml: def.xml.clone() },
            kind,
            ident,
        }
    }

    /// What is said of a type of which the document says nothing.
    fn otherwise(&self, id: TypeId) -> String {
        let name = &self.api.types[id].name;
        match name.owner {
            Some(ir::Owner::Type(owner)) if !name.role.is_empty() => {
                format!("`{}` of [`{}`].", name.role, self.names.types[owner.0 as usize])
            }
            Some(ir::Owner::Operation(at)) => match self.api.operations.get(at) {
                Some(operation) => format!("`{}` of `{}`.", name.role, operation.id),
                None => "A part of an operation.".to_owned(),
            },
            _ => match name.given.as_deref() {
                Some(given) if !docs::is_like(given, &self.names.types[id.0 as usize]) => format!("`{given}`."),
                _ => String::new(),
            },
        }
    }

    fn kind(&self, def: &ir::TypeDef, multipart: bool) -> ItemKind {
        match &def.kind {
            TypeKind::Record(record) => self.record(def, record, multipart),
            TypeKind::Tuple(tuple) => self.tuple(def, tuple),
            TypeKind::Enumeration(enumeration) => enumeration_of(enumeration, rules::list(&def.constraints)),
            TypeKind::Union(union) => match union.variants.as_slice() {
                [] => ItemKind::Alias(ANY),
                [only] => ItemKind::Alias(self.ty(&only.slot)),
                _ => self.union(def, union),
            },
            TypeKind::Alias(slot) => ItemKind::Alias(self.ty(slot)),
            TypeKind::Newtype(slot) => ItemKind::Newtype(self.ty(slot), rules::of(slot, &self.api.types)),
            TypeKind::Intersection(_) => ItemKind::Alias(ANY),
        }
    }

    fn record(&self, def: &ir::TypeDef, record: &ir::Record, multipart: bool) -> ItemKind {
        let mut fields = self.fields(def, record, multipart);
        let named = fields.iter_mut().filter(|field| field.presence != Presence::Rest && !multipart);
        let rename_all = case::rename_all(named.map(|field| (field.ident.as_str(), &mut field.rename)));
        ItemKind::Record {
            rename_all,
            default: fields.iter().all(Field::may_be_left_out),
            fields,
            closed: record.rest == ir::Rest::Closed && !multipart,
            rules: Rules { own: rules::of_record(&def.constraints), items: None },
            multipart,
        }
    }

    fn tuple(&self, def: &ir::TypeDef, tuple: &ir::Tuple) -> ItemKind {
        let option = |ty: Type| Type::Option(Box::new(ty));
        let items = tuple.items.iter().map(|item| {
            let base = self.ty(&item.slot);
            let nullable = item.slot.nullable && base != ANY;
            let ty = if nullable { option(base) } else { base };
            Place {
                ty: if item.required { ty } else { option(ty) },
                required: item.required && nullable,
                rules: rules::of(&item.slot, &self.api.types),
            }
        });
        let rest = match &tuple.rest {
            ir::Rest::Typed(slot) => Some((self.inner(slot), rules::of(slot, &self.api.types))),
            ir::Rest::Ignored | ir::Rest::Closed => None,
        };
        let rules = Rules { own: rules::list(&def.constraints), items: None };
        ItemKind::Tuple { items: items.collect(), rest, closed: tuple.rest == ir::Rest::Closed, rules }
    }

    fn union(&self, def: &ir::TypeDef, union: &ir::Union) -> ItemKind {
        let names: Vec<&str> = union.variants.iter().map(|v| v.name.as_str()).collect();
        let idents = ident::variants(&names, &[]);
        let members = union.variants.iter().zip(idents).map(|(variant, ident)| Member {
            docs: docs::of(&variant.doc, &ident),
            ty: self.ty(&variant.slot),
            values: variant.values.clone(),
            rules: rules::of(&variant.slot, &self.api.types),
            ident,
        });
        let tag = union.discriminator.as_ref().map(|d| d.property.clone());
        let rules = Rules { own: rules::list(&def.constraints), items: None };
        ItemKind::Union { rule: union.rule, tag, members: members.collect(), rules }
    }

    /// The type of a slot; whether it may be null is for the place to say, except within lists and maps.
    pub(super) fn ty(&self, slot: &Slot) -> Type {
        match &slot.ty {
            TypeRef::Any => ANY,
            TypeRef::Scalar(scalar) => super::scalar::scalar_type(scalar),
            TypeRef::List(item) => Type::Vec(Box::new(self.inner(item))),
            TypeRef::Map(value) => Type::Map(Box::new(self.inner(value))),
            TypeRef::Named(id) => self.local(*id),
            TypeRef::Boxed(id) => Type::Box(Box::new(self.local(*id))),
        }
    }

    fn inner(&self, slot: &Slot) -> Type {
        let ty = self.ty(slot);
        if slot.nullable && ty != ANY { Type::Option(Box::new(ty)) } else { ty }
    }

    pub(super) fn local(&self, id: TypeId) -> Type {
        let ident = self.names.types[id.0 as usize].clone();
        Type::Local(TypeName { module: vec!["types".to_owned()], ident })
    }
}

/// Any JSON value.
pub(super) const ANY: Type = Type::Runtime("types", "Value");

pub(super) fn enumeration_of(enumeration: &ir::Enumeration, mut own: Vec<rules::Rule>) -> ItemKind {
    // The listed values are what they are; constraints of texts are for those that are kept beside them.
    let keeps_texts = !enumeration.closed && matches!(enumeration.values, Values::Texts(_));
    own.retain(|rule| keeps_texts || matches!(rule, rules::Rule::Assert(_)));
    let (rows, kept): (Vec<(EnumValue, &str, &ir::Doc)>, _) = match &enumeration.values {
        Values::Texts(texts) => {
            let rows = texts.iter().map(|(v, name, doc)| (EnumValue::Text(v.clone()), label(name, v), doc));
            (rows.collect(), Type::Prelude("String"))
        }
        Values::Integers(numbers) => {
            let rows =
                numbers.iter().map(|(v, name, doc)| (EnumValue::Integer(*v), name.as_deref().unwrap_or_default(), doc));
            (rows.collect(), Type::Prelude("i64"))
        }
    };
    let shown = |value: &EnumValue| match value {
        EnumValue::Text(text) => text.clone(),
        EnumValue::Integer(number) => number.to_string(),
    };
    let names: Vec<String> =
        rows.iter().map(|(value, name, _)| if name.is_empty() { shown(value) } else { (*name).to_owned() }).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let idents = ident::variants(&names, &[]);
    let other = ["Other", "Unknown", "Unlisted", "AnyOther"].iter().find(|word| !idents.iter().any(|i| i == *word));
    let values = rows.into_iter().zip(idents).map(|((value, _, doc), ident)| ValueVariant {
        docs: docs::of(doc, &ident),
        rename: if let EnumValue::Text(text) = &value {
            Some(text.clone()).filter(|text| *text != ident)
        } else {
            None
        },
        value,
        ident,
    });
    let mut values: Vec<ValueVariant> = values.collect();
    let rename_all = case::rename_all(values.iter_mut().map(|variant| (variant.ident.as_str(), &mut variant.rename)));
    let other = other.filter(|_| !enumeration.closed).map(|word| ((*word).to_owned(), kept));
    ItemKind::Enumeration { values, rename_all, other, rules: Rules { own, items: None } }
}

fn label<'a>(name: &'a Option<String>, value: &'a str) -> &'a str {
    name.as_deref().filter(|n| !n.is_empty()).unwrap_or(value)
}
