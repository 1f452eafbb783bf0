//! Values that are one change away from a valid one. Whether they are invalid, the oracle says.

use serde_json::{Value, json};

use super::instance::Instances;

/// A value with one change somewhere.
pub(crate) fn of(value: &Value, random: &mut Instances<'_>) -> Value {
    let mut mutant = value.clone();
    let at = random.below(size(value));
    change(&mut mutant, at, random);
    mutant
}

/// How many values there are within a value, itself included.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// Changes the value that comes at some place when all of them are counted.
fn change(value: &mut Value, mut at: usize, random: &mut Instances<'_>) {
    if at == 0 {
        return replace(value, random);
    }
    at -= 1;
    let inner: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(members) => members.values_mut().collect(),
        _ => return,
    };
    for value in inner {
        let within = size(value);
        if at < within {
            return change(value, at, random);
        }
        at -= within;
    }
}

fn replace(value: &mut Value, random: &mut Instances<'_>) {
    let changed = match value {
        Value::Object(members) if !members.is_empty() && random.below(3) > 0 => {
            let key = members.keys().nth(random.below(members.len())).cloned().unwrap_or_default();
            members.remove(&key);
            return;
        }
        Value::String(text) if random.below(2) == 0 => json!(text.repeat(60) + "~"),
        Value::String(_) if random.below(2) == 0 => json!(""),
        Value::Number(number) if random.below(2) == 0 => match number.as_i64() {
            Some(whole) => json!(whole.saturating_sub(1_000_000_000)),
            None => json!(number.as_f64().unwrap_or(0.0) - 1e9),
        },
        Value::Number(number) if random.below(2) == 0 => json!(number.as_f64().unwrap_or(0.0) + 0.3),
        Value::Array(items) if !items.is_empty() && random.below(2) == 0 => {
            json!(items.iter().cycle().take(items.len() * 40).collect::<Vec<_>>())
        }
        Value::Array(_) if random.below(2) == 0 => json!([]),
        _ => [json!(true), json!(7.5), json!("text"), json!([]), json!({}), json!([{"no": "such"}])][random.below(6)]
            .clone(),
    };
    *value = changed;
}
