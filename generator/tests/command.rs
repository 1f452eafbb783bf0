//! The command as a user meets it: what it writes, says and returns.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

const DOCUMENT: &str = r#"openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{name}:
    get:
      operationId: getPet
      parameters: [{name: name, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
"#;

/// What a run came to.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

#[track_caller]
fn gatewright(folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_gatewright"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A project of one guarded-by-nobody API that is said to be public.
fn project() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "specs/pets/openapi.yaml", DOCUMENT);
    put(root.path(), "specs/pets/gatewright.toml", "[access]\npublic = [\"*\"]\n");
    root
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Every file below a folder with its text and the time of its last change.
fn files(folder: &Path) -> BTreeMap<PathBuf, (String, SystemTime)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let changed = fs::metadata(&path).unwrap().modified().unwrap();
                found.insert(path.clone(), (fs::read_to_string(&path).unwrap(), changed));
            }
        }
    }
    found
}

#[test]
fn a_project_is_generated_and_then_left_alone() {
    let root = project();
    let first = gatewright(root.path(), &[]);
    assert_eq!((first.code, first.err.as_str()), (0, ""), "{first:?}");
    assert!(first.out.starts_with("generated/pets ") && first.out.contains(" new"), "{}", first.out);
    let generated = files(&root.path().join("generated"));
    assert!(generated.keys().any(|path| path.ends_with("pets/src/lib.rs")));

    // From a folder below, too; once by the stamp, once without it.
    let second = gatewright(&root.path().join("specs/pets"), &[]);
    assert_eq!(second.out.split_whitespace().collect::<Vec<_>>(), ["generated/pets", "unchanged"]);
    fs::remove_dir_all(root.path().join("target")).unwrap();
    gatewright(root.path(), &[]);
    assert_eq!(files(&root.path().join("generated")), generated);
}

#[test]
fn every_kind_of_change_is_noticed() {
    let root = project();
    gatewright(root.path(), &[]);
    let types = root.path().join("generated/pets/src/types.rs");
    let before = fs::read_to_string(&types).unwrap();

    fs::write(&types, before.replace("pub name", "pub nome")).unwrap();
    let stale = gatewright(root.path(), &["check"]);
    assert_eq!(stale.code, 1);
    assert!(stale.out.contains("-    pub nome: String,\n+    pub name: String,"), "{}", stale.out);
    assert!(stale.err.contains("GW0708"), "{}", stale.err);
    gatewright(root.path(), &[]);
    assert_eq!(fs::read_to_string(&types).unwrap(), before, "an edit of generated code");

    put(
        root.path(),
        "specs/pets/openapi.yaml",
        &DOCUMENT.replace("name: {type: string}}}\n", "name: {type: integer}}}\n"),
    );
    assert_eq!(gatewright(root.path(), &["check"]).code, 1);
    assert!(gatewright(root.path(), &[]).out.contains("1 changed"));
    assert!(fs::read_to_string(&types).unwrap().contains("pub name: i64"), "an edit of the document");

    put(root.path(), "specs/pets/gatewright.toml", "[crate]\nserver = false\n");
    assert!(gatewright(root.path(), &[]).out.contains("1 removed"), "an edit of the configuration");

    fs::remove_dir_all(root.path().join("specs/pets")).unwrap();
    assert!(gatewright(root.path(), &[]).out.contains("removed"), "a document that is gone");
    assert!(!root.path().join("generated/pets").exists());
    assert_eq!(gatewright(root.path(), &["check"]).code, 0);
}

#[test]
fn all_problems_of_all_documents_are_said_and_nothing_is_written() {
    let root = project();
    put(root.path(), "specs/b/openapi.yaml", &DOCUMENT.replace("schemas/Pet'", "schemas/Pot'"));
    put(root.path(), "specs/c/openapi.json", "{");
    let ran = gatewright(root.path(), &[]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("specs/b/openapi.yaml:9:") && ran.err.contains("specs/c/openapi.json:1:"), "{}", ran.err);
    assert!(!ran.err.contains('\u{1b}'), "no colour where nobody looks");
    assert!(!root.path().join("generated").exists());
}

