//! The strategy chains against exact rational arithmetic, and their behaviour at the edges.
#![expect(clippy::expect_used, reason = "readers of reference files, which are part of the tests")]

use nines::engine::group::{ClusterChain, Group, Leader, Loss, StandbyChain, State};
use nines::engine::lifetime::Unit;
use nines::engine::markov::Chain;
use nines::model::{Fault, Lifetime, Recovery, TestInterval};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::Value;

use crate::close;

const CHAINS: &str = include_str!("../data/reference/strategy_chains.json");
const GENERAL: &str = include_str!("../data/reference/markov_chains.json");

fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok())).expect("a number")
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
            hours @ (Value::Number(_) | Value::String(_)) if number(hours) > 0.0 => {
                TestInterval::Every { hours: number(hours) }
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                TestInterval::Monitored
            }
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
            if state == State::Latent {
                close(name, solution.pi_latent, pi, 0.0);
            }
            if state == State::One {
                close(name, solution.pi_one, pi, 0.0);
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

const REDUNDANT: ClusterChain = ClusterChain {
    units: 3,
    needed: 2,
    mttf_h: 720.0,
    mttr_h: 2.0,
    coverage: 0.97,
    common_cause: 0.05,
    manual_h: 1.0,
    crews: 1,
    leader: None,
};

const PAIR: StandbyChain = StandbyChain {
    mttf_h: 720.0,
    mttr_h: 2.0,
    fault_factor: 0.5,
    coverage: 0.97,
    common_cause: 0.05,
    detect_h: 30.0 / 3600.0,
    switch_h: 60.0 / 3600.0,
    manual_h: 1.0,
    test: TestInterval::Every { hours: 168.0 },
    crews: 1,
    false_per_h: 0.0,
    found_per_h: 0.0,
};

fn cluster_u(cluster: ClusterChain) -> f64 {
    cluster.solve(&mut Chain::default()).u
}

fn pair_u(pair: StandbyChain) -> f64 {
    pair.solve(&mut Chain::default()).u
}

#[test]
fn one_unit_as_a_cluster_is_the_single_unit() {
    let law = |mean_h| Lifetime::Exponential { mean_h };
    let unit = Unit::new(&Fault::Law(law(720.0)), &Recovery::Law(law(2.0)));
    let single = Group::Single(unit).solve(&mut Chain::default());
    let cluster = ClusterChain { units: 1, needed: 1, ..REDUNDANT }.solve(&mut Chain::default());
    close("u", cluster.u, single.u, 1e-14);
    close("outages", cluster.outages_per_h, single.outages_per_h, 1e-14);
    close("mean", cluster.mean_outage_h().expect("outages"), single.mean_outage_h().expect("outages"), 1e-14);
    let mut chain = Chain::default();
    let alone = ClusterChain { units: 1, needed: 1, ..REDUNDANT }.rto(Loss::Units(1), &mut chain);
    close("RTO", alone.p95_h, Group::Single(unit).rto(Loss::All, &mut chain).p95_h, 1e-12);
}

#[test]
fn a_plain_cluster_with_a_crew_each_is_the_binomial() {
    for (n, k) in [(2, 1), (3, 2), (5, 3), (12, 10), (64, 60)] {
        let plain = ClusterChain { units: n, needed: k, coverage: 1.0, common_cause: 0.0, crews: n, ..REDUNDANT };
        let u = 2.0 / 722.0;
        let mut choose = 1.0;
        let mut expected = 0.0;
        for failed in 0..=n {
            if failed > n - k {
                expected += choose * libm::pow(u, f64::from(failed)) * libm::pow(1.0 - u, f64::from(n - failed));
            }
            choose *= f64::from(n - failed) / f64::from(failed + 1);
        }
        close(&format!("{k} of {n}"), cluster_u(plain), expected, 1e-11);
    }
}

#[test]
fn every_state_is_counted_once() {
    let quorum =
        ClusterChain { leader: Some(Leader { detect_h: 1e-3, elect_h: 1e-4 }), units: 5, needed: 3, ..REDUNDANT };
    let nervous = StandbyChain { false_per_h: 1e-3, ..PAIR };
    for (u, states) in [
        (cluster_u(REDUNDANT), REDUNDANT.states()),
        (cluster_u(quorum), quorum.states()),
        (pair_u(PAIR), PAIR.states()),
        (pair_u(nervous), nervous.states()),
    ] {
        close("sum", states.iter().map(|(_, pi)| pi).sum(), 1.0, 1e-14);
        assert!(u > 0.0 && u < 0.01, "{u}");
    }
}

#[test]
fn a_first_state_too_rare_for_a_number_loses_nothing() {
    let cluster = ClusterChain {
        units: 50,
        needed: 1,
        mttf_h: 0.01,
        mttr_h: 1000.0,
        coverage: 0.99,
        common_cause: 0.05,
        manual_h: 1.0,
        crews: 1,
        leader: None,
    };
    let solution = Group::Cluster(cluster).solve(&mut Chain::new(0));
    // By 50 digits.
    close("u", solution.u, 0.999_990_000_051_282_4, 1e-12);
    close("outages", solution.outages_per_h, 9.999_900_973_9e-4, 1e-10);
}

#[test]
fn a_better_part_never_makes_a_worse_pair() {
    let better = [
        StandbyChain { coverage: 1.0, ..PAIR },
        StandbyChain { common_cause: 0.01, ..PAIR },
        StandbyChain { mttf_h: 1000.0, ..PAIR },
        StandbyChain { mttr_h: 1.0, ..PAIR },
        StandbyChain { switch_h: 0.0, ..PAIR },
        StandbyChain { manual_h: 0.5, ..PAIR },
        StandbyChain { test: TestInterval::Every { hours: 24.0 }, ..PAIR },
        StandbyChain { test: TestInterval::Monitored, ..PAIR },
        StandbyChain { crews: 2, ..PAIR },
        StandbyChain { found_per_h: 0.01, ..PAIR },
    ];
    for pair in better {
        assert!(pair_u(pair) < pair_u(PAIR), "{pair:?}");
    }
    for worse in [TestInterval::Never, TestInterval::Every { hours: 8766.0 }] {
        assert!(pair_u(StandbyChain { test: worse, ..PAIR }) > pair_u(PAIR));
    }
}

#[test]
fn a_test_interval_is_continuous_where_its_series_ends() {
    // x = dλτ = 0.5 at τ = 720 h.
    let u = |hours| pair_u(StandbyChain { test: TestInterval::Every { hours }, ..PAIR });
    close("series", u(720.0 * (1.0 - 1e-9)), u(720.0 * (1.0 + 1e-9)), 1e-8);
    close("monitored", u(1e-9), pair_u(StandbyChain { test: TestInterval::Monitored, ..PAIR }), 1e-8);
    close("never", u(1e12), pair_u(StandbyChain { test: TestInterval::Never, ..PAIR }), 1e-8);
}

#[test]
fn more_units_needed_than_there_are_is_never_up() {
    let short = ClusterChain { units: 3, needed: 4, ..REDUNDANT };
    let solution = short.solve(&mut Chain::default());
    close("u", solution.u, 1.0, 0.0);
    assert_eq!(solution.mean_outage_h(), None);
    assert!(short.rto(Loss::All, &mut Chain::default()).p50_h.is_infinite());
}

#[test]
fn a_time_of_zero_is_the_limit_of_a_short_one() {
    let short = 1e-12;
    close(
        "manual",
        pair_u(StandbyChain { manual_h: 0.0, ..PAIR }),
        pair_u(StandbyChain { manual_h: short, ..PAIR }),
        1e-9,
    );
    let takeover = |h| StandbyChain { detect_h: h, switch_h: 0.0, ..PAIR };
    close("takeover", pair_u(takeover(0.0)), pair_u(takeover(short)), 1e-9);
    close(
        "stall",
        cluster_u(ClusterChain { manual_h: 0.0, ..REDUNDANT }),
        cluster_u(ClusterChain { manual_h: short, ..REDUNDANT }),
        1e-9,
    );
    let quorum = |h| ClusterChain { leader: Some(Leader { detect_h: h, elect_h: 0.0 }), ..REDUNDANT };
    close("election", cluster_u(quorum(0.0)), cluster_u(quorum(short)), 1e-9);
    assert!(takeover(0.0).states().iter().all(|(state, _)| *state != State::Switching));
    // Repair at once: only what repair does not end is left, a false takeover and an election.
    assert!(cluster_u(ClusterChain { mttr_h: 0.0, ..REDUNDANT }) <= 0.0);
    assert!(pair_u(StandbyChain { mttr_h: 0.0, ..PAIR }) <= 0.0);
}

#[test]
fn an_rto_is_the_quantile_of_the_way_back() {
    let mut chain = Chain::default();
    let ln2 = std::f64::consts::LN_2;
    // One stage: the first crew brings one unit back.
    let all = PAIR.rto(Loss::All, &mut chain);
    close("median", all.p50_h, 2.0 * ln2, 1e-12);
    close("95 %", all.p95_h, 2.0 * libm::log(20.0), 1e-12);
    // Stages of seconds beside stages of hours: whoever comes first of takeover, repair and the standby's own fault.
    let sure = StandbyChain { coverage: 1.0, fault_factor: 0.0, ..PAIR };
    close("takeover", sure.rto(Loss::Units(1), &mut chain).p50_h, ln2 / (3600.0 / 90.0 + 0.5), 1e-12);
    let unsure = StandbyChain { coverage: 0.9, ..sure };
    let p95_h = unsure.rto(Loss::Units(1), &mut chain).p95_h;
    let left = 0.9 * libm::exp(-40.5 * p95_h) + 0.1 * libm::exp(-1.5 * p95_h);
    close("mixture", left, 0.05, 1e-12);
    // Two stages in a row: Erlang.
    let both = ClusterChain { units: 2, needed: 2, mttf_h: f64::INFINITY, ..REDUNDANT };
    let p95_h = both.rto(Loss::All, &mut chain).p95_h;
    close("Erlang", libm::exp(-p95_h / 2.0) * (1.0 + p95_h / 2.0), 0.05, 1e-12);
    // A covered loss with units to spare costs no time; an uncovered one waits for people or repair.
    let covered = ClusterChain { coverage: 0.97, ..REDUNDANT }.rto(Loss::Units(1), &mut chain);
    assert!(covered.p95_h <= 0.0);
    let uncovered = ClusterChain { coverage: 0.0, ..REDUNDANT }.rto(Loss::Units(1), &mut chain);
    close("stalled", uncovered.p50_h, ln2 / 1.5, 1e-12);
    let leader = Some(Leader { detect_h: 0.001, elect_h: 0.001 });
    let elected = ClusterChain { coverage: 1.0, leader, ..REDUNDANT }.rto(Loss::Units(1), &mut chain);
    close("election", elected.p95_h, 0.002 * libm::log(20.0), 1e-12);
}

#[test]
fn a_passage_law_survives_rates_of_milliseconds_beside_years() {
    let mut chain = Chain::new(3);
    chain.down(0);
    chain.down(1);
    chain.add(0, 1, 3.6e6);
    chain.add(1, 2, 1e-4);
    chain.add(2, 0, 1.0);
    let passage = chain.passage(&[(0, 1.0)]);
    close("95 %", passage.quantile_h(0.95), 1e4 * libm::log(20.0), 1e-9);
    close("its chance", passage.cdf(passage.quantile_h(0.95)), 0.95, 1e-9);
    let mut never = Chain::new(2);
    never.down(0);
    assert!(never.passage(&[(0, 1.0)]).quantile_h(0.5).is_infinite());
    assert!(never.passage(&[(1, 1.0)]).quantile_h(0.5) <= 0.0);
}

#[test]
fn a_chain_leaves_out_what_it_cannot_reach_and_adds_repeated_rates() {
    let mut chain = Chain::new(3);
    chain.down(1);
    chain.add(0, 1, 0.25);
    chain.add(0, 1, 0.75);
    chain.add(1, 0, 3.0);
    chain.add(2, 0, 5.0);
    let steady = chain.solve();
    close("u", steady.u, 0.25, 1e-15);
    close("outages", steady.outages_per_h, 0.75, 1e-15);
    assert!(chain.pi()[2] <= 0.0);
}

#[test]
fn a_chain_that_ends_in_several_places_weighs_them_by_their_chances() {
    let mut chain = Chain::new(5);
    chain.down(2);
    chain.down(4);
    chain.add(0, 1, 1.0);
    chain.add(0, 2, 3.0);
    // State 1 is left again, half of the time to a pair that alternates.
    chain.add(1, 2, 2.0);
    chain.add(1, 3, 2.0);
    chain.add(3, 4, 1.0);
    chain.add(4, 3, 4.0);
    close("u", chain.solve().u, 0.875 + 0.125 * 0.2, 1e-14);
}

#[test]
fn scratch_carries_nothing_from_one_solution_to_the_next() {
    let mut chain = Chain::default();
    let groups = [
        Group::Standby(PAIR),
        Group::Cluster(ClusterChain { units: 20, needed: 18, ..REDUNDANT }),
        Group::Standby(StandbyChain { switch_h: 0.0, detect_h: 0.0, ..PAIR }),
        Group::Cluster(REDUNDANT),
    ];
    let alone: Vec<_> = groups.iter().map(|group| group.solve(&mut Chain::default())).collect();
    for _ in 0..2 {
        for (group, alone) in groups.iter().zip(&alone) {
            assert_eq!(group.solve(&mut chain), *alone);
            let _ = group.rto(Loss::All, &mut chain);
        }
    }
}

fn edge(low: f64, high: f64) -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), Just(f64::INFINITY), low..high]
}

