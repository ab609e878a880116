//! Kinds of links: soft, cached, async, and sets with a switch, against the definition in every state, closed forms and a
//! simulation.

use std::collections::BTreeMap;

use nines::engine::delay::Delay;
use nines::engine::lifetime::Unit;
use nines::engine::report::{Report, Works};
use nines::engine::structure::{Compiled, Exact, Graph, Quality, Spread, Variable, within};
use nines::engine::{Budget, Cache, analyse, what_if};
use nines::model::ordered::Set;
use nines::model::{
    Component, ComponentId, Edit, Fault, Goal, Item, Lifetime, LinkId, Need, Place, Plan, Recovery, Strategy, Topology,
    Work, ZoneId, limits,
};

use super::close;
use super::plans::{self, Dice, Shape, journeys, link, needs, needs_some, part, topology};

const ROOM: usize = 1_000_000;

fn report(topology: &Topology, goal: &Goal) -> Report {
    analyse(topology, goal, Budget::WORKER, &mut Cache::new())
}

fn u_of(topology: &Topology, goal: &Goal) -> f64 {
    let report = report(topology, goal);
    assert_eq!(report.journeys[0].u.low, report.journeys[0].u.high, "exact");
    report.journeys[0].u.high
}

fn cached(hours: f64) -> Need {
    Need::Cached { hours }
}

/// Makes some of the links of a plan soft, cached or async, and gives some sets a switch that may not work.
fn mixed(seed: u64, plan: &mut Topology) {
    let mut dice = Dice(seed ^ 0x5eed);
    let times = [0.25, 0.5, 1.0];
    for link in plan.links.values_mut().filter(|link| link.need == Need::Hard) {
        link.need = match dice.below(6) {
            0 => Need::Soft,
            1 | 2 => cached(dice.pick(&times)),
            3 => Need::Async,
            _ => Need::Hard,
        };
    }
    for set in plan.sets.values_mut() {
        set.switching = if dice.is(0.6) { 0.5 + 0.4 * dice.share() } else { 1.0 };
    }
}

fn shape(seed: u64) -> Shape {
    Shape {
        components: 1 + seed as usize % 6,
        zones: 0,
        sets: 0.4,
        has_circles: !seed.is_multiple_of(3),
        is_plain: true,
    }
}

/// The state of everything: for how long each component has been down (none: it is up), and which switches are broken.
struct State {
    down: BTreeMap<ComponentId, u64>,
    broken: Vec<u32>,
}

/// The definition: what fails is derived from what is down for long enough, step by step, until nothing more follows.
/// Delays are counted in quarters of an hour; a component that is down has been so for `down` of them.
fn fails(topology: &Topology, state: &State, in_full: bool, entry: ComponentId) -> bool {
    // By component: after which delays its failure is derived. Longer delays follow from no more than shorter ones.
    let most = 4 * (topology.components.len() as u64 + 1);
    let mut failed: BTreeMap<(ComponentId, u64), bool> = BTreeMap::new();
    loop {
        let mut next = failed.clone();
        for id in topology.components.keys() {
            for after in 0..=most {
                let is = |to: ComponentId, after: u64| failed.get(&(to, after)).copied().unwrap_or(false);
                let mut down = state.down.get(id).is_some_and(|quarters| *quarters > after);
                for link in topology.links.values().filter(|link| link.from == *id) {
                    down |= match link.need {
                        Need::Hard => is(link.to, after),
                        Need::Cached { hours } => is(link.to, after + (hours * 4.0) as u64),
                        Need::Soft => in_full && is(link.to, after),
                        Need::OneOf(_) | Need::Async => false,
                    };
                }
                for set in topology.sets.values() {
                    let members: Vec<ComponentId> =
                        topology.members(set.id).filter(|link| link.from == *id).map(|link| link.to).collect();
                    if members.is_empty() {
                        continue;
                    }
                    let needed = set.needed as usize;
                    let up = members.iter().filter(|to| !is(**to, after)).count();
                    let lost = members.iter().take(needed).any(|to| is(*to, after));
                    down |= up < needed || (state.broken.contains(&set.id.0) && lost);
                }
                next.insert((*id, after), down);
            }
        }
        if next == failed {
            return failed[&(entry, 0)];
        }
        failed = next;
    }
}

