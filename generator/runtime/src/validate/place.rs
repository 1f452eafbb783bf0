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
        if let Some(parent) = self.parent {
            match self.step {
                Step::Same => parent.each_rules(visit),
                Step::Item(_) | Step::Key(_) => parent.each_rules(&mut |rules| {
                    if let Some(items) = rules.items {
                        visit(items);
                    }
                }),
                Step::Field(_) => {}
            }
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

    /// Returns false once the pointer has reached a secret.
    fn write_pointer(&self, pointer: &mut String) -> bool {
        if !self.parent.is_none_or(|parent| parent.write_pointer(pointer)) {
            return false;
        }
        match self.step {
            Step::Same => true,
            Step::Field(field) => {
                push_segment(pointer, field.name);
                !field.secret
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
