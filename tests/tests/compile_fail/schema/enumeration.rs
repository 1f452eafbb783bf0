//! Enumerations that can't be.

#[derive(gatewright::Schema)]
enum Status {
    Other(String),
    #[schema(rename = "Done")]
    Finished,
    Done,
    Batch(u8),
}

#[derive(gatewright::Schema)]
enum Level {
    #[schema(value = 1)]
    Low,
    #[schema(value = "2")]
    High,
}

fn main() {}
