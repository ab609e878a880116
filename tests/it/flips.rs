//! Flip points: just below the value the choice is the same, just above it is another, by the recommendation itself.

use nines::app::examples::first_visit;
use nines::engine::flip::{Flip, Input, flips, flips_of_others, settled};
use nines::engine::inverse::with;
use nines::engine::recommend::{EFFORT_FLIP, EFFORT_WORKER, Memo, recommend};
use nines::engine::report::Outcome;
use nines::engine::{Cache, recommend as engine, weigh};
use nines::i18n::Lang;
use nines::i18n::flips::sentence;
use nines::i18n::reasons::Context;
use nines::model::{ComponentId, Fault, Goal, Item, Lifetime, Mode, Param, Place, Plan, Recovery, Topology};

/// The strategy, units and places chosen for a component; none when the goal is out of reach.
fn chosen(topology: &Topology, goal: &Goal, component: ComponentId) -> Option<(Mode, Vec<Place>)> {
    let mut cache = Cache::default();
    let found = recommend(topology, goal, EFFORT_WORKER, &mut cache, &mut Memo::default());
    if found.outcome == Outcome::Unreachable {
        return None;
    }
    let choice = found.choices.iter().find(|choice| choice.component == component)?;
    Some((choice.chosen.strategy.mode(), choice.chosen.placement.clone()))
}

/// The same with an input moved.
fn moved(
    topology: &Topology,
    goal: &Goal,
    component: ComponentId,
    input: Input,
    value: f64,
) -> Option<(Mode, Vec<Place>)> {
    let (mut topology, mut goal) = (topology.clone(), goal.clone());
    match input {
        Input::Param(param) => {
            let mut next = (*topology.components[&component]).clone();
            assert!(param.write(&mut next, value));
            topology.components.insert(component, next.into());
        }
        Input::Target => goal.target_u = value,
        Input::FaultTime | Input::RecoveryTime => panic!("a component's own laws are moved by their numbers"),
    }
    chosen(&topology, &goal, component)
}

/// Every flip of every component of a plan holds; how many there are.
fn check(plan: &Plan) -> Vec<(ComponentId, Flip)> {
    let mut cache = Cache::default();
    let topology = settled(&plan.topology, &plan.goal, EFFORT_FLIP, &mut cache);
    let mut all = Vec::new();
    for component in topology.components.keys().copied() {
        // Users and the like have nothing to choose.
        let Some(now) = chosen(&topology, &plan.goal, component) else { continue };
        let now = Some(now);
        for flip in flips(&topology, &plan.goal, component, EFFORT_FLIP, &mut cache) {
            let at = |value| moved(&topology, &plan.goal, component, flip.input, value);
            let is_whole = matches!(flip.input, Input::Param(Param::Misses | Param::Crews | Param::Needed));
            // Where it flips at 0 only, just before it is a millionth of what it was.
            let step = if is_whole { 1.0 } else { 1e-3 * flip.to.abs().max(1e-3 * flip.from.abs()) };
            let before = flip.to - step * (flip.to - flip.from).signum();
            assert_eq!(at(before), now, "{component:?} {flip:?}: just before it");
            let beyond = at(flip.to);
            assert_ne!(beyond, now, "{component:?} {flip:?}: just beyond it");
            let units = |places: &[Place]| places.iter().map(|place| place.units).sum::<u32>();
            assert_eq!(beyond.map(|(mode, places)| (mode, units(&places))), flip.chosen, "{component:?} {flip:?}");
            all.push((component, flip));
        }
    }
    all
}

#[test]
fn just_below_a_flip_point_the_choice_is_the_same_and_just_above_another() {
    let plan = first_visit(Lang::En);
    let flips = check(&plan);
    assert!(flips.len() > 5, "{flips:?}");
    let inputs = |input| flips.iter().any(|(_, flip)| flip.input == input);
    assert!(inputs(Input::Target) && inputs(Input::Param(Param::FaultUnavailability)), "{flips:?}");
    // With a harder target there are standbys, whose takeovers count.
    let goal = Goal { target_u: 2e-4, ..(*plan.goal).clone() };
    let flips = check(&Plan { goal: goal.into(), ..plan });
    let inputs = |param| flips.iter().any(|(_, flip)| flip.input == Input::Param(param));
    assert!(inputs(Param::Coverage) && inputs(Param::Manual) && inputs(Param::Price), "{flips:?}");
}

