//! Whole plans through the one door.

use std::collections::BTreeMap;
use std::rc::Rc;

use nines::engine::placement::Setting;
use nines::engine::report::{Diagnostic, Exactness, Report, Works};
use nines::engine::zones::{States, laws};
use nines::engine::{Budget, Cache, analyse, what_if};
use nines::model::lifetime::{Fault, Lifetime, Recovery};
use nines::model::ordered::Set;
use nines::model::{Component, ComponentId, Goal, Item, Mode, Place, Strategy, Topology, Window, ZoneId};

use crate::close;

use super::plans::{self, Dice, Shape, needs, needs_some, part, perfect, put_zone, topology, zone};

/// The report of a plan; every figure in it is a number.
fn report(topology: &Topology, goal: &Goal) -> Report {
    let report = analyse(topology, goal, Budget::WORKER, &mut Cache::new());
    assert!(!format!("{report:?}").contains("NaN"), "{report:?}");
    report
}

fn u_of(topology: &Topology, goal: &Goal) -> f64 {
    let report = report(topology, goal);
    assert_eq!(report.exactness, Exactness::Exact);
    report.worst().unwrap().u.high
}

fn minutes_per_year(u: f64) -> f64 {
    u * Window::Year.hours() * 60.0
}

fn series(u: &[f64]) -> Topology {
    let mut plan = topology(u.iter().zip(1..).map(|(u, id)| part(id, *u)));
    (1..u.len() as u32).for_each(|id| needs(&mut plan, id, id + 1));
    plan
}

fn with(mut component: Component, strategy: Strategy, placement: &[(Option<u32>, u32)]) -> Component {
    component.strategy = strategy;
    component.placement =
        placement.iter().map(|(zone, units)| Place { zone: zone.map(ZoneId), units: *units }).collect();
    component
}

#[test]
fn three_parts_of_four_nines_in_series_are_down_157_8_minutes_a_year() {
    let downtime = minutes_per_year(u_of(&series(&[1e-4; 3]), &Goal::default()));
    assert!((downtime - 157.8).abs() < 0.05, "{downtime}");
}

#[test]
fn a_majority_of_three_units_at_99_percent_is_down_156_7_minutes_a_year() {
    let strategy = Strategy::Cluster { needed: Some(2), redundancy: perfect(3) };
    let plan = topology([with(part(1, 0.01), strategy, &[(None, 3)])]);
    let downtime = minutes_per_year(u_of(&plan, &Goal::default()));
    assert!((downtime - 156.7).abs() < 0.05, "{downtime}");
}

#[test]
fn balancer_machine_database_and_storage_by_sla_are_down_14_9_hours_a_year() {
    let downtime = minutes_per_year(u_of(&series(&[1e-4, 1e-4, 5e-4, 1e-3]), &Goal::default())) / 60.0;
    assert!((downtime - 14.9).abs() < 0.05, "{downtime}");
}

#[test]
fn two_units_of_99_5_percent_either_enough_are_down_13_1_minutes_a_year() {
    let cluster = Strategy::Cluster { needed: Some(1), redundancy: perfect(2) };
    let one = topology([with(part(1, 0.005), cluster, &[(None, 2)])]);
    let downtime = minutes_per_year(u_of(&one, &Goal::default()));
    assert!((downtime - 13.1).abs() < 0.05, "{downtime}");
    // The same as two alternatives of one that never fails.
    let mut user = part(1, 0.5);
    user.fault = Fault::Never;
    let mut two = topology([user, part(2, 0.005), part(3, 0.005)]);
    needs_some(&mut two, 1, 1, &[2, 3]);
    let downtime = minutes_per_year(u_of(&two, &Goal::default()));
    assert!((downtime - 13.1).abs() < 0.05, "{downtime}");
}

#[test]
fn a_dependency_on_two_paths_counts_once() {
    let mut plan = topology((1..=4).map(|id| part(id, 0.01)));
    needs(&mut plan, 1, 2);
    needs(&mut plan, 1, 3);
    needs(&mut plan, 2, 4);
    needs(&mut plan, 3, 4);
    let u = u_of(&plan, &Goal::default());
    assert!((u - (1.0 - 0.99_f64.powi(4))).abs() < 1e-15, "{u}");
}

