//! The one validator: makes any plan, however it was made, a legal one, and says what it had to change.
//!
//! It never refuses: what cannot stay is left out with a [`Finding`]; the caller decides whether to show or to refuse.

use std::rc::Rc;

use super::edit::Item;
use super::limits;
use super::ordered::{Map, Set};
use super::param::Param;
use super::plan::{Layout, Plan, Point, Rect, Step};
use super::strategy::Mode;
use super::topology::{Component, ComponentId, Need, Place, Topology, ZoneId};

/// Something that the validator changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// A name was cut or cleaned of control characters.
    NameCleaned {
        /// As it is now.
        name: String,
    },
    /// A note was cut or cleaned.
    NoteCleaned {
        /// Whose.
        name: String,
    },
    /// A number lay outside its range.
    Clamped {
        /// Whose.
        name: String,
        /// Which.
        param: Param,
    },
    /// The units did not fit the strategy, or lay in zones that are not there.
    PlacementMended {
        /// Whose.
        name: String,
    },
    /// Links to missing components, to themselves or written twice were left out.
    LinksDropped {
        /// How many.
        count: usize,
    },
    /// Times or chances of links lay outside their range.
    LinksMended {
        /// How many.
        count: usize,
    },
    /// Zones lay inside each other in a circle, or too deep; they were put side by side.
    ZonesMended {
        /// How many.
        count: usize,
    },
    /// Journeys from missing components were left out.
    JourneysDropped {
        /// How many.
        count: usize,
    },
    /// More than the plan can hold; the rest was left out.
    TooMany {
        /// How many were left out.
        dropped: usize,
    },
    /// A number of the goal lay outside its range.
    GoalMended,
}

/// `text` without control and bidi-override characters, trimmed, at most `max` characters.
pub fn clean_text(text: &str, max: usize) -> String {
    let is_bad = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let kept: String = text.chars().filter(|c| !is_bad(*c)).collect();
    let cut: String = kept.trim().chars().take(max).collect();
    cut.trim_end().to_owned()
}

/// [`clean_text`] for a name: one line.
pub fn clean_name(text: &str) -> String {
    clean_text(&text.replace('\n', " "), limits::NAME_CHARS)
}

/// A legal plan, as near as possible to `plan`, and what had to be changed for it.
pub fn mend(plan: Plan) -> (Plan, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut topology = (*plan.topology).clone();
    let mut layout = (*plan.layout).clone();
    let mut goal = (*plan.goal).clone();

    let dropped = cut(&mut topology.components, limits::COMPONENTS)
        + cut(&mut topology.links, limits::LINKS)
        + cut(&mut topology.zones, limits::ZONES);
    if dropped > 0 {
        findings.push(Finding::TooMany { dropped });
    }
    mend_zones(&mut topology, &mut findings);
    mend_components(&mut topology, &mut findings);
    mend_links(&mut topology, &mut findings);
    mend_layout(&topology, &mut layout);

    let journeys = goal.journeys.len();
    mend_journeys(&topology, &mut goal);
    if goal.journeys.len() < journeys {
        findings.push(Finding::JourneysDropped { count: journeys - goal.journeys.len() });
    }
    let mended = goal.mended();
    if mended != goal {
        findings.push(Finding::GoalMended);
        goal = mended;
    }
    let name = clean_name(&plan.name);
    if name != plan.name {
        findings.push(Finding::NameCleaned { name: name.clone() });
    }
    let (steps, of_steps) = mend_steps(&plan.steps);
    findings.extend(of_steps);
    (Plan { name, topology: Rc::new(topology), goal: Rc::new(goal), layout: Rc::new(layout), steps }, findings)
}

