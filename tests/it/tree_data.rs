//! The Aralia fault trees of the reference data: probabilities, numbers of cut sets and importance.
//!
//! The data may not be copied, so it is looked for in `NINES_REFERENCE`; where it is not, nothing is checked, and said so.

#[path = "../../examples/reference/tree_file.rs"]
mod tree_file;

use std::fs;
use std::path::{Path, PathBuf};

use nines::engine::tree::compile::Compiled;
use nines::engine::tree::importance::Importance;
use nines::engine::tree::limits;
use serde_json::Value;

use self::tree_file::Case;
use crate::close;

/// A tree that is too large for any exact method is given so many nodes here.
const FEW_NODES: usize = 200_000;
/// What the others are given here: enough for all but one that takes too long for a test.
const NODES: usize = 4_000_000;

fn folder() -> Option<PathBuf> {
    let named = std::env::var("NINES_REFERENCE").map(PathBuf::from);
    let data = named.unwrap_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    let folder = data.join("aralia");
    folder.join("results.json").exists().then_some(folder)
}

fn json(folder: &Path, name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}

fn case(folder: &Path, name: &str) -> Case {
    tree_file::read(&fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap()).unwrap()
}

#[test]
fn the_aralia_trees_have_their_published_figures() {
    let Some(folder) = folder() else {
        println!("skipped: 22 trees");
        return;
    };
    let results = json(&folder, "results.json");
    for result in results["trees"].as_array().unwrap() {
        let name = result["tree"].as_str().unwrap();
        let case = case(&folder, name);
        let is_solved = result["scram_s"].as_f64().is_some();
        let compiled = Compiled::new(&case.tree, &case.u, if is_solved { NODES } else { FEW_NODES });
        let range = compiled.chance(&case.u);
        assert!(!is_solved || compiled.is_exact(), "{name}");
        if let Ok(probability) = result["probability"].as_str().unwrap().parse::<f64>() {
            if compiled.is_exact() {
                close(name, range.low.yes, probability, 1e-12);
            } else {
                assert!(range.low.yes <= probability && probability <= range.high.yes, "{name}: {range:?}");
            }
        }
        let count = result["minimal_cut_sets"].as_str().unwrap();
        if compiled.is_exact() && !count.is_empty() {
            let sets = compiled.cut_sets(limits::CUT_SET_NODES).expect("enough nodes");
            assert_eq!(sets.count().to_string(), count, "{name}");
        }
    }
}

/// The published worths of this one are negative for some events, which no probability over another is.
const NOT_COHERENT: &str = "das9601";
/// In this one the published names of events are their numbers in the file; in the others they are not.
const NAMED: &str = "chinese";

#[test]
fn the_aralia_trees_have_their_published_importance() {
    let Some(folder) = folder() else {
        println!("skipped: importance of 5 trees");
        return;
    };
    let published = json(&folder, "importance.json");
    for (name, events) in published["trees"].as_object().unwrap() {
        if name == NOT_COHERENT {
            continue;
        }
        let case = case(&folder, name);
        let importance = Compiled::new(&case.tree, &case.u, NODES).importance(&case.u).expect("exact");
        for (event, figures) in events.as_object().unwrap() {
            let number: usize = event.trim_start_matches('e').parse().unwrap();
            let candidates = if name == NAMED { &importance[number - 1..number] } else { &importance[..] };
            assert!(candidates.iter().any(|got| is_importance(got, figures)), "{name} {event}: {figures}");
        }
    }
}

/// All four figures are the published ones.
fn is_importance(got: &Importance, figures: &Value) -> bool {
    let all = [("MIF", got.birnbaum), ("CIF", got.criticality), ("RAW", got.achievement), ("RRW", got.reduction)];
    all.iter().all(|(key, got)| {
        let expected = figures[key].as_f64().unwrap();
        (got - expected).abs() <= 1e-9 * expected.abs()
    })
}
