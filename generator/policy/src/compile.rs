//! From statements to the permissions that they leave.

use crate::document::{Effect, Listing, Policy, Statement};
use crate::pattern::{Located, Pattern};
use crate::problem::{Checked, Kind, Problem};
use crate::selection::Selection;
use crate::suggest::{did_you_mean, nearest};

impl Policy {
    /// The permissions, of these names, that the policy gives.
    #[must_use]
    pub fn compile(&self, names: &[&str]) -> Checked<Selection> {
        let mut compiler = Compiler { names, problems: Vec::new() };
        let (mut allowed, denied) = compiler.statements(&self.statements, &[]);
        allowed.take_away(&denied);
        Checked::new(allowed, compiler.problems)
    }
}

pub(crate) struct Compiler<'n> {
    pub(crate) names: &'n [&'n str],
    pub(crate) problems: Vec<Problem>,
}

impl Compiler<'_> {
    /// What statements, and patterns of what is allowed beside them, allow and deny.
    pub(crate) fn statements(&mut self, statements: &[Statement], permissions: &[Located]) -> (Selection, Selection) {
        let matched: Vec<(&Statement, Vec<Selection>)> = statements
            .iter()
            .map(|statement| (statement, self.patterns(&statement.actions, statement.effect)))
            .collect();
        let permitted = self.patterns(permissions, Effect::Allow);
        let mut allowed = Selection::none(self.names.len());
        let mut denied = allowed.clone();
        for (statement, matched) in &matched {
            let side = if statement.effect == Effect::Allow { &mut allowed } else { &mut denied };
            matched.iter().for_each(|matched| side.add(matched));
        }
        permitted.iter().for_each(|matched| allowed.add(matched));
        for (statement, matched) in matched.iter().filter(|(statement, _)| statement.effect == Effect::Allow) {
            self.report_shadowed(statement, matched, &denied);
        }
        self.report_shadowed_patterns(permissions, &permitted, &denied);
        for statement in statements.iter().filter(|statement| statement.actions.is_empty()) {
            let message = format!("{} has no actions, and so no effect", called(statement));
            self.problems.push(Problem::warning(Kind::Idle, message).at(statement.span, ""));
        }
        (allowed, denied)
    }

    /// What each pattern matches; what matches nothing is a mistake. An allow that matches nothing opens nothing, and may
    /// wait for an operation to come; a deny that matches nothing leaves open what it was to close.
    fn patterns(&mut self, patterns: &[Located], effect: Effect) -> Vec<Selection> {
        let mut found = Vec::new();
        for located in patterns {
            let pattern = Pattern::new(&located.text);
            let matched = Selection::of(self.names, |name| pattern.matches(name));
            if matched.is_empty() {
                match (pattern.name(), effect) {
                    (Some(name), _) => self.unknown(name, located),
                    (None, Effect::Allow) => self.unmatched(Problem::warning, "allows nothing", located),
                    (None, Effect::Deny) => self.unmatched(Problem::error, "denies nothing", located),
                }
            }
            found.push(matched);
        }
        found
    }

    fn unknown(&mut self, name: &str, located: &Located) {
        let message = format!("the API has no action `{name}`");
        let help = did_you_mean(name, self.names.iter().copied());
        self.problems.push(Problem::error(Kind::UnknownAction, message).at(located.span, "").help(help));
    }

    fn unmatched(&mut self, problem: fn(Kind, String) -> Problem, so: &str, located: &Located) {
        let message = format!("no action of the API matches `{}`, so it {so}", located.text);
        let prefix = located.text.split('*').next().unwrap_or_default();
        let stems = self.names.iter().flat_map(|name| stems(name));
        let meant = Some(prefix).filter(|prefix| !prefix.is_empty()).and_then(|prefix| nearest(prefix, stems));
        let help = meant.map(|stem| format!("did you mean `{stem}*`?"));
        self.problems.push(problem(Kind::UnmatchedPattern, message).at(located.span, "").help(help));
    }

    fn report_shadowed(&mut self, statement: &Statement, matched: &[Selection], denied: &Selection) {
        let effective = matched.iter().any(|matched| !matched.is_within(denied));
        if effective || matched.iter().all(Selection::is_empty) {
            return self.report_shadowed_patterns(&statement.actions, matched, denied);
        }
        let message = format!("{} has no effect: everything that it allows is denied", called(statement));
        self.problems.push(Problem::warning(Kind::Shadowed, message).at(statement.span, ""));
    }

    fn report_shadowed_patterns(&mut self, patterns: &[Located], matched: &[Selection], denied: &Selection) {
        for (pattern, matched) in patterns.iter().zip(matched) {
            if !matched.is_empty() && matched.is_within(denied) {
                let message = format!("`{}` has no effect: everything that it allows is denied", pattern.text);
                self.problems.push(Problem::warning(Kind::Shadowed, message).at(pattern.span, ""));
            }
        }
    }

    /// What a role statement permits.
    pub(crate) fn listing(&mut self, listing: &Listing) -> Selection {
        for located in &listing.actions {
            if !self.names.contains(&located.text.as_str()) {
                self.unknown(&located.text, located);
            }
        }
        let listed = Selection::of(self.names, |name| listing.actions.iter().any(|action| action.text == name));
        match listing.effect {
            Effect::Allow => listed,
            Effect::Deny => listed.others(),
        }
    }
}

/// What a name begins with, up to each mark in it: `batches:` of `batches:view`.
fn stems(name: &str) -> impl Iterator<Item = &str> {
    let marks = name.char_indices().filter(|(_, letter)| !letter.is_alphanumeric());
    marks.filter_map(|(at, mark)| name.get(..at + mark.len_utf8()))
}

fn called(statement: &Statement) -> String {
    statement.id.as_ref().map_or_else(|| "this statement".to_owned(), |id| format!("the statement `{id}`"))
}
