//! From a table of roles to what each of them permits.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::compile::Compiler;
use crate::document::{Role, Roles};
use crate::pattern::Located;
use crate::problem::{Checked, Kind, Problem};
use crate::selection::Selection;
use crate::suggest::did_you_mean;

/// What each role permits, by its name, in the order of the table.
pub type Permitted = Vec<(String, Selection)>;

impl Roles {
    /// The permissions, of these names, that each role gives.
    #[must_use]
    pub fn compile(&self, names: &[&str]) -> Checked<Permitted> {
        let mut problems = Vec::new();
        let graph = Graph::of(&self.roles, &mut problems);
        let order = graph.parents_first();
        graph.report_circles(&order, &mut problems);
        let mut compiler = Compiler { names, problems };
        let mut permitted = vec![Selection::none(names.len()); self.roles.len()];
        let own: Vec<_> = self.roles.iter().map(|role| Own::of(role, &mut compiler)).collect();
        for at in order {
            let mut selection = own[at].allowed.clone();
            graph.parents[at].iter().for_each(|(parent, _)| selection.add(&permitted[*parent]));
            selection.take_away(&own[at].denied);
            permitted[at] = selection;
        }
        let value = self.roles.iter().map(|role| role.name.clone()).zip(permitted).collect();
        Checked::new(value, compiler.problems)
    }
}

/// What a role says itself.
struct Own {
    allowed: Selection,
    denied: Selection,
}

impl Own {
    fn of(role: &Role, compiler: &mut Compiler<'_>) -> Self {
        let (mut allowed, denied) = compiler.statements(&role.statements, &role.permissions);
        if let Some(listing) = &role.listing {
            allowed.add(&compiler.listing(listing));
        }
        Self { allowed, denied }
    }
}

/// Which role inherits from which, by their places.
struct Graph<'r> {
    roles: &'r [Role],
    parents: Vec<Vec<(usize, &'r Located)>>,
}

impl<'r> Graph<'r> {
    fn of(roles: &'r [Role], problems: &mut Vec<Problem>) -> Self {
        let mut places = HashMap::new();
        for (at, role) in roles.iter().enumerate() {
            if let Some(first) = places.insert(role.name.as_str(), at) {
                let message = format!("there are two roles `{}`", role.name);
                problems.push(Problem::error(Kind::DuplicateKey, message).at(role.span, "").at(roles[first].span, ""));
            }
        }
        let mut parents = Vec::new();
        for role in roles {
            let mut known = Vec::new();
            for parent in &role.inherits {
                match places.get(parent.text.as_str()) {
                    Some(at) => known.push((*at, parent)),
                    None => {
                        let message = format!("`{}` inherits from `{}`, which is no role", role.name, parent.text);
                        let help = did_you_mean(&parent.text, roles.iter().map(|role| role.name.as_str()));
                        problems.push(Problem::error(Kind::UnknownParent, message).at(parent.span, "").help(help));
                    }
                }
            }
            parents.push(known);
        }
        Self { roles, parents }
    }

    /// The roles whose inheritance ends somewhere, each behind its parents.
    fn parents_first(&self) -> Vec<usize> {
        let mut open: Vec<usize> = self.parents.iter().map(Vec::len).collect();
        let mut children = vec![Vec::new(); self.roles.len()];
        for (child, parents) in self.parents.iter().enumerate() {
            parents.iter().for_each(|(parent, _)| children[*parent].push(child));
        }
        let mut order: Vec<usize> = (0..open.len()).filter(|at| open[*at] == 0).collect();
        let mut next = 0;
        while let Some(at) = order.get(next).copied() {
            next += 1;
            for child in &children[at] {
                open[*child] -= 1;
                if open[*child] == 0 {
                    order.push(*child);
                }
            }
        }
        order
    }

    /// Every role that isn't in the order is on a circle, or inherits from one. A role that is on several is told of one.
    fn report_circles(&self, order: &[usize], problems: &mut Vec<Problem>) {
        let mut settled = vec![false; self.roles.len()];
        order.iter().for_each(|at| settled[*at] = true);
        let ordered = settled.clone();
        for start in 0..self.roles.len() {
            if settled[start] {
                continue;
            }
            let circle = self.shortest_circle(start, &ordered);
            circle.iter().for_each(|(at, _)| settled[*at] = true);
            if !circle.is_empty() {
                problems.push(self.circle(&circle));
            }
        }
    }

    /// The shortest way from a role up to itself, each step with where it is stated; empty if there is none.
    fn shortest_circle(&self, start: usize, ordered: &[bool]) -> Vec<(usize, &'r Located)> {
        let mut came: HashMap<usize, (usize, &'r Located)> = HashMap::new();
        let mut reached = vec![start];
        let mut next = 0;
        while let Some(at) = reached.get(next).copied().filter(|_| !came.contains_key(&start)) {
            next += 1;
            for (parent, named) in self.parents[at].iter().filter(|(parent, _)| !ordered[*parent]) {
                if let Entry::Vacant(entry) = came.entry(*parent) {
                    entry.insert((at, named));
                    reached.push(*parent);
                }
            }
        }
        let mut circle = Vec::new();
        let mut at = start;
        while let Some((child, named)) = came.get(&at).filter(|_| came.contains_key(&start)) {
            circle.push((*child, *named));
            at = *child;
            if at == start {
                break;
            }
        }
        circle.reverse();
        circle
    }

    fn circle(&self, circle: &[(usize, &Located)]) -> Problem {
        let names: Vec<_> = circle.iter().chain(circle.first()).map(|(at, _)| self.roles[*at].name.as_str()).collect();
        let message = format!("these roles inherit from themselves: {}", names.join(" → "));
        let problem = Problem::error(Kind::Circle, message);
        let problem = circle.iter().fold(problem, |problem, (at, named)| {
            problem.at(named.span, format!("`{}` inherits from `{}` here", self.roles[*at].name, named.text))
        });
        problem.help("take one of them out of the circle".to_owned())
    }
}
