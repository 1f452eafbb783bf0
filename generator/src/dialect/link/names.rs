//! Names for what comes from other files.

use std::collections::HashSet;
use std::path::{Component, Path};

/// Files that are named after what they are for, and not after what they hold: their folder's name says more.
const TELLING_NOTHING: [&str; 8] =
    ["index", "_index", "main", "schema", "schemas", "definitions", "openapi", "swagger"];

/// Steps of a pointer below which things have names of their own that say enough.
const SECTIONS: [&str; 12] = [
    "components",
    "definitions",
    "$defs",
    "schemas",
    "parameters",
    "responses",
    "headers",
    "requestBodies",
    "examples",
    "links",
    "callbacks",
    "paths",
];

/// Steps of a pointer below which things have names that say what they are within something.
const MEMBERS: [&str; 3] = ["properties", "patternProperties", "dependentSchemas"];

/// Steps of a pointer that say of what kind things are, and not which.
const KINDS: [&str; 12] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "items",
    "prefixItems",
    "propertyNames",
    "unevaluatedProperties",
    "schema",
    "content",
    "requestBody",
];

/// The folders above a file that may lend their names.
const FOLDERS: usize = 2;

/// Names for what stands at the tokens of a file, the best first. Each is longer than the one before, and says more of
/// where the thing is from.
pub(super) fn candidates(path: &Path, tokens: &[&str]) -> Vec<String> {
    let mut origin = origin(path);
    let name = named(tokens);
    let mut names = Vec::new();
    let (mut longest, is_whole) = name.unwrap_or_else(|| (origin.next().unwrap_or_else(|| "schema".to_owned()), true));
    if is_whole {
        names.push(longest.clone());
    }
    for above in origin {
        longest = format!("{above}_{longest}");
        names.push(longest.clone());
    }
    if names.is_empty() {
        names.push(longest);
    }
    names
}

/// The name that a pointer gives, and whether it says enough without the file's: that of a definition does, that of a
/// property doesn't.
fn named(tokens: &[&str]) -> Option<(String, bool)> {
    let mut words = Vec::new();
    let mut above = "";
    for token in tokens {
        let is_name = (SECTIONS.contains(&above) && above != "components") || MEMBERS.contains(&above);
        let is_index = token.bytes().all(|byte| byte.is_ascii_digit());
        let is_own = token.starts_with("x-") && above.is_empty() && words.is_empty();
        let is_structure =
            SECTIONS.contains(token) || MEMBERS.contains(token) || KINDS.contains(token) || is_index || is_own;
        if above == "content" || (is_structure && (is_index || !is_name)) {
            if *token == "items" {
                words.push("item".to_owned());
            }
            above = if above == "content" { "" } else { token };
        } else {
            words.push(token.replace(['/', '{', '}'], " ").trim().to_owned());
            above = "";
        }
    }
    let is_whole = tokens.first().is_some_and(|first| !MEMBERS.contains(first) && !KINDS.contains(first));
    (!words.is_empty()).then(|| (words.join("_"), is_whole))
}

/// The names of a file and of the folders above it.
fn origin(path: &Path) -> impl Iterator<Item = String> {
    let stem = path.file_name().map(|name| stem(&name.to_string_lossy()));
    let folders = path.parent().into_iter().flat_map(Path::components).rev();
    let folders = folders.filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    let folders: Vec<String> = folders.take(FOLDERS).collect();
    let tells = |stem: &String| folders.is_empty() || !TELLING_NOTHING.contains(&stem.to_lowercase().as_str());
    stem.into_iter().filter(tells).chain(folders.clone()).collect::<Vec<_>>().into_iter()
}

/// A file's name without what says of which format it is.
fn stem(name: &str) -> String {
    let mut stem = name;
    for end in [".json", ".yaml", ".yml", ".schema", ".openapi", ".swagger"] {
        stem = stem.strip_suffix(end).filter(|stem| !stem.is_empty()).unwrap_or(stem);
    }
    stem.to_owned()
}

/// The names that are taken, as far as Rust could tell them apart.
#[derive(Debug, Default)]
pub(super) struct Taken(HashSet<String>);

impl Taken {
    pub(super) fn insert(&mut self, name: &str) -> bool {
        let key: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        self.0.insert(key)
    }

    /// Takes the first name that is free; where none is, the last with a number.
    pub(super) fn take(&mut self, names: Vec<String>) -> String {
        let last = names.last().cloned().unwrap_or_default();
        let numbered = (2_u32..).map(|number| format!("{last}{number}"));
        names.into_iter().chain(numbered).find(|name| self.insert(name)).unwrap_or(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str, pointer: &str) -> Vec<String> {
        let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
        candidates(Path::new(path), &tokens)
    }

    #[test]
    fn files_and_fragments_give_names() {
        assert_eq!(names("schemas/animals/pet.schema.json", ""), ["pet", "animals_pet", "schemas_animals_pet"]);
        assert_eq!(names("pets/index.yaml", ""), ["pets"]);
        assert_eq!(names("index.yaml", ""), ["index"]);
        assert_eq!(names("models/pets.yaml", "/definitions/Pet"), ["Pet", "pets_Pet", "models_pets_Pet"]);
        assert_eq!(names("pets.yaml", "/Pet"), ["Pet", "pets_Pet"]);
        assert_eq!(names("pets.yaml", "/x-bodies/Pet"), ["Pet", "pets_Pet"]);
        assert_eq!(names("api.yaml", "/components/schemas/Items"), ["Items", "api_Items"]);
    }

    #[test]
    fn what_is_within_a_schema_is_named_with_it() {
        assert_eq!(names("pets.yaml", "/Pet/properties/owner"), ["Pet_owner", "pets_Pet_owner"]);
        assert_eq!(names("pet.yaml", "/properties/owner"), ["pet_owner"]);
        assert_eq!(names("pet.yaml", "/properties/tags/items"), ["pet_tags_item"]);
        assert_eq!(names("pet.yaml", "/$defs/items"), ["items", "pet_items"]);
        assert_eq!(names("pet.yaml", "/oneOf/0"), ["pet"]);
    }

    #[test]
    fn a_number_is_the_last_resort() {
        let mut taken = Taken::default();
        assert_eq!(taken.take(vec!["Pet".to_owned(), "a_Pet".to_owned()]), "Pet");
        assert_eq!(taken.take(vec!["pet".to_owned(), "a_pet".to_owned()]), "a_pet");
        assert_eq!(taken.take(vec!["PET".to_owned(), "APet".to_owned()]), "APet2");
    }
}
