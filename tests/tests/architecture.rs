//! What ARCHITECTURE.md says of the code, checked against the code.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

/// The folders of code that a person writes.
const CODE: [&str; 4] = ["generator/src", "generator/runtime/src", "macros/src", "generator/policy/src"];

/// A file has fewer lines than this.
const FILE_LINES: usize = 400;

/// A function has fewer lines than this, but for tests, whose lines are data.
const FUNCTION_LINES: usize = 60;

/// What each stage may import of the crate, itself and `diagnostics` aside.
const IMPORTS: [(&str, &[&str]); 13] = [
    ("diagnostics", &["source"]),
    ("config", &["source"]),
    ("source", &[]),
    ("syntax", &["source"]),
    ("overlay", &["source", "syntax"]),
    ("dialect", &["overlay", "syntax"]),
    ("document", &["dialect", "syntax"]),
    ("resolve", &["config", "document", "syntax"]),
    ("lower", &["config", "resolve", "ir"]),
    ("passes", &["config", "ir"]),
    ("plan", &["config", "ir"]),
    ("emit", &["plan"]),
    ("render", &["emit", "plan"]),
];

/// Where files may be read or written, of the generator.
const FILES: [&str; 4] = ["source", "output", "cli", "pipeline.rs"];

/// Where the generator may print: the command, and the one place from which a build script speaks to cargo.
const PRINTS: [&str; 2] = ["cli", "builder.rs"];

struct File {
    /// Below the root of the workspace.
    path: PathBuf,
    text: String,
}

impl File {
    fn syntax(&self) -> syn::File {
        syn::parse_file(&self.text).unwrap_or_else(|error| panic!("{}: {error}", self.path.display()))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn files_of(folders: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&root().join(folder), &mut found);
    }
    assert!(!found.is_empty());
    found
}

fn collect(folder: &Path, found: &mut Vec<File>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push(File { path: path.strip_prefix(root()).unwrap().to_owned(), text });
        }
    }
}

#[track_caller]
fn none(found: &[String]) {
    assert!(found.is_empty(), "\n  {}\n", found.join("\n  "));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent = files_of(&CODE).into_iter().filter(|file| !file.syntax().attrs.iter().any(is_doc));
    none(&silent.map(|file| format!("{} has no `//!`", file.path.display())).collect::<Vec<_>>());
}

fn is_doc(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("doc")
}

#[test]
fn files_and_functions_are_short() {
    let mut long = Vec::new();
    for file in files_of(&CODE) {
        let lines = file.text.lines().count();
        if lines >= FILE_LINES {
            long.push(format!("{} has {lines} lines", file.path.display()));
        }
        if is_test(&file.path) {
            continue;
        }
        let mut functions = Functions { path: &file.path, long: &mut long };
        functions.visit_file(&file.syntax());
    }
    none(&long);
}

struct Functions<'a> {
    path: &'a Path,
    long: &'a mut Vec<String>,
}

