//! Documents that are malformed, or meant to do harm.

use serde_json::Value;

use super::super::{MAX_DEPTH, from_slice, from_str, to_string};
use super::asavie::{Answer, XML};
use super::trips::Random;
use super::{forms, unions};

fn problem(document: impl AsRef<[u8]>) -> String {
    from_slice::<Value>(document.as_ref()).unwrap_err().to_string()
}

#[test]
fn malformed_documents_are_refused() {
    for document in [
        "",
        " ",
        "text",
        "<a",
        "<a>",
        "</a>",
        "<a></b>",
        "<a/><b/>",
        "<a/>x",
        "x<a/>",
        "<a/>&lt;",
        "<a/><![CDATA[]]>",
        "<a>&b;</a>",
        "<a>&#0;</a>",
        "<a>&#x1;</a>",
        "<a>&#xD800;</a>",
        "<a>\u{1}</a>",
        "<a>\u{ffff}</a>",
        "<a>]]></a>",
        "<a>& b</a>",
        "<a b='<'/>",
        "<a b='&c;'/>",
        "<a b/>",
        "<a b=c/>",
        "<a b='1' b='2'/>",
        "<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>",
        "<b:a/>",
        "<a b:c='1'/>",
        "<a:b:c xmlns:a='u'/>",
        "<1/>",
        "<a.,/>",
        "<-/>",
        "<a xmlns:xmlns='u'/>",
        "<a xmlns:b=''/>",
        "<a xmlns:xml='u'/>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a><!-- -- --></a>",
        "<a><?xml version='1.0'?></a>",
        " <?xml version='1.0'?><a/>",
        "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>",
        "<?xml version='2.0'?><a/>",
        "<a xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='b:c'/>",
    ] {
        assert!(from_str::<Value>(document).is_err(), "{document}");
    }
}

#[test]
fn declared_types_are_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
    assert_eq!(problem(bomb), "line 1, column 1: document type declarations aren't accepted");
    assert!(problem("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>").contains("document type declarations"));
}

#[test]
fn bytes_that_are_not_utf_8_are_refused() {
    assert_eq!(problem(b"<a>\n\xff</a>"), "line 2, column 1: the document isn't UTF-8");
    assert!(problem(b"\xff\xfe<\0a\0/\0>\0").contains("isn't UTF-8"));
    assert!(from_slice::<Value>("\u{feff}<a/>".as_bytes()).is_ok());
    assert!(from_str::<Value>("<?xml version='1.0' encoding='utf-16'?><a>é</a>").is_ok());
}

#[test]
fn depth_and_width_are_limited() {
    let nested = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    assert!(from_str::<Value>(&nested(MAX_DEPTH)).is_ok());
    assert!(problem(nested(MAX_DEPTH + 1)).contains("nest deeper"));
    assert!(problem("<a>".repeat(1_000_000)).contains("nest deeper"));
    let attributes: String = (0..300).map(|number| format!(" a{number}=''")).collect();
    assert!(problem(format!("<a{attributes}/>")).contains("more than 256 attributes"));
    let declarations: String = (0..200).map(|number| format!(" xmlns:a{number}='u'")).collect();
    assert!(problem(format!("<a{declarations}>").repeat(6)).contains("namespace declarations"));
    let mut value = Value::Null;
    for _ in 0..MAX_DEPTH + 1 {
        value = Value::Array(vec![value]);
    }
    assert!(to_string(&value).unwrap_err().to_string().contains("nest"));
}

#[test]
fn many_elements_take_little_time() {
    let wide = format!("<a>{}</a>", "<b/>".repeat(200_000));
    assert!(from_str::<Value>(&wide).is_ok());
    // Each level has two options, which must not multiply.
    let deep = format!("{}{}", "<inner>".repeat(100), "</inner>".repeat(100));
    assert!(from_str::<unions::Shape>(&deep).is_err());
    let deep = format!("<a>{}<radius>1</radius>{}</a>", "<side>1</side><inner>".repeat(60), "</inner>".repeat(60));
    assert!(from_str::<unions::Shape>(&deep).is_ok());
}

#[test]
fn line_ends_and_white_space() {
    assert_eq!(from_str::<String>("<a> b\r\nc\rd&#13;\t</a>").unwrap(), " b\nc\nd\r\t");
    let read: Value = from_str("<a b=' c\n\td&#10;'/>").unwrap();
    assert_eq!(read, serde_json::json!({"@b": " c  d\n"}));
    for text in ["", " ", "\r\n\t", "a\rb", "<&>\"']]>", "é\u{10ffff}\u{85}\u{2028}"] {
        assert_eq!(from_str::<String>(&to_string(text).unwrap()).unwrap(), text);
        let value = serde_json::json!({"@a": text, "b": ""});
        assert_eq!(from_str::<Value>(&to_string(&value).unwrap()).unwrap(), value);
    }
}

/// Reads bytes as every type at hand; only the absence of a panic counts.
fn read_all(bytes: &[u8]) {
    drop(from_slice::<Answer>(bytes));
    drop(from_slice::<Value>(bytes));
    drop(from_slice::<forms::Zoo>(bytes));
    drop(from_slice::<forms::Outer>(bytes));
    drop(from_slice::<unions::Shape>(bytes));
    drop(from_slice::<unions::Holder>(bytes));
}

#[test]
fn truncated_documents_are_refused() {
    for end in 0..XML.len() {
        assert!(from_slice::<Answer>(&XML.as_bytes()[..end]).is_err(), "{end}");
    }
}

#[test]
fn mutations_do_not_panic() {
    let seeds = [
        XML,
        "<a b='1' xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='x' i:nil='1'><![CDATA[a]]>&lt;<?p?></a>",
        "<o:outer xmlns:o='urn:o'><o:first>1</o:first><inner xmlns='urn:i'><a>1</a></inner></o:outer>",
    ];
    let mut random = Random::new(7);
    for round in 0..3000 {
        let mut bytes = seeds[round % seeds.len()].as_bytes().to_vec();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            match random.below(4) {
                0 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, b"<>&;/='\" :!?[]-"[random.below(15)]),
                _ => {
                    let end = (at + random.below(20)).min(bytes.len());
                    let part = bytes[at..end].to_vec();
                    let to = random.below(bytes.len());
                    bytes.splice(to..to, part);
                }
            }
        }
        read_all(&bytes);
    }
}
