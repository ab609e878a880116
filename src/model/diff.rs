//! What differs between two plans, as data: one entry for each thing that a person would name.
//!
//! Things are told apart by their ids. Where they are drawn and what is noted about them is no difference.

use std::mem::discriminant;
use std::rc::Rc;

use super::goal::Goal;
use super::lifetime::{Fault, Lifetime, Recovery};
use super::param::{PARAMS, Param};
use super::plan::Plan;
use super::topology::{Component, ComponentId, LinkId, Zone};
use super::{Item, Need};

/// One difference, from the first plan to the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// Only the second has it.
    Added(Item),
    /// Only the first has it.
    Removed(Item),
    /// It has another name.
    Renamed(Item),
    /// It is of another kind.
    Kind(Item),
    /// It runs in another mode, with other units or in other places.
    Strategy(ComponentId),
    /// Its fault or its recovery is stated in another form.
    Law(Item),
    /// One of its numbers differs.
    Number {
        /// Whose.
        item: Item,
        /// Which.
        param: Param,
        /// In the first.
        from: f64,
        /// In the second.
        to: f64,
    },
    /// It is set differently in a way that has no number: fencing, tests, what is inside what.
    Otherwise(Item),
    /// What it leads to is needed in another way.
    Need(LinkId),
    /// A part of the goal.
    Goal(GoalPart),
}

/// A part of the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalPart {
    /// The target.
    Target,
    /// The window.
    Window,
    /// RTO.
    Rto,
    /// RPO.
    Rpo,
    /// Peak load, growth, headroom, and what is counted.
    Load,
    /// The budget and its currency.
    Budget,
    /// Latency.
    Latency,
    /// The journeys.
    Journeys,
    /// Anything else.
    Rest,
}

/// All differences: components in order of ids, links, zones, the goal.
pub fn diff(from: &Plan, to: &Plan) -> Vec<Change> {
    let mut found = Vec::new();
    let (a, b) = (&from.topology, &to.topology);
    if !Rc::ptr_eq(a, b) {
        for (id, now) in &b.components {
            let item = Item::Component(*id);
            match a.components.get(id) {
                Some(before) => of_component(before, now, &mut found),
                None => found.push(Change::Added(item)),
            }
        }
        let gone = a.components.keys().filter(|id| !b.components.contains_key(id));
        found.extend(gone.map(|id| Change::Removed(Item::Component(*id))));
        let set = |need: Need, of: &Plan| need.set().and_then(|set| of.topology.sets.get(&set).copied());
        for (id, now) in &b.links {
            match a.links.get(id) {
                Some(before) if (before.from, before.to) != (now.from, now.to) => {
                    found.extend([Change::Removed(Item::Link(*id)), Change::Added(Item::Link(*id))]);
                }
                Some(before) if before.need != now.need || set(before.need, from) != set(now.need, to) => {
                    found.push(Change::Need(*id));
                }
                Some(_) => {}
                None => found.push(Change::Added(Item::Link(*id))),
            }
        }
        let gone = a.links.keys().filter(|id| !b.links.contains_key(id));
        found.extend(gone.map(|id| Change::Removed(Item::Link(*id))));
        for (id, now) in &b.zones {
            match a.zones.get(id) {
                Some(before) => of_zone(before, now, &mut found),
                None => found.push(Change::Added(Item::Zone(*id))),
            }
        }
        let gone = a.zones.keys().filter(|id| !b.zones.contains_key(id));
        found.extend(gone.map(|id| Change::Removed(Item::Zone(*id))));
    }
    of_goal(&from.goal, &to.goal, &mut found);
    found
}