#[test]
fn the_diagram_equals_the_definition_in_every_state() {
    let mut kinds = [0_usize; 4];
    for seed in 0..250 {
        let (mut topology, goal) = plans::random(seed, shape(seed));
        mixed(seed, &mut topology);
        let graph = Graph::new(&topology, &goal);
        let compiled = Compiled::new(&graph, ROOM).unwrap();
        let exact = Exact::new(&graph, &topology, &vec![Spread::default(); 6], ROOM).unwrap();
        kinds[0] += usize::from(!compiled.in_full.is_empty());
        kinds[1] += usize::from(compiled.delays.iter().any(|delays| delays.len() > 1));
        kinds[2] += usize::from(compiled.switches().count() > 0);
        kinds[3] += usize::from(!graph.circles().is_empty());
        let ids: Vec<ComponentId> = topology.components.keys().copied().collect();
        let mut dice = Dice(seed);
        for _ in 0..60 {
            let state = State {
                down: ids
                    .iter()
                    .map(|id| (*id, (dice.below(13) as u64).saturating_sub(4)))
                    .filter(|(_, quarters)| *quarters > 0)
                    .collect(),
                broken: topology
                    .sets
                    .values()
                    .filter(|set| set.switching < 1.0 && dice.is(0.5))
                    .map(|set| set.id.0)
                    .collect(),
            };
            let lasts = |component: u32, after: Delay| {
                let quarters = state.down.get(&graph.components[component as usize]);
                quarters.is_some_and(|quarters| *quarters as f64 > after.hours() * 4.0)
            };
            let holds = |level: u32| match exact.variables[level as usize] {
                Variable::Part { component, .. } => lasts(component, Delay::NONE),
                Variable::Longer { of, after, .. } => match exact.variables[of as usize] {
                    Variable::Part { component, .. } => lasts(component, after),
                    Variable::Zone(_) | Variable::Longer { .. } | Variable::Switch(_) => panic!("nested in a part"),
                },
                Variable::Switch(set) => state.broken.contains(&set.0),
                Variable::Zone(_) => panic!("no zones here"),
            };
            for (at, entries) in graph.journeys.iter().enumerate() {
                let any = |in_full| {
                    entries.iter().any(|entry| fails(&topology, &state, in_full, graph.components[*entry as usize]))
                };
                let (down, not_in_full) = (any(false), any(true));
                assert_eq!(exact.diagram.evaluate(at, holds), down, "seed {seed}, journey {at}, {:?}", state.down);
                let second = exact.in_full.iter().position(|journey| *journey as usize == at);
                let degraded = second.is_some_and(|at| exact.diagram.evaluate(graph.journeys.len() + at, holds));
                assert_eq!(degraded, not_in_full && !down, "seed {seed}, journey {at}");
            }
        }
    }
    assert!(kinds.iter().all(|count| *count > 15), "every kind is met often: {kinds:?}");
}

/// Zones of a component of its own choice; with fewer than `least` of them up it is down for certain.
struct Home {
    zones: Vec<ZoneId>,
    least: usize,
}

impl Home {
    fn random(dice: &mut Dice, zones: u32) -> Self {
        let mut zones: Vec<ZoneId> =
            (0..dice.below(4)).map(|_| ZoneId(1 + dice.below(zones as usize) as u32)).collect();
        zones.sort_unstable();
        zones.dedup();
        Self { least: dice.below(zones.len() + 1), zones }
    }

    fn spread(&self) -> Spread {
        let is_too_few = |up: &u64| (up.count_ones() as usize) < self.least;
        let always_down = (0..1_u64 << self.zones.len()).filter(is_too_few).map(|up| 1 << up).sum();
        Spread { zones: self.zones.clone(), always_down, never_down: 0 }
    }

    /// For how long it has been down for want of zones: until enough have been down for less.
    fn quarters(&self, of_zone: impl Fn(ZoneId) -> u64) -> u64 {
        let mut quarters: Vec<u64> = self.zones.iter().map(|zone| of_zone(*zone)).collect();
        quarters.sort_unstable();
        self.least.checked_sub(1).map_or(0, |enough| quarters[enough])
    }
}

