//! The strategy chains against exact rational arithmetic, and their behaviour at the edges.

use nines::engine::group::{ClusterChain, Group, Leader, Loss, StandbyChain, State};
use nines::engine::lifetime::Unit;
use nines::engine::markov::Chain;
use nines::model::{Fault, Lifetime, Recovery, TestInterval};
use proptest::prelude::*;
use serde_json::Value;

const CHAINS: &str = include_str!("../data/reference/strategy_chains.json");
const GENERAL: &str = include_str!("../data/reference/markov_chains.json");

fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok())).expect("a number")
}

#[track_caller]
fn close(what: &str, got: f64, expected: f64, relative: f64) {
    let off = (got - expected).abs() / expected.abs().max(f64::MIN_POSITIVE);
    assert!(off <= relative, "{what}: {got:e}, expected {expected:e}, off by {off:e}");
}

fn whole(value: &Value) -> u32 {
    u32::try_from(value.as_u64().expect("a count")).expect("small")
}

/// The group that a reference case describes, and its states.
fn group(case: &Value) -> (Group, Vec<(State, f64)>) {
    let p = &case["params"];
    let get = |key: &str| number(&p[key]);
    if case["kind"] == "standby" {
        let test = match &p["test"] {
            Value::Null => TestInterval::Never,
            hours if number(hours) > 0.0 => TestInterval::Every { hours: number(hours) },
            _ => TestInterval::Monitored,
        };
        let chain = StandbyChain {
            mttf_h: get("mttf"),
            mttr_h: get("mttr"),
            fault_factor: get("d"),
            coverage: get("c"),
            common_cause: get("beta"),
            detect_h: get("detect"),
            switch_h: get("switch"),
            manual_h: get("manual"),
            test,
            crews: whole(&p["crews"]),
            false_per_h: p.get("false_per_hour").map_or(0.0, number),
            found_per_h: 0.0,
        };
        return (Group::Standby(chain), chain.states());
    }
    let leader = (p.get("leader") == Some(&Value::Bool(true)))
        .then(|| Leader { detect_h: get("detect"), elect_h: get("elect") });
    let chain = ClusterChain {
        units: whole(&p["n"]),
        needed: whole(&p["k"]),
        mttf_h: get("mttf"),
        mttr_h: get("mttr"),
        coverage: get("c"),
        common_cause: get("beta"),
        manual_h: get("manual"),
        crews: whole(&p["crews"]),
        leader,
    };
    (Group::Cluster(chain), chain.states())
}

#[test]
fn strategy_chains_equal_the_exact_reference() {
    let file: Value = serde_json::from_str(CHAINS).expect("the reference file");
    let mut chain = Chain::default();
    for case in file["cases"].as_array().expect("cases") {
        let name = case["name"].as_str().expect("a name");
        let (group, states) = group(case);
        let solution = group.solve(&mut chain);
        close(name, solution.u, number(&case["unavailability"]), 1e-12);
        close(name, solution.outages_per_h, number(&case["outages_per_hour"]), 1e-12);
        close(name, solution.mean_outage_h().expect("outages"), number(&case["mean_outage_h"]), 1e-12);
        let expected = case["pi"].as_object().expect("pi");
        assert_eq!(states.len(), expected.len(), "{name}: {states:?}");
        for (state, pi) in states {
            close(&format!("{name}, {state}"), pi, number(&expected[&state.to_string()]), 1e-12);
            match state {
                State::Latent => assert!((pi - solution.pi_latent).abs() <= 0.0, "{name}"),
                State::One => assert!((pi - solution.pi_one).abs() <= 0.0, "{name}"),
                _ => {}
            }
        }
    }
}

#[test]
fn general_chains_equal_the_exact_reference() {
    let file: Value = serde_json::from_str(GENERAL).expect("the reference file");
    let mut checked = 0;
    for case in file["cases"].as_array().expect("cases") {
        let name = case["name"].as_str().expect("a name");
        let states: Vec<&str> = case["states"].as_array().expect("states").iter().filter_map(Value::as_str).collect();
        // The chain starts in its first state, so the reference's start comes first.
        let mut order: Vec<&str> = states.clone();
        let start = case["start"].as_str().unwrap_or(states[0]);
        order.sort_by_key(|state| *state != start);
        let at = |name: &Value| order.iter().position(|state| Some(*state) == name.as_str()).expect("a state");
        let mut chain = Chain::new(order.len());
        let up = case["up"].as_array().expect("up");
        for (i, state) in order.iter().enumerate() {
            if !up.iter().any(|name| name.as_str() == Some(*state)) {
                chain.down(i);
            }
        }
        for step in case["transitions"].as_array().expect("transitions") {
            chain.add(at(&step[0]), at(&step[1]), number(&step[2]));
        }
        let steady = chain.solve();
        close(name, steady.u, number(&case["unavailability"]), 1e-12);
        if case["failure_frequency_per_h"].is_string() {
            close(name, steady.outages_per_h, number(&case["failure_frequency_per_h"]), 1e-12);
        }
        checked += 1;
    }
    assert!(checked > 5, "only {checked} cases");
}
