//! Follows references to what they name, or says why that can't be done.

use indexmap::IndexSet;
use openapiv3::{Example, Header, Parameter, PathItem, ReferenceOr, RequestBody, Response, SecurityScheme};

use super::navigate::{Item, names, step};
use super::reference::{Reference, read};
use super::resolver::Resolver;
use crate::diagnostics::{Diagnostic, Place, Severity, nearest};
use crate::document::{Cursor, Document, MISSING};

/// What may be defined once and referred to.
pub(super) trait Component: Sized {
    /// With its article, as a message says it.
    const NAME: &'static str;
    /// The component, if the item is one of this kind.
    fn of<'d>(item: Item<'d>) -> Option<&'d ReferenceOr<Self>>;
}

macro_rules! components {
    ($($kind:ident $name:literal $item:ident),*) => {$(
        impl Component for $kind {
            const NAME: &'static str = $name;
            fn of<'d>(item: Item<'d>) -> Option<&'d ReferenceOr<Self>> {
                match item {
                    Item::$item(found) => Some(found),
                    _ => None,
                }
            }
        }
    )*};
}

components! {
    PathItem "a path item" Path,
    Parameter "a parameter" Parameter,
    RequestBody "a request body" RequestBody,
    Response "a response" Response,
    Header "a header" Header,
    Example "an example" Example,
    SecurityScheme "a security scheme" Scheme
}

impl<'d> Resolver<'d> {
    /// The object itself, with where it stands; `None` after saying why it can't be found.
    pub(super) fn follow<T: Component>(&mut self, item: &'d ReferenceOr<T>, at: &Cursor) -> Option<(&'d T, Cursor)> {
        match item {
            ReferenceOr::Item(item) => Some((item, at.clone())),
            ReferenceOr::Reference { reference } => {
                let (item, at) = self.target(reference, at, T::NAME, |item| T::of(item).is_some())?;
                Some((T::of(item)?.as_item()?, at))
            }
        }
    }

