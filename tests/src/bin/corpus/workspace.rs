//! The workspace that the generated crates are members of.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// The manifest of the workspace that this is a part of: its lints are those of the generated crates.
const OURS: &str = include_str!("../../../../Cargo.toml");

/// A folder of crates.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// Where it is.
    pub(crate) folder: PathBuf,
}

impl Workspace {
    pub(crate) fn new(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.canonicalize()? })
    }

    /// Writes the manifest, with these members.
    pub(crate) fn hold(&self, members: &[&str]) -> io::Result<()> {
        let members: Vec<String> = members.iter().map(|name| format!("    {name:?},\n")).collect();
        let mut text = format!("[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n", members.concat());
        for section in ["workspace.package", "workspace.lints.rust", "workspace.lints.clippy"] {
            let _ = write!(text, "\n[{section}]\n{}", self::section(section));
        }
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/runtime").canonicalize()?;
        let _ = write!(
            text,
            "\n[workspace.dependencies]\ngatewright = {{ path = {:?}, default-features = false }}\n\
             \n[profile.dev]\ndebug = false\nincremental = false\n",
            runtime.display().to_string()
        );
        std::fs::write(self.folder.join("Cargo.toml"), text)
    }
}

/// The lines of one section of our manifest.
fn section(name: &str) -> String {
    let head = format!("[{name}]");
    let lines = OURS.lines().skip_while(|line| *line != head).skip(1);
    lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.is_empty()).fold(
        String::new(),
        |mut all, line| {
            let _ = writeln!(all, "{line}");
            all
        },
    )
}

/// The package of a document.
pub(crate) fn package(document: &Path) -> String {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let words = stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    std::iter::once("api").chain(words).collect::<Vec<_>>().join("-")
}
