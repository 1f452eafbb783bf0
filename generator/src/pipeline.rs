//! The way of a document, stage after stage.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::thread;

use crate::config::{self, Config, OverlayFile, Pattern};
use crate::diagnostics::{Diagnostic, Rule, Sink, SourceId, Stopped};
use crate::dialect::{Normalised, Survey};
use crate::inspect::{Stage, Watch};
use crate::overlay::{self, Overlay, Places};
use crate::render::{Layout, Package};
use crate::source::{Reach, SourceMap};
use crate::syntax::{Forest, Node};
use crate::{dialect, document, emit, ir, lower, passes, plan, render, resolve, source, syntax};

/// The name of the configuration that is read without being named.
const CONFIG: &str = "gatewright.toml";

/// A document, and what the user says of it.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The document.
    pub document: PathBuf,
    /// The configuration; by default `gatewright.toml` beside the document, if there is one.
    pub config: Option<PathBuf>,
    /// The name of the crate where nothing else gives one.
    pub default_name: Option<String>,
    /// What is said beside the configuration, and adds to it.
    pub additions: Additions,
}

/// What a command line or a build script adds to a configuration.
#[derive(Debug, Clone, Default)]
pub struct Additions {
    /// The name of the crate.
    pub crate_name: Option<String>,
    /// Whether to generate the client, if said.
    pub client: Option<bool>,
    /// Whether to generate the server, if said.
    pub server: Option<bool>,
    /// Operations that are meant to be public.
    pub public: Vec<String>,
    /// Patterns of operations that are meant.
    pub select: Vec<String>,
    /// Patterns of operations that are not.
    pub except: Vec<String>,
    /// Overlays, applied after those of the configuration.
    pub overlays: Vec<PathBuf>,
    /// What is denied, warned of and allowed.
    pub rules: Vec<Rule>,
}

/// One way through the stages, with all that it reads and says.
#[derive(Debug, Default)]
pub struct Run {
    /// What was read.
    pub sources: SourceMap,
    /// What was said.
    pub sink: Sink,
}

impl Input {
    /// A document with the configuration beside it.
    #[must_use]
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self { document: document.into(), ..Self::default() }
    }

    /// The document as generated files name it: as it was given, but by its name alone where the path would tell of
    /// one machine.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.document.file_name().map(Path::new).filter(|_| self.document.is_absolute());
        name.unwrap_or(&self.document).display().to_string().replace('\\', "/")
    }

    /// The configuration's file, if there is one.
    #[must_use]
    pub fn config_file(&self) -> Option<PathBuf> {
        let beside = || self.document.parent().map(|folder| folder.join(CONFIG)).filter(|path| path.exists());
        self.config.clone().or_else(beside)
    }
}

impl Input {
    /// Which files the document may refer to.
    #[must_use]
    pub fn reach(&self, config: &Config) -> Reach {
        let reach = Reach::of(&self.document);
        match self.config_file() {
            Some(file) => reach.and(&file, &config.references),
            None => reach,
        }
    }
}

impl Additions {
    /// Adds what was said to a configuration. A half of the crate that is named here is added to the one that the
    /// configuration names; where that names neither or both, only what is named here is meant.
    pub fn add_to(&self, config: &mut Config) {
        config.crate_name = self.crate_name.clone().or_else(|| config.crate_name.take());
        config.overlays.extend(self.overlays.iter().map(|path| OverlayFile { path: path.clone(), asked: None }));
        config.rules.extend(self.rules.iter().cloned());
        let unsaid = config.client && config.server;
        if unsaid && (self.client == Some(true) || self.server == Some(true)) {
            (config.client, config.server) = (false, false);
        }
        config.client = self.client.unwrap_or(config.client);
        config.server = self.server.unwrap_or(config.server);
    }
}

