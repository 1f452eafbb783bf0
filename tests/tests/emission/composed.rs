//! Schemas made of others.

use serde_json::json;

use super::composition::types::{Noted, Sealed};

#[test]
fn further_members_of_a_choice_are_kept() {
    let noted = json!({"colour": "red", "by": "Ann"});
    let read: Noted = serde_json::from_value(noted.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), noted);
    assert!(serde_json::from_value::<Noted>(json!({"colour": "red", "by": []})).is_err());
}

#[test]
fn what_closes_a_whole_closes_it_behind_all_parts() {
    let whole = json!({"colour": "red", "tone": 440});
    let read: Sealed = serde_json::from_value(whole.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), whole);
    assert!(serde_json::from_value::<Sealed>(json!({"colour": "red", "tone": 440, "by": "Ann"})).is_err());
}
