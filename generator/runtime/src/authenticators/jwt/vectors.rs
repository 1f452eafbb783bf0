//! Tokens that others signed: those of the RFCs, and of OpenSSL for the algorithms that they leave out.

use super::token::Token;
use super::{Algorithm, Key, KeyError, Refused};

/// RFC 7515, appendices A.1 to A.3, have these claims.
const CLAIMS: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

fn is_signed(key: &Key, token: &str) -> bool {
    Token::read(token).unwrap().is_signed_by(key)
}

/// The key signed the token, and no token that differs in a bit; for no other algorithm; and no other
/// key signed it.
#[track_caller]
fn holds(key: &Key, token: &str) {
    assert!(is_signed(key, token));
    let parts: Vec<&str> = token.split('.').collect();
    for part in [1, 2] {
        for at in 0..parts[part].len() - 1 {
            let mut changed: Vec<String> = parts.iter().copied().map(str::to_owned).collect();
            let other = if changed[part].as_bytes()[at] == b'A' { "B" } else { "A" };
            changed[part].replace_range(at..=at, other);
            // A change that breaks the Base64 is no token at all.
            if let Ok(token) = Token::read(&changed.join(".")) {
                assert!(!token.is_signed_by(key), "{part} {at}");
            }
        }
    }
    let own = Token::read(token).unwrap().algorithm;
    let message = token.rsplit_once('.').unwrap().0.as_bytes();
    let signature = super::jwk::decoded(parts[2]).unwrap();
    for algorithm in Algorithm::ALL {
        assert_eq!(key.verifies(algorithm, message, &signature), algorithm == own, "{algorithm}");
        assert!(!key.verifies(algorithm, message, &[]));
        assert!(!key.verifies(algorithm, message, &vec![0; signature.len()]));
    }
}

const RSA: &str = "-----BEGIN PUBLIC KEY-----\n\
     MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyYqXD4sR+H1Is+wxdRqy\n\
     FUR8ZlvYIzZcuAzYdzxW2kR3/iJqKxMLje8xizaFQu+zynSJzEh+GxO+3OC30Wb9\n\
     pvEszwOae9xr5lYn9Ri1hjjU5ewZlQ+NgkNDHCQpjRxRJDkyjy+LAbqpxqYQ918O\n\
     R8KPY5Z8NrzzBNVb5QeNy/+0hOGvyGBkQVfmxZwqNVvBDTlkdpgBxDt5Oto6EPxX\n\
     qwkOOG78SG7s8QvedlPmeIG1SE3kXgNB4CPdkB3NZil+arGjVr9pXn3bI3L4NqIW\n\
     CSLYhdQNDj8i0ug/TriNkyI3r5vNLOJbxQ9NpjVukyXeSfRVil4jEK1GAuiIDSgc\n\
     uwIDAQAB\n\
     -----END PUBLIC KEY-----";

const P384: &str = "-----BEGIN PUBLIC KEY-----\n\
     MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEUi+TDjN8hu+ysXCmS2/+EAp36bKj7B8i\n\
     5tk03VbjYdOlpJBy13ZZaQjbwrX8bfkLF1W2FAEDmmmWDsaGcUlr5kEE/DaoDOIu\n\
     ddzeCleChwvA1zGwz+bnmak2+PLtnuE3\n\
     -----END PUBLIC KEY-----";

const RFC_7515: [(&str, &str, &str); 3] = [
    (
        r#"{"kty":"oct","alg":"HS256","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#,
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9",
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    ),
    (
        r#"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}"#,
        "eyJhbGciOiJSUzI1NiJ9",
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2F\
         p5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQB\
         MHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeY\
         I2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
    ),
    (
        r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
        "eyJhbGciOiJFUzI1NiJ9",
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
    ),
];

