//! How often a journey goes down, against second ways to the same figure.

use std::collections::BTreeMap;

use nines::engine::{Budget, Cache, analyse, what_if};
use nines::model::ordered::Set;
use nines::model::{ComponentId, Fault, Goal, Item, Lifetime, Place, Recovery, Strategy, Topology, ZoneId};

use super::plans::{self, Dice, Shape, needs, needs_some, part, put_zone, topology, zone};

/// Outages per hour of the worst journey, and which that is.
fn per_h(topology: &Topology, goal: &Goal) -> (usize, f64) {
    let report = analyse(topology, goal, Budget::WORKER, &mut Cache::new());
    let counted = report.journeys.iter().enumerate().filter_map(|(at, journey)| Some((at, journey.outages_per_h?)));
    let counted: Vec<(usize, f64)> = counted.collect();
    assert_eq!(counted.len(), 1, "the worst journey's, and no other's");
    assert_eq!(report.worst().expect("a journey").outages_per_h, Some(counted[0].1));
    counted[0]
}

/// Chance of being down and faults per hour while up, of what has constant rates.
fn rates(fault: &Fault, recovery: &Recovery) -> (f64, f64) {
    match (fault, recovery) {
        (Fault::Law(Lifetime::Exponential { mean_h: up }), Recovery::Law(Lifetime::Exponential { mean_h: down })) => {
            (down / (up + down), 1.0 / up)
        }
        other => panic!("{other:?}"),
    }
}

/// Every state of all components and zones: how often the next fault ends a journey that works.
fn state_by_state(topology: &Topology, goal: &Goal) -> Vec<f64> {
    let mut parts: BTreeMap<Item, (f64, f64)> = BTreeMap::new();
    for component in topology.components.values() {
        parts.insert(Item::Component(component.id), rates(&component.fault, &component.recovery));
    }
    for zone in topology.zones.values() {
        parts.insert(Item::Zone(zone.id), rates(&zone.fault, &zone.recovery));
    }
    let parts: Vec<(Item, (f64, f64))> = parts.into_iter().collect();
    let works: Vec<Vec<bool>> = (0..1_usize << parts.len())
        .map(|state| {
            let failed: Set<Item> =
                parts.iter().enumerate().filter(|(at, _)| state >> at & 1 == 1).map(|(_, (item, _))| *item).collect();
            what_if(topology, goal, &failed).journeys.iter().map(|works| works.is_up()).collect()
        })
        .collect();
    let mut sums = vec![0.0; works[0].len()];
    for (state, journeys) in works.iter().enumerate() {
        let is_down = |at: usize| state >> at & 1 == 1;
        let chance: f64 =
            parts.iter().enumerate().map(|(at, (_, (u, _)))| if is_down(at) { *u } else { 1.0 - u }).product();
        for (at, (_, (_, fault_per_h))) in parts.iter().enumerate().filter(|(at, _)| !is_down(*at)) {
            for ((sum, before), after) in sums.iter_mut().zip(journeys).zip(&works[state | 1 << at]) {
                *sum += if *before && !after { chance * fault_per_h } else { 0.0 };
            }
        }
    }
    sums
}

#[test]
fn single_units_in_zones_go_down_as_often_as_state_by_state() {
    for seed in 0..80_u64 {
        let shape = Shape {
            components: 2 + seed as usize % 4,
            zones: seed as usize % 5,
            sets: 0.5,
            has_circles: seed.is_multiple_of(3),
            is_plain: true,
        };
        let (plan, goal) = plans::random(seed, shape);
        let (worst, got) = per_h(&plan, &goal);
        let expected = state_by_state(&plan, &goal)[worst];
        assert!((got / expected - 1.0).abs() < 1e-10, "seed {seed}: {got} against {expected}");
    }
}

