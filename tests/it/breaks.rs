//! What breaks a journey: by cause, by part, by cut set, each against a second way to the same figure.

use std::collections::BTreeSet;
use std::rc::Rc;

use nines::engine::causes::{Breaks, Cause, Parts, breaks, shares};
use nines::engine::group::{ClusterChain, Group, Leader, StandbyChain};
use nines::engine::markov::Chain;
use nines::engine::placement::Setting;
use nines::engine::report::Works;
use nines::engine::structure::{Exact, Graph};
use nines::engine::zones::laws;
use nines::engine::{Budget, Cache, analyse, what_if};
use nines::model::ordered::Set;
use nines::model::{
    ComponentId, Fault, Goal, Item, Lifetime, Link, LinkId, Mode, Need, Recovery, Strategy, TestInterval, Topology,
    Work, ZoneId, ZoneKind,
};

use super::close;
use super::plans::{self, Dice, Shape, needs, needs_some, part, put_zone, topology, zone};

fn of(topology: &Topology, goal: &Goal) -> Breaks {
    let found = breaks(topology, goal, Budget::WORKER, &mut Cache::new()).expect("exact");
    let text = format!("{found:?}");
    assert!(!text.contains("NaN"), "{text}");
    found
}

/// The steps of a chain, written anew from DOMAIN §3, and which states are down.
type Table = (usize, Vec<bool>, Vec<(usize, usize, f64, Cause)>);

fn pair_table(it: &StandbyChain, theta: Option<f64>) -> Table {
    let (lambda, mu) = (1.0 / it.mttf_h, 1.0 / it.mttr_h);
    let (c, d, beta) = (it.coverage, it.fault_factor, it.common_cause);
    let (sigma, rho) = (1.0 / (it.detect_h + it.switch_h), 1.0 / it.manual_h);
    // Both, Switching, Manual, None, Latent, False, One.
    let mut steps = vec![
        (0, 1, (1.0 - beta) * lambda * c, Cause::TakeoversWorked),
        (0, 2, (1.0 - beta) * lambda * (1.0 - c), Cause::TakeoversFailed),
        (0, 3, beta * lambda, Cause::CommonCause),
        (0, if theta.is_some() { 4 } else { 6 }, (1.0 - beta) * d * lambda, Cause::Units),
        (0, 5, it.false_per_h, Cause::TakeoversWorked),
        (4, 3, lambda, Cause::TakeoversFailed),
        (6, 3, lambda, Cause::Units),
        (5, 0, 1.0 / it.switch_h, Cause::Units),
        (4, 6, theta.unwrap_or(0.0) + it.found_per_h, Cause::Units),
        (6, 0, mu, Cause::Units),
        (3, 6, f64::from(it.crews.min(2)) * mu, Cause::Units),
    ];
    for (from, back) in [(1, sigma), (2, rho)] {
        steps.extend([(from, 6, back, Cause::Units), (from, 0, mu, Cause::Units), (from, 3, d * lambda, Cause::Units)]);
    }
    (7, vec![false, true, true, true, false, true, false], steps)
}

fn cluster_table(it: &ClusterChain) -> Table {
    let (n, k) = (it.units as usize, it.needed as usize);
    let (lambda, mu) = (1.0 / it.mttf_h, 1.0 / it.mttr_h);
    let own = (1.0 - it.common_cause) * lambda;
    let mut down: Vec<bool> = (0..=n).map(|i| n - i < k).collect();
    down.extend(vec![true; 2 * n]);
    let (stalled, electing) = (|i: usize| n + i, |i: usize| 2 * n + i);
    let crews = it.crews as usize;
    let mut steps = Vec::new();
    for i in 0..=n {
        let alive = (n - i) as f64;
        if i < n && !down[i + 1] {
            let taken = if it.leader.is_some() { 1.0 } else { alive };
            let covered = if it.leader.is_some() { electing(i + 1) } else { i + 1 };
            steps.push((i, covered, taken * own * it.coverage, Cause::TakeoversWorked));
            steps.push((i, stalled(i + 1), taken * own * (1.0 - it.coverage), Cause::TakeoversFailed));
            steps.push((i, i + 1, (alive - taken) * own, Cause::Units));
            steps.push((stalled(i + 1), i + 1, 1.0 / it.manual_h, Cause::Units));
            steps.push((stalled(i + 1), i, (i + 1).min(crews) as f64 * mu, Cause::Units));
            if let Some(leader) = it.leader {
                steps.push((electing(i + 1), i + 1, 1.0 / (leader.detect_h + leader.elect_h), Cause::Units));
            }
        } else if i < n {
            steps.push((i, i + 1, alive * own, Cause::Units));
        }
        if i < n {
            steps.push((i, n, it.common_cause * lambda, Cause::CommonCause));
        }
        if i > 0 {
            steps.push((i, i - 1, i.min(crews) as f64 * mu, Cause::Units));
        }
    }
    (3 * n + 1, down, steps)
}