#[test]
fn a_workspace_loads_whatever_comes_and_goes() {
    let root = project();
    put(root.path(), "Cargo.toml", "[workspace]\nmembers = [\"generated/*\"]\nresolver = \"3\"\n");
    gatewright(root.path(), &[]);
    let metadata = || {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["metadata", "--offline", "--no-deps", "--format-version", "1"]).current_dir(root.path());
        String::from_utf8(cargo.output().unwrap().stdout).unwrap()
    };
    assert!(metadata().contains("\"name\":\"pets\""));
    put(root.path(), "specs/cats/openapi.yaml", DOCUMENT);
    put(root.path(), "specs/cats/gatewright.toml", "[access]\npublic = [\"*\"]\n");
    gatewright(root.path(), &[]);
    assert!(metadata().contains("\"name\":\"cats\""));
    fs::remove_dir_all(root.path().join("specs/pets")).unwrap();
    gatewright(root.path(), &[]);
    assert!(!metadata().contains("\"name\":\"pets\""));
}

#[test]
fn generate_takes_any_document_anywhere() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "pets.yaml", DOCUMENT);
    let generate = ["generate", "pets.yaml", "--out", "out", "--crate-name", "my-pets"];

    let unguarded = gatewright(root.path(), &generate);
    assert_eq!(unguarded.code, 1);
    assert!(unguarded.err.contains("GW0601") && unguarded.err.contains("pets.yaml:5:"), "{}", unguarded.err);
    assert!(!root.path().join("out").exists());

    let public = gatewright(root.path(), &[&generate[..], &["--public", "get*"]].concat());
    assert_eq!((public.code, public.err.as_str()), (0, ""));
    let manifest = fs::read_to_string(root.path().join("out/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"my-pets\"") && !manifest.contains("[workspace]"), "{manifest}");

    put(root.path(), "Cargo.toml", "[workspace]\nmembers = []\n");
    let client = gatewright(root.path(), &[&generate[..], &["--client", "--runtime-path", "rt"]].concat());
    assert_eq!(client.code, 0, "a client needs no guard: {}", client.err);
    let manifest = fs::read_to_string(root.path().join("out/Cargo.toml")).unwrap();
    assert!(manifest.contains("\n[workspace]\n") && manifest.contains("/rt\""), "{manifest}");
    assert!(!root.path().join("out/src/server.rs").exists());
}

#[test]
fn a_folder_of_others_is_refused() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "pets.yaml", DOCUMENT);
    put(root.path(), "out/notes.txt", "mine");
    let before = files(root.path());
    let ran = gatewright(root.path(), &["generate", "pets.yaml", "--out", "out", "--crate-name", "a", "--client"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("GW0701") && ran.err.contains("notes.txt"), "{}", ran.err);
    assert_eq!(files(root.path()), before);
}

#[test]
fn audit_lists_what_nobody_guards_and_fails() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "pets.yaml", DOCUMENT);
    let ran = gatewright(root.path(), &["audit", "pets.yaml"]);
    assert_eq!(ran.code, 1);
    let table = "METHOD  PATH          OPERATION  RULE       STATED AT\nGET     /pets/{name}  getPet     UNGUARDED  pets.yaml:5:5\n";
    assert_eq!(ran.out, format!("{table}\n1 operation: 1 UNGUARDED\n"));
    let ran = gatewright(root.path(), &["audit", "pets.yaml", "--public", "*", "--format", "json"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("\"access\": \"public\""), "{}", ran.out);
}

#[test]
fn every_stage_and_every_pass_can_be_looked_at() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "pets.yaml", DOCUMENT);
    for after in gatewright_generator::inspect::After::names() {
        let ran = gatewright(root.path(), &["inspect", "pets.yaml", "--public", "*", "--after", after]);
        assert_eq!((ran.code, ran.out.is_empty()), (0, false), "{after}: {}", ran.err);
    }
}

#[test]
fn places_without_a_type_are_counted() {
    let root = tempfile::tempdir().unwrap();
    let untyped = "    Odd: {allOf: [{type: string}, {type: object, required: [a]}]}\n    Free: {type: object}\n";
    put(root.path(), "pets.yaml", &format!("{DOCUMENT}{untyped}"));
    let ran = gatewright(root.path(), &["inspect", "pets.yaml", "--untyped"]);
    let expected = "value  pets.yaml:13:5  an object can't be a scalar or a list too; the values are checked\n\
                    1 as any value, 0 as bytes; 1 free-form by the document's own word\n";
    assert_eq!((ran.code, ran.out.as_str()), (0, expected), "{}", ran.err);
    let ran = gatewright(root.path(), &["inspect", "pets.yaml", "--untyped", "--format", "json"]);
    let census: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(census["totals"], serde_json::json!({"value": 1, "bytes": 0, "free_form": 1}));
    assert_eq!(census["places"][1]["pointer"], "/components/schemas/Free");
}

