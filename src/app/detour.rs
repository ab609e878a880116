//! Ways around boxes: the shortest polyline of upright and level legs from one point to another that runs behind nothing.
//! Pure arithmetic over rectangles; it knows neither plans nor links.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::model::ordered;
use crate::model::{Point, Rect};

/// A corner is worth so much more way, in px.
const CORNER: u32 = 48;

/// Right, down, left, up.
pub type Heading = usize;

/// Steps of the headings.
const STEPS: [(i32, i32); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];

/// Where a way begins or ends, and where it heads there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gate {
    /// The point.
    pub at: Point,
    /// The heading on the way through it.
    pub heading: Heading,
}

/// The points of a way from one gate to another, both included, that enters none of `blocks` and does not leave `region`; of
/// the ways along the edges of blocks, the one with the least length and corners. None where there is none.
pub fn way(from: Gate, to: Gate, blocks: &[Rect], region: &Rect) -> Option<Vec<Point>> {
    let lines = |low: fn(&Rect) -> f64, length: fn(&Rect) -> f64, ends: [f64; 2], (least, most): (f64, f64)| {
        let edges = blocks.iter().flat_map(|rect| [low(rect), low(rect) + length(rect)]);
        let mut lines: Vec<f64> = edges.filter(|at| (least..=most).contains(at)).chain(ends).collect();
        ordered::sort_by(&mut lines, f64::total_cmp);
        lines.dedup();
        lines
    };
    let xs = lines(|rect| rect.x, |rect| rect.width, [from.at.x, to.at.x], (region.x, region.x + region.width));
    let ys = lines(|rect| rect.y, |rect| rect.height, [from.at.y, to.at.y], (region.y, region.y + region.height));
    let place = |at: Point| {
        let x = xs.iter().position(|x| x.total_cmp(&at.x).is_eq())?;
        Some((x, ys.iter().position(|y| y.total_cmp(&at.y).is_eq())?))
    };
    let point = |(x, y): (usize, usize)| Some(Point { x: *xs.get(x)?, y: *ys.get(y)? });
    let index = |(x, y): (usize, usize), heading: Heading| (y * xs.len() + x) * STEPS.len() + heading;
    let (start, goal) = (place(from.at)?, place(to.at)?);
    let left = |at: Point| px(at, to.at);

    let mut best = vec![u32::MAX; xs.len() * ys.len() * STEPS.len()];
    let mut before = vec![usize::MAX; best.len()];
    let mut open = BinaryHeap::new();
    let first = index(start, from.heading);
    *best.get_mut(first)? = 0;
    open.push((Reverse(left(from.at)), Reverse(0), first));
    while let Some((_, Reverse(cost), here)) = open.pop() {
        let (heading, spot) = (here % STEPS.len(), here / STEPS.len());
        let spot = (spot % xs.len(), spot / xs.len());
        if *best.get(here)? < cost {
            continue;
        }
        if spot == goal && heading == to.heading {
            return corners(here, &before, |index| {
                point(((index / STEPS.len()) % xs.len(), index / STEPS.len() / xs.len()))
            });
        }
        let at = point(spot)?;
        for (next, (dx, dy)) in STEPS.into_iter().enumerate() {
            // Nobody turns back.
            if (next + 2) % STEPS.len() == heading {
                continue;
            }
            let turn = if next == heading { 0 } else { CORNER };
            // At the goal one may turn to where the way has to head.
            let stays = spot == goal && next == to.heading && next != heading;
            let step = |at: usize, by: i32| at.checked_add_signed(isize::try_from(by).unwrap_or(0));
            let there = if stays { Some(spot) } else { step(spot.0, dx).zip(step(spot.1, dy)) };
            let Some((there, end)) = there.and_then(|there| Some((there, point(there)?))) else { continue };
            let next_cost = cost + turn + px(at, end);
            let to_there = index(there, next);
            if best.get(to_there).is_some_and(|known| next_cost < *known) && !blocks.iter().any(|b| cuts(b, at, end)) {
                *best.get_mut(to_there)? = next_cost;
                *before.get_mut(to_there)? = here;
                open.push((Reverse(next_cost + left(end)), Reverse(next_cost), to_there));
            }
        }
    }
    None
}

/// The way back from a state, told forward, without the points between corners.
fn corners(last: usize, before: &[usize], point: impl Fn(usize) -> Option<Point>) -> Option<Vec<Point>> {
    let mut way: Vec<Point> = vec![point(last)?];
    let mut at = last;
    while let Some(earlier) = before.get(at).copied().filter(|earlier| *earlier != usize::MAX) {
        way.push(point(earlier)?);
        at = earlier;
    }
    way.reverse();
    Some(bare(way))
}

/// A way without the points at which it goes straight on.
pub fn bare(way: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(way.len());
    for at in way {
        if kept.last() == Some(&at) {
            continue;
        }
        if let [.., a, b] = kept.as_slice() {
            let is_straight = |a: f64, b: f64, c: f64| (a - b).abs() < 1e-9 && (b - c).abs() < 1e-9;
            if is_straight(a.x, b.x, at.x) || is_straight(a.y, b.y, at.y) {
                kept.pop();
            }
        }
        kept.push(at);
    }
    kept
}

/// The stretch from one point to another enters a box; along its edge it does not.
pub fn cuts(rect: &Rect, a: Point, b: Point) -> bool {
    // What part of the stretch lies between the two lines of each axis (Liang and Barsky, 1984).
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (start, step, low, high) in
        [(a.x, b.x - a.x, rect.x, rect.x + rect.width), (a.y, b.y - a.y, rect.y, rect.y + rect.height)]
    {
        if step.abs() < 1e-9 {
            if start <= low || start >= high {
                return false;
            }
        } else {
            let (one, other) = ((low - start) / step, (high - start) / step);
            enters = enters.max(one.min(other));
            leaves = leaves.min(one.max(other));
        }
    }
    leaves - enters > 1e-9
}

/// A distance along upright and level legs, in whole px.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "coordinates are bounded, distances positive"
)]
fn px(a: Point, b: Point) -> u32 {
    ((a.x - b.x).abs() + (a.y - b.y).abs()).round() as u32
}