#[test]
fn two_single_units_in_one_zone_fall_together() {
    let place = |id| with(part(id, 0.01), Strategy::Single, &[(Some(1), 1)]);
    let mut plan = topology([part(1, 1e-13), place(2), place(3)]);
    put_zone(&mut plan, zone(1, None, 99.0, 1.0));
    needs_some(&mut plan, 1, 1, &[2, 3]);
    let u = u_of(&plan, &Goal::default());
    assert!((u - (0.01 + 0.99 * 1e-4)).abs() < 1e-12, "{u}");
    let report = report(&plan, &Goal::default());
    // Never failing, the zone would leave 1e-4; either unit is no single point, and would take 1e-4 less the zone's.
    assert!((report.zones[&ZoneId(1)].cost_of_faults_u - 0.01 * (1.0 - 1e-4)).abs() < 1e-12);
    assert!((report.components[&ComponentId(2)].cost_of_faults_u - 0.99 * 1e-4).abs() < 1e-12);
    assert!(report.components[&ComponentId(1)].is_single_point);
    assert!(!report.components[&ComponentId(2)].is_single_point);
}

#[test]
fn a_zone_inside_a_failed_zone_is_down() {
    let mut plan = topology([with(part(1, 1e-13), Strategy::Single, &[(Some(2), 1)])]);
    put_zone(&mut plan, zone(1, None, 99.0, 1.0));
    put_zone(&mut plan, zone(2, Some(1), 9.0, 1.0));
    let u = u_of(&plan, &Goal::default());
    assert!((u - (1.0 - 0.99 * 0.9)).abs() < 1e-12, "{u}");
    assert!((report(&plan, &Goal::default()).components[&ComponentId(1)].figures.u - u).abs() < 1e-14);
}

/// A second way to a plan's unavailability: the component diagram for each state of the zones.
fn by_states_of_the_zones(topology: &Topology, goal: &Goal) -> Vec<f64> {
    use nines::engine::structure::{Compiled, Graph};
    let graph = Graph::new(topology, goal);
    let laws = laws(topology);
    let setting = Setting { topology, goal, laws: &laws };
    let mut cache = Cache::new();
    let placed: BTreeMap<ComponentId, _> =
        topology.components.values().map(|component| (component.id, setting.place(component, &mut cache))).collect();
    let compiled = Compiled::new(&graph, 1_000_000).unwrap();
    let all: Set<ZoneId> = topology.zones.keys().copied().collect();
    let states = States::new(topology, &laws, &all, 1 << 12);
    assert_eq!(states.rest, 0.0);
    let mut sums = vec![0.0; graph.journeys.len()];
    for state in &states.states {
        let u: Vec<f64> = compiled.order.iter().map(|id| placed[id].at(|zone| !state.down.contains(&zone)).u).collect();
        for (sum, u) in sums.iter_mut().zip(compiled.diagram.unavailabilities(&u, &mut Vec::new())) {
            *sum += state.chance * u;
        }
    }
    sums
}

fn shape(seed: u64) -> Shape {
    Shape {
        components: 1 + seed as usize % 14,
        zones: seed as usize % 6,
        sets: 0.4,
        has_circles: seed.is_multiple_of(3),
        is_plain: false,
    }
}

#[test]
fn the_exact_figure_is_the_mean_over_the_states_of_the_zones() {
    for seed in 0..300 {
        let (plan, goal) = plans::random(seed, shape(seed));
        let report = report(&plan, &goal);
        assert_eq!(report.exactness, Exactness::Exact);
        let expected = by_states_of_the_zones(&plan, &goal);
        assert_eq!(report.journeys.len(), expected.len());
        for (journey, expected) in report.journeys.iter().zip(expected) {
            let error = (journey.u.high - expected).abs() / expected.max(1e-300);
            assert!(error < 1e-12, "seed {seed}: {} against {expected}", journey.u.high);
        }
    }
}