#[test]
fn codes_are_explained() {
    let root = tempfile::tempdir().unwrap();
    for code in gatewright_generator::diagnostics::codes::all() {
        let ran = gatewright(root.path(), &["explain", &code.code.to_lowercase()]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.starts_with(&format!("{}: {}\n\n", code.code, code.title)), "{}", ran.out);
    }
}

#[test]
fn wrong_usage_is_told_from_failure() {
    let root = tempfile::tempdir().unwrap();
    for (arguments, code) in [
        (&["nonsense"][..], 2),
        (&["generate"], 2),
        (&["generate", "x", "--out", "y", "--crate-name", "1"], 2),
        (&["inspect", "x", "--after", "nothing"], 2),
        (&["explain", "GW9999"], 2),
        (&["--help"], 0),
        (&["--version"], 0),
        (&[], 1),
        (&["check"], 1),
        (&["audit", "missing.yaml"], 1),
    ] {
        assert_eq!(gatewright(root.path(), arguments).code, code, "{arguments:?}");
    }
}

const SHOP: &str = r#"openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
security: [{token: []}]
tags: [{name: pets, description: Pets.}, {name: admin}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      security: [{oauth: [read]}]
      responses: {"200": {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  /pets/{name}:
    parameters: [{name: name, in: path, required: true, schema: {type: string}}]
    delete:
      operationId: deletePet
      tags: [pets, admin]
      responses: {"204": {description: Gone., content: {application/json: {schema: {$ref: '#/components/schemas/Receipt'}}}}}
  /broken:
    get:
      tags: [admin]
      responses: {"200": {$ref: '#/components/responses/None'}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    oauth:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: /token, scopes: {read: Reads., write: Writes.}}}
  schemas:
    Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {$ref: '#/components/schemas/Lives'}}}]}
    Kitten: {allOf: [{$ref: '#/components/schemas/Cat'}, {type: object, properties: {weeks: {type: integer}}}]}
    Lives: {type: object, properties: {count: {type: integer}}}
    Receipt: {type: object, properties: {id: {type: string}}}
"#;

/// All the code of a crate that was generated into `out`.
fn code(root: &Path) -> String {
    files(&root.join("out/src")).into_values().map(|(text, _)| text).collect()
}

