//! Policies that are replaced while requests come in: no request sees half of one version and half of another.
#![cfg(all(feature = "policy", feature = "server"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail this way")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::{fs, thread};

use axum::body::Body;
use gatewright::access::{
    Authenticated, AuthenticationError, Credentials, Permissions as _, Statement, authenticate_fn,
};
use gatewright::policy::{Live, Policy, Problem, ReloadError, RoleTable, document};
use gatewright::server::Routes;
use http::{Request, StatusCode};
use tower::ServiceExt as _;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, gatewright::Permissions)]
#[permissions(scheme(name = "api_key", api_key(header = "X-Api-Key")))]
enum Permission {
    #[permission("things:view")]
    View,
    #[permission("things:edit")]
    Edit,
}

#[derive(Debug, Clone, PartialEq, gatewright::Operation)]
#[operation(id = "view", method = GET, path = "/view")]
#[operation(permissions = Permission, access = "api_key[things:view]")]
#[operation(returns = (), status = 204)]
struct ViewThings {}

#[derive(Debug, Clone, PartialEq, gatewright::Operation)]
#[operation(id = "edit", method = GET, path = "/edit")]
#[operation(permissions = Permission, access = "api_key[things:edit]")]
#[operation(returns = (), status = 204)]
struct EditThings {}

/// In one version both roles may only view, in the other only edit. Who had a role of each could do both.
const VERSIONS: [&str; 2] = [
    "roles: {a: {permissions: ['things:view']}, b: {permissions: ['things:view']}}",
    r#"{"roles": {"a": {"permissions": ["*:edit"]}, "b": {"inherits": "a"}}}"#,
];

type Table = RoleTable<Permission>;

