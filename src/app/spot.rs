//! Where a new thing goes and what it is called: beside what is selected, else where the canvas was clicked last or in the
//! middle of the view, never on top of something.

use super::geometry::{
    COMPONENT_HEIGHT, COMPONENT_WIDTH, MARGIN_PX, NARROW_PX, ZONE_PADDING, ZONE_SIZE, bounds_of, box_at, component_box,
    item_box, snapped, zone_at,
};
use super::gesture::zone_around;
use super::state::State;
use crate::model::ordered::{self, Set};
use crate::model::{ComponentId, Edit, Item, Kind, Plan, Point, Rect, ZoneId, ZoneKind};

/// Something that the palette offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum New {
    /// A component.
    Component(Kind),
    /// A zone.
    Zone(ZoneKind),
}

/// Between neighbours that were placed without a hand, in canvas px.
const GAP: f64 = 40.0;
/// How many rings of free places are tried around the middle.
const RINGS: i32 = 24;

/// The edit that drops something new with its middle at a point.
pub fn placed(plan: &Plan, new: New, name: &str, middle: Point) -> Edit {
    let rect = placed_box(new, middle);
    match new {
        New::Component(kind) => {
            let at = Point { x: rect.x, y: rect.y };
            let zone = zone_at(plan, rect.centre(), &Set::new());
            Edit::AddComponent { kind, name: name.to_owned(), at, zone }
        }
        New::Zone(kind) => zone_over(plan, kind, name, rect),
    }
}

/// The box that something new gets with its middle at a point, on the grid.
pub fn placed_box(new: New, middle: Point) -> Rect {
    let (width, height) = match new {
        New::Component(_) => (COMPONENT_WIDTH, COMPONENT_HEIGHT),
        New::Zone(_) => ZONE_SIZE,
    };
    Rect { x: snapped(middle.x - width / 2.0), y: snapped(middle.y - height / 2.0), width, height }
}

/// The edit that adds something new without a hand.
pub fn added(state: &State, new: New, name: &str) -> Edit {
    match new {
        New::Component(kind) => add_component(state, kind, name),
        New::Zone(kind) => add_zone(state, kind, name),
    }
}

/// `base`, or with the first number that nothing else bears; a zone, which rarely comes alone, has one from the first on.
pub fn fresh_name(plan: &Plan, new: New, base: &str) -> String {
    let is_numbered = matches!(new, New::Zone(_));
    let components = plan.topology.components.values().map(|component| component.name.as_str());
    let zones = plan.topology.zones.values().map(|zone| zone.name.as_str());
    let taken: Set<&str> = components.chain(zones).collect();
    let numbered = (if is_numbered { 1_u32 } else { 2 }..).map(|number| format!("{base} {number}"));
    let bare = (!is_numbered).then(|| base.to_owned());
    bare.into_iter().chain(numbered).find(|name| !taken.contains(&name.as_str())).unwrap_or_default()
}

fn add_component(state: &State, kind: Kind, name: &str) -> Edit {
    let plan = &state.plan;
    let (wanted, home) = match state.only_selected() {
        Some(Item::Zone(id)) => {
            let rect = item_box(plan, Item::Zone(id)).unwrap_or_default();
            (Point { x: rect.x + ZONE_PADDING.0, y: rect.y + ZONE_PADDING.1 }, Some(id))
        }
        Some(item @ Item::Component(id)) => {
            let zone = plan.topology.components.get(&id).and_then(|component| plan.topology.common_zone(component));
            (after(state, item_box(plan, item).unwrap_or_default()), zone)
        }
        Some(Item::Link(_)) | None => {
            let middle = wanted(state);
            let at = Point { x: middle.x - COMPONENT_WIDTH / 2.0, y: middle.y - COMPONENT_HEIGHT / 2.0 };
            (at, zone_at(plan, middle, &Set::new()))
        }
    };
    let at = free_spot(plan, wanted, home);
    let zone = zone_at(plan, box_at(at).centre(), &Set::new());
    Edit::AddComponent { kind, name: name.to_owned(), at, zone }
}

/// The place after a component's: to its right; on a phone, where the view ends, at the begin of the next row.
fn after(state: &State, rect: Rect) -> Point {
    const APART: f64 = GAP * 2.0;
    let seen = state.seen().grown(-MARGIN_PX / state.view.zoom);
    let is_seen = |rect: &Rect| rect.x >= seen.x && rect.x + rect.width <= seen.x + seen.width;
    let right = Point { x: rect.x + COMPONENT_WIDTH + APART, y: rect.y };
    if state.canvas_size.0 >= NARROW_PX || !is_seen(&rect) || is_seen(&box_at(right)) {
        return right;
    }
    let row = state.plan.layout.components.values().map(|at| box_at(*at));
    let row = row.filter(|other| (other.y - rect.y).abs() < COMPONENT_HEIGHT && is_seen(other));
    Point { x: row.map(|other| other.x).fold(rect.x, f64::min), y: rect.y + COMPONENT_HEIGHT + APART }
}

