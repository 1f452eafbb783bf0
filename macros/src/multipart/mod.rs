//! `#[derive(Multipart)]`.

mod expand;
mod part;

pub(crate) use expand::expand;
