//! What the hand is doing right now: it previews, and on release yields one edit. Esc drops it; nothing is rolled back.

use std::rc::Rc;

use crate::model::{ComponentId, Edit, Item, Plan, Point, Rect, ZoneId};

/// A movement that has not ended.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Gesture {
    /// Nothing.
    #[default]
    None,
    /// A slider or a field in motion: this edit would be made on release.
    Tune(Rc<Edit>),
    /// Items being moved, by canvas px.
    Drag {
        /// What moves.
        items: Rc<[Item]>,
        /// To the right.
        dx: f64,
        /// Down.
        dy: f64,
        /// The zone under the hand into which dragged components would go; `None` inside means out of every zone.
        into: Option<Option<ZoneId>>,
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
    /// A zone's box being resized.
    Resize {
        /// Which.
        zone: ZoneId,
        /// The box it would get.
        rect: Rect,
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
            Self::Drag { items, dx, dy, into } => Some(drag_edit(plan, items, *dx, *dy, *into)),
            Self::Connect { from, target, .. } => target.map(|to| Edit::Connect { from: *from, to }),
            Self::Resize { zone, rect } => Some(Edit::ResizeZone { zone: *zone, rect: *rect }),
        }
    }

    /// The plan as it would be if this gesture ended now; the plan itself when it would change nothing.
    pub fn preview(&self, plan: &Rc<Plan>) -> Rc<Plan> {
        let changed = match self {
            // A link appears only when it is made; until then the canvas draws the rubber band.
            Self::Connect { .. } => None,
            Self::None | Self::Marquee { .. } | Self::Pan | Self::Tune(_) | Self::Drag { .. } | Self::Resize { .. } => {
                self.edit(plan).and_then(|edit| edit.apply(plan).ok())
            }
        };
        changed.map_or_else(|| Rc::clone(plan), Rc::new)
    }
}

fn drag_edit(plan: &Plan, items: &[Item], dx: f64, dy: f64, into: Option<Option<ZoneId>>) -> Edit {
    let shift = Edit::Move { items: items.to_vec(), dx, dy };
    let Some(zone) = into else { return shift };
    // What is spread stays spread: only the inspector edits a split.
    let components: Vec<ComponentId> = items
        .iter()
        .filter_map(|item| match item {
            Item::Component(id) => Some(*id),
            Item::Link(_) | Item::Zone(_) => None,
        })
        .filter(|id| plan.topology.components.get(id).is_some_and(|component| component.home() != zone))
        .collect();
    if components.is_empty() { shift } else { Edit::All(vec![shift, Edit::MoveInto { components, zone }]) }
}
