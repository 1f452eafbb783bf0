//! The pages of the documentation that show the command at work: what they show is what it prints.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The code blocks of a page, each with its language.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else { continue };
        let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        blocks.push((language.to_owned(), text.join("\n") + "\n"));
    }
    blocks
}

/// Runs every command of a page in a folder with its document and its configuration.
#[test]
fn the_page_about_the_audit_shows_what_it_prints() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/docs/audit.md");
    let folder = tempfile::tempdir().unwrap();
    let mut commands = 0;
    for (language, text) in blocks(&fs::read_to_string(page).unwrap()) {
        match language.as_str() {
            "yaml" => fs::write(folder.path().join("openapi.yaml"), text).unwrap(),
            "toml" => fs::write(folder.path().join("gatewright.toml"), text).unwrap(),
            "console" => {
                let (command, expected) = text.split_once('\n').unwrap();
                let arguments = command.strip_prefix("$ gatewright ").unwrap().split(' ');
                let mut ran = Command::new(env!("CARGO_BIN_EXE_gatewright-as-built"));
                let ran = ran.args(arguments).current_dir(folder.path()).output().unwrap();
                assert!(ran.status.success(), "{command}: {}", String::from_utf8_lossy(&ran.stderr));
                assert_eq!(String::from_utf8(ran.stdout).unwrap(), expected, "{command}");
                commands += 1;
            }
            _ => {}
        }
    }
    assert_eq!(commands, 4);
}

/// Every setting that the page about rules shows is one.
#[test]
fn the_page_about_rules_shows_settings_that_there_are() {
    use gatewright_generator::diagnostics::{Sink, render};
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/docs/access.md");
    let mut shown = 0;
    for (_, text) in blocks(&fs::read_to_string(page).unwrap()).into_iter().filter(|(language, _)| language == "toml") {
        // What becomes of unguarded operations is shown three times over, where one is meant.
        let choices = text.matches("unguarded = ").count().max(1);
        for choice in 0..choices {
            let mut at = 0;
            let line = |line: &&str| {
                !line.starts_with("unguarded") || {
                    at += 1;
                    at - 1 == choice
                }
            };
            let text: String = text.lines().filter(line).map(|line| format!("{line}\n")).collect();
            let (mut sources, mut sink) = (gatewright_generator::source::SourceMap::default(), Sink::default());
            let id = sources.add("gatewright.toml", text.as_str());
            let read = gatewright_generator::config::parse(&sources, id, &mut sink);
            assert!(read.is_ok(), "{text}{}", render(&sources, sink.diagnostics(), false));
            shown += 1;
        }
    }
    assert_eq!(shown, 5);
}

/// The handler that doesn't compile is a case of `compile_fail`, and so is what the compiler says of it.
#[test]
fn the_first_page_shows_what_the_compiler_and_the_audit_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let case = |name: &str| fs::read_to_string(root.join("tests/tests/compile_fail/grant").join(name)).unwrap();
    let (code, said) = (case("another.rs"), case("another.stderr"));
    let page = blocks(&fs::read_to_string(root.join("README.md")).unwrap());
    let (_, handler) = page.iter().find(|(language, text)| language == "rust" && code.contains(text.as_str())).unwrap();
    assert!(handler.contains("api.delete_batch(call)"));
    let (_, error) = page.iter().find(|(_, text)| text.starts_with("error[E0308]")).unwrap();
    for line in error.lines() {
        assert!(said.lines().any(|known| known == line), "{line}");
    }
    let (_, listed) = page.iter().find(|(language, _)| language == "console").unwrap();
    let (command, expected) = listed.split_once('\n').unwrap();
    let mut audit = Command::new(env!("CARGO_BIN_EXE_gatewright-as-built"));
    let ran = audit.args(command.strip_prefix("$ gatewright ").unwrap().split(' ')).current_dir(root).output().unwrap();
    assert_eq!(String::from_utf8(ran.stdout).unwrap(), expected);
}
