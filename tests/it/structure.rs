//! The structure function against plain fixed points over every state.

use std::collections::BTreeSet;

use nines::engine::report::Works;
use nines::engine::structure::{Compiled, Exact, Graph, Quality, Side, Spread, Variable, within};
use nines::engine::{Budget, Cache, analyse, what_if};
use nines::model::ordered::Set;
use nines::model::{ComponentId, Goal, Item, Need, Topology, ZoneId};

use super::plans::{self, Shape, journeys, needs, needs_some, part, topology};

const ROOM: usize = 1_000_000;

/// The definition: start with everything working that does not fail by itself, take away what lacks a need, until
/// nothing changes. Returns whether each journey works.
pub(crate) fn by_definition(topology: &Topology, graph: &Graph, fails: impl Fn(ComponentId) -> bool) -> Vec<bool> {
    let mut works: BTreeSet<ComponentId> = topology.components.keys().copied().filter(|id| !fails(*id)).collect();
    loop {
        let holds = |id: &ComponentId| {
            let hard = topology.links.values().filter(|link| link.from == *id && link.need == Need::Hard);
            let sets = topology.sets.values().filter(|set| topology.members(set.id).any(|link| link.from == *id));
            hard.into_iter().all(|link| works.contains(&link.to))
                && sets.into_iter().all(|set| {
                    topology.members(set.id).filter(|link| works.contains(&link.to)).count() >= set.needed as usize
                })
        };
        let next: BTreeSet<ComponentId> = works.iter().copied().filter(holds).collect();
        if next == works {
            break;
        }
        works = next;
    }
    let up = |journey: &Vec<u32>| journey.iter().all(|at| works.contains(&graph.components[*at as usize]));
    graph.journeys.iter().map(up).collect()
}

fn shape(seed: u64) -> Shape {
    Shape {
        components: 1 + seed as usize % 10,
        zones: seed as usize % 4,
        sets: 0.5,
        has_circles: seed.is_multiple_of(2),
        is_plain: true,
    }
}

#[test]
fn the_component_diagram_equals_the_fixed_point_in_every_state() {
    for seed in 0..300 {
        let (topology, goal) = plans::random(seed, shape(seed));
        let graph = Graph::new(&topology, &goal);
        let compiled = Compiled::new(&graph, ROOM).unwrap();
        for state in 0..1_u32 << topology.components.len() {
            let fails = |id: ComponentId| state >> (id.0 - 1) & 1 == 1;
            let expected = by_definition(&topology, &graph, fails);
            for (root, works) in expected.iter().enumerate() {
                let down = compiled.diagram.evaluate(root, |level| fails(compiled.order[level as usize]));
                assert_eq!(down, !works, "seed {seed}, state {state:b}");
            }
            let down: Vec<bool> = graph.components.iter().map(|id| fails(*id)).collect();
            assert_eq!(
                graph.journeys_up(&graph.fallen(&down, Quality::Working)),
                expected,
                "seed {seed}, state {state:b}"
            );
        }
    }
}

#[test]
fn the_full_diagram_equals_the_component_diagram_given_every_state_of_the_zones() {
    for seed in 0..200 {
        let (topology, goal) = plans::random(seed, shape(seed));
        let graph = Graph::new(&topology, &goal);
        let spread: Vec<Spread> = topology
            .components
            .values()
            .map(|component| {
                let mut zones: Vec<ZoneId> = component.placement.iter().filter_map(|place| place.zone).collect();
                zones.sort_unstable();
                Spread { always_down: u64::from(!zones.is_empty()), never_down: 0, zones }
            })
            .collect();
        let compiled = Compiled::new(&graph, ROOM).unwrap();
        let exact = Exact::new(&graph, &topology, &spread, ROOM).unwrap();
        let zones: Vec<ZoneId> = topology.zones.keys().copied().collect();
        for state in 0..1_u64 << zones.len() {
            let failed = |zone: ZoneId| zones.iter().position(|id| *id == zone).is_some_and(|at| state >> at & 1 == 1);
            let is_up = |zone: ZoneId| !within(&topology, zone).any(failed);
            let own = |component: u32, mask: u64| {
                if spread[component as usize].always_down >> mask & 1 == 1 { 1.0 } else { 0.1 + 0.01 * mask as f64 }
            };
            let u: Vec<f64> = exact
                .variables
                .iter()
                .map(|variable| match variable {
                    Variable::Zone(zone) => f64::from(u8::from(failed(*zone))),
                    Variable::Part { component, mask } => own(*component, (*mask).into()),
                    Variable::Longer { .. } | Variable::Switch(_) => panic!("no such links here"),
                })
                .collect();
            let given: Vec<f64> = compiled
                .order
                .iter()
                .map(|id| {
                    let at = graph.number(*id).unwrap();
                    let zones = &spread[at as usize].zones;
                    own(at, zones.iter().enumerate().filter(|(_, z)| is_up(**z)).map(|(i, _)| 1 << i).sum())
                })
                .collect();
            let mut scratch = Vec::new();
            let full = exact.diagram.unavailabilities(&u, &mut scratch);
            let conditioned = compiled.diagram.unavailabilities(&given, &mut scratch);
            for (a, b) in full.iter().zip(&conditioned) {
                assert!((a - b).abs() <= 1e-13, "seed {seed}, zones {state:b}: {a} against {b}");
            }
        }
    }
}

