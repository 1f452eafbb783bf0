//! Which member of a union an element is.

use super::super::layout::{self, Content, Resolved};
use super::super::lexical::{self, ANYTHING, UNLISTED};
use super::super::name::{SOAP, XSD, is_blank};
use super::document::TypeHint;
use super::element::Element;
use super::map::{Standing, Value};
use super::source::Source;
use crate::schema::{Kind, ShapeFn, UnionRule};

/// How many unions may stand around a shape.
const MAX_UNIONS: usize = 64;

/// Misfit of an object or a list that has no attributes and no elements.
const PARTLESS: u32 = 4;

/// An element's shape without the unions around it.
pub(super) fn decide(element: &Element<'_>) -> Resolved {
    let mut shape = element.shape;
    for _ in 0..MAX_UNIONS {
        let Kind::Union(rule, options) = shape.kind() else {
            return shape;
        };
        let union = Element { shape, ..*element };
        match tagged(&union, *rule, options).or_else(|| best(&union, options).map(|(_, chosen)| chosen)) {
            Some(chosen) => shape = chosen,
            None => break,
        }
    }
    Resolved::of(layout::any())
}

/// The option that the discriminator names.
fn tagged(element: &Element<'_>, rule: UnionRule, options: &'static [ShapeFn]) -> Option<Resolved> {
    let UnionRule::Tag(tag, values) = rule else { return None };
    values.iter().find_map(|(value, index)| {
        let shape = Resolved::of(options.get(*index)?());
        let slots = Element { shape, content: Content::Plain, ..*element }.slots()?.ok()?;
        let slot = slots.into_iter().find(|slot| slot.key == tag)?;
        (slot.value.text()? == *value).then_some(shape)
    })
}

/// The option that fits best. A type that the element names decides where it suits any that fits.
fn best(element: &Element<'_>, options: &'static [ShapeFn]) -> Option<(u32, Resolved)> {
    let hint = element.document.type_hint(element.node);
    let mut best: Option<(bool, u32, Resolved)> = None;
    for option in options {
        let shape = Resolved::of(option());
        let Some(misfit) = misfit(&Element { shape, content: Content::Plain, ..*element }) else { continue };
        let is_other = !hint.is_none_or(|hint| suits(hint, &shape));
        if best.as_ref().is_none_or(|(other, least, _)| (is_other, misfit) < (*other, *least)) {
            best = Some((is_other, misfit, shape));
        }
    }
    best.map(|(_, misfit, shape)| (misfit, shape))
}

fn suits(hint: TypeHint<'_>, shape: &Resolved) -> bool {
    match shape.kind() {
        Kind::Union(..) => true,
        Kind::String => hint.is(XSD, "string"),
        Kind::Boolean => hint.is(XSD, "boolean"),
        Kind::Integer => hint.is_integer(),
        Kind::Number => hint.is_integer() || hint.is_number(),
        Kind::List(_) | Kind::Tuple(_) => hint.is(SOAP, "Array"),
        Kind::Map(_) => hint.is(SOAP, "Struct"),
        Kind::Record(record) => {
            hint.is(SOAP, "Struct") || hint.local == record.name || shape.xml.is_some_and(|xml| xml.name == hint.local)
        }
        Kind::Any => hint.namespace == XSD || hint.namespace == SOAP,
        Kind::Null | Kind::Transparent(_) => false,
    }
}

/// How badly an element fits its shape, or `None` if it can't be one.
fn misfit(element: &Element<'_>) -> Option<u32> {
    // What has no children is as quickly compared as looked up.
    if !element.content.is_plain() || !element.document.has_children(element.node) {
        return compare(element);
    }
    let key = (element.node, std::ptr::from_ref(element.shape.shape).addr());
    if let Some(known) = element.document.fits.borrow().get(&key) {
        return *known;
    }
    // A shape that leads back to itself with the same element doesn't fit by that way.
    element.document.fits.borrow_mut().insert(key, None);
    let misfit = compare(element);
    element.document.fits.borrow_mut().insert(key, misfit);
    misfit
}

fn compare(element: &Element<'_>) -> Option<u32> {
    if element.document.is_nil(element.node) {
        return Some(u32::from(!matches!(element.shape.kind(), Kind::Null)));
    }
    let has_parts =
        element.document.has_children(element.node) || element.document.attributes(element.node).next().is_some();
    // What has no parts is sooner a text than an empty object or list.
    let partless = if has_parts { 0 } else { PARTLESS };
    if let Some(slots) = element.slots() {
        return compare_object(element, slots.ok()?).map(|sum| sum.saturating_add(partless));
    }
    match (element.content, element.shape.kind()) {
        (Content::Items(name, item), _) => total(&element.items(Some(&name), item())),
        (_, Kind::List(item)) => {
            is_blank(element.document.text(element.node)).then_some(())?;
            total(&element.items(None, item())).map(|total| total.saturating_add(1 + partless))
        }
        (_, Kind::Any) => Some(ANYTHING),
        (_, Kind::Union(rule, options)) => match tagged(element, *rule, options) {
            Some(shape) => misfit(&Element { shape, ..*element }),
            None => best(element, options).map(|(misfit, _)| misfit),
        },
        _ => {
            let misfit = lexical::misfit(element.text().ok()?, &element.shape)?;
            Some(if has_parts { misfit.saturating_add(UNLISTED) } else { misfit })
        }
    }
}

fn compare_object(element: &Element<'_>, slots: Vec<super::map::Slot<'_>>) -> Option<u32> {
    let mut sum = 0_u32;
    if let Kind::Record(record) = element.shape.kind() {
        let has = |name: &str| slots.iter().any(|slot| slot.standing == Standing::Listed && slot.key == name);
        if record.fields.iter().any(|field| field.is_required() && !has(field.name())) {
            return None;
        }
    } else {
        sum = 1;
    }
    for slot in slots {
        let misfit = match (slot.standing, slot.value) {
            (Standing::Unlisted, _) => UNLISTED,
            (_, Value::Element(element)) => misfit(&element)?,
            (_, Value::Group(group)) => total(&group.elements())?,
            (_, Value::Text(text)) => text.misfit()?,
        };
        sum = sum.saturating_add(misfit).saturating_add(u32::from(slot.standing == Standing::Free));
    }
    Some(sum)
}

fn total(elements: &[Element<'_>]) -> Option<u32> {
    elements.iter().try_fold(0_u32, |total, element| Some(total.saturating_add(misfit(element)?)))
}
