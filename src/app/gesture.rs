//! What is being done right now: it previews, and on release yields one edit. Esc drops it; nothing is rolled back.

use std::rc::Rc;

use super::geometry::{box_at, zone_at};
use super::spot::{self, New};
use crate::model::ordered::{Map, Set};
use crate::model::{ComponentId, Edit, Item, Plan, Point, Rect, ZoneId};

/// A movement that has not ended.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Gesture {
    /// Nothing.
    #[default]
    None,
    /// A slider or a field in motion: this edit would be made on release.
    Tune(Rc<Edit>),
    /// Items being moved, by canvas px. Each lands in the zone under its middle.
    Drag {
        /// What moves.
        items: Rc<[Item]>,
        /// To the right.
        dx: f64,
        /// Down.
        dy: f64,
    },
    /// A selection rectangle, in canvas px.
    Marquee {
        /// Where it began.
        from: Point,
        /// Where the hand is.
        to: Point,
    },
    /// A link being drawn.
    Connect {
        /// Where it starts.
        from: ComponentId,
        /// Where the hand is, in canvas px.
        to: Point,
        /// The component it would end on.
        target: Option<ComponentId>,
    },
    /// A zone's box being resized: what it comes to cover goes into it, what it uncovers goes out.
    Resize {
        /// Which.
        zone: ZoneId,
        /// The box it would get.
        rect: Rect,
    },
    /// Something new in the hand, on its way from the palette to the canvas.
    Place {
        /// What.
        new: New,
        /// The name it would get.
        name: Rc<str>,
        /// Where its middle would be, in canvas px; none: the hand is not over the canvas.
        at: Option<Point>,
    },
    /// The view being panned.
    Pan,
}

impl Gesture {
    /// The one edit that this gesture would make if it ended now.
    pub fn edit(&self, plan: &Plan) -> Option<Edit> {
        match self {
            Self::None | Self::Marquee { .. } | Self::Pan => None,
            Self::Tune(edit) => Some((**edit).clone()),
            Self::Drag { items, dx, dy } => Some(drag_edit(plan, items, *dx, *dy)),
            Self::Connect { from, target, .. } => target.map(|to| Edit::Connect { from: *from, to }),
            Self::Resize { zone, rect } => Some(resize_edit(plan, *zone, *rect)),
            Self::Place { new, name, at } => at.map(|at| spot::placed(plan, *new, name, at)),
        }
    }

    /// It moves or resizes something on the board.
    pub fn moves(&self) -> bool {
        matches!(self, Self::Drag { .. } | Self::Resize { .. })
    }

    /// The plan as it would be if this gesture ended now; the plan itself when it would change nothing.
    pub fn preview(&self, plan: &Rc<Plan>) -> Rc<Plan> {
        let changed = match self {
            // What is new appears only when it is made; until then the canvas draws a rubber band or a ghost.
            Self::Connect { .. } | Self::Place { .. } => None,
            Self::None | Self::Marquee { .. } | Self::Pan | Self::Tune(_) | Self::Drag { .. } | Self::Resize { .. } => {
                self.edit(plan).and_then(|edit| edit.apply(plan).ok())
            }
        };
        changed.map_or_else(|| Rc::clone(plan), Rc::new)
    }

    /// The zone into which this gesture would put something that is not there now; `None` inside means out of all.
    pub fn landing(&self, plan: &Plan) -> Option<Option<ZoneId>> {
        match self {
            Self::Drag { items, dx, dy } => landings(plan, items, *dx, *dy).first().map(|(_, zone)| *zone),
            Self::Place { at: Some(at), .. } => zone_at(plan, *at, &Set::new()).map(Some),
            Self::None
            | Self::Marquee { .. }
            | Self::Pan
            | Self::Tune(_)
            | Self::Connect { .. }
            | Self::Resize { .. }
            | Self::Place { at: None, .. } => None,
        }
    }
}

