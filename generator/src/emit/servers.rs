//! What a client offers of the document's servers, where there is a choice.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::attributes::string;
use super::imports::Imports;
use crate::plan::{Address, Client};

/// `Client::SERVERS`.
pub(super) fn constant(client: &Client, imports: &mut Imports) -> Option<TokenStream> {
    if client.servers.is_empty() {
        return None;
    }
    let ty = imports.runtime(&["client"], "Server");
    let count = Literal::usize_unsuffixed(client.servers.len());
    let servers: Vec<TokenStream> = client.servers.iter().map(|one| server(one, &ty, imports)).collect();
    Some(quote! {
        /// The servers that the document names.
        pub const SERVERS: [#ty; #count] = [#(#servers),*];
    })
}

fn server(server: &Address, ty: &TokenStream, imports: &mut Imports) -> TokenStream {
    let (url, description) =
        (string(&server.template), string(server.description.as_deref().unwrap_or_default().trim()));
    let variables = server.variables.iter().map(|variable| {
        let ty = imports.runtime(&["client"], "ServerVariable");
        let (name, default) = (string(&variable.name), string(&variable.default));
        let values = variable.values.iter().map(|value| string(value));
        quote!(#ty { name: #name, default: #default, values: &[#(#values),*] })
    });
    let variables: Vec<TokenStream> = variables.collect();
    quote!(#ty { url: #url, description: #description, variables: &[#(#variables),*] })
}

/// What a builder needs to know of the first server, if there is more to know than its URL.
pub(super) fn start(client: &Client) -> Option<TokenStream> {
    let first = client.servers.first()?;
    (!first.variables.is_empty()).then(|| quote!(.server(Self::SERVERS[0])))
}

/// The builder's methods.
pub(super) fn methods(client: &Client, imports: &mut Imports) -> TokenStream {
    let choose = (client.servers.len() > 1).then(|| {
        let ty = imports.runtime(&["client"], "Server");
        quote! {
            /// Calls the API at another of [`Client::SERVERS`].
            #[must_use]
            pub fn server(mut self, server: #ty) -> Self {
                self.inner = self.inner.server(server);
                self
            }
        }
    });
    let has_variables = client.servers.iter().any(|server| !server.variables.is_empty());
    let set = has_variables.then(|| {
        quote! {
            /// Sets a variable of the server's URL, which has its default otherwise.
            #[must_use]
            pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
                self.inner = self.inner.server_variable(name, value);
                self
            }
        }
    });
    quote!(#choose #set)
}
