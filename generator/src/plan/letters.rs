//! Letters of every script, in the form that identifiers have.

use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization as _;

/// The first of the letters that stand in for marks while a text is cut into words: letters without case, that hardly
/// any name has.
const STAND_IN: u32 = 0x3_0000;

/// A text in the form in which the compiler compares identifiers, without what is only another shape of a letter.
pub(super) fn composed(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.nfkc().collect() }
}

/// Whether a character is but another shape of others, so that only its number tells it from them.
pub(super) fn is_shape(c: char) -> bool {
    !c.is_ascii() && !c.to_string().nfkc().eq(std::iter::once(c))
}

/// Puts a text into another case. The signs that join or change letters of some scripts belong to the word that they
/// stand in, where only letters and digits would make it up.
pub(super) fn cased(text: &str, case: impl Fn(&str) -> String) -> String {
    let mut marks: Vec<char> = text.chars().filter(|c| is_mark(*c)).collect();
    if marks.is_empty() {
        return case(text);
    }
    marks.sort_unstable();
    marks.dedup();
    let letters = |at: usize| u32::try_from(at).ok().and_then(|at| char::from_u32(STAND_IN + at));
    let pairs: Vec<(char, char)> =
        marks.iter().enumerate().filter_map(|(at, mark)| Some((*mark, letters(at)?))).collect();
    let swapped = |text: &str, back: bool| -> String {
        let swap = |c: char| {
            let pair = pairs.iter().find(|(mark, letter)| c == if back { *letter } else { *mark });
            pair.map_or(c, |(mark, letter)| if back { *mark } else { *letter })
        };
        text.chars().map(swap).collect()
    };
    swapped(&case(&swapped(text, false)), true)
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && continues(c)
}

/// Whether an identifier can go on with a character, and be seen to.
pub(super) fn continues(c: char) -> bool {
    const UNSEEN: [RangeInclusive<char>; 9] = [
        '\u{34f}'..='\u{34f}',
        '\u{115f}'..='\u{1160}',
        '\u{17b4}'..='\u{17b5}',
        '\u{180b}'..='\u{180f}',
        '\u{200b}'..='\u{206f}',
        '\u{3164}'..='\u{3164}',
        '\u{fe00}'..='\u{fe0f}',
        '\u{ffa0}'..='\u{ffa0}',
        '\u{e0000}'..='\u{e0fff}',
    ];
    if UNSEEN.iter().any(|range| range.contains(&c)) {
        return false;
    }
    c.is_ascii_alphanumeric() || c == '_' || syn::parse_str::<syn::Ident>(&format!("x{c}")).is_ok()
}

#[cfg(test)]
mod tests {
    use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

    use super::{cased, composed, is_shape};

    #[test]
    fn marks_stay_within_their_words() {
        assert_eq!(cased("हिन्दी नाम", str::to_snake_case), "हिन्दी_नाम");
        assert_eq!(cased("q\u{301} b", str::to_upper_camel_case), "Q\u{301}B");
    }

    #[test]
    fn shapes_of_a_letter_are_the_letter() {
        assert_eq!(composed("e\u{301}ﬁx²"), "éfix2");
        assert!(is_shape('ﬁ') && is_shape('²') && !is_shape('é') && !is_shape('中'));
    }
}
