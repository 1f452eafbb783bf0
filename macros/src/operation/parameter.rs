//! `#[parameter(…)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, Ident, LitBool, LitStr};

use super::container::Frame;
use crate::schema::rules::{self, Rules};
use crate::support::{Errors, read, wire_name};

const KEYS: &[&str] =
    &["path", "query", "header", "cookie", "rename", "default", "style", "explode", "allow_reserved", "json", "secret"];

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// What the attribute says.
pub(super) struct Parameter {
    pub(super) location: Location,
    pub(super) name: String,
    pub(super) default: Option<Expr>,
    style: &'static str,
    explode: bool,
    allow_reserved: bool,
    secret: bool,
    rules: Rules,
}

#[derive(Default)]
struct Keys {
    locations: Vec<Location>,
    rename: Option<LitStr>,
    default: Option<Expr>,
    style: Option<LitStr>,
    explode: Option<bool>,
    allow_reserved: bool,
    json: bool,
    secret: bool,
    rules: Rules,
}

/// Reads the attribute of a field, if it has one; `None` when it is wrong, which is then among the errors.
pub(super) fn parse(ident: &Ident, attributes: &[Attribute], frame: &Frame, errors: &mut Errors) -> Option<Parameter> {
    let mut keys = Keys::default();
    let known: Vec<&str> = KEYS.iter().chain(rules::KEYS).copied().collect();
    read(attributes, "parameter", errors, &known, |key, meta| {
        match key {
            "path" => keys.locations.push(Location::Path),
            "query" => keys.locations.push(Location::Query),
            "header" => keys.locations.push(Location::Header),
            "cookie" => keys.locations.push(Location::Cookie),
            "rename" => keys.rename = Some(meta.value()?.parse()?),
            "default" => keys.default = Some(meta.value()?.parse()?),
            "style" => keys.style = Some(meta.value()?.parse()?),
            "explode" => keys.explode = Some(meta.value()?.parse::<LitBool>()?.value),
            "allow_reserved" => keys.allow_reserved = true,
            "json" => keys.json = true,
            "secret" => keys.secret = true,
            _ => return keys.rules.key(key, meta),
        }
        Ok(true)
    });
    keys.rules.check(errors);
    let name = keys.rename.as_ref().map_or_else(|| wire_name(ident, frame.rename_all), LitStr::value);
    let location = match keys.locations.as_slice() {
        [] => frame.place(&name),
        [location] => *location,
        _ => {
            errors.at(ident, "a parameter stands in one place: `#[parameter(path)]`, `query`, `header` or `cookie`");
            return None;
        }
    };
    if keys.allow_reserved && location != Location::Query {
        errors.at(ident, "`allow_reserved` is for query parameters");
    }
    let style = style(location, keys.style.as_ref(), keys.json, errors);
    if location == Location::Header && !is_token(&name) {
        errors.at(ident, format_args!("`{name}` can't be the name of a header"));
    }
    Some(Parameter {
        location,
        name,
        default: keys.default,
        style,
        explode: keys.explode.unwrap_or(style == "Form" || style == "DeepObject"),
        allow_reserved: keys.allow_reserved,
        secret: keys.secret,
        rules: keys.rules,
    })
}

impl Frame {
    /// Where a parameter stands that doesn't say it: in the path if that has its name, otherwise in the query.
    fn place(&self, name: &str) -> Location {
        let in_path = self.path.as_ref().is_some_and(|(_, names)| names.iter().any(|known| known == name));
        if in_path { Location::Path } else { Location::Query }
    }
}

/// The style's name in the runtime; the default where none is stated.
fn style(location: Location, stated: Option<&LitStr>, json: bool, errors: &mut Errors) -> &'static str {
    let allowed: &[(&str, &str)] = match location {
        Location::Path => &[("simple", "Simple"), ("label", "Label"), ("matrix", "Matrix")],
        Location::Query => &[
            ("form", "Form"),
            ("spaceDelimited", "SpaceDelimited"),
            ("pipeDelimited", "PipeDelimited"),
            ("deepObject", "DeepObject"),
        ],
        Location::Header => &[("simple", "Simple")],
        Location::Cookie => &[("form", "Form")],
    };
    let default = allowed.first().map_or("Simple", |(_, style)| style);
    let Some(stated) = stated else { return if json { "Json" } else { default } };
    if json {
        errors.at(stated, "JSON content has no style");
        return "Json";
    }
    let value = stated.value();
    if let Some((_, style)) = allowed.iter().find(|(name, _)| *name == value) {
        return style;
    }
    let names: Vec<_> = allowed.iter().map(|(name, _)| *name).collect();
    errors.at(stated, format_args!("no style of this place; known here: {}", names.join(", ")));
    default
}

impl Parameter {
    /// The parameter as static data: what differs from the defaults of its place.
    pub(super) fn tokens(&self) -> TokenStream {
        let (base, usual) = match self.location {
            Location::Path => (quote!(path), ("Simple", false)),
            Location::Query => (quote!(query), ("Form", true)),
            Location::Header => (quote!(header), ("Simple", false)),
            Location::Cookie => (quote!(cookie), ("Form", true)),
        };
        let (name, explode) = (&self.name, self.explode);
        let written = ((self.style, explode) != usual).then(|| {
            let style = Ident::new(self.style, proc_macro2::Span::call_site());
            quote!(.written(rt::Style::#style, #explode))
        });
        let allow_reserved = self.allow_reserved.then(|| quote!(.allow_reserved()));
        let secret = self.secret.then(|| quote!(.secret()));
        let rules = (!self.rules.is_empty()).then(|| {
            let rules = self.rules.tokens();
            quote!(.rules(#rules))
        });
        quote!(rt::Parameter::#base(#name) #written #allow_reserved #secret #rules)
    }
}

/// A header of an answer as static data.
pub(crate) fn header_tokens(name: &LitStr, json: bool, explode: bool) -> TokenStream {
    let written = (json || explode).then(|| {
        let style = if json { quote!(Json) } else { quote!(Simple) };
        quote!(.written(rt::Style::#style, #explode))
    });
    quote!(rt::Parameter::header(#name) #written)
}

/// Whether a text is a token (RFC 9110, section 5.6.2).
pub(crate) fn is_token(text: &str) -> bool {
    let symbol = |byte: u8| b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || symbol(byte))
}
