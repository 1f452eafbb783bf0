//! Documentation: the document's prose as doc comments, made harmless.

use crate::ir::{Api, Doc};

/// Lines longer than this are broken, where Markdown doesn't mind.
const WIDTH: usize = 112;

/// The documentation of the crate.
pub(super) fn of_api(api: &Api, has_features: bool) -> Vec<String> {
    let mut docs = paragraphs(&format!("{} {}", api.title, api.version));
    add(&mut docs, api.description.as_deref());
    if has_features {
        let said = "Each group of operations is a feature of this package: enable those whose operations you use.";
        add(&mut docs, Some(said));
    }
    docs
}

/// The documentation of an item; nothing where all that it says is the item's name.
pub(super) fn of(doc: &Doc, ident: &str) -> Vec<String> {
    let mut docs = Vec::new();
    add(&mut docs, doc.summary.as_deref());
    let repeats = doc.summary.as_deref().map(str::trim) == doc.description.as_deref().map(str::trim);
    if !repeats {
        add(&mut docs, doc.description.as_deref());
    }
    if matches!(docs.as_slice(), [only] if is_like(only, ident)) {
        docs.clear();
    }
    docs
}

/// Documentation, or what is said where there is none.
pub(super) fn or(docs: Vec<String>, otherwise: &str) -> Vec<String> {
    if docs.is_empty() { paragraphs(otherwise) } else { docs }
}

/// Whether two names are the same to a reader: the same letters and digits, in whatever case.
pub(super) fn is_like(a: &str, b: &str) -> bool {
    letters(a).eq(letters(b))
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Adds a paragraph, after a blank line.
pub(super) fn add(docs: &mut Vec<String>, text: Option<&str>) {
    let lines = paragraphs(text.unwrap_or_default());
    if lines.is_empty() {
        return;
    }
    if !docs.is_empty() {
        docs.push(String::new());
    }
    docs.extend(lines);
}

/// The first sentence of the first paragraph, and another after it.
pub(super) fn shortened(docs: &[String], another: &str) -> Vec<String> {
    let paragraph = docs.split(String::is_empty).next().unwrap_or_default().join(" ");
    let end = paragraph.match_indices(". ").map(|(at, _)| at + 1).find(|end| balanced(&paragraph[..*end]));
    paragraphs(&format!("{} {another}", &paragraph[..end.unwrap_or(paragraph.len())]))
}

/// The lines of a text, each without the `///` and the blank after it.
fn paragraphs(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        let line = harmless(line);
        let fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        if fence {
            // Without a language, rustdoc would take it for Rust and run it.
            lines.push(if fenced { "```".to_owned() } else { "```text".to_owned() });
            fenced = !fenced;
        } else if fenced {
            lines.push(line);
        } else if line.trim().is_empty() {
            if lines.last().is_some_and(|l| !l.is_empty()) {
                lines.push(String::new());
            }
        } else {
            wrap(&unindented(&line), &mut lines);
        }
    }
    if fenced {
        lines.push("```".to_owned());
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Control characters, and those that turn the direction of text, don't belong in source code.
fn harmless(line: &str) -> String {
    if line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return line.trim_end().to_owned();
    }
    let bad = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    line.replace('\t', "    ").chars().filter(|c| !bad(*c)).collect::<String>().trim_end().to_owned()
}

/// Four blanks make a code block, which rustdoc would take for Rust and run.
fn unindented(line: &str) -> String {
    let text = line.trim_start();
    format!("{}{text}", &"  "[..(line.len() - text.len()).min(2)])
}

fn wrap(line: &str, lines: &mut Vec<String>) {
    let special = |word: &str| {
        word.starts_with(['-', '+', '*', '#', '>', '|', '<', '=', '~', '`'])
            || word.starts_with(|c: char| c.is_ascii_digit())
    };
    if line.len() <= WIDTH || line.starts_with(' ') || line.split(' ').next().is_some_and(special) || line.contains('|')
    {
        lines.push(line.to_owned());
        return;
    }
    let mut current = String::new();
    for word in line.split(' ').filter(|w| !w.is_empty()) {
        if !current.is_empty() && current.len() + 1 + word.len() > WIDTH && !special(word) && balanced(&current) {
            lines.push(std::mem::take(&mut current));
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(current);
}

/// Whether a line may end here: not within code or within a link.
fn balanced(text: &str) -> bool {
    text.matches('`').count().is_multiple_of(2) && text.matches('[').count() == text.matches(']').count()
}

#[cfg(test)]
mod tests {
    use super::{Doc, WIDTH, paragraphs};

    #[test]
    fn code_is_never_run() {
        assert_eq!(paragraphs("See:\n```\nfn main() {}\n```"), ["See:", "```text", "fn main() {}", "```"]);
        assert_eq!(paragraphs("A\n\n    let x = 1;"), ["A", "", "  let x = 1;"]);
        assert_eq!(paragraphs("```rust\nopen"), ["```text", "open", "```"]);
    }

    #[test]
    fn what_is_said_is_more_than_the_name() {
        let said =
            |text: &str, ident: &str| super::of(&Doc { summary: Some(text.to_owned()), ..Doc::default() }, ident);
        assert_eq!(said("Web Hook.", "WebHook"), [""; 0]);
        assert_eq!(said("The web hook.", "WebHook"), ["The web hook."]);
        assert_eq!(super::or(said("Id", "id"), "Otherwise."), ["Otherwise."]);
    }

    #[test]
    fn text_that_turns_is_cut() {
        assert_eq!(paragraphs("a\u{202e}b\u{0}c\r\n\n\n"), ["abc"]);
    }

    #[test]
    fn long_lines_are_broken_between_words() {
        let lines = paragraphs(&"word ".repeat(50));
        assert!(lines.len() == 3 && lines.iter().all(|l| l.len() <= WIDTH), "{lines:?}");
    }
}
