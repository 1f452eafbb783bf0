//! What the derives write for one side of the wire alone, compiled only where that side is wanted.
//!
//! A derive runs without knowing the features that this package is built with, so it marks what it writes, and these
//! macros keep or drop it.

/// Keeps what only clients need.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __client_half {
    ($($item:tt)*) => { $($item)* };
}

/// Drops what only clients need.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __client_half {
    ($($item:tt)*) => {};
}

/// Keeps what only servers need.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __server_half {
    ($($item:tt)*) => { $($item)* };
}

/// Drops what only servers need.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __server_half {
    ($($item:tt)*) => {};
}

pub use {__client_half as client_half, __server_half as server_half};
