//! Answers without a status, with one that is none, or with one that another has.

#[derive(gatewright::Responses)]
enum Answers {
    Silent(String),
    #[response(status = 999)]
    Impossible(String),
    #[response(status = "4XX")]
    Range(String),
    #[response(status = 404)]
    NotFound(String),
    #[response(status = 404, reason = "gone")]
    Gone(String),
    #[response(status = 403, rejection = "{}")]
    Forbidden,
}

fn main() {}
