//! `types`: declarations with derives.

use proc_macro2::TokenStream;
use quote::quote;

use super::Module;
use super::attributes::{attribute, cfg_of, docs, docs_of, rules, text, xml_field, xml_root};
use super::imports::{Imports, ident};
use crate::plan::{
    Case, Container, Crate, EnumValue, Field, Item, ItemKind, Member, Presence, Rules, Type, UnionRule, ValueVariant,
};

pub(super) fn emit(plan: &Crate, item: &mut dyn FnMut(TokenStream)) -> Module {
    let mut imports = Imports::new(&["types"], plan.types.iter().map(|item| item.ident.clone()));
    plan.types.iter().for_each(|declared| item(declaration(declared, &mut imports)));
    let docs = vec!["The types that operations send and receive.".to_owned()];
    Module::new(&["types"], docs, imports.declarations())
}

fn declaration(item: &Item, imports: &mut Imports) -> TokenStream {
    let docs = docs_of(&item.docs, item.deprecated);
    let declared = match &item.kind {
        ItemKind::Alias(ty) => alias(item, ty, imports),
        ItemKind::Newtype(ty, rules) => newtype(item, ty, rules, imports),
        ItemKind::Record { .. } => record(item, imports),
        ItemKind::Tuple { .. } => tuple(item, imports),
        ItemKind::Enumeration { values, rename_all, other, .. } => {
            enumeration(item, values, *rename_all, other.as_ref(), imports)
        }
        ItemKind::Union { rule, tag, members, .. } => union(item, *rule, tag.as_deref(), members, imports),
    };
    let features = match item.features.as_slice() {
        [] => None,
        [only] => cfg_of(Some(only)),
        several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
    };
    quote!(#docs #features #declared)
}

fn container(container: &Container, more: Vec<TokenStream>) -> TokenStream {
    let mut keys: Vec<TokenStream> = text("name", container.name.as_deref()).into_iter().collect();
    keys.extend(more);
    keys.extend(container.xml.as_ref().map(xml_root));
    attribute("schema", &keys)
}

fn alias(item: &Item, ty: &Type, imports: &mut Imports) -> TokenStream {
    let (name, ty) = (ident(&item.ident), imports.ty(ty));
    quote!(pub type #name = #ty;)
}

fn newtype(item: &Item, ty: &Type, constraints: &Rules, imports: &mut Imports) -> TokenStream {
    let (name, ty) = (ident(&item.ident), imports.ty(ty));
    let attribute = container(&item.container, rules(constraints));
    quote! {
        #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
        #attribute
        pub struct #name(pub #ty);
    }
}

fn record(item: &Item, imports: &mut Imports) -> TokenStream {
    let ItemKind::Record { fields, rename_all, default, closed, rules: constraints, multipart } = &item.kind else {
        return TokenStream::new();
    };
    let name = ident(&item.ident);
    let default = default.then(|| quote!(Default,));
    if *multipart {
        let fields = fields.iter().map(|f| part(f, imports));
        return quote! {
            #[derive(Debug, Clone, #default PartialEq, gatewright::Multipart)]
            pub struct #name { #(#fields),* }
        };
    }
    let mut keys: Vec<TokenStream> = text("rename_all", rename_all.map(Case::name)).into_iter().collect();
    keys.extend(closed.then(|| quote!(closed)));
    keys.extend(rules(constraints));
    let attribute = container(&item.container, keys);
    let fields = fields.iter().map(|f| field(f, imports));
    quote! {
        #[derive(Debug, Clone, #default PartialEq, gatewright::Schema)]
        #attribute
        pub struct #name { #(#fields),* }
    }
}

fn tuple(item: &Item, imports: &mut Imports) -> TokenStream {
    let ItemKind::Tuple { items, rest, closed, rules: constraints } = &item.kind else { return TokenStream::new() };
    let name = ident(&item.ident);
    let mut keys = vec![quote!(tuple)];
    keys.extend(closed.then(|| quote!(closed)));
    keys.extend(rules(constraints));
    let container = container(&item.container, keys);
    let mut fields: Vec<TokenStream> = Vec::new();
    for place in items {
        let mut keys: Vec<TokenStream> = place.required.then(|| quote!(required)).into_iter().collect();
        keys.extend(rules(&place.rules));
        let (attribute, ty) = (attribute("schema", &keys), imports.ty(&place.ty));
        fields.push(quote!(#attribute pub #ty));
    }
    if let Some((ty, constraints)) = rest {
        let (ty, constraints) = (imports.ty(ty), rules(constraints));
        let items = (!constraints.is_empty()).then(|| quote!(, items(#(#constraints),*)));
        fields.push(quote!(#[schema(rest #items)] pub Vec<#ty>));
    }
    quote! {
        #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
        #container
        pub struct #name(#(#fields),*);
    }
}

fn field(field: &Field, imports: &mut Imports) -> TokenStream {
    let mut keys: Vec<TokenStream> = text("rename", field.rename.as_deref()).into_iter().collect();
    keys.extend((field.presence == Presence::RequiredNullable).then(|| quote!(required)));
    keys.extend((field.presence == Presence::Rest).then(|| quote!(rest)));
    keys.extend(rules(&field.rules));
    keys.extend(field.secret.then(|| quote!(secret)));
    keys.extend(field.xml.as_ref().map(xml_field));
    member(field, &attribute("schema", &keys), imports)
}

fn part(field: &Field, imports: &mut Imports) -> TokenStream {
    let mut keys: Vec<TokenStream> = text("rename", field.rename.as_deref()).into_iter().collect();
    keys.extend(text("content_type", field.part.content_type.as_deref()));
    keys.extend(rules(&field.rules));
    let attribute = if keys.is_empty() { quote!(#[part]) } else { attribute("part", &keys) };
    member(field, &attribute, imports)
}

fn member(field: &Field, attribute: &TokenStream, imports: &mut Imports) -> TokenStream {
    let docs = docs_of(&field.docs, field.deprecated);
    let (name, ty) = (ident(&field.ident), imports.ty(&field.ty));
    quote!(#docs #attribute pub #name: #ty)
}

fn enumeration(
    item: &Item,
    values: &[ValueVariant],
    case: Option<Case>,
    other: Option<&(String, Type)>,
    imports: &mut Imports,
) -> TokenStream {
    let name = ident(&item.ident);
    let variants = values.iter().map(|variant| {
        let (docs, ident) = (docs(&variant.docs), ident(&variant.ident));
        let key = match &variant.value {
            EnumValue::Text(_) => text("rename", variant.rename.as_deref()),
            EnumValue::Integer(value) => {
                let value = super::attributes::number(&value.to_string());
                Some(quote!(value = #value))
            }
        };
        let attribute = attribute("schema", &key.into_iter().collect::<Vec<_>>());
        quote!(#docs #attribute #ident)
    });
    let variants: Vec<TokenStream> = variants.collect();
    let other_variant = other.map(|(ident, ty)| {
        let (ident, ty) = (self::ident(ident), imports.ty(ty));
        quote!(#ident(#ty),)
    });
    let copy = other.is_none().then(|| quote!(Copy,));
    let mut keys: Vec<TokenStream> = text("rename_all", case.map(Case::name)).into_iter().collect();
    if let ItemKind::Enumeration { rules: own, .. } = &item.kind {
        keys.extend(rules(own));
    }
    let attribute = container(&item.container, keys);
    quote! {
        #[derive(Debug, Clone, #copy PartialEq, Eq, Hash, gatewright::Schema)]
        #attribute
        pub enum #name { #(#variants,)* #other_variant }
    }
}

fn union(item: &Item, rule: UnionRule, tag: Option<&str>, members: &[Member], imports: &mut Imports) -> TokenStream {
    let name = ident(&item.ident);
    let mut keys = vec![match rule {
        UnionRule::One => quote!(one_of),
        UnionRule::Any => quote!(any_of),
    }];
    keys.extend(text("tag", tag));
    if let ItemKind::Union { rules: own, .. } = &item.kind {
        keys.extend(rules(own));
    }
    let attribute_of_all = container(&item.container, keys);
    let members = members.iter().map(|member| {
        let (docs, ident, ty) = (docs(&member.docs), ident(&member.ident), imports.ty(&member.ty));
        let values = member.values.iter().filter(|_| tag.is_some()).map(|value| quote!(value = #value));
        let other = (tag.is_some() && member.values.is_empty()).then(|| quote!(other));
        let keys = values.chain(other).chain(rules(&member.rules)).collect::<Vec<_>>();
        let attribute = attribute("schema", &keys);
        quote!(#docs #attribute #ident(#ty))
    });
    let members: Vec<TokenStream> = members.collect();
    quote! {
        #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
        #attribute_of_all
        pub enum #name { #(#members),* }
    }
}
