//! Schemas made of others.

use serde_json::json;

use super::composition::types::Noted;

#[test]
fn further_members_of_a_choice_are_kept() {
    let noted = json!({"colour": "red", "by": "Ann"});
    let read: Noted = serde_json::from_value(noted.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), noted);
    assert!(serde_json::from_value::<Noted>(json!({"colour": "red", "by": []})).is_err());
}
