//! The crate's root: what is re-exported.

use quote::quote;

use super::Module;
use crate::plan::Crate;

pub(super) fn emit(plan: &Crate) -> Module {
    let client = plan.client.as_ref().map(|_| {
        quote!(
            #[cfg(feature = "client")]
            pub use self::client::{Client, ClientBuilder};
        )
    });
    let server = plan.server.as_ref().map(|_| {
        quote!(
            #[cfg(feature = "server")]
            pub use self::server::{Api, router, routes};
        )
    });
    let operations = (!plan.groups.is_empty()).then(|| {
        quote!(
            pub use self::operations::*;
        )
    });
    let types = (!plan.types.is_empty()).then(|| {
        quote!(
            pub use self::types::*;
        )
    });
    let items = quote! {
        #client
        #operations
        pub use self::permissions::Permission;
        #server
        #types
    };
    Module::new(&[], plan.docs.clone(), items)
}
