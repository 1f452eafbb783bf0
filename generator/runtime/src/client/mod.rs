//! The reqwest transport of generated clients.
