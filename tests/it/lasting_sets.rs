//! Cut sets behind caches and switches, against every state of everything that can fail, for as long as it may.

use std::collections::BTreeSet;
use std::rc::Rc;

use nines::engine::causes::{Breaks, breaks};
use nines::engine::cut_sets::{Failed, Member};
use nines::engine::delay::Delay;
use nines::engine::placement::Setting;
use nines::engine::structure::{Exact, Graph, Spread, Variable, within};
use nines::engine::zones::laws;
use nines::engine::{Budget, Cache, analyse};
use nines::model::{Goal, Item, Need, Place, SetId, Topology, ZoneId};

use super::close;
use super::plans::{self, Dice, Shape, needs_some, part, put_zone, topology, zone};

fn of(topology: &Topology, goal: &Goal) -> Breaks {
    breaks(topology, goal, Budget::WORKER, &mut Cache::new()).expect("exact")
}

fn down(item: Item, hours: f64) -> Member {
    Member { what: Failed::Item(item), after: Delay::of_hours(hours) }
}

fn component(id: u32) -> Item {
    Item::Component(nines::model::ComponentId(id))
}

fn members(found: &Breaks) -> Vec<Vec<Member>> {
    found.cut_sets.as_ref().expect("few").short.iter().map(|set| set.members.clone()).collect()
}

#[test]
fn behind_a_cache_it_is_what_lasts_that_is_listed() {
    // 1 needs 2 at once, 3 after half an hour, 4 after two hours by one way and after three by another.
    let mut plan = topology((1..=5).map(|id| part(id, 1e-3)));
    plans::needs(&mut plan, 1, 2);
    plans::link(&mut plan, 1, 3, Need::Cached { hours: 0.5 });
    plans::link(&mut plan, 1, 4, Need::Cached { hours: 3.0 });
    plans::link(&mut plan, 3, 4, Need::Cached { hours: 1.5 });
    let found = of(&plan, &plans::journeys(&[1]));
    let listed: BTreeSet<Vec<Member>> = members(&found).into_iter().collect();
    let expected = [(1, 0.0), (2, 0.0), (3, 0.5), (4, 2.0)].map(|(id, hours)| vec![down(component(id), hours)]);
    assert_eq!(listed, expected.into());
    // Repaired in an hour on average: an outage lasts so long with e^−T.
    for set in &found.cut_sets.as_ref().unwrap().short {
        close("chance", set.chance, 1e-3 * (-set.members[0].after.hours()).exp(), 1e-9);
    }
}

#[test]
fn a_switch_that_does_not_work_is_a_member_of_its_own() {
    let mut plan = topology((1..=3).map(|id| part(id, 1e-2)));
    needs_some(&mut plan, 1, 1, &[2, 3]);
    plan.sets.get_mut(&SetId(1)).unwrap().switching = 0.9;
    let found = of(&plan, &plans::journeys(&[1]));
    let listed: BTreeSet<Vec<Member>> = members(&found).into_iter().collect();
    let stuck = Member { what: Failed::Switch(SetId(1)), after: Delay::NONE };
    let expected = [
        vec![down(component(1), 0.0)],
        vec![down(component(2), 0.0), stuck],
        vec![down(component(2), 0.0), down(component(3), 0.0)],
    ];
    assert_eq!(listed, expected.into());
    let chance_of = |wanted: &[Member]| {
        found.cut_sets.as_ref().unwrap().short.iter().find(|set| set.members == wanted).unwrap().chance
    };
    close("stuck", chance_of(&[down(component(2), 0.0), stuck]), 1e-2 * 0.1, 1e-12);
}

