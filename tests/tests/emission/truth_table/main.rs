//! The truth table of the guard: every shape of rule, with every kind of scheme, against every credential in every
//! state, over HTTP. Each cell's answer is compared with what a plain interpreter of the document says, none is
//! sampled; and where access is denied, no handler ran and nobody asked for a byte of the body.

mod credentials;
mod plainly;
mod service;
mod wire;

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use credentials::{Carried, Slot, State, carried_for};
use plainly::{Policy, Rule, Says};
use service::{Checker, Service, served};
use wire::Connection;

/// What one operation was asked, by the answers' statuses.
type Counts = BTreeMap<u16, usize>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[allow(clippy::print_stdout, reason = "how much was tried is a figure that people ask for")]
async fn every_cell_is_as_the_document_says() {
    let rules = plainly::rules();
    assert!(rules.len() > 30);
    let mut all = Counts::new();
    for policy in Policy::ALL {
        let tables = rules.iter().filter(|rule| rule.schemes().len() < 3 || policy == Policy::EachGood);
        let tasks: Vec<_> = tables.map(|rule| tokio::spawn(table(rule.clone(), policy))).collect();
        for task in tasks {
            for (status, count) in task.await.unwrap() {
                *all.entry(status).or_default() += count;
            }
        }
    }
    let cells: usize = all.values().sum();
    // Shown with `--nocapture`; the number can only change with the document.
    println!("{cells} cells: {all:?}");
    assert!(cells > 8_000, "{cells}");
    assert!([200, 401, 403].iter().all(|status| all[status] > 500), "{all:?}");
}

/// Asks one operation for everything that can be carried.
async fn table(rule: Rule, policy: Policy) -> Counts {
    let service = Service::default();
    let runs = service.runs();
    let polled = service.polled();
    let server = gatewright_tests::loopback::Server::start(served(service, Checker(policy))).await;
    let mut connection = Connection::open(&server.url).await;
    let mut counts = Counts::new();
    for carried in carried_for(&rule) {
        let (before, read) = (runs.load(Ordering::SeqCst), polled.load(Ordering::SeqCst));
        let told = connection.post(&carried, &format!("/{}", rule.operation)).await;
        let (ran, read) = (runs.load(Ordering::SeqCst) - before, polled.load(Ordering::SeqCst) - read);
        let says = rule.says(policy, &carried);
        let cell = format!("{} {policy:?} {carried:?}: {told:?}, but {says:?}", rule.operation);
        match &says {
            Says::Yes(who) => {
                assert_eq!((told.status, told.body.as_str(), ran), (200, who.as_str(), 1), "{cell}");
                assert!(read > 0, "{cell}");
            }
            Says::Unknown => assert_eq!(told.status, 401, "{cell}"),
            Says::Lacking(missing) => {
                assert_eq!(told.status, 403, "{cell}");
                let body = gatewright_tests::json::parse(&told.body);
                assert_eq!(body["required_permissions"], serde_json::json!(missing), "{cell}");
            }
        }
        if told.status != 200 {
            assert_eq!((ran, read), (0, 0), "{cell}");
            assert!(!told.body.contains("reason of the checker"), "{cell}");
        }
        assert!(told.status != 401 || told.challenges > 0, "{cell}");
        *counts.entry(told.status).or_default() += 1;
    }
    counts
}

/// Removing a permission from what a credential carries never grants: over the whole table, by the interpreter's words,
/// which the other test compares with the guard's.
#[test]
fn less_is_never_more() {
    for rule in plainly::rules() {
        for carried in carried_for(&rule) {
            if !matches!(rule.says(Policy::EachGood, &carried), Says::Yes(_)) {
                for slot in Slot::ALL {
                    for less in carried.with_less(slot) {
                        let says = rule.says(Policy::EachGood, &less);
                        assert!(!matches!(says, Says::Yes(_)), "{} {carried:?} {less:?}", rule.operation);
                    }
                }
            }
        }
    }
}

/// A state is in the table for every scheme that can be in it.
#[test]
fn nothing_is_left_out() {
    let rules = plainly::rules();
    let single = rules.iter().find(|rule| rule.operation == "by_cookie").unwrap();
    let all: Vec<Carried> = carried_for(single).collect();
    let states = |slot| all.iter().map(move |carried| carried.state(slot)).filter(Option::is_some).count();
    // Three bad ones and eight sets; and the others, one at a time.
    assert_eq!(states(Slot::Session), 11);
    assert_eq!((states(Slot::Key), states(Slot::Bearer), states(Slot::Certificate)), (1, 1, 1));
    assert!(all.iter().any(|carried| carried.state(Slot::Session) == Some(State::Expired)));
}