/// Steps that are each a legal plan without steps of its own, in which only what is there has failed; those that are
/// legal as they are stay the same by pointer.
pub fn mend_steps(steps: &Rc<Vec<Step>>) -> (Rc<Vec<Step>>, Vec<Finding>) {
    let mut findings = Vec::new();
    let dropped = steps.len().saturating_sub(limits::STEPS);
    if dropped > 0 {
        findings.push(Finding::TooMany { dropped });
    }
    let mended = steps.iter().take(limits::STEPS).map(|step| {
        let bare = Plan { steps: Rc::default(), ..step.plan.clone() };
        let (plan, of_step) = mend(bare);
        findings.extend(of_step);
        let is_there = |item: &Item| match item {
            Item::Component(id) => plan.topology.components.contains_key(id),
            Item::Link(id) => plan.topology.links.contains_key(id),
            Item::Zone(id) => plan.topology.zones.contains_key(id),
        };
        let failed = step.failed.iter().copied().filter(is_there).collect();
        let mended = Step { plan, failed };
        if mended == *step { step.clone() } else { mended }
    });
    let mended: Vec<Step> = mended.collect();
    (Rc::new(mended), findings)
}

fn cut<K, V>(map: &mut Map<K, V>, max: usize) -> usize {
    let extra = map.len().saturating_sub(max);
    map.truncate(max);
    extra
}

fn mend_zones(topology: &mut Topology, findings: &mut Vec<Finding>) {
    let ids: Set<ZoneId> = topology.zones.keys().copied().collect();
    let parents: Map<ZoneId, Option<ZoneId>> = topology.zones.iter().map(|(id, zone)| (*id, zone.parent)).collect();
    let is_rooted = |start: ZoneId| {
        let mut at = Some(start);
        for _ in 0..limits::ZONE_DEPTH {
            match at {
                None => return true,
                Some(id) if !ids.contains(&id) => return false,
                Some(id) => at = parents.get(&id).copied().flatten(),
            }
        }
        at.is_none()
    };
    let mut count = 0;
    for (id, slot) in &mut topology.zones {
        let mut zone = (**slot).clone();
        if !is_rooted(*id) {
            zone.parent = None;
            count += 1;
        }
        let name = clean_name(&zone.name);
        if name != zone.name {
            findings.push(Finding::NameCleaned { name: name.clone() });
            zone.name = name;
        }
        let note = clean_text(&zone.note, limits::NOTE_CHARS);
        if note != zone.note {
            findings.push(Finding::NoteCleaned { name: zone.name.clone() });
            zone.note = note;
        }
        for param in zone.clamp() {
            findings.push(Finding::Clamped { name: zone.name.clone(), param });
        }
        zone.id = *id;
        if zone != **slot {
            *slot = Rc::new(zone);
        }
    }
    if count > 0 {
        findings.push(Finding::ZonesMended { count });
    }
}

fn mend_components(topology: &mut Topology, findings: &mut Vec<Finding>) {
    let zones: Set<ZoneId> = topology.zones.keys().copied().collect();
    for (id, slot) in &mut topology.components {
        let mut component = (**slot).clone();
        component.id = *id;
        let name = clean_name(&component.name);
        if name != component.name {
            findings.push(Finding::NameCleaned { name: name.clone() });
            component.name = name;
        }
        let note = clean_text(&component.note, limits::NOTE_CHARS);
        if note != component.note {
            findings.push(Finding::NoteCleaned { name: component.name.clone() });
            component.note = note;
        }
        for param in component.clamp() {
            findings.push(Finding::Clamped { name: component.name.clone(), param });
        }
        let placement = mend_placement(&component, &zones);
        component.train = mend_train(component.train, &placement, &zones);
        if placement != slot.placement || component.train != slot.train {
            findings.push(Finding::PlacementMended { name: component.name.clone() });
        }
        component.placement = placement;
        component.wishes = component.wishes.mended();
        if component != **slot {
            *slot = Rc::new(component);
        }
    }
}