fn share() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), Just(5e-324), Just(1.0), 0.0..1.0_f64]
}

fn check(group: &Group) -> Result<(), TestCaseError> {
    let mut chain = Chain::default();
    let solution = group.solve(&mut chain);
    prop_assert!((0.0..=1.0).contains(&solution.u), "{group:?}: {solution:?}");
    prop_assert!(solution.outages_per_h >= 0.0 && solution.outages_per_h.is_finite(), "{group:?}: {solution:?}");
    prop_assert!(solution.mean_outage_h().is_none_or(|mean_h| mean_h >= 0.0), "{group:?}: {solution:?}");
    for loss in [Loss::Units(1), Loss::All] {
        let rto = group.rto(loss, &mut chain);
        prop_assert!(rto.p50_h >= 0.0 && rto.p95_h >= rto.p50_h, "{group:?}: {rto:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_pair_makes_a_figure_that_is_not_a_number(
        times in (edge(1e-3, 1e6), edge(1e-3, 1e3), edge(1e-5, 1.0), edge(1e-5, 1.0), edge(1e-3, 10.0)),
        (fault_factor, coverage, common_cause) in (share(), share(), share()),
        test in prop_oneof![Just(TestInterval::Monitored), Just(TestInterval::Never), edge(1.0, 1e4).prop_map(|hours| TestInterval::Every { hours })],
        (crews, false_per_h, found_per_h) in (0..4_u32, prop_oneof![Just(0.0), 0.0..1.0_f64], prop_oneof![Just(0.0), 0.0..1.0_f64]),
    ) {
        let (mttf_h, mttr_h, detect_h, switch_h, manual_h) = times;
        check(&Group::Standby(StandbyChain {
            mttf_h, mttr_h, fault_factor, coverage, common_cause, detect_h, switch_h, manual_h, test, crews, false_per_h, found_per_h,
        }))?;
    }

    #[test]
    fn no_cluster_makes_a_figure_that_is_not_a_number(
        (units, needed, crews) in (0..12_u32, 0..13_u32, 0..13_u32),
        (mttf_h, mttr_h, manual_h) in (edge(1e-3, 1e6), edge(1e-3, 1e3), edge(1e-3, 10.0)),
        (coverage, common_cause) in (share(), share()),
        leader in prop_oneof![Just(None), (edge(1e-5, 1.0), edge(1e-5, 1.0)).prop_map(|(detect_h, elect_h)| Some(Leader { detect_h, elect_h }))],
    ) {
        check(&Group::Cluster(ClusterChain { units, needed, mttf_h, mttr_h, coverage, common_cause, manual_h, crews, leader }))?;
    }
}
