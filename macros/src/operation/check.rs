//! What the fields and the path template must agree on.

use syn::LitStr;

use super::field::{Field, Source};
use super::parameter::Location;
use crate::support::Errors;

/// Reports every disagreement.
pub(super) fn check(fields: &[Field], path: Option<&(LitStr, Vec<String>)>, errors: &mut Errors) {
    let mut seen: Vec<(Location, &str)> = Vec::new();
    let mut bodies = 0;
    for field in fields {
        let Source::Parameter(parameter, _) = &field.source else {
            bodies += 1;
            if bodies > 1 {
                errors.at(&field.ident, "an operation has one body");
            }
            continue;
        };
        if seen.contains(&(parameter.location, &parameter.name)) {
            errors.at(&field.ident, format_args!("there is another parameter `{}` in this place", parameter.name));
        }
        seen.push((parameter.location, &parameter.name));
        if let (Some(default), Some(_)) = (&parameter.default, field.optional()) {
            errors.at(default, "a parameter with a default is never absent: give the field its type without `Option`");
        }
        if parameter.location != Location::Path {
            continue;
        }
        if field.optional().is_some() || parameter.default.is_some() {
            errors.at(&field.ident, "a path parameter is always there: it has no `Option` and no default");
        }
        if let Some((path, names)) = path
            && !names.contains(&parameter.name)
        {
            let help = format!("the path `{}` has no `{{{}}}`", path.value(), parameter.name);
            errors.at(&field.ident, help);
        }
    }
    if let Some((path, names)) = path {
        for name in names.iter().filter(|name| !seen.contains(&(Location::Path, name))) {
            errors.at(path, format_args!("no field is the path parameter `{name}`: add one of this name"));
        }
    }
}