#[test]
fn what_a_part_costs_is_what_goes_when_it_never_fails() {
    for seed in 0..60 {
        let (plan, goal) = plans::random(seed, Shape { is_plain: true, ..shape(seed) });
        let before = report(&plan, &goal);
        let root = before.journeys.iter().position(|journey| Some(journey) == before.worst()).unwrap();
        for (id, component) in &plan.components {
            let mut better = plan.clone();
            better.components.insert(*id, Rc::new(Component { fault: Fault::Never, ..(**component).clone() }));
            let gain = before.journeys[root].u.high - report(&better, &goal).journeys[root].u.high;
            let said = before.components[id].cost_of_faults_u;
            assert!((gain - said).abs() < 1e-12, "seed {seed}, {id:?}: {said}, but {gain} goes");
        }
        for (id, zone) in &plan.zones {
            let mut better = plan.clone();
            better.zones.insert(*id, Rc::new(nines::model::Zone { fault: Fault::Never, ..(**zone).clone() }));
            let gain = before.journeys[root].u.high - report(&better, &goal).journeys[root].u.high;
            let said = before.zones[id].cost_of_faults_u;
            assert!((gain - said).abs() < 1e-12, "seed {seed}, {id:?}: {said}, but {gain} goes");
        }
    }
}

#[test]
fn a_better_unit_never_makes_a_worse_system() {
    for seed in 0..200 {
        let (plan, goal) = plans::random(seed, Shape { is_plain: true, ..shape(seed) });
        let mut dice = Dice(seed);
        let mut better = plan.clone();
        let id = ComponentId(1 + dice.below(plan.components.len()) as u32);
        let mut component = (*plan.components[&id]).clone();
        (component.fault, component.recovery) = plans::laws(1e6, 0.05);
        better.components.insert(id, component.into());
        let after = report(&better, &goal);
        for (before, after) in report(&plan, &goal).journeys.iter().zip(&after.journeys) {
            assert!(after.u.high <= before.u.high * (1.0 + 1e-12), "seed {seed}: {before:?}, then {after:?}");
        }
    }
}

#[test]
fn spent_nodes_give_bounds_around_the_exact_figure() {
    let mut narrow = 0;
    for seed in 0..150 {
        let (plan, goal) = plans::random(seed, shape(seed));
        let exact = report(&plan, &goal);
        for bdd_nodes in [0, 1, 5, 15, 30] {
            let bounds = analyse(&plan, &goal, Budget { bdd_nodes }, &mut Cache::new());
            for (exact, bounds) in exact.journeys.iter().zip(&bounds.journeys) {
                let (u, low, high) = (exact.u.high, bounds.u.low, bounds.u.high);
                assert!(low <= u * (1.0 + 1e-12) && u <= high * (1.0 + 1e-12), "seed {seed}: {low} {u} {high}");
                narrow += usize::from(high < 3.0 * low && bdd_nodes == 30);
            }
        }
    }
    // The bounds are of use, not only sound.
    assert!(narrow > 75, "{narrow}");
}

#[test]
fn renaming_changes_no_bit() {
    for seed in 0..50 {
        let (plan, goal) = plans::random(seed, shape(seed));
        let mut renamed = plan.clone();
        for slot in renamed.components.values_mut() {
            let component = Rc::make_mut(slot);
            component.name = format!("组件 {}", component.id.0);
            component.note = "noted".to_owned();
            component.placement.reverse();
        }
        // Links drawn in another order.
        let links: Vec<_> = plan.links.values().copied().rev().collect();
        renamed.links.truncate(0);
        for (mut link, id) in links.into_iter().zip(1..) {
            link.id = nines::model::LinkId(id);
            renamed.links.insert(link.id, link);
        }
        let (a, b) = (report(&plan, &goal), report(&renamed, &goal));
        let bits = |report: &Report| -> Vec<u64> { report.journeys.iter().map(|j| j.u.high.to_bits()).collect() };
        assert_eq!(bits(&a), bits(&b), "seed {seed}");
        assert_eq!(format!("{a:?}"), format!("{b:?}"), "seed {seed}");
    }
}

