//! `rename_all`: how the names of a whole item are written on the wire.

use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToShoutyKebabCase, ToShoutySnakeCase, ToSnakeCase};
use syn::LitStr;
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;

/// A way to write an identifier.
#[derive(Clone, Copy)]
pub(crate) struct Case(fn(&str) -> String);

/// The names that serde has for them.
const CASES: [(&str, Case); 6] = [
    ("camelCase", Case(str::to_lower_camel_case)),
    ("PascalCase", Case(str::to_pascal_case)),
    ("snake_case", Case(str::to_snake_case)),
    ("SCREAMING_SNAKE_CASE", Case(str::to_shouty_snake_case)),
    ("kebab-case", Case(str::to_kebab_case)),
    ("SCREAMING-KEBAB-CASE", Case(str::to_shouty_kebab_case)),
];

impl Case {
    /// Reads the value of `rename_all = "…"`.
    pub(crate) fn read(meta: &ParseNestedMeta<'_>) -> syn::Result<Self> {
        let name: LitStr = meta.value()?.parse()?;
        let known = CASES.iter().find(|(known, _)| *known == name.value());
        known.map(|(_, case)| *case).ok_or_else(|| {
            let names: Vec<_> = CASES.iter().map(|(name, _)| *name).collect();
            syn::Error::new_spanned(&name, format_args!("no such case; known here: {}", names.join(", ")))
        })
    }
}

/// An identifier's name on the wire, where no other is stated: itself, or as `rename_all` writes it.
pub(crate) fn wire_name(ident: &syn::Ident, case: Option<Case>) -> String {
    let name = ident.unraw().to_string();
    case.map_or(name.clone(), |case| case.0(&name))
}