/// The placement nearest to the component's that its zones and its strategy allow.
pub(super) fn mend_placement(component: &Component, zones: &Set<ZoneId>) -> Vec<Place> {
    let mut merged: Vec<Place> = Vec::new();
    for place in &component.placement {
        let zone = place.zone.filter(|id| zones.contains(id));
        if let Some(seen) = merged.iter_mut().find(|seen| seen.zone == zone) {
            seen.units = (seen.units + place.units).min(limits::UNITS);
        } else if merged.len() < limits::PLACES && place.units > 0 {
            merged.push(Place { zone, units: place.units });
        }
    }
    fit_units(merged, component.strategy.mode())
}

/// The release train, if it is there and among no more zones than are looked at together.
pub(super) fn mend_train(train: Option<ZoneId>, placement: &[Place], zones: &Set<ZoneId>) -> Option<ZoneId> {
    train.filter(|id| zones.contains(id) && placement.len() < limits::PLACES)
}

/// `placement` with as few units added or taken away as `mode` needs; never empty.
pub fn fit_units(mut placement: Vec<Place>, mode: Mode) -> Vec<Place> {
    let (min, max) = mode.units_range();
    if placement.is_empty() {
        placement.push(Place { zone: None, units: mode.default_units() });
    }
    let mut total: u32 = placement.iter().map(|place| place.units).sum();
    if let Some(first) = placement.first_mut()
        && total < min
    {
        first.units += min - total;
        total = min;
    }
    // Taken from the end, so the first place, the home, stays.
    while total > max {
        let Some(last) = placement.last_mut() else { break };
        last.units -= 1;
        total -= 1;
        if last.units == 0 {
            placement.pop();
        }
    }
    placement
}

fn mend_links(topology: &mut Topology, findings: &mut Vec<Finding>) {
    let before = topology.links.len();
    let components: Set<ComponentId> = topology.components.keys().copied().collect();
    let mut seen = Set::new();
    topology.links.retain(|id, link| {
        link.id = *id;
        link.from != link.to
            && components.contains(&link.from)
            && components.contains(&link.to)
            && seen.insert((link.from, link.to))
    });
    if topology.links.len() < before {
        findings.push(Finding::LinksDropped { count: before - topology.links.len() });
    }
    let count = mend_needs(topology);
    if count > 0 {
        findings.push(Finding::LinksMended { count });
    }
    settle_sets(topology);
}

/// Every time and every chance of a link inside its range; how many were not.
fn mend_needs(topology: &mut Topology) -> usize {
    let mut count = 0;
    for link in topology.links.values_mut() {
        let need = link.need.clamped();
        count += usize::from(need != link.need);
        link.need = need;
    }
    for set in topology.sets.values_mut() {
        let switching = mended_switching(set.switching);
        count += usize::from(switching.to_bits() != set.switching.to_bits());
        set.switching = switching;
    }
    count
}

/// A chance that a switch works, inside its range; what is no number works.
pub(super) fn mended_switching(switching: f64) -> f64 {
    if switching.is_nan() { 1.0 } else { limits::clamped(switching, 0.0, 1.0) }
}

/// Sets with members from one component only, with a sensible k; a set of one is a hard link.
pub(super) fn settle_sets(topology: &mut Topology) {
    let mut members: Map<_, Vec<_>> = Map::new();
    for link in topology.links.values() {
        if let Some(set) = link.need.set() {
            members.or_default(set).push((link.id, link.from));
        }
    }
    for (set, links) in &members {
        let owner = links.first().map(|(_, from)| *from);
        let same: Vec<_> = links.iter().filter(|(_, from)| Some(*from) == owner).map(|(id, _)| *id).collect();
        let keep = same.len() > 1 && topology.sets.contains_key(set);
        for (id, _) in links {
            if let Some(link) = topology.links.get_mut(id)
                && !(keep && same.contains(id))
            {
                link.need = Need::Hard;
            }
        }
        if let Some(slot) = topology.sets.get_mut(set)
            && keep
        {
            slot.id = *set;
            slot.needed = slot.needed.clamp(1, u32::try_from(same.len()).unwrap_or(u32::MAX));
        }
    }
    let used: Set<_> = topology.links.values().filter_map(|link| link.need.set()).collect();
    topology.sets.retain(|id, _| used.contains(id));
}