/// The chain with a copy of its down states for each cause: whoever starts an outage leads into its own copy.
fn by_copies((order, down, steps): &Table) -> Vec<(Cause, f64)> {
    let copies = Cause::ALL.len();
    let mut chain = Chain::new(order * (copies + 1));
    let copy = |state: usize, of: usize| state + order * (of + 1);
    for of in 0..copies {
        (0..*order).for_each(|state| chain.down(copy(state, of)));
    }
    for (from, to, per_h, cause) in steps {
        let own = Cause::ALL.iter().position(|it| it == cause).unwrap();
        match (down[*from], down[*to]) {
            (false, false) => chain.add(*from, *to, *per_h),
            (false, true) => chain.add(*from, copy(*to, own), *per_h),
            (true, _) => (0..copies).for_each(|of| {
                chain.add(copy(*from, of), if down[*to] { copy(*to, of) } else { *to }, *per_h);
            }),
        }
    }
    chain.solve();
    let of = |of: usize| (0..*order).map(|state| chain.pi()[copy(state, of)]).sum();
    Cause::ALL.iter().enumerate().map(|(at, cause)| (*cause, of(at))).collect()
}

fn same_parts(what: &str, got: &Parts, expected: &[(Cause, f64)], relative: f64) {
    for (cause, u) in expected {
        close(&format!("{what}, {cause:?}"), got.of(*cause), *u, relative);
    }
}

#[test]
fn a_pair_s_downtime_is_charged_to_what_started_it_as_a_copy_of_the_chain_per_cause_says() {
    let mut dice = Dice(7);
    for round in 0..300 {
        let test = dice.pick(&[TestInterval::Monitored, TestInterval::Never]);
        let theta = if test == TestInterval::Never { Some(0.0) } else { None };
        let pair = StandbyChain {
            mttf_h: dice.ratio(10.0, 1e5),
            mttr_h: dice.ratio(0.01, 100.0),
            fault_factor: dice.share(),
            coverage: dice.share(),
            common_cause: dice.share() * 0.3,
            detect_h: dice.ratio(1e-4, 0.1),
            switch_h: dice.ratio(1e-4, 1.0),
            manual_h: dice.ratio(0.1, 10.0),
            test,
            crews: 1 + dice.below(2) as u32,
            false_per_h: dice.ratio(1e-9, 1e-2),
            found_per_h: dice.ratio(1e-9, 1e-3),
        };
        let parts = Group::Standby(pair).causes(&mut Chain::default());
        same_parts(&format!("round {round}"), &parts, &by_copies(&pair_table(&pair, theta)), 1e-10);
        close("all", parts.total(), Group::Standby(pair).solve(&mut Chain::default()).u, 1e-14);
    }
}

#[test]
fn a_cluster_s_downtime_is_charged_to_what_started_it_as_a_copy_of_the_chain_per_cause_says() {
    let mut dice = Dice(8);
    for round in 0..300 {
        let units = 1 + dice.below(7) as u32;
        let leader = Leader { detect_h: dice.ratio(1e-4, 0.1), elect_h: dice.ratio(1e-4, 0.1) };
        let cluster = ClusterChain {
            units,
            needed: 1 + dice.below(units as usize) as u32,
            mttf_h: dice.ratio(10.0, 1e5),
            mttr_h: dice.ratio(0.01, 100.0),
            coverage: dice.share(),
            common_cause: dice.share() * 0.3,
            manual_h: dice.ratio(0.1, 10.0),
            crews: 1 + dice.below(3) as u32,
            leader: dice.is(0.5).then_some(leader),
        };
        let parts = Group::Cluster(cluster).causes(&mut Chain::default());
        same_parts(&format!("round {round}"), &parts, &by_copies(&cluster_table(&cluster)), 1e-10);
    }
}

