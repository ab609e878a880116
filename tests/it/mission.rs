//! The whole system from the day on which everything is new, against joint chains and closed forms.

use nines::engine::markov::Chain;
use nines::engine::mission::{Mission, SPANS_H, mission};
use nines::engine::structure::{Graph, Quality};
use nines::engine::{Budget, Cache, analyse};
use nines::model::{
    Component, Fault, Goal, Lifetime, Need, Place, Recovery, Strategy, TestInterval, Topology, Work, ZoneId,
};

use super::close;
use super::plans::{self, Dice, Shape, needs, needs_some, part, put_zone, topology, zone};

fn of(topology: &Topology, goal: &Goal) -> Mission {
    let found = mission(topology, goal, Budget::WORKER, &mut Cache::new()).expect("exact");
    let ends = |span_h: &f64| found.moments.iter().any(|moment| (moment.t_h / span_h - 1.0).abs() < 1e-12);
    assert!(SPANS_H.iter().all(ends), "the end of every span is a moment");
    assert!(found.moments.is_sorted_by(|a, b| a.t_h < b.t_h));
    for moment in &found.moments {
        assert!(0.0 <= moment.at_least && moment.at_least <= moment.unbroken && moment.unbroken <= 1.0, "{moment:?}");
        assert!((0.0..=1.0).contains(&moment.down), "{moment:?}");
        // Who is down now has had an outage.
        assert!(moment.at_least <= 1.0 - moment.down + 1e-3, "{moment:?}");
    }
    found
}

fn unit(id: u32, mttf_h: f64, mttr_h: f64) -> Component {
    let mut component = part(id, 0.5);
    (component.fault, component.recovery) = plans::laws(mttf_h, mttr_h);
    component
}

#[test]
fn parts_in_series_are_exact_whatever_their_laws() {
    let mut old = unit(1, 400.0, 3.0);
    old.fault = Fault::Law(Lifetime::Logistic { steepness_per_h: 0.01, median_h: 700.0 });
    old.recovery = Recovery::Law(Lifetime::Logistic { steepness_per_h: 2.0, median_h: 3.0 });
    let fault = Lifetime::Logistic { steepness_per_h: 0.01, median_h: 700.0 };
    let mut inside = unit(2, 2_000.0, 4.0);
    inside.placement = vec![Place { zone: Some(ZoneId(1)), units: 1 }];
    inside.work = Work { deploys_per_week: 2.0, bad_share: 0.1, undo_h: 0.5, ..Work::NONE };
    let mut plan = topology([old, inside, unit(3, 300.0, 1.0)]);
    put_zone(&mut plan, zone(1, None, 9_000.0, 2.0));
    needs(&mut plan, 1, 2);
    needs(&mut plan, 2, 3);
    let found = of(&plan, &plans::journeys(&[1]));
    assert!(found.is_series);
    for moment in &found.moments {
        let t_h = moment.t_h;
        let rate = 1.0 / 2_000.0 + 1.0 / 9_000.0 + 1.0 / 300.0 + 0.2 / 168.0;
        assert!((moment.unbroken - fault.survival(t_h) * (-rate * t_h).exp()).abs() < 1e-12, "{moment:?}");
        assert_eq!(moment.unbroken, moment.at_least);
    }
}

/// A plan of single units as one chain over all of them, and its way at even moments: down, and an outage so far.
fn joint(plan: &Topology, goal: &Goal, step_h: f64, steps: usize) -> Vec<(f64, f64)> {
    let graph = Graph::new(plan, goal);
    let n = graph.components.len();
    let mean_h = |law: &Lifetime| law.mean_h();
    let mut chain = Chain::new(1 << n);
    for state in 0..1_usize << n {
        let down: Vec<bool> = (0..n).map(|at| state >> at & 1 == 1).collect();
        if !graph.journeys_up(&graph.fallen(&down, Quality::Working))[0] {
            chain.down(state);
        }
        for (at, component) in plan.components.values().enumerate() {
            let (Fault::Law(fault), Recovery::Law(recovery)) = (&component.fault, &component.recovery) else {
                panic!("laws")
            };
            let per_h = 1.0 / if down[at] { mean_h(recovery) } else { mean_h(fault) };
            chain.add(state, state ^ 1 << at, per_h);
        }
    }
    chain.onward(step_h, steps).iter().map(|now| (now.down, now.met)).collect()
}