#[test]
fn zones_come_into_the_diagram_as_the_definition_says() {
    let mut met = [0_usize; 3];
    for seed in 0..250 {
        let zones = 1 + seed as u32 % 2;
        let (mut topology, goal) = plans::random(seed, Shape { zones: zones as usize, ..shape(seed) });
        mixed(seed, &mut topology);
        let graph = Graph::new(&topology, &goal);
        let mut dice = Dice(seed ^ 0x20e5);
        let homes: Vec<Home> = graph.components.iter().map(|_| Home::random(&mut dice, zones)).collect();
        let spread: Vec<Spread> = homes.iter().map(Home::spread).collect();
        let exact = Exact::new(&graph, &topology, &spread, ROOM).unwrap();
        let is_late = |variable: &Variable| matches!(variable, Variable::Longer { of, .. } if matches!(exact.variables[*of as usize], Variable::Zone(_)));
        met[0] += usize::from(exact.variables.iter().any(is_late));
        for _ in 0..60 {
            let mut quarters = |most: usize| (dice.below(most + 5) as u64).saturating_sub(5);
            let zone: Vec<u64> = (0..zones).map(|_| quarters(6)).collect();
            let own: Vec<u64> = homes.iter().map(|_| quarters(6)).collect();
            let of_zone = |at: ZoneId| within(&topology, at).map(|at| zone[at.0 as usize - 1]).max().unwrap();
            let down = homes.iter().zip(&own).map(|(home, own)| home.quarters(of_zone).max(*own));
            let state = State {
                down: graph.components.iter().copied().zip(down).collect(),
                broken: topology
                    .sets
                    .values()
                    .filter(|set| set.switching < 1.0 && dice.is(0.5))
                    .map(|set| set.id.0)
                    .collect(),
            };
            let holds = |level: u32| {
                let lasts = |variable, after: Delay| {
                    let quarters = match variable {
                        Variable::Zone(at) => zone[at.0 as usize - 1],
                        Variable::Part { component, .. } => own[component as usize],
                        Variable::Longer { .. } | Variable::Switch(_) => panic!("nested in a zone or a part"),
                    };
                    quarters as f64 > after.hours() * 4.0
                };
                match exact.variables[level as usize] {
                    Variable::Longer { of, after, .. } => lasts(exact.variables[of as usize], after),
                    Variable::Switch(set) => state.broken.contains(&set.0),
                    variable @ (Variable::Zone(_) | Variable::Part { .. }) => lasts(variable, Delay::NONE),
                }
            };
            for (at, entries) in graph.journeys.iter().enumerate() {
                let down = entries.iter().any(|at| fails(&topology, &state, false, graph.components[*at as usize]));
                assert_eq!(exact.diagram.evaluate(at, holds), down, "seed {seed}, journey {at}, {zone:?}, {own:?}");
                met[1 + usize::from(down)] += 1;
            }
        }
    }
    assert!(met.iter().all(|count| *count > 40), "late zones, and journeys up and down: {met:?}");
}

#[test]
fn a_set_with_a_switch_fails_as_its_formula_says() {
    for (needed, expected) in [
        // One in use, one fallback: both down, or the first down and the switch broken.
        (1, 0.1 * (0.2 + 0.8 * 0.3)),
        // No fallback is left: the switch says nothing.
        (2, 0.1 + 0.9 * 0.2),
    ] {
        let mut plan = topology([part(1, 1e-300), part(2, 0.1), part(3, 0.2)]);
        needs_some(&mut plan, 1, needed, &[2, 3]);
        plan.sets.values_mut().for_each(|set| set.switching = 0.7);
        close("u", u_of(&plan, &journeys(&[1])), expected, 1e-12);
    }
}

#[test]
fn an_exponential_outage_is_felt_after_a_while_by_the_closed_form() {
    for (mttf_h, mttr_h, after_h) in [(1000.0, 2.0, 0.5), (50.0, 10.0, 24.0), (2000.0, 0.1, 1.0)] {
        let mut own = part(2, 0.5);
        (own.fault, own.recovery) = plans::laws(mttf_h, mttr_h);
        let mut plan = topology([part(1, 1e-300), own]);
        link(&mut plan, 1, 2, cached(after_h));
        let report = report(&plan, &journeys(&[1]));
        let share = (-after_h / mttr_h).exp();
        close("u", report.journeys[0].u.high, mttr_h / (mttf_h + mttr_h) * share, 1e-12);
        close("outages", report.journeys[0].outages_per_h.unwrap(), share / (mttf_h + mttr_h), 1e-9);
    }
}

