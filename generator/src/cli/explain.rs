//! `gatewright explain CODE` and `gatewright explain --all`.

use super::Outcome;
use super::arguments::{ExplainArguments, Format};
use super::terminal::Terminal;
use crate::diagnostics::codes::{self, Code};
use crate::diagnostics::did_you_mean;

pub(super) fn run(arguments: &ExplainArguments, terminal: &Terminal) -> Outcome {
    let Some(wanted) = &arguments.code else {
        terminal.result(&list(&codes::all().collect::<Vec<_>>(), terminal.format()));
        return Outcome::Done;
    };
    let wanted = wanted.to_ascii_uppercase();
    let Some(code) = codes::find(&wanted) else {
        let meant = did_you_mean(&wanted, codes::all().map(|code| code.code))
            .unwrap_or_else(|| "`gatewright explain --all` lists the codes".to_owned());
        terminal.error(&format!("error: there is no diagnostic with the code `{wanted}`: {meant}"));
        return Outcome::Misused;
    };
    terminal.result(&match terminal.format() {
        Format::Text | Format::Markdown | Format::Csv => {
            let repair =
                if code.repair { "\n\nA warning of this code is a repair: `--strict` makes it an error." } else { "" };
            let text = format!("{}{repair}", code.explanation);
            format!("{}: {}\n\n{}\n", code.code, code.title, wrap(&text, 100))
        }
        Format::Json => list(&[code], Format::Json),
    });
    Outcome::Done
}

/// Codes, a line each.
fn list(codes: &[&Code], format: Format) -> String {
    let line = |code: &&Code| match format {
        Format::Text | Format::Markdown | Format::Csv => format!("{}  {}\n", code.code, code.title),
        Format::Json => {
            let Code { code, title, explanation, repair } = code;
            let line =
                serde_json::json!({ "code": code, "title": title, "explanation": explanation, "repair": repair });
            format!("{line}\n")
        }
    };
    codes.iter().map(line).collect()
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
