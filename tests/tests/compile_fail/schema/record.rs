//! Every problem of a record is shown at once, each where it is.

#[derive(gatewright::Schema)]
#[schema(colour = "blue", closed)]
struct Record {
    #[schema(minlength = 3)]
    name: String,
    #[schema(required)]
    count: i64,
    #[schema(rename = "count")]
    other: i64,
    #[schema(min_items = 2, max_items = 1)]
    items: Vec<String>,
    #[schema(rest)]
    rest: Vec<String>,
}

fn main() {}
