//! `#[derive(Responses)]`.

mod content;
mod expand;
mod status;
mod variant;

pub(crate) use expand::expand;

#[cfg(test)]
mod tests;
