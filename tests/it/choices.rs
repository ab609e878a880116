//! The optimiser against every combination of options, on random small problems; and against the published optima of the
//! redundancy allocation problems.

#[path = "../../examples/reference/allocation_file.rs"]
mod allocation_file;

use std::rc::Rc;

use nines::engine::optimise::mixture::{self, Type};
use nines::engine::optimise::{Found, Offer, Problem};
use nines::engine::structure::{Compiled, Graph};
use nines::model::Topology;
use serde_json::Value;

use crate::plans::{Dice, journeys, needs, needs_some, part, topology};
use crate::size::size;

const ALLOCATIONS: &str = include_str!("../data/reference/redundancy_allocation_fyffe33.json");

/// Far more than a small problem needs.
const PLENTY: usize = 10_000_000;
/// Two figures that may be summed in different orders.
const CLOSE: f64 = 1e-10;

/// Components that need each other hard, as alternatives, or over shared ones, so that there are series, parallels and
/// bridges.
pub(crate) fn structure(dice: &mut Dice, components: usize) -> (Compiled, usize) {
    let mut topology: Topology = topology((1..=components as u32).map(|id| part(id, 0.5)));
    for from in 1..components as u32 {
        let left = components as u32 - from;
        for _ in 0..1 + dice.below(2) {
            if dice.is(0.5) && left > 1 {
                let mut of: Vec<u32> = (from + 1..=components as u32).filter(|_| dice.is(0.7)).collect();
                of.truncate(4);
                if of.len() > 1 {
                    needs_some(&mut topology, from, 1 + dice.below(of.len() - 1) as u32, &of);
                    continue;
                }
            }
            needs(&mut topology, from, from + 1 + dice.below(left as usize) as u32);
        }
    }
    let entries: Vec<u32> = (0..dice.below(3)).map(|_| 1 + dice.below(components.min(2)) as u32).collect();
    let graph = Graph::new(&topology, &journeys(&entries));
    let compiled = Compiled::new(&graph, 100_000).expect("it is small");
    (compiled, graph.journeys.len())
}

fn offer(dice: &mut Dice, states: usize, resources: usize) -> Offer {
    let u = dice.ratio(1e-6, 0.3);
    let in_state = |dice: &mut Dice| match dice.below(8) {
        0 => 1.0,
        1 => 0.0,
        2 => dice.share(),
        _ => (u * dice.ratio(0.5, 2.0)).min(1.0),
    };
    let amount = |dice: &mut Dice| if dice.is(0.5) { dice.below(9) as f64 } else { dice.share() * 9.0 };
    Offer {
        cost: amount(dice),
        units: 1 + dice.below(4) as u32,
        uses: (0..resources).map(|_| amount(dice)).collect(),
        u: (0..states).map(|_| in_state(dice)).collect(),
        open: dice.is(0.9),
    }
}

/// A problem whose targets and limits are near what a random choice comes to.
pub(crate) fn problem<'a>(dice: &mut Dice, system: &'a Compiled, journeys: usize, options: usize) -> Problem<'a> {
    let (states, resources) = (dice.pick(&[1, 1, 2, 4]), dice.below(3));
    let parts: Vec<Rc<[Offer]>> = (0..system.order.len())
        .map(|_| (0..1 + dice.below(options)).map(|_| offer(dice, states, resources)).collect())
        .collect();
    let mut chances: Vec<f64> = (1..states).map(|_| dice.ratio(1e-6, 0.1)).collect();
    let rest = if dice.is(0.3) { dice.ratio(1e-7, 1e-3) } else { 0.0 };
    chances.insert(0, 1.0 - rest - chances.iter().sum::<f64>());
    let free = Problem::new(system, vec![1.0; journeys], (chances.clone(), rest), Vec::new(), parts.clone());
    let any: Vec<usize> = parts.iter().map(|offers| dice.below(offers.len())).collect();
    let slack = |dice: &mut Dice| if dice.is(0.2) { 1.0 } else { dice.ratio(0.3, 3.0) };
    let targets = free.journeys_u(&any).iter().map(|u| (u * slack(dice)).clamp(1e-12, 1.0)).collect();
    let used = |resource: usize| any.iter().zip(&parts).map(|(pick, of)| of[*pick].uses[resource]).sum::<f64>();
    let limits = (0..resources).map(|resource| used(resource) * slack(dice)).collect();
    Problem::new(system, targets, (chances, rest), limits, parts)
}

