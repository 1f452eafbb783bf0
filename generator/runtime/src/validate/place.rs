//! Where the walk is: a list of places on the stack, from the value back to the root.

use crate::schema::{Field, Kind, Rules, Shape};

/// A value's place.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) parent: Option<&'a Place<'a>>,
    pub(super) step: Step<'a>,
    /// The shape, unless the document says nothing of the place.
    pub(super) shape: Option<&'static Shape>,
    /// The constraints that the place itself states.
    pub(super) rules: &'static Rules,
}

/// The way from a place to the next.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// None: the root, or the variant of a union.
    Same,
    /// To a field of a record.
    Field(&'static Field),
    /// To an item of a list.
    Item(usize),
    /// To a value under a free key.
    Key(&'a str),
}

impl<'a> Place<'a> {
    /// The place of a child.
    pub(super) const fn child<'b>(
        &'b self,
        step: Step<'b>,
        shape: Option<&'static Shape>,
        rules: &'static Rules,
    ) -> Place<'b>
    where
        'a: 'b,
    {
        Place { parent: Some(self), step, shape, rules }
    }

    /// The structure, seen through new types.
    pub(super) fn kind(&self) -> Kind {
        let mut shape = self.shape;
        loop {
            match shape.map(|shape| shape.kind) {
                Some(Kind::Transparent(inner)) => shape = Some(inner()),
                Some(kind) => return kind,
                None => return Kind::Any,
            }
        }
    }

    /// Visits every set of constraints that holds here: those that the surroundings state of their
    /// items, those of the place, and those of the type.
    pub(super) fn each_rules(&self, visit: &mut dyn FnMut(&'static Rules)) {
        if let (Some(parent), Step::Same) = (self.parent, self.step) {
            parent.each_rules(visit);
        }
        self.each_rules_of_its_own(visit);
    }

    /// The same without those of the union whose variant the place is.
    pub(super) fn each_rules_of_its_own(&self, visit: &mut dyn FnMut(&'static Rules)) {
        if let (Some(parent), Step::Item(_) | Step::Key(_)) = (self.parent, self.step) {
            parent.each_rules(&mut |rules| {
                if let Some(items) = rules.items {
                    visit(items);
                }
            });
        }
        visit(self.rules);
        let mut shape = self.shape;
        while let Some(Shape { kind, rules, .. }) = shape {
            visit(rules);
            shape = if let Kind::Transparent(inner) = kind { Some(inner()) } else { None };
        }
    }

    /// Whether any constraint that holds here is as asked.
    pub(super) fn any_rules(&self, asked: impl Fn(&Rules) -> bool) -> bool {
        let mut found = false;
        self.each_rules(&mut |rules| found |= asked(rules));
        found
    }

    /// The JSON Pointer. It ends at a secret field, whose keys may be secret too.
    pub(super) fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.write_pointer(&mut pointer);
        pointer
    }

    /// The JSON Pointer of a value within the one here, which ends at a secret field likewise.
    #[cfg(feature = "assert")]
    pub(super) fn pointer_below(&self, segments: &[String]) -> String {
        let mut pointer = String::new();
        let mut shape = self.shape;
        if !self.write_pointer(&mut pointer) {
            return pointer;
        }
        for segment in segments {
            push_segment(&mut pointer, shortened(segment));
            let Some(next) = shape.map_or(Some(None), |shape| below(shape, segment)) else { break };
            shape = next;
        }
        pointer
    }

    /// Returns false once the pointer has reached a secret.
    fn write_pointer(&self, pointer: &mut String) -> bool {
        if !self.parent.is_none_or(|parent| parent.write_pointer(pointer)) {
            return false;
        }
        match self.step {
            Step::Same => true,
            Step::Field(field) => {
                push_segment(pointer, field.name());
                !field.is_secret()
            }
            Step::Key(key) => {
                push_segment(pointer, shortened(key));
                true
            }
            Step::Item(index) => {
                push_segment(pointer, &index.to_string());
                true
            }
        }
    }
}

/// The shape of what stands under a name or an index, if it is known; `None` altogether if that is a secret.
#[cfg(feature = "assert")]
fn below(shape: &'static Shape, segment: &str) -> Option<Option<&'static Shape>> {
    match shape.kind {
        Kind::Transparent(inner) => below(inner(), segment),
        Kind::Record(record) => match record.fields.iter().find(|field| field.name() == segment) {
            Some(field) if field.is_secret() => None,
            Some(field) => Some(Some(field.shape())),
            None => Some(record.rest.map(|rest| rest())),
        },
        Kind::List(inner) | Kind::Map(inner) => Some(Some(inner())),
        Kind::Tuple(tuple) => match tuple.items.iter().find(|item| item.name() == segment) {
            Some(item) if item.is_secret() => None,
            Some(item) => Some(Some(item.shape())),
            None => Some(tuple.rest.map(|rest| rest())),
        },
        // Which variant it is isn't known here, so a name that is a secret in any of them is one.
        Kind::Union(_, variants) => {
            variants.iter().try_fold(None, |known, variant| Some(known.or(below(variant(), segment)?)))
        }
        _ => Some(None),
    }
}

/// How many bytes of a free key a pointer shows.
const MOST_KEY: usize = 256;

/// A key of the sender's choice, which may be as long as the whole body.
fn shortened(key: &str) -> &str {
    key.get(..key.floor_char_boundary(MOST_KEY)).unwrap_or(key)
}

fn push_segment(pointer: &mut String, segment: &str) {
    pointer.push('/');
    for character in segment.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}