/// Which of the dragged items change their zone, and to which. What moves along with its zone stays in it.
pub fn landings(plan: &Plan, items: &[Item], dx: f64, dy: f64) -> Vec<(Item, Option<ZoneId>)> {
    let topology = &plan.topology;
    let moving: Set<ZoneId> = items
        .iter()
        .filter_map(|item| match item {
            Item::Zone(id) => Some(*id),
            Item::Component(_) | Item::Link(_) => None,
        })
        .flat_map(|outer| topology.zones.keys().copied().filter(move |id| topology.is_within(*id, outer)))
        .collect();
    let mut changes = Vec::new();
    for item in items {
        match item {
            Item::Component(id) => {
                let Some(component) = topology.components.get(id) else { continue };
                let Some(at) = plan.layout.components.get(id) else { continue };
                let now = topology.common_zone(component);
                if now.is_some_and(|zone| moving.contains(&zone)) {
                    continue;
                }
                let zone = zone_at(plan, box_at(Point { x: at.x + dx, y: at.y + dy }).centre(), &moving);
                if zone != now {
                    changes.push((*item, zone));
                }
            }
            Item::Zone(id) => {
                let (Some(zone), Some(rect)) = (topology.zones.get(id), plan.layout.zones.get(id)) else { continue };
                if zone.parent.is_some_and(|parent| moving.contains(&parent)) {
                    continue;
                }
                let moved = Rect { x: rect.x + dx, y: rect.y + dy, ..*rect };
                let parent = zone_around(plan, moved, &moving);
                if parent != zone.parent && reparented(plan, *id, parent).is_some_and(|edit| edit.apply(plan).is_ok()) {
                    changes.push((*item, parent));
                }
            }
            Item::Link(_) => {}
        }
    }
    changes
}

/// The innermost zone that is larger than a box and holds its middle.
pub fn zone_around(plan: &Plan, rect: Rect, except: &Set<ZoneId>) -> Option<ZoneId> {
    let is_as_large = |other: &Rect| other.width >= rect.width && other.height >= rect.height;
    // One of the very size lies beside it, like the one that it is a copy of.
    let is_larger = |other: &Rect| is_as_large(other) && other.width + other.height > rect.width + rect.height;
    let too_small = plan.layout.zones.iter().filter(|(_, other)| !is_larger(other));
    let mut left_out: Set<ZoneId> = too_small.map(|(id, _)| *id).collect();
    left_out.extend(except.iter().copied());
    zone_at(plan, rect.centre(), &left_out)
}

fn reparented(plan: &Plan, id: ZoneId, parent: Option<ZoneId>) -> Option<Edit> {
    let mut zone = (**plan.topology.zones.get(&id)?).clone();
    zone.parent = parent;
    Some(Edit::PutZone(Rc::new(zone)))
}

/// The edit that moves items by canvas px; each lands in the zone under its middle.
pub fn drag_edit(plan: &Plan, items: &[Item], dx: f64, dy: f64) -> Edit {
    let shift = Edit::Move { items: items.to_vec(), dx, dy };
    if dx.abs() + dy.abs() < f64::EPSILON {
        return shift;
    }
    let mut into: Map<Option<ZoneId>, Vec<ComponentId>> = Map::new();
    let mut edits = vec![shift];
    for (item, zone) in landings(plan, items, dx, dy) {
        match item {
            Item::Component(id) => into.or_default(zone).push(id),
            Item::Zone(id) => edits.extend(reparented(plan, id, zone)),
            Item::Link(_) => {}
        }
    }
    edits.extend(into.into_iter().map(|(zone, components)| Edit::MoveInto { components, zone }));
    one_of(edits)
}

fn resize_edit(plan: &Plan, zone: ZoneId, rect: Rect) -> Edit {
    let parent = plan.topology.zones.get(&zone).and_then(|zone| zone.parent);
    let mut edits = vec![Edit::ResizeZone { zone, rect }];
    // Only the inspector edits a split, so what is spread stays as it is.
    let (mut gone_in, mut gone_out) = (Vec::new(), Vec::new());
    for component in plan.topology.components.values().filter(|component| !component.is_spread()) {
        let Some(at) = plan.layout.components.get(&component.id) else { continue };
        let is_inside = rect.has(box_at(*at).centre());
        if component.home() == Some(zone) && !is_inside {
            gone_out.push(component.id);
        } else if component.home() == parent && is_inside {
            gone_in.push(component.id);
        }
    }
    if !gone_in.is_empty() {
        edits.push(Edit::MoveInto { components: gone_in, zone: Some(zone) });
    }
    if !gone_out.is_empty() {
        edits.push(Edit::MoveInto { components: gone_out, zone: parent });
    }
    one_of(edits)
}

fn one_of(mut edits: Vec<Edit>) -> Edit {
    match (edits.len(), edits.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            edits.push(last);
            Edit::All(edits)
        }
        (_, None) => Edit::All(edits),
    }
}
