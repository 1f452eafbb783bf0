//! TLS by rustls with ring.

use std::sync::Arc;

use rustls::client::ClientConfig;
use rustls::{Error, RootCertStore};
use rustls_platform_verifier::Verifier;

/// The configuration of TLS: ring, whatever provider the process may have installed, and the
/// platform's certificates.
///
/// A client of plain HTTP trusts no certificate at all: it will need none, and so works where the
/// platform has none.
pub(crate) fn config(is_https: bool) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
    let mut config = if is_https {
        let verifier = Arc::new(Verifier::new(provider)?);
        builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
    } else {
        builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth()
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