/// The journeys that enter at a component that is there, each id once, and no more than a goal may have.
pub(super) fn mend_journeys(topology: &Topology, goal: &mut super::goal::Goal) {
    let mut seen = Set::new();
    goal.journeys.retain(|journey| topology.components.contains_key(&journey.entry) && seen.insert(journey.id));
    goal.journeys.truncate(limits::JOURNEYS);
}

/// Everything lies somewhere on the canvas, and nothing else has a place there.
pub(super) fn mend_layout(topology: &Topology, layout: &mut Layout) {
    let coordinate = |value: f64| {
        if value.is_finite() { limits::clamped(value, -limits::COORDINATE_PX, limits::COORDINATE_PX) } else { 0.0 }
    };
    // As in every frame of a drag.
    let is_whole =
        layout.components.keys().eq(topology.components.keys()) && layout.zones.keys().eq(topology.zones.keys());
    if !is_whole {
        layout.components.retain(|id, _| topology.components.contains_key(id));
        layout.zones.retain(|id, _| topology.zones.contains_key(id));
    }
    for point in layout.components.values_mut() {
        *point = Point { x: coordinate(point.x), y: coordinate(point.y) };
    }
    for rect in layout.zones.values_mut() {
        *rect = Rect {
            x: coordinate(rect.x),
            y: coordinate(rect.y),
            width: coordinate(rect.width).max(80.0),
            height: coordinate(rect.height).max(60.0),
        };
    }
    if is_whole {
        return;
    }
    // A component without a place gets one in a row below, in the next row where the board ends; a zone too.
    let mut next = Point { x: 0.0, y: 0.0 };
    for id in topology.components.keys() {
        layout.components.or_insert_with(*id, || {
            next.x += 200.0;
            if next.x > limits::COORDINATE_PX {
                next = Point { x: 200.0, y: next.y + 200.0 };
            }
            next
        });
    }
    for id in topology.zones.keys() {
        layout.zones.or_insert(*id, Rect { x: 0.0, y: 200.0, width: 320.0, height: 240.0 });
    }
}

impl super::goal::Goal {
    /// This goal with every number inside its range and clean text.
    #[must_use]
    pub fn mended(&self) -> Self {
        let within = |value: f64, min: f64, max: f64, default: f64| {
            if value.is_nan() { default } else { limits::clamped(value, min, max) }
        };
        let optional = |value: Option<f64>, min: f64, max: f64| {
            value.filter(|value| value.is_finite()).map(|value| limits::clamped(value, min, max))
        };
        let mut goal = self.clone();
        goal.target_u = within(goal.target_u, 1e-12, 0.5, 1e-3);
        goal.rto_h = optional(goal.rto_h, 0.0, 8766.0);
        goal.rpo_h = optional(goal.rpo_h, 0.0, 8766.0);
        goal.peak_load = within(goal.peak_load, 0.0, 1e12, 0.0);
        goal.growth = within(goal.growth, 1.0, 1000.0, 1.0);
        goal.headroom = within(goal.headroom, 1.0, 10.0, 1.25);
        goal.budget_per_month = optional(goal.budget_per_month, 0.0, 1e12);
        goal.latency_ms = optional(goal.latency_ms, 0.0, 60_000.0);
        goal.most_sites = goal.most_sites.map(|sites| sites.clamp(1, limits::UNITS));
        goal.most_endpoints = goal.most_endpoints.map(|endpoints| endpoints.clamp(1, limits::UNITS));
        goal.between_sites = within(goal.between_sites, 0.0, 1.0, 0.0);
        goal.currency = clean_text(&goal.currency.replace('\n', " "), limits::CURRENCY_CHARS);
        for journey in &mut goal.journeys {
            journey.name = clean_name(&journey.name);
            journey.target_u = optional(journey.target_u, 1e-12, 0.5);
            journey.weight = within(journey.weight, limits::WEIGHT_LEAST, limits::WEIGHT_MOST, 1.0);
        }
        goal
    }
}
