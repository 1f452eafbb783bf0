//! Names for operations that have none.

/// A stable name for an operation that has none: `get_batches_by_batch`.
#[must_use]
pub fn id_of(method: &str, key: &str) -> String {
    let mut words = vec![method.to_ascii_lowercase()];
    for part in key.split(['/', '?', '#', '&']).filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        match only_parameter(if value.is_empty() { name } else { value }) {
            Some(parameter) => words.push(format!("by_{parameter}")),
            None => words.push(part.to_owned()),
        }
    }
    if words.len() == 1 {
        words.push("root".to_owned());
    }
    let joined = words.join("_").replace(|c: char| !c.is_alphanumeric(), "_");
    joined.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

fn only_parameter(text: &str) -> Option<&str> {
    text.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn absent_ids_come_of_method_and_path() {
        assert_eq!(id_of("get", "/batches/{batch}"), "get_batches_by_batch");
        assert_eq!(id_of("post", "/"), "post_root");
        assert_eq!(id_of("get", "/files/{name}.{ext}"), "get_files_by_name_ext");
        assert_eq!(id_of("get", "/places?lat={lat}&lon={lon}"), "get_places_by_lat_by_lon");
        assert_eq!(id_of("post", "/#Action=Describe"), "post_Action_Describe");
    }
}
