//! The path and the fields name different parameters.

#[derive(gatewright::Operation)]
#[operation(id = "get", method = GET, path = "/a/{one}/{two}", access = public, returns = String, status = 200)]
struct Get {
    #[parameter(path)]
    one: String,
    #[parameter(path)]
    three: String,
    #[parameter(query, default = 1)]
    page: Option<i64>,
}

fn main() {}
