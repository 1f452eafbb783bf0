//! Constraints: the keys that fields, parameters and new types share.

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Lit, LitInt, LitStr, Token};

use crate::support::{self, Errors};

/// The keys that [`Rules::key`] knows.
pub(crate) const KEYS: &[&str] = &[
    "min_length",
    "max_length",
    "pattern",
    "minimum",
    "maximum",
    "exclusive_minimum",
    "exclusive_maximum",
    "multiple_of",
    "min_items",
    "max_items",
    "unique_items",
    "min_properties",
    "max_properties",
    "key_pattern",
    "items",
    "assert",
    "whole",
];

/// The constraints that an attribute states.
#[derive(Default)]
pub(crate) struct Rules {
    counts: Vec<(&'static str, u64, Span)>,
    patterns: Vec<(&'static str, LitStr)>,
    minimum: Bound,
    maximum: Bound,
    multiple_of: Option<(f64, Span)>,
    unique_items: bool,
    items: Option<Box<Rules>>,
    asserts: Vec<LitStr>,
    /// Whether the type is made of whole numbers though its name doesn't say so.
    whole: bool,
}

/// A bound that may be stated as inclusive, exclusive, or both.
#[derive(Default)]
struct Bound {
    inclusive: Option<(f64, Span)>,
    exclusive: Option<(f64, Span)>,
    /// `exclusive_minimum` without a value: the inclusive bound is meant to be exclusive.
    flag: Option<Span>,
}

impl Rules {
    /// Takes a key if it is a constraint's.
    pub(crate) fn key(&mut self, key: &str, meta: &ParseNestedMeta<'_>) -> syn::Result<bool> {
        let Some(known) = KEYS.iter().find(|known| **known == key) else { return Ok(false) };
        match *known {
            "pattern" | "key_pattern" => self.patterns.push((known, meta.value()?.parse()?)),
            "minimum" => self.minimum.inclusive = Some(number(meta)?),
            "maximum" => self.maximum.inclusive = Some(number(meta)?),
            "exclusive_minimum" => self.minimum.exclusive(meta)?,
            "exclusive_maximum" => self.maximum.exclusive(meta)?,
            "multiple_of" => self.multiple_of = Some(number(meta)?),
            "unique_items" => self.unique_items = true,
            "whole" => self.whole = true,
            "items" => self.items = Some(Box::new(nested(meta)?)),
            "assert" => self.asserts.push(assertion(meta)?),
            _ => {
                let literal: LitInt = meta.value()?.parse()?;
                self.counts.push((known, literal.base10_parse()?, literal.span()));
            }
        }
        Ok(true)
    }

    /// Whether nothing was stated.
    pub(crate) fn is_empty(&self) -> bool {
        self.counts.is_empty()
            && self.patterns.is_empty()
            && self.minimum.is_empty()
            && self.maximum.is_empty()
            && self.multiple_of.is_none()
            && !self.unique_items
            && self.items.as_ref().is_none_or(|items| items.is_empty())
            && self.asserts.is_empty()
    }

    /// Whether the type is said to be made of whole numbers.
    pub(crate) fn is_whole(&self) -> bool {
        self.whole || self.items.as_ref().is_some_and(|items| items.is_whole())
    }

    /// Adds those of a record's other keys: their pattern, and the constraints of their values.
    pub(crate) fn absorb_rest(&mut self, rest: Self, errors: &mut Errors) {
        if !rest.counts.is_empty() {
            errors.push(syn::Error::new(rest.counts[0].2, "state the number of properties on the struct"));
        }
        self.patterns.extend(rest.patterns);
        self.asserts.extend(rest.asserts);
        self.items = rest.items;
    }

    /// Reports constraints that no value can meet.
    pub(crate) fn check(&self, errors: &mut Errors) {
        for what in ["length", "items", "properties"] {
            let (Some((low, _)), Some((high, span))) =
                (self.count(&format!("min_{what}")), self.count(&format!("max_{what}")))
            else {
                continue;
            };
            if low > high {
                errors.push(syn::Error::new(span, format_args!("max_{what} is less than min_{what}")));
            }
        }
        for bound in [&self.minimum, &self.maximum] {
            if let (Some(flag), None) = (bound.flag, bound.inclusive) {
                errors.push(syn::Error::new(flag, "without a value it needs the bound that it excludes"));
            }
        }
        if let (Some((low, _)), Some((high, _))) = (self.minimum.lower(), self.maximum.upper())
            && low > high
        {
            let span = self.maximum.span().unwrap_or_else(Span::call_site);
            errors.push(syn::Error::new(span, "the maximum is less than the minimum"));
        }
        if let Some((step, span)) = self.multiple_of
            && step <= 0.0
        {
            errors.push(syn::Error::new(span, "multiple_of must be greater than zero"));
        }
        if let Some(items) = &self.items {
            items.check(errors);
        }
    }

    /// A `&'static rt::Rules`, where `rt` is the runtime's private module.
    pub(crate) fn tokens(&self) -> TokenStream {
        if self.is_empty() {
            return quote!(rt::Rules::NONE);
        }
        let counts = self.counts.iter().map(|(key, count, _)| {
            let (key, count) = (ident(key), Literal::u64_unsuffixed(*count));
            quote!(.#key(#count))
        });
        let patterns = self.patterns.iter().map(|(key, pattern)| {
            let key = ident(key);
            quote!(.#key({
                static PATTERN: rt::Pattern = rt::Pattern::new(#pattern);
                &PATTERN
            }))
        });
        let minimum = self.minimum.lower().map(|(bound, exclusive)| bound_call("minimum", bound, exclusive));
        let maximum = self.maximum.upper().map(|(bound, exclusive)| bound_call("maximum", bound, exclusive));
        let multiple_of = self.multiple_of.map(|(step, _)| {
            let step = float(step);
            quote!(.multiple_of(#step))
        });
        let unique_items = self.unique_items.then(|| quote!(.unique_items()));
        let items = self.items.as_ref().map(|items| {
            let tokens = items.tokens();
            // An argument that refers to a static isn't made one itself.
            if items.has_statics() {
                quote!(.items({
                    const ITEMS: &rt::Rules = #tokens;
                    ITEMS
                }))
            } else {
                quote!(.items(#tokens))
            }
        });
        let asserts = (!self.asserts.is_empty()).then(|| {
            let (asserts, count) = (&self.asserts, Literal::usize_unsuffixed(self.asserts.len()));
            quote!(.asserts({
                static ASSERTS: [rt::Assertion; #count] = [#(rt::Assertion::new(#asserts)),*];
                &ASSERTS
            }))
        });
        quote! {
            &rt::Rules::new() #(#counts)* #(#patterns)* #minimum #maximum #multiple_of #unique_items #items #asserts
        }
    }

    fn has_statics(&self) -> bool {
        !self.patterns.is_empty()
            || !self.asserts.is_empty()
            || self.items.as_ref().is_some_and(|items| items.has_statics())
    }

    fn count(&self, key: &str) -> Option<(u64, Span)> {
        self.counts.iter().find(|(known, ..)| *known == key).map(|(_, count, span)| (*count, *span))
    }
}

impl Bound {
    fn exclusive(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        if meta.input.peek(Token![=]) {
            self.exclusive = Some(number(meta)?);
        } else {
            self.flag = Some(meta.path.span());
        }
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.inclusive.is_none() && self.exclusive.is_none() && self.flag.is_none()
    }

    fn span(&self) -> Option<Span> {
        self.inclusive.or(self.exclusive).map(|(_, span)| span)
    }

    /// As a minimum: the greater of the two bounds, and whether it is excluded.
    fn lower(&self) -> Option<(f64, bool)> {
        self.tightest(|exclusive, inclusive| exclusive >= inclusive)
    }

    /// As a maximum: the lesser of the two bounds, and whether it is excluded.
    fn upper(&self) -> Option<(f64, bool)> {
        self.tightest(|exclusive, inclusive| exclusive <= inclusive)
    }

    fn tightest(&self, exclusive_wins: fn(f64, f64) -> bool) -> Option<(f64, bool)> {
        match (self.inclusive, self.exclusive) {
            (Some((inclusive, _)), Some((exclusive, _))) if exclusive_wins(exclusive, inclusive) => {
                Some((exclusive, true))
            }
            (Some((inclusive, _)), _) => Some((inclusive, self.flag.is_some())),
            (None, Some((exclusive, _))) => Some((exclusive, true)),
            (None, None) => None,
        }
    }
}

fn nested(meta: &ParseNestedMeta<'_>) -> syn::Result<Rules> {
    let mut rules = Rules::default();
    let mut errors = Errors::default();
    support::known_keys(meta, &mut errors, KEYS, |key, meta| rules.key(key, meta))?;
    errors.propagate()?;
    Ok(rules)
}

/// The text of a schema. Whether it is one shows when it is first used; that it is an object shows here.
fn assertion(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    let literal: LitStr = meta.value()?.parse()?;
    let text = literal.value();
    let text = text.trim();
    if text == "false" || (text.starts_with('{') && text.ends_with('}')) {
        Ok(literal)
    } else {
        Err(syn::Error::new_spanned(&literal, "expected a JSON Schema: `{…}`"))
    }
}

fn number(meta: &ParseNestedMeta<'_>) -> syn::Result<(f64, Span)> {
    let value = meta.value()?;
    let negative = value.parse::<Option<Token![-]>>()?.is_some();
    let literal: Lit = value.parse()?;
    let number: f64 = match &literal {
        Lit::Int(literal) => literal.base10_parse()?,
        Lit::Float(literal) => literal.base10_parse()?,
        _ => return Err(syn::Error::new_spanned(&literal, "expected a number")),
    };
    Ok((if negative { -number } else { number }, literal.span()))
}

fn bound_call(key: &str, bound: f64, exclusive: bool) -> TokenStream {
    let (key, bound) = (ident(key), float(bound));
    quote!(.#key(#bound, #exclusive))
}

fn float(number: f64) -> TokenStream {
    let literal = Literal::f64_unsuffixed(number.abs());
    if number < 0.0 { quote!(-#literal) } else { quote!(#literal) }
}

fn ident(name: &str) -> syn::Ident {
    syn::Ident::new(name, Span::call_site())
}