/// ∫_t^∞ S by Simpson's rule.
fn beyond(law: &Lifetime, t_h: f64) -> f64 {
    let end_h = law.quantile_h(1.0 - 1e-15).max(t_h + 1.0);
    let steps = 400_000;
    let step_h = (end_h - t_h) / f64::from(steps);
    let weight = |i: i32| if i == 0 || i == steps { 1.0 } else { 2.0 + 2.0 * f64::from(i % 2) };
    (0..=steps).map(|i| weight(i) * law.survival(t_h + f64::from(i) * step_h)).sum::<f64>() * step_h / 3.0
}

#[test]
fn what_is_left_of_a_time_is_the_integral_of_its_survival() {
    for law in [
        Lifetime::Logistic { steepness_per_h: 3.0, median_h: 2.0 },
        Lifetime::Logistic { steepness_per_h: 0.5, median_h: 0.3 },
        Lifetime::Exponential { mean_h: 2.0 },
        Lifetime::Weibull { mean_h: 2.0, shape: 0.7 },
        Lifetime::Weibull { mean_h: 2.0, shape: 3.0 },
        Lifetime::Lognormal { mean_h: 2.0, sigma: 1.0 },
    ] {
        for t_h in [0.0, 0.1, 1.0, 4.0] {
            close(&format!("{law:?} beyond {t_h}"), law.mean_beyond_h(t_h), beyond(&law, t_h), 2e-6);
        }
        // Where it can be formed, the difference says the same.
        close("difference", law.mean_beyond_h(1.5), law.mean_h() - law.mean_until_h(1.5), 1e-9);
    }
}

#[test]
fn restarts_that_fail_at_once_prolong_an_outage() {
    // Exponential recoveries until a restart holds are one exponential recovery, longer by 1 / (1 − P(0)).
    for kappa in [0.5, 2.0, 6.0] {
        let fault = Lifetime::Logistic { steepness_per_h: kappa / 100.0, median_h: 100.0 };
        let unit = Unit { fault: Some(fault), recovery: Lifetime::Exponential { mean_h: 2.0 } };
        let mean_h = 2.0 / fault.survival(0.0);
        for after_h in [0.5, 2.0, 9.0] {
            let lasting = unit.longer(after_h);
            close("u", lasting.u, unit.unavailability() * (-after_h / mean_h).exp(), 3e-4);
            close("outages", lasting.outages_per_h, unit.outages_per_h() * (-after_h / mean_h).exp(), 3e-4);
        }
        // Without a delay it is the unit's own.
        close("u", unit.longer(0.0).u, unit.unavailability(), 1e-12);
        close("outages", unit.longer(0.0).outages_per_h, unit.outages_per_h(), 1e-12);
    }
    // Any law, by drawing.
    let fault = Lifetime::Logistic { steepness_per_h: 0.01, median_h: 100.0 };
    let recovery = Lifetime::Logistic { steepness_per_h: 2.0, median_h: 1.0 };
    let (unit, mut dice, mut beyond_h, mut longer) = (Unit { fault: Some(fault), recovery }, Dice(1), 0.0, 0.0);
    let draws = 400_000;
    for _ in 0..draws {
        let mut outage_h = 0.0;
        loop {
            outage_h += recovery.quantile_h(dice.share());
            if !dice.is(fault.mass_at_0()) {
                break;
            }
        }
        beyond_h += (outage_h - 2.0_f64).max(0.0);
        longer += f64::from(u8::from(outage_h > 2.0));
    }
    let starts_per_h = fault.survival(0.0) / (unit.mttf_h() + unit.mttr_h());
    close("u", unit.longer(2.0).u, starts_per_h * beyond_h / f64::from(draws), 0.01);
    close("outages", unit.longer(2.0).outages_per_h, starts_per_h * longer / f64::from(draws), 0.01);
}

/// Components of every strategy, alone, that one other needs through a cache.
fn strategies(seed: u64) -> Component {
    let mut dice = Dice(seed);
    let mut component = part(2, 0.5);
    (component.fault, component.recovery) = plans::laws(dice.ratio(50.0, 2_000.0), dice.ratio(0.2, 8.0));
    component.strategy = plans::random_strategy(&mut dice);
    component.placement = vec![Place { zone: None, units: component.strategy.mode().default_units() }];
    component
}

