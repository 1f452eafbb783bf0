//! Keys that are missing, misspelt or stated twice.

#[derive(gatewright::Operation)]
#[operation(id = "a", id = "b", methods = GET, path = "/a", returns = String, status = 700)]
struct Get {
    #[parameter(qury)]
    page: i64,
    #[parameter(query, minimum = 2, maximum = 1, style = "simple")]
    size: i64,
    #[body("text/plain")]
    first: String,
    #[body("json")]
    second: String,
}

fn main() {}
