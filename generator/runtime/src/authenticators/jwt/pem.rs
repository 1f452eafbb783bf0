//! Public keys in PEM: SubjectPublicKeyInfo (RFC 5280, section 4.1) in Base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::KeyError;
use super::key::Material;

const BEGIN: &str = "-----BEGIN PUBLIC KEY-----";
const END: &str = "-----END PUBLIC KEY-----";

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OBJECT: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

// The object identifiers, as DER has them.
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const P384: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

/// The one public key of a text.
pub(super) fn read(pem: &str) -> Result<Material, KeyError> {
    let wrong = KeyError::Malformed("it isn't one `-----BEGIN PUBLIC KEY-----` to its `-----END PUBLIC KEY-----`");
    let inner = pem.trim().strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END)).ok_or(wrong)?;
    let base64: String = inner.split_ascii_whitespace().collect();
    let der = STANDARD.decode(base64).map_err(|_| KeyError::Malformed("it isn't Base64"))?;
    info(&der).ok_or(KeyError::Malformed("it isn't the DER of a public key"))?
}

/// `None` where the DER isn't what it should be.
fn info(der: &[u8]) -> Option<Result<Material, KeyError>> {
    let mut all = Reader(der);
    let mut info = Reader(all.take(SEQUENCE)?);
    let mut algorithm = Reader(info.take(SEQUENCE)?);
    let (kind, curve) = (algorithm.take(OBJECT)?, algorithm.take(OBJECT));
    let (unused, key) = info.take(BIT_STRING)?.split_first()?;
    if *unused != 0 || !info.0.is_empty() || !all.0.is_empty() {
        return None;
    }
    let is_point = |length: usize| key.len() == 1 + 2 * length && key.first() == Some(&4);
    Some(match (kind, curve) {
        (RSA, _) => rsa(key)?.checked(),
        (EC, Some(P256)) if is_point(32) => Ok(Material::P256(key.to_vec())),
        (EC, Some(P384)) if is_point(48) => Ok(Material::P384(key.to_vec())),
        (ED25519, None) => Material::Ed25519(key.to_vec()).checked(),
        _ => Err(KeyError::Unsupported),
    })
}

/// RFC 8017, appendix A.1.1.
fn rsa(der: &[u8]) -> Option<Material> {
    let mut numbers = Reader(Reader(der).take(SEQUENCE)?);
    let (modulus, exponent) = (numbers.take(INTEGER)?.to_vec(), numbers.take(INTEGER)?.to_vec());
    Some(Material::Rsa { modulus, exponent })
}

/// What is left of DER.
struct Reader<'d>(&'d [u8]);

impl<'d> Reader<'d> {
    /// The content of the next value, if it is of this kind.
    fn take(&mut self, tag: u8) -> Option<&'d [u8]> {
        let (found, rest) = self.0.split_first()?;
        let (length, rest) = length(rest)?;
        let (content, rest) = rest.split_at_checked(length).filter(|_| *found == tag)?;
        self.0 = rest;
        Some(content)
    }
}

fn length(der: &[u8]) -> Option<(usize, &[u8])> {
    let (first, rest) = der.split_first()?;
    match *first {
        short @ 0..=0x7f => Some((usize::from(short), rest)),
        long @ (0x81..=0x83) => {
            let (bytes, rest) = rest.split_at_checked(usize::from(long - 0x80))?;
            Some((bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), rest))
        }
        _ => None,
    }
}
