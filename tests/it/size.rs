//! How much a check does: the row of tests/sizes.json that NINES_SIZE names, small unless told.
//! It never changes what is checked, only how often.

use serde_json::Value;

const TABLE: &str = include_str!("../sizes.json");

/// The count for `what`, for example `size("coverage_runs")`; printed, so that a log says what was run.
#[allow(dead_code, reason = "for the checks that come in two sizes")]
pub(crate) fn size(what: &str) -> u64 {
    let name = std::env::var("NINES_SIZE").unwrap_or_else(|_| "small".to_owned());
    let count = count(&name, what);
    println!("{what}: {count} ({name})");
    count
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