#[test]
fn a_chain_s_long_outages_are_those_of_its_down_block() {
    use nines::engine::group::{ClusterChain, Group, Leader};
    use nines::engine::markov::Chain;

    let chain = ClusterChain {
        units: 5,
        needed: 3,
        mttf_h: 200.0,
        mttr_h: 6.0,
        coverage: 0.9,
        common_cause: 0.05,
        manual_h: 0.7,
        crews: 2,
        leader: Some(Leader { detect_h: 0.01, elect_h: 0.02 }),
    };
    let group = Group::Cluster(chain);
    let solution = group.solve(&mut Chain::default());
    let at_once = group.longer(0.0, &mut Chain::default());
    close("u", at_once.u, solution.u, 1e-12);
    close("outages", at_once.outages_per_h, solution.outages_per_h, 1e-12);
    // w·E[(D − T)⁺] falls by w·P(D > T) an hour.
    for after_h in [0.001, 0.02, 0.5, 3.0, 20.0] {
        let step_h = 1e-4 * after_h;
        let u = |t_h: f64| group.longer(t_h, &mut Chain::default()).u;
        let slope = (u(after_h - step_h) - u(after_h + step_h)) / (2.0 * step_h);
        close("outages", group.longer(after_h, &mut Chain::default()).outages_per_h, slope, 1e-6);
    }
}

#[test]
fn a_cache_of_no_time_is_a_hard_link_and_one_for_ever_is_none() {
    for seed in 0..60 {
        let own = strategies(seed);
        let u = |need: Option<Need>| {
            let mut plan = topology([part(1, 1e-3), own.clone()]);
            if let Some(need) = need {
                link(&mut plan, 1, 2, need);
            }
            u_of(&plan, &journeys(&[1]))
        };
        let (hard, none) = (u(Some(Need::Hard)), u(None));
        assert_eq!(u(Some(cached(0.0))).to_bits(), hard.to_bits(), "seed {seed}");
        close("nearly no time", u(Some(cached(1e-8))), hard, 1e-4);
        assert_eq!(u(Some(Need::Async)).to_bits(), none.to_bits(), "seed {seed}");
        // The longer the cache lasts, the better; after a year hardly an outage is left.
        let falling: Vec<f64> =
            [0.0, 0.01, 0.1, 1.0, 10.0, 100.0].into_iter().map(|t_h| u(Some(cached(t_h)))).collect();
        assert!(falling.is_sorted_by(|a, b| a >= b), "seed {seed}: {falling:?}");
        close("for ever", u(Some(cached(limits::CACHED_H))), none, 1e-9);
    }
}

#[test]
fn zones_that_are_down_for_less_than_the_cache_lasts_do_not_hurt() {
    let zone = plans::zone(1, None, 500.0, 3.0);
    let mut own = part(2, 1e-300);
    own.placement = vec![Place { zone: Some(ZoneId(1)), units: 1 }];
    let mut plan = topology([part(1, 1e-300), own]);
    plans::put_zone(&mut plan, zone);
    link(&mut plan, 1, 2, cached(2.0));
    let report = report(&plan, &journeys(&[1]));
    let share = (-2.0_f64 / 3.0).exp();
    close("u", report.journeys[0].u.high, 3.0 / 503.0 * share, 1e-9);
    close("outages", report.journeys[0].outages_per_h.unwrap(), share / 503.0, 1e-9);
}

#[test]
fn soft_links_divide_the_downtime_of_hard_ones() {
    for seed in 0..80 {
        let (hard, goal) = plans::random(seed, Shape { zones: seed as usize % 3, is_plain: false, ..shape(seed) });
        let mut soft = hard.clone();
        let mut dice = Dice(seed);
        let mut is_soft = false;
        for link in soft.links.values_mut().filter(|link| link.need == Need::Hard) {
            if dice.is(0.5) {
                link.need = Need::Soft;
                is_soft = true;
            }
        }
        let (hard, soft) = (report(&hard, &goal), report(&soft, &goal));
        for (hard, soft) in hard.journeys.iter().zip(&soft.journeys) {
            let degraded = soft.degraded_u.map_or(0.0, |u| u.high);
            close("together", soft.u.high + degraded, hard.u.high, 1e-11);
            assert!(is_soft || soft.degraded_u.is_none(), "seed {seed}");
        }
    }
}

