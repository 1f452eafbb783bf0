//! Values that a schema allows, made up from its keywords. What comes out is a guess that the oracle judges.

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

/// Beyond this depth, what may be left out is left out.
const DEEP: usize = 5;
/// Beyond this depth, there is no value.
const TOO_DEEP: usize = 20;

/// Makes up values for the schemas of one document.
pub(crate) struct Instances<'d> {
    root: &'d Value,
    runner: TestRunner,
}

type Members = Map<String, Value>;

impl<'d> Instances<'d> {
    /// The same seed gives the same values.
    pub(crate) fn new(root: &'d Value, seed: &str) -> Self {
        let mut bytes = [7; 32];
        seed.bytes().enumerate().for_each(|(at, byte)| bytes[at % 32] ^= byte.rotate_left(u32::from(at > 31)));
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        Self { root, runner: TestRunner::new_with_rng(Config::default(), rng) }
    }

    /// A number below another.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        use proptest::prelude::Rng as _;
        usize::try_from(self.runner.rng().next_u64() % (end.max(1) as u64)).unwrap_or(0)
    }

    /// A value of a schema, if one can be thought of.
    pub(crate) fn value(&mut self, schema: &Value, depth: usize) -> Option<Value> {
        let mut flat = Map::new();
        self.flatten(schema, &mut flat, 0)?;
        if let Some(value) = flat.get("const") {
            return Some(value.clone());
        }
        if let Some(Value::Array(values)) = flat.get("enum") {
            return values.get(self.below(values.len())).cloned();
        }
        if depth > TOO_DEEP {
            return None;
        }
        match self.type_of(&flat).as_str() {
            "object" => self.object(&flat, depth),
            "array" => self.array(&flat, depth),
            "string" => self.text(&flat).map(Value::String),
            "integer" => integer(&flat, self.below(50)),
            "number" => number(&flat, self.below(50)),
            "boolean" => Some(Value::Bool(self.below(2) == 0)),
            "null" => Some(Value::Null),
            _ => Some([json!("any"), json!(7), json!({"any": [true]})][self.below(3)].clone()),
        }
    }

    /// A schema with its references followed, its parts merged and one branch of each choice taken.
    fn flatten(&mut self, schema: &Value, flat: &mut Members, depth: usize) -> Option<()> {
        let members = match schema {
            Value::Object(members) if depth < 40 => members,
            Value::Bool(true) => return Some(()),
            _ => return None,
        };
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            let target = self
                .root
                .pointer(&percent_encoding::percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?)?;
            self.flatten(target, flat, depth + 1)?;
        }
        members.iter().for_each(|(keyword, value)| add(flat, keyword, value));
        for part in members.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.flatten(part, flat, depth + 1)?;
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(branches) = members.get(keyword).and_then(Value::as_array).filter(|b| !b.is_empty()) {
                let branch = &branches[self.below(branches.len())];
                self.flatten(branch, flat, depth + 1)?;
                if let Some((property, value)) = discriminator(members, branch) {
                    add(flat, "properties", &json!({property.clone(): {"enum": [value]}}));
                    add(flat, "required", &json!([property]));
                }
            }
        }
        Some(())
    }

    fn type_of(&mut self, flat: &Members) -> String {
        match flat.get("type") {
            Some(Value::String(name)) => name.clone(),
            Some(Value::Array(names)) => {
                names.get(self.below(names.len())).and_then(Value::as_str).unwrap_or_default().to_owned()
            }
            _ if ["properties", "required", "additionalProperties"].iter().any(|k| flat.contains_key(*k)) => {
                "object".to_owned()
            }
            _ if flat.contains_key("items") => "array".to_owned(),
            _ if ["pattern", "minLength", "maxLength", "format"].iter().any(|k| flat.contains_key(*k)) => {
                "string".to_owned()
            }
            _ if ["minimum", "maximum"].iter().any(|k| flat.contains_key(*k)) => "number".to_owned(),
            _ => String::new(),
        }
    }

    fn object(&mut self, flat: &Members, depth: usize) -> Option<Value> {
        let mut object = Map::new();
        let none = Map::new();
        let properties = flat.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let required: Vec<&str> = list(flat, "required").filter_map(Value::as_str).collect();
        for (name, schema) in properties {
            let needed = required.contains(&name.as_str());
            if needed || (depth < DEEP && self.below(3) < 2) {
                match self.value(schema, depth + 1) {
                    Some(value) => drop(object.insert(name.clone(), value)),
                    None if needed => return None,
                    None => {}
                }
            }
        }
        for name in required {
            if !object.contains_key(name) {
                object.insert(name.to_owned(), json!("made up"));
            }
        }
        let least = count(flat, "minProperties").unwrap_or(0);
        if let Some(more @ (Value::Object(_) | Value::Bool(true))) = flat.get("additionalProperties") {
            let wanted = if depth < DEEP { 1 + self.below(2) } else { 0 };
            for at in 0..wanted.max(least.saturating_sub(object.len())) {
                if let Some(value) = self.value(more, depth + 1) {
                    object.insert(format!("extra{at}"), value);
                }
            }
        }
        Some(Value::Object(object))
    }

    fn array(&mut self, flat: &Members, depth: usize) -> Option<Value> {
        let least = count(flat, "minItems").unwrap_or(0).min(100);
        let more = if depth < DEEP { self.below(3) } else { 0 };
        let most = count(flat, "maxItems").unwrap_or(usize::MAX);
        let item = flat.get("items").cloned().unwrap_or(Value::Bool(true));
        let mut items: Vec<Value> = Vec::new();
        let unique = flat.get("uniqueItems") == Some(&Value::Bool(true));
        for _ in 0..(least + more).min(most) * 3 {
            let Some(value) = self.value(&item, depth + 1) else { break };
            if items.len() < (least + more).min(most) && !(unique && items.contains(&value)) {
                items.push(value);
            }
        }
        (items.len() >= least).then_some(Value::Array(items))
    }

    fn text(&mut self, flat: &Members) -> Option<String> {
        let salt = self.below(9);
        let format = flat.get("contentEncoding").or_else(|| flat.get("format"));
        if let Some(text) = format.and_then(Value::as_str).and_then(|format| formatted(format, salt)) {
            return Some(text);
        }
        if let Some(pattern) = flat.get("pattern").and_then(Value::as_str) {
            return self.matching(pattern, count(flat, "minLength"), count(flat, "maxLength"));
        }
        let words = ["", "plain", "späß ☃", "a \"quoted\" \\ <text> & more", "0", " ", "null", "line\nbreak", "x"];
        let mut text = words[salt].to_owned();
        let (least, most) = (count(flat, "minLength").unwrap_or(0), count(flat, "maxLength").unwrap_or(usize::MAX));
        while text.chars().count() < least.min(100_000) {
            text.push('m');
        }
        Some(text.chars().take(most).collect())
    }

    /// A text of a pattern, and of a length. What repeats without an end in the pattern repeats as often as the length
    /// wants, if it comes to that.
    fn matching(&mut self, pattern: &str, least: Option<usize>, most: Option<usize>) -> Option<String> {
        let bare = pattern.strip_prefix('^').unwrap_or(pattern);
        let bare = bare.strip_suffix('$').unwrap_or(bare).replace("\\/", "/").replace("\\d", "[0-9]");
        let (least, most) = (least.unwrap_or(0), most.unwrap_or(usize::MAX));
        let fewest = least.clamp(4, 900) - 4;
        let often = format!("{{{fewest},{}}}", most.clamp(fewest + 4, 1000));
        let stretched = (bare.matches(['*', '+']).count() == 1).then(|| bare.replace(['*', '+'], &often));
        for pattern in std::iter::once(bare).chain(stretched) {
            let Ok(strategy) = proptest::string::string_regex(&pattern) else { continue };
            for _ in 0..40 {
                let text = strategy.new_tree(&mut self.runner).ok()?.current();
                // A dot stands for these in Rust, and not in ECMA-262, which patterns are written in.
                let disputed = text.contains(['\r', '\u{85}', '\u{2028}', '\u{2029}']);
                if !disputed && (least..=most).contains(&text.chars().count()) {
                    return Some(text);
                }
            }
        }
        // Beyond what can be made up, such as a look ahead: one of these may do.
        Some(["a", "7", "example.org", "/a", "A-1", "https://example.org"][self.below(6)].to_owned())
    }
}

