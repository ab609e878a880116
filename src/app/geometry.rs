//! Sizes, boxes, reading order and the transform between screen and canvas. Pure arithmetic; it knows no events.

use crate::model::limits;
use crate::model::ordered::{self, Set};
use crate::model::{Component, Fault, Item, Plan, Point, Rect, ZoneId};

/// Width of a component's box, in canvas px.
pub const COMPONENT_WIDTH: f64 = 168.0;
/// Height of a component's box, in canvas px.
pub const COMPONENT_HEIGHT: f64 = 72.0;
/// Everything snaps to this grid, in canvas px.
pub const GRID: f64 = 8.0;
/// Farthest out and in.
pub const ZOOM: (f64, f64) = (0.1, 4.0);
/// What is brought into view keeps this far from its edges, in px of the screen.
pub const MARGIN_PX: f64 = 24.0;
/// At the lower edge it keeps so far, for the view's buttons stand there.
const TOOLS_PX: f64 = 64.0;
/// A canvas narrower than this, in px, is a phone's.
pub const NARROW_PX: f64 = 480.0;
/// Farthest out that a component's words can be read.
const READABLE_ZOOM: f64 = 0.6;
/// Room before the first thing where a plan opens at its beginning, in px of the screen.
const OPENING_MARGIN_PX: f64 = 16.0;
/// Room above it, where the hint of a first visit lies on a phone, in px of the screen.
const OPENING_TOP_PX: f64 = 52.0;
/// Width and height that a new zone's box has, in canvas px.
pub const ZONE_SIZE: (f64, f64) = (408.0, 264.0);
/// Room that a zone leaves around what is inside, in canvas px; at the top also for its label.
pub const ZONE_PADDING: (f64, f64) = (24.0, 48.0);

/// What part of the canvas is seen: screen = canvas × zoom + (x, y).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Screen px from the canvas origin.
    pub x: f64,
    /// Screen px from the canvas origin.
    pub y: f64,
    /// Screen px per canvas px.
    pub zoom: f64,
}

impl Default for View {
    fn default() -> Self {
        Self { x: 0.0, y: 0.0, zoom: 1.0 }
    }
}

impl View {
    /// What is seen of the canvas by a drawing of this size in px.
    pub fn seen(self, (width, height): (f64, f64)) -> Rect {
        Rect::between(self.to_canvas(Point { x: 0.0, y: 0.0 }), self.to_canvas(Point { x: width, y: height }))
    }

    /// The canvas point under a point of the screen (relative to the canvas element).
    pub fn to_canvas(self, screen: Point) -> Point {
        Point { x: (screen.x - self.x) / self.zoom, y: (screen.y - self.y) / self.zoom }
    }

    /// The point of the screen (relative to the canvas element) where a canvas point is seen.
    pub fn to_screen(self, canvas: Point) -> Point {
        Point { x: canvas.x * self.zoom + self.x, y: canvas.y * self.zoom + self.y }
    }

    /// This view zoomed by `factor`, the canvas point under `screen` staying where it is.
    #[must_use]
    pub fn zoomed_at(self, screen: Point, factor: f64) -> Self {
        let zoom = limits::clamped(self.zoom * factor, ZOOM.0, ZOOM.1);
        let at = self.to_canvas(screen);
        Self { x: screen.x - at.x * zoom, y: screen.y - at.y * zoom, zoom }
    }

    /// This view with its contents shifted by so many screen px.
    #[must_use]
    pub fn shifted(self, dx: f64, dy: f64) -> Self {
        Self { x: self.x + dx, y: self.y + dy, ..self }
    }

    /// This view shifted as little as brings `rect` into a canvas element of this size, with a margin.
    #[must_use]
    pub fn showing(self, rect: Rect, width: f64, height: f64) -> Self {
        let shift = |start: f64, length: f64, end: f64| {
            if start < MARGIN_PX {
                MARGIN_PX - start
            } else if start + length > end {
                (end - start - length).max(MARGIN_PX - start)
            } else {
                0.0
            }
        };
        let dx = shift(rect.x * self.zoom + self.x, rect.width * self.zoom, width - MARGIN_PX);
        let dy = shift(rect.y * self.zoom + self.y, rect.height * self.zoom, height - TOOLS_PX);
        self.shifted(dx, dy)
    }

    /// This view with `rect` brought into a canvas element of this size, large enough to be read.
    #[must_use]
    pub fn revealing(self, rect: Rect, width: f64, height: f64) -> Self {
        let middle = Point { x: width / 2.0, y: height / 2.0 };
        let zoomed = if self.zoom < READABLE_ZOOM { self.zoomed_at(middle, READABLE_ZOOM / self.zoom) } else { self };
        zoomed.showing(rect, width, height)
    }

