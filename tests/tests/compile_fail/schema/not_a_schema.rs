//! A field whose type has no schema is shown at the type.

struct Foreign;

#[derive(gatewright::Schema)]
struct Record {
    foreign: Foreign,
}

fn main() {}
