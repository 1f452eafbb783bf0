//! A struct isn't a set of answers.

#[derive(gatewright::Responses)]
struct Answer {
    body: String,
}

fn main() {}
