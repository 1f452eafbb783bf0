//! The straight way against the one through a syntax tree.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proc_macro2::TokenStream;
use quote::quote;

use super::declaration::{Written, declaration};
use super::format::one;

/// What stands for both ways; `None` where only the long one is gone.
fn straight(tokens: &TokenStream) -> Option<String> {
    let written = one(syn::parse2(tokens.clone()).unwrap());
    match declaration(tokens.clone().into_iter().collect()) {
        Written::Whole(text) => {
            assert_eq!(text, written);
            Some(text)
        }
        Written::Raw(text) => {
            assert_eq!(one(syn::parse_str(&text).unwrap()), written);
            None
        }
        Written::Other(_) => None,
    }
}

#[test]
fn what_has_short_lines_is_written_as_prettyplease_writes_it() {
    for tokens in [
        quote! {
            #[doc = " A \"pet\", `\\d` – and\u{a0}more.  "]
            #[doc = ""]
            #[derive(Debug, Clone, PartialEq, gatewright::Schema)]
            #[cfg(any(feature = "a", feature = "b"))]
            #[schema(name = "pet", one_of, minimum = -1.5, xml(order("a", "b")))]
            #[schema(items(pattern = r#"^"x"$"#, max_length = 3))]
            pub struct Pet {
                #[doc = " The name."]
                #[part]
                pub name: Option<Vec<super::super::types::IndexMap<String, Option<Box<Pet>>>>>,
                pub r#type: (),
            }
        },
        quote!(
            pub struct Empty {}
        ),
        quote!(
            pub struct Name(pub Option<String>, u8);
        ),
        quote!(
            #[schema(tuple)]
            pub struct Unit(pub ());
        ),
        quote!(
            pub type Pets = Vec<::std::string::String>;
        ),
        quote! {
            #[derive(Debug)]
            pub enum Answer {
                #[doc = " Fine."]
                #[response(status = 200, by_media_type)]
                Ok(Pet),
                NotFound,
                #[response(status = 429)]
                TooMany { #[doc = " When."] #[header("Retry-After")] after: Option<i64>, #[body] body: Pet },
            }
        },
        quote!(
            pub enum None {}
        ),
    ] {
        assert!(straight(&tokens).is_some(), "{tokens}");
    }
}

#[test]
fn long_arguments_are_broken_as_prettyplease_breaks_them() {
    for length in 1..100 {
        let path = "x".repeat(length);
        let many: Vec<_> = (0..length / 4).map(|_| quote!(word = 1)).collect();
        let plain = [
            quote! {
                #[operation(method = GET, path = #path)]
                #[derive(Debug)]
                pub struct Get {
                    #[schema(pattern = #path)]
                    pub of: u8,
                    #[schema(min_length = 1, pattern = #path, unique)]
                    #[header(#path)]
                    pub other: u8,
                }
            },
            quote! {
                #[operation(first, #(#many),*)]
                pub enum Get {
                    #[response(status = 200, #(#many),*)]
                    Ok,
                }
            },
        ];
        for tokens in &plain {
            assert!(straight(tokens).is_some() || length < 90, "{tokens}");
        }
        // What has groups in it is weighed, but it is the same that is weighed.
        straight(&quote!(
            #[schema(of(#path, #path), values = [1, 2], #path, xml(order(#path)))]
            #[derive(Debug, #(#many),*)]
            pub struct Nested(u8);
        ));
    }
}

#[test]
fn what_has_to_be_weighed_is_left_to_prettyplease() {
    let long = quote::format_ident!("{}", "x".repeat(80));
    for tokens in [
        quote!(
            pub struct Long {
                pub of: #long,
            }
        ),
        quote!(
            #[derive(#long, Debug)]
            pub struct Long {}
        ),
        quote!(
            pub struct Tuple(#[schema(required)] pub Option<u8>);
        ),
        quote!(
            pub enum Answer {
                Short { a: u8, b: u8 },
            }
        ),
        quote!(
            pub type Array = [u8; 4];
        ),
        quote!(
            pub struct Generic<T> {
                pub of: T,
            }
        ),
        quote!(
            #[doc = "/ no doc"]
            pub struct Slash {}
        ),
        quote!(
            pub fn call() {}
        ),
    ] {
        assert_eq!(straight(&tokens), None, "{tokens}");
    }
}