#[test]
fn a_used_cache_changes_no_bit_and_saves_the_work() {
    let mut cache = Cache::new();
    for seed in 0..50 {
        let (plan, goal) = plans::random(seed, shape(seed));
        let fresh = analyse(&plan, &goal, Budget::FRAME, &mut Cache::new());
        let used = analyse(&plan, &goal, Budget::FRAME, &mut cache);
        assert_eq!(format!("{fresh:?}"), format!("{used:?}"));
        let (solved, built) = (cache.chains_solved(), cache.structures_built());
        assert_eq!(format!("{fresh:?}"), format!("{:?}", analyse(&plan, &goal, Budget::FRAME, &mut cache)));
        assert_eq!((cache.chains_solved(), cache.structures_built()), (solved, built));
    }
    // A slider's move builds no diagram and solves only its component's chains.
    let (plan, goal) = plans::layered(1, 30);
    analyse(&plan, &goal, Budget::FRAME, &mut cache);
    let (solved, built) = (cache.chains_solved(), cache.structures_built());
    let mut moved = plan.clone();
    let mut component = (*plan.components[&ComponentId(7)]).clone();
    component.recovery = Recovery::Law(Lifetime::Exponential { mean_h: 1.234 });
    moved.components.insert(component.id, component.into());
    analyse(&moved, &goal, Budget::FRAME, &mut cache);
    assert_eq!(cache.structures_built(), built);
    assert!(cache.chains_solved() - solved <= 8, "{}", cache.chains_solved() - solved);
}

#[test]
fn extremes_give_numbers() {
    assert!(report(&Topology::default(), &Goal::default()).journeys.is_empty());
    assert_eq!(u_of(&series(&[0.0; 5]), &Goal::default()), 0.0);
    assert_eq!(u_of(&series(&[1.0; 5]), &Goal::default()), 1.0);
    let tiny = u_of(&series(&[5e-324; 5]), &Goal::default());
    assert!(tiny < 1e-320, "{tiny}");
    let thousand = u_of(&series(&[1e-6; 1000]), &Goal::default());
    let expected = -(1000.0 * (-1e-6_f64).ln_1p()).exp_m1();
    assert!((thousand / expected - 1.0).abs() < 1e-12, "{thousand}");
    for (mttf_h, mttr_h) in [(0.0, 1.0), (1.0, 0.0), (0.0, 0.0), (5e-324, 1.0), (1e300, 1e-300), (f64::INFINITY, 1.0)] {
        for strategy in 0..40 {
            let mut component = part(1, 0.5);
            (component.fault, component.recovery) = plans::laws(mttf_h, mttr_h);
            let strategy = plans::random_strategy(&mut Dice(strategy));
            let mut plan = topology([with(component, strategy, &[(Some(1), 1), (Some(2), 1), (None, 1)])]);
            put_zone(&mut plan, zone(1, None, mttf_h, mttr_h));
            put_zone(&mut plan, zone(2, Some(1), 100.0, 0.0));
            let goal = Goal { rto_h: Some(0.0), budget_per_month: Some(0.0), ..Goal::default() };
            for journey in report(&plan, &goal).journeys {
                assert!((0.0..=1.0).contains(&journey.u.high), "{mttf_h} {mttr_h} {strategy:?}: {journey:?}");
            }
        }
    }
}

#[test]
fn two_hundred_zones_are_exact_within_a_frame() {
    let mut plan = topology((1..=400).map(|id| {
        with(
            part(id, 1e-4),
            Strategy::Cluster { needed: Some(1), redundancy: perfect(2) },
            &[(Some(id % 200 + 1), 1), (Some((id + 1) % 200 + 1), 1)],
        )
    }));
    (1..=200).for_each(|id| put_zone(&mut plan, zone(id, None, 10_000.0, 1.0)));
    (1..400).for_each(|id| needs(&mut plan, id, id + 1));
    let report = analyse(&plan, &Goal::default(), Budget::FRAME, &mut Cache::new());
    assert_eq!(report.exactness, Exactness::Exact);
    let exact = report.worst().unwrap().u.high;
    // Without a diagram of the zones: one zone down at a time, the rest as a bound.
    let bounds = analyse(&plan, &Goal::default(), Budget { bdd_nodes: 1000 }, &mut Cache::new());
    assert_eq!(bounds.exactness, Exactness::Bounds);
    let bounds = bounds.worst().unwrap().u;
    assert!(bounds.low < exact && exact < bounds.high && bounds.high < 0.01 + exact, "{bounds:?} {exact}");
}

