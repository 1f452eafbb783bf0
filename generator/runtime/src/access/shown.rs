//! Access rules as text, for events and for people.

use std::fmt;

use super::{AccessRule, Alternative, Permissions, Requirement};

/// `key[view] & token | session`: any of the alternatives, all of each. `public` where the rule asks nothing of
/// anyone, `nobody` where it has no alternative, and `anyone` for an alternative that asks for nothing.
impl<P: Permissions> fmt::Display for AccessRule<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.alternatives() {
            [] => f.write_str("nobody"),
            _ if self.is_public() => f.write_str("public"),
            alternatives => joined(f, alternatives, " | "),
        }
    }
}

impl<P: Permissions> fmt::Display for Alternative<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.requirements() {
            [] => f.write_str("anyone"),
            requirements => joined(f, requirements, " & "),
        }
    }
}

impl<P: Permissions> fmt::Display for Requirement<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.scheme().map_or("?", |scheme| scheme.name))?;
        if self.permissions().is_empty() {
            return Ok(());
        }
        write!(f, "[{}]", self.permissions())
    }
}

fn joined<T: fmt::Display>(f: &mut fmt::Formatter<'_>, all: &[T], between: &str) -> fmt::Result {
    for (at, one) in all.iter().enumerate() {
        f.write_str(if at == 0 { "" } else { between })?;
        one.fmt(f)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::PermissionSet;
    use super::super::samples::Few;
    use super::*;

    #[test]
    fn rules_read_as_they_are_meant() {
        const RULE: AccessRule<Few> = AccessRule::new(&[
            Alternative::new(&[
                Requirement::new(0, PermissionSet::from_words([0b011])),
                Requirement::new(1, PermissionSet::EMPTY),
            ]),
            Alternative::new(&[]),
        ]);
        assert_eq!(RULE.to_string(), "key[view, edit] & token | anyone");
        assert_eq!(AccessRule::<Few>::PUBLIC.to_string(), "public");
        assert_eq!(AccessRule::<Few>::new(&[]).to_string(), "nobody");
    }
}
