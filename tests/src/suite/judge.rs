//! Verdicts on all cases of a draft.

use std::path::Path;

use super::{Crate, Draft, Failure, Generated, Group, Mode, generate, load};

/// What is to be said of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// As the suite says.
    Right,
    /// Not as the suite says, and the generator said that it doesn't do all of the schema.
    Refused(Vec<&'static str>),
    /// Not as the suite says, without a word. What the code said of the instance, if it is taken to be invalid.
    Wrong(Option<String>),
}

/// An instance that was judged.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The draft.
    pub draft: Draft,
    /// How schemas without a type were read.
    pub mode: Mode,
    /// The file of the suite.
    pub file: String,
    /// The case and the instance.
    pub about: String,
    /// The verdict.
    pub verdict: Verdict,
}

/// Judges every instance of these drafts, each in these modes.
///
/// # Errors
///
/// When the suite can't be read, or what was generated doesn't compile.
pub fn judge(suite: &Path, asked: &[(Draft, Mode)], folder: &Path, target: &Path) -> Result<Vec<Judged>, Failure> {
    let mut cases: Vec<(Group, Mode, Generated, Option<usize>)> = Vec::new();
    let mut code = Crate::default();
    for (draft, mode) in asked {
        for group in load(suite, *draft)? {
            let mut generated = generate(&group, *mode)?;
            let instances = group.instances.iter().map(|instance| instance.value.clone());
            let module = generated.code.take().map(|text| code.add(text, instances));
            cases.push((group, *mode, generated, module));
        }
    }
    let answers = code.ask(folder, target)?;
    let mut judged = Vec::new();
    for (group, mode, generated, module) in cases {
        let refusals: Vec<&'static str> = generated.refusals().collect();
        for (index, instance) in group.instances.iter().enumerate() {
            let answer = module.and_then(|module| answers.get(module)?.get(index));
            let verdict = match answer {
                Some(answer) if answer.is_none() == instance.valid && answer.as_deref() != Some("PANIC") => {
                    Verdict::Right
                }
                Some(answer) if refusals.is_empty() || answer.as_deref() == Some("PANIC") => {
                    Verdict::Wrong(answer.clone())
                }
                _ => Verdict::Refused(refusals.clone()),
            };
            let about = format!("{} > {}", group.about, instance.about);
            judged.push(Judged { draft: group.draft, mode, file: group.file.clone(), about, verdict });
        }
    }
    Ok(judged)
}
