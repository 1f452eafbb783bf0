//! Who may call what, by a script in another language that was written from the specification: `tests/access.py`.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use gatewright_generator::audit::{self, Audit};
use gatewright_generator::diagnostics;
use gatewright_generator::pipeline::{Input, Run};
use serde::Deserialize;
use serde_json::{Value, json};

/// What the script says of a document.
#[derive(Debug, Deserialize)]
pub struct Opinion {
    /// The document.
    pub document: PathBuf,
    /// Why there is no opinion.
    pub error: Option<String>,
    /// Its operations.
    #[serde(default)]
    pub operations: Vec<Judged>,
    /// Its security schemes, by name.
    #[serde(default)]
    pub schemes: BTreeMap<String, Value>,
    /// Every permission that is named.
    #[serde(default)]
    pub permissions: BTreeSet<String>,
}

/// An operation.
#[derive(Debug, Deserialize)]
pub struct Judged {
    /// Its method.
    pub method: String,
    /// Its key in `paths`.
    pub path: String,
    /// Its rule: `"public"`, `"unguarded"`, or a list of alternatives, each schemes with sorted permissions.
    pub access: Value,
}

/// What the script says, in the order of the documents; `None` where there is no Python, which in CI is an error.
///
/// # Errors
///
/// When the script can't be run.
pub fn opinions(documents: &[PathBuf]) -> io::Result<Option<Vec<Opinion>>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("access.py");
    let output = match crate::python().arg(script).args(documents).output() {
        Ok(output) if output.status.success() => output,
        Ok(output) => return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned())),
        Err(error) if crate::is_ci() => return Err(error),
        Err(_) => return Ok(None),
    };
    let text = String::from_utf8(output.stdout).map_err(io::Error::other)?;
    let opinions: Result<Vec<Opinion>, _> = text.lines().map(serde_json::from_str).collect();
    opinions.map(Some).map_err(io::Error::other)
}

/// What the audit of a document says otherwise.
#[must_use]
pub fn differences(opinion: &Opinion) -> Vec<String> {
    if let Some(error) = &opinion.error {
        return vec![format!("the script can't judge it: {error}")];
    }
    let audit = match audited(&opinion.document) {
        Ok(audit) => audit,
        Err(said) => return vec![said],
    };
    let mut differences = Vec::new();
    let ours: BTreeMap<(&str, &str), Value> = audit
        .operations
        .iter()
        .map(|entry| ((entry.method.as_str(), entry.path.as_str()), in_short(&json!(entry.access))))
        .collect();
    let theirs: BTreeMap<(&str, &str), &Value> = opinion
        .operations
        .iter()
        .map(|judged| ((judged.method.as_str(), judged.path.as_str()), &judged.access))
        .collect();
    for key in ours.keys().chain(theirs.keys()).collect::<BTreeSet<_>>() {
        let (ours, theirs) = (ours.get(key), theirs.get(key));
        if ours != theirs.copied() {
            differences.push(format!("{} {}: {ours:?}, and the script says {theirs:?}", key.0, key.1));
        }
    }
    let schemes: BTreeMap<String, Value> = audit.schemes.iter().map(scheme).collect();
    if schemes != opinion.schemes {
        differences.push(format!("the schemes are {schemes:?}, and the script says {:?}", opinion.schemes));
    }
    let permissions: BTreeSet<String> = audit.permissions.iter().cloned().collect();
    if permissions != opinion.permissions {
        differences.push(format!("the permissions are {permissions:?}, and the script says {:?}", opinion.permissions));
    }
    differences
}

/// What `gatewright audit --format json` prints.
fn audited(document: &Path) -> Result<Audit, String> {
    let mut run = Run::default();
    let guards = run.guards(&Input::new(document));
    match guards {
        Ok(guards) if run.sink.barrier().is_ok() => Ok(audit::audit(&guards, &run.sources)),
        _ => Err(diagnostics::render(&run.sources, run.sink.diagnostics(), false)),
    }
}

/// A rule as the script writes it: `"public"`, or a list of alternatives, each schemes with sorted permissions.
fn in_short(access: &Value) -> Value {
    let Some(ways) = access["any_of"].as_array() else { return access.clone() };
    let requirement = |needed: &Value| {
        let permissions = needed["permissions"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let permissions: BTreeSet<&str> = permissions.collect();
        (needed["scheme"].as_str().unwrap_or_default().to_owned(), json!(permissions))
    };
    let way = |all: &Value| -> Value {
        all.as_array().into_iter().flatten().map(requirement).collect::<serde_json::Map<_, _>>().into()
    };
    ways.iter().map(way).collect()
}

/// A scheme as the script writes it.
fn scheme(scheme: &audit::Scheme) -> (String, Value) {
    let mut written = json!(scheme);
    if let Some(members) = written.as_object_mut() {
        members.remove("name");
        if scheme.kind == "oauth2" {
            let flows = scheme.flows.iter().map(|flow| {
                let urls = flow.urls.iter().map(|(key, url)| ((*key).to_owned(), json!(url)));
                (flow.flow.to_owned(), Value::Object(urls.collect()))
            });
            members.insert("flows".to_owned(), Value::Object(flows.collect()));
        }
    }
    (scheme.name.clone(), written)
}