/// With the input of another component, or of a zone, at a value.
fn moved_afar(
    topology: &Topology,
    goal: &Goal,
    component: ComponentId,
    flip: &Flip,
    value: f64,
) -> Option<(Mode, Vec<Place>)> {
    let input = match flip.input {
        Input::Param(param) => weigh::Input::Param(param),
        Input::FaultTime => weigh::Input::FaultTime,
        Input::RecoveryTime => weigh::Input::RecoveryTime,
        Input::Target => panic!("a target is nobody else's"),
    };
    let mut topology = topology.clone();
    match flip.item {
        Item::Component(id) => {
            assert_ne!(id, component);
            let next = with(&topology, id, input, value).expect("it has the input");
            topology.components.insert(id, next);
        }
        Item::Zone(id) => {
            let mut zone = (*topology.zones[&id]).clone();
            let mean = |law: &Lifetime| {
                assert!(matches!(law, Lifetime::Exponential { .. }), "{law:?}");
                Lifetime::Exponential { mean_h: value }
            };
            match (&mut zone.fault, &mut zone.recovery, input) {
                (Fault::Law(law), _, weigh::Input::FaultTime) | (_, Recovery::Law(law), weigh::Input::RecoveryTime) => {
                    *law = mean(law);
                }
                (_, _, weigh::Input::Param(param)) => assert!(param.write_zone(&mut zone, value)),
                other => panic!("{other:?}"),
            }
            topology.zones.insert(id, zone.into());
        }
        Item::Link(_) => panic!("links have no such inputs"),
    }
    chosen(&topology, goal, component)
}

#[test]
fn inputs_of_others_flip_a_choice_just_where_they_are_said_to() {
    let plan = first_visit(Lang::En);
    let mut cache = Cache::default();
    let mut found = 0;
    for target_u in [plan.goal.target_u, 2e-4] {
        let goal = Goal { target_u, ..(*plan.goal).clone() };
        let topology = settled(&plan.topology, &goal, EFFORT_FLIP, &mut cache);
        for component in topology.components.keys().copied() {
            let Some(now) = chosen(&topology, &goal, component) else { continue };
            let flips = flips_of_others(&topology, &goal, component, EFFORT_FLIP, &mut cache);
            for flip in flips {
                let at = |value| moved_afar(&topology, &goal, component, &flip, value);
                let before = flip.to - 1e-3 * flip.to.abs() * (flip.to - flip.from).signum();
                assert_eq!(at(before), Some(now.clone()), "{component:?} {flip:?}: just before it");
                let beyond = at(flip.to);
                assert_ne!(beyond, Some(now.clone()), "{component:?} {flip:?}: just beyond it");
                assert_eq!(beyond.map(|(mode, _)| mode), flip.chosen.map(|(mode, _)| mode), "{component:?} {flip:?}");
                found += 1;
            }
        }
    }
    assert!(found > 5, "{found}");
}

#[test]
fn the_nearest_comes_first_and_what_is_out_of_reach_has_none() {
    let plan = first_visit(Lang::En);
    let mut cache = Cache::default();
    let topology = settled(&plan.topology, &plan.goal, EFFORT_FLIP, &mut cache);
    for component in topology.components.keys() {
        let found = flips(&topology, &plan.goal, *component, EFFORT_FLIP, &mut cache);
        let far = |flip: &Flip| (flip.to.max(1e-300) / flip.from.max(1e-300)).ln().abs();
        assert!(found.windows(2).all(|pair| far(&pair[0]) <= far(&pair[1])), "{found:?}");
    }
    let goal = Goal { target_u: 1e-12, ..(*plan.goal).clone() };
    let first = *topology.components.keys().next().expect("a component");
    assert_eq!(flips(&topology, &goal, first, EFFORT_FLIP, &mut cache), []);
    assert!(engine::optimise(&topology, &plan.goal, EFFORT_FLIP, &mut cache).proven);
}

#[test]
fn a_flip_point_is_said_with_three_digits_and_what_comes_then() {
    let plan = first_visit(Lang::En);
    let said = |lang, to, chosen| {
        let at = Context { lang, topology: &plan.topology, goal: &plan.goal };
        let item = Item::Component(ComponentId(1));
        let flip = Flip { item, input: Input::Param(Param::Switch), from: 0.05, to, chosen };
        sentence(at, (item, Mode::HotStandby), &flip)
    };
    let english = said(Lang::En, 210.04 / 3600.0, Some((Mode::Cluster, 3)));
    assert!(english.starts_with("Stays best until “") && english.ends_with("(then: a cluster of 3)"), "{english}");
    assert!(english.contains("goes above 3.5 min"), "{english}");
    let chinese = said(Lang::Zh, 0.01, None);
    assert!(chinese.contains("低于") && chinese.ends_with("之前保持最优（之后：目标无法达成）"), "{chinese}");
}
