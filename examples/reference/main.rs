//! Computes the cases of a reference file, one JSON line each: `cargo run --release --example reference -- KIND FILE`.
//!
//! KIND is `lifetimes`, `chains`, `markov` or `allocation`, and for one fault tree in the format of [`tree_file`], `tree` or
//! `importance`. It must never look at a file's expected figures: of them it reads only where to evaluate, the hours of
//! `availability_at`, the keys of `recovery_quantiles_h` and of `transient_A`, and which figures of a chain are asked for.

mod allocation;
mod allocation_file;
mod json;
mod tree_file;
mod trees;

use std::process::ExitCode;

use nines::engine::course::Course;
use nines::engine::group::{ClusterChain, Group, Leader, StandbyChain, State};
use nines::engine::lifetime::Unit;
use nines::engine::markov::Chain;
use nines::engine::renewal;
use nines::model::{Lifetime, TestInterval};
use serde_json::Value;

use self::json::{Object, digits};

const USAGE: &str = "usage: reference lifetimes|chains|markov|allocation|tree|importance FILE";

/// Most units of a case: its chain is a dense matrix.
const UNITS: u32 = 1_000;
/// Most states of a chain: its matrix is squared some tens of times.
const STATES: usize = 1_000;

/// What is wrong with one case.
type Wrong = String;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, file] = arguments.as_slice() else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    let compute = match kind.as_str() {
        "tree" => return trees::run(file, trees::figures),
        "allocation" => return allocation::run(file),
        "importance" => return trees::run(file, trees::importance),
        "lifetimes" => lifetimes,
        "chains" => chains,
        "markov" => markov,
        other => {
            eprintln!("unknown kind {other}; {USAGE}");
            return ExitCode::FAILURE;
        }
    };
    let read = std::fs::read_to_string(file).map_err(|error| error.to_string());
    let parsed = read.and_then(|text| serde_json::from_str::<Value>(&text).map_err(|error| error.to_string()));
    let file_of_cases = match parsed {
        Ok(value) => value,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let Some(cases) = file_of_cases.get("cases").unwrap_or(&file_of_cases).as_array() else {
        eprintln!("{file}: no list of cases");
        return ExitCode::FAILURE;
    };
    for case in cases {
        let name = case.get("name").cloned().unwrap_or(Value::Null);
        match compute(case) {
            Ok(computed) => println!("{{\"name\":{name},\"computed\":{computed}}}"),
            Err(wrong) => println!("{{\"name\":{name},\"error\":{}}}", Value::from(wrong)),
        }
    }
    ExitCode::SUCCESS
}

/// A number that may be written as a string.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn need(of: &Value, key: &str) -> Result<f64, Wrong> {
    of.get(key).and_then(number).filter(|figure| !figure.is_nan()).ok_or_else(|| format!("{key}: a number is needed"))
}

fn optional(of: &Value, key: &str, otherwise: f64) -> Result<f64, Wrong> {
    match of.get(key) {
        None | Some(Value::Null) => Ok(otherwise),
        Some(_) => need(of, key),
    }
}

fn whole(of: &Value, key: &str) -> Result<u32, Wrong> {
    let figure = need(of, key)?;
    let text = format!("{figure:.0}");
    text.parse().map_err(|_| format!("{key}: a count is needed"))
}

/// Case `alpha, beta, gamma, delta`: the figures of one unit.
fn lifetimes(case: &Value) -> Result<String, Wrong> {
    let of = case.get("params").filter(|params| params.is_object()).unwrap_or(case);
    let law = |steepness: &str, median: &str| -> Result<Lifetime, Wrong> {
        Ok(Lifetime::Logistic { steepness_per_h: need(of, steepness)?, median_h: need(of, median)? })
    };
    let (fault, recovery) = (law("alpha", "beta")?, law("gamma", "delta")?);
    let unit = Unit { fault: Some(fault), recovery };
    let mut object = Object::new();
    object.figure("fault_mass_at_0", fault.mass_at_0());
    object.figure("recovery_mass_at_0", recovery.mass_at_0());
    object.figure("mttf_h", unit.mttf_h());
    object.figure("mttr_h", unit.mttr_h());
    object.figure("unavailability", unit.unavailability());
    let mut quantiles = Object::new();
    let asked: Vec<&str> = match case.get("recovery_quantiles_h") {
        Some(Value::Object(expected)) => expected.keys().map(String::as_str).collect(),
        _ => vec!["0.5", "0.95", "0.99"],
    };
    for q in asked {
        quantiles.figure(q, recovery.quantile_h(q.parse().map_err(|_| format!("{q}: not a chance"))?));
    }
    object.raw("recovery_quantiles_h", &quantiles.end());
    let half_beta_h = need(of, "beta")? / 2.0;
    object.figure("risk_next_720h_at_age_half_beta", fault.risk_ahead(half_beta_h, 720.0));
    if let Some(Value::Array(points)) = case.get("availability_at") {
        let computed: Result<Vec<String>, Wrong> = points
            .iter()
            .map(|point| {
                let t_h = number(point).map_or_else(|| need(point, "t_h"), Ok)?;
                let mut computed = Object::new();
                computed.figure("t_h", t_h);
                computed.figure("a", 1.0 - renewal::down_at(&unit, t_h));
                Ok(computed.end())
            })
            .collect();
        object.raw("availability_at", &format!("[{}]", computed?.join(",")));
    }
    object.figure("outages_per_hour", unit.outages_per_h());
    Ok(object.end())
}

