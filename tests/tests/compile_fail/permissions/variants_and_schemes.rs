//! Permissions are unit variants with names of their own; schemes are of one known kind.

#[derive(Debug, Clone, Copy, PartialEq, Eq, gatewright::Permissions)]
#[permissions(scheme(name = "key", api_key(body = "X-Key")), scheme(name = "a", basic, bearer))]
#[permissions(scheme(basic), schema(name = "b"))]
enum Permission {
    #[permission("read")]
    Read,
    #[permission("read")]
    Again,
    Write(u8),
}

fn main() {}
