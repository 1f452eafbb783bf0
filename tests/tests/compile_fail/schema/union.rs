//! Unions that can't be.

#[derive(gatewright::Schema)]
#[schema(tag = "kind")]
enum Pet {
    #[schema(value = "cat")]
    Cat(String),
    #[schema(value = "cat")]
    Tiger(String),
    Dog,
}

fn main() {}
