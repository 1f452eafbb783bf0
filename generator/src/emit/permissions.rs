//! `permissions`: the enum of permissions with the schemes that carry them.

use proc_macro2::TokenStream;
use quote::quote;

use super::Module;
use super::attributes::{docs, string};
use super::imports::ident;
use crate::plan::{ApiKeyLocation, Crate, OAuthFlow, Scheme, SchemeKind};

pub(super) fn emit(plan: &Crate) -> Module {
    let schemes = plan.permissions.schemes.iter().map(scheme);
    let variants = plan.permissions.variants.iter().map(|(name, lines, permission)| {
        let (docs, name, permission) = (docs(lines), ident(name), string(permission));
        quote!(#docs #[permission(#permission)] #name)
    });
    let items = quote! {
        /// What a principal may be permitted, as the document names it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, gatewright::Permissions)]
        #(#schemes)*
        pub enum Permission { #(#variants),* }
    };
    Module::new(&["permissions"], vec!["The permissions, and the security schemes that carry them.".to_owned()], items)
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let name = string(&scheme.name);
    let kind = match &scheme.kind {
        SchemeKind::ApiKey { location, name } => {
            let name = string(name);
            match location {
                ApiKeyLocation::Header => quote!(api_key(header = #name)),
                ApiKeyLocation::Query => quote!(api_key(query = #name)),
                ApiKeyLocation::Cookie => quote!(api_key(cookie = #name)),
            }
        }
        SchemeKind::Basic => quote!(basic),
        SchemeKind::Bearer => quote!(bearer),
        SchemeKind::Http(scheme) => {
            let scheme = string(scheme);
            quote!(http = #scheme)
        }
        SchemeKind::OAuth2(flows) => oauth2(flows),
        SchemeKind::OpenIdConnect(url) => {
            let url = string(url);
            quote!(open_id_connect = #url)
        }
        SchemeKind::MutualTls => quote!(mutual_tls),
    };
    quote!(#[permissions(scheme(name = #name, #kind))])
}

fn oauth2(flows: &[OAuthFlow]) -> TokenStream {
    if flows.is_empty() {
        return quote!(oauth2);
    }
    let flows = flows.iter().map(|flow| {
        let urls = flow.urls.iter().map(|(of, url)| {
            let (key, url) = (ident(of.word()), string(url));
            quote!(#key = #url)
        });
        let kind = ident(flow.kind.word());
        quote!(#kind(#(#urls),*))
    });
    quote!(oauth2(#(#flows),*))
}
