//! Edits as a person, a bug or a script could make them: with ids that are not there and numbers that are none.

use std::rc::Rc;

use nines::i18n::canvas::{EN, ZH};
use nines::model::kind::{KINDS, ZONE_KINDS};
use nines::model::param::PARAMS;
use nines::model::*;

use super::mutate::{pick, text};
use crate::wire::Dice;

const FIGURES: [f64; 14] = [
    0.0,
    -0.0,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    1e308,
    -1e308,
    5e-324,
    1.0,
    -1.0,
    0.5,
    1e5,
    2.2250738585072014e-308,
    640.25,
];
const COUNTS: [u32; 8] = [0, 1, 2, 3, 64, 65, u32::MAX - 1, u32::MAX];

/// A plan to begin with, its ids at times as high as they go.
pub(crate) fn start(dice: &mut Dice) -> Plan {
    let components = u32::try_from(dice.below(6)).expect("small");
    let mut plan = if components == 0 { Plan::default() } else { dice.plan(components) };
    if dice.one_in(4) {
        let topology = Rc::make_mut(&mut plan.topology);
        let last = ComponentId(u32::MAX);
        topology.components.insert(last, Rc::new(Component::new(last, Kind::Sql, "last".to_owned())));
        let zone = ZoneId(u32::MAX);
        let first = topology.zones.values().next().cloned();
        if let Some(first) = first {
            topology.zones.insert(zone, Rc::new(Zone { id: zone, parent: None, ..(*first).clone() }));
        }
        let first = topology.components.keys().next().copied();
        if let Some(from) = first.filter(|from| *from != last) {
            let id = LinkId(u32::MAX);
            topology.links.insert(id, Link { id, from: last, to: from, need: Need::Hard });
        }
    }
    check::mend(plan).0
}

/// One edit of `plan`.
pub(crate) fn edit(dice: &mut Dice, plan: &Plan) -> Edit {
    match dice.below(20) {
        0 => Edit::RenamePlan(text(dice)),
        1 | 2 => Edit::AddComponent { kind: kind(dice), name: text(dice), at: point(dice), zone: zone(dice, plan) },
        3 | 4 => Edit::PutComponent(Rc::new(component(dice, plan))),
        5 => Edit::AddZone {
            kind: pick(dice, &ZONE_KINDS).kind,
            name: text(dice),
            rect: rect(dice),
            parent: zone(dice, plan),
        },
        6 => Edit::PutZone(Rc::new(changed_zone(dice, plan))),
        7 | 8 => Edit::Connect { from: id(dice, plan), to: id(dice, plan) },
        9 => Edit::AnyOf { links: links(dice, plan), needed: count(dice) },
        10 => Edit::Dissolve(SetId(plan.topology.sets.keys().next().map_or(u32::MAX, |set| set.0))),
        11 => Edit::Remove(items(dice, plan)),
        12 => Edit::Move { items: items(dice, plan), dx: figure(dice), dy: figure(dice) },
        13 => Edit::MoveInto { components: vec![id(dice, plan), id(dice, plan)], zone: zone(dice, plan) },
        14 => Edit::ResizeZone { zone: zone(dice, plan).unwrap_or(ZoneId(3)), rect: rect(dice) },
        15 => Edit::Duplicate { items: items(dice, plan), dx: figure(dice), dy: figure(dice) },
        16 => Edit::PutGoal(Rc::new(goal(dice, plan))),
        17 => {
            let mut steps = (*plan.steps).clone();
            let at = dice.below(steps.len() + 1);
            let many = if dice.one_in(50) { 30 } else { dice.below(3) };
            let step = Step { plan: illegal(dice, plan), failed: items(dice, plan).into_iter().collect() };
            steps.splice(at..at, std::iter::repeat_n(step, many));
            Edit::PutSteps(Rc::new(steps))
        }
        18 => Edit::ShowStep(dice.below(4)),
        _ => match dice.below(7) {
            5 => Edit::Paste {
                part: Rc::new(illegal(dice, plan)),
                dx: figure(dice),
                dy: figure(dice),
                homes: items(dice, plan).into_iter().zip(zone(dice, plan)).collect(),
            },
            6 => Edit::Arrange(Rc::clone(&illegal(dice, plan).layout)),
            3 => {
                Edit::PutNeed { link: links(dice, plan).first().copied().unwrap_or(LinkId(0)), need: need(dice, plan) }
            }
            4 => {
                let set = plan.topology.sets.keys().next().copied().unwrap_or(SetId(u32::MAX));
                Edit::PutSwitching { set, switching: figure(dice) }
            }
            0 => Edit::Replace(Rc::new(illegal(dice, plan))),
            1 => Edit::All((0..dice.below(4)).map(|_| edit(dice, plan)).collect()),
            _ => Edit::All(vec![]),
        },
    }
}