const OPENSSL_RSA: [&str; 5] = [
    "eyJhbGciOiJSUzM4NCJ9.eyJzdWIiOiJhbm4ifQ.oA5GIWj40byPSeXtmxvJfIevKPPFvgIuyKAGzoYXWNS9SmpWj2icbXpJUkps\
     _vGaGDm2U1EB9KsTCMy03DvEmPT6FalLnMkb2Yz6oAEo63xfFQ3zDHLPcwuFowyZDWHU_o2MHcwgkq56gPfs4nsF9xeIYr1Epy47\
     Sr9b1WRccsGf-zCaYTofGkUuTLqNCu_QeVy3zem5wp1XMg6EaI6IVUueUDLEu-iCQcrG85HYL0tRK4Tg70aVC5UuXCD8OnjpwQVz\
     lmrWjO0E4-vFOHDwbuP2zJBTGGRW5hUu1ObpNoezSoefVJMnAwS0c-Bbg7Vlk3s8MikMrCppwDAlKTGVxA",
    "eyJhbGciOiJSUzUxMiJ9.eyJzdWIiOiJhbm4ifQ.mZ58R2-O5HMxZgZsjr4tlkRsY6BKxUG6XWjuK-qhoUgUEVQHy2e1qB0Lv53f\
     s0BrQRV7KH1HynsF7L6ALjzdEnKsBoy4f9dXcE5IDf_ZPU9YMnCw82OKn9dC6qNacCyw3ZwWwEpf-qMmx68uRJwKhVrhTiCibjJx\
     ti_BTBudPMuuNQCnB4VS2Jo8piz3YTCgX75fNMOxFKNWgi839QRIaqRaWHrcvPBW6WMOjyf74bo5F9eyZLQ43ZGZMPt8uXh4YSYC\
     Q5sVDus1jp_v6kAYFWKbEf8U37ocqsoZh1up-0b-Bjt2PYqc_xmDDLAwm3jvgIJSDVSpIzE8A5a_f3Tm2Q",
    "eyJhbGciOiJQUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.uPqGObjShW-0AmOJef-DWo4PDMONcDuEJwfBVepS7T2N5HAT2LdK8MfRBfq_\
     IBaYk9seWsTC9y9H3tGCpslS3xIhqB2IQ46r_66yTXmD2-awV-GLFcnJVtQL8Yb-Zc_MyIYPj8-G-2osUB03vWtbd8TYD8w0kEfq\
     g2CqWFIx2FJZeHwPhwJXpJY0C1QHusElPbkvVj4h_xFnUy6TrO78-VN8kMneorqBete3vF9st5OQ-boHxh5KwUGmprKxc0fe4NJj\
     aYm8zfapv3393tbxslb6wrjjIWvE92DZtkHfjG_yAtfkoNkdVxQRVTU-XgcItcDrEkr2AHvoS5219LzoAw",
    "eyJhbGciOiJQUzM4NCJ9.eyJzdWIiOiJhbm4ifQ.osypintf1gvCiWRjMjRoKdcw23ReG7jTMnM61b3f1O42iNb-dm_uE6_5VOiQ\
     lzPVJtdjkxXH3_yFmIBcURXtlsZQsxPAjdNIRiQEsocoyMaOhrMd1FWhJgZZE3Vvhd6vb16LH7HIQfYVAm9QIuZL6inrkN7A29Hv\
     yKGJlKZHjK0c4-VTS5LPUFzOWZnJ6UbjOUaAZVbYwAe2yGoQCqOPp9Ek-WiTk4tm6k5bJTJRSrfKlL5hEav8aZU6bG1pmGDbvjF2\
     6PJDloNplLYGWkpLxBHpL87-B9SxGNzB-bibMg3ieeUsNZLGPMYuNxjNEne7SeKCTyHUrHes9c80cLGqeg",
    "eyJhbGciOiJQUzUxMiJ9.eyJzdWIiOiJhbm4ifQ.Bow1l53Z-ZnDdasWP-Tvz-sXuEcPfINrW5WydVkmMwM2BojFZKKliysSxUJK\
     7dWFjyWTG7fnCCTEx4fIfvAdYZbQAXUAZZ4WTJR88ejFxotfL9lnPAmpwMSTJdrUUrq2jOmLMjsA7U6PFLTv2tbOh1s1tLN_3IwJ\
     RIQ2pBVE6EL_Lr7_AiXxCVuJTwHP9-VBouyvkeSE73zbWiwawsoRm252rmVgFnHviRsdTbvRLrzkGVsqlkbsPr_F4u8nvvwuA1Zh\
     t-GCM4CvoKkAyvbnMJA73czTM05YROEY2cx0p93YlKPbwRyB8B0DKzEmD_625HAMJMRf6e5nddJbxR8ApQ",
];