#[test]
fn steps_that_take_no_time_are_charged_as_very_short_ones_are() {
    let pair = |switch_h: f64, detect_h: f64, manual_h: f64| {
        let chain = StandbyChain {
            mttf_h: 100.0,
            mttr_h: 2.0,
            fault_factor: 1.0,
            coverage: 0.9,
            common_cause: 0.1,
            detect_h,
            switch_h,
            manual_h,
            test: TestInterval::Every { hours: 24.0 },
            crews: 1,
            false_per_h: 0.0,
            found_per_h: 0.0,
        };
        Group::Standby(chain).causes(&mut Chain::default())
    };
    let (none, short) = (pair(0.0, 0.0, 0.0), pair(1e-13, 1e-13, 1e-13));
    for cause in [Cause::Units, Cause::CommonCause, Cause::TakeoversFailed] {
        close(&format!("{cause:?}"), none.of(cause), short.of(cause), 1e-9);
    }
    assert_eq!(none.of(Cause::TakeoversWorked), 0.0);
}

/// A random plan in which people work too.
fn worked_on(seed: u64, shape: Shape) -> (Topology, Goal) {
    let (mut topology, goal) = plans::random(seed, shape);
    let mut dice = Dice(seed ^ 0xabcd);
    let ids: Vec<_> = topology.components.keys().copied().collect();
    for id in ids {
        let mut component = (*topology.components[&id]).clone();
        let often = |dice: &mut Dice| if dice.is(0.5) { dice.ratio(0.1, 20.0) } else { 0.0 };
        component.work = Work {
            deploys_per_week: often(&mut dice),
            bad_share: dice.share() * 0.3,
            undo_h: dice.ratio(0.05, 2.0),
            windows_per_year: often(&mut dice),
            window_h: dice.ratio(0.1, 8.0),
        };
        topology.components.insert(id, Rc::new(component));
    }
    (topology, goal)
}

fn shape(seed: u64, is_plain: bool) -> Shape {
    Shape {
        components: 1 + seed as usize % 6,
        zones: seed as usize % 4,
        sets: 0.5,
        has_circles: seed.is_multiple_of(3),
        is_plain,
    }
}

#[test]
fn the_causes_add_up_and_so_do_the_parts() {
    for seed in 0..400 {
        let (plan, goal) = worked_on(seed, shape(seed, seed.is_multiple_of(4)));
        let found = of(&plan, &goal);
        let report = analyse(&plan, &goal, Budget::WORKER, &mut Cache::new());
        assert_eq!(found.u, report.worst().unwrap().u.high);
        close(&format!("seed {seed}"), found.causes.total(), found.u, 1e-12);
        let items: f64 = found.items.values().map(|share| share.causes.total()).sum();
        close(&format!("seed {seed}, items"), items, found.u, 1e-12);
        for cause in Cause::ALL {
            assert!(found.causes.of(cause) >= 0.0);
            let items: f64 = found.items.values().map(|share| share.causes.of(cause)).sum();
            assert!((items - found.causes.of(cause)).abs() <= 1e-12 * found.u, "seed {seed}, {cause:?}");
        }
    }
}

#[test]
fn a_component_s_causes_add_up_to_its_chance_for_every_set_of_zones() {
    for seed in 0..200 {
        let (plan, goal) = worked_on(seed, shape(seed, false));
        let laws = laws(&plan);
        let setting = Setting { topology: &plan, goal: &goal, laws: &laws };
        let mut cache = Cache::new();
        for component in plan.components.values() {
            let placed = setting.place(component, &mut cache);
            let rows = setting.causes(component, &placed, &mut cache);
            for (row, state) in rows.iter().zip(&placed.by_mask) {
                close(&format!("seed {seed}"), row.total(), state.u, 1e-13);
            }
        }
    }
}

/// The full diagram of a plan, and a chance for each of its variables by the dice.
fn full(topology: &Topology, goal: &Goal, dice: &mut Dice) -> (Exact, Vec<f64>) {
    let laws = laws(topology);
    let setting = Setting { topology, goal, laws: &laws };
    let mut cache = Cache::new();
    let spread: Vec<_> =
        topology.components.values().map(|component| setting.place(component, &mut cache).spread()).collect();
    let graph = Graph::new(topology, goal);
    let exact = Exact::new(&graph, topology, &spread, 1_000_000).unwrap();
    let u = exact.variables.iter().map(|_| dice.share() * 0.4).collect();
    (exact, u)
}

