//! The axum side of generated servers.
