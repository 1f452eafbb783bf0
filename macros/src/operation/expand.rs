//! The implementation of the trait.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::{DeriveInput, Ident};

use super::container::{self, Container, Method, Success};
use super::field::{self, Field, Source};
use super::{access, check, condition, inherent};
use crate::support::{Content, Errors, wire_name};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let mut errors = Errors::default();
    if !input.generics.params.is_empty() {
        errors.at(&input.generics, "an operation can't be generic");
    }
    let (container, frame) = container::parse(input, &mut errors);
    let fields = field::parse(input, &frame, &mut errors);
    check::check(&fields, frame.path.as_ref(), &mut errors);
    let conditions = container.as_ref().map_or(&[][..], |container| &container.conditions);
    condition::check(conditions, &fields, &mut errors);
    errors.propagate()?;
    let Some(container) = container else { return Ok(TokenStream::new()) };
    let statics = statics(&fields, &container);
    let operation = operation(&input.ident, &container, &fields);
    let inherent = inherent::tokens(input, &container.permissions, &fields);
    Ok(quote! {
        const _: () = {
            use ::gatewright::__private as rt;
            #statics
            #operation
            #inherent
        };
    })
}

/// The tables that the functions work on.
fn statics(fields: &[Field], container: &Container) -> TokenStream {
    let parameters: Vec<_> = fields
        .iter()
        .filter_map(|field| match &field.source {
            Source::Parameter(parameter, _) => Some(parameter.tokens()),
            Source::Body(_) => None,
        })
        .collect();
    let count = parameters.len();
    let parameters = (count > 0).then(|| quote!(static PARAMETERS: [rt::Parameter; #count] = [#(#parameters),*];));
    let body = body(fields).map(|(ty, content)| {
        let codecs = content.codecs(ty);
        quote!(const BODY: &[rt::Codec<#ty>] = #codecs;)
    });
    let success = match &container.success {
        Success::Bare { ty, produces, .. } => {
            let codecs = produces.codecs(ty);
            Some(quote!(const SUCCESS: &[rt::Codec<#ty>] = #codecs;))
        }
        Success::Empty { .. } | Success::Responses { .. } => None,
    };
    let defaults = fields.iter().filter_map(|field| {
        let (name, ty, default) = (default_name(&field.ident), &field.ty, field.default()?);
        // A string literal stands for whatever a string can become.
        let literal = matches!(default, syn::Expr::Lit(literal) if matches!(literal.lit, syn::Lit::Str(_)));
        let default = if literal { quote!(::core::convert::Into::into(#default)) } else { quote!(#default) };
        Some(quote!(#[inline] fn #name() -> #ty { #default }))
    });
    quote! { #parameters #body #success #(#defaults)* }
}

fn operation(ident: &Ident, container: &Container, fields: &[Field]) -> TokenStream {
    let Container { id, method, path, server, conditions, permissions, failure, .. } = container;
    let method = match method {
        Method::Known(name) => quote!(rt::Method::#name),
        Method::Other(text) => quote!(rt::method(#text)),
    };
    let server = server
        .as_ref()
        .map(|server| quote!(const SERVER: rt::Option<&'static rt::primitive::str> = rt::Some(#server);));
    let conditions = condition::tokens(conditions, fields);
    let access = access::tokens(&container.access, permissions);
    let consumes = body(fields).map_or_else(|| quote!(&[]), |(ty, content)| content.media_types(ty));
    let (success, produces) = match &container.success {
        Success::Empty { .. } => (quote!(()), quote!(&[])),
        Success::Bare { ty, produces, .. } => (quote!(#ty), produces.media_types(ty)),
        Success::Responses { ty } => (quote!(#ty), quote!(<#ty as rt::Responses>::PRODUCES)),
    };
    let (encode, decode) = (encode(fields), decode(fields, failure));
    let (decode_success, encode_success) = success_functions(&container.success);
    let request = format!(" `{} {}`", container.method, path.value());
    quote! {
        #[doc = #request]
        impl rt::Operation for #ident {
            type Permission = #permissions;
            type Success = #success;
            type Failure = #failure;

            const ID: &'static rt::primitive::str = #id;
            const PATH: &'static rt::primitive::str = #path;
            #server
            #conditions
            const ACCESS: rt::AccessRule<#permissions> = #access;
            const PRODUCES: &'static [&'static rt::primitive::str] = #produces;
            const CONSUMES: &'static [&'static rt::primitive::str] = #consumes;

            #[inline]
            fn method() -> rt::Method {
                #method
            }
            rt::client_half! {
                #encode
                #decode_success
            }
            rt::server_half! {
                #decode
                #encode_success
            }
        }
    }
}

fn encode(fields: &[Field]) -> TokenStream {
    if fields.is_empty() {
        return quote! {
            #[inline]
            fn encode(&self, _: &mut rt::RequestWriter) -> rt::Result<(), rt::EncodeError> {
                rt::Ok(())
            }
        };
    }
    let steps = fields.iter().map(|field| {
        let ident = &field.ident;
        match &field.source {
            Source::Parameter(parameter, _) if parameter.default.is_some() => {
                let default = default_name(ident);
                quote!(to.defaulted(&self.#ident, #default);)
            }
            Source::Parameter(..) if field.optional().is_some() => quote!(to.optional(&self.#ident);),
            Source::Parameter(..) => quote!(to.required(&self.#ident);),
            Source::Body(_) if field.optional().is_some() => quote!(to.optional_body(BODY, &self.#ident);),
            Source::Body(_) => quote!(to.body(BODY, &self.#ident);),
        }
    });
    let parameters = parameters(fields);
    quote! {
        #[inline]
        fn encode(&self, request: &mut rt::RequestWriter) -> rt::Result<(), rt::EncodeError> {
            let mut to = rt::FieldWriter::new(request, #parameters);
            #(#steps)*
            to.finish()
        }
    }
}

/// The table of the parameters, be it empty.
fn parameters(fields: &[Field]) -> TokenStream {
    let any = fields.iter().any(|field| matches!(field.source, Source::Parameter(..)));
    if any { quote!(&PARAMETERS) } else { quote!(&[]) }
}

fn decode(fields: &[Field], failure: &TokenStream) -> TokenStream {
    if fields.is_empty() {
        return quote! {
            #[inline]
            fn decode(_: &rt::RequestReader) -> rt::Result<Self, rt::Rejection> {
                rt::Ok(Self {})
            }
        };
    }
    let idents: Vec<_> = fields.iter().map(|field| &field.ident).collect();
    let values: Vec<_> = (0..fields.len()).map(|place| format_ident!("value_{place}")).collect();
    let reads = fields.iter().map(|field| match &field.source {
        Source::Parameter(parameter, place) => {
            let place = Literal::usize_unsuffixed(*place);
            if parameter.default.is_some() {
                let default = default_name(&field.ident);
                quote!(input.defaulted(&PARAMETERS[#place], #default))
            } else if field.optional().is_some() {
                quote!(input.optional(&PARAMETERS[#place]))
            } else {
                quote!(input.required(&PARAMETERS[#place]))
            }
        }
        Source::Body(_) if field.optional().is_some() => quote!(input.optional_body(BODY)),
        Source::Body(_) => quote!(input.body(BODY)),
    });
    let parameters = parameters(fields);
    quote! {
        #[inline]
        fn decode(request: &rt::RequestReader) -> rt::Result<Self, rt::Rejection> {
            let mut input = request.input(#parameters);
            #(let #values = #reads;)*
            let (#(rt::Some(#values),)*) = (#(#values,)*) else {
                return rt::Err(input.rejection(<#failure as rt::Responses>::STATUSES));
            };
            input.finish(<#failure as rt::Responses>::STATUSES)?;
            rt::Ok(Self { #(#idents: #values),* })
        }
    }
}

fn success_functions(success: &Success) -> (TokenStream, TokenStream) {
    let (decode, encode) = match success {
        Success::Empty { status } => {
            (quote!(rt::Ok(rt::decode_nothing(#status, answer))), quote!(rt::Ok(rt::encode_nothing(#status))))
        }
        Success::Bare { status, .. } => (
            quote!(rt::decode_one(#status, SUCCESS, answer)),
            quote!(rt::encode_one(#status, SUCCESS, success, accept)),
        ),
        Success::Responses { ty } => {
            (quote!(<#ty as rt::Responses>::decode(answer)), quote!(rt::Responses::encode(success, accept)))
        }
    };
    let (success, accept) = match success {
        Success::Empty { .. } => (quote!(_), quote!(_)),
        Success::Bare { .. } | Success::Responses { .. } => (quote!(success), quote!(accept)),
    };
    let decode = quote! {
        #[inline]
        fn decode_success(answer: &rt::Answer) -> rt::Result<rt::Option<Self::Success>, rt::DecodeError> {
            #decode
        }
    };
    let encode = quote! {
        #[inline]
        fn encode_success(#success: &Self::Success, #accept: &rt::Accept) -> rt::Result<rt::Answer, rt::EncodeError> {
            #encode
        }
    };
    (decode, encode)
}

/// The type of the body, where there is one, and what it may be.
fn body(fields: &[Field]) -> Option<(&syn::Type, &Content)> {
    fields.iter().find_map(|field| match &field.source {
        Source::Body(content) => Some((field.optional().unwrap_or(&field.ty), content)),
        Source::Parameter(..) => None,
    })
}

/// The function that gives a parameter's default.
pub(super) fn default_name(ident: &Ident) -> Ident {
    format_ident!("default_{}", wire_name(ident, None))
}