#[test]
fn what_is_not_selected_is_left_out_with_all_that_only_it_needs() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "shop.yaml", SHOP);
    let generate = ["generate", "shop.yaml", "--out", "out", "--crate-name", "shop"];
    let all = gatewright(root.path(), &generate);
    assert!(all.err.contains("#/components/responses/None"), "{all:?}");

    let ran = gatewright(root.path(), &[&generate[..], &["--select", "tag:pets", "--except", "DELETE /**"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let listed = code(root.path());
    // The cat is a pet by its discriminator, though no reference leads to it, and so is the kitten.
    for kept in ["ListPets", "enum Pet", "Cat", "Kitten", "Lives", "\"read\"", "\"oauth\""] {
        assert!(listed.contains(kept), "{kept}\n{listed}");
    }
    for pruned in ["DeletePet", "Receipt", "\"write\"", "\"token\""] {
        assert!(!listed.contains(pruned), "{pruned}");
    }

    put(root.path(), "gatewright.toml", "[select]\noperations = [\"delete*\"]\n");
    let ran = gatewright(root.path(), &generate);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let deleted = code(root.path());
    assert!(deleted.contains("Receipt") && !deleted.contains("Lives") && !deleted.contains("\"oauth\""), "{deleted}");

    let ran = gatewright(root.path(), &["audit", "shop.yaml", "--select", "GET /pets"]);
    assert!(ran.out.contains("listPets") && ran.out.contains("deletePet"), "{ran:?}");
    let ran = gatewright(root.path(), &["audit", "shop.yaml", "--select", "listPet"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("GW0213") && ran.err.contains("did you mean `listPets`?"), "{}", ran.err);
    assert_eq!(gatewright(root.path(), &["audit", "shop.yaml", "--select", "a["]).code, 2);
}

#[test]
fn overlays_mend_a_document_and_count_as_its_sources() {
    let root = tempfile::tempdir().unwrap();
    let overlay = |actions: &str| format!("overlay: 1.1.0\ninfo: {{title: Fixes, version: '1'}}\nactions:\n{actions}");
    put(root.path(), "specs/shop/openapi.yaml", &SHOP.replace("openapi: 3.1.0", "openapi: none"));
    put(root.path(), "specs/shop/gatewright.toml", "overlays = [\"one.yaml\", \"two.yaml\"]\n");
    put(root.path(), "specs/shop/one.yaml", &overlay("- {target: $, update: {openapi: 3.1.0}}\n"));
    let two =
        overlay("- {target: \"$.paths['/broken']\", remove: true}\n- {target: $.paths.*.*.tags, update: [shop]}\n");
    put(root.path(), "specs/shop/two.yaml", &two);
    let ran = gatewright(root.path(), &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(gatewright(root.path(), &[]).out.contains("unchanged"));

    put(root.path(), "specs/shop/two.yaml", &two.replace("update: [shop]", "remove: true"));
    let ran = gatewright(root.path(), &[]);
    assert!(ran.out.contains(" changed, "), "{ran:?}");

    put(root.path(), "three.yaml", &overlay("- {target: $.info, update: {title: [1]}}\n"));
    let ran = gatewright(root.path(), &["audit", "specs/shop/openapi.yaml", "--overlay", "three.yaml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("GW0219") && ran.err.contains("three.yaml:4"), "{}", ran.err);
}

#[test]
fn a_strict_run_refuses_what_would_be_repaired() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "pets.yaml", &DOCUMENT.replace("type: object", "type: Object"));
    let audit = ["audit", "pets.yaml", "--public", "*"];
    let lax = gatewright(root.path(), &audit);
    assert!(lax.code == 0 && lax.err.contains("warning[GW0229]"), "{lax:?}");
    let strict = gatewright(root.path(), &[&audit[..], &["--strict"]].concat());
    assert!(strict.code == 1 && strict.err.contains("error[GW0229]"), "{strict:?}");
    let allowed = gatewright(root.path(), &[&audit[..], &["--strict", "--allow", "GW0229"]].concat());
    assert!(allowed.code == 0 && !allowed.err.contains("GW0229"), "{allowed:?}");
    put(root.path(), "gatewright.toml", "strict = true\n");
    assert_eq!(gatewright(root.path(), &audit).code, 1);
}

#[test]
fn cedar_s_files_are_written_both_or_none() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "pets.yaml", DOCUMENT);
    let cedar = ["cedar", "pets.yaml", "--out", "cedar"];
    let unguarded = gatewright(root.path(), &cedar);
    assert!(unguarded.code == 1 && unguarded.err.contains("error[GW0601]"), "{unguarded:?}");
    assert!(!root.path().join("cedar").exists());

    let cedar = [&cedar[..], &["--public", "*", "--namespace", "Acme::Pets"]].concat();
    let first = gatewright(root.path(), &cedar);
    assert_eq!(first.out, "cedar/schema.cedarschema  written\ncedar/policies.cedar  written\n", "{first:?}");
    let written = files(&root.path().join("cedar"));
    assert_eq!(written.len(), 2);
    assert!(written.values().any(|(text, _)| text.contains("action == Acme::Pets::Action::\"getPet\"")));
    let second = gatewright(root.path(), &cedar);
    assert_eq!(second.out, "cedar/schema.cedarschema  unchanged\ncedar/policies.cedar  unchanged\n");
    assert_eq!(files(&root.path().join("cedar")), written);

    // A file that a person took over is theirs, and then the other one stays, too.
    put(root.path(), "cedar/policies.cedar", "permit (principal, action, resource);\n");
    put(root.path(), "pets.yaml", &DOCUMENT.replace("getPet", "showPet"));
    let refused = gatewright(root.path(), &cedar);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("policies.cedar"), "{}", refused.err);
    assert!(fs::read_to_string(root.path().join("cedar/schema.cedarschema")).unwrap().contains("getPet"));
    assert_eq!(gatewright(root.path(), &["cedar", "pets.yaml", "--namespace", "in"]).code, 2);
}
