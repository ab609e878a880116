//! Times the redundancy allocations of the reference data: `cargo run --release --example bench_allocation [FILE]`.
//!
//! One table: the kind of instance, our milliseconds in all (reading left aside, the best of a few runs each), those of
//! HiGHS and CP-SAT as they are stored with the data, and the ratio to HiGHS. Neither is run here.

#[path = "reference/allocation_file.rs"]
mod allocation_file;

use std::process::ExitCode;
use std::time::Instant;

use serde_json::Value;

use self::allocation_file::{File, Instance, stored};

/// Runs of each instance; the best counts.
const RUNS: usize = 5;
/// Most that the reliability may be off.
const OFF: f64 = 1e-9;

fn main() -> ExitCode {
    let file = std::env::args().nth(1).unwrap_or_else(default_file);
    let value = std::fs::read_to_string(&file).ok().and_then(|text| serde_json::from_str::<Value>(&text).ok());
    let Some((value, problems)) = value.and_then(|value| Some((value.clone(), allocation_file::read(&value).ok()?)))
    else {
        println!("not measured: no instances in {file}");
        return ExitCode::SUCCESS;
    };
    println!(
        "{:<12}{:>8}{:>10}{:>12}{:>12}{:>20}{:>20}{:>10}",
        "kind", "count", "proven", "ours, ms", "worst, ms", "HiGHS, ms, stored", "CP-SAT, ms, stored", "ratio"
    );
    for kind in ["mixing", "no_mixing"] {
        let of_kind: Vec<&Instance> = problems
            .instances
            .iter()
            .filter(|instance| instance.name.rsplit_once('-').is_some_and(|(of, _)| of == kind))
            .collect();
        let times: Vec<f64> = of_kind.iter().filter_map(|instance| best_ms(&problems, &value, instance)).collect();
        let stored_ms = |key| of_kind.iter().filter_map(|instance| stored(&value, instance, key)).sum::<f64>() * 1e3;
        let ours_ms: f64 = times.iter().sum();
        let (highs_ms, cpsat_ms) = (stored_ms("highs_s"), stored_ms("cpsat_s"));
        let worst_ms = times.iter().copied().fold(0.0, f64::max);
        println!(
            "{kind:<12}{:>8}{:>10}{ours_ms:>12.3}{worst_ms:>12.3}{highs_ms:>20.1}{cpsat_ms:>20.1}{:>10.1}",
            of_kind.len(),
            times.len(),
            highs_ms / ours_ms
        );
    }
    ExitCode::SUCCESS
}

fn default_file() -> String {
    let data = std::env::var("NINES_REFERENCE").unwrap_or_else(|_| "../shared/data".to_owned());
    format!("{data}/redundancy_allocation_fyffe33.json")
}

/// None: not proven, or not the stored optimum.
fn best_ms(problems: &File, value: &Value, instance: &Instance) -> Option<f64> {
    let expected = stored(value, instance, "reliability")?;
    let once = || {
        let start = Instant::now();
        let answer = allocation_file::solve(problems, instance)?;
        let ms = start.elapsed().as_secs_f64() * 1e3;
        (answer.proven && (1.0 - answer.u - expected).abs() <= OFF).then_some(ms)
    };
    (0..RUNS).map(|_| once()).collect::<Option<Vec<f64>>>()?.into_iter().reduce(f64::min)
}
