//! The table of every documented answer of an API, each tested both ways.

#![allow(clippy::panic, reason = "a row that doesn't hold fails the test that asked for it")]

use std::collections::BTreeSet;
use std::fmt::Debug;

use gatewright::client::Error;
use gatewright::operation::Operation;
use serde_json::Value;

use crate::loopback::{Ask, Server};
use crate::script::Script;
use crate::{documented, json};

/// What an operation answers.
pub type Answered<Op> = Result<<Op as Operation>::Success, <Op as Operation>::Failure>;

/// Rows tested so far.
#[derive(Debug)]
pub struct Table {
    api: &'static str,
    script: Script,
    server: Server,
    tested: BTreeSet<(String, String)>,
    judged: BTreeSet<(String, String)>,
}

/// One documented answer.
pub struct Row<'a, Op: Operation> {
    /// The status as the document has it: `200` or `default`.
    pub documented: &'a str,
    /// The status on the wire.
    pub status: u16,
    /// The media type on the wire; empty when there is no body.
    pub media_type: &'a str,
    /// What the service returns and the client gets.
    pub answer: Answered<Op>,
    /// What goes over the wire.
    pub wire: &'a str,
}

impl Table {
    /// An empty table for a service that plays this script.
    #[must_use]
    pub const fn new(api: &'static str, script: Script, server: Server) -> Self {
        Self { api, script, server, tested: BTreeSet::new(), judged: BTreeSet::new() }
    }

    /// Tests a row: the service returns the answer, a request written by hand sees the documented status and body, the
    /// generated client gets the answer; and it gets it as well from the bytes of the document instead of our server's.
    ///
    /// # Panics
    ///
    /// When anything of that doesn't hold.
    pub async fn row<Op>(&mut self, row: Row<'_, Op>, ask: &Ask, call: impl AsyncFn(&str) -> Called<Op>)
    where
        Op: Operation,
        Op::Success: Clone + PartialEq + Debug,
        Op::Failure: Clone + PartialEq + Debug,
    {
        let name = format!("{} {} in {:?}", Op::ID, row.documented, row.media_type);
        self.script.answer::<Op>(row.answer.clone());
        let told = self.server.ask(ask).await;
        assert_eq!(told.status.as_u16(), row.status, "{name}: {told:?}");
        assert_eq!(told.media_type(), row.media_type, "{name}");
        if self.judged.insert((row.wire.to_owned(), told.text().to_owned())) {
            check_body(&name, row.media_type, row.wire, told.text());
        }
        assert_eq!(answered::<Op>(&name, call(&self.server.url).await), row.answer, "{name} from the server");

        let headers: &[(&str, &str)] =
            if row.media_type.is_empty() { &[] } else { &[("Content-Type", row.media_type)] };
        let canned = Server::canned(row.status, headers, row.wire).await;
        assert_eq!(answered::<Op>(&name, call(&canned.url).await), row.answer, "{name} from the document");
        self.tested.insert((Op::ID.to_owned(), row.documented.to_owned()));
    }

    /// Says that there are no more rows.
    ///
    /// # Panics
    ///
    /// When the document describes answers that no row tested, or the other way round.
    pub fn finish(self) {
        let documented = documented::answers(self.api);
        assert!(!documented.is_empty(), "{} documents no answer", self.api);
        let missing: Vec<_> = documented.difference(&self.tested).collect();
        let unknown: Vec<_> = self.tested.difference(&documented).collect();
        assert!(missing.is_empty() && unknown.is_empty(), "not tested: {missing:?}\nnot documented: {unknown:?}");
    }
}

/// What a generated client's method returns.
pub type Called<Op> = Result<<Op as Operation>::Success, Error<<Op as Operation>::Failure>>;

fn answered<Op: Operation>(name: &str, called: Called<Op>) -> Answered<Op>
where
    Op::Failure: Debug,
{
    match called {
        Ok(success) => Ok(success),
        Err(Error::Api(failure)) => Err(failure),
        Err(other) => panic!("{name}: {other:?}"),
    }
}

fn check_body(name: &str, media_type: &str, expected: &str, actual: &str) {
    if media_type.ends_with("json") {
        let (expected, actual): (Value, Value) = (json::parse(expected), json::parse(actual));
        assert!(json::same(&expected, &actual), "{name}: expected {expected:#}\nfound {actual:#}");
    } else if media_type.ends_with("xml") {
        if let Err(difference) = crate::c14n::compare(expected, actual) {
            panic!("{name}: {difference}");
        }
    } else {
        assert_eq!(actual, expected, "{name}");
    }
}
