//! Reads `gatewright.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use globset::Glob;
use toml_span::value::{Table, Value};

use super::table::{Reader, in_order, range, to_json};
use super::{Config, OverlayFile, Pattern, Selection, Template};
use crate::diagnostics::{Diagnostic, Origin, Rule, Severity, Sink, SourceId, Stopped};
use crate::source::SourceMap;

/// The keys at the root.
const KNOWN: [&str; 11] = [
    "strict",
    "overlays",
    "select",
    "crate",
    "access",
    "enumerations",
    "formats",
    "references",
    "schemas",
    "rejections",
    "diagnostics",
];

/// Reads the configuration from a source.
///
/// # Errors
///
/// When the text isn't TOML, or has anything in it that isn't a setting.
pub fn parse(sources: &SourceMap, id: SourceId, sink: &mut Sink) -> Result<Config, Stopped> {
    let before = errors(sink);
    let mut value = match toml_span::parse(sources.text(id)) {
        Ok(value) => value,
        Err(error) => {
            let message = format!("this isn't TOML: {error}");
            sink.push(Diagnostic::error("GW0401", message).at_range(id, range(error.span), ""));
            return Err(Stopped);
        }
    };
    let folder = sources.path(id).parent().unwrap_or(Path::new(""));
    let config = Reader { source: id, sink }.config(&mut value, folder);
    if errors(sink) > before { Err(Stopped) } else { Ok(config) }
}

fn errors(sink: &Sink) -> usize {
    sink.diagnostics().iter().filter(|found| found.severity == Severity::Error).count()
}

