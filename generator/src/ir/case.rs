//! Names put into another case, by the words that heck finds in them. Nearly all names are ASCII, where words are found
//! by looking at bytes; heck itself writes letter by letter, and took a tenth of all time.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// `SomeWords` as `some_words`.
#[must_use]
pub fn snake(name: &str) -> String {
    if !name.is_ascii() {
        return name.to_snake_case();
    }
    let mut cased = String::with_capacity(name.len() + 8);
    each_word(name, |word| {
        if !cased.is_empty() {
            cased.push('_');
        }
        cased.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    });
    cased
}

/// `some_words` as `SomeWords`.
#[must_use]
pub fn upper_camel(name: &str) -> String {
    if !name.is_ascii() {
        return name.to_upper_camel_case();
    }
    let mut cased = String::with_capacity(name.len());
    each_word(name, |word| {
        let (first, rest) = word.split_at(1);
        cased.extend(first.bytes().map(|byte| char::from(byte.to_ascii_uppercase())));
        cased.extend(rest.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    });
    cased
}

/// The words of ASCII text. Signs part them, and so do a capital behind a small letter, and the last of several capitals
/// before a small letter; none is empty.
fn each_word(text: &str, mut each: impl FnMut(&str)) {
    for run in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| !run.is_empty()) {
        let mut start = 0;
        // The case of the last letter of the word so far: whether it is a capital.
        let mut capital: Option<bool> = None;
        for (at, pair) in run.as_bytes().windows(2).enumerate() {
            let [this, next] = pair else { continue };
            let now = if this.is_ascii_alphabetic() { Some(this.is_ascii_uppercase()) } else { capital };
            if now == Some(false) && next.is_ascii_uppercase() {
                each(&run[start..=at]);
                (start, capital) = (at + 1, None);
            } else if capital == Some(true) && this.is_ascii_uppercase() && next.is_ascii_lowercase() {
                each(&run[start..at]);
                (start, capital) = (at, None);
            } else {
                capital = now;
            }
        }
        each(&run[start..]);
    }
}

#[cfg(test)]
mod tests {
    use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

    use super::{snake, upper_camel};

    #[test]
    fn words_are_those_of_heck() {
        let signs = ['a', 'b', 'C', 'D', '1', '_', '-'];
        let mut names = vec![String::new()];
        for at in 0..6 {
            let longer = |name: &String| signs.map(|sign| format!("{name}{sign}"));
            let more: Vec<String> = names.iter().filter(|name| name.len() == at).flat_map(longer).collect();
            names.extend(more);
        }
        names.extend(["", "é", "ÄpfelUndBirnen", "x²Y", "a b/c.d"].map(str::to_owned));
        for name in names {
            assert_eq!(
                (snake(&name), upper_camel(&name)),
                (name.to_snake_case(), name.to_upper_camel_case()),
                "{name}"
            );
        }
    }
}