/// What every combination of options comes to, of those that may be chosen.
struct Brute {
    /// Least cost, then units, then u/target, of those that meet all targets and limits.
    cheapest: Option<(f64, u32, f64)>,
    /// Least u/target within the limits.
    least: Option<f64>,
}

/// Every combination of options that may be chosen.
pub(crate) fn combinations(problem: &Problem<'_>) -> Vec<Vec<usize>> {
    let open = |offers: &Rc<[Offer]>| -> Vec<usize> {
        let open: Vec<usize> = (0..offers.len()).filter(|at| offers[*at].open).collect();
        if open.is_empty() { (0..offers.len()).collect() } else { open }
    };
    let menus: Vec<Vec<usize>> = problem.parts.iter().map(open).collect();
    let combination = |number: usize| {
        let mut rest = number;
        let mut next = |menu: &Vec<usize>| {
            let pick = menu[rest % menu.len()];
            rest /= menu.len();
            pick
        };
        menus.iter().map(&mut next).collect()
    };
    (0..menus.iter().map(Vec::len).product()).map(combination).collect()
}

fn brute_force(problem: &Problem<'_>) -> Brute {
    let mut brute = Brute { cheapest: None, least: None };
    for picks in combinations(problem) {
        let Some((cost, units, strain)) = judged(problem, &picks) else { continue };
        brute.least = Some(brute.least.map_or(strain, |least| strain.min(least)));
        let is_better = |old: (f64, u32, f64)| {
            let dearer = cost - old.0;
            if dearer.abs() > CLOSE { dearer < 0.0 } else { (units, strain) < (old.1, old.2) }
        };
        if strain <= 1.0 + 1e-12 && brute.cheapest.is_none_or(is_better) {
            brute.cheapest = Some((cost, units, strain));
        }
    }
    brute
}

/// Cost, units and the largest u/target; none when a limit is broken.
pub(crate) fn judged(problem: &Problem<'_>, picks: &[usize]) -> Option<(f64, u32, f64)> {
    let chosen: Vec<&Offer> = picks.iter().zip(&problem.parts).map(|(pick, offers)| &offers[*pick]).collect();
    let used = |at: usize| chosen.iter().map(|offer| offer.uses[at]).sum::<f64>();
    let fits = problem.limits.iter().enumerate().all(|(at, limit)| used(at) <= limit + 1e-12 * limit);
    let strain =
        problem.journeys_u(picks).iter().zip(&problem.targets).map(|(u, target)| u / target).fold(0.0, f64::max);
    fits.then(|| (chosen.iter().map(|of| of.cost).sum(), chosen.iter().map(|of| of.units).sum(), strain))
}

/// The answers with these efforts are those of brute force; with little effort, whatever they claim to have proven.
fn check(seed: u64, components: usize, options: usize) {
    let mut dice = Dice(seed);
    let (system, roots) = structure(&mut dice, components);
    let problem = problem(&mut dice, &system, roots, options);
    let start: Vec<usize> = problem.parts.iter().map(|offers| dice.below(offers.len())).collect();
    let brute = brute_force(&problem);
    for effort in [PLENTY, dice.below(200)] {
        let least_cost = problem.solve(&start, effort);
        check_cheapest(seed, &problem, &brute, &least_cost);
        let least_downtime = problem.least_downtime(&start, effort);
        check_least(seed, &problem, &brute, &least_downtime);
        if effort == PLENTY {
            assert!(least_cost.proven && least_downtime.proven, "seed {seed}");
            if let Some((cost, units, strain)) = brute.cheapest {
                let (_, found_units, found_strain) = judged(&problem, &least_cost.picks).expect("within the limits");
                assert_eq!(found_units, units, "seed {seed}: cost {cost}");
                assert!(found_strain <= strain * (1.0 + CLOSE), "seed {seed}: {found_strain} over {strain}");
            }
        }
    }
}

