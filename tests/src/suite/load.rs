//! The files of the suite.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

/// A draft of JSON Schema that a version of OpenAPI has for its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Draft {
    /// Draft 4, as near as OpenAPI 3.0 comes to it.
    Four,
    /// Draft 2020-12, of OpenAPI 3.1.
    Twenty,
}

impl Draft {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Four, Self::Twenty];

    /// The name of its folder in the suite.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Four => "draft4",
            Self::Twenty => "draft2020-12",
        }
    }

    /// The version of OpenAPI whose documents are written in it.
    #[must_use]
    pub const fn openapi(self) -> &'static str {
        match self {
            Self::Four => "3.0.4",
            Self::Twenty => "3.1.1",
        }
    }
}

/// How a schema that states no type is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// As its keywords suggest, which is what authors of documents mean.
    Inferred,
    /// To the letter: as any value.
    Exact,
}

impl Mode {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Inferred, Self::Exact];

    /// Its name in figures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inferred => "inferred",
            Self::Exact => "exact",
        }
    }

    /// The configuration that asks for it. Values that an enumeration doesn't list are kept unless it is closed, so that
    /// a server can add some; here they are to be refused, as the suite would have it.
    #[must_use]
    pub const fn configuration(self) -> &'static str {
        match self {
            Self::Inferred => "[enumerations]\nclosed = [\"*\"]\n",
            Self::Exact => "[enumerations]\nclosed = [\"*\"]\n[schemas]\nuntyped = \"any\"\n",
        }
    }
}

/// A schema with instances.
#[derive(Debug, Clone)]
pub struct Group {
    /// The draft.
    pub draft: Draft,
    /// The file, without its ending: mostly a keyword.
    pub file: String,
    /// What the schema is about.
    pub about: String,
    /// The schema.
    pub schema: Value,
    /// What is to be judged.
    pub instances: Vec<Instance>,
}

/// An instance.
#[derive(Debug, Clone)]
pub struct Instance {
    /// What it is about.
    pub about: String,
    /// The value.
    pub value: Value,
    /// Whether it is valid.
    pub valid: bool,
}

/// Every case of a draft, in the order of the files' names. The optional ones are left out: they are about formats,
/// which OpenAPI has a registry of its own for, and about what implementations may differ in.
///
/// # Errors
///
/// When a file can't be read, or isn't of the suite.
pub fn load(suite: &Path, draft: Draft) -> io::Result<Vec<Group>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(suite.join(draft.folder()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    let mut groups = Vec::new();
    for path in files {
        let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Value::Array(found) = serde_json::from_slice(&fs::read(&path)?)? else { return Err(foreign(&path)) };
        for group in found {
            groups.push(read(draft, &file, &group).ok_or_else(|| foreign(&path))?);
        }
    }
    Ok(groups)
}

fn foreign(path: &Path) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{} is no file of the suite", path.display()))
}

fn read(draft: Draft, file: &str, group: &Value) -> Option<Group> {
    let mut schema = group.get("schema")?.clone();
    if let Some(schema) = schema.as_object_mut()
        && schema
            .get("$schema")
            .and_then(Value::as_str)
            .is_some_and(|named| named.starts_with("https://json-schema.org/draft/2020-12/"))
    {
        schema.remove("$schema");
    }
    let instances = group.get("tests")?.as_array()?.iter().map(|test| {
        Some(Instance {
            about: test.get("description")?.as_str()?.to_owned(),
            value: test.get("data")?.clone(),
            valid: test.get("valid")?.as_bool()?,
        })
    });
    Some(Group {
        draft,
        file: file.to_owned(),
        about: group.get("description")?.as_str()?.to_owned(),
        schema,
        instances: instances.collect::<Option<_>>()?,
    })
}