#[test]
fn a_zone_that_is_down_for_long_breaks_what_only_feels_it_late() {
    let mut inside = part(2, 1e-3);
    inside.placement = vec![Place { zone: Some(ZoneId(1)), units: 1 }];
    let mut plan = topology([part(1, 1e-4), inside]);
    put_zone(&mut plan, zone(1, None, 1_000.0, 2.0));
    plans::link(&mut plan, 1, 2, Need::Cached { hours: 3.0 });
    let found = of(&plan, &plans::journeys(&[1]));
    let zone_item = Item::Zone(ZoneId(1));
    let listed: BTreeSet<Vec<Member>> = members(&found).into_iter().collect();
    let expected =
        [(component(1), 0.0), (component(2), 3.0), (zone_item, 3.0)].map(|(item, hours)| vec![down(item, hours)]);
    assert_eq!(listed, expected.into());
    let of_zone = found.cut_sets.as_ref().unwrap().short.iter().find(|set| set.items().any(|it| it == zone_item));
    close("zone", of_zone.unwrap().chance, 2.0 / 1_002.0 * (-1.5_f64).exp(), 1e-9);
}

/// A random plan some of whose links are cached and some of whose switches may not work.
fn late(seed: u64) -> (Topology, Goal) {
    let shape = Shape {
        components: 2 + seed as usize % 4,
        zones: seed as usize % 3,
        sets: 0.4,
        has_circles: seed.is_multiple_of(5),
        is_plain: true,
    };
    let (mut plan, _) = plans::random(seed, shape);
    let mut dice = Dice(seed ^ 0xcace);
    for link in plan.links.values_mut() {
        if link.need == Need::Hard && dice.is(0.5) {
            link.need = Need::Cached { hours: dice.pick(&[0.5, 2.0]) };
        }
    }
    for set in plan.sets.values_mut() {
        set.switching = dice.pick(&[1.0, 0.8]);
    }
    for component in plan.components.values_mut() {
        let component = Rc::make_mut(component);
        component.placement.truncate(1);
    }
    (plan, plans::journeys(&[1]))
}

/// The full diagram, with what is needed to say what each state of its variables means.
struct Full<'a> {
    plan: &'a Topology,
    exact: Exact,
    spread: Vec<Spread>,
}

impl Full<'_> {
    /// The variable at a level holds, and those nested in it up to a delay.
    fn lasts(&self, holds: &dyn Fn(usize) -> bool, level: usize, after: Delay) -> bool {
        let nested =
            self.exact.variables.iter().enumerate().skip(level + 1).map_while(|(at, variable)| match variable {
                Variable::Longer { after, .. } => Some((at, *after)),
                Variable::Zone(_) | Variable::Part { .. } | Variable::Switch(_) => None,
            });
        holds(level) && nested.filter(|(_, own)| *own <= after).all(|(at, _)| holds(at))
    }

    fn level(&self, of: Variable) -> Option<usize> {
        self.exact.variables.iter().position(|variable| *variable == of)
    }

    /// A member of a set is down in a state of the variables.
    fn is_down(&self, holds: &dyn Fn(usize) -> bool, member: &Member) -> bool {
        let zone = |id: ZoneId| self.level(Variable::Zone(id)).is_some_and(|at| self.lasts(holds, at, member.after));
        match member.what {
            Failed::Switch(set) => holds(self.level(Variable::Switch(set)).unwrap()),
            Failed::Item(Item::Zone(id)) => zone(id),
            Failed::Item(Item::Component(id)) => {
                let number = self.plan.components.keys().position(|known| *known == id).unwrap();
                let spread = &self.spread[number];
                let up = spread.zones.iter().enumerate().filter(|(_, id)| !within(self.plan, **id).any(zone));
                let mask: u8 = up.map(|(at, _)| 1 << at).sum();
                (spread.always_down | spread.never_down) >> mask & 1 == 0
                    && self
                        .level(Variable::Part { component: number as u32, mask })
                        .is_some_and(|at| self.lasts(holds, at, member.after))
            }
            Failed::Item(Item::Link(_)) => panic!("links do not fail"),
        }
    }
}

