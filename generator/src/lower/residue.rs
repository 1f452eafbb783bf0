//! What a schema says and its type doesn't: judged at run time by its text.

use super::Lowering;
use super::class::Class;
use super::render::{Members, Renderer, values};
use crate::ir::Constraint;
use crate::resolve::{Additional, JsonType, Node, Schema, SchemaId};

impl Lowering<'_> {
    /// The keywords of a schema that neither its type nor a simple constraint enforces.
    pub(super) fn residue(&self, schema: &Schema, class: &Class) -> Option<Constraint> {
        let mut renderer = Renderer::new(&self.api.schemas);
        let node = match self.residue_of(schema, class, &mut renderer) {
            Node::Object(members) if members.is_empty() => return None,
            Node::Bool(true) => return None,
            node => node,
        };
        let text = renderer.finish(node).ok_or_else(|| "it refers to too much".to_owned());
        match text.and_then(|text| self.compiles(&text).map(|()| text)) {
            Ok(text) => Some(Constraint::Schema(text)),
            Err(reason) => {
                let mut unjudged = self.unjudged.borrow_mut();
                if !unjudged.iter().any(|(at, _)| *at == schema.at) {
                    unjudged.push((schema.at.clone(), reason));
                }
                None
            }
        }
    }

    /// Whether the text of an assertion can be compiled at run time: it can if it can here.
    fn compiles(&self, text: &str) -> Result<(), String> {
        if let Some(known) = self.assertions.borrow().get(text) {
            return known.clone();
        }
        let compile = || {
            let schema: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
            let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
            options.should_validate_formats(false).build(&schema).map_err(|error| error.to_string())?;
            Ok(())
        };
        let result: Result<(), String> = compile();
        self.assertions.borrow_mut().insert(text.to_owned(), result.clone());
        result
    }

    /// All that a schema says, if it is not much.
    pub(super) fn whole_text(&self, schema: &Schema) -> Option<String> {
        let mut renderer = Renderer::small(&self.api.schemas);
        let node = renderer.whole(schema);
        renderer.finish(node).filter(|text| self.compiles(text).is_ok())
    }

    /// Whether every value is valid against a schema.
    pub(super) fn allows_all(&self, id: SchemaId) -> bool {
        Renderer::small(&self.api.schemas).whole(self.schema(id)) == Node::Bool(true)
    }

    fn residue_of(&self, s: &Schema, class: &Class, renderer: &mut Renderer<'_>) -> Node {
        let untyped = self.config.untyped_any && s.types.is_empty() && !matches!(class, Class::Enumeration);
        if untyped || matches!(class, Class::Any | Class::Nothing) || self.needs_the_whole(s, class) {
            return renderer.whole(s);
        }
        let mut members = Members::default();
        let scalar = matches!(class, Class::Scalar(_) | Class::Enumeration | Class::EnumerationOfBranches(_));
        let list = matches!(class, Class::List | Class::Tuple);
        let object = matches!(class, Class::Map | Class::Record);
        if !self.has_values_typed(s, class) {
            values(s, &mut members);
        }
        if s.then.is_some() || s.else_.is_some() {
            renderer.conditions(s, &mut members);
        } else {
            renderer.one(&mut members, "not", s.not);
        }
        if !scalar && !list {
            renderer.dependent(s, &mut members);
            self.members(s, class, renderer, &mut members);
        }
        if !scalar && !object {
            renderer.contains(s, &mut members);
        }
        for (keyword, branches) in [("anyOf", &s.any_of), ("oneOf", &s.one_of)] {
            let is_typed = self.is_choice_of_types(branches) && !matches!(class, Class::Scalar(_));
            if !branches.is_empty() && !is_typed {
                members.insert(keyword.to_owned(), renderer.list(branches));
            }
        }
        let parts = self.silent_parts(s, renderer);
        if !parts.is_empty() {
            members.insert("allOf".to_owned(), Node::List(parts));
        }
        Node::Object(members)
    }

    /// What the parts of `allOf` say that make no type.
    fn silent_parts(&self, s: &Schema, renderer: &mut Renderer<'_>) -> Vec<Node> {
        let telling = self.telling_parts(s);
        let silent = s.all_of.iter().filter(|part| !telling.contains(part));
        let nodes = silent.map(|part| renderer.inner(*part));
        nodes.filter(|node| *node != Node::Bool(true)).collect()
    }

    fn members(&self, s: &Schema, class: &Class, renderer: &mut Renderer<'_>, to: &mut Members) {
        let only_pattern = *class == Class::Map && self.key_pattern(s).is_some();
        if !only_pattern {
            renderer.one(to, "propertyNames", s.property_names);
        }
        let free = self.free_members(s);
        if free.mixed {
            renderer.patterns(s, to);
            let declared = s.properties.keys().map(|name| (name.clone(), Node::Bool(true))).collect::<Members>();
            if !declared.is_empty() {
                to.insert("properties".to_owned(), Node::Object(declared));
            }
            renderer.additional(free.others, to);
        } else if self.overlaps(s) {
            renderer.patterns(s, to);
        }
    }

    /// Whether a pattern of `patternProperties` is about a property that is declared too.
    fn overlaps(&self, s: &Schema) -> bool {
        s.pattern_properties.iter().any(|(pattern, id)| {
            let regex = super::pattern::compiled(pattern);
            let says = !self.allows_all(*id);
            says && s.properties.keys().any(|name| regex.as_ref().is_none_or(|regex| regex.find(name).is_some()))
        })
    }

    /// Whether `enum` and `const` are in the type.
    fn has_values_typed(&self, s: &Schema, class: &Class) -> bool {
        let all_flags = || {
            let values = s.enumeration.as_deref().unwrap_or_default();
            s.constant.is_none() && [true, false].iter().all(|flag| values.contains(&Node::Bool(*flag)))
        };
        match class {
            Class::Enumeration => true,
            Class::Intersection => self.own_class(s) == Class::Enumeration,
            Class::Scalar(JsonType::Boolean) => all_flags(),
            // A choice beside a list of texts stands for both, as real documents use it.
            Class::Union | Class::EnumerationOfBranches(_) | Class::Same(_) => self.own_class(s) == Class::Enumeration,
            _ => false,
        }
    }

    /// Whether `unevaluated…` looks at more than what stands beside it as `properties` and `items` do.
    fn needs_the_whole(&self, s: &Schema, class: &Class) -> bool {
        let composed = !s.all_of.is_empty()
            || !s.any_of.is_empty()
            || !s.one_of.is_empty()
            || s.if_.is_some()
            || !s.dependent_schemas.is_empty();
        let says = |id: Option<SchemaId>| id.is_some_and(|id| !self.allows_all(id));
        let members = says(s.unevaluated_properties) && s.additional == Additional::Undeclared;
        let items = says(s.unevaluated_items) && s.items.is_none();
        let typed = match class {
            Class::Map | Class::Record => !composed,
            Class::List | Class::Tuple => !composed && s.contains.is_none(),
            Class::Scalar(_) | Class::Enumeration | Class::EnumerationOfBranches(_) => true,
            _ => false,
        };
        (members || items) && !typed
    }

    /// What is said of the items that have no place of their own, likewise.
    pub(super) fn items(&self, s: &Schema) -> Option<SchemaId> {
        let composed = !s.all_of.is_empty() || !s.any_of.is_empty() || !s.one_of.is_empty() || s.if_.is_some();
        s.items.or_else(|| s.unevaluated_items.filter(|_| !composed && s.contains.is_none()))
    }

    /// What is said of members that aren't declared: `unevaluatedProperties` says it where nothing else evaluates any.
    pub(super) fn additional(&self, s: &Schema) -> Additional {
        let composed = !s.all_of.is_empty() || !s.any_of.is_empty() || !s.one_of.is_empty() || s.if_.is_some();
        match (s.additional, s.unevaluated_properties) {
            (Additional::Undeclared, Some(id)) if !composed && s.dependent_schemas.is_empty() => {
                match self.schema(id) {
                    schema if schema.never => Additional::None,
                    _ if self.allows_all(id) => Additional::Any,
                    _ => Additional::Schema(id),
                }
            }
            (additional, _) => additional,
        }
    }

    /// The pattern of all keys of a map, if there is one.
    pub(super) fn key_pattern(&self, s: &Schema) -> Option<String> {
        let names = self.schema(s.property_names?);
        let mut members = Members::default();
        let mut renderer = Renderer::new(&self.api.schemas);
        if let Node::Object(found) = renderer.whole(names) {
            members = found;
        }
        members.shift_remove("type").is_none_or(|ty| ty == Node::String("string".to_owned())).then_some(())?;
        let only = members.len() == 1 && names.component.is_none();
        names.pattern.clone().filter(|_| only)
    }
}
