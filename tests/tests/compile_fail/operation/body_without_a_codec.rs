//! A record can't be the body of a media type that has no codec.

#[derive(Debug, Clone, PartialEq, gatewright::Schema)]
struct Batch {
    name: String,
}

#[derive(gatewright::Operation)]
#[operation(id = "a", method = PUT, path = "/a", access = public, returns = (), status = 204)]
struct Put {
    #[body("application/pdf")]
    body: Batch,
}

fn main() {}
