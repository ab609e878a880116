//! How much a check does: the row of tests/sizes.json that NINES_SIZE names, small unless told.
//! It never changes what is checked, only how often.

use std::path::{Path, PathBuf};

use serde_json::Value;

const TABLE: &str = include_str!("../sizes.json");

/// The count for `what`, which is a row of the table; printed, so that a log says what was run.
pub(crate) fn size(what: &str) -> u64 {
    let name = std::env::var("NINES_SIZE").unwrap_or_else(|_| "small".to_owned());
    let count = count(&name, what);
    println!("{what}: {count} ({name})");
    count
}

/// The small count for `what`, whatever the size.
pub(crate) fn small(what: &str) -> u64 {
    count("small", what)
}

fn count(name: &str, what: &str) -> u64 {
    let table: Value = serde_json::from_str(TABLE).expect("tests/sizes.json is JSON");
    table[name][what].as_u64().unwrap_or_else(|| panic!("tests/sizes.json has no {what} at size {name}"))
}

#[test]
fn the_full_size_has_every_row_of_the_small_one_and_is_never_smaller() {
    let table: Value = serde_json::from_str(TABLE).expect("tests/sizes.json is JSON");
    let rows = table["small"].as_object().expect("a table");
    assert_eq!(rows.len(), table["full"].as_object().expect("a table").len());
    for what in rows.keys() {
        assert!(count("full", what) >= count("small", what), "{what}");
    }
}

#[test]
fn every_row_is_used_by_a_test() {
    let table: Value = serde_json::from_str(TABLE).expect("tests/sizes.json is JSON");
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let files = ["it", "it/fuzz", "browser"].into_iter().flat_map(|folder| {
        std::fs::read_dir(tests.join(folder)).expect("a folder of tests").map(|entry| entry.expect("readable").path())
    });
    let is_code = |path: &PathBuf| path.extension().is_some_and(|found| found == "rs" || found == "mjs");
    let code: String = files.filter(is_code).map(|path| std::fs::read_to_string(path).expect("text")).collect();
    for what in table["small"].as_object().expect("a table").keys() {
        let words = [format!("size(\"{what}\")"), format!("sizes.{what}")];
        assert!(words.iter().any(|word| code.contains(word)), "{what}");
    }
}
