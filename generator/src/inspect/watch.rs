//! Looks at what one stage made, and stops there.

use super::Show;
use crate::diagnostics::Stopped;
use crate::passes;

/// The stages that can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// 1: the files that were read.
    Source,
    /// 2: the tree of the document.
    Syntax,
    /// The tree with every overlay applied.
    Overlay,
    /// 3: the tree in the one dialect.
    Dialect,
    /// 4: the typed document.
    Document,
    /// 5: the document without references.
    Resolve,
    /// 6: the IR as it is lowered.
    Lower,
    /// 7: the IR after every pass.
    Passes,
    /// 8: the decisions.
    Plan,
    /// 9: the tokens.
    Emit,
    /// 9: the files.
    Render,
}

/// What to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// What a stage made.
    Stage(Stage),
    /// The IR after one pass of stage 7.
    Pass(&'static str),
}

/// Waits for a stage to end.
#[derive(Debug, Default)]
pub struct Watch {
    wanted: Option<Stage>,
    seen: Option<String>,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 11] = [
        Self::Source,
        Self::Syntax,
        Self::Overlay,
        Self::Dialect,
        Self::Document,
        Self::Resolve,
        Self::Lower,
        Self::Passes,
        Self::Plan,
        Self::Emit,
        Self::Render,
    ];

    /// The name of its module.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Syntax => "syntax",
            Self::Overlay => "overlay",
            Self::Dialect => "dialect",
            Self::Document => "document",
            Self::Resolve => "resolve",
            Self::Lower => "lower",
            Self::Passes => "passes",
            Self::Plan => "plan",
            Self::Emit => "emit",
            Self::Render => "render",
        }
    }
}

impl After {
    /// The names of all stages and passes.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        let stages = Stage::ALL.into_iter().map(Stage::name);
        stages.chain(passes::PASSES.iter().map(|(name, _)| *name)).collect()
    }

    /// The stage or the pass of a name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let stage = Stage::ALL.into_iter().find(|stage| stage.name() == name).map(Self::Stage);
        stage.or_else(|| passes::PASSES.iter().map(|(pass, _)| *pass).find(|pass| *pass == name).map(Self::Pass))
    }
}

impl Watch {
    /// Lets every stage pass.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Looks at what this stage makes.
    #[must_use]
    pub fn stage(wanted: Stage) -> Self {
        Self { wanted: Some(wanted), seen: None }
    }

    /// Whether it waits for this stage.
    #[must_use]
    pub fn wants(&self, stage: Stage) -> bool {
        self.wanted == Some(stage)
    }

    /// Hands on what a stage made, or stops there with its text.
    ///
    /// # Errors
    ///
    /// When the stage failed, or is the wanted one.
    pub fn after<T: Show>(&mut self, stage: Stage, made: Result<T, Stopped>) -> Result<T, Stopped> {
        let made = made?;
        if self.wanted == Some(stage) {
            self.seen = Some(made.show());
            return Err(Stopped);
        }
        Ok(made)
    }

    /// The text of what the wanted stage made, if it came that far.
    #[must_use]
    pub fn into_seen(self) -> Option<String> {
        self.seen
    }
}