impl Run {
    /// Stages 1 to 9: a document into rendered files. Stage 10 is [`crate::output`].
    ///
    /// # Errors
    ///
    /// When there were errors, which are in the sink, or when `watch` saw what it wanted.
    pub fn generate(&mut self, input: &Input, layout: &Layout, watch: &mut Watch) -> Result<Package, Stopped> {
        let (api, mut config) = self.lower(input, watch)?;
        if layout.inline {
            // Included code is part of a package that isn't ours, and so are its features.
            (config.tag_features, config.default_tags) = (Some(false), None);
        }
        let (sources, sink) = (&self.sources, &mut self.sink);
        let said: BTreeSet<SourceId> = sink.diagnostics().iter().flat_map(Diagnostic::sources).collect();
        let plan = thread::scope(|scope| {
            // Nearly all that there is to say was said by now. To find the lines takes as long as a stage does.
            if !said.is_empty() {
                scope.spawn(|| said.iter().for_each(|id| sources.prepare(*id)));
            }
            let api = watch.after(Stage::Passes, passes::run(api, &config, sink))?;
            watch.after(Stage::Plan, plan::plan(&api, &config, sink))
        })?;
        if watch.wants(Stage::Emit) {
            watch.after(Stage::Emit, Ok(emit::emit(&plan)))?;
        }
        let package = watch.after(Stage::Render, render::render(&plan, layout, sink))?;
        sink.report_idle_rules();
        sink.barrier()?;
        Ok(package)
    }

    fn configure(&mut self, input: &Input) -> Result<Config, Stopped> {
        let mut config = match input.config_file() {
            Some(path) => {
                let id = self.sources.load_settings(&path, &mut self.sink)?;
                config::parse(&self.sources, id, &mut self.sink)?
            }
            None => Config::default(),
        };
        input.additions.add_to(&mut config);
        self.select(&input.additions, &mut config)?;
        config.crate_name = config.crate_name.or_else(|| input.default_name.clone());
        Ok(config)
    }

    /// Adds the patterns of a command line or a build script.
    fn select(&mut self, additions: &Additions, config: &mut Config) -> Result<(), Stopped> {
        let selection = &mut config.select;
        for (texts, patterns) in [
            (&additions.select, &mut selection.include),
            (&additions.except, &mut selection.except),
            (&additions.public, &mut config.public),
        ] {
            for text in texts {
                match Pattern::parse(text) {
                    Ok(pattern) => patterns.push(pattern),
                    Err(reason) => {
                        let message = format!("`{text}` is no pattern: {reason}");
                        self.sink.push(Diagnostic::error("GW0404", message));
                    }
                }
            }
        }
        self.sink.barrier()
    }

    /// Reads the overlays; says of each that can't be read where it is asked for.
    fn overlays(&mut self, config: &Config) -> Result<Vec<Overlay>, Stopped> {
        let mut overlays = Vec::new();
        let mut failed = false;
        for OverlayFile { path, asked } in &config.overlays {
            let mut said = Sink::default();
            let read = self.sources.load(path, &mut said).and_then(|source| {
                let root = syntax::parse(&self.sources, source, &mut said)?;
                Ok(Overlay { source, root })
            });
            match read {
                Ok(overlay) => overlays.push(overlay),
                Err(Stopped) => failed = true,
            }
            for diagnostic in said.diagnostics().iter().cloned() {
                self.sink.push(match asked {
                    Some((source, range)) if diagnostic.labels.is_empty() => {
                        diagnostic.at_range(*source, range.clone(), "asked for here")
                    }
                    _ => diagnostic,
                });
            }
        }
        if failed { Err(Stopped) } else { Ok(overlays) }
    }

    /// Stages 1 to 6: a document into the IR.
    ///
    /// # Errors
    ///
    /// As [`Run::generate`].
    pub fn lower(&mut self, input: &Input, watch: &mut Watch) -> Result<(ir::Api, Config), Stopped> {
        let (node, config) = self.normalise(input, watch)?;
        let sink = &mut self.sink;
        let document = watch.after(Stage::Document, document::read(node, sink))?;
        let api = watch.after(Stage::Resolve, resolve::resolve_selected(&document, &config, sink))?;
        // A reference that leads nowhere was an error, but kept no stage before from saying what else there is to say.
        self.sink.barrier()?;
        drop(document);
        let sink = &mut self.sink;
        let api = watch.after(Stage::Lower, lower::lower(&api, &config, sink))?;
        Ok((api, config))
    }

