//! Forms as other programs write them, and round trips.
#![allow(clippy::unwrap_used, reason = "tests")]

use bytes::Bytes;

use super::parse::parts;
use super::{FormReader, FormWriter, Part};
use crate::payload::File;
use crate::schema::Rules;

static NAME: Part = Part { name: "na\"me", content_type: "", secret: false, rules: Rules::NONE };
static AGES: Part = Part { name: "ages", content_type: "", secret: false, rules: Rules::NONE };
static FILE: Part = Part { name: "file", content_type: "", secret: false, rules: Rules::NONE };

fn read(writer: FormWriter) -> FormReader {
    let (content_type, body) = writer.finish();
    FormReader::new(&body, &content_type).unwrap()
}

#[test]
fn values_come_back() {
    let mut form = FormWriter::default();
    form.value(&NAME, &"a\r\n--gatewright-form-0-boundary--".to_owned()).unwrap();
    form.value(&AGES, &vec![1, 2]).unwrap();
    let file = File::new(vec![0, 255, 13, 10]).named("a\"b\\c\r\n.bin").of_type("image/png");
    form.files(&FILE, std::slice::from_ref(&file)).unwrap();
    let form = read(form);
    assert_eq!(form.required::<String>(&NAME).unwrap(), "a\r\n--gatewright-form-0-boundary--");
    assert_eq!(form.required::<Vec<i64>>(&AGES).unwrap(), [1, 2]);
    assert_eq!(form.optional_file(&FILE).unwrap(), Some(file));
}

#[test]
fn absent_parts_are_missing_or_empty() {
    let form = read(FormWriter::default());
    assert_eq!(form.optional::<String>(&NAME), Ok(None));
    assert_eq!(form.required::<String>(&NAME).unwrap_err().problem, "is missing");
    assert_eq!(form.required::<String>(&NAME).unwrap_err().at, "/na\"me");
    assert_eq!(form.required::<Vec<i64>>(&AGES), Ok(Vec::new()));
}

#[test]
fn a_single_value_comes_once_and_in_its_type() {
    let mut form = FormWriter::default();
    form.value(&AGES, &vec!["1", "x"]).unwrap();
    let form = read(form);
    assert_eq!(form.required::<i64>(&AGES).unwrap_err().problem, "is given more than once");
    assert_eq!(form.required::<Vec<i64>>(&AGES).unwrap_err().problem, "expected a whole number");
}

#[test]
fn a_media_type_can_not_smuggle_a_header() {
    let file = File::new(Vec::new()).of_type("text/plain\r\nX-Evil: 1");
    assert!(FormWriter::default().files(&FILE, &[file]).is_err());
}

#[test]
fn a_part_has_one_name() {
    let part =
        |disposition: &str| format!("--b\r\nContent-Disposition: form-data; {disposition}\r\n\r\nx\r\n--b--\r\n");
    check(&part(r#"name="a"; name="b""#), Err("has a part with two names"));
    check(&part(r#"name="a"; filename="x"; filename="y""#), Err("has a part with two file names"));
    check(&part(r#"name="a"; filename="x""#), Ok(&[("a", "x")]));
}

/// Whoever writes boundaries into a value doesn't make us look for one again and again.
#[test]
fn boundaries_in_a_value_cost_one_pass() {
    let mut form = FormWriter::default();
    let taken: String = (0..20_000).map(|n| format!("gatewright-form-{n}-boundary ")).collect();
    form.value(&NAME, &taken).unwrap();
    let before = std::time::Instant::now();
    let (content_type, body) = form.finish();
    assert!(before.elapsed().as_secs() < 5);
    assert!(content_type.ends_with("gatewright-form-20000-boundary"));
    assert_eq!(FormReader::new(&body, &content_type).unwrap().required::<String>(&NAME).unwrap(), taken);
}

#[track_caller]
fn check(body: &str, expected: Result<&[(&str, &str)], &str>) {
    let found = parts(&Bytes::from(body.to_owned()), "multipart/form-data; boundary=\"b\"");
    let found = found.map(|parts| {
        parts.into_iter().map(|part| (part.name, String::from_utf8(part.content.to_vec()).unwrap())).collect::<Vec<_>>()
    });
    let expected = expected.map(|parts| parts.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect());
    assert_eq!(found, expected, "{body:?}");
}

#[test]
fn forms_of_other_programs_are_read() {
    let part = "Content-Disposition: form-data; name=\"a\"\r\n\r\n1";
    check("--b--", Ok(&[]));
    check(&format!("--b\r\n{part}\r\n--b--\r\nepilogue"), Ok(&[("a", "1")]));
    check(&format!("preamble\r\n--b \t\r\n{part}\r\n--b--"), Ok(&[("a", "1")]));
    check(&format!("--b\r\n{part}\r\n-b\r\n--b--"), Ok(&[("a", "1\r\n-b")]));
    check("--b\r\ncontent-disposition:form-data;NAME=a\r\n\r\n\r\n--b--", Ok(&[("a", "")]));
    check("--b\r\nContent-Disposition: form-data; name=\"a;\\\"b%22\"\r\n\r\n\r\n--b--", Ok(&[("a;\"b\"", "")]));
}

#[test]
fn malformed_forms_are_refused() {
    let part = "Content-Disposition: form-data; name=\"a\"\r\n\r\n1";
    check("", Err("doesn't hold its boundary"));
    check(&format!("--b\r\n{part}"), Err("ends before its closing boundary"));
    check(&format!("--b\n{part}\n--b--"), Err("has a boundary that isn't a line of its own"));
    check("--bx\r\n\r\n--bx--", Err("has a boundary that isn't a line of its own"));
    check("--b\r\nContent-Disposition: form-data; name=a", Err("has a part whose head doesn't end"));
    check("--b\r\n\r\n\r\n--b--", Err("has a part without a disposition"));
    check("--b\r\nContent-Disposition: form-data\r\n\r\n\r\n--b--", Err("has a part without a name"));
    check("--b\r\nContent-Disposition: attachment; name=a\r\n\r\n\r\n--b--", Err("has a part that isn't form data"));
    check("--b\r\nnonsense\r\n\r\n\r\n--b--", Err("has a part with a malformed header"));
    let long = format!("--b\r\nX: {}\r\n\r\n\r\n--b--", "x".repeat(9000));
    check(&long, Err("has a part whose head is too long"));
    let many = format!("--b\r\n{part}\r\n").repeat(1025) + "--b--";
    check(&many, Err("has too many parts"));
    assert!(parts(&Bytes::from("--b--"), "multipart/form-data").is_err());
}
