//! Which member of a union a value is, and whether its XML will tell.

use std::collections::HashMap;

use super::super::layout::{self, Resolved};
use super::super::lexical::{self, ANYTHING, UNLISTED};
use super::super::name::is_ncname;
use super::any::hint_of;
use super::tag::Hint;
use super::value::Value;
use crate::schema::{Kind, RecordShape, ShapeFn, UnionRule};

/// How many unions may stand around a shape.
const MAX_UNIONS: usize = 64;

/// How a scalar is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum As {
    /// By its type.
    Typed,
    /// By its text, as a reader of the XML will have to.
    Text,
}

/// How badly values fit shapes, remembered so that nested unions don't multiply the work.
#[derive(Debug, Default)]
pub(super) struct Fits {
    known: HashMap<(*const Value, *const (), As), Option<u32>>,
}

impl Fits {
    /// A value and its shape without the unions around them, and the type to name if there is need.
    pub(super) fn decide<'v>(
        &mut self,
        mut value: &'v Value,
        mut shape: Resolved,
    ) -> (&'v Value, Resolved, Option<Hint>) {
        let mut hint = None;
        for _ in 0..MAX_UNIONS {
            value = peel(value, shape);
            let Kind::Union(rule, options) = shape.kind() else {
                return (value.bare(), shape, hint);
            };
            let Some((inner, chosen)) = self.choose(value, options) else { break };
            if !matches!(rule, UnionRule::Tag(..)) {
                hint = self.hint(inner, options, chosen).or(hint);
            }
            (value, shape) = (inner, chosen.1);
        }
        (value.bare(), Resolved::of(layout::any()), hint)
    }

    /// The option of a union that a value is.
    fn choose<'v>(&mut self, value: &'v Value, options: &'static [ShapeFn]) -> Option<(&'v Value, (usize, Resolved))> {
        if let Value::Chosen(index, inner) = value
            && let Some(option) = options.get(*index)
        {
            return Some((inner, (*index, Resolved::of(option()))));
        }
        self.best(value, options, As::Typed).map(|chosen| (value, chosen))
    }

    /// The type to name if the XML of a value would be read as another option.
    fn hint(&mut self, value: &Value, options: &'static [ShapeFn], chosen: (usize, Resolved)) -> Option<Hint> {
        let mut others = options.iter().map(|option| Resolved::of(option()));
        let is_told = match value.bare() {
            Value::Null => true,
            Value::List(items) => !items.is_empty() && others.all(|other| matches!(other.kind(), Kind::List(_))),
            Value::Map(members) => {
                let leaves_nothing = |value: &Value| matches!(value.bare(), Value::List(items) if items.is_empty());
                !members.iter().all(|(_, value)| leaves_nothing(value))
                    && !others.any(|other| matches!(other.kind(), Kind::List(_)))
                    && self.best(value, options, As::Text).is_some_and(|read| read.0 == chosen.0)
            }
            _ => self.best(value, options, As::Text).is_some_and(|read| read.0 == chosen.0),
        };
        match chosen.1.kind() {
            _ if is_told => None,
            Kind::Record(record) => {
                is_ncname(record.name).then_some(Hint { local: record.name, namespace: "", prefix: "" })
            }
            // Nested unions name the type themselves.
            Kind::Union(..) => None,
            _ => hint_of(value.bare()),
        }
    }

    fn best(&mut self, value: &Value, options: &'static [ShapeFn], by: As) -> Option<(usize, Resolved)> {
        let mut best: Option<(u32, usize, Resolved)> = None;
        for (index, option) in options.iter().enumerate() {
            let shape = Resolved::of(option());
            if let Some(misfit) = self.misfit(value, shape, by)
                && best.as_ref().is_none_or(|(least, ..)| misfit < *least)
            {
                best = Some((misfit, index, shape));
            }
        }
        best.map(|(_, index, shape)| (index, shape))
    }

    /// How badly a value fits a shape, or `None` if it can't be one.
    fn misfit(&mut self, value: &Value, shape: Resolved, by: As) -> Option<u32> {
        let value = match shape.kind() {
            Kind::Union(..) => peel(value, shape),
            _ => value.bare(),
        };
        let key = (std::ptr::from_ref(value), std::ptr::from_ref(shape.shape).cast(), by);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        // A shape that leads back to itself with the same value doesn't fit by that way.
        self.known.insert(key, None);
        let misfit = self.compare(value, shape, by);
        self.known.insert(key, misfit);
        misfit
    }

    fn compare(&mut self, value: &Value, shape: Resolved, by: As) -> Option<u32> {
        match (shape.kind(), value) {
            (Kind::Union(_, options), Value::Chosen(index, inner)) => {
                let option = options.get(*index)?;
                self.misfit(inner, Resolved::of(option()), by)
            }
            (Kind::Null, value) => matches!(value, Value::Null).then_some(0),
            (Kind::Any, _) => Some(ANYTHING),
            (Kind::Union(_, options), value) => {
                options.iter().filter_map(|option| self.misfit(value, Resolved::of(option()), by)).min()
            }
            (_, Value::Null) => Some(1),
            (Kind::List(item), Value::List(items)) => self.total(items.iter().map(|value| (value, *item)), by),
            (Kind::Map(inner), Value::Map(members)) => {
                let total = self.total(members.iter().map(|(_, value)| (value, *inner)), by)?;
                Some(total.saturating_add(1))
            }
            (Kind::Record(record), Value::Map(members)) => self.compare_record(record, members, by),
            (_, Value::List(_) | Value::Map(_) | Value::Chosen(..)) => None,
            (_, scalar) if by == As::Text => lexical::misfit(scalar.text()?, &shape),
            (Kind::Boolean, Value::Boolean(_))
            | (Kind::Integer, Value::Integer(_))
            | (Kind::Number, Value::Number(_))
            | (Kind::String, Value::Text(_)) => Some(0),
            (Kind::Number, Value::Integer(_)) => Some(1),
            (Kind::Integer, Value::Number(text)) => lexical::integer(text).map(|_| 2),
            _ => None,
        }
    }

    fn compare_record(&mut self, record: &RecordShape, members: &[(String, Value)], by: As) -> Option<u32> {
        let has = |name: &str| members.iter().any(|(key, _)| key == name);
        if record.fields.iter().any(|field| field.is_required() && !has(field.name())) {
            return None;
        }
        let mut total = 0_u32;
        for (key, value) in members {
            let field = record.fields.iter().find(|field| field.name() == key);
            total = total.saturating_add(match (field, record.rest) {
                (Some(field), _) => self.misfit(value, Resolved::of(field.shape()), by)?,
                (None, Some(rest)) => self.misfit(value, Resolved::of(rest()), by)?.saturating_add(1),
                (None, None) => UNLISTED,
            });
        }
        Some(total)
    }

    fn total<'v>(&mut self, parts: impl Iterator<Item = (&'v Value, ShapeFn)>, by: As) -> Option<u32> {
        let mut total = 0_u32;
        for (value, shape) in parts {
            total = total.saturating_add(self.misfit(value, Resolved::of(shape()), by)?);
        }
        Some(total)
    }
}

/// The value inside the unions with `null` that a shape was taken out of.
fn peel(mut value: &Value, shape: Resolved) -> &Value {
    for _ in 0..shape.unions {
        if let Value::Chosen(_, inner) = value {
            value = inner;
        }
    }
    value
}
