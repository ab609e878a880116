//! Whole systems: small ones solved in three ways, large and extreme ones that must neither fail nor freeze.

use std::rc::Rc;

use nines::engine::report::{Exactness, Report};
use nines::engine::structure::{Compiled, Graph};
use nines::engine::{Budget, Cache, analyse};
use nines::model::lifetime::Fault;
use nines::model::{Goal, LinkId, Topology};

use crate::close;
use crate::plans::{self, Dice, Form, Shape, grown, journeys, needs, needs_some, part, topology};
use crate::size::size;
use crate::structure::by_definition;

const ROOM: usize = 1_000_000;

/// The report within a frame; every figure in it is a number, and no bound is outside 0 to 1 or above the other.
fn report(topology: &Topology, goal: &Goal) -> Report {
    let report = analyse(topology, goal, Budget::FRAME, &mut Cache::new());
    assert!(!format!("{report:?}").contains("NaN"));
    for journey in &report.journeys {
        assert!(0.0 <= journey.u.low && journey.u.low <= journey.u.high && journey.u.high <= 1.0, "{journey:?}");
    }
    report
}

fn exact_u(topology: &Topology, goal: &Goal) -> f64 {
    let report = report(topology, goal);
    assert_eq!(report.exactness, Exactness::Exact);
    report.worst().unwrap().u.high
}

/// P(every member of some set fails) by inclusion and exclusion; sets and their members are bits.
fn inclusion_exclusion(sets: &[usize], u: &[f64]) -> f64 {
    let all_fail = |parts: usize| -> f64 { (0..u.len()).filter(|at| parts >> at & 1 == 1).map(|at| u[at]).product() };
    let of = |chosen: usize| (0..sets.len()).filter(|at| chosen >> at & 1 == 1).fold(0, |all, at| all | sets[at]);
    (1_usize..1 << sets.len())
        .map(|chosen| if chosen.count_ones() % 2 == 1 { all_fail(of(chosen)) } else { -all_fail(of(chosen)) })
        .sum()
}

#[test]
fn random_small_systems_are_the_same_by_diagram_by_table_and_by_inclusion_and_exclusion() {
    let mut by_sets = 0;
    for seed in 0..size("random_systems") {
        let components = 1 + seed as usize % 7;
        let shape = Shape { components, zones: 0, sets: 0.6, has_circles: seed % 3 > 0, is_plain: true };
        let (topology, goal) = plans::random(seed, shape);
        let graph = Graph::new(&topology, &goal);
        let mut dice = Dice(seed);
        let u: Vec<f64> = (0..components)
            .map(|_| match dice.below(8) {
                0 => 0.0,
                1 => 1.0,
                _ => dice.share(),
            })
            .collect();
        let compiled = Compiled::new(&graph, ROOM).unwrap();
        let by_level: Vec<f64> = compiled.order.iter().map(|id| u[id.0 as usize - 1]).collect();
        let tables: Vec<Vec<bool>> = (0..1_usize << components)
            .map(|state| by_definition(&topology, &graph, |id| state >> (id.0 - 1) & 1 == 1))
            .collect();
        for root in 0..graph.journeys.len() {
            let is_down = |state: &usize| !tables[*state][root];
            let chance = |state: usize| -> f64 {
                u.iter().enumerate().map(|(at, u)| if state >> at & 1 == 1 { *u } else { 1.0 - u }).product()
            };
            let by_table: f64 = (0..tables.len()).filter(is_down).map(chance).sum();
            let by_diagram = compiled.unavailability(root, &by_level, &mut Vec::new());
            assert!((by_diagram - by_table).abs() <= 1e-13, "seed {seed}: {by_diagram} against {by_table}");
            let is_minimal =
                |state: &usize| (0..components).all(|at| state >> at & 1 == 0 || !is_down(&(state & !(1 << at))));
            let cuts: Vec<usize> = (0..tables.len()).filter(is_down).filter(is_minimal).collect();
            if cuts.len() <= 10 {
                by_sets += 1;
                let by_cuts = inclusion_exclusion(&cuts, &u);
                assert!((by_diagram - by_cuts).abs() <= 1e-12, "seed {seed}: {by_diagram} against {by_cuts}");
            }
        }
    }
    assert!(by_sets > 100);
}