/// Case `kind, params`: the steady state of one group.
fn chains(case: &Value) -> Result<String, Wrong> {
    let of = case.get("params").ok_or("params: missing")?;
    let (group, states) = match case.get("kind").and_then(Value::as_str) {
        Some("standby") => {
            let pair = standby(of)?;
            (Group::Standby(pair), pair.states())
        }
        Some("cluster") => {
            let cluster = cluster(of)?;
            (Group::Cluster(cluster), cluster.states())
        }
        Some(other) => return Err(format!("kind {other}: unknown")),
        None => return Err("kind: missing".to_owned()),
    };
    let solution = group.solve(&mut Chain::default());
    let mut object = Object::new();
    object.figure("unavailability", solution.u);
    object.figure("outages_per_hour", solution.outages_per_h);
    object.raw("mean_outage_h", &solution.mean_outage_h().map_or_else(|| "null".to_owned(), digits));
    let mut pi = Object::new();
    let mut named: Vec<(State, f64)> = states;
    named.sort_by_key(|(state, _)| *state);
    for (state, share) in named {
        pi.figure(&state.to_string(), share);
    }
    object.raw("pi", &pi.end());
    Ok(object.end())
}

fn standby(of: &Value) -> Result<StandbyChain, Wrong> {
    let test = match of.get("test") {
        None | Some(Value::Null) => TestInterval::Never,
        Some(_) => match need(of, "test")? {
            hours if hours > 0.0 => TestInterval::Every { hours },
            _ => TestInterval::Monitored,
        },
    };
    Ok(StandbyChain {
        mttf_h: need(of, "mttf")?,
        mttr_h: need(of, "mttr")?,
        fault_factor: need(of, "d")?,
        coverage: need(of, "c")?,
        common_cause: need(of, "beta")?,
        detect_h: need(of, "detect")?,
        switch_h: need(of, "switch")?,
        manual_h: need(of, "manual")?,
        test,
        crews: whole(of, "crews")?,
        false_per_h: optional(of, "false_per_hour", 0.0)?,
        found_per_h: 0.0,
    })
}

fn cluster(of: &Value) -> Result<ClusterChain, Wrong> {
    let units = whole(of, "n")?;
    let leader = match of.get("leader") {
        Some(Value::Bool(true)) => {
            Some(Leader { detect_h: optional(of, "detect", 0.0)?, elect_h: optional(of, "elect", 0.0)? })
        }
        _ => None,
    };
    if units > UNITS {
        return Err(format!("n: at most {UNITS}"));
    }
    Ok(ClusterChain {
        units,
        needed: whole(of, "k")?,
        mttf_h: need(of, "mttf")?,
        mttr_h: need(of, "mttr")?,
        coverage: need(of, "c")?,
        common_cause: need(of, "beta")?,
        manual_h: need(of, "manual")?,
        crews: whole(of, "crews")?,
        leader,
    })
}

/// Case `states, transitions, up, start`: a chain in the long run and on its way there.
fn markov(case: &Value) -> Result<String, Wrong> {
    let course = course(case)?;
    let long_run = course.long_run();
    let or_null = |figure: Option<f64>| figure.map_or_else(|| "null".to_owned(), digits);
    let mut object = Object::new();
    object.figure("unavailability", long_run.u);
    object.figure("mttf_h", course.mean_time_to_down_h());
    if case.get("mut_h").is_some() {
        object.raw("mut_h", &or_null(long_run.mean_up_h()));
    }
    if case.get("mdt_h").is_some() {
        object.raw("mdt_h", &or_null(long_run.mean_down_h()));
    }
    if case.get("failure_frequency_per_h").is_some() {
        object.figure("failure_frequency_per_h", long_run.outages_per_h);
    }
    let mut transient = Object::new();
    if let Some(Value::Object(expected)) = case.get("transient_A") {
        for hours in expected.keys() {
            let t_h: f64 = hours.trim().parse().map_err(|_| format!("{hours}: not a time in hours"))?;
            transient.figure(hours, course.up_at(t_h));
        }
    }
    object.raw("transient_A", &transient.end());
    Ok(object.end())
}

fn course(case: &Value) -> Result<Course, Wrong> {
    let list = |key: &str| case.get(key).and_then(Value::as_array).ok_or_else(|| format!("{key}: a list is needed"));
    let states = list("states")?;
    let at =
        |name: &Value| states.iter().position(|state| state == name).ok_or_else(|| format!("{name}: no such state"));
    if states.is_empty() || states.len() > STATES {
        return Err(format!("states: 1 to {STATES}"));
    }
    let start = match case.get("start") {
        None | Some(Value::Null) => 0,
        Some(name) => at(name)?,
    };
    let mut course = Course::new(states.len(), start);
    let up: Vec<usize> = list("up")?.iter().map(at).collect::<Result<_, _>>()?;
    for state in (0..states.len()).filter(|state| !up.contains(state)) {
        course.down(state);
    }
    for step in list("transitions")? {
        let [from, to, rate] = step.as_array().map(Vec::as_slice).unwrap_or_default() else {
            return Err(format!("{step}: not [from, to, rate]"));
        };
        match number(rate) {
            Some(rate_per_h) if rate_per_h.is_finite() && rate_per_h >= 0.0 => {
                course.add(at(from)?, at(to)?, rate_per_h);
            }
            Some(_) | None => return Err(format!("{rate}: not a rate")),
        }
    }
    Ok(course)
}