#[test]
fn listed_sets_are_those_of_every_state_and_as_likely() {
    let (mut seen, mut with_time, mut with_switch) = (0, 0, 0);
    for seed in 0..700 {
        let (plan, goal) = late(seed);
        let laws = laws(&plan);
        let setting = Setting { topology: &plan, goal: &goal, laws: &laws };
        let mut cache = Cache::new();
        let spread: Vec<Spread> =
            plan.components.values().map(|component| setting.place(component, &mut cache).spread()).collect();
        let graph = Graph::new(&plan, &goal);
        let exact = Exact::new(&graph, &plan, &spread, 1_000_000).unwrap();
        let n = exact.variables.len();
        let is_late = exact.variables.iter().any(|variable| !variable.is_cause());
        if n > 13 || !is_late {
            continue;
        }
        seen += 1;
        let found = of(&plan, &goal);
        let full = Full { plan: &plan, exact, spread };
        let sets = found.cut_sets.as_ref().unwrap();
        let what = format!("seed {seed}");

        // Every thing with every delay that it is felt after: down not at all, at once, or for longer.
        let mut things: Vec<Vec<Member>> = Vec::new();
        for (level, variable) in full.exact.variables.iter().enumerate() {
            let failed = match variable {
                Variable::Zone(id) => Failed::Item(Item::Zone(*id)),
                Variable::Part { component, .. } => {
                    Failed::Item(Item::Component(graph.components[*component as usize]))
                }
                Variable::Switch(set) => Failed::Switch(*set),
                Variable::Longer { .. } => continue,
            };
            if things.iter().any(|known| known[0].what == failed) {
                continue;
            }
            let nested = full.exact.variables.iter().skip(level + 1).map_while(|variable| match variable {
                Variable::Longer { after, .. } => Some(*after),
                Variable::Zone(_) | Variable::Part { .. } | Variable::Switch(_) => None,
            });
            let delays = std::iter::once(Delay::NONE).chain(nested);
            things.push(delays.map(|after| Member { what: failed, after }).collect());
        }
        // A choice of one state for each thing, 0 being up, is a cut when the diagram says so.
        let breaks_it = |choice: &[usize]| {
            let holds = |level: usize| {
                let (thing, after) = match full.exact.variables[level] {
                    Variable::Zone(id) => (Failed::Item(Item::Zone(id)), Delay::NONE),
                    Variable::Part { component, .. } => {
                        (Failed::Item(Item::Component(graph.components[component as usize])), Delay::NONE)
                    }
                    Variable::Switch(set) => (Failed::Switch(set), Delay::NONE),
                    Variable::Longer { of, after, .. } => match full.exact.variables[of as usize] {
                        Variable::Zone(id) => (Failed::Item(Item::Zone(id)), after),
                        Variable::Part { component, .. } => {
                            (Failed::Item(Item::Component(graph.components[component as usize])), after)
                        }
                        other @ (Variable::Longer { .. } | Variable::Switch(_)) => panic!("{other:?}"),
                    },
                };
                let at = things.iter().position(|known| known[0].what == thing).unwrap();
                choice[at].checked_sub(1).is_some_and(|state| things[at][state].after >= after)
            };
            full.exact.diagram.evaluate(0, |level| holds(level as usize))
        };
        let mut choices = vec![Vec::new()];
        for thing in &things {
            choices = choices
                .into_iter()
                .flat_map(|choice: Vec<usize>| {
                    (0..=thing.len()).map(move |state| [choice.clone(), vec![state]].concat())
                })
                .collect();
        }
        let is_minimal = |choice: &Vec<usize>| {
            breaks_it(choice)
                && (0..choice.len()).filter(|at| choice[*at] > 0).all(|at| {
                    let mut less = choice.clone();
                    less[at] -= 1;
                    !breaks_it(&less)
                })
        };
        let named = |choice: &Vec<usize>| -> Vec<Member> {
            let chosen = choice.iter().zip(&things).filter(|(state, _)| **state > 0);
            let mut all: Vec<Member> = chosen.map(|(state, thing)| thing[state - 1]).collect();
            all.sort();
            all
        };
        let minimal: Vec<Vec<Member>> = choices.iter().filter(|choice| is_minimal(choice)).map(named).collect();
        assert_eq!(sets.count.to_string(), minimal.len().to_string(), "{what}");
        let expected: BTreeSet<Vec<Member>> = minimal.iter().filter(|set| set.len() <= 3).cloned().collect();
        let listed: BTreeSet<Vec<Member>> = sets.short.iter().map(|set| set.members.clone()).collect();
        assert_eq!(listed, expected, "{what}");
        with_time += usize::from(minimal.iter().flatten().any(|member| member.after != Delay::NONE));
        with_switch += usize::from(minimal.iter().flatten().any(|member| matches!(member.what, Failed::Switch(_))));

        // Each state of the variables: the journey is down just where some set is, and chances are sums over states.
        let u = chances(&plan, &goal, &full);
        let (mut of_sets, mut whole, mut with) = (vec![0.0; sets.short.len()], 0.0, vec![0.0; things.len()]);
        for state in 0..1_usize << n {
            let holds = |level: usize| state >> level & 1 == 1;
            let chance: f64 = (0..n).map(|at| if holds(at) { u[at] } else { 1.0 - u[at] }).product();
            let is_down = |set: &[Member]| set.iter().all(|member| full.is_down(&holds, member));
            let downs: Vec<bool> = minimal.iter().map(|set| is_down(set)).collect();
            let is_any = downs.contains(&true);
            assert_eq!(is_any, full.exact.diagram.evaluate(0, |level| holds(level as usize)), "{what}, {state:b}");
            whole += if is_any { chance } else { 0.0 };
            for (sum, set) in of_sets.iter_mut().zip(&sets.short) {
                *sum += if is_down(&set.members) { chance } else { 0.0 };
            }
            for (sum, thing) in with.iter_mut().zip(&things) {
                let holding =
                    minimal.iter().zip(&downs).filter(|(set, _)| set.iter().any(|it| it.what == thing[0].what));
                *sum += if holding.into_iter().any(|(_, down)| *down) { chance } else { 0.0 };
            }
        }
        close(&what, found.u, whole, 1e-9);
        for (set, expected) in sets.short.iter().zip(of_sets) {
            close(&format!("{what} {:?}", set.members), set.chance, expected, 1e-9);
        }
        for (thing, expected) in things.iter().zip(with) {
            if let Failed::Item(item) = thing[0].what
                && let Some(got) = sets.with.get(&item)
            {
                assert!((got - expected).abs() <= 1e-9 * expected, "{what} {item:?}: {got:e} {expected:e}");
            }
        }
    }
    assert!(seen > 100 && with_time > 60 && with_switch > 20, "{seen} {with_time} {with_switch}");
}

