//! Guides: the edges and middles of near things that what is in the hand comes to lie on. They draw it there, and are drawn.

use super::geometry::{box_at, item_box, snapped};
use crate::model::ordered::Set;
use crate::model::{Item, Plan, Point, Rect};

/// From as near as this a guide draws, in px of the screen.
pub const REACH_PX: f64 = 6.0;
/// Things farther apart than this have nothing to do with each other, in canvas px.
const NEAR: f64 = 600.0;
/// Closer than this two edges are on one line, in canvas px.
const EXACT: f64 = 0.01;

/// A line from one point to another, along an edge or through a middle.
pub type Guide = (Point, Point);

/// How far to move what is in the hand: by `dx`, `dy`, drawn onto a guide within `reach` of it, else onto the grid.
/// `corner` is the corner that is kept on the grid.
pub fn drawn_onto(plan: &Plan, items: &[Item], corner: Point, (dx, dy): (f64, f64), reach: f64) -> (f64, f64) {
    let grid = (snapped(corner.x + dx) - corner.x, snapped(corner.y + dy) - corner.y);
    let Some(moved) = moved(plan, items, dx, dy) else { return grid };
    let others = others(plan, items, &moved);
    let nearest = |own: [f64; 3], other: fn(&Rect) -> [f64; 3]| {
        let steps = others.iter().flat_map(|rect| own.into_iter().zip(other(rect)).map(|(own, other)| other - own));
        steps.filter(|step| step.abs() <= reach).min_by(|a, b| a.abs().total_cmp(&b.abs()))
    };
    let x = nearest(across(&moved), across).map_or(grid.0, |step| dx + step);
    let y = nearest(down(&moved), down).map_or(grid.1, |step| dy + step);
    (x, y)
}

/// The guides on which what is moved by `dx`, `dy` lies: one upright, one level, each from end to end of what it joins.
pub fn guides(plan: &Plan, items: &[Item], dx: f64, dy: f64) -> Vec<Guide> {
    let Some(moved) = moved(plan, items, dx, dy) else { return vec![] };
    let others = others(plan, items, &moved);
    // Of boxes of one size all three lines meet; the first says enough.
    let on = |own: [f64; 3], other: fn(&Rect) -> [f64; 3]| {
        own.into_iter().enumerate().find_map(|(line, at)| {
            let is_on =
                |rect: &&Rect| other(rect).into_iter().nth(line).is_some_and(|other| (other - at).abs() < EXACT);
            let joined = others.iter().filter(is_on).copied().reduce(|a, b| a.union(&b))?;
            Some((at, joined.union(&moved)))
        })
    };
    let upright = on(across(&moved), across)
        .map(|(x, joined)| (Point { x, y: joined.y }, Point { x, y: joined.y + joined.height }));
    let level =
        on(down(&moved), down).map(|(y, joined)| (Point { x: joined.x, y }, Point { x: joined.x + joined.width, y }));
    upright.into_iter().chain(level).collect()
}

fn across(rect: &Rect) -> [f64; 3] {
    [rect.x, rect.x + rect.width / 2.0, rect.x + rect.width]
}

fn down(rect: &Rect) -> [f64; 3] {
    [rect.y, rect.y + rect.height / 2.0, rect.y + rect.height]
}

/// The box around what is in the hand, moved.
fn moved(plan: &Plan, items: &[Item], dx: f64, dy: f64) -> Option<Rect> {
    let around = items.iter().filter_map(|item| item_box(plan, *item)).reduce(|a, b| a.union(&b))?;
    Some(Rect { x: around.x + dx, y: around.y + dy, ..around })
}

/// What may be lain on: components by components, zones by zones; near, and not itself in the hand or in what is.
fn others(plan: &Plan, items: &[Item], moved: &Rect) -> Vec<Rect> {
    let topology = &plan.topology;
    let held: Set<Item> = items.iter().copied().collect();
    let has_zone = items.iter().any(|item| matches!(item, Item::Zone(_)));
    let near = moved.grown(NEAR);
    if has_zone {
        let is_held = |id| held.iter().any(|item| matches!(item, Item::Zone(outer) if topology.is_within(id, *outer)));
        let zones = plan.layout.zones.iter().filter(|(_, rect)| rect.overlaps(&near));
        return zones.filter(|(id, _)| !is_held(**id)).map(|(_, rect)| *rect).collect();
    }
    let components = plan.layout.components.iter().map(|(id, at)| (id, box_at(*at)));
    let components = components.filter(|(_, rect)| rect.overlaps(&near));
    components.filter(|(id, _)| !held.contains(&Item::Component(**id))).map(|(_, rect)| rect).collect()
}
