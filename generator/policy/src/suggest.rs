//! Finds the name that was likely meant.

/// The candidate nearest to `wanted`, if any is near enough to have been meant.
#[must_use]
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wanted.chars().count() / 3).max(1);
    let wanted = wanted.to_lowercase();
    let near = candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&wanted, &candidate.to_lowercase(), limit)?, candidate)));
    near.min().map(|(_, candidate)| candidate)
}

/// `did you mean …?` with the candidate nearest to `wanted`.
#[must_use]
pub fn did_you_mean<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(wanted, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

/// How many characters must be changed, added, removed or swapped with their neighbour; `None` beyond `limit`.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|far| *far <= limit)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn nearest_takes_small_slips_only() {
        assert_eq!(nearest("Bacth", ["Batch", "Patch", "Role"]), Some("Batch"));
        assert_eq!(nearest("batch", ["Batch", "Patch"]), Some("Batch"));
        assert_eq!(nearest("Account", ["Batch", "Role"]), None);
    }
}
