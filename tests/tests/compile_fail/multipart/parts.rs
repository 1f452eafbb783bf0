//! Every field is a part; a file has no constraints.

use gatewright::payload::File;

#[derive(gatewright::Multipart)]
struct Form {
    name: String,
    #[part(title = "x")]
    title: String,
    #[part(max_length = 3, content_type = "csv")]
    file: File,
}

fn main() {}
