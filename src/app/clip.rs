//! What is copied and pasted: a part of the plan as the text of a file, a link, or a list that somebody typed. It knows no
//! clipboard.

use super::action::Action;
use super::geometry::{GRID, bounds, item_box, snapped, zone_at};
use super::gesture::zone_around;
use super::jotting;
use super::notice::Notice;
use super::spot::clicked;
use super::state::State;
use crate::format::{export, import, link};
use crate::model::ordered::{Map, Set};
use crate::model::{Component, Edit, Item, Plan, Point, Rect, Refusal, ZoneId, limits};

/// A wish about the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Clip {
    /// The selection goes into it.
    #[default]
    Copy,
    /// The selection goes into it and out of the plan.
    Cut,
    /// What is in it comes into the plan.
    Paste,
}

/// The selection as the text of a file; none where it holds nothing that stands by itself.
pub fn copied(state: &State) -> Option<String> {
    let items: Vec<Item> = state.selection.iter().copied().collect();
    let part = state.plan.part(&items);
    let is_empty = part.topology.components.is_empty() && part.topology.zones.is_empty();
    (!is_empty).then(|| export::to_file(&part))
}

/// What pasting a text does: a link opens, a part or a plan comes beside what is there, and so does a list.
pub fn pasted(state: &State, text: &str) -> Vec<Action> {
    let text = text.trim();
    if text.starts_with('{') {
        return match import::read(text.as_bytes()) {
            Ok(decoded) => {
                let notice = Notice::mended(&decoded).map(|notice| Action::Notice(Some(notice)));
                std::iter::once(Action::Edit(beside(state, decoded.plan))).chain(notice).collect()
            }
            Err(error) => vec![Action::Notice(Some(Notice::BadLink(error)))],
        };
    }
    if link::is_link(text) {
        return match link::decode(text) {
            Ok(decoded) => {
                let notice = Notice::mended(&decoded).unwrap_or(Notice::OpenedLink);
                vec![Action::Open(decoded.plan.into()), Action::Notice(Some(notice))]
            }
            Err(error) => vec![Action::Notice(Some(Notice::BadLink(error)))],
        };
    }
    match jotting::read(text) {
        Some(part) => vec![Action::Edit(beside(state, part))],
        None => vec![Action::Notice(Some(Notice::PastedNothing))],
    }
}

/// Where the canvas was clicked last; else where it was, when that is in view, or in the middle of what is seen. A step
/// further where something has the same place.
fn beside(state: &State, part: Plan) -> Edit {
    const STEP: f64 = GRID * 3.0;
    let plan = &state.plan;
    let around = bounds(&part).unwrap_or_default();
    let centred = |at: Point| {
        let centre = around.centre();
        (snapped(at.x - centre.x), snapped(at.y - centre.y))
    };
    let (mut dx, mut dy) = match clicked(state) {
        Some(spot) => centred(spot),
        None if state.seen().holds(&around) => (0.0, 0.0),
        None => centred(state.view_middle()),
    };
    let taken = |dx: f64, dy: f64| {
        part.layout.components.values().any(|at| {
            let spot = Point { x: at.x + dx, y: at.y + dy };
            plan.layout.components.values().any(|other| (other.x - spot.x).abs() + (other.y - spot.y).abs() < STEP)
        })
    };
    let mut steps = 0;
    while taken(dx, dy) && steps < limits::COMPONENTS {
        (dx, dy) = (dx + STEP, dy + STEP);
        steps += 1;
    }
    let paste = |homes| Edit::Paste { part: part.clone().into(), dx, dy, homes };
    let all = paste(homes(plan, &part, dx, dy));
    // What is nested too deep for where it lands is pasted all the same, in no zone.
    if all.apply(plan) == Err(Refusal::ZoneTooDeep) { paste(Map::new()) } else { all }
}

/// The zones into which the parts of a part land, as if each had been dragged there: what is in a zone of its own stays in it.
fn homes(plan: &Plan, part: &Plan, dx: f64, dy: f64) -> Map<Item, ZoneId> {
    let moved = |rect: Rect| Rect { x: rect.x + dx, y: rect.y + dy, ..rect };
    let lands = |item| {
        let rect = moved(item_box(part, item)?);
        match item {
            Item::Component(_) => zone_at(plan, rect.centre(), &Set::new()),
            Item::Zone(_) | Item::Link(_) => zone_around(plan, rect, &Set::new()),
        }
    };
    let topology = &part.topology;
    let is_bare = |component: &Component| component.placement.iter().any(|place| place.zone.is_none());
    let components = topology.components.values().filter(|component| is_bare(component));
    let components = components.map(|component| Item::Component(component.id));
    let zones = topology.zones.values().filter(|zone| zone.parent.is_none()).map(|zone| Item::Zone(zone.id));
    components.chain(zones).filter_map(|item| Some((item, lands(item)?))).collect()
}
