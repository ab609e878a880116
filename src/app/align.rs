//! Places by numbers and by lines: the selection put at x and y, its edges brought onto one line, its gaps made equal. What
//! moves lands as if it had been dragged there.

use super::geometry::{bounds_of, item_box, snapped};
use super::gesture::drag_edit;
use crate::model::ordered::{self, Set};
use crate::model::{Edit, Item, Plan, Rect};

/// A coordinate of the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// To the right.
    X,
    /// Down.
    Y,
}

/// What is made equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Line {
    /// So much of each box, from its left or upper edge: 0 that edge, ½ the middle, 1 the other edge.
    Edge(Axis, f64),
    /// The gaps between one and the next; the first and the last stay.
    Gaps(Axis),
}

impl Line {
    /// Every line with its value in the markup, in the order of the menu.
    pub const ALL: [(&'static str, Self); 8] = [
        ("left", Self::Edge(Axis::X, 0.0)),
        ("centre", Self::Edge(Axis::X, 0.5)),
        ("right", Self::Edge(Axis::X, 1.0)),
        ("top", Self::Edge(Axis::Y, 0.0)),
        ("middle", Self::Edge(Axis::Y, 0.5)),
        ("bottom", Self::Edge(Axis::Y, 1.0)),
        ("across", Self::Gaps(Axis::X)),
        ("down", Self::Gaps(Axis::Y)),
    ];
}

/// The upper left corner of all that is selected, in canvas px; none for links alone.
pub fn corner(plan: &Plan, items: &Set<Item>) -> Option<(f64, f64)> {
    bounds_of(plan, &movable(plan, items)).map(|rect| (rect.x, rect.y))
}

/// The edit that brings the corner of the selection to a coordinate, in canvas px.
pub fn moved_to(plan: &Plan, items: &Set<Item>, axis: Axis, to: f64) -> Option<Edit> {
    let (x, y) = corner(plan, items)?;
    let items: Vec<Item> = items.iter().copied().collect();
    let (dx, dy) = along(axis, to - if axis == Axis::X { x } else { y });
    Some(drag_edit(plan, &items, dx, dy))
}

/// The edit that lays the selection along a line; none where there is nothing to lay.
pub fn aligned(plan: &Plan, items: &Set<Item>, line: Line) -> Option<Edit> {
    let items = movable(plan, items);
    let around = bounds_of(plan, &items)?;
    let boxes = items.iter().filter_map(|item| Some((*item, item_box(plan, *item)?)));
    let mut boxes: Vec<(Item, Rect)> = boxes.collect();
    let mut edits = Vec::new();
    let mut lay = |item: Item, axis: Axis, by: f64| {
        if by.abs() > f64::EPSILON {
            let (dx, dy) = along(axis, by);
            edits.push(drag_edit(plan, &[item], dx, dy));
        }
    };
    match line {
        Line::Edge(axis, share) => {
            let (start, length) = extent(&around, axis);
            for (item, rect) in boxes {
                let (at, own) = extent(&rect, axis);
                lay(item, axis, start + length * share - (at + own * share));
            }
        }
        Line::Gaps(axis) => {
            let (start, length) = extent(&around, axis);
            ordered::sort_by(&mut boxes, |a, b| extent(&a.1, axis).0.total_cmp(&extent(&b.1, axis).0));
            let filled: f64 = boxes.iter().map(|(_, rect)| extent(rect, axis).1).sum();
            let gaps = f64::from(u32::try_from(boxes.len().saturating_sub(1)).unwrap_or(u32::MAX)).max(1.0);
            let gap = (length - filled) / gaps;
            let mut next = start;
            let last = boxes.len().saturating_sub(1);
            for (index, (item, rect)) in boxes.into_iter().enumerate() {
                let (at, own) = extent(&rect, axis);
                if index > 0 && index < last {
                    lay(item, axis, snapped(next) - at);
                }
                next += own + gap;
            }
        }
    }
    (!edits.is_empty()).then_some(Edit::All(edits))
}

/// What has a box of its own and does not move along with a zone that is selected too.
fn movable(plan: &Plan, items: &Set<Item>) -> Set<Item> {
    let topology = &plan.topology;
    let is_in = |zone| items.iter().any(|item| matches!(item, Item::Zone(outer) if topology.is_within(zone, *outer)));
    let is_free = |item: &Item| match item {
        Item::Component(id) => {
            let component = topology.components.get(id);
            component.is_some_and(|component| !topology.common_zone(component).is_some_and(is_in))
        }
        Item::Zone(id) => topology.zones.get(id).is_some_and(|zone| !zone.parent.is_some_and(is_in)),
        Item::Link(_) => false,
    };
    items.iter().filter(|item| is_free(item)).copied().collect()
}

/// Where a box begins along an axis, and how long it is.
fn extent(rect: &Rect, axis: Axis) -> (f64, f64) {
    match axis {
        Axis::X => (rect.x, rect.width),
        Axis::Y => (rect.y, rect.height),
    }
}

fn along(axis: Axis, by: f64) -> (f64, f64) {
    match axis {
        Axis::X => (by, 0.0),
        Axis::Y => (0.0, by),
    }
}
