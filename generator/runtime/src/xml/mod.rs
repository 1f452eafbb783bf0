//! XML as schemas direct it.
