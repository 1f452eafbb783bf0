//! From the tree of a text to what it states. Nothing is guessed: a key that isn't known is a mistake, and so is a value
//! that isn't what its key holds.

use crate::document::{Document, Effect, Listing, Policy, Role, Roles, Statement};
use crate::pattern::Located;
use crate::problem::{Checked, Kind, Problem, Span};
use crate::suggest::did_you_mean;
use crate::tree::{self, Member, Node, Value};

const STATEMENT: [&str; 3] = ["id", "effect", "actions"];
const LISTING: [&str; 2] = ["effect", "actions"];
const ROLE: [&str; 4] = ["inherits", "permissions", "statements", "statement"];

impl Document {
    /// Reads a policy or a role table, in YAML or JSON. `None` if it is neither, and then that is among the problems.
    #[must_use]
    pub fn read(text: &str) -> Checked<Option<Self>> {
        let mut reader = Reader { problems: Vec::new() };
        let root = tree::parse(text, &mut reader.problems);
        let document = root.and_then(|root| reader.document(&root));
        Checked::new(document, reader.problems)
    }
}

impl Policy {
    /// Reads a policy, in YAML or JSON.
    #[must_use]
    pub fn read(text: &str) -> Checked<Self> {
        Document::read(text).then(|document| match document {
            Some(Document::Policy(policy)) => Checked::new(policy, Vec::new()),
            Some(Document::Roles(_)) => other("this is a table of roles, and a policy was wanted"),
            None => Checked::new(Self::default(), Vec::new()),
        })
    }
}

impl Roles {
    /// Reads a role table, in YAML or JSON.
    #[must_use]
    pub fn read(text: &str) -> Checked<Self> {
        Document::read(text).then(|document| match document {
            Some(Document::Roles(roles)) => Checked::new(roles, Vec::new()),
            Some(Document::Policy(_)) => other("this is a policy, and a table of roles was wanted"),
            None => Checked::new(Self::default(), Vec::new()),
        })
    }
}

fn other<T: Default>(message: &str) -> Checked<T> {
    Checked::new(T::default(), vec![Problem::error(Kind::WrongValue, message)])
}

struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn document(&mut self, root: &Node) -> Option<Document> {
        let members =
            self.map(root, "a policy is an object with `statements`, and a table of roles one with `roles`")?;
        let [statements, roles] = self.fields(members, ["statements", "roles"]);
        match (statements, roles) {
            (Some(member), None) => Some(Document::Policy(Policy { statements: self.statements(&member.value) })),
            (None, Some(member)) => Some(Document::Roles(Roles { roles: self.roles(&member.value) })),
            (Some(_), Some(member)) => {
                let message = "a document holds `statements` or `roles`, not both";
                let help = "put the roles into a file of their own".to_owned();
                self.problems.push(Problem::error(Kind::UnknownKey, message).at(member.span, "").help(help));
                None
            }
            (None, None) => {
                let message = "there are neither `statements`, as a policy has, nor `roles`, as a table of roles has";
                self.problems.push(Problem::error(Kind::MissingKey, message).at(root.span, ""));
                None
            }
        }
    }

    fn statements(&mut self, node: &Node) -> Vec<Statement> {
        let Value::List(items) = &node.value else {
            self.wrong(node, "`statements` is a list");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.statement(item)).collect()
    }

    fn statement(&mut self, node: &Node) -> Option<Statement> {
        let members = self.map(node, "a statement is an object with `effect` and `actions`")?;
        let [id, effect, actions] = self.fields(members, STATEMENT);
        self.required(members, node.span, &LISTING);
        let id = id.and_then(|id| self.text(&id.value, "an `id` is text"));
        let effect = effect.and_then(|effect| self.effect(&effect.value));
        let actions = actions.and_then(|actions| self.texts(&actions.value, "`actions` are patterns, one or a list"));
        let id = id.map(|id| id.text);
        Some(Statement { id, effect: effect?, actions: actions?, span: Some(node.span) })
    }

    fn effect(&mut self, node: &Node) -> Option<Effect> {
        match &node.value {
            Value::Text(text) if text == "allow" => Some(Effect::Allow),
            Value::Text(text) if text == "deny" => Some(Effect::Deny),
            _ => {
                let message = format!("an `effect` is `allow` or `deny`, not {}", node.described());
                self.problems.push(Problem::error(Kind::WrongValue, message).at(node.span, ""));
                None
            }
        }
    }

    fn roles(&mut self, node: &Node) -> Vec<Role> {
        let members = self.map(node, "`roles` is an object: a role under each name").unwrap_or_default();
        members.iter().filter_map(|member| self.role(member)).collect()
    }

    fn role(&mut self, member: &Member) -> Option<Role> {
        let members = self.map(&member.value, "a role is an object, such as `{permissions: [\"*:view\"]}`")?;
        let [inherits, permissions, statements, statement] = self.fields(members, ROLE);
        let mut texts = |field: Option<&Member>, wanted| {
            field.and_then(|field| self.texts(&field.value, wanted)).unwrap_or_default()
        };
        let inherits = texts(inherits, "`inherits` names roles, one or a list");
        let permissions = texts(permissions, "`permissions` are patterns, one or a list");
        let statements = statements.map(|field| self.statements(&field.value)).unwrap_or_default();
        let listing = statement.and_then(|field| self.listing(&field.value));
        Some(Role { name: member.key.clone(), inherits, permissions, statements, listing, span: Some(member.span) })
    }

    fn listing(&mut self, node: &Node) -> Option<Listing> {
        let members = self.map(node, "a role statement is an object with `effect` and `actions`")?;
        let [effect, actions] = self.fields(members, LISTING);
        self.required(members, node.span, &LISTING);
        let effect = effect.and_then(|effect| self.effect(&effect.value));
        let actions = actions.and_then(|actions| match actions.value.value {
            Value::Null => Some(Vec::new()),
            _ => self.texts(&actions.value, "`actions` of a role statement are names of actions, or null"),
        });
        Some(Listing { effect: effect?, actions: actions? })
    }

    fn map<'n>(&mut self, node: &'n Node, wanted: &str) -> Option<&'n [Member]> {
        match &node.value {
            Value::Map(members) => Some(members),
            _ => {
                self.wrong(node, wanted);
                None
            }
        }
    }

    /// The members of these keys; all others are mistakes.
    fn fields<'n, const N: usize>(&mut self, members: &'n [Member], keys: [&str; N]) -> [Option<&'n Member>; N] {
        for member in members.iter().filter(|member| !keys.contains(&member.key.as_str())) {
            let help =
                did_you_mean(&member.key, keys).unwrap_or_else(|| format!("the keys here are `{}`", keys.join("`, `")));
            let message = format!("the key `{}` means nothing here", member.key);
            self.problems.push(Problem::error(Kind::UnknownKey, message).at(member.span, "").help(help));
        }
        keys.map(|key| members.iter().find(|member| member.key == key))
    }

    fn required(&mut self, members: &[Member], at: Span, keys: &[&str]) {
        for key in keys.iter().filter(|key| !members.iter().any(|member| member.key == **key)) {
            self.problems.push(Problem::error(Kind::MissingKey, format!("`{key}` is missing")).at(at, ""));
        }
    }

    /// One text, or a list of them.
    fn texts(&mut self, node: &Node, wanted: &str) -> Option<Vec<Located>> {
        match &node.value {
            Value::List(items) => Some(items.iter().filter_map(|item| self.text(item, wanted)).collect()),
            _ => Some(vec![self.text(node, wanted)?]),
        }
    }

    fn text(&mut self, node: &Node, wanted: &str) -> Option<Located> {
        match &node.value {
            Value::Text(text) => Some(Located { text: text.clone(), span: Some(node.span) }),
            _ => {
                self.wrong(node, wanted);
                None
            }
        }
    }

    fn wrong(&mut self, node: &Node, wanted: &str) {
        let message = format!("{wanted}; this is {}", node.described());
        let help =
            matches!(node.value, Value::Other(_)).then(|| "text that looks like a number stands in quotes".into());
        self.problems.push(Problem::error(Kind::WrongValue, message).at(node.span, "").help(help));
    }
}
