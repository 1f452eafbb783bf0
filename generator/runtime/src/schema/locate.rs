//! Finds where in a JSON document an error is, so that reading needs to keep no path.

/// The JSON Pointer of the value in which a line and column lie, both counted from 1 as serde_json does.
///
/// An error at the end of an object or list is the object's or list's own. Text that isn't JSON
/// gives the pointer of what could be read of it.
#[must_use]
pub fn json_pointer(text: &[u8], line: usize, column: usize) -> String {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(nth) => text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(nth).map_or(0, |(at, _)| at + 1),
    };
    let end = start.saturating_add(column).min(text.len());
    let mut cursor = Cursor { text: &text[..end], at: 0 };
    let mut path = Vec::new();
    cursor.follow(&mut path);
    let mut pointer = String::new();
    for step in path {
        match step {
            Step::Key(key) => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Step::Item(index) => pointer.push_str(&format!("/{index}")),
            Step::Object => {}
        }
    }
    pointer
}

enum Step {
    /// In an object, before its first key.
    Object,
    Key(String),
    Item(usize),
}

struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    /// Reads tokens up to the end of the text, keeping the path of the open objects and lists.
    fn follow(&mut self, path: &mut Vec<Step>) {
        let mut expect_key = false;
        while let Some(byte) = self.text.get(self.at).copied() {
            self.at += 1;
            match byte {
                b'{' => {
                    path.push(Step::Object);
                    expect_key = true;
                }
                b'[' => {
                    path.push(Step::Item(0));
                    expect_key = false;
                }
                b'}' | b']' => {
                    path.pop();
                    expect_key = false;
                }
                b',' => match path.last_mut() {
                    Some(Step::Item(index)) => *index += 1,
                    Some(_) => expect_key = true,
                    None => {}
                },
                b'"' => {
                    let key = self.string();
                    if std::mem::take(&mut expect_key) {
                        path.pop();
                        path.push(Step::Key(key));
                    }
                }
                _ => {}
            }
        }
    }

    /// Reads the rest of a string, its opening quote read.
    fn string(&mut self) -> String {
        let from = self.at;
        while let Some(byte) = self.text.get(self.at) {
            match byte {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        let to = self.at.min(self.text.len());
        self.at = to + 1;
        let raw = &self.text[from..to];
        let quoted = [b"\"", raw, b"\""].concat();
        serde_json::from_slice(&quoted).unwrap_or_else(|_| String::from_utf8_lossy(raw).into_owned())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test says enough")]

    use crate as gatewright;

    #[derive(Debug, gatewright::Schema)]
    #[allow(dead_code, reason = "only read")]
    struct Outer {
        #[schema(rename = "in/ner")]
        inner: Vec<Inner>,
        name: Option<String>,
    }

    #[derive(Debug, gatewright::Schema)]
    #[allow(dead_code, reason = "only read")]
    struct Inner {
        a: i32,
        b: Option<bool>,
    }

    #[test]
    fn errors_are_located() {
        for (text, expected) in [
            (r#"{"in/ner": [{"a": 1}, {"b": true}]}"#, "/in~1ner/1"),
            ("{\"in/ner\": [{\"a\": 1},\n {\"a\": \"x\"}]}", "/in~1ner/1/a"),
            (r#"{"in/ner": [{"a": 1, "b": 2}]}"#, "/in~1ner/0/b"),
            (r#"{"in/ner": [{"a": 1, "a": 2}]}"#, "/in~1ner/0/a"),
            (r#"{"in/ner": [7]}"#, "/in~1ner/0"),
            (r#"{"name": "a \" } ]", "x": {"y": [1, 2]}}"#, ""),
            (r#"{"name": {}}"#, "/name"),
            ("[]", ""),
            ("", ""),
            (r#"{"name": "#, "/name"),
        ] {
            let error = serde_json::from_str::<Outer>(text).unwrap_err();
            assert_eq!(super::json_pointer(text.as_bytes(), error.line(), error.column()), expected, "{text}: {error}");
        }
    }

    #[test]
    fn nothing_makes_it_fail() {
        for text in ["", "\"", "{\"\\", "]]}}", "{,\"a\\u12\":", "\n\n"] {
            for line in 0..4 {
                for column in 0..10 {
                    assert!(super::json_pointer(text.as_bytes(), line, column).len() < 20);
                }
            }
        }
    }
}
