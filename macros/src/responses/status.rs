//! `status = 404`, `status = "4XX"`, `default`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Lit;
use syn::parse::ParseStream;

/// The statuses of an answer, in the order in which they are matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    /// One.
    Exact(u16),
    /// A hundred, by its first digit.
    Range(u16),
    /// All others.
    Default,
}

impl Status {
    /// Reads `404` or `"4XX"`.
    pub(super) fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let literal: Lit = input.parse()?;
        let status = match &literal {
            Lit::Int(number) => {
                number.base10_parse().ok().filter(|number| (100..=599).contains(number)).map(Self::Exact)
            }
            Lit::Str(text) => match text.value().to_ascii_uppercase().as_bytes() {
                [digit @ b'1'..=b'5', b'X', b'X'] => Some(Self::Range(u16::from(digit - b'0'))),
                _ => None,
            },
            _ => None,
        };
        status.ok_or_else(|| {
            syn::Error::new_spanned(&literal, "expected a status from 100 to 599, or a range such as \"4XX\"")
        })
    }

    /// A pattern for the number.
    pub(super) fn pattern(self) -> TokenStream {
        match self {
            Self::Exact(number) => quote!(#number),
            Self::Range(hundred) => {
                let (first, last) = (hundred * 100, hundred * 100 + 99);
                quote!(#first..=#last)
            }
            Self::Default => quote!(_),
        }
    }

    /// Whether the value says which status it is.
    pub(super) const fn is_open(self) -> bool {
        !matches!(self, Self::Exact(_))
    }
}
