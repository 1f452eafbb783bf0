//! The `use` declarations of a module, collected while it is written.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::plan::{Type, TypeName};

/// Names that are in scope everywhere and must keep their meaning.
const IN_SCOPE: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Future",
    "Into",
    "IntoFuture",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Names that the derives know as bytes where nothing stands before them.
const BYTES: &[&str] = &["Bytes", "File"];

/// What one module brings into scope.
pub(super) struct Imports {
    module: Vec<String>,
    own: BTreeSet<String>,
    /// The path of each name that is brought into scope.
    used: BTreeMap<String, Vec<String>>,
    /// Whether types of the crate's own are named by their paths.
    qualified: bool,
}

impl Imports {
    /// Of a module that declares some names itself.
    pub(super) fn new(module: &[&str], own: impl IntoIterator<Item = String>) -> Self {
        let own = own.into_iter().chain(IN_SCOPE.iter().map(|n| (*n).to_owned())).collect();
        Self { module: module.iter().map(|m| (*m).to_owned()).collect(), own, used: BTreeMap::new(), qualified: false }
    }

    /// Names types of the crate's own by their paths, where they may be left out and `use` would have to be, too.
    pub(super) fn qualify(&mut self, qualified: bool) {
        self.qualified = qualified;
    }

    /// A type, its names brought into scope.
    pub(super) fn ty(&mut self, ty: &Type) -> TokenStream {
        match ty {
            Type::Unit => quote!(()),
            Type::Prelude(name) => {
                let name = ident(name);
                quote!(#name)
            }
            Type::Runtime(module, name) => self.runtime(&[module], name),
            Type::Configured(path) => path.parse().unwrap_or_default(),
            Type::Local(name) => self.local(name),
            Type::Option(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            Type::Vec(inner) => {
                let inner = self.ty(inner);
                quote!(Vec<#inner>)
            }
            Type::Box(inner) => {
                let inner = self.ty(inner);
                quote!(Box<#inner>)
            }
            Type::Map(value) => {
                let (map, value) = (self.runtime(&["types"], "IndexMap"), self.ty(value));
                quote!(#map<String, #value>)
            }
        }
    }

    /// An item of the runtime.
    pub(super) fn runtime(&mut self, modules: &[&str], name: &str) -> TokenStream {
        let path = ["gatewright"].iter().chain(modules).map(|s| (*s).to_owned()).collect();
        self.name(path, name)
    }

    /// A type of the crate's own.
    pub(super) fn local(&mut self, name: &TypeName) -> TokenStream {
        let is_bytes = BYTES.contains(&name.ident.as_str());
        if name.module == self.module {
            let module = is_bytes.then(|| quote!(self::));
            let name = ident(&name.ident);
            return quote!(#module #name);
        }
        let shared = self.module.iter().zip(&name.module).take_while(|(own, other)| own == other).count();
        let up = self.module.iter().skip(shared).map(|_| "super".to_owned());
        let path: Vec<String> = up.chain(name.module.iter().skip(shared).cloned()).collect();
        if is_bytes || self.qualified { qualified(&path, &name.ident) } else { self.name(path, &name.ident) }
    }

    /// The name by itself where it is free, or else with its path.
    fn name(&mut self, path: Vec<String>, name: &str) -> TokenStream {
        let free = !self.own.contains(name) && self.used.get(name).is_none_or(|known| *known == path);
        if free {
            self.used.insert(name.to_owned(), path);
            let name = ident(name);
            return quote!(#name);
        }
        qualified(&path, name)
    }

    /// The declarations.
    pub(super) fn declarations(&self) -> TokenStream {
        let mut by_path: BTreeMap<(bool, &[String]), Vec<Ident>> = BTreeMap::new();
        for (name, path) in &self.used {
            let own = path.first().is_some_and(|p| p == "super");
            by_path.entry((own, path)).or_default().push(ident(name));
        }
        let declarations = by_path.iter().map(|((_, path), names)| {
            let path = path.iter().map(|segment| ident(segment));
            match names.as_slice() {
                [name] => quote!(use #(#path::)* #name;),
                names => quote!(use #(#path::)* {#(#names),*};),
            }
        });
        quote!(#(#declarations)*)
    }
}

fn qualified(path: &[String], name: &str) -> TokenStream {
    let (path, name) = (path.iter().map(|segment| ident(segment)), ident(name));
    quote!(#(#path::)* #name)
}

/// An identifier that stage 8 made, raw if it is a keyword.
pub(super) fn ident(name: &str) -> Ident {
    let ident = if KEYWORDS.binary_search(&name).is_ok() { Ident::new_raw } else { Ident::new };
    ident(name, Span::call_site())
}

/// The keywords of every edition that can be written raw, in the order of the alphabet.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, ident};

    #[test]
    fn keywords_are_raw_and_nothing_else_is() {
        assert!(KEYWORDS.is_sorted());
        let is_keyword = |word: &&str| *word == "gen" || syn::parse_str::<syn::Ident>(word).is_err();
        assert!(KEYWORDS.iter().all(is_keyword));
        assert_eq!(
            ["type", "gen", "union", "self"].map(|name| ident(name).to_string()),
            ["r#type", "r#gen", "union", "self"]
        );
    }
}