impl Functions<'_> {
    fn measure(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let lines = block.span().end().line - signature.span().start().line + 1;
        if lines >= FUNCTION_LINES {
            self.long.push(format!("{}: `{}` has {lines} lines", self.path.display(), signature.ident));
        }
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.measure(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.measure(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }
}

#[test]
fn a_stage_imports_what_the_stage_before_made_and_no_more() {
    let mut wrong = Vec::new();
    for file in files_of(&["generator/src"]) {
        let below = file.path.strip_prefix("generator/src").unwrap();
        let stage = below.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        let Some((_, allowed)) = IMPORTS.iter().find(|(name, _)| *name == stage) else { continue };
        if is_test(below) {
            continue;
        }
        let mut found = Imports { modules: Vec::new(), depth: depth(below) };
        found.read(tokens(&file));
        found.modules.sort();
        found.modules.dedup();
        for module in found.modules {
            if module != stage && module != "diagnostics" && !allowed.contains(&module.as_str()) {
                wrong.push(format!("{} imports `{module}`", file.path.display()));
            }
        }
    }
    none(&wrong);
}

/// How many `super`s lead from a file's module to the root of its crate.
fn depth(below: &Path) -> usize {
    below.components().count() - usize::from(below.file_name().is_some_and(|name| name == "mod.rs"))
}

fn tokens(file: &File) -> TokenStream {
    without_tests(file.text.parse().unwrap())
}

/// The modules at the crate's root that a file names, in imports, paths and macros.
struct Imports {
    modules: Vec<String>,
    depth: usize,
}

impl Imports {
    fn read(&mut self, stream: TokenStream) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while at < trees.len() {
            let mut supers = 0;
            while is_ident(trees.get(at), "super") && is_path(&trees, at + 1) {
                supers += 1;
                at += 3;
            }
            let crates = is_ident(trees.get(at), "crate") && is_path(&trees, at + 1);
            at += if crates { 3 } else { 0 };
            if crates || supers == self.depth {
                self.names(trees.get(at));
            }
            if let Some(TokenTree::Group(group)) = trees.get(at) {
                let inline = at > 1 && is_ident(trees.get(at - 2), "mod") && group.delimiter() == Delimiter::Brace;
                self.depth += usize::from(inline);
                self.read(group.stream());
                self.depth -= usize::from(inline);
            }
            at += 1;
        }
    }

    /// `x` of `crate::x`, or each of `crate::{x, y::z}`.
    fn names(&mut self, tree: Option<&TokenTree>) {
        match tree {
            Some(TokenTree::Ident(name)) => self.modules.push(name.to_string()),
            Some(TokenTree::Group(group)) => {
                let mut starts = true;
                for tree in group.stream() {
                    match tree {
                        TokenTree::Ident(name) if starts => {
                            self.modules.push(name.to_string());
                            starts = false;
                        }
                        TokenTree::Punct(comma) if comma.as_char() == ',' => starts = true,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

fn is_ident(tree: Option<&TokenTree>, name: &str) -> bool {
    matches!(tree, Some(TokenTree::Ident(ident)) if ident == name)
}

fn is_punct(tree: Option<&TokenTree>, mark: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

fn is_path(trees: &[TokenTree], at: usize) -> bool {
    is_punct(trees.get(at), ':') && is_punct(trees.get(at + 1), ':')
}

/// Leaves out what stands under `#[cfg(test)]`.
fn without_tests(stream: TokenStream) -> TokenStream {
    let mut kept = Vec::new();
    let mut trees = stream.into_iter();
    while let Some(tree) = trees.next() {
        if let TokenTree::Group(group) = &tree
            && group.delimiter() == Delimiter::Bracket
            && group.stream().to_string().replace(' ', "").starts_with("cfg(test")
        {
            for skipped in trees.by_ref() {
                let ends = matches!(&skipped, TokenTree::Group(body) if body.delimiter() == Delimiter::Brace);
                if ends || is_punct(Some(&skipped), ';') {
                    break;
                }
            }
            continue;
        }
        kept.push(match tree {
            TokenTree::Group(group) => proc_macro2::Group::new(group.delimiter(), without_tests(group.stream())).into(),
            other => other,
        });
    }
    kept.into_iter().collect()
}

/// Whether a file holds tests only: `#[cfg(test)] mod tests;`.
fn is_test(path: &Path) -> bool {
    path.ends_with("tests.rs") || path.components().any(|part| part.as_os_str() == "tests")
}

/// The files, below the root, in whose code outside of tests any of these token sequences occurs.
fn mentions(folder: &str, but: &[&str], sequences: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files_of(&[folder]) {
        let below = file.path.strip_prefix(folder).unwrap();
        if is_test(below) || but.iter().any(|start| below.starts_with(start)) {
            continue;
        }
        let text = tokens(&file).to_string();
        for sequence in sequences {
            if text.contains(sequence) {
                found.push(format!("{} mentions `{sequence}`", file.path.display()));
            }
        }
    }
    found
}

const PRINTING: [&str; 8] = [
    "println !",
    "print !",
    "eprintln !",
    "eprint !",
    "process :: exit",
    "process :: abort",
    "io :: stdout",
    "io :: stderr",
];

#[test]
fn only_the_command_prints_or_exits() {
    none(&mentions("generator/src", &PRINTS, &PRINTING));
    none(&mentions("generator/runtime/src", &[], &PRINTING));
    none(&mentions("macros/src", &[], &PRINTING));
    none(&mentions("generator/policy/src", &[], &PRINTING));
    let builder = fs::read_to_string(root().join("generator/src/builder.rs")).unwrap();
    let (outside, cargo) = builder.split_once("\nmod cargo {").expect("the builder's place to print");
    assert!(!outside.contains("println!"));
    assert_eq!(cargo.matches("println!(\"cargo::").count(), cargo.matches("println!").count());
}

#[test]
fn only_the_first_and_the_last_stage_touch_files() {
    let touching = ["std :: fs", "fs ::", "File ::", "std :: env", "env ::", "SystemTime", "Instant ::"];
    none(&mentions("generator/src", &[&FILES[..], &["builder.rs", "main.rs"]].concat(), &touching));
}

#[test]
fn nothing_is_left_to_do() {
    for folder in CODE {
        none(&mentions(folder, &[], &["todo !", "unimplemented !", "dbg !"]));
    }
}

#[test]
fn the_generator_opens_no_socket() {
    none(&mentions("generator/src", &[], &["std :: net", "TcpStream", "UdpSocket"]));
    for network in ["reqwest", "axum", "hyper", "tokio", "gatewright"] {
        assert!(!dependencies("generator").contains(&network.to_owned()), "{network}");
    }
}

#[test]
fn packages_depend_downwards_only() {
    let of_ours = |package: &str| -> Vec<String> {
        dependencies(package).into_iter().filter(|name| name.starts_with("gatewright")).collect()
    };
    assert_eq!(of_ours("generator"), ["gatewright-policy"]);
    assert_eq!(of_ours("generator/runtime"), ["gatewright-macros", "gatewright-policy"]);
    assert_eq!(of_ours("generator/policy"), [""; 0]);
    assert_eq!(of_ours("macros"), [""; 0]);
}

/// What a package depends on when it is built, not when it is tested.
fn dependencies(package: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root().join(package).join("Cargo.toml")).unwrap();
    let mut table = "";
    let mut found = Vec::new();
    for line in manifest.lines() {
        if let Some(name) = line.strip_prefix('[') {
            table = name.trim_end_matches(']');
        } else if table.ends_with("dependencies") && !table.contains("dev-dependencies") {
            found.extend(
                line.split(['.', '=', ' '])
                    .next()
                    .filter(|name| !name.is_empty() && !name.starts_with('#'))
                    .map(str::to_owned),
            );
        }
    }
    found
}
