//! Constraints: kept by the client before it sends, and by the server before the handler runs.

use gatewright::client::Error;

use super::*;

/// Bodies of create_batch: the member, its value, and where it is wrong, if it is.
fn new_batches() -> Vec<(&'static str, Value, Option<String>)> {
    let hash = |text: &str| Value::from(text);
    let dict = |key: &str| serde_json::json!({key: 1});
    let at = |place: &str| Some(place.to_owned());
    let longest = "a".repeat(64);
    let too_long = "a".repeat(65);
    vec![
        ("hash", hash(&"0123456789abcdef".repeat(4)), None),
        ("hash", hash(&"0123456789ABCDEF".repeat(4)), at("/body/hash")),
        ("hash", hash(&"a".repeat(63)), at("/body/hash")),
        ("hash", hash(&too_long), at("/body/hash")),
        ("hash", hash(""), at("/body/hash")),
        ("hash", hash(&format!("{longest}\n")), at("/body/hash")),
        ("batch_dict", dict("a"), None),
        ("batch_dict", dict("_0"), None),
        ("batch_dict", dict(&longest), None),
        ("batch_dict", serde_json::json!({}), None),
        ("batch_dict", dict(&too_long), at(&format!("/body/batch_dict/{too_long}"))),
        ("batch_dict", dict("0a"), at("/body/batch_dict/0a")),
        ("batch_dict", dict("A"), at("/body/batch_dict/A")),
        ("batch_dict", dict("a-b"), at("/body/batch_dict/a-b")),
        ("batch_dict", dict("a/b~"), at("/body/batch_dict/a~1b~0")),
        ("batch_dict", dict(""), at("/body/batch_dict/")),
    ]
}

#[tokio::test]
async fn hashes_and_keys_have_their_patterns() {
    let (server, script) = serve().await;
    let client = client(&server.url);
    let mut runs = 0;
    for (member, value, wrong) in new_batches() {
        let mut body = serde_json::to_value(new_batch()).unwrap();
        body[member] = value;
        let ask = Ask::new(Method::POST, "/batches").header("Authorization", USER).json(&body);
        let told = server.ask(&ask).await;
        let sent = client.create_batch(CreateBatch::new(serde_json::from_value(body.clone()).unwrap())).await;
        match wrong {
            None => {
                told.assert_status(418);
                assert!(matches!(sent, Err(Error::Unexpected(_))), "{body}: {sent:?}");
                runs += 2;
            }
            Some(place) => {
                told.assert_status(400);
                let answer = told.json();
                assert_eq!((&answer["subcode"], &answer["trace"]), (&"400".into(), &"".into()));
                let description = answer["description"].as_str().unwrap();
                assert!(description.starts_with(&format!("{place}: ")), "{description} for {place}");
                match sent {
                    Err(Error::Encode(error)) => assert_eq!(error.at, place),
                    other => panic!("{body}: {other:?}"),
                }
            }
        }
        assert_eq!(script.runs(), runs, "{body}");
    }
}

#[tokio::test]
async fn names_of_roles_have_their_pattern() {
    let (server, script) = serve().await;
    let client = client(&server.url);
    let longest = format!("a{}z", "_".repeat(30));
    for (name, fits) in [
        ("ab", true),
        ("A role-1_2", true),
        (&*longest, true),
        ("a", false),
        ("", false),
        (" ab", false),
        ("ab-", false),
        ("a.b", false),
        (&*format!("a{longest}"), false),
    ] {
        let before = script.runs();
        let new = NewRole { name: name.to_owned(), rules: None, statement: None };
        let ask = Ask::new(Method::POST, "/roles").header("Authorization", USER);
        server.ask(&ask.json(&serde_json::json!({"name": name}))).await.assert_status(if fits { 418 } else { 400 });
        let sent = client.create_user_role(CreateUserRole::new(new)).await;
        match sent {
            Err(Error::Unexpected(_)) if fits => assert_eq!(script.runs(), before + 2),
            Err(Error::Encode(error)) if !fits => {
                assert_eq!(error.at, "/body/name");
                assert_eq!(script.runs(), before);
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn closed_sets_admit_nothing_else() {
    let (server, script) = serve().await;
    for (operation, body) in [
        ("update_batch", r#"{"status": "completed"}"#),
        ("update_batch", r#"{"status": null}"#),
        ("update_batch", "{}"),
        ("update_user_role", r#"{"statement": {"effect": "permit", "actions": []}}"#),
        ("update_user_role", r#"{"statement": {"effect": "allow"}}"#),
        ("create_user_role", r#"{"name": "ab", "statement": {"actions": null}}"#),
    ] {
        let told = server.ask(&ask(operation).header("Authorization", USER).json(&json::parse(body))).await;
        told.assert_status(400);
    }
    assert_eq!(script.runs(), 0);
}

#[tokio::test]
async fn a_flag_is_true_or_false() {
    let (server, script) = serve().await;
    for (query, download) in [("", Some(false)), ("?download=true", Some(true)), ("?download=maybe", None)] {
        let ask = Ask::get(format!("/batches/{ID}{query}")).header("Authorization", USER);
        let told = server.ask(&ask).await;
        match download {
            Some(download) => assert_eq!(script.last::<GetBatch>().unwrap().download, download),
            None => {
                told.assert_status(400);
                assert!(told.text().contains("/query/download"), "{}", told.text());
            }
        }
    }
    assert_eq!(script.runs(), 2);
}