/// What an edit adds takes the place of nothing.
pub(crate) fn adds(before: &Plan, after: &Plan, edit: &Edit) {
    let (old, new) = (&before.topology, &after.topology);
    match edit {
        Edit::AddComponent { .. } => assert_eq!(new.components.len(), old.components.len() + 1, "{edit:?}"),
        Edit::AddZone { .. } => assert_eq!(new.zones.len(), old.zones.len() + 1, "{edit:?}"),
        Edit::Connect { .. } => assert_eq!(new.links.len(), old.links.len() + 1, "{edit:?}"),
        Edit::Duplicate { .. } | Edit::Paste { .. } => {
            for (id, component) in &old.components {
                assert!(new.components.get(id).is_some_and(|kept| kept.name == component.name), "{edit:?}");
            }
            assert!(new.links.len() >= old.links.len() && new.zones.len() >= old.zones.len(), "{edit:?}");
        }
        Edit::RenamePlan(_)
        | Edit::PutComponent(_)
        | Edit::PutZone(_)
        | Edit::AnyOf { .. }
        | Edit::Dissolve(_)
        | Edit::PutNeed { .. }
        | Edit::PutSwitching { .. }
        | Edit::Remove(_)
        | Edit::Move { .. }
        | Edit::MoveInto { .. }
        | Edit::ResizeZone { .. }
        | Edit::Arrange(_)
        | Edit::PutGoal(_)
        | Edit::PutSteps(_)
        | Edit::ShowStep(_)
        | Edit::Replace(_)
        | Edit::All(_) => {}
    }
}

/// A refusal has words in both languages.
pub(crate) fn said(refusal: &Refusal) {
    let (en, zh) = ((EN.refused)(refusal), (ZH.refused)(refusal));
    assert!(!en.is_empty() && !zh.is_empty() && en != zh, "{refusal:?}");
}

fn figure(dice: &mut Dice) -> f64 {
    if dice.one_in(2) { f64::from(i32::from_ne_bytes(bits(dice))) / 65_536.0 } else { *pick(dice, &FIGURES) }
}

fn bits(dice: &mut Dice) -> [u8; 4] {
    u32::try_from(dice.next() >> 32).expect("32 bits").to_ne_bytes()
}

fn count(dice: &mut Dice) -> u32 {
    *pick(dice, &COUNTS)
}

fn kind(dice: &mut Dice) -> Kind {
    pick(dice, &KINDS).kind
}

fn point(dice: &mut Dice) -> Point {
    Point { x: figure(dice), y: figure(dice) }
}

fn rect(dice: &mut Dice) -> Rect {
    Rect { x: figure(dice), y: figure(dice), width: figure(dice), height: figure(dice) }
}

/// A component that is there, or now and then one that is not.
fn id(dice: &mut Dice, plan: &Plan) -> ComponentId {
    let there: Vec<ComponentId> = plan.topology.components.keys().copied().collect();
    if there.is_empty() || dice.one_in(12) { ComponentId(count(dice)) } else { *pick(dice, &there) }
}

fn zone(dice: &mut Dice, plan: &Plan) -> Option<ZoneId> {
    let there: Vec<ZoneId> = plan.topology.zones.keys().copied().collect();
    match dice.below(12) {
        0 => Some(ZoneId(count(dice))),
        1..5 => None,
        _ => there.get(dice.below(there.len().max(1))).copied(),
    }
}

fn links(dice: &mut Dice, plan: &Plan) -> Vec<LinkId> {
    let from = id(dice, plan);
    let of_one = plan.topology.links.values().filter(|link| link.from == from).map(|link| link.id);
    let mut links: Vec<LinkId> = of_one.collect();
    if dice.one_in(4) {
        links.push(LinkId(count(dice)));
    }
    links
}

fn need(dice: &mut Dice, plan: &Plan) -> Need {
    match dice.below(5) {
        0 => Need::Hard,
        1 => Need::Soft,
        2 => Need::Cached { hours: figure(dice) },
        3 => Need::Async,
        _ => Need::OneOf(plan.topology.sets.keys().next().copied().unwrap_or(SetId(count(dice)))),
    }
}

fn items(dice: &mut Dice, plan: &Plan) -> Vec<Item> {
    (0..dice.below(4))
        .map(|_| match dice.below(3) {
            0 => Item::Component(id(dice, plan)),
            1 => Item::Zone(zone(dice, plan).unwrap_or(ZoneId(1))),
            _ => Item::Link(plan.topology.links.keys().next().copied().unwrap_or(LinkId(0))),
        })
        .collect()
}

