//! A parameter as static data.

use crate::schema::Rules;

/// What the document says of a parameter, a header of an answer included.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// Where it stands.
    pub location: Location,
    /// How its value is written.
    pub style: Style,
    /// Whether each item of a list or property of an object stands alone.
    pub explode: bool,
    /// Whether reserved characters stand as they are (`allowReserved`, query only).
    pub allow_reserved: bool,
    /// Whether its value must never be shown.
    pub secret: bool,
    /// The constraints of its schema.
    pub rules: &'static Rules,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// How a parameter's value is written (OpenAPI 3.1, 4.8.12.3, "Style Values").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `a,b` in paths and headers.
    Simple,
    /// `.a.b` in paths.
    Label,
    /// `;name=a,b` in paths.
    Matrix,
    /// `name=a,b` in queries and cookies.
    Form,
    /// `name=a%20b` in queries.
    SpaceDelimited,
    /// `name=a|b` in queries.
    PipeDelimited,
    /// `name[key]=a` in queries.
    DeepObject,
    /// JSON text, percent-encoded where the location asks for it (`content: application/json`).
    Json,
}

impl Location {
    /// The first part of a pointer to the parameter.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

impl Parameter {
    /// A path parameter in its default style.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self {
            name,
            location: Location::Path,
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
            secret: false,
            rules: Rules::NONE,
        }
    }

    /// A query parameter in its default style.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self { location: Location::Query, style: Style::Form, explode: true, ..Self::path(name) }
    }

    /// A header in its default style.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self { location: Location::Header, ..Self::path(name) }
    }

    /// A cookie in its default style.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self { location: Location::Cookie, ..Self::query(name) }
    }

    /// In a style, each item or property alone or not.
    #[must_use]
    pub const fn written(self, style: Style, explode: bool) -> Self {
        Self { style, explode, ..self }
    }

    /// With reserved characters as they are.
    #[must_use]
    pub const fn allow_reserved(self) -> Self {
        Self { allow_reserved: true, ..self }
    }

    /// With a value that must never be shown.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// With constraints.
    #[must_use]
    pub const fn rules(self, rules: &'static Rules) -> Self {
        Self { rules, ..self }
    }

    /// A JSON Pointer to the parameter: `/query/page`.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = format!("/{}/", self.location.as_str());
        push_token(&mut pointer, self.name);
        pointer
    }
}

/// Adds a token to a JSON Pointer, escaped (RFC 6901, section 3).
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    for c in token.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(c),
        }
    }
}
