//! `#[derive(Payload)]`: a body that is one of several, by its media type.

mod expand;
#[cfg(test)]
mod tests;

pub(crate) use expand::expand;