#[test]
fn simplified_graphs_err_to_their_side() {
    for seed in 0..200 {
        let (topology, goal) = plans::random(seed, shape(seed));
        let graph = Graph::new(&topology, &goal);
        let u = vec![0.1; 20];
        let mut scratch = Vec::new();
        let exact = Compiled::new(&graph, ROOM).unwrap().diagram.unavailabilities(&u, &mut scratch);
        for keep in 0..3 {
            let mut side = |side| {
                Compiled::new(&graph.simplified(keep, side), ROOM).unwrap().diagram.unavailabilities(&u, &mut scratch)
            };
            let (low, high) = (side(Side::Low), side(Side::High));
            for ((low, exact), high) in low.iter().zip(&exact).zip(&high) {
                assert!(*low <= exact + 1e-12 && *exact <= high + 1e-12, "seed {seed}: {low} {exact} {high}");
            }
        }
    }
}

#[test]
fn without_journeys_everything_that_nothing_else_needs_must_work() {
    let mut plan = topology((1..=6).map(|id| part(id, 0.1)));
    needs(&mut plan, 1, 3);
    needs(&mut plan, 2, 3);
    // A circle that nothing outside needs: all of it.
    needs(&mut plan, 4, 5);
    needs(&mut plan, 5, 4);
    needs(&mut plan, 5, 6);
    let graph = Graph::new(&plan, &Goal::default());
    assert_eq!(graph.journeys, vec![vec![0, 1, 3, 4]]);
}

#[test]
fn a_circle_of_needs_works_together_and_falls_together() {
    let mut plan = topology((1..=40).map(|id| part(id, 0.01)));
    for id in 1..=40 {
        needs(&mut plan, id, id % 40 + 1);
    }
    let graph = Graph::new(&plan, &journeys(&[7]));
    let compiled = Compiled::new(&graph, 200).unwrap();
    let u = compiled.unavailability(0, &[0.01; 40], &mut Vec::new());
    let expected = 1.0 - 0.99_f64.powi(40);
    assert!((u - expected).abs() < 1e-14, "{u} against {expected}");
    assert_eq!(graph.circles(), vec![ComponentId(1)]);
}

#[test]
fn two_that_are_each_others_alternative_hold_up_unless_forced_down() {
    // 1 needs one of 2, 3; 2 needs one of 1, 3: a circle through sets.
    let mut plan = topology((1..=3).map(|id| part(id, 0.1)));
    needs_some(&mut plan, 1, 1, &[2, 3]);
    needs_some(&mut plan, 2, 1, &[1, 3]);
    let graph = Graph::new(&plan, &journeys(&[1]));
    let compiled = Compiled::new(&graph, ROOM).unwrap();
    // 1 fails, or both 2 and 3 do.
    let u = compiled.unavailability(0, &[0.1; 3], &mut Vec::new());
    assert!((u - (0.1 + 0.9 * 0.01)).abs() < 1e-15, "{u}");
}

#[test]
fn a_failed_zone_takes_what_is_inside_and_what_needs_it() {
    let mut plan = topology((1..=4).map(|id| part(id, 0.1)));
    plans::put_zone(&mut plan, plans::zone(1, None, 100.0, 1.0));
    plans::put_zone(&mut plan, plans::zone(2, Some(1), 100.0, 1.0));
    let place = |plan: &mut Topology, id: u32, zones: &[(Option<u32>, u32)]| {
        let mut component = (*plan.components[&ComponentId(id)]).clone();
        component.placement =
            zones.iter().map(|(zone, units)| nines::model::Place { zone: zone.map(ZoneId), units: *units }).collect();
        if component.placement.len() > 1 {
            component.strategy = nines::model::Strategy::Cluster { needed: Some(1), redundancy: plans::perfect(2) };
        }
        plan.components.insert(ComponentId(id), component.into());
    };
    needs(&mut plan, 1, 2);
    place(&mut plan, 2, &[(Some(2), 1)]);
    place(&mut plan, 3, &[(Some(2), 1), (None, 1)]);
    let said = what_if(&plan, &journeys(&[1, 3, 4]), &Set::from([Item::Zone(ZoneId(1))]));
    assert_eq!(said.components[&ComponentId(1)], Works::DownByNeed(ComponentId(2)));
    assert_eq!(said.components[&ComponentId(2)], Works::DownByItself);
    assert_eq!(said.components[&ComponentId(3)], Works::LostUnits);
    assert_eq!(said.components[&ComponentId(4)], Works::Up);
    assert_eq!(said.journeys, vec![Works::DownByNeed(ComponentId(2)), Works::LostUnits, Works::Up]);
}

#[test]
fn a_long_chain_a_wide_fan_and_a_dense_plan_stay_within_the_frame() {
    let frame = nines::model::limits::BDD_NODES_FRAME;
    let mut chain = topology((1..=1000).map(|id| part(id, 1e-6)));
    (1..1000).for_each(|id| needs(&mut chain, id, id + 1));
    let mut fan = topology((1..=1000).map(|id| part(id, 1e-6)));
    (2..=1000).for_each(|id| needs(&mut fan, 1, id));
    let mut dense = topology((1..=1000).map(|id| part(id, 1e-6)));
    (1..=990).for_each(|id| [1, 3, 7].into_iter().for_each(|step| needs(&mut dense, id, id + step)));
    for plan in [chain, fan, dense] {
        let graph = Graph::new(&plan, &Goal::default());
        let compiled = Compiled::new(&graph, frame).unwrap();
        assert_eq!(compiled.diagram.len(), compiled.order.len());
    }
}

#[test]
fn large_plans_take_few_nodes() {
    // Most of them a fifth of these; a twentieth of what they took when zones were built in from the bottom up.
    let few = Budget { bdd_nodes: 12_000 };
    for seed in 0..10 {
        for form in plans::Form::ALL {
            let (plan, goal) = plans::grown(form, seed, 100);
            let report = analyse(&plan, &goal, few, &mut Cache::new());
            assert!(report.journeys.iter().all(|journey| journey.outages_per_h.is_some()), "{form:?}, seed {seed}");
        }
    }
}