/// Where something without neighbours goes: where the canvas was clicked last, when that is seen, else the middle of the view.
fn wanted(state: &State) -> Point {
    clicked(state).unwrap_or_else(|| state.view_middle())
}

/// Where the canvas was clicked last, when that is seen.
pub fn clicked(state: &State) -> Option<Point> {
    state.spot.filter(|spot| state.seen().has(*spot))
}

/// The free place nearest to `wanted` that lies cleanly in `home` (or in no zone), else the nearest free place at all.
fn free_spot(plan: &Plan, wanted: Point, home: Option<ZoneId>) -> Point {
    let taken: Vec<Rect> =
        plan.topology.components.values().map(|component| component_box(plan, component).grown(GAP / 2.0)).collect();
    let is_free = |at: Point| !taken.iter().any(|other| other.overlaps(&box_at(at)));
    let is_clean = |at: Point| {
        let rect = box_at(at);
        zone_at(plan, rect.centre(), &Set::new()) == home
            && plan.layout.zones.values().all(|zone| zone.holds(&rect) || !zone.overlaps(&rect))
    };
    let base = Point { x: snapped(wanted.x), y: snapped(wanted.y) };
    let spots = rings(base);
    let free: Vec<Point> = spots.into_iter().filter(|at| is_free(*at)).collect();
    free.iter().copied().find(|at| is_clean(*at)).or(free.first().copied()).unwrap_or(base)
}

/// Places around a point, nearest ring first; to the right and below before to the left and above.
fn rings(base: Point) -> Vec<Point> {
    let (step_x, step_y) = (snapped((COMPONENT_WIDTH + GAP) / 2.0), snapped((COMPONENT_HEIGHT + GAP) / 2.0));
    let mut spots: Vec<(i32, i32)> = Vec::new();
    for x in -RINGS..=RINGS {
        for y in -RINGS..=RINGS {
            spots.push((x, y));
        }
    }
    ordered::sort_by_key(&mut spots, |(x, y)| (x * x + y * y, *x < 0, *y < 0, y.abs()));
    let at = |(x, y): (i32, i32)| Point { x: base.x + f64::from(x) * step_x, y: base.y + f64::from(y) * step_y };
    spots.into_iter().map(at).collect()
}

/// A zone around what is selected, else beside what is there.
fn add_zone(state: &State, kind: ZoneKind, name: &str) -> Edit {
    let plan = &state.plan;
    let chosen: Set<Item> = state.selection.iter().copied().filter(|item| !matches!(item, Item::Link(_))).collect();
    if let Some(around) = bounds_of(plan, &chosen)
        && !matches!(state.only_selected(), Some(Item::Zone(_)))
    {
        let (side, top) = ZONE_PADDING;
        let rect = Rect {
            x: snapped(around.x - side),
            y: snapped(around.y - top),
            width: around.width + 2.0 * side,
            height: around.height + top + side,
        };
        return zone_over(plan, kind, name, rect);
    }
    let (width, height) = ZONE_SIZE;
    let middle = wanted(state);
    let base = Point { x: snapped(middle.x - width / 2.0), y: snapped(middle.y - height / 2.0) };
    let at = |point: Point| Rect { x: point.x, y: point.y, width, height };
    let taken: Vec<Rect> = super::geometry::reading_order(plan)
        .into_iter()
        .filter_map(|item| item_box(plan, item))
        .map(|rect| rect.grown(GAP / 2.0))
        .collect();
    let spot = rings(base).into_iter().find(|point| !taken.iter().any(|other| other.overlaps(&at(*point))));
    zone_over(plan, kind, name, at(spot.unwrap_or(base)))
}

/// The edit that adds a zone with this box and takes in the components that it covers.
fn zone_over(plan: &Plan, kind: ZoneKind, name: &str, rect: Rect) -> Edit {
    let parent = zone_around(plan, rect, &Set::new());
    let add = Edit::AddZone { kind, name: name.to_owned(), rect, parent };
    let id = ZoneId(plan.topology.zones.keys().next_back().map_or(1, |last| last.0.saturating_add(1)));
    let covered: Vec<ComponentId> = plan
        .topology
        .components
        .values()
        .filter(|component| !component.is_spread() && component.home() == parent)
        .filter(|component| rect.holds(&component_box(plan, component)))
        .map(|component| component.id)
        .collect();
    if covered.is_empty() { add } else { Edit::All(vec![add, Edit::MoveInto { components: covered, zone: Some(id) }]) }
}