/// A text of a format, where that is not just any text.
fn formatted(format: &str, salt: usize) -> Option<String> {
    Some(match format {
        "uuid" | "guid" => format!("0b5f0b5e-93ac-4a2f-8d0a-00000000000{salt}"),
        "date-time" | "datetime" => format!("2024-02-0{}T10:20:30{}", salt + 1, ["Z", ".5Z", "+02:00"][salt % 3]),
        "date" => format!("2024-02-0{}", salt + 1),
        "time" => "10:20:30Z".to_owned(),
        "duration" => "P1DT2H".to_owned(),
        "email" => "ann@example.org".to_owned(),
        "uri" | "url" | "uri-reference" | "iri" => format!("https://example.org/a?b={salt}"),
        "hostname" => "example.org".to_owned(),
        "ipv4" | "ip" => "192.0.2.7".to_owned(),
        "ipv6" => "2001:db8::7".to_owned(),
        "byte" | "base64" => "Z2F0ZQ==".to_owned(),
        "base64url" => "Z2F0ZQ".to_owned(),
        "int32" | "int64" | "uint32" | "uint64" | "integer" | "decimal" | "number" => format!("4{salt}"),
        "float" | "double" => format!("4{salt}.5"),
        _ => return None,
    })
}

/// Adds a keyword to those of the parts before it, all of which hold.
fn add(flat: &mut Members, keyword: &str, value: &Value) {
    let Some(known) = flat.get_mut(keyword) else {
        if !["$ref", "allOf", "oneOf", "anyOf"].contains(&keyword) {
            flat.insert(keyword.to_owned(), value.clone());
        }
        return;
    };
    match (keyword, &mut *known, value) {
        ("properties", Value::Object(known), Value::Object(more)) => {
            for (name, schema) in more {
                let both = match known.get(name) {
                    Some(first) if first != schema => json!({"allOf": [first, schema]}),
                    _ => schema.clone(),
                };
                known.insert(name.clone(), both);
            }
        }
        ("required", Value::Array(known), Value::Array(more)) => known.extend(more.iter().cloned()),
        ("enum", Value::Array(known), Value::Array(more)) => known.retain(|value| more.contains(value)),
        ("type", Value::Array(known), Value::String(_)) => known.retain(|name| name == value),
        ("type", known @ Value::String(_), Value::Array(more)) if more.contains(known) => {}
        (_, known, more) if keyword.starts_with("min") && more.as_f64() > known.as_f64() => *known = more.clone(),
        (_, known, more) if keyword.starts_with("max") && more.as_f64() < known.as_f64() => *known = more.clone(),
        _ => {}
    }
}