#[test]
fn random_systems_are_down_as_their_joint_chain_and_stay_unbroken_no_less_than_the_bound() {
    let (mut standing_by, mut nearest) = (0, 0.0_f64);
    for seed in 0..60 {
        let shape = Shape {
            components: 2 + seed as usize % 5,
            zones: 0,
            sets: 0.7,
            has_circles: seed % 3 == 0,
            is_plain: true,
        };
        let (plan, _) = plans::random(seed, shape);
        let goal = plans::journeys(&[1]);
        let found = of(&plan, &goal);
        standing_by += usize::from(!found.is_series);
        for span_h in SPANS_H {
            let way = joint(&plan, &goal, span_h / 4.0, 4);
            for (step, (down, met)) in way.iter().enumerate() {
                let t_h = span_h / 4.0 * (step + 1) as f64;
                let Some(moment) = found.moments.iter().find(|moment| (moment.t_h / t_h - 1.0).abs() < 1e-9) else {
                    continue;
                };
                close(&format!("seed {seed}, down at {t_h}"), moment.down, *down, 1e-9);
                let unbroken = 1.0 - met;
                assert!(moment.at_least <= unbroken + 1e-10, "seed {seed}, {t_h}: {moment:?} against {unbroken}");
                if found.is_series {
                    assert!((moment.unbroken - unbroken).abs() < 1e-10, "seed {seed}, {t_h}");
                } else {
                    nearest = nearest.max((moment.unbroken - unbroken).abs());
                }
            }
        }
    }
    assert!(standing_by > 15, "{standing_by}");
    assert!(nearest < 0.05, "what stands by is within a few per cent: {nearest}");
}

#[test]
fn in_the_long_run_it_is_down_as_the_report_says() {
    for seed in 0..80 {
        let shape = Shape {
            components: 3 + seed as usize % 6,
            zones: seed as usize % 4,
            sets: 0.5,
            has_circles: false,
            is_plain: false,
        };
        let (mut plan, goal) = plans::random(seed, shape);
        for component in plan.components.values_mut() {
            let component = std::rc::Rc::make_mut(component);
            // What settles within a year.
            component.fault = plans::laws(200.0, 1.0).0;
            if let Strategy::Standby { test, .. } = &mut component.strategy
                && *test == TestInterval::Never
            {
                *test = TestInterval::Every { hours: 24.0 };
            }
        }
        let found = of(&plan, &goal);
        let report = analyse(&plan, &goal, Budget::WORKER, &mut Cache::new());
        assert_eq!(found.u, report.worst().unwrap().u.high);
        close(&format!("seed {seed}"), found.moments.last().unwrap().down, found.u, 1e-9);
    }
}

#[test]
fn what_stands_by_is_followed_through_its_first_hours() {
    // A mirror with as many crews as units; both down for the first time by the roots of s² + (3λ + μ)s + 2λ².
    let (lambda, mu) = (1.0 / 200.0, 0.25);
    let mut plan = topology([unit(1, 1e15, 1.0), unit(2, 1.0 / lambda, 1.0 / mu), unit(3, 1.0 / lambda, 1.0 / mu)]);
    needs_some(&mut plan, 1, 1, &[2, 3]);
    let found = of(&plan, &plans::journeys(&[1]));
    let (sum, product) = (3.0 * lambda + mu, 2.0 * lambda * lambda);
    let root = f64::sqrt(sum * sum - 4.0 * product);
    let (slow, fast) = ((sum - root) / 2.0, (sum + root) / 2.0);
    for moment in found.moments.iter().filter(|moment| moment.t_h > 12.0) {
        let t_h = moment.t_h;
        let survival = (fast * (-slow * t_h).exp() - slow * (-fast * t_h).exp()) / (fast - slow);
        assert!(moment.at_least <= survival, "{t_h}");
        assert!((moment.unbroken / survival - 1.0).abs() < 0.06, "{t_h}: {} against {survival}", moment.unbroken);
    }
}

