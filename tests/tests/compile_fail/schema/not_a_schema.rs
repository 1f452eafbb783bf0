//! A field whose type has no schema is shown at the type.

#[derive(gatewright::Schema)]
struct Record {
    duration: std::time::SystemTime,
}

fn main() {}