#[test]
fn readers_see_whole_versions_only() {
    let live: Live<Table> = Live::new(VERSIONS[0].parse().unwrap());
    let (stop, seen) = (AtomicBool::new(false), [AtomicUsize::new(0), AtomicUsize::new(0)]);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let table = live.snapshot();
                    let first = table.role("a").unwrap();
                    thread::yield_now();
                    assert_eq!(table.role("b").unwrap(), first);
                    assert_eq!(table.permissions(["a", "b"]).len(), 1);
                    seen[usize::from(first.contains(Permission::Edit))].fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for at in 0..5_000 {
            live.replace(VERSIONS[at % 2].parse().unwrap());
            assert!(live.try_replace(|_| "roles: {a: {inherits: a}}".parse()).is_err());
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert!(seen.iter().all(|count| count.load(Ordering::Relaxed) > 0), "{seen:?}");
}

/// A hundred tasks ask for as long as a file is rewritten and reloaded, every third time with a mistake in it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requests_see_whole_versions_only() {
    let folder = std::env::temp_dir().join(format!("gatewright-policies-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("roles.yaml");
    fs::write(&file, VERSIONS[0]).unwrap();
    let live = Live::<Table>::load(&file).unwrap();
    let router = router(live.clone());
    let stop = Arc::new(AtomicBool::new(false));
    let tasks: Vec<_> = (0..100)
        .map(|at| {
            let (router, stop) = (router.clone(), Arc::clone(&stop));
            let path = ["/view", "/edit"][at % 2];
            tokio::spawn(async move {
                let mut answers = [0, 0];
                while !stop.load(Ordering::Relaxed) {
                    let request = Request::get(path).header("X-Api-Key", "k").body(Body::empty()).unwrap();
                    match router.clone().oneshot(request).await.unwrap().status() {
                        StatusCode::NO_CONTENT => answers[0] += 1,
                        StatusCode::FORBIDDEN => answers[1] += 1,
                        other => return Err(other),
                    }
                }
                Ok(answers)
            })
        })
        .collect();
    let reloads = Arc::clone(&stop);
    let reloaded = tokio::task::spawn_blocking(move || reload_many_times(&live, &file, &reloads)).await.unwrap();
    let mut seen = [0, 0];
    for task in tasks {
        let answers: [usize; 2] = task.await.unwrap().unwrap();
        seen = [seen[0] + answers[0], seen[1] + answers[1]];
    }
    assert!(reloaded > 500 && seen.iter().all(|count| *count > 100), "{reloaded} {seen:?}");
    fs::remove_dir_all(folder).unwrap();
}

fn reload_many_times(live: &Live<Table>, file: &Path, stop: &AtomicBool) -> usize {
    let mut reloaded = 0;
    for at in 0..1_500 {
        let text = if at % 3 == 2 { "roles: {a: {permissions: [nothing]}}" } else { VERSIONS[at % 2] };
        fs::write(file, text).unwrap();
        let before = live.snapshot();
        match live.reload_from(file) {
            Ok(()) => reloaded += 1,
            Err(_) => assert!(Arc::ptr_eq(&before, &live.snapshot())),
        }
    }
    stop.store(true, Ordering::Relaxed);
    reloaded
}

/// The principal is the version by which it was judged, and handlers ask it again, later.
fn router(live: Live<Table>) -> axum::Router {
    let authenticator = authenticate_fn(move |_: Credentials| {
        let table = live.snapshot();
        async move {
            tokio::task::yield_now().await;
            let held = table.permissions(["a", "b"]);
            if held.len() != 1 {
                return Err(AuthenticationError::Unavailable);
            }
            Ok(Authenticated::new(table).permissions(held))
        }
    });
    Routes::new((), authenticator)
        .guarded::<ViewThings, _, _>(|_, call| async move {
            tokio::task::yield_now().await;
            assert!(call.principal().role("b").unwrap().contains(Permission::View));
            Ok(())
        })
        .guarded::<EditThings, _, _>(|_, call| async move {
            tokio::task::yield_now().await;
            assert!(call.principal().role("b").unwrap().contains(Permission::Edit));
            Ok(())
        })
        .into_router()
}

#[test]
fn a_reload_that_fails_keeps_the_old_version_and_says_why() {
    let folder = std::env::temp_dir().join(format!("gatewright-policy-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("policy.yaml");
    let live =
        Live::<Policy<Permission>>::new("statements: [{effect: allow, actions: 'things:view'}]".parse().unwrap());
    assert!(matches!(live.reload_from(&file), Err(ReloadError::Unreadable { .. })));

    fs::write(&file, "statements:\n  - effect: deny\n    actions: [things:veiw]\n").unwrap();
    let said = live.reload_from(&file).unwrap_err().to_string();
    let expected = format!(
        "`{}` was not taken over:\n3:15: error: the API has no action `things:veiw`\n  help: did you mean `things:view`?",
        file.display()
    );
    assert_eq!(said, expected);
    assert_eq!(live.snapshot().permissions().names().collect::<Vec<_>>(), ["things:view"]);

    fs::write(&file, "\u{feff}statements:\n  - {effect: allow, actions: ['*', 'none:*']}\n").unwrap();
    live.reload_from(&file).unwrap();
    let now = live.snapshot();
    assert_eq!(now.permissions().len(), 2);
    assert_eq!(now.warnings().iter().map(Problem::is_error).collect::<Vec<_>>(), [false]);
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_whole_authenticator_can_be_replaced() {
    let knows = |key: &'static str| {
        authenticate_fn(move |credentials: Credentials| async move {
            match credentials.get("api_key").and_then(|key| key.secret()).is_some_and(|given| given.matches(key)) {
                true => Ok(Authenticated::new(()).permissions([Permission::View].into_iter().collect())),
                false => Err(AuthenticationError::invalid("unknown key")),
            }
        })
    };
    let live = Live::new(knows("old"));
    let router = Routes::new((), live.clone()).guarded::<ViewThings, _, _>(|_, _| async { Ok(()) }).into_router();
    let status = async |key| {
        let request = Request::get("/view").header("X-Api-Key", key).body(Body::empty()).unwrap();
        router.clone().oneshot(request).await.unwrap().status().as_u16()
    };
    assert_eq!((status("old").await, status("new").await), (204, 401));
    // Another closure of the same function is of the same type.
    live.replace(knows("new"));
    assert_eq!((status("old").await, status("new").await), (401, 204));
}

/// The rows of a database: a name, and a role statement.
#[test]
fn role_statements_are_entries_of_a_table() {
    let rows = [
        ("reader", Statement::allow(["things:view"])),
        ("locked", Statement::allow([""; 0])),
        ("careful", Statement::deny(["things:edit"])),
        ("owner", Statement::default()),
    ];
    let roles = rows.iter().fold(document::Roles::default(), |roles, (name, statement)| {
        roles.role(document::Role::new(*name).listing(statement.into()))
    });
    let roles = roles.role(document::Role::new("both").inherits(["reader", "locked"]).permissions(["*:edit"]));
    let table = RoleTable::<Permission>::compile(&roles).unwrap();
    for (name, statement) in &rows {
        assert_eq!(table.role(name), Some(statement.to_set().unwrap()), "{name}");
    }
    assert_eq!(table.role("both").unwrap().len(), 2);

    let misspelt = Statement::deny(["things:eidt"]);
    let roles = document::Roles::default().role(document::Role::new("x").listing((&misspelt).into()));
    assert!(RoleTable::<Permission>::compile(&roles).unwrap_err().to_string().contains("did you mean `things:edit`?"));
}

/// The policy and the table of the page for users mean what it says of them.
#[test]
fn the_examples_of_the_page_hold() {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, gatewright::Permissions)]
    enum Page {
        #[permission("batches:view")]
        BatchesView,
        #[permission("batches:edit")]
        BatchesEdit,
        #[permission("batches:delete")]
        BatchesDelete,
        #[permission("users:view")]
        UsersView,
        #[permission("users:edit")]
        UsersEdit,
        #[permission("users:delete")]
        UsersDelete,
    }
    let page = include_str!("../../docs/policies.md");
    let examples: Vec<_> = page.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [policy, roles] = examples.as_slice() else { panic!("{} examples", examples.len()) };
    let policy: Policy<Page> = policy.parse().unwrap();
    let table: RoleTable<Page> = roles.parse().unwrap();
    assert!(policy.warnings().is_empty() && table.warnings().is_empty());
    let mut sets = vec![(String::new(), policy.permissions())];
    sets.extend(["viewer", "editor", "support", "twin"].map(|role| (role.to_owned(), table.role(role).unwrap())));
    for (role, set) in sets {
        let names = set.names().collect::<Vec<_>>().join(", ");
        let row = page.lines().find(|row| row.ends_with(&format!("  {names}")) && row.contains(&role));
        assert!(row.is_some(), "{role}: {names}");
    }
}

#[test]
fn permissions_of_every_word_are_set() {
    assert_eq!(Permission::NAMES, ["things:view", "things:edit"]);
    let policy: Policy<Permission> = "statements: [{effect: allow, actions: 'things:edit'}]".parse().unwrap();
    assert_eq!(policy.permissions().iter().collect::<Vec<_>>(), [Permission::Edit]);
}
