//! `client`: one thin method an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::Module;
use super::attributes::{cfg_of, docs, string};
use super::imports::{Imports, ident};
use super::servers;
use crate::plan::{Client, ClientMethod, Credential, TypeName};

pub(super) fn emit(client: &Client) -> Module {
    let mut imports = Imports::new(&["client"], ["Client", "ClientBuilder"].map(str::to_owned));
    imports.qualify(client.methods.iter().any(|method| method.feature.is_some()));
    let permission =
        imports.local(&TypeName { module: vec!["permissions".to_owned()], ident: "Permission".to_owned() });
    let declared = declarations(client, &permission, &mut imports);
    let builder = builder(client, &permission, &mut imports);
    let uses = imports.declarations();
    Module::new(&["client"], vec!["The client.".to_owned()], quote!(#uses #declared #builder))
}

fn declarations(client: &Client, permission: &TokenStream, imports: &mut Imports) -> TokenStream {
    let server = string(&client.server);
    let inner = imports.runtime(&["client"], "Client");
    let servers = servers::constant(client, imports);
    let start = servers::start(client);
    let methods: Vec<TokenStream> = client.methods.iter().map(|m| method(m, imports)).collect();
    quote! {
        /// Calls the operations over HTTP. Cheap to clone.
        ///
        /// Each method takes the request of its operation, which says what there is to say of it, and gives a call:
        /// a future of what the operation returns, or of a documented failure or whatever else kept it from
        /// succeeding.
        #[derive(Debug, Clone)]
        pub struct Client {
            inner: #inner<#permission>,
        }

        /// The runtime's client: for other credentials, and for asking whether a call would be sent.
        impl AsRef<#inner<#permission>> for Client {
            fn as_ref(&self) -> &#inner<#permission> {
                &self.inner
            }
        }

        impl From<#inner<#permission>> for Client {
            fn from(inner: #inner<#permission>) -> Self {
                Self { inner }
            }
        }

        impl Client {
            /// The URL of the first server that the document names.
            pub const SERVER: &'static str = #server;

            #servers

            /// A builder for the document's first server.
            #[must_use]
            pub fn builder() -> ClientBuilder {
                ClientBuilder { inner: #inner::builder(Self::SERVER)#start }
            }

            #(#methods)*
        }
    }
}

fn method(method: &ClientMethod, imports: &mut Imports) -> TokenStream {
    let docs = docs(method.summary());
    let deprecated = method.deprecated.then(|| quote!(#[deprecated = "by the document"]));
    let (name, request) = (ident(&method.ident), imports.ty(&method.request));
    let call = imports.runtime(&["client"], "Call");
    let feature = cfg_of(method.feature.as_deref());
    quote! {
        #docs
        #feature
        #deprecated
        pub fn #name(&self, request: #request) -> #call<#request> {
            self.inner.call(request)
        }
    }
}

fn builder(client: &Client, permission: &TokenStream, imports: &mut Imports) -> TokenStream {
    let (builder, error) = (imports.runtime(&["client"], "Builder"), imports.runtime(&["client"], "BuildError"));
    let servers = servers::methods(client, imports);
    let secret = (!client.credentials.is_empty()).then(|| imports.runtime(&[], "Secret"));
    let credentials = client.credentials.iter().map(|c| credential(c, secret.as_ref()));
    quote! {
        /// Builds a [`Client`].
        #[derive(Debug)]
        pub struct ClientBuilder {
            inner: #builder<#permission>,
        }

        impl ClientBuilder {
            #(#credentials)*

            #servers

            /// Calls the API at another URL.
            #[must_use]
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.inner = self.inner.base_url(url);
                self
            }

            /// Sends and asks for this media type where an operation offers several.
            #[must_use]
            pub fn prefer(mut self, media_type: impl Into<String>) -> Self {
                self.inner = self.inner.prefer(media_type);
                self
            }

            /// Changes what else the runtime's builder offers: timeouts, limits, the HTTP client.
            #[must_use]
            pub fn configure(mut self, change: impl FnOnce(#builder<#permission>) -> #builder<#permission>) -> Self {
                self.inner = change(self.inner);
                self
            }

            /// The client.
            ///
            /// # Errors
            ///
            /// When the URL isn't one, or the HTTP client can't be made.
            pub fn build(self) -> Result<Client, #error> {
                Ok(Client { inner: self.inner.build()? })
            }
        }
    }
}

fn credential(credential: &Credential, secret: Option<&TokenStream>) -> TokenStream {
    let (docs, name, scheme) = (docs(&credential.docs), ident(&credential.ident), string(&credential.scheme));
    quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, secret: impl Into<#secret>) -> Self {
            self.inner = self.inner.credential(#scheme, secret);
            self
        }
    }
}