const OPENSSL_ES384: &str = "eyJhbGciOiJFUzM4NCJ9.eyJzdWIiOiJhbm4ifQ.YBPiTmGlvA-HhLk1zM13_BA2pRzI3Af6TcvVo7I1DTt01zavzSatkis0MNW1\
     jnLtjFiAx-Y8jobgbNakuyWLgbvIRozsLQsxpoPGn9dWU3GyEmfToAkGNC5iOM9R7FPn";

/// By `hmac` of Python, with the bytes 0 to 63.
const HMAC: [(Algorithm, &str); 2] = [
    (
        Algorithm::Hs384,
        "eyJhbGciOiJIUzM4NCJ9.eyJzdWIiOiJhbm4ifQ.vBzXZclVpBqGGJcIXFt97UBGhPBZhhpKONeSHj0jK9-d-O9kAL8x-9WRmmQX\
     RejL",
    ),
    (
        Algorithm::Hs512,
        "eyJhbGciOiJIUzUxMiJ9.eyJzdWIiOiJhbm4ifQ.sJZhs4VBxwAcDc3E5VEj8M3KOWZH5Mb1eDO0Bn-YznabtJXGolvkqExhbFBu\
     r9LDA3ZweVTjkaNRWbsDGRPEBA",
    ),
];

#[test]
fn the_tokens_of_the_rfcs_are_signed() {
    for (jwk, header, signature) in RFC_7515 {
        holds(&Key::from_jwk(jwk).unwrap(), &format!("{header}.{CLAIMS}.{signature}"));
    }
    // RFC 8037, appendix A.4, whose message is no claims.
    let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let token = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.\
                 hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    holds(&Key::from_jwk(jwk).unwrap(), token);
    assert_eq!(Token::read(token).unwrap().claims(), Err(Refused::Malformed));
}

#[test]
fn the_tokens_of_openssl_are_signed() {
    let rsa = Key::from_pem(RSA).unwrap();
    OPENSSL_RSA.into_iter().for_each(|token| holds(&rsa, token));
    let ec = Key::from_pem(P384).unwrap();
    holds(&ec, OPENSSL_ES384);
    assert!(!is_signed(&ec, OPENSSL_RSA[0]) && !is_signed(&rsa, OPENSSL_ES384));
    let secret: Vec<u8> = (0..64).collect();
    for (algorithm, token) in HMAC {
        holds(&Key::hmac(&secret, algorithm).unwrap(), token);
    }
}

#[test]
fn other_keys_are_refused() {
    let short = Key::hmac([7; 47], Algorithm::Hs384).unwrap_err();
    assert_eq!(short, KeyError::Short { algorithm: Algorithm::Hs384, least: 48, found: 47 });
    assert_eq!(Key::hmac([7; 64], Algorithm::Rs256).unwrap_err(), KeyError::Unsupported);
    for jwk in [
        r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T"}"#,
        r#"{"kty":"oct","alg":"none","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T"}"#,
        r#"{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
        r#"{"kty":"OKP","crv":"Ed25519","use":"enc","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
        r#"{"kty":"OKP","crv":"Ed25519","key_ops":["sign"],"x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
        r#"{"kty":"OKP","crv":"Ed25519","alg":"ES512","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
    ] {
        assert_eq!(Key::from_jwk(jwk).unwrap_err(), KeyError::Unsupported, "{jwk}");
    }
    for jwk in [
        "[]",
        r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUR"}"#,
        r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#,
        r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#,
        r#"{"kty":"RSA","e":"AQAB"}"#,
    ] {
        assert!(Key::from_jwk(jwk).is_err(), "{jwk}");
    }
    let private = include_str!("../../../tests/authenticators/test-keys/test-only-rsa-1.pem");
    for pem in [
        private,
        "",
        &RSA[..200],
        &RSA.replace("MIIB", "MIIC"),
        &format!("{RSA}\n{RSA}"),
        &RSA.replace("IDAQAB", "IDAQA="),
    ] {
        assert!(matches!(Key::from_pem(pem), Err(KeyError::Malformed(_))), "{pem}");
    }
}

#[test]
fn nothing_shows_a_key() {
    let key = Key::hmac("0123456789abcdef0123456789abcdef", Algorithm::Hs256).unwrap().with_id("k1");
    assert_eq!(format!("{key:?}"), r#"Key { id: Some("k1"), algorithm: Some(Hs256), .. }"#);
}