fn of_component(before: &Rc<Component>, now: &Rc<Component>, found: &mut Vec<Change>) {
    if Rc::ptr_eq(before, now) {
        return;
    }
    let item = Item::Component(now.id);
    let first = found.len();
    if before.name != now.name {
        found.push(Change::Renamed(item));
    }
    if before.kind != now.kind {
        found.push(Change::Kind(item));
    }
    let is_mode = before.strategy.mode() != now.strategy.mode();
    let is_strategy = is_mode || before.placement != now.placement;
    if is_strategy {
        found.push(Change::Strategy(now.id));
    }
    if is_other_law(&before.fault, &now.fault, &before.recovery, &now.recovery) {
        found.push(Change::Law(item));
    }
    let numbers = |param: Param| (param.read(before), param.read(now));
    // Another mode brings its own numbers along.
    put_numbers(item, numbers, |param| is_mode && param.is_of_strategy(), found);
    if found.len() == first {
        let mut same = (**before).clone();
        same.note.clone_from(&now.note);
        if same != **now {
            found.push(Change::Otherwise(item));
        }
    }
}

fn of_zone(before: &Rc<Zone>, now: &Rc<Zone>, found: &mut Vec<Change>) {
    if Rc::ptr_eq(before, now) {
        return;
    }
    let item = Item::Zone(now.id);
    let first = found.len();
    if before.name != now.name {
        found.push(Change::Renamed(item));
    }
    if before.kind != now.kind {
        found.push(Change::Kind(item));
    }
    if is_other_law(&before.fault, &now.fault, &before.recovery, &now.recovery) {
        found.push(Change::Law(item));
    }
    put_numbers(item, |param| (param.read_zone(before), param.read_zone(now)), |_| false, found);
    if found.len() == first {
        let mut same = (**before).clone();
        same.note.clone_from(&now.note);
        if same != **now {
            found.push(Change::Otherwise(item));
        }
    }
}

/// The numbers that both have and that differ.
fn put_numbers(
    item: Item,
    read: impl Fn(Param) -> (Option<f64>, Option<f64>),
    is_left: impl Fn(Param) -> bool,
    found: &mut Vec<Change>,
) {
    for row in PARAMS.iter().filter(|row| !is_left(row.param)) {
        if let (Some(from), Some(to)) = read(row.param)
            && from.to_bits() != to.to_bits()
        {
            found.push(Change::Number { item, param: row.param, from, to });
        }
    }
}

fn is_other_law(before: &Fault, now: &Fault, recovery: &Recovery, recovery_now: &Recovery) -> bool {
    let form = discriminant::<Lifetime>;
    let of_fault = |fault: &Fault| match fault {
        Fault::Law(law) => Some(form(law)),
        Fault::Never | Fault::Published { .. } => None,
    };
    let of_recovery = |recovery: &Recovery| match recovery {
        Recovery::Law(law) => Some(form(law)),
        Recovery::Parts(_) => None,
    };
    discriminant(before) != discriminant(now)
        || of_fault(before) != of_fault(now)
        || of_recovery(recovery) != of_recovery(recovery_now)
}

fn of_goal(before: &Rc<Goal>, now: &Rc<Goal>, found: &mut Vec<Change>) {
    if Rc::ptr_eq(before, now) || before == now {
        return;
    }
    let load = |of: &Goal| (of.peak_load.to_bits(), of.growth.to_bits(), of.headroom.to_bits(), of.load_unit);
    let limits = |of: &Goal| (of.skill, of.most_sites, of.most_endpoints, of.between_sites.to_bits());
    let parts = [
        (GoalPart::Target, before.target_u.to_bits() != now.target_u.to_bits()),
        (GoalPart::Window, before.window != now.window),
        (GoalPart::Rto, before.rto_h != now.rto_h),
        (GoalPart::Rpo, before.rpo_h != now.rpo_h),
        (GoalPart::Load, load(before) != load(now)),
        (GoalPart::Budget, before.budget_per_month != now.budget_per_month || before.currency != now.currency),
        (GoalPart::Latency, before.latency_ms != now.latency_ms),
        (GoalPart::Journeys, before.journeys != now.journeys),
        (GoalPart::Rest, limits(before) != limits(now)),
    ];
    let first = found.len();
    found.extend(parts.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| Change::Goal(part)));
    if found.len() == first {
        found.push(Change::Goal(GoalPart::Rest));
    }
}
