//! `#[derive(Multipart)]`.

mod expand;
mod part;

pub(crate) use expand::expand;

#[cfg(test)]
mod tests;