fn check_cheapest(seed: u64, problem: &Problem<'_>, brute: &Brute, found: &Found) {
    let Some((best, ..)) = brute.cheapest else {
        assert!(!found.feasible, "seed {seed}");
        return;
    };
    assert!(found.bound <= best + CLOSE, "seed {seed}: {} is proven, {best} is there", found.bound);
    assert!(found.feasible || !found.proven, "seed {seed}: said to be impossible");
    if found.feasible {
        let (cost, _, strain) = judged(problem, &found.picks).expect("within the limits");
        assert!(strain <= 1.0 + CLOSE && cost >= best - CLOSE, "seed {seed}");
        assert!(!found.proven || cost <= best + CLOSE, "seed {seed}: {cost} is said to be proven, {best} is there");
    }
}

fn check_least(seed: u64, problem: &Problem<'_>, brute: &Brute, found: &Found) {
    let Some(best) = brute.least else {
        assert!(!found.feasible, "seed {seed}");
        return;
    };
    assert!(found.bound <= best * (1.0 + CLOSE), "seed {seed}: {} is proven, {best} is there", found.bound);
    assert!(found.feasible || !found.proven, "seed {seed}: said to be impossible");
    if found.feasible {
        let (.., strain) = judged(problem, &found.picks).expect("within the limits");
        assert!(!found.proven || strain <= best * (1.0 + CLOSE), "seed {seed}: {strain} over {best}");
    }
}

#[test]
fn the_best_of_up_to_4_components_with_6_options_is_the_best_of_all_combinations() {
    for seed in 0..size("random_choices") {
        check(seed, 1 + (seed % 4) as usize, 6);
    }
}

#[test]
fn the_best_of_6_components_with_8_options_is_the_best_of_all_combinations() {
    for seed in 0..size("large_choices") {
        check(1_000_000 + seed, 6, 8);
    }
}

#[test]
fn redundancy_allocations_have_their_published_optima() {
    let file: Value = serde_json::from_str(ALLOCATIONS).expect("the reference file");
    let problems = allocation_file::read(&file).expect("its problems");
    assert_eq!(problems.instances.len(), 66);
    for instance in &problems.instances {
        let answer = allocation_file::solve(&problems, instance).expect("something fits");
        let stored = |figure| allocation_file::stored(&file, instance, figure).expect("a stored figure");
        let off = 1.0 - answer.u - stored("reliability");
        assert!(answer.proven && off.abs() <= 1e-9, "{}: off by {off:e}", instance.name);
        assert!(answer.cost <= stored("cost_limit") && answer.weight <= stored("weight_limit"), "{}", instance.name);
        assert_eq!(answer.units.len(), 14);
    }
}

#[test]
fn a_mixture_fails_when_all_its_units_do() {
    let types = [Type { u: 0.1, cost: 2.0, uses: vec![3.0] }, Type { u: 0.2, cost: 1.0, uses: vec![5.0] }];
    let counts =
        |mixed| -> Vec<Vec<u32>> { mixture::groups(&types, 2, mixed).into_iter().map(|(counts, _)| counts).collect() };
    assert_eq!(counts(true), [[0, 1], [0, 2], [1, 0], [1, 1], [2, 0]]);
    assert_eq!(counts(false), [[0, 1], [0, 2], [1, 0], [2, 0]]);
    let all = mixture::groups(&types, 2, true);
    let (_, both) = &all[3];
    assert_eq!((both.cost, both.units, both.uses.as_slice()), (3.0, 2, [8.0].as_slice()));
    assert!((both.u[0] - 0.02).abs() < 1e-15);
    // A unit that is worse in everything is in no group that is worth having.
    let poor = Type { u: 0.3, cost: 9.0, uses: vec![9.0] };
    let with_poor = mixture::groups(&[types[0].clone(), types[1].clone(), poor], 2, true);
    assert!(with_poor.iter().all(|(counts, _)| counts[2] == 0) && with_poor.len() == 5);
}