#[test]
fn a_component_alone_goes_down_as_often_as_its_own_figures_say() {
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let mut component = part(1, 1e-4);
        component.strategy = plans::random_strategy(&mut dice);
        let units = component.strategy.mode().default_units();
        component.placement = (0..units).map(|unit| Place { zone: Some(ZoneId(2 + unit % 3)), units: 1 }).collect();
        let mut plan = topology([component]);
        put_zone(&mut plan, zone(1, None, 87_660.0, 4.0));
        (2..=4).for_each(|id| put_zone(&mut plan, zone(id, Some(1), 43_830.0, 3.0)));
        let report = analyse(&plan, &Goal::default(), Budget::FRAME, &mut Cache::new());
        let own = report.components[&ComponentId(1)].figures.outages_per_h;
        let got = report.journeys[0].outages_per_h.expect("exact");
        assert!((got / own - 1.0).abs() < 1e-3, "seed {seed}: {got} against {own}");
    }
}

#[test]
fn two_pairs_in_the_same_zones_are_taken_over_together() {
    // A zone's fault starts both takeovers at once: one outage, not two.
    let pair = |id| {
        let mut pair = part(id, 1e-9);
        pair.strategy = nines::model::Mode::HotStandby.preset();
        if let Strategy::Standby { redundancy, .. } = &mut pair.strategy {
            redundancy.common_cause = 0.0;
            redundancy.coverage = 1.0;
        }
        pair.placement = [1, 2].map(|id| Place { zone: Some(ZoneId(id)), units: 1 }).to_vec();
        pair
    };
    let mut plan = topology([pair(1), pair(2)]);
    (1..=2).for_each(|id| put_zone(&mut plan, zone(id, None, 10_000.0, 1.0)));
    needs(&mut plan, 1, 2);
    let (_, both) = per_h(&plan, &Goal::default());
    // Each zone holds either primary with a chance of one half: three of four faults meet at least one.
    assert!((both / (2.0 / 10_000.0 * 0.75) - 1.0).abs() < 0.01, "{both}");
}

#[test]
fn what_never_fails_has_no_outages_and_spent_nodes_give_no_figure() {
    let mut perfect = part(1, 0.5);
    perfect.fault = Fault::Never;
    assert_eq!(per_h(&topology([perfect]), &Goal::default()), (0, 0.0));
    let mut plan = topology((1..=6).map(|id| part(id, 1e-3)));
    needs_some(&mut plan, 1, 2, &[2, 3, 4, 5, 6]);
    let bounds = analyse(&plan, &Goal::default(), Budget { bdd_nodes: 2 }, &mut Cache::new());
    assert_eq!(bounds.journeys[0].outages_per_h, None);
}

#[test]
fn what_a_zone_leaves_may_be_down_already() {
    // Two zones of one unit each, one needed, repaired as slowly as the zones: state by state, units and zones together.
    let strategies = [
        Strategy::Cluster { needed: Some(1), redundancy: plans::perfect(2) },
        Strategy::MultiSite { needed: Some(1), redundancy: plans::perfect(1) },
    ];
    for strategy in strategies {
        let mut component = part(1, 0.5);
        (component.fault, component.recovery) = plans::laws(500.0, 4.0);
        component.strategy = strategy;
        component.placement = (1..=2).map(|id| Place { zone: Some(ZoneId(id)), units: 1 }).collect();
        let mut plan = topology([component]);
        (1..=2).for_each(|id| put_zone(&mut plan, zone(id, None, 2_000.0, 12.0)));
        let (_, got) = per_h(&plan, &Goal::default());
        let ((unit_u, unit_h), (zone_u, zone_h)) = ((4.0 / 504.0, 500.0), (12.0 / 2_012.0, 2_000.0));
        let site_u = unit_u + zone_u - unit_u * zone_u;
        let site_per_h = (1.0 - site_u) * (1.0 / unit_h + 1.0 / zone_h);
        let expected = 2.0 * site_u * site_per_h;
        assert!((got / expected - 1.0).abs() < 0.02, "{strategy:?}: {got:e} against {expected:e}");
    }
}
