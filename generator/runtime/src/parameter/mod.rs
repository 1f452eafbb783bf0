//! Parameters: every style of OpenAPI, both ways.

/// A request on its way out, free of any transport.
#[derive(Debug)]
pub struct RequestWriter {}

/// A request on its way in, its body read, free of any transport.
#[derive(Debug)]
pub struct RequestReader {}
