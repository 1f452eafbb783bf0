//! `#[derive(Permissions)]`.

mod expand;
mod parse;
mod scheme;

pub(crate) use expand::expand;

#[cfg(test)]
mod tests;