/// The chance of each variable, from the laws themselves: all of them are exponential.
fn chances(plan: &Topology, goal: &Goal, full: &Full<'_>) -> Vec<f64> {
    let report = analyse(plan, goal, Budget::WORKER, &mut Cache::new());
    let graph = Graph::new(plan, goal);
    let mttr_h = |variable: &Variable| match variable {
        Variable::Zone(id) => plan.zones[id].recovery,
        Variable::Part { component, .. } => plan.components[&graph.components[*component as usize]].recovery,
        other @ (Variable::Longer { .. } | Variable::Switch(_)) => panic!("{other:?}"),
    };
    let mean_h = |recovery: nines::model::Recovery| match recovery {
        nines::model::Recovery::Law(law) => law.mean_h(),
        nines::model::Recovery::Parts(_) => panic!("parts"),
    };
    let of = |variable: &Variable| match variable {
        Variable::Zone(id) => report.zones[id].u,
        Variable::Part { component, mask } => {
            let (at, mask) = (*component as usize, u32::from(*mask));
            match full.spread[at].always_down >> mask & 1 {
                1 => 1.0,
                _ => report.components[&graph.components[at]].unit.u,
            }
        }
        Variable::Longer { of, before, after } => {
            let mean_h = mean_h(mttr_h(&full.exact.variables[*of as usize]));
            (-(after.hours() - before.hours()) / mean_h).exp()
        }
        Variable::Switch(set) => 1.0 - plan.sets[set].switching,
    };
    full.exact.variables.iter().map(of).collect()
}
