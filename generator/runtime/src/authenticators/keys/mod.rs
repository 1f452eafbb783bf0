//! API keys, static bearer tokens and machines' Basic credentials.
//!
//! Only hashes of the keys are kept, so who reads the configuration can't use them.
//!
//! ```
//! # use gatewright::access::{PermissionSet, Permissions};
//! # use gatewright::authenticators::SetupError;
//! use gatewright::authenticators::keys::{KeyHash, Keys};
//!
//! # fn example<P: Permissions>() -> Result<Keys<P, String>, Box<dyn std::error::Error>> {
//! // Each line of a file: the hash, whose key it is, what it permits.
//! let file = "sha256:71c480df93d6ae2f1efad1447c66c9525e316218cf51fc8d9ed832f2daf18b73 billing invoices:read";
//! let mut entries = Vec::new();
//! for line in file.lines() {
//!     let mut words = line.split(' ');
//!     let hash: KeyHash = words.next().unwrap_or_default().parse()?;
//!     let owner = words.next().unwrap_or_default().to_owned();
//!     entries.push((hash, owner, PermissionSet::from_names(words)?));
//! }
//! Ok(Keys::new(["api_key"], entries)?)
//! # }
//! ```

mod hash;
mod table;

pub use hash::{KeyHash, KeyHashError, SHORTEST};
pub use table::{Keys, generate};
