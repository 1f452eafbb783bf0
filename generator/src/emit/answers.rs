//! Enums of answers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::attributes::{attribute, docs, string};
use super::imports::{Imports, ident};
use super::operation::produces;
use crate::plan::{Answer, Answers, Fields, Status};

pub(super) fn answers(answers: &Answers, imports: &mut Imports) -> TokenStream {
    let (docs, name) = (docs(&answers.docs), ident(&answers.ident));
    let variants: Vec<TokenStream> = answers.variants.iter().map(|a| answer(a, imports)).collect();
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, gatewright::Responses)]
        pub enum #name { #(#variants),* }
    }
}

fn answer(answer: &Answer, imports: &mut Imports) -> TokenStream {
    let lines = docs(&answer.docs);
    let mut keys = vec![match answer.status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(status = #code)
        }
        Status::Range(digit) => {
            let range = format!("{digit}XX");
            quote!(status = #range)
        }
        Status::Default => quote!(default),
    }];
    keys.extend(produces(&answer.produces));
    if let Some(template) = &answer.rejection {
        let template = string(template);
        keys.push(quote!(rejection = #template));
    }
    let attribute = attribute("response", &keys);
    let name = ident(&answer.ident);
    let held = held(answer, imports);
    quote!(#lines #attribute #name #held)
}

fn held(answer: &Answer, imports: &mut Imports) -> TokenStream {
    let open = !matches!(answer.status, Status::Code(_));
    match &answer.fields {
        Fields::Tuple(body) => {
            let mut types = Vec::new();
            if open {
                types.push(imports.runtime(&["answer"], "StatusCode"));
            }
            types.extend(body.as_ref().map(|b| imports.ty(b)));
            if types.is_empty() { TokenStream::new() } else { quote!((#(#types),*)) }
        }
        Fields::Named { headers, body } => {
            let status = open.then(|| {
                let ty = imports.runtime(&["answer"], "StatusCode");
                quote!(#[status] status: #ty,)
            });
            let headers: Vec<TokenStream> = headers
                .iter()
                .map(|header| {
                    let (docs, name, wire) = (docs(&header.docs), ident(&header.ident), string(&header.name));
                    let ty = imports.ty(&header.ty);
                    quote!(#docs #[header(#wire)] #name: #ty,)
                })
                .collect();
            let body = body.as_ref().map(|ty| {
                let ty = imports.ty(ty);
                quote!(#[body] body: #ty,)
            });
            quote!({ #status #(#headers)* #body })
        }
    }
}
