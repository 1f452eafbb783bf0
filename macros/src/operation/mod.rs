//! `#[derive(Operation)]`.

mod access;
mod check;
mod condition;
mod container;
mod expand;
mod field;
mod inherent;
mod parameter;
mod template;

pub(crate) use expand::expand;
pub(crate) use parameter::{header_tokens, is_token};

#[cfg(test)]
mod tests;