#[test]
fn a_load_that_one_unit_cannot_carry_counts_as_down_and_says_so() {
    let mut component = part(1, 1e-3);
    component.capacity = 100.0;
    component.load_share = 1.0;
    let goal = |peak_load| Goal { peak_load, growth: 1.0, headroom: 1.25, ..Goal::default() };
    let single = topology([component.clone()]);
    assert!(u_of(&single, &goal(80.0)) < 0.01);
    assert_eq!(u_of(&single, &goal(80.1)), 1.0);
    let overloaded = Diagnostic::Overloaded { component: ComponentId(1), needed: 2, units: 1 };
    let said = report(&single, &goal(80.1));
    assert_eq!(said.diagnostics.first(), Some(&overloaded));
    assert_eq!(said.components[&ComponentId(1)].figures.ceiling_load, 80.0);
    let cluster = Strategy::Cluster { needed: None, redundancy: perfect(3) };
    let three = topology([with(component, cluster, &[(None, 3)])]);
    assert!(u_of(&three, &goal(240.0)) < 0.01);
    assert_eq!(u_of(&three, &goal(240.1)), 1.0);
    assert_eq!(report(&three, &goal(160.0)).components[&ComponentId(1)].figures.needed, 2);
    assert_eq!(report(&three, &goal(160.0)).components[&ComponentId(1)].figures.ceiling_load, 240.0);
}

/// A train goes across zones: while it is down, so is everything that rides it, and it is counted once.
#[test]
fn what_rides_one_release_train_is_down_with_it_wherever_its_units_are() {
    let ride = |train: Option<ZoneId>| {
        let mut plan = topology([part(1, 1e-3), part(2, 1e-3)]);
        needs(&mut plan, 1, 2);
        for (id, mode) in [(1, Mode::HotStandby), (2, Mode::Quorum)] {
            let component = Rc::make_mut(plan.components.get_mut(&ComponentId(id)).unwrap());
            component.strategy = mode.preset();
            component.placement =
                (1..=mode.default_units()).map(|zone| Place { zone: Some(ZoneId(zone)), units: 1 }).collect();
            component.train = train;
        }
        for id in 1..=3 {
            put_zone(&mut plan, zone(id, None, 40_000.0, 3.0));
        }
        put_zone(&mut plan, zone(9, None, 999.0, 1.0));
        plan
    };
    let report = |plan: &Topology| report(plan, &Goal::default());
    let (with, without) = (report(&ride(Some(ZoneId(9)))), report(&ride(None)));
    let (train_u, train_per_h) = (1e-3, 1.0 / 999.0);
    let (here, there) = (&with.journeys[0], &without.journeys[0]);
    close("U", here.u.high, train_u + (1.0 - train_u) * there.u.high, 1e-12);
    let own_per_h = (1.0 - train_u) * there.outages_per_h.unwrap();
    let by_train_per_h = train_per_h * (1.0 - train_u) * (1.0 - there.u.high);
    close("outages", here.outages_per_h.unwrap(), own_per_h + by_train_per_h, 1e-12);
    close("share of the train", with.zones[&ZoneId(9)].cost_of_faults_u, train_u * (1.0 - there.u.high), 1e-12);
    for id in [1, 2].map(ComponentId) {
        close(
            "own",
            with.components[&id].figures.u,
            train_u + (1.0 - train_u) * without.components[&id].figures.u,
            1e-12,
        );
    }
    let failed = Set::from([Item::Zone(ZoneId(9))]);
    let left = what_if(&ride(Some(ZoneId(9))), &Goal::default(), &failed);
    assert!(left.components.values().all(|works| *works == Works::DownByItself), "{left:?}");
    let is_said = |report: &Report| {
        report.diagnostics.iter().any(|it| matches!(it, Diagnostic::OneZone { .. } | Diagnostic::NoSites { .. }))
    };
    assert!(!is_said(&with), "the train is no site: {:?}", with.diagnostics);
}
