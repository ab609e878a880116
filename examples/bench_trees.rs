//! Times the fault trees of the reference data: `cargo run --release --example bench_trees [FOLDER]`.
//!
//! One table: the tree, our milliseconds (order, build and probability, the best of a few runs), those of SCRAM as they
//! are stored with the data, and their ratio. SCRAM is not run here.

#[path = "reference/tree_file.rs"]
mod tree_file;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use nines::engine::tree::compile::Compiled;
use nines::engine::tree::limits;
use serde_json::Value;

/// Runs of each tree; the best counts.
const RUNS: usize = 3;

fn main() -> ExitCode {
    let folder = std::env::args().nth(1).map_or_else(default_folder, PathBuf::from);
    let results = std::fs::read_to_string(folder.join("results.json"));
    let Some(results) = results.ok().and_then(|text| serde_json::from_str::<Value>(&text).ok()) else {
        println!("not measured: no results.json in {}", folder.display());
        return ExitCode::SUCCESS;
    };
    println!("{:<12}{:>12}{:>18}{:>10}", "tree", "ours, ms", "SCRAM, ms, stored", "ratio");
    let (mut ours_ms, mut stored_ms) = (0.0, 0.0);
    for tree in results.get("trees").and_then(Value::as_array).into_iter().flatten() {
        // What SCRAM did not solve has no time.
        let (Some(name), Some(scram_s)) = (text(tree, "tree"), tree.get("scram_s").and_then(Value::as_f64)) else {
            continue;
        };
        let Some(ms) = best_ms(&folder.join(format!("{name}.txt"))) else {
            println!("{name:<12}{:>12}", "not measured");
            continue;
        };
        let scram_ms = scram_s * 1e3;
        println!("{name:<12}{ms:>12.3}{scram_ms:>18.3}{:>10.1}", scram_ms / ms);
        ours_ms += ms;
        stored_ms += scram_ms;
    }
    println!("{:<12}{ours_ms:>12.3}{stored_ms:>18.3}{:>10.1}", "sum", stored_ms / ours_ms);
    ExitCode::SUCCESS
}

fn default_folder() -> PathBuf {
    let data = std::env::var("NINES_REFERENCE").unwrap_or_else(|_| "../shared/data".to_owned());
    PathBuf::from(data).join("aralia")
}

fn text<'a>(of: &'a Value, key: &str) -> Option<&'a str> {
    of.get(key).and_then(Value::as_str)
}

/// Order, build and probability. None: there is no such tree.
fn best_ms(file: &PathBuf) -> Option<f64> {
    let case = tree_file::read(&std::fs::read_to_string(file).ok()?).ok()?;
    let once = || {
        let start = Instant::now();
        let compiled = Compiled::new(&case.tree, &case.u, limits::NODES);
        let chance = compiled.chance(&case.u);
        let ms = start.elapsed().as_secs_f64() * 1e3;
        (chance.low.yes > 0.0).then_some(ms)
    };
    (0..RUNS).filter_map(|_| once()).reduce(f64::min)
}