/// The property that tells a branch, and its value for it.
fn discriminator(choice: &Members, branch: &Value) -> Option<(String, String)> {
    let discriminator = choice.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?.to_owned();
    let reference = branch.get("$ref")?.as_str()?;
    let name = reference.rsplit('/').next()?;
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mapped =
        mapping.into_iter().flatten().find(|(_, to)| to.as_str().is_some_and(|to| to == reference || to == name));
    Some((property, mapped.map_or_else(|| name.to_owned(), |(value, _)| value.clone())))
}

fn integer(flat: &Members, salt: usize) -> Option<Value> {
    let number = number(flat, salt)?;
    let whole = number.as_f64()?.ceil();
    #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
    (whole.abs() < 9e15).then(|| json!(whole as i64))
}

/// A number within the bounds, near their lower end.
fn number(flat: &Members, salt: usize) -> Option<Value> {
    let bound = |keyword: &str| flat.get(keyword).and_then(Value::as_f64);
    let exclusive = |keyword: &str| flat.get(keyword) == Some(&Value::Bool(true));
    let step = bound("multipleOf").filter(|step| *step > 0.0);
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let salt = salt as f64;
    let unsigned = flat.get("format").and_then(Value::as_str).is_some_and(|format| format.starts_with('u'));
    let low = bound("exclusiveMinimum").map(|low| low + step.unwrap_or(0.5)).or_else(|| {
        bound("minimum").map(|low| if exclusive("exclusiveMinimum") { low + step.unwrap_or(0.5) } else { low })
    });
    let low = if unsigned { Some(low.unwrap_or(0.0)) } else { low };
    let high = bound("exclusiveMaximum").map(|high| high - 0.5).or_else(|| bound("maximum"));
    let mut value = match (low, high) {
        (Some(low), Some(high)) => low + (high - low) * salt / 64.0,
        (Some(low), None) => low + salt,
        (None, Some(high)) => high - 1.0 - salt,
        (None, None) => salt - 8.0,
    };
    value = match step {
        Some(step) => (value / step).ceil() * step,
        None => (value * 4.0).round() / 4.0,
    };
    let value = if flat.get("type").is_some_and(|t| t == "integer") { value.ceil() } else { value };
    serde_json::Number::from_f64(value).map(Value::Number)
}

fn count(flat: &Members, keyword: &str) -> Option<usize> {
    flat.get(keyword).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok())
}

fn list<'v>(flat: &'v Members, keyword: &str) -> impl Iterator<Item = &'v Value> {
    flat.get(keyword).and_then(Value::as_array).into_iter().flatten()
}