impl Reader<'_> {
    fn config(&mut self, value: &mut Value<'_>, folder: &Path) -> Config {
        let mut config = Config::default();
        let Some(mut root) = self.take_table(value, "gatewright.toml") else { return config };
        let overlays = self.texts(&mut root, "overlays").into_iter();
        config.overlays = overlays
            .map(|(path, span)| OverlayFile { path: folder.join(path), asked: Some((self.source, range(span))) })
            .collect();
        if let Some(table) = self.table(&mut root, "select") {
            config.select = self.selection(table);
        }
        if let Some(table) = self.table(&mut root, "crate") {
            self.package(table, &mut config);
        }
        if let Some(table) = self.table(&mut root, "access") {
            self.access(table, &mut config);
        }
        if let Some(mut table) = self.table(&mut root, "enumerations") {
            config.closed = self.globs(&mut table, "closed");
            self.finish(&table, "enumerations", &["closed"]);
        }
        if let Some(table) = self.table(&mut root, "formats") {
            config.formats = self.formats(table);
        }
        if let Some(mut table) = self.table(&mut root, "references") {
            config.references = self.texts(&mut table, "folders").into_iter().map(|(folder, _)| folder).collect();
            self.finish(&table, "references", &["folders"]);
        }
        if let Some(mut table) = self.table(&mut root, "schemas") {
            config.untyped_any = self.untyped(&mut table);
            self.finish(&table, "schemas", &["untyped"]);
        }
        if let Some(table) = self.table(&mut root, "rejections") {
            config.rejections = self.rejections(table);
        }
        if let Some(table) = self.table(&mut root, "diagnostics") {
            config.rules = self.rules(table);
        }
        if let Some((true, span)) = self.flag_at(&mut root, "strict") {
            config.rules.push(Rule::strict(Origin::Configuration { source: self.source, range: range(span) }));
        }
        self.finish(&root, "", &KNOWN);
        config
    }

    fn selection(&mut self, mut table: Table<'_>) -> Selection {
        let mut include = self.patterns(&mut table, "operations", Pattern::parse);
        include.extend(self.patterns(&mut table, "tags", Pattern::tag));
        let except = self.patterns(&mut table, "except", Pattern::parse);
        self.finish(&table, "select", &["operations", "tags", "except"]);
        Selection { include, except }
    }

    pub(super) fn patterns(
        &mut self,
        table: &mut Table<'_>,
        key: &str,
        parse: fn(&str) -> Result<Pattern, String>,
    ) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for (text, span) in self.texts(table, key) {
            match parse(&text) {
                Ok(pattern) => patterns.push(Pattern { asked: Some((self.source, range(span))), ..pattern }),
                Err(reason) => self.refuse("GW0404", format!("`{text}` is no pattern: {reason}"), span, None),
            }
        }
        patterns
    }

    fn package(&mut self, mut table: Table<'_>, config: &mut Config) {
        if let Some((name, span)) = self.text(&mut table, "name") {
            if !is_package_name(&name) {
                let message = format!("`{name}` can't be the name of a package");
                let help = "a name begins with a letter and consists of letters, digits, `-` and `_`".to_owned();
                self.refuse("GW0404", message, span, Some(help));
            }
            config.crate_name = Some(name);
        }
        config.client = self.flag(&mut table, "client").unwrap_or(config.client);
        config.server = self.flag(&mut table, "server").unwrap_or(config.server);
        config.tag_features = self.flag(&mut table, "tag-features");
        if table.contains_key("default-tags") {
            let include = self.patterns(&mut table, "default-tags", Pattern::tag);
            config.default_tags = Some(Selection { include, except: Vec::new() });
        }
        self.finish(&table, "crate", &["name", "client", "server", "tag-features", "default-tags"]);
    }

    fn globs(&mut self, table: &mut Table<'_>, key: &str) -> Vec<String> {
        let mut globs = Vec::new();
        for (text, span) in self.texts(table, key) {
            if let Err(error) = Glob::new(&text) {
                self.refuse("GW0404", format!("`{text}` is no pattern: {}", error.kind()), span, None);
            }
            globs.push(text);
        }
        globs
    }

    fn formats(&mut self, mut table: Table<'_>) -> BTreeMap<String, String> {
        let keys: Vec<_> = table.keys().cloned().collect();
        let mut formats = BTreeMap::new();
        for key in keys {
            let Some((rust, span)) = self.text(&mut table, &key.name) else { continue };
            let types = ["string", "integer", "number", "boolean"];
            if !key.name.split_once(':').is_some_and(|(of, format)| types.contains(&of) && !format.is_empty()) {
                let help = "a format is named as `type:format`, such as `string:uuid`".to_owned();
                self.refuse("GW0404", format!("`{key}` names no format"), key.span, Some(help));
            }
            if syn::parse_str::<syn::TypePath>(&rust).is_err() {
                let help = "a type is named as in Rust, such as `uuid::Uuid`".to_owned();
                self.refuse("GW0506", format!("`{rust}` is no Rust type"), span, Some(help));
            }
            formats.insert(key.name.to_string(), rust);
        }
        formats
    }

    fn untyped(&mut self, table: &mut Table<'_>) -> bool {
        let Some((word, span)) = self.text(table, "untyped") else { return false };
        if word != "any" && word != "inferred" {
            let help = "say `\"any\"` or `\"inferred\"`".to_owned();
            self.refuse("GW0404", format!("`{word}` is no way to read a schema without a type"), span, Some(help));
        }
        word == "any"
    }

    fn rejections(&mut self, table: Table<'_>) -> BTreeMap<u16, Template> {
        let mut rejections = BTreeMap::new();
        for (key, mut value) in in_order(table) {
            let status = key.name.parse::<u16>().ok().filter(|status| (400..600).contains(status));
            let Some(status) = status else {
                let message = format!("`{key}` is no status of a refusal");
                self.refuse("GW0404", message, key.span, Some("a status is a number from 400 to 599".to_owned()));
                continue;
            };
            let json = to_json(&value);
            if let Some(table) = self.take_table(&mut value, &key.name) {
                let members = in_order(table).into_iter().map(|(key, _)| key.name.to_string()).collect();
                rejections.insert(status, Template { members, json });
            }
        }
        rejections
    }
}

