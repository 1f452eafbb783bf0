//! Attributes: documentation, and what the derives are told.

use proc_macro2::{Literal, Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::imports::ident;
use crate::plan::{Rule, Rules, XmlField, XmlRoot};

/// Doc comments.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { literal("") } else { literal(&format!(" {line}")) });
    quote!(#(#[doc = #lines])*)
}

/// Doc comments that say first that the item is deprecated, if it is. Only methods of the client carry the attribute,
/// for the derives use everything else.
pub(super) fn docs_of(lines: &[String], deprecated: bool) -> TokenStream {
    let mut all = lines.to_vec();
    if deprecated {
        all.extend([String::new(), "Deprecated by the document.".to_owned()]);
    }
    docs(&all)
}

/// The keys of constraints.
pub(super) fn rules(rules: &Rules) -> Vec<TokenStream> {
    let mut keys: Vec<TokenStream> = rules.own.iter().map(rule).collect();
    if let Some(items) = &rules.items {
        let items = self::rules(items);
        keys.push(quote!(items(#(#items),*)));
    }
    keys
}

fn rule(rule: &Rule) -> TokenStream {
    match rule {
        Rule::Flag(key) => ident(key).into_token_stream(),
        Rule::Count(key, count) => {
            let (key, count) = (ident(key), Literal::u64_unsuffixed(*count));
            quote!(#key = #count)
        }
        Rule::Number(key, text) => {
            let (key, number) = (ident(key), number(text));
            quote!(#key = #number)
        }
        Rule::Pattern(key, pattern) => {
            let (key, pattern) = (ident(key), string(pattern));
            quote!(#key = #pattern)
        }
        Rule::Assert(text) => {
            let text = string(text);
            quote!(assert = #text)
        }
    }
}

/// A number as Rust writes it: whole ones without a point.
pub(super) fn number(text: &str) -> TokenStream {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let literal = match digits.parse::<u64>() {
        Ok(whole) => Literal::u64_unsuffixed(whole),
        Err(_) => float(digits),
    };
    signed(negative, &literal)
}

/// A number with a point.
pub(super) fn float_number(text: &str) -> TokenStream {
    let negative = text.starts_with('-');
    signed(negative, &float(text.trim_start_matches(['-', '+'])))
}

fn float(digits: &str) -> Literal {
    let value = digits.parse::<f64>().unwrap_or_default();
    Literal::f64_unsuffixed(if value.is_finite() { value } else { f64::MAX })
}

fn signed(negative: bool, literal: &Literal) -> TokenStream {
    let sign = negative.then(|| TokenTree::Punct(Punct::new('-', Spacing::Alone)));
    quote!(#sign #literal)
}

/// A string literal, raw where it would need escapes and can do without.
pub(super) fn string(text: &str) -> TokenStream {
    let plain = text.chars().all(|c| !c.is_control() && (c.is_ascii() || c.is_alphanumeric()));
    let escaped = text.contains(['"', '\\']);
    if plain && escaped && !text.contains("\"##") {
        let hashes = if text.contains("\"#") { "##" } else { "#" };
        let raw = if text.contains('"') { format!("r{hashes}\"{text}\"{hashes}") } else { format!("r\"{text}\"") };
        if let Ok(literal) = raw.parse::<Literal>() {
            return literal.into_token_stream();
        }
    }
    literal(text).into_token_stream()
}

/// A string literal. Most text needs no escapes, and to look for them in each of its characters takes long.
fn literal(text: &str) -> Literal {
    let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\'));
    let literal = plain.then(|| format!("\"{text}\"").parse().ok()).flatten();
    literal.unwrap_or_else(|| Literal::string(text))
}

/// One attribute of a derive, if there is anything to say.
pub(super) fn attribute(name: &str, keys: &[TokenStream]) -> TokenStream {
    if keys.is_empty() {
        return TokenStream::new();
    }
    let name = ident(name);
    quote!(#[#name(#(#keys),*)])
}

/// How wide an attribute may become before the formatter gives each of its keys a line.
const WIDTH: usize = 84;

/// The attributes of a derive that says much, each with as many keys as a line holds. Keys of one group stand in one
/// line, if they fit.
pub(super) fn attributes(name: &str, groups: Vec<Vec<TokenStream>>) -> TokenStream {
    let mut lines: Vec<Vec<TokenStream>> = Vec::new();
    let mut width = WIDTH;
    let mut add = |keys: Vec<TokenStream>, own: usize| match lines.last_mut() {
        Some(line) if width + own <= WIDTH => {
            width += own;
            line.extend(keys);
        }
        _ => {
            width = name.len() + own;
            lines.push(keys);
        }
    };
    for group in groups {
        // As they are written, but for blanks around brackets.
        let widths: Vec<usize> = group.iter().map(|key| key.to_string().len() + ", ".len()).collect();
        let all = widths.iter().sum();
        if name.len() + all <= WIDTH {
            add(group, all);
        } else {
            group.into_iter().zip(widths).for_each(|(key, own)| add(vec![key], own));
        }
    }
    lines.iter().map(|keys| attribute(name, keys)).collect()
}

/// `key = "value"`, if there is a value.
pub(super) fn text(key: &str, value: Option<&str>) -> Option<TokenStream> {
    let (key, value) = (ident(key), string(value?));
    Some(quote!(#key = #value))
}

/// `xml(…)` of a type.
pub(super) fn xml_root(xml: &XmlRoot) -> TokenStream {
    let mut keys: Vec<TokenStream> = Vec::new();
    keys.extend(text("name", xml.name.as_deref()));
    keys.extend(text("namespace", xml.namespace.as_deref()));
    keys.extend(text("prefix", xml.prefix.as_deref()));
    keys.extend(xml.declare.iter().map(|(prefix, uri)| quote!(declare(#prefix = #uri))));
    if !xml.order.is_empty() {
        let names = &xml.order;
        keys.push(quote!(order(#(#names),*)));
    }
    keys.extend(xml.qualified.then(|| quote!(qualified)));
    quote!(xml(#(#keys),*))
}

/// `xml(…)` of a field.
pub(super) fn xml_field(xml: &XmlField) -> TokenStream {
    let mut keys: Vec<TokenStream> = Vec::new();
    keys.extend(text("name", xml.name.as_deref()));
    keys.extend(text("namespace", xml.namespace.as_deref()));
    keys.extend(text("prefix", xml.prefix.as_deref()));
    keys.extend(xml.attribute.then(|| quote!(attribute)));
    keys.extend(xml.wrapped.then(|| quote!(wrapped)));
    keys.extend(text("item", xml.item.as_deref()));
    if let Some(entry) = &xml.entry {
        let parts = [
            text("name", entry.name.as_deref()),
            text("key", entry.key.as_deref()),
            text("value", entry.value.as_deref()),
            text("namespace", entry.namespace.as_deref()),
            text("prefix", entry.prefix.as_deref()),
        ];
        let parts: Vec<TokenStream> = parts.into_iter().flatten().collect();
        keys.push(quote!(entry(#(#parts),*)));
    }
    quote!(xml(#(#keys),*))
}

/// What leaves an item out unless a feature is on.
pub(super) fn cfg_of(feature: Option<&str>) -> Option<TokenStream> {
    feature.map(|feature| quote!(#[cfg(feature = #feature)]))
}
