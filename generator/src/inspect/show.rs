//! Each stage's product as text.

use std::fmt::{Debug, Write as _};

use crate::dialect::Normalised;
use crate::document::Document;
use crate::emit::Module;
use crate::overlay::Overlaid;
use crate::render::Package;
use crate::source::SourceMap;
use crate::syntax::Node;
use crate::{ir, plan, resolve};

/// What a stage made, as text that a person can read and a diff can compare.
pub trait Show {
    /// The text, with a line break at its end.
    fn show(&self) -> String;
}

impl Show for &SourceMap {
    fn show(&self) -> String {
        self.paths().map(|path| format!("{}\n", path.display())).collect()
    }
}

impl Show for Node {
    fn show(&self) -> String {
        let mut text = String::new();
        json(self, 0, &mut text);
        text.push('\n');
        text
    }
}

impl Show for Overlaid {
    fn show(&self) -> String {
        self.root.show()
    }
}

impl Show for Normalised {
    fn show(&self) -> String {
        self.root.show()
    }
}

impl Show for Document {
    fn show(&self) -> String {
        debug(self)
    }
}

impl Show for resolve::Api {
    fn show(&self) -> String {
        debug(self)
    }
}

impl Show for ir::Api {
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Show for plan::Crate {
    fn show(&self) -> String {
        debug(self)
    }
}

impl Show for Vec<Module> {
    fn show(&self) -> String {
        self.iter().map(|module| format!("==> {}\n{}\n", module.path.join("::"), module.items)).collect()
    }
}

impl Show for Package {
    fn show(&self) -> String {
        self.files.iter().map(|(path, text)| format!("==> {}\n{text}\n", path.display())).collect()
    }
}

fn debug(value: &impl Debug) -> String {
    format!("{value:#?}\n")
}

/// Writes a tree as JSON, two spaces a level, numbers as they stand in the document.
fn json(node: &Node, depth: usize, text: &mut String) {
    let break_line = |text: &mut String, depth: usize| {
        text.push('\n');
        text.extend(std::iter::repeat_n("  ", depth));
    };
    match node {
        Node::List(items) if !items.is_empty() => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { "," });
                break_line(text, depth + 1);
                json(item, depth + 1, text);
            }
            break_line(text, depth);
            text.push(']');
        }
        Node::Object(members) if !members.is_empty() => {
            text.push('{');
            for (at, (key, value)) in members.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { "," });
                break_line(text, depth + 1);
                let _infallible = write!(text, "{}: ", serde_json::Value::from(key.as_str()));
                json(value, depth + 1, text);
            }
            break_line(text, depth);
            text.push('}');
        }
        flat => text.push_str(&flat.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_shown_as_json() {
        let number = Node::Number("-9223372036854776000".to_owned());
        let members = [("a\"b", Node::List(vec![number, Node::Null])), ("c", Node::Object([].into_iter().collect()))];
        let node = Node::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
        assert_eq!(node.show(), "{\n  \"a\\\"b\": [\n    -9223372036854776000,\n    null\n  ],\n  \"c\": {}\n}\n");
    }
}