#[test]
fn behind_a_cache_only_what_lasts_breaks_it() {
    let mut plan = topology([unit(1, 1e15, 1.0), unit(2, 100.0, 2.0)]);
    plans::link(&mut plan, 1, 2, Need::Cached { hours: 5.0 });
    let found = of(&plan, &plans::journeys(&[1]));
    let report = analyse(&plan, &plans::journeys(&[1]), Budget::WORKER, &mut Cache::new());
    close("long run", found.moments.last().unwrap().down, report.journeys[0].u.high, 1e-9);
    for moment in &found.moments {
        // An outage each 102 h, one in e^2.5 lasts; nothing has lasted yet in the first five hours.
        let expected = (moment.t_h - 5.0).max(0.0) / 102.0 * (-2.5_f64).exp();
        assert!(moment.t_h > 5.0 || moment.down < 1e-12, "{moment:?}");
        assert!((moment.unbroken - (-expected).exp()).abs() < 0.01, "{moment:?}: {}", (-expected).exp());
    }
}

#[test]
fn a_pair_over_two_zones_follows_the_joint_chain_of_zones_and_units() {
    // Two sites of one unit each, one needed, all covered by hand-free takeovers: down when both are, by unit or by zone.
    let mut cluster = unit(1, 500.0, 4.0);
    cluster.strategy = Strategy::Cluster { needed: Some(1), redundancy: plans::perfect(2) };
    cluster.placement = (1..=2).map(|id| Place { zone: Some(ZoneId(id)), units: 1 }).collect();
    let mut plan = topology([cluster]);
    (1..=2).for_each(|id| put_zone(&mut plan, zone(id, None, 2_000.0, 12.0)));
    let found = of(&plan, &Goal::default());
    // Bits: unit 1, unit 2, zone 1, zone 2.
    let mut chain = Chain::new(16);
    for state in 0..16_usize {
        let is_lost = |at: usize| (state >> at & 1) + (state >> (at + 2) & 1) > 0;
        if is_lost(0) && is_lost(1) {
            chain.down(state);
        }
        for (at, (mttf_h, mttr_h)) in [(500.0, 4.0), (500.0, 4.0), (2_000.0, 12.0), (2_000.0, 12.0)].iter().enumerate()
        {
            chain.add(state, state ^ 1 << at, 1.0 / if state >> at & 1 == 1 { *mttr_h } else { *mttf_h });
        }
    }
    let way = chain.onward(SPANS_H[4] / 16.0, 16);
    for (step, now) in way.iter().enumerate() {
        let t_h = SPANS_H[4] / 16.0 * (step + 1) as f64;
        let Some(moment) = found.moments.iter().find(|moment| (moment.t_h / t_h - 1.0).abs() < 1e-9) else { continue };
        close("down", moment.down, now.down, 0.01);
        assert!(moment.at_least <= (1.0 - now.met) * 1.01, "{moment:?}");
        assert!((moment.unbroken - (1.0 - now.met)).abs() < 0.02, "{moment:?} against {}", 1.0 - now.met);
    }
}

#[test]
fn nothing_on_the_board_has_no_way_and_what_never_fails_is_never_broken() {
    assert_eq!(mission(&Topology::default(), &Goal::default(), Budget::FRAME, &mut Cache::new()), None);
    let mut solid = part(1, 0.5);
    solid.fault = Fault::Never;
    let found = of(&topology([solid]), &Goal::default());
    assert!(found.moments.iter().all(|moment| moment.down == 0.0 && moment.at_least == 1.0));
    // A plan at its worst in every field is still followed without a NaN.
    let mut dice = Dice(7);
    for seed in 0..30 {
        let shape = Shape { components: 4, zones: 3, sets: 0.5, has_circles: true, is_plain: false };
        let (mut plan, goal) = plans::random(seed, shape);
        for component in plan.components.values_mut() {
            let component = std::rc::Rc::make_mut(component);
            let steepness_per_h = dice.ratio(1e-6, 1e3);
            component.fault = Fault::Law(Lifetime::Logistic { steepness_per_h, median_h: dice.ratio(1e-3, 1e6) });
            component.recovery = Recovery::Law(Lifetime::Logistic {
                steepness_per_h: dice.ratio(1e-6, 1e3),
                median_h: dice.ratio(1e-6, 1e4),
            });
        }
        of(&plan, &goal);
    }
}