/// What cargo accepts, in ASCII.
fn is_package_name(name: &str) -> bool {
    let rest = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.chars().all(rest)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use super::super::{PermissionModel, Unguarded};
    use super::*;
    use crate::diagnostics::{Level, Subject};

    fn parse_text(text: &str) -> Result<Config, Vec<(&'static str, String)>> {
        let mut sources = SourceMap::default();
        let id = sources.add("gatewright.toml", text);
        let mut sink = Sink::default();
        parse(&sources, id, &mut sink)
            .map_err(|_| sink.diagnostics().iter().map(|said| (said.code, said.message.clone())).collect())
    }

    #[test]
    fn an_empty_file_has_no_settings() {
        for text in ["", "\n", "# nothing yet\n"] {
            assert_eq!(parse_text(text).map(|config| config.rules.len()), Ok(0), "{text:?}");
        }
    }

    #[test]
    fn every_setting_is_read() {
        let config = parse_text(
            r#"
            overlays = ["fixes.overlay.yaml"]
            [select]
            operations = ["list_*", "GET /pets/*"]
            tags = ["pets"]
            except = ["tag:internal"]
            [crate]
            name = "vec-digital"
            server = false
            [enumerations]
            closed = ["*"]
            [formats]
            "string:uuid" = "uuid::Uuid"
            [rejections.403]
            message = "Forbidden"
            error = { code = 7, about = ["{permission}"] }
            [diagnostics]
            deny = ["warnings"]
            allow = [{ code = "GW0205", at = "/paths/**", reason = "theirs" }]
            "#,
        )
        .unwrap();
        let forbidden = Template {
            members: vec!["message".to_owned(), "error".to_owned()],
            json: r#"{"message": "Forbidden", "error": {"code": 7, "about": ["{permission}"]}}"#.to_owned(),
        };
        let pattern =
            |parsed: Result<Pattern, String>, range| Pattern { asked: Some((SourceId(0), range)), ..parsed.unwrap() };
        let select = Selection {
            include: vec![
                pattern(Pattern::parse("list_*"), 95..101),
                pattern(Pattern::parse("GET /pets/*"), 105..116),
                pattern(Pattern::tag("pets"), 140..144),
            ],
            except: vec![pattern(Pattern::parse("tag:internal"), 170..182)],
        };
        let rules: Vec<_> = config.rules.iter().map(|rule| (rule.level, rule.subject)).collect();
        assert_eq!(rules, [(Level::Deny, Subject::Warnings), (Level::Allow, Subject::Code("GW0205"))]);
        assert_eq!(config.rules[1].at.as_ref().map(ToString::to_string).as_deref(), Some("/paths/**"));
        let expected = Config {
            select,
            overlays: vec![OverlayFile { path: "fixes.overlay.yaml".into(), asked: Some((SourceId(0), 26..44)) }],
            rules: config.rules.clone(),
            crate_name: Some("vec-digital".to_owned()),
            server: false,
            closed: vec!["*".to_owned()],
            formats: [("string:uuid".to_owned(), "uuid::Uuid".to_owned())].into(),
            rejections: [(403, forbidden)].into(),
            ..Config::default()
        };
        assert_eq!(config, expected);
    }

    #[test]
    fn what_is_said_of_access_is_read() {
        let config = parse_text(
            r#"
            [access]
            public = ["health*"]
            unguarded = "token"
            model = { operation-id = "user_secret" }
            [[access.rules]]
            operations = ["tag:admin"]
            needs = "token[admin]"
            "#,
        )
        .unwrap();
        let public: Vec<_> = config.public.iter().map(|pattern| pattern.text.as_str()).collect();
        assert_eq!(public, ["health*"]);
        let Some(PermissionModel::OperationId { scheme, asked: Some(_) }) = &config.model else { panic!("{config:?}") };
        assert_eq!(scheme, "user_secret");
        let Unguarded::Needs(demand) = &config.unguarded else { panic!("{config:?}") };
        assert_eq!((demand.alternatives.len(), &demand.alternatives[0][0].scheme[..]), (1, "token"));
        let [admin] = config.demands.as_slice() else { panic!("{config:?}") };
        assert_eq!(admin.operations.include[0].text, "tag:admin");
        assert_eq!(admin.needs.alternatives[0][0].permissions, ["admin"]);
    }

    #[test]
    fn what_is_not_said_is_as_by_default() {
        let config = parse_text("[references]\nfolders = [\"../shared\"]\n").unwrap();
        assert_eq!(config.references, ["../shared"]);
        assert_eq!(parse_text("").unwrap(), Config::default());
    }

    #[test]
    fn schemas_without_a_type_are_read_as_said() {
        assert!(!parse_text("").unwrap().untyped_any);
        assert!(!parse_text("[schemas]\nuntyped = \"inferred\"").unwrap().untyped_any);
        assert!(parse_text("[schemas]\nuntyped = \"any\"").unwrap().untyped_any);
        assert_eq!(parse_text("[schemas]\nuntyped = \"all\"").unwrap_err()[0].0, "GW0404");
    }

    #[test]
    fn every_problem_is_said_at_once() {
        let said = parse_text(
            "[crate]\nnmae = \"x\"\nclient = 1\n[access]\npublic = [\"[\", 2]\n[formats]\n\"uuid\" = \"1x\"\n[rejections]\n200 = {}\n[colour]\n",
        )
        .unwrap_err();
        let codes: Vec<_> = said.iter().map(|(code, _)| *code).collect();
        assert_eq!(
            codes,
            ["GW0403", "GW0402", "GW0403", "GW0404", "GW0404", "GW0506", "GW0404", "GW0402"],
            "{said:#?}"
        );
    }
}
