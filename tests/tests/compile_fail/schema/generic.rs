//! A schema has no parameters.

#[derive(gatewright::Schema)]
struct Page<T> {
    items: Vec<T>,
}

fn main() {}
