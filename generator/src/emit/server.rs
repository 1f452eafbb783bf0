//! `server`: a trait with one method an operation, and the routes and the router that call it.

use proc_macro2::TokenStream;
use quote::quote;

use super::Module;
use super::attributes::{cfg_of, docs};
use super::imports::{Imports, ident};
use crate::plan::{ClientMethod, Guard, Server, ServerMethod, TypeName};

/// How many calls stand in one chain: each nests one deeper, and so does whatever walks its syntax.
const CHAIN: usize = 64;

pub(super) fn emit(server: &Server) -> Module {
    let mut imports = Imports::new(&["server"], ["Api"].map(str::to_owned));
    imports.qualify(server.methods.iter().any(|server| server.method.feature.is_some()));
    let methods: Vec<TokenStream> = server.methods.iter().map(|m| method(m, &mut imports)).collect();
    let principal = server.guarded.then(|| {
        quote! {
            /// Who a request proves to come from.
            type Principal: Send + Sync + 'static;
        }
    });
    let router = routes(server, &mut imports);
    let uses = imports.declarations();
    let items = quote! {
        #uses

        /// What the service does: one method an operation.
        pub trait Api: Send + Sync + 'static {
            #principal
            #(#methods)*
        }

        #router
    };
    Module::new(&["server"], vec!["The server.".to_owned()], items)
}

fn method(server: &ServerMethod, imports: &mut Imports) -> TokenStream {
    let method = &server.method;
    let docs = docs(method.summary());
    let (name, request, success) = (ident(&method.ident), imports.ty(&method.request), imports.ty(&method.success));
    let granted = imports.runtime(&["access"], "Granted");
    let principal = match server.guard {
        Guard::Guarded => quote!(Self::Principal),
        Guard::Optional => quote!(Option<Self::Principal>),
        Guard::Public => quote!(()),
    };
    let (result, failure) = (imports.runtime(&["answer"], "Failure"), failure(method, imports));
    let feature = cfg_of(method.feature.as_deref());
    quote! {
        #docs
        #feature
        fn #name(&self, call: #granted<#request, #principal>) -> impl Future<Output = Result<#success, #result<#failure>>> + Send;
    }
}

/// The type of an operation's failures.
fn failure(method: &ClientMethod, imports: &mut Imports) -> TokenStream {
    match &method.failure {
        Some(failure) => imports.ty(failure),
        None => imports.runtime(&["answer"], "NoFailure"),
    }
}

fn routes(server: &Server, imports: &mut Imports) -> TokenStream {
    let routes = imports.runtime(&["server"], "Routes");
    let axum = imports.runtime(&["server"], "axum");
    let permission =
        imports.local(&TypeName { module: vec!["permissions".to_owned()], ident: "Permission".to_owned() });
    let chains: Vec<(Option<TokenStream>, TokenStream)> =
        chains(server).map(|methods| chain(methods, imports)).collect();
    if server.guarded {
        let authenticator = imports.runtime(&["access"], "Authenticator");
        let routed = routed(&quote!(#routes::new(api, authenticator)), &chains);
        quote! {
            /// The operations of the API behind their guard: the place to add rules of the service's own, observers
            /// and limits, on the way to a router.
            pub fn routes<A: Api, Auth: #authenticator<#permission, Principal = A::Principal>>(
                api: A,
                authenticator: Auth,
            ) -> #routes<A, #permission, Auth> {
                #routed
            }

            /// The router of the API. No method of `api` runs unless the guard let the request through.
            pub fn router<A: Api>(
                api: A,
                authenticator: impl #authenticator<#permission, Principal = A::Principal>,
            ) -> #axum::Router {
                routes(api, authenticator).into_router()
            }
        }
    } else {
        let open = imports.runtime(&["server"], "Open");
        let routed = routed(&quote!(#routes::open(api)), &chains);
        quote! {
            /// The operations of the API: the place to add rules of the service's own, observers and limits, on the
            /// way to a router.
            pub fn routes<A: Api>(api: A) -> #routes<A, #permission, #open> {
                #routed
            }

            /// The router of the API, which anybody may call.
            pub fn router<A: Api>(api: A) -> #axum::Router {
                routes(api).into_router()
            }
        }
    }
}

/// The operations added to the start, with a statement for each chain where there are several.
fn routed(start: &TokenStream, chains: &[(Option<TokenStream>, TokenStream)]) -> TokenStream {
    match chains {
        [] => start.clone(),
        [(None, only)] => quote!(#start #only),
        [first @ .., (last_feature, last)] => {
            let chains = first.iter().map(|(feature, calls)| quote!(#feature let routes = routes #calls;));
            let last = match last_feature {
                None => quote!(routes #last),
                feature => quote!(#feature let routes = routes #last; routes),
            };
            quote! {
                let routes = #start;
                #(#chains)*
                #last
            }
        }
    }
}

/// The methods that stand in one chain: so many of one feature.
fn chains(server: &Server) -> impl Iterator<Item = &[ServerMethod]> {
    let same = |one: &ServerMethod, other: &ServerMethod| one.method.feature == other.method.feature;
    server.methods.chunk_by(same).flat_map(|methods| methods.chunks(CHAIN))
}

/// A chain of calls, and the feature that it belongs to.
fn chain(methods: &[ServerMethod], imports: &mut Imports) -> (Option<TokenStream>, TokenStream) {
    let feature = methods.first().and_then(|first| first.method.feature.as_deref());
    let calls = methods.iter().map(|method| call(method, imports));
    (cfg_of(feature), quote!(#(#calls)*))
}

fn call(server: &ServerMethod, imports: &mut Imports) -> TokenStream {
    let (name, request) = (ident(&server.method.ident), imports.ty(&server.method.request));
    let guard = ident(match server.guard {
        Guard::Guarded => "guarded",
        Guard::Optional => "optional",
        Guard::Public => "public",
    });
    // By its path, for a method of the same name on `Arc` would win.
    let called = match server.method.ident.as_str() {
        "clone" | "as_ref" | "borrow" | "eq" | "cmp" | "hash" | "fmt" | "drop" | "type_id" | "deref" | "to_owned"
        | "into" | "try_into" => {
            quote!(A::#name(&api, call))
        }
        _ => quote!(api.#name(call)),
    };
    let granted = imports.runtime(&["access"], "Granted");
    quote!(.#guard(|api, call: #granted<#request, _>| async move { #called.await }))
}