    /// The view that shows all of `bounds` in a canvas element of this size with a margin, at most at `max_zoom`.
    pub fn fitting(bounds: Rect, width: f64, height: f64, max_zoom: f64) -> Self {
        let margin = limits::clamped(width.min(height) / 12.0, 8.0, 40.0);
        let zoom_x = (width - 2.0 * margin).max(1.0) / bounds.width.max(1.0);
        let zoom_y = (height - 2.0 * margin).max(1.0) / bounds.height.max(1.0);
        let zoom = limits::clamped(zoom_x.min(zoom_y), ZOOM.0, max_zoom.min(ZOOM.1));
        Self {
            x: (width - bounds.width * zoom) / 2.0 - bounds.x * zoom,
            y: (height - bounds.height * zoom) / 2.0 - bounds.y * zoom,
            zoom,
        }
    }

    /// The view in which a plan opens: all of it, but where that could not be read, a part: its beginning on a phone, else
    /// where most of what `matters` is seen. On a wide canvas a plan of which that would show less than half is shown
    /// whole: there an overview says more than a corner.
    pub fn opening(bounds: Rect, matters: &[Rect], width: f64, height: f64) -> Self {
        let whole = Self::fitting(bounds, width, height, 1.0);
        let is_overview = width >= NARROW_PX && whole.zoom < READABLE_ZOOM / 2.0;
        if is_overview || whole.zoom >= READABLE_ZOOM {
            return whole;
        }
        let spare = (height - bounds.height * READABLE_ZOOM) / 2.0;
        let room = (width - 2.0 * OPENING_MARGIN_PX) / READABLE_ZOOM;
        let seen = |from: f64| matters.iter().filter(|it| it.x >= from && it.x + it.width <= from + room).count();
        let mut from = bounds.x;
        if width >= NARROW_PX {
            for end in matters.iter().map(|it| (it.x + it.width - room).max(bounds.x)) {
                let is_better = seen(end) > seen(from) || (seen(end) == seen(from) && end < from);
                from = if is_better { end } else { from };
            }
        }
        Self {
            x: OPENING_MARGIN_PX - from * READABLE_ZOOM,
            y: spare.max(OPENING_TOP_PX) - bounds.y * READABLE_ZOOM,
            zoom: READABLE_ZOOM,
        }
    }
}

impl Rect {
    /// Its middle.
    pub fn centre(&self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    /// The point lies in it or on its edge.
    pub fn has(&self, point: Point) -> bool {
        (self.x..=self.x + self.width).contains(&point.x) && (self.y..=self.y + self.height).contains(&point.y)
    }

    /// All of `inner` lies in it.
    pub fn holds(&self, inner: &Self) -> bool {
        self.x <= inner.x
            && self.y <= inner.y
            && inner.x + inner.width <= self.x + self.width
            && inner.y + inner.height <= self.y + self.height
    }

    /// They share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    /// Grown by so much on every side.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self { x: self.x - by, y: self.y - by, width: self.width + 2.0 * by, height: self.height + 2.0 * by }
    }

    /// The smallest box around both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self {
            x,
            y,
            width: (self.x + self.width).max(other.x + other.width) - x,
            height: (self.y + self.height).max(other.y + other.height) - y,
        }
    }

    /// The box between two opposite corners.
    pub fn between(a: Point, b: Point) -> Self {
        Self { x: a.x.min(b.x), y: a.y.min(b.y), width: (a.x - b.x).abs(), height: (a.y - b.y).abs() }
    }
}

/// `value` on the nearest grid line.
pub fn snapped(value: f64) -> f64 {
    (value / GRID).round() * GRID
}

/// The box of a component whose top left corner is at a point.
pub fn box_at(at: Point) -> Rect {
    Rect { x: at.x, y: at.y, width: COMPONENT_WIDTH, height: COMPONENT_HEIGHT }
}

/// The box of a component.
pub fn component_box(plan: &Plan, component: &Component) -> Rect {
    box_at(plan.layout.components.get(&component.id).copied().unwrap_or_default())
}

/// The box of something on the canvas; none for links and for what is not there.
pub fn item_box(plan: &Plan, item: Item) -> Option<Rect> {
    match item {
        Item::Component(id) => plan.layout.components.get(&id).copied().map(box_at),
        Item::Zone(id) => plan.layout.zones.get(&id).copied(),
        Item::Link(_) => None,
    }
}