/// Each variable's share, by writing U as a sum of products: each product is shared equally among its members.
fn by_products(exact: &Exact, root: usize, u: &[f64]) -> Vec<f64> {
    let n = u.len();
    // The coefficient of each product, by inclusion and exclusion over its subsets.
    let mut coefficient: Vec<f64> = (0..1_usize << n)
        .map(|state| f64::from(u8::from(exact.diagram.evaluate(root, |level| state >> level & 1 == 1))))
        .collect();
    for bit in 0..n {
        for state in (0..1_usize << n).filter(|state| state >> bit & 1 == 1) {
            coefficient[state] -= coefficient[state ^ 1 << bit];
        }
    }
    let mut shares = vec![0.0; n];
    for (state, coefficient) in coefficient.iter().enumerate().filter(|(_, it)| **it != 0.0) {
        let members: Vec<usize> = (0..n).filter(|at| state >> at & 1 == 1).collect();
        let product: f64 = members.iter().map(|at| u[*at]).product();
        members.iter().for_each(|at| shares[*at] += coefficient * product / members.len() as f64);
    }
    shares
}

#[test]
fn what_parts_do_only_together_is_shared_equally() {
    let mut seen = 0;
    for seed in 0..300 {
        let (plan, goal) = plans::random(seed, shape(seed, true));
        let (exact, u) = full(&plan, &goal, &mut Dice(seed));
        if u.len() > 14 {
            continue;
        }
        seen += 1;
        for root in 0..exact.diagram.roots() {
            let got = shares(&exact, &u, root);
            let expected = by_products(&exact, root, &u);
            let total = exact.diagram.unavailability(root, &u, &mut Vec::new());
            close("they add up without any scaling", got.iter().sum(), total, 1e-12);
            for (got, expected) in got.iter().zip(&expected) {
                // A lost zone may be charged less than nothing where other figures are drawn at random: held at 0.
                assert!((got - expected.max(0.0)).abs() <= 1e-11 * total || *expected < 0.0, "seed {seed}");
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn a_plan_with_one_cause_is_charged_to_that_cause() {
    let only = |plan: &Topology| {
        let found = of(plan, &Goal::default());
        let charged: Vec<(Cause, f64)> =
            Cause::ALL.into_iter().map(|it| (it, found.causes.of(it))).filter(|(_, u)| *u > 0.0).collect();
        assert_eq!(charged.len(), 1, "{charged:?}");
        charged[0]
    };
    assert_eq!(only(&topology([part(1, 1e-3)])).0, Cause::Units);

    let mut release = part(1, 0.5);
    release.fault = Fault::Never;
    release.work = Work { deploys_per_week: 21.0, bad_share: 0.02, undo_h: 0.25, ..Work::NONE };
    let (cause, u) = only(&topology([release.clone()]));
    // 0.42 bad changes a week of a quarter of an hour each, in weeks of 168 h up.
    let odds = 0.42 / 168.0 * 0.25;
    assert_eq!(cause, Cause::Changes);
    close("changes", u, odds / (1.0 + odds), 1e-15);
    let report = analyse(&topology([release.clone()]), &Goal::default(), Budget::FRAME, &mut Cache::new());
    close("outages", report.journeys[0].outages_per_h.unwrap(), 0.42 / 168.0 / (1.0 + odds), 1e-14);

    release.work = Work { windows_per_year: 4.0, window_h: 3.0, ..Work::NONE };
    let (cause, u) = only(&topology([release]));
    assert_eq!(cause, Cause::Planned);
    close("windows", u, 12.0 / 8778.0, 1e-14);

    let mut inside = part(1, 0.5);
    inside.fault = Fault::Never;
    inside.placement = vec![nines::model::Place { zone: Some(ZoneId(1)), units: 1 }];
    let mut plan = topology([inside]);
    put_zone(&mut plan, zone(1, None, 999.0, 1.0));
    let (cause, u) = only(&plan);
    assert_eq!(cause, Cause::Zones);
    close("zone", u, 1e-3, 1e-13);
    let mut train = zone(1, None, 999.0, 1.0);
    train.kind = ZoneKind::ReleaseTrain;
    put_zone(&mut plan, train);
    assert_eq!(only(&plan).0, Cause::Changes);

    let mut small = part(1, 1e-3);
    (small.capacity, small.load_share) = (1.0, 1.0);
    let goal = Goal { peak_load: 100.0, ..Goal::default() };
    let found = of(&topology([small]), &goal);
    assert_eq!((found.u, found.causes.of(Cause::Load)), (1.0, 1.0));
}

#[test]
fn people_s_work_takes_the_whole_component_at_a_rate_beside_its_units() {
    // A unit and its changes as one chain of four states: nothing, unit down, change down, both.
    let mut release = part(1, 0.5);
    (release.fault, release.recovery) = plans::laws(500.0, 4.0);
    release.work = Work { deploys_per_week: 10.0, bad_share: 0.1, undo_h: 1.5, ..Work::NONE };
    let report = analyse(&topology([release]), &Goal::default(), Budget::FRAME, &mut Cache::new());
    let (lambda, mu, w, back) = (1.0 / 500.0, 1.0 / 4.0, 1.0 / 168.0, 1.0 / 1.5);
    let mut chain = Chain::new(4);
    for (from, to, per_h) in
        [(0, 1, lambda), (1, 0, mu), (2, 3, lambda), (3, 2, mu), (0, 2, w), (2, 0, back), (1, 3, w), (3, 1, back)]
    {
        chain.add(from, to, per_h);
    }
    (1..4).for_each(|state| chain.down(state));
    let steady = chain.solve();
    close("u", report.journeys[0].u.high, steady.u, 1e-13);
    close("outages", report.journeys[0].outages_per_h.unwrap(), steady.outages_per_h, 1e-13);
}

#[test]
fn a_redundant_component_is_charged_for_its_takeovers_and_its_common_cause() {
    let mut pair = part(1, 1e-4);
    pair.strategy = Mode::HotStandby.preset();
    pair.placement = [1, 2].map(|id| nines::model::Place { zone: Some(ZoneId(id)), units: 1 }).to_vec();
    let mut plan = topology([pair.clone()]);
    (1..=2).for_each(|id| put_zone(&mut plan, zone(id, None, 1_000.0, 1.0)));
    let with = of(&plan, &Goal::default()).causes;
    for cause in [Cause::Units, Cause::TakeoversWorked, Cause::TakeoversFailed, Cause::CommonCause, Cause::Zones] {
        assert!(with.of(cause) > 0.0, "{cause:?}");
    }
    // Without common causes nothing is charged to them, and what is charged to the others hardly moves.
    if let Strategy::Standby { redundancy, .. } = &mut pair.strategy {
        redundancy.common_cause = 0.0;
    }
    plan.components.insert(pair.id, Rc::new(pair));
    let without = of(&plan, &Goal::default()).causes;
    assert_eq!(without.of(Cause::CommonCause), 0.0);
    assert!((with.total() - without.total() - with.of(Cause::CommonCause)).abs() < 0.1 * with.of(Cause::CommonCause));
}

#[test]
fn criticality_is_the_share_that_would_go() {
    for seed in 0..150 {
        let (plan, goal) = worked_on(seed, shape(seed, seed.is_multiple_of(2)));
        let found = of(&plan, &goal);
        let report = analyse(&plan, &goal, Budget::WORKER, &mut Cache::new());
        for (item, share) in found.items.iter() {
            let importance = share.importance;
            let gone = match item {
                Item::Component(id) => report.components[id].cost_of_faults_u,
                Item::Zone(id) => report.zones[id].cost_of_faults_u,
                Item::Link(_) => panic!("links do not fail"),
            };
            assert!((importance.criticality * found.u - gone).abs() <= 1e-12 * found.u, "seed {seed}, {item:?}");
        }
    }
}

/// Everything that can fail in a plan of single units, with its chance, and the worst journey's state for each set.
fn states(topology: &Topology, goal: &Goal, root: usize) -> (Vec<(Item, f64)>, Vec<bool>) {
    let report = analyse(topology, goal, Budget::WORKER, &mut Cache::new());
    let components = topology.components.keys().map(|id| (Item::Component(*id), report.components[id].unit.u));
    let zones = topology.zones.keys().map(|id| (Item::Zone(*id), report.zones[id].u));
    let parts: Vec<(Item, f64)> = components.chain(zones).collect();
    let is_down = |state: usize| {
        let failed: Set<Item> =
            parts.iter().enumerate().filter(|(at, _)| state >> at & 1 == 1).map(|(_, (item, _))| *item).collect();
        !what_if(topology, goal, &failed).journeys[root].is_up()
    };
    let down = (0..1_usize << parts.len()).map(is_down).collect();
    (parts, down)
}

fn chance(parts: &[(Item, f64)], holds: impl Fn(usize) -> bool) -> f64 {
    let of = |state: usize| -> f64 {
        parts.iter().enumerate().map(|(at, (_, u))| if state >> at & 1 == 1 { *u } else { 1.0 - u }).product()
    };
    (0..1_usize << parts.len()).filter(|state| holds(*state)).map(of).sum()
}

#[test]
fn cut_sets_and_importances_are_those_of_every_state() {
    for seed in 0..250 {
        let shape = Shape { components: 1 + seed as usize % 6, ..shape(seed, true) };
        let (plan, goal) = plans::random(seed, shape);
        let found = of(&plan, &goal);
        let report = analyse(&plan, &goal, Budget::WORKER, &mut Cache::new());
        let root = (0..report.journeys.len())
            .max_by(|a, b| report.journeys[*a].strain().total_cmp(&report.journeys[*b].strain()))
            .unwrap();
        let (parts, down) = states(&plan, &goal, root);
        let what = format!("seed {seed}");
        close(&what, found.u, chance(&parts, |state| down[state]), 1e-10);

        let is_minimal =
            |state: &usize| down[*state] && (0..parts.len()).all(|at| state >> at & 1 == 0 || !down[state ^ 1 << at]);
        let minimal: Vec<usize> = (0..down.len()).filter(is_minimal).collect();
        let sets = found.cut_sets.as_ref().unwrap();
        assert_eq!(sets.count.to_string(), minimal.len().to_string(), "{what}");
        let name = |state: usize| -> Vec<Item> {
            let mut items: Vec<Item> =
                (0..parts.len()).filter(|at| state >> at & 1 == 1).map(|at| parts[at].0).collect();
            items.sort();
            items
        };
        let expected: BTreeSet<Vec<Item>> =
            minimal.iter().filter(|state| state.count_ones() <= 3).map(|state| name(*state)).collect();
        let listed: BTreeSet<Vec<Item>> = sets.short.iter().map(|set| set.items().collect()).collect();
        assert_eq!(listed, expected, "{what}");
        assert!(sets.short.is_sorted_by(|a, b| a.chance >= b.chance) && !sets.has_more);
        // A unit in a zone that is down is not down by itself.
        let is_failed = |state: usize, item: Item| {
            parts.iter().position(|(part, _)| *part == item).is_some_and(|at| state >> at & 1 == 1)
        };
        let is_down_itself = |state: usize, item: Item| {
            let in_lost_zone = |id: &ComponentId| {
                let zones = plan.components[id].placement.iter().filter_map(|place| place.zone);
                zones.into_iter().any(|zone| {
                    plan.zones.keys().any(|outer| plan.is_within(zone, *outer) && is_failed(state, Item::Zone(*outer)))
                })
            };
            is_failed(state, item)
                && match item {
                    Item::Component(id) => !in_lost_zone(&id),
                    Item::Zone(_) | Item::Link(_) => true,
                }
        };
        for set in &sets.short {
            let expected = chance(&parts, |state| set.items().all(|item| is_down_itself(state, item)));
            close(&format!("{what} {:?}", set.members), set.chance, expected, 1e-10);
        }

        for (at, (item, _)) in parts.iter().enumerate() {
            let Some(share) = found.items.get(item) else { continue };
            let given = |is: usize| {
                let changed: Vec<(Item, f64)> = parts
                    .iter()
                    .enumerate()
                    .map(|(other, (item, u))| (*item, if other == at { is as f64 } else { *u }))
                    .collect();
                chance(&changed, |state| down[state])
            };
            let it = share.importance;
            let (with, without) = (given(1), given(0));
            if matches!(item, Item::Zone(_)) {
                close(&format!("{what} {item:?} birnbaum"), it.birnbaum, with - without, 1e-8);
                close(&format!("{what} {item:?} achievement"), it.achievement, with / found.u, 1e-10);
            }
            close(&format!("{what} {item:?} reduction"), 1.0 / it.reduction, without / found.u, 1e-9);
            assert!((it.criticality - (1.0 - without / found.u)).abs() < 1e-9, "{what} {item:?}");
            let holding: Vec<Vec<Item>> =
                minimal.iter().filter(|state| **state >> at & 1 == 1).map(|state| name(*state)).collect();
            let union =
                chance(&parts, |state| holding.iter().any(|set| set.iter().all(|item| is_down_itself(state, *item))));
            close(&format!("{what} {item:?} union"), it.fussell_vesely.unwrap() * found.u, union, 1e-9);
        }
    }
}

#[test]
fn all_cut_sets_together_are_the_whole_downtime() {
    for seed in 0..100 {
        let (plan, goal) = worked_on(seed, shape(seed, false));
        let found = of(&plan, &goal);
        let sets = found.cut_sets.as_ref().unwrap();
        if sets.count.to_string() == "1" {
            for item in sets.short[0].items() {
                close("the only set", sets.with[&item], found.u, 1e-12);
            }
        }
        for share in found.items.values() {
            let fussell_vesely = share.importance.fussell_vesely.unwrap();
            assert!(fussell_vesely <= 1.0 + 1e-12);
            assert!(share.importance.achievement >= 1.0 - 1e-12 && share.importance.reduction >= 1.0 - 1e-12);
        }
        assert!(sets.short.iter().all(|set| set.chance <= found.u * (1.0 + 1e-12)), "seed {seed}");
    }
}

#[test]
fn what_nothing_goes_down_without_is_worth_infinitely_much() {
    let found = of(&topology([part(1, 1e-3)]), &Goal::default());
    let importance = found.items.values().next().unwrap().importance;
    assert_eq!(importance.reduction, f64::INFINITY);
    close("achievement", importance.achievement, 1e3, 1e-12);
}

#[test]
fn many_cut_sets_are_counted_and_the_short_ones_still_listed() {
    // Forty stages of which each has a spare of three: 3^40 sets of the last gate, and forty pairs.
    let mut plan = topology((1..=121).map(|id| part(id, 1e-3)));
    for stage in 0..40_u32 {
        let first = 2 + stage * 3;
        needs_some(&mut plan, 1, 1, &[first, first + 1, first + 2]);
    }
    let found = of(&plan, &Goal::default());
    let sets = found.cut_sets.unwrap();
    assert_eq!((sets.count.to_string(), sets.short.len()), ("41".to_owned(), 41));
    assert_eq!(sets.short[0].members.len(), 1);
    // A set of alternatives over chains of 9: 9^20 ways to lose twenty chains.
    let mut plan = topology((1..=181).map(|id| part(id, 1e-3)));
    let heads: Vec<u32> = (0..20).map(|chain| 2 + chain * 9).collect();
    needs_some(&mut plan, 1, 1, &heads);
    heads.iter().for_each(|head| (0..8).for_each(|at| needs(&mut plan, head + at, head + at + 1)));
    let sets = of(&plan, &Goal::default()).cut_sets.unwrap();
    assert_eq!(sets.count.to_string(), "12157665459056928802", "9^20 + 1");
    assert_eq!(sets.short.len(), 1);
}

#[test]
fn names_and_numbers_of_links_change_no_bit() {
    for seed in 0..60 {
        let (plan, goal) = worked_on(seed, shape(seed, false));
        let mut other = plan.clone();
        let ids: Vec<_> = plan.components.keys().copied().collect();
        for id in ids {
            let mut component = (*plan.components[&id]).clone();
            component.name = format!("renamed {}", 100 - id.0);
            other.components.insert(id, Rc::new(component));
        }
        other.links = plan
            .links
            .values()
            .map(|link| {
                let id = LinkId(1_000 - link.id.0);
                (id, nines::model::Link { id, ..*link })
            })
            .collect();
        assert_eq!(format!("{:?}", of(&plan, &goal)), format!("{:?}", of(&other, &goal)), "seed {seed}");
    }
}

#[test]
fn zones_that_take_a_journey_down_alone_are_single_points() {
    for seed in 0..200 {
        let (plan, goal) = plans::random(seed, shape(seed, false));
        let report = analyse(&plan, &goal, Budget::FRAME, &mut Cache::new());
        if report.components.values().any(|component| component.figures.u >= 1.0) {
            // What has too few units is down whatever fails; that says nothing of zones.
            continue;
        }
        for (id, zone) in report.zones.iter() {
            let failed = Set::from([Item::Zone(*id)]);
            let is_single = what_if(&plan, &goal, &failed).journeys.iter().any(|works| !works.is_up());
            assert_eq!(zone.is_single_point, is_single, "seed {seed}, {id:?}");
        }
    }
}

#[test]
fn what_is_not_exact_has_no_answer_and_an_empty_plan_neither() {
    assert_eq!(breaks(&Topology::default(), &Goal::default(), Budget::FRAME, &mut Cache::new()), None);
    let mut plan = topology((1..=6).map(|id| part(id, 1e-3)));
    needs_some(&mut plan, 1, 2, &[2, 3, 4, 5, 6]);
    assert_eq!(breaks(&plan, &Goal::default(), Budget { bdd_nodes: 2 }, &mut Cache::new()), None);
}

/// The definition of a cut link: whoever needs through it does not see its target work.
fn by_definition(topology: &Topology, graph: &Graph, failed: &Set<Item>) -> Vec<bool> {
    let mut works: BTreeSet<ComponentId> =
        topology.components.keys().copied().filter(|id| !failed.contains(&Item::Component(*id))).collect();
    loop {
        let sees = |link: &&Link| works.contains(&link.to) && !failed.contains(&Item::Link(link.id));
        let holds = |id: &ComponentId| {
            let mut hard = topology.links.values().filter(|link| link.from == *id && link.need == Need::Hard);
            let mut sets = topology.sets.values().filter(|set| topology.members(set.id).any(|link| link.from == *id));
            hard.all(|link| sees(&link))
                && sets.all(|set| topology.members(set.id).filter(sees).count() >= set.needed as usize)
        };
        let next: BTreeSet<ComponentId> = works.iter().copied().filter(holds).collect();
        if next == works {
            let up = |journey: &Vec<u32>| journey.iter().all(|at| works.contains(&graph.components[*at as usize]));
            return graph.journeys.iter().map(up).collect();
        }
        works = next;
    }
}

#[test]
fn a_cut_link_is_down_for_its_needer_only() {
    let mut cut_journeys = 0;
    for seed in 0..300 {
        let (plan, goal) = plans::random(seed, Shape { zones: 0, ..shape(seed, true) });
        let graph = Graph::new(&plan, &goal);
        let mut dice = Dice(seed);
        for _ in 0..20 {
            let links = plan.links.keys().copied().filter(|_| dice.is(0.3)).map(Item::Link).collect::<Vec<_>>();
            let components = plan.components.keys().copied().filter(|_| dice.is(0.1)).map(Item::Component);
            let failed: Set<Item> = links.into_iter().chain(components).collect();
            let expected = by_definition(&plan, &graph, &failed);
            cut_journeys += usize::from(expected.contains(&false));
            let found: Vec<bool> = what_if(&plan, &goal, &failed).journeys.iter().map(|works| works.is_up()).collect();
            assert_eq!(found, expected, "seed {seed}, {failed:?}");
        }
    }
    assert!(cut_journeys > 500, "{cut_journeys}");

    let mut plan = topology([part(1, 0.1), part(2, 0.1), part(3, 0.1)]);
    needs(&mut plan, 1, 3);
    needs(&mut plan, 2, 3);
    let found = what_if(&plan, &Goal::default(), &Set::from([Item::Link(LinkId(1))]));
    let expected = [Works::DownByNeed(ComponentId(3)), Works::Up, Works::Up];
    assert!(found.components.values().copied().eq(expected));
}

/// Twelve windows of two hours a year are over before a cache of four hours is empty: only the long faults hurt.
#[test]
fn behind_a_cache_downtime_is_charged_to_what_lasts() {
    let mut never = part(1, 0.5);
    never.fault = Fault::Never;
    let mut worked = part(2, 1e-3);
    worked.recovery = Recovery::Law(Lifetime::Exponential { mean_h: 10.0 });
    worked.work.windows_per_year = 12.0;
    worked.work.window_h = 2.0;
    let mut plan = topology([never, worked]);
    plans::link(&mut plan, 1, 2, Need::Cached { hours: 4.0 });
    let found = breaks(&plan, &Goal::default(), Budget::FRAME, &mut Cache::new()).unwrap();
    assert!(found.causes.of(Cause::Planned) <= 0.0, "{:?}", found.causes);
    close("all of it", found.causes.of(Cause::Units), found.u, 1e-12);
    plan.links.values_mut().for_each(|link| link.need = Need::Cached { hours: 1.0 });
    let found = breaks(&plan, &Goal::default(), Budget::FRAME, &mut Cache::new()).unwrap();
    assert!(found.causes.of(Cause::Planned) > 0.5 * found.causes.of(Cause::Units), "half of each window is felt");
    close("adds up", found.causes.total(), found.u, 1e-12);
}