    /// Who may call what: of stages 1 to 6 what it takes to know that. What is wrong elsewhere in the document is said
    /// and keeps nothing from being known that can be known.
    ///
    /// # Errors
    ///
    /// When nothing can be known: where there is no document, or no configuration.
    pub fn guards(&mut self, input: &Input) -> Result<ir::Guards, Stopped> {
        let (node, mut config) = self.normalise(input, &mut Watch::nothing())?;
        // An operation that nobody guards keeps a server from being made, and here it is to stand on the list.
        config.server = false;
        let sink = &mut self.sink;
        let document = document::read_what_can_be(node, sink).ok_or(Stopped)?;
        let api = resolve::resolve_what_can_be(&document, &config, sink);
        Ok(lower::guards(&api, &config, sink))
    }

    /// Stages 1 to 3, and the configuration.
    fn normalise(&mut self, input: &Input, watch: &mut Watch) -> Result<(Normalised, Config), Stopped> {
        let (sources, root) = source::load(&input.document, &mut self.sink)?;
        self.sources = sources;
        let config = self.configure(input);
        self.sink.judge_by(config.as_ref().map_or(&input.additions.rules, |config| &config.rules).iter().cloned());
        watch.after(Stage::Source, Ok(&self.sources))?;
        let node = watch.after(Stage::Syntax, syntax::parse(&self.sources, root, &mut self.sink))?;
        // Without the configuration it is open which overlays there are, and so what the document says.
        let config = config?;
        let overlays = self.overlays(&config)?;
        let sink = &mut self.sink;
        let node = watch.after(Stage::Overlay, overlay::apply(node, root, &overlays, &self.sources, sink))?;
        let reach = input.reach(&config);
        let (forest, survey) = gather(&mut self.sources, node.root, &node.places, &reach, sink);
        let node = watch.after(Stage::Dialect, dialect::normalise(forest, survey, node.places, sink))?;
        Ok((node, config))
    }
}

/// Stages 1 and 2 once more, for as long as the files that were read name others: the trees of all files of a document.
/// What is wrong with a file is said, and every reference into it then leads nowhere.
pub fn gather(
    sources: &mut SourceMap,
    tree: Node,
    places: &Places,
    reach: &Reach,
    sink: &mut Sink,
) -> (Forest, Survey) {
    let root = places.source();
    let mut forest = Forest::new(root, sources.path(root), tree);
    let mut survey = Survey::new(&forest);
    loop {
        let wanted = survey.advance(&forest);
        if wanted.is_empty() {
            return (forest, survey);
        }
        for wanted in wanted {
            let found = match sources.load_referred(wanted.from, &wanted.name, reach) {
                Ok(source) => Some(source),
                Err(_) if wanted.optional => None,
                Err(said) => {
                    let in_root = wanted.from == root;
                    let place = if in_root { places.find(&wanted.at.pointer) } else { wanted.at.clone() };
                    sink.push(said.at(&place, ""));
                    None
                }
            };
            if let Some(source) = found.filter(|source| !forest.contains(*source))
                && let Ok(tree) = syntax::parse(sources, source, sink)
            {
                forest.add(source, sources.path(source), tree);
            }
            forest.name(wanted, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of the halves that a configuration names when a command line says this of them.
    fn halves(config: (bool, bool), client: Option<bool>, server: Option<bool>) -> (bool, bool) {
        let mut config = Config { client: config.0, server: config.1, ..Config::default() };
        Additions { client, server, ..Additions::default() }.add_to(&mut config);
        (config.client, config.server)
    }

    #[test]
    fn both_halves_are_meant_where_none_is_named() {
        assert_eq!(halves((true, true), None, None), (true, true));
        assert_eq!(halves((true, true), Some(true), None), (true, false));
        assert_eq!(halves((true, true), Some(false), None), (false, true));
        assert_eq!(halves((true, true), Some(true), Some(true)), (true, true));
        assert_eq!(halves((true, true), Some(false), Some(false)), (false, false));
        assert_eq!(halves((true, false), None, None), (true, false));
        assert_eq!(halves((true, false), None, Some(true)), (true, true));
    }
}
