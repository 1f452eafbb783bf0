//! `gatewright explain CODE`.

use super::Outcome;
use super::arguments::ExplainArguments;
use super::terminal::Terminal;
use crate::diagnostics::codes;

pub(super) fn run(arguments: &ExplainArguments, terminal: &Terminal) -> Outcome {
    let wanted = arguments.code.to_ascii_uppercase();
    if let Some(code) = codes::find(&wanted) {
        terminal.result(&format!("{}: {}\n\n{}\n", code.code, code.title, wrap(code.explanation, 100)));
        return Outcome::Done;
    }
    terminal.error(&format!("error: there is no diagnostic with the code `{wanted}`; a code looks like GW0101"));
    Outcome::Misused
}

/// Breaks paragraphs into lines of at most `width` characters; lines that begin with a space stay as they are.
fn wrap(text: &str, width: usize) -> String {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        if paragraph.starts_with(' ') || paragraph.is_empty() {
            lines.push(paragraph.to_owned());
            continue;
        }
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_broken_at_words() {
        assert_eq!(
            wrap("one two three\n\n  as it  is, however long\nabcdefghij klm", 7),
            "one two\nthree\n\n  as it  is, however long\nabcdefghij\nklm"
        );
    }
}