/// The box around everything drawn; none for an empty plan.
pub fn bounds(plan: &Plan) -> Option<Rect> {
    let boxes = plan.layout.components.values().copied().map(box_at);
    boxes.chain(plan.layout.zones.values().copied()).reduce(|a, b| a.union(&b))
}

/// The boxes of what may fail: what a plan that cannot be shown whole should show.
pub fn what_matters(plan: &Plan) -> Vec<Rect> {
    let may_fail = plan.topology.components.values().filter(|component| component.fault != Fault::Never);
    may_fail.map(|component| component_box(plan, component)).collect()
}

/// The box around these items, links by their ends; none when nothing is drawn.
pub fn bounds_of(plan: &Plan, items: &Set<Item>) -> Option<Rect> {
    let ends = items.iter().flat_map(|item| match item {
        Item::Link(id) => plan
            .topology
            .links
            .get(id)
            .map_or_else(Vec::new, |link| vec![Item::Component(link.from), Item::Component(link.to)]),
        Item::Component(_) | Item::Zone(_) => vec![*item],
    });
    ends.filter_map(|item| item_box(plan, item)).reduce(|a, b| a.union(&b))
}

/// The innermost zone under a point, leaving some aside: of those that hold it, the one with the smallest box.
pub fn zone_at(plan: &Plan, point: Point, except: &Set<ZoneId>) -> Option<ZoneId> {
    let area = |rect: &Rect| rect.width * rect.height;
    plan.layout
        .zones
        .iter()
        .filter(|(id, rect)| rect.has(point) && !except.contains(id))
        .min_by(|(_, a), (_, b)| area(a).total_cmp(&area(b)))
        .map(|(id, _)| *id)
}

/// Components and zones as one reads a page: by rows from the top, each from the left; a zone before what is inside.
pub fn reading_order(plan: &Plan) -> Vec<Item> {
    const ROW: f64 = COMPONENT_HEIGHT;
    let mut placed: Vec<(f64, f64, Item)> = plan
        .layout
        .components
        .iter()
        .map(|(id, at)| (at.y, at.x, Item::Component(*id)))
        .chain(plan.layout.zones.iter().map(|(id, rect)| (rect.y, rect.x, Item::Zone(*id))))
        .collect();
    ordered::sort_by(&mut placed, |a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut rows: Vec<Vec<(f64, Item)>> = Vec::new();
    let mut top = f64::NEG_INFINITY;
    for (y, x, item) in placed {
        if y - top >= ROW / 2.0 {
            rows.push(Vec::new());
            top = y;
        }
        if let Some(row) = rows.last_mut() {
            row.push((x, item));
        }
    }
    for row in &mut rows {
        ordered::sort_by(row, |a, b| a.0.total_cmp(&b.0));
    }
    rows.into_iter().flatten().map(|(_, item)| item).collect()
}

/// The component or zone next to `from` in a direction (a unit step), for moving the focus with arrows.
pub fn neighbour(plan: &Plan, from: Item, step: (f64, f64)) -> Option<Item> {
    let at = item_box(plan, from)?.centre();
    let components = plan.layout.components.keys().copied().map(Item::Component);
    components
        .filter(|item| *item != from)
        .filter_map(|item| {
            let there = item_box(plan, item)?.centre();
            let (dx, dy) = (there.x - at.x, there.y - at.y);
            let along = dx * step.0 + dy * step.1;
            let across = (dx * step.1).abs() + (dy * step.0).abs();
            (along > 0.0 && across <= along * 2.0).then_some((along + 2.0 * across, item))
        })
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, item)| item)
}

/// About how wide a text is, in em of a system font: a wide letter (中) takes one, a narrow one a third.
fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '|' | '\'' | 'I' | '!' => 0.3,
        'f' | 't' | 'r' | ' ' | '-' | '(' | ')' | '/' | '·' | '"' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.9,
        'A'..='Z' => 0.68,
        letter if u32::from(letter) >= 0x2e80 => 1.0,
        _ => 0.57,
    }
}

/// About how wide `text` is at a font size, in px.
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// `text` cut with "…" so that it is about `width` px wide at most.
pub fn fitted(text: &str, size: f64, width: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let room = width - size * 0.9;
    let mut used = 0.0;
    let kept: String = text
        .chars()
        .take_while(|letter| {
            used += em(*letter) * size;
            used <= room
        })
        .collect();
    format!("{}…", kept.trim_end())
}
