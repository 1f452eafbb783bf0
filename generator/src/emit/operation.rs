//! `operations`: one module a group, the struct of each request with its answers.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::Module;
use super::answers::answers;
use super::attributes::{attribute, attributes, cfg_of, docs_of, float_number, number, rules, string, text};
use super::imports::{Imports, ident};
use crate::plan::{
    Body, Case, Condition, Constant, Crate, Default, Group, Literal as Value, Location, Media, Operation, Parameter,
    Payload, Returns, Style, TypeName,
};

/// The module that holds the groups.
pub(super) fn emit_root(plan: &Crate, item: &mut dyn FnMut(TokenStream)) -> Module {
    let groups = plan.groups.iter().map(|group| {
        let (feature, group) = (cfg_of(group.feature.as_deref()), ident(&group.ident));
        quote!(#feature pub use #group::*;)
    });
    let mut imports = Imports::new(&["operations"], plan.answers.iter().map(|answers| answers.ident.clone()));
    plan.answers.iter().for_each(|a| item(answers(a, &mut imports)));
    let uses = imports.declarations();
    let docs = vec!["The operations, one module a group.".to_owned()];
    Module::new(&["operations"], docs, quote!(#uses #(#groups)*))
}

pub(super) fn emit(group: &Group, item: &mut dyn FnMut(TokenStream)) -> Module {
    let own = group.operations.iter().flat_map(declared).chain(group.answers.iter().map(|a| a.ident.clone()));
    let mut imports = Imports::new(&["operations", &group.ident], own);
    group.operations.iter().for_each(|o| item(operation(o, &mut imports)));
    group.answers.iter().for_each(|a| item(answers(a, &mut imports)));
    Module::new(&["operations", &group.ident], group.docs.clone(), imports.declarations())
}

fn declared(operation: &Operation) -> Vec<String> {
    let mut names = vec![operation.ident.clone()];
    names.extend(operation.answers.iter().map(|answers| answers.ident.clone()));
    names.extend(operation.payloads.iter().map(|p| p.ident.clone()));
    names
}

fn operation(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let docs = docs_of(&operation.docs, operation.deprecated);
    let (id, path) = (Some(&*operation.id).filter(|id| *id != operation.ident), string(&operation.path));
    let method = method(&operation.method);
    let mut keys: Vec<Vec<TokenStream>> = text("id", id).map(|key| vec![key]).into_iter().collect();
    keys.extend(text("rename_all", operation.rename_all.map(Case::name)).map(|key| vec![key]));
    keys.push(vec![quote!(method = #method), quote!(path = #path)]);
    keys.extend(text("server", operation.server.as_deref()).map(|key| vec![key]));
    keys.extend(conditions(&operation.conditions).into_iter().map(|key| vec![key]));
    keys.push(access(operation, imports));
    let mut returns = returns(&operation.returns, imports);
    returns.extend(operation.failures.as_ref().map(|failures| {
        let name = imports.local(failures);
        quote!(errors = #name)
    }));
    keys.push(returns);
    let attributes = attributes("operation", keys);
    let name = ident(&operation.ident);
    let parameters: Vec<TokenStream> = operation.parameters.iter().map(|p| parameter(p, imports)).collect();
    let body = operation.body.as_ref().map(|b| body(b, imports));
    let declared: Vec<TokenStream> = operation.answers.iter().map(|a| answers(a, imports)).collect();
    let payloads: Vec<TokenStream> = operation.payloads.iter().map(|p| payload(p, imports)).collect();
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, gatewright::Operation)]
        #attributes
        pub struct #name { #(#parameters,)* #body }
        #(#payloads)*
        #(#declared)*
    }
}

/// Who may call it. The derive knows the permissions by their name where the operation isn't public.
fn access(operation: &Operation, imports: &mut Imports) -> Vec<TokenStream> {
    let permissions = TypeName { module: vec!["permissions".to_owned()], ident: "Permission".to_owned() };
    let permissions = imports.local(&permissions);
    let access = string(&operation.access);
    match operation.public {
        true => vec![quote!(permissions = #permissions), quote!(access = public)],
        false if permissions.to_string() == "Permission" => vec![quote!(access = #access)],
        false => vec![quote!(permissions = #permissions), quote!(access = #access)],
    }
}

/// The enum of a body that is one of several.
fn payload(payload: &Payload, imports: &mut Imports) -> TokenStream {
    let name = ident(&payload.ident);
    let variants = payload.variants.iter().map(|variant| {
        let (media_types, ident, ty) = (&variant.media_types, ident(&variant.ident), imports.ty(&variant.ty));
        quote!(#[media_type(#(#media_types),*)] #ident(#ty))
    });
    let variants: Vec<TokenStream> = variants.collect();
    quote! {
        #[derive(Debug, Clone, PartialEq, gatewright::Payload)]
        pub enum #name { #(#variants),* }
    }
}

/// `produces(…)`, or that the body's type says it; nothing where it is JSON or where there is no body.
pub(super) fn produces(media: &Media) -> Option<TokenStream> {
    match media {
        Media::Chosen => Some(quote!(by_media_type)),
        Media::Types(types) if types.is_empty() || types.as_slice() == ["application/json"] => None,
        Media::Types(types) => Some(quote!(produces(#(#types),*))),
    }
}

/// `query("name" = "value")`, `header("name" = "value")`.
fn conditions(conditions: &[Condition]) -> Vec<TokenStream> {
    let pairs = |wanted: Location| -> Vec<TokenStream> {
        let wanted = conditions.iter().filter(|condition| condition.location == wanted);
        let pair = |condition: &Condition| {
            let name = string(&condition.name);
            match &condition.value {
                Constant::Value(value) => {
                    let value = string(value);
                    quote!(#name = #value)
                }
                Constant::Flag | Constant::Any => name,
            }
        };
        wanted.map(pair).collect()
    };
    let keys = [("query", pairs(Location::Query)), ("header", pairs(Location::Header))];
    let keys = keys.into_iter().filter(|(_, pairs)| !pairs.is_empty()).map(|(key, pairs)| {
        let key = ident(key);
        quote!(#key(#(#pairs),*))
    });
    keys.collect()
}

fn returns(returns: &Returns, imports: &mut Imports) -> Vec<TokenStream> {
    match returns {
        Returns::Answers(name) => {
            let name = imports.local(name);
            vec![quote!(returns = #name)]
        }
        Returns::Payload { ty, status, produces } => {
            let (ty, status) = (imports.ty(ty), Literal::u16_unsuffixed(*status));
            let mut keys = vec![quote!(returns = #ty), quote!(status = #status)];
            keys.extend(self::produces(produces));
            keys
        }
    }
}

fn parameter(parameter: &Parameter, imports: &mut Imports) -> TokenStream {
    let mut keys: Vec<TokenStream> = Vec::new();
    keys.extend(parameter.location.map(|location| match location {
        Location::Path => quote!(path),
        Location::Query => quote!(query),
        Location::Header => quote!(header),
        Location::Cookie => quote!(cookie),
    }));
    keys.extend(text("rename", parameter.rename.as_deref()));
    if let Some(default) = &parameter.default {
        let default = default_value(default, imports);
        keys.push(quote!(default = #default));
    }
    keys.extend(parameter.style.map(|style| {
        let style = style_name(style);
        quote!(style = #style)
    }));
    keys.extend(parameter.explode.map(|explode| quote!(explode = #explode)));
    keys.extend(parameter.allow_reserved.then(|| quote!(allow_reserved)));
    keys.extend(parameter.json.then(|| quote!(json)));
    keys.extend(parameter.secret.then(|| quote!(secret)));
    keys.extend(rules(&parameter.rules));
    let attribute = attribute("parameter", &keys);
    let docs = docs_of(&parameter.docs, parameter.deprecated);
    let (name, ty) = (ident(&parameter.ident), imports.ty(&parameter.ty));
    quote!(#docs #attribute pub #name: #ty)
}

fn default_value(default: &Default, imports: &mut Imports) -> TokenStream {
    match default {
        Default::Literal(Value::Boolean(flag)) => quote!(#flag),
        Default::Literal(Value::Number(text)) => number(text),
        Default::Literal(Value::Text(text)) => string(text),
        Default::Float(text) => float_number(text),
        Default::Variant(ty, variant) => {
            let (ty, variant) = (imports.ty(ty), ident(variant));
            quote!(#ty::#variant)
        }
    }
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Simple => "simple",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
    }
}

fn body(body: &Body, imports: &mut Imports) -> TokenStream {
    let docs = docs_of(&body.docs, false);
    let media = match &body.media {
        Media::Types(media_types) => quote!(#(#media_types),*),
        Media::Chosen => quote!(by_media_type),
    };
    let (name, ty) = (ident(&body.ident), imports.ty(&body.ty));
    quote!(#docs #[body(#media)] pub #name: #ty,)
}

/// A method that has a name in Rust, or its text.
fn method(method: &str) -> TokenStream {
    match method {
        "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE" | "QUERY" => {
            ident(method).into_token_stream()
        }
        other => quote!(#other),
    }
}