    /// What a reference leads to in the end; `None` after saying why it can't be found.
    pub(super) fn target(
        &mut self,
        reference: &str,
        at: &Cursor,
        wanted: &str,
        fits: impl Fn(Item<'d>) -> bool,
    ) -> Option<(Item<'d>, Cursor)> {
        let place = at.place().child("$ref");
        self.target_from(reference, &place, wanted, fits)
    }

    /// What the value of a `mapping` leads to. One that leads nowhere is left out: the schemas of a `oneOf` have their
    /// names as values anyway, and many bundlers leave the file names of old in place.
    pub(super) fn mapping_target(
        &mut self,
        reference: &str,
        at: &Cursor,
        fits: impl Fn(Item<'d>) -> bool,
    ) -> Option<(Item<'d>, Cursor)> {
        let before = self.severity.replace(Severity::Warning);
        let found = self.target_from(reference, &at.place(), "a schema", fits);
        self.severity = before;
        found
    }

    fn target_from(
        &mut self,
        reference: &str,
        place: &Place,
        wanted: &str,
        fits: impl Fn(Item<'d>) -> bool,
    ) -> Option<(Item<'d>, Cursor)> {
        match self.find(reference) {
            Ok((item, target)) if fits(item) => Some((item, target)),
            Ok((item, target)) => {
                let message = format!("`{reference}` is {}, and {wanted} is expected", item.name());
                let diagnostic = Diagnostic::error("GW0302", message).at(place, "");
                self.say_once(diagnostic.at_key(&target.place(), "which is here"));
                None
            }
            Err(Failure::Said) => None,
            Err(failure) => {
                let diagnostic = failure.diagnostic(reference).at(place, "");
                self.say_once(diagnostic);
                None
            }
        }
    }

    /// What a reference leads to, if anything; nothing is said where it is nothing.
    pub(super) fn leads_to(&mut self, reference: &str) -> Option<(Item<'d>, Cursor)> {
        self.find(reference).ok()
    }

    /// Follows a reference until something else than a reference is there. Each is followed once, so that a long row of
    /// them takes as many steps as it has members.
    fn find(&mut self, reference: &str) -> End<'d> {
        let mut row: IndexSet<String> = IndexSet::new();
        let mut reference = reference;
        let end = loop {
            if reference == MISSING {
                break Err(Failure::Said);
            }
            if let Some(known) = self.ends.get(reference) {
                break known.clone();
            }
            if !row.insert(reference.to_owned()) {
                break Err(Failure::Circular);
            }
            let tokens = match read(reference) {
                Reference::Here(tokens) => tokens,
                Reference::Elsewhere => break Err(Failure::Elsewhere),
                Reference::Malformed => break Err(Failure::Malformed),
            };
            let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
            match walk(self.document, reference, &tokens, 0) {
                Ok((item, at)) => match item.reference() {
                    Some(next) => reference = next,
                    None => break Ok((item, at)),
                },
                Err(failure) => break Err(failure),
            }
        };
        self.ends.extend(row.into_iter().map(|reference| (reference, end.clone())));
        end
    }
}

/// What a reference leads to in the end, or why to nothing.
pub(super) type End<'d> = Result<(Item<'d>, Cursor), Failure>;

/// Why a reference leads nowhere.
#[derive(Debug, Clone)]
pub(super) enum Failure {
    /// It was said before.
    Said,
    Elsewhere,
    Malformed,
    Circular,
    Nothing {
        reference: String,
        suggestion: Option<String>,
    },
}

impl Failure {
    fn diagnostic(self, reference: &str) -> Diagnostic {
        match self {
            Self::Elsewhere => {
                Diagnostic::error("GW0301", format!("`{reference}` is neither a file of the document nor a schema"))
            }
            Self::Said | Self::Malformed => {
                let message = format!("`{reference}` is no reference");
                Diagnostic::error("GW0301", message).help("a reference looks like `#/components/schemas/Name`")
            }
            Self::Circular => {
                Diagnostic::error("GW0303", format!("`{reference}` leads from reference to reference and back again"))
            }
            Self::Nothing { reference, suggestion } => {
                let diagnostic = Diagnostic::error("GW0301", format!("there is nothing at `{reference}`"));
                match suggestion {
                    Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")),
                    None => diagnostic,
                }
            }
        }
    }
}

/// Walks down the tokens; a reference on the way is followed.
fn walk<'d>(
    document: &'d Document,
    reference: &str,
    tokens: &[&str],
    depth: usize,
) -> Result<(Item<'d>, Cursor), Failure> {
    let (mut item, mut at) = (Item::Document(&document.api), document.origins.root());
    let mut rest = tokens;
    while !rest.is_empty() {
        if let Some(next) = item.reference() {
            if next == MISSING {
                return Err(Failure::Said);
            }
            if depth > 64 {
                return Err(Failure::Circular);
            }
            let Reference::Here(further) = read(next) else { return Err(Failure::Elsewhere) };
            let further: Vec<&str> = further.iter().map(String::as_str).chain(rest.iter().copied()).collect();
            return walk(document, reference, &further, depth + 1);
        }
        let Some((found, found_at, taken)) = step(document, item, &at, rest) else {
            return Err(nothing(item, rest, reference));
        };
        (item, at) = (found, found_at);
        rest = rest.get(taken..).unwrap_or_default();
    }
    Ok((item, at))
}

fn nothing(item: Item<'_>, rest: &[&str], reference: &str) -> Failure {
    let suggestion = rest.get(1).and_then(|missing| {
        let name = nearest(missing, names(item, rest))?;
        let escaped = |token: &str| token.replace('~', "~0").replace('/', "~1");
        let (before, after) = reference.rsplit_once(&escaped(missing))?;
        Some(format!("{before}{}{after}", escaped(name)))
    });
    Failure::Nothing { reference: reference.to_owned(), suggestion }
}
