//! `rename_all`: one rule in place of a name for each field or variant.

use heck::{ToKebabCase, ToLowerCamelCase, ToShoutyKebabCase, ToShoutySnakeCase};

use crate::ir::case::{snake, upper_camel};

/// A way to write identifiers, as the derives know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `camelCase`.
    Camel,
    /// `PascalCase`.
    Pascal,
    /// `snake_case`.
    Snake,
    /// `SCREAMING_SNAKE_CASE`.
    ShoutySnake,
    /// `kebab-case`.
    Kebab,
    /// `SCREAMING-KEBAB-CASE`.
    ShoutyKebab,
}

impl Case {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Snake => "snake_case",
            Self::ShoutySnake => "SCREAMING_SNAKE_CASE",
            Self::Kebab => "kebab-case",
            Self::ShoutyKebab => "SCREAMING-KEBAB-CASE",
        }
    }

    fn write(self, ident: &str) -> String {
        match self {
            Self::Camel => ident.to_lower_camel_case(),
            Self::Pascal => upper_camel(ident),
            Self::Snake => snake(ident),
            Self::ShoutySnake => ident.to_shouty_snake_case(),
            Self::Kebab => ident.to_kebab_case(),
            Self::ShoutyKebab => ident.to_shouty_kebab_case(),
        }
    }

    /// The case that a name on the wire is in; one word is in several.
    fn of(name: &str) -> Option<Self> {
        let (lower, upper) = (name.contains(char::is_lowercase), name.contains(char::is_uppercase));
        match (lower, upper, name.contains('-'), name.contains('_')) {
            (true, false, true, false) => Some(Self::Kebab),
            (false, true, true, false) => Some(Self::ShoutyKebab),
            (true, false, false, _) => Some(Self::Snake),
            (false, true, false, _) => Some(Self::ShoutySnake),
            (true, true, false, false) if name.starts_with(char::is_uppercase) => Some(Self::Pascal),
            (true, true, false, false) => Some(Self::Camel),
            _ => None,
        }
    }
}

/// The rule that spares the most of identifiers their names on the wire, if any pays; those that it spares have none any
/// more. Each identifier comes with its name, where that isn't itself.
pub(super) fn rename_all<'n>(names: impl Iterator<Item = (&'n str, &'n mut Option<String>)>) -> Option<Case> {
    let names: Vec<(&str, &mut Option<String>)> = names.collect();
    let case = of(names.iter().map(|(ident, rename)| (*ident, rename.as_deref().unwrap_or(ident))))?;
    for (ident, rename) in names {
        let name = rename.take().unwrap_or_else(|| ident.to_owned());
        *rename = (case.write(ident) != name).then_some(name);
    }
    Some(case)
}

/// The rule that spares the most, if it spares more than the line that states it.
fn of<'n>(names: impl Iterator<Item = (&'n str, &'n str)>) -> Option<Case> {
    let names: Vec<(&str, &str)> = names.collect();
    let renamed: Vec<&str> = names.iter().filter(|(ident, name)| ident != name).map(|(_, name)| *name).collect();
    if renamed.len() < 2 {
        return None;
    }
    // Words that stand alone fit whatever the others are in.
    let telling = renamed.iter().filter(|name| name.contains(['-', '_']) || Case::of(name) == Some(Case::Camel));
    let case =
        most(telling.filter_map(|name| Case::of(name))).or_else(|| most(renamed.iter().filter_map(|n| Case::of(n))))?;
    let left = names.iter().filter(|(ident, name)| case.write(ident) != *name).count();
    (left + 1 < renamed.len()).then_some(case)
}

/// What comes most often; of several, the first.
fn most(cases: impl Iterator<Item = Case>) -> Option<Case> {
    let mut counts: Vec<(Case, usize)> = Vec::new();
    for case in cases {
        match counts.iter_mut().find(|(known, _)| *known == case) {
            Some((_, count)) => *count += 1,
            None => counts.push((case, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(case, _)| case)
}

#[cfg(test)]
mod tests {
    use super::{Case, of};

    #[test]
    fn a_rule_stands_for_most_names() {
        let of = |names: &[(&'static str, &'static str)]| of(names.iter().copied());
        assert_eq!(of(&[("Open", "open"), ("InProgress", "in_progress")]), Some(Case::Snake));
        assert_eq!(of(&[("Open", "open"), ("InProgress", "in-progress"), ("Done", "done")]), Some(Case::Kebab));
        assert_eq!(of(&[("Open", "OPEN"), ("Done", "DONE")]), Some(Case::ShoutySnake));
        assert_eq!(of(&[("id", "id"), ("first_name", "firstName"), ("last_name", "lastName")]), Some(Case::Camel));
        assert_eq!(of(&[("first_name", "FirstName"), ("id", "Id"), ("x", "$x")]), Some(Case::Pascal));
    }

    #[test]
    fn none_where_none_pays() {
        let of = |names: &[(&'static str, &'static str)]| of(names.iter().copied());
        assert_eq!(of(&[("Open", "open")]), None);
        assert_eq!(of(&[("etag", "@etag"), ("id", "@id")]), None);
        assert_eq!(of(&[("first_name", "firstName"), ("last_name", "lastName"), ("a_b", "a_b"), ("c_d", "c_d")]), None);
    }
}