#[test]
fn two_levels_behind_caches_are_what_a_simulation_of_their_outages_sees() {
    // 1 needs 2 through a cache of half an hour, 2 needs 3 through one of an hour: 3 is felt after an hour and a half.
    let laws = [
        (Lifetime::Exponential { mean_h: 300.0 }, Lifetime::Logistic { steepness_per_h: 6.0, median_h: 1.0 }),
        (Lifetime::Exponential { mean_h: 400.0 }, Lifetime::Weibull { mean_h: 1.5, shape: 1.5 }),
        (Lifetime::Exponential { mean_h: 900.0 }, Lifetime::Exponential { mean_h: 3.0 }),
    ];
    let parts = laws.iter().zip(1..).map(|((fault, recovery), id)| {
        let mut component = part(id, 0.5);
        component.fault = Fault::Law(*fault);
        component.recovery = Recovery::Law(*recovery);
        component
    });
    let mut plan = topology(parts);
    link(&mut plan, 1, 2, cached(0.5));
    link(&mut plan, 2, 3, cached(1.0));
    let found = report(&plan, &journeys(&[1]));

    // Each component's outages from its own stream, cut by what of them is felt; then their union.
    let mut felt: Vec<(f64, f64)> = Vec::new();
    let span_h = 60_000_000.0;
    for (at, ((fault, recovery), after_h)) in laws.iter().zip([0.0, 0.5, 1.5]).enumerate() {
        let mut dice = Dice(at as u64 + 7);
        let mut now_h = 0.0;
        while now_h < span_h {
            now_h += fault.quantile_h(dice.share());
            let outage_h = recovery.quantile_h(dice.share());
            if outage_h > after_h {
                felt.push((now_h + after_h, now_h + outage_h));
            }
            now_h += outage_h;
        }
    }
    felt.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut down_h, mut outages, mut until_h) = (0.0, 0_u32, 0.0);
    for (from_h, to_h) in felt {
        outages += u32::from(from_h > until_h);
        down_h += (to_h - from_h.max(until_h)).max(0.0);
        until_h = to_h.max(until_h);
    }
    close("u", found.journeys[0].u.high, down_h / span_h, 0.01);
    close("outages", found.journeys[0].outages_per_h.unwrap(), f64::from(outages) / span_h, 0.01);
}

#[test]
fn outages_through_caches_are_counted_once_each() {
    // 1 needs 2 at once and through a cache by way of 3: what lasts long takes nothing down that is down already.
    let mut plan = topology([part(1, 1e-3), part(2, 2e-2), part(3, 3e-3)]);
    needs(&mut plan, 1, 2);
    needs(&mut plan, 1, 3);
    let hard = report(&plan, &journeys(&[1]));
    link(&mut plan, 3, 2, cached(0.5));
    let both = report(&plan, &journeys(&[1]));
    close("u", both.journeys[0].u.high, hard.journeys[0].u.high, 1e-12);
    close("outages", both.journeys[0].outages_per_h.unwrap(), hard.journeys[0].outages_per_h.unwrap(), 1e-9);
}

#[test]
fn names_and_numbers_of_links_leave_no_trace() {
    for seed in 0..40 {
        let (mut topology, goal) = plans::random(seed, Shape { zones: 2, is_plain: false, ..shape(seed) });
        mixed(seed, &mut topology);
        let mut other = topology.clone();
        // Turned round; members of sets keep their order, for the first of them are in use.
        other.links.truncate(0);
        let (sets, rest): (Vec<nines::model::Link>, Vec<nines::model::Link>) =
            topology.links.values().copied().partition(|link| link.need.set().is_some());
        for (link, id) in rest.into_iter().rev().chain(sets).zip(1..) {
            let id = LinkId(id * 3);
            other.links.insert(id, nines::model::Link { id, ..link });
        }
        for component in other.components.values_mut() {
            std::rc::Rc::make_mut(component).name.push('x');
        }
        let (a, b) = (report(&topology, &goal), report(&other, &goal));
        assert_eq!(format!("{:?}", a.journeys), format!("{:?}", b.journeys), "seed {seed}");
    }
}

