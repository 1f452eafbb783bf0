//! An access rule names a scheme and a permission that the enum doesn't declare.

#[derive(Debug, Clone, Copy, PartialEq, Eq, gatewright::Permissions)]
#[permissions(scheme(name = "key", api_key(header = "X-Key")))]
enum Permission {
    #[permission("read")]
    Read,
}

#[derive(gatewright::Operation)]
#[operation(id = "a", method = GET, path = "/a", permissions = Permission, access = "keys", returns = (), status = 204)]
struct Scheme {}

#[derive(gatewright::Operation)]
#[operation(id = "b", method = GET, path = "/b", permissions = Permission, access = "key[raed]", returns = (), status = 204)]
struct Name {}

fn main() {
    let _ = (Scheme::ACCESS, Name::ACCESS);
}