fn law(dice: &mut Dice) -> Lifetime {
    match dice.below(4) {
        0 => Lifetime::Logistic { steepness_per_h: figure(dice), median_h: figure(dice) },
        1 => Lifetime::Exponential { mean_h: figure(dice) },
        2 => Lifetime::Weibull { mean_h: figure(dice), shape: figure(dice) },
        _ => Lifetime::Lognormal { mean_h: figure(dice), sigma: figure(dice) },
    }
}

fn fault(dice: &mut Dice) -> Fault {
    match dice.below(3) {
        0 => Fault::Never,
        1 => Fault::Published { unavailability: figure(dice) },
        _ => Fault::Law(law(dice)),
    }
}

fn component(dice: &mut Dice, plan: &Plan) -> Component {
    let id = id(dice, plan);
    let there = plan.topology.components.get(&id).map(|component| (**component).clone());
    let mut changed = there.unwrap_or_else(|| Component::new(id, kind(dice), text(dice)));
    changed.strategy = pick(dice, &Mode::ALL).preset();
    if dice.one_in(3) {
        changed.name = text(dice);
        changed.note = text(dice);
    }
    if dice.one_in(2) {
        changed.fault = fault(dice);
    }
    if dice.one_in(3) {
        changed.recovery = Recovery::Law(law(dice));
    }
    for row in &PARAMS {
        if dice.one_in(6) {
            row.param.write(&mut changed, figure(dice));
        }
        if dice.one_in(9) {
            changed.spans.insert(row.param, Span { low: figure(dice), high: figure(dice) });
        }
    }
    changed.wishes = Wishes {
        is_pinned: dice.one_in(4),
        modes: dice.one_in(3).then(|| Mode::ALL.into_iter().filter(|_| dice.one_in(3)).collect()),
        most_units: dice.one_in(3).then(|| count(dice)),
    };
    changed.train = if dice.one_in(3) { zone(dice, plan) } else { None };
    changed.placement = (0..dice.below(9)).map(|_| Place { zone: zone(dice, plan), units: count(dice) }).collect();
    changed
}

fn changed_zone(dice: &mut Dice, plan: &Plan) -> Zone {
    let id = zone(dice, plan).unwrap_or(ZoneId(1));
    let row = pick(dice, &ZONE_KINDS);
    Zone {
        id,
        kind: row.kind,
        name: text(dice),
        parent: zone(dice, plan),
        fault: fault(dice),
        recovery: Recovery::Law(law(dice)),
        round_trip_ms: figure(dice),
        may_hold_data: dice.one_in(2),
        spans: PARAMS.iter().filter(|_| dice.one_in(9)).map(|row| (row.param, Span { low: 0.0, high: 9.0 })).collect(),
        note: text(dice),
    }
}

fn goal(dice: &mut Dice, plan: &Plan) -> Goal {
    let optional = |dice: &mut Dice| dice.one_in(2).then(|| figure(dice));
    Goal {
        target_u: figure(dice),
        rto_h: optional(dice),
        rpo_h: optional(dice),
        peak_load: figure(dice),
        growth: figure(dice),
        headroom: figure(dice),
        budget_per_month: optional(dice),
        latency_ms: optional(dice),
        skill: *pick(dice, &Skill::ALL),
        most_sites: dice.one_in(3).then(|| count(dice)),
        most_endpoints: dice.one_in(3).then(|| count(dice)),
        between_sites: figure(dice),
        currency: text(dice),
        journeys: (0..if dice.one_in(9) { 30 } else { dice.below(3) })
            .map(|_| Journey {
                id: JourneyId(count(dice)),
                name: text(dice),
                entry: id(dice, plan),
                target_u: optional(dice),
                weight: figure(dice),
            })
            .collect(),
        ..Goal::default()
    }
}

/// A plan that no reader and no edit has looked at.
fn illegal(dice: &mut Dice, plan: &Plan) -> Plan {
    let mut next = plan.clone();
    next.name = text(dice);
    next.goal = Rc::new(goal(dice, plan));
    let topology = Rc::make_mut(&mut next.topology);
    for _ in 0..dice.below(3) {
        let changed = component(dice, plan);
        topology.components.insert(id(dice, plan), Rc::new(changed));
        topology.zones.insert(ZoneId(count(dice)), Rc::new(changed_zone(dice, plan)));
        let set = SetId(count(dice));
        topology.sets.insert(SetId(count(dice)), LinkSet { id: set, needed: count(dice), switching: figure(dice) });
        let link = Link {
            id: LinkId(count(dice)),
            from: id(dice, plan),
            to: id(dice, plan),
            need: if dice.one_in(2) { Need::OneOf(set) } else { need(dice, plan) },
        };
        topology.links.insert(LinkId(count(dice)), link);
    }
    let layout = Rc::make_mut(&mut next.layout);
    layout.components.insert(id(dice, plan), point(dice));
    layout.zones.insert(ZoneId(count(dice)), rect(dice));
    next
}