#[test]
fn forty_components_in_a_circle_of_every_kind_are_answered() {
    let mut plan = topology((1..=40).map(|id| part(id, 0.01)));
    for id in 1..=40 {
        let need = match id % 4 {
            0 => Need::Hard,
            1 => cached(0.1 * f64::from(id)),
            2 => Need::Soft,
            _ => cached(0.25),
        };
        link(&mut plan, id, id % 40 + 1, need);
        link(&mut plan, id, (id + 6) % 40 + 1, if id % 3 == 0 { Need::Hard } else { cached(0.5) });
    }
    let report = analyse(&plan, &Goal::default(), Budget::FRAME, &mut Cache::new());
    let journey = &report.journeys[0];
    assert!(0.0 < journey.u.low && journey.u.low <= journey.u.high && journey.u.high <= 1.0, "{journey:?}");
    // A plain circle through caches is exact, and longer ways round it add nothing.
    let mut plan = topology((1..=40).map(|id| part(id, 0.001)));
    (1..=40).for_each(|id| link(&mut plan, id, id % 40 + 1, cached(0.5)));
    let u = u_of(&plan, &journeys(&[1]));
    let works: f64 = (0..40).map(|step| 1.0 - 0.001 * (-0.5 * f64::from(step)).exp()).product();
    close("u", u, 1.0 - works, 1e-10);
}

#[test]
fn too_many_delays_are_cut_to_the_bad_side_and_said() {
    // Every sum of twelve different times is a delay of its own.
    let mut plan = topology((1..=26).map(|id| part(id, 0.001)));
    for step in 0..12 {
        let (from, by) = (2 * step + 1, 2 * step + 2);
        needs(&mut plan, from, by);
        link(&mut plan, from, from + 2, cached(0.001 * f64::from(1 << step)));
        link(&mut plan, by, from + 2, cached(0.0005 * f64::from(1 << step)));
    }
    let cut = analyse(&plan, &journeys(&[1]), Budget::FRAME, &mut Cache::new());
    assert!(cut.diagnostics.contains(&nines::engine::report::Diagnostic::DelaysCut));
    let mut hard = plan.clone();
    hard.links.values_mut().for_each(|link| link.need = Need::Hard);
    let hard = analyse(&hard, &journeys(&[1]), Budget::FRAME, &mut Cache::new());
    assert!(cut.journeys[0].u.low <= hard.journeys[0].u.high);
}

#[test]
fn what_if_tells_degraded_from_down_and_for_how_long_a_cache_lasts() {
    let mut plan = topology((1..=6).map(|id| part(id, 0.01)));
    link(&mut plan, 1, 2, Need::Soft);
    link(&mut plan, 3, 2, cached(0.5));
    link(&mut plan, 4, 3, cached(0.25));
    link(&mut plan, 5, 2, Need::Async);
    needs(&mut plan, 6, 4);
    let said = what_if(&plan, &journeys(&[1, 4, 5, 6, 2]), &Set::from([Item::Component(ComponentId(2))]));
    let expected = [
        Works::Degraded(ComponentId(2)),
        Works::UpFor(ComponentId(3), 0.75),
        Works::Up,
        Works::UpFor(ComponentId(4), 0.75),
        Works::DownByItself,
    ];
    assert_eq!(said.journeys, expected);
    assert_eq!(said.components[&ComponentId(3)], Works::UpFor(ComponentId(2), 0.5));
    // Linear in time: the nearest cache runs out first, whatever the order of links.
    let graph = Graph::new(&plan, &Goal::default());
    assert_eq!(graph.fallen(&[false; 6], Quality::Full), vec![nines::engine::structure::Fallen::No; 6]);
}

#[test]
fn weights_make_one_figure_of_several_journeys() {
    let plan = topology([part(1, 0.1), part(2, 0.4)]);
    let mut goal = journeys(&[1, 2]);
    goal.journeys[1].weight = 3.0;
    close("weighted", report(&plan, &goal).weighted_u().unwrap().high, (0.1 + 3.0 * 0.4) / 4.0, 1e-12);
    assert_eq!(report(&plan, &journeys(&[1])).weighted_u(), None);
}

#[test]
fn a_set_that_changes_keeps_its_switch_and_one_that_is_put_is_kept_in_range() {
    let mut topology = topology([part(1, 0.1), part(2, 0.1), part(3, 0.1)]);
    needs_some(&mut topology, 1, 1, &[2, 3]);
    let set = *topology.sets.keys().next().unwrap();
    let plan = Plan { topology: topology.into(), ..Plan::default() };
    let put = Edit::PutSwitching { set, switching: 0.9 }.apply(&plan).unwrap();
    let again = Edit::AnyOf { links: vec![LinkId(1), LinkId(2)], needed: 2 }.apply(&put).unwrap();
    assert!(again.topology.sets.values().all(|set| set.switching == 0.9 && set.needed == 2));
    let over = Edit::PutSwitching { set, switching: 7.0 }.apply(&put).unwrap();
    assert_eq!(over.topology.sets[&set].switching, 1.0);
    let need = |need| Edit::PutNeed { link: LinkId(1), need }.apply(&plan).unwrap().topology.links[&LinkId(1)].need;
    assert_eq!(need(cached(f64::NAN)), Need::CACHED_DEFAULT);
    assert_eq!(need(cached(1e9)), cached(limits::CACHED_H));
}