#[test]
fn a_plan_as_large_as_allowed_gives_figures_or_bounds() {
    for form in Form::ALL {
        let (topology, goal) = grown(form, 1, 1000);
        assert_eq!(report(&topology, &goal).components.len(), 1000);
    }
}

#[test]
fn a_chain_of_three_hundred_is_exact() {
    let mut chain = topology((1..=300).map(|id| part(id, 1e-7)));
    (1..300).for_each(|id| needs(&mut chain, id, id + 1));
    close("a chain", exact_u(&chain, &Goal::default()), -libm::expm1(300.0 * libm::log1p(-1e-7)), 1e-12);
}

#[test]
fn a_circle_of_forty_with_alternatives_falls_where_two_neighbours_fail() {
    let (count, u) = (40, 0.01);
    let mut circle = topology((1..=count).map(|id| part(id, u)));
    for id in 1..=count {
        needs_some(&mut circle, id, 1, &[id % count + 1, (id + 1) % count + 1]);
    }
    // Works while its own entry does and no two neighbours fail: along the other 39, by the last one's state.
    let (mut up, mut failed) = (1.0, 0.0);
    for _ in 1..count {
        (up, failed) = ((up + failed) * (1.0 - u), up * u);
    }
    let works = (1.0 - u) * (up + failed);
    let goal = journeys(&[1]);
    let exact = report(&circle, &goal);
    assert_eq!(exact.exactness, Exactness::Exact);
    close("a circle", exact.worst().unwrap().u.high, 1.0 - works, 1e-12);
}

#[test]
fn what_never_fails_is_never_down_and_what_always_fails_always() {
    for form in Form::ALL {
        for seed in 0..5 {
            let (mut never, goal) = grown(form, seed, 60);
            never.zones.values_mut().for_each(|zone| Rc::make_mut(zone).fault = Fault::Never);
            let mut always = never.clone();
            let mut mixed = never.clone();
            for (at, component) in never.components.values_mut().enumerate() {
                let fails = |of: &mut Topology, unavailability| {
                    let component = of.components.get_mut(&component.id).unwrap();
                    Rc::make_mut(component).fault = Fault::Published { unavailability };
                };
                fails(&mut always, 1.0);
                fails(&mut mixed, f64::from(u8::from(at % 3 == 0)));
                Rc::make_mut(component).fault = Fault::Never;
            }
            let u = |plan: &Topology| report(plan, &goal).worst().unwrap().u;
            assert_eq!(u(&never).high, 0.0, "{form:?} {seed}");
            assert!(u(&always).low >= 1.0 - 1e-12, "{form:?} {seed}: {:?}", u(&always));
            report(&mixed, &goal);
        }
    }
}

#[test]
fn the_numbers_of_links_and_the_names_of_components_change_no_bit_of_a_large_plan() {
    for form in Form::ALL {
        let (plan, goal) = grown(form, 3, 120);
        let mut other = plan.clone();
        for component in other.components.values_mut() {
            Rc::make_mut(component).name = format!("{} again", 1000 - component.id.0);
        }
        let last = plan.links.len() as u32 + 1;
        other.links.truncate(0);
        for link in plan.links.values() {
            let id = LinkId(last - link.id.0);
            other.links.insert(id, nines::model::Link { id, ..*link });
        }
        let (a, b) = (report(&plan, &goal), report(&other, &goal));
        assert_eq!(
            format!("{:?} {:?} {:?}", a.journeys, a.components, a.zones),
            format!("{:?} {:?} {:?}", b.journeys, b.components, b.zones)
        );
    }
}

#[test]
fn a_hundred_components_with_alternatives_are_exact_within_a_frame() {
    // In the order of a plain search half of these are out of nodes.
    for seed in 0..10 {
        let (topology, goal) = grown(Form::Meshed, seed, 100);
        assert_eq!(report(&topology, &goal).exactness, Exactness::Exact, "seed {seed}");
    }
}