#[test]
fn the_recommendation_counts_caches_and_switches() {
    use nines::engine::recommend::{EFFORT_WORKER, Memo, recommend};

    let mut own = part(2, 0.5);
    (own.fault, own.recovery) = plans::laws(1_000.0, 0.1);
    own.price_per_month = 10.0;
    let mut plan = topology([part(1, 1e-12), own]);
    let goal = |target_u| Goal { target_u, ..journeys(&[1]) };
    needs(&mut plan, 1, 2);
    let ask = |plan: &Topology| recommend(plan, &goal(1e-5), EFFORT_WORKER, &mut Cache::new(), &mut Memo::default());
    let hard = ask(&plan);
    assert!(hard.choices.iter().any(|choice| choice.component == ComponentId(2) && choice.is_change), "{hard:?}");
    // Outages of six minutes are hardly felt through a cache of two hours: one unit is enough.
    plan.links.values_mut().for_each(|link| link.need = cached(2.0));
    let lives = ask(&plan);
    assert!(!lives.choices.iter().any(|choice| choice.component == ComponentId(2) && choice.is_change), "{lives:?}");
    close("after", lives.u_after[0], u_of(&plan, &journeys(&[1])), 1e-9);
    // A fallback behind a switch that works nine times in ten.
    let mut plan = topology([part(1, 1e-12), part(2, 1e-3), part(3, 1e-3)]);
    needs_some(&mut plan, 1, 1, &[2, 3]);
    plan.sets.values_mut().for_each(|set| set.switching = 0.9);
    let goal = Goal { target_u: 2e-4, ..journeys(&[1]) };
    let found = recommend(&plan, &goal, EFFORT_WORKER, &mut Cache::new(), &mut Memo::default());
    close("after", found.u_after[0], u_of(&plan, &goal), 1e-9);
    assert!(matches!(plan.components[&ComponentId(2)].strategy, Strategy::Single));
}

#[test]
fn changes_and_planned_windows_behind_a_cache_are_felt_when_they_last_longer() {
    let never = |id: u32| Component { fault: Fault::Never, ..part(id, 0.5) };
    let mut worked = never(2);
    worked.work = Work { deploys_per_week: 7.0, bad_share: 0.1, undo_h: 2.0, windows_per_year: 12.0, window_h: 3.0 };
    let mut plan = topology([never(1), worked]);
    link(&mut plan, 1, 2, cached(1.0));
    let share = |per_h: f64, length_h: f64| per_h * length_h / (1.0 + per_h * length_h);
    let (changes, windows) = (share(0.7 / 168.0, 2.0), share(12.0 / 8766.0, 3.0));
    let (a, b) = (changes * (-0.5_f64).exp(), windows * (1.0 - 1.0 / 3.0));
    close("longer than an hour", u_of(&plan, &Goal::default()), a + b - a * b, 1e-12);
    plan.links.values_mut().for_each(|link| link.need = cached(3.0));
    close("windows are over by then", u_of(&plan, &Goal::default()), changes * (-1.5_f64).exp(), 1e-12);
}

#[test]
fn a_cut_link_is_missed_as_its_kind_says() {
    for (need, expected) in [
        (Need::Hard, Works::DownByNeed(ComponentId(2))),
        (Need::Soft, Works::Degraded(ComponentId(2))),
        (cached(0.5), Works::UpFor(ComponentId(2), 0.5)),
        (Need::Async, Works::Up),
    ] {
        let mut plan = topology([part(1, 1e-3), part(2, 1e-3), part(3, 1e-3)]);
        link(&mut plan, 1, 2, need);
        needs(&mut plan, 3, 2);
        let cut = *plan.links.keys().next().unwrap();
        let found = what_if(&plan, &Goal::default(), &Set::from([Item::Link(cut)]));
        assert_eq!(found.components[&ComponentId(1)], expected, "{need:?}");
        assert_eq!(found.components[&ComponentId(3)], Works::Up, "another needer still reaches it");
        assert_eq!(found.components.len(), 3);
    }
}
