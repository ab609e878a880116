//! Sizes, boxes and the transform between screen and canvas. Pure arithmetic; it knows no events.

use crate::model::{Component, Plan, Point, Rect};

/// Width of a component's box, in canvas px.
pub const COMPONENT_WIDTH: f64 = 168.0;
/// Height of a component's box, in canvas px.
pub const COMPONENT_HEIGHT: f64 = 72.0;
/// Everything snaps to this grid, in canvas px.
pub const GRID: f64 = 8.0;
/// Farthest out and in.
pub const ZOOM: (f64, f64) = (0.1, 4.0);

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
    /// The canvas point under a point of the screen (relative to the canvas element).
    pub fn to_canvas(self, screen: Point) -> Point {
        Point { x: (screen.x - self.x) / self.zoom, y: (screen.y - self.y) / self.zoom }
    }

    /// This view zoomed by `factor`, the canvas point under `screen` staying where it is.
    #[must_use]
    pub fn zoomed_at(self, screen: Point, factor: f64) -> Self {
        let zoom = (self.zoom * factor).clamp(ZOOM.0, ZOOM.1);
        let at = self.to_canvas(screen);
        Self { x: screen.x - at.x * zoom, y: screen.y - at.y * zoom, zoom }
    }

    /// The view that shows all of `bounds` in a canvas element of this size with a margin, at most at `max_zoom`.
    pub fn fitting(bounds: Rect, width: f64, height: f64, max_zoom: f64) -> Self {
        const MARGIN: f64 = 32.0;
        let zoom_x = (width - 2.0 * MARGIN).max(1.0) / bounds.width.max(1.0);
        let zoom_y = (height - 2.0 * MARGIN).max(1.0) / bounds.height.max(1.0);
        let zoom = zoom_x.min(zoom_y).clamp(ZOOM.0, max_zoom.min(ZOOM.1));
        Self {
            x: (width - bounds.width * zoom) / 2.0 - bounds.x * zoom,
            y: (height - bounds.height * zoom) / 2.0 - bounds.y * zoom,
            zoom,
        }
    }
}

/// `value` on the nearest grid line.
pub fn snapped(value: f64) -> f64 {
    (value / GRID).round() * GRID
}

/// The box of a component.
pub fn component_box(plan: &Plan, component: &Component) -> Rect {
    let at = plan.layout.components.get(&component.id).copied().unwrap_or_default();
    Rect { x: at.x, y: at.y, width: COMPONENT_WIDTH, height: COMPONENT_HEIGHT }
}

/// The box around everything drawn; none for an empty plan.
pub fn bounds(plan: &Plan) -> Option<Rect> {
    let boxes = plan.topology.components.values().map(|component| component_box(plan, component));
    boxes.chain(plan.layout.zones.values().copied()).reduce(|a, b| {
        let (x, y) = (a.x.min(b.x), a.y.min(b.y));
        Rect { x, y, width: (a.x + a.width).max(b.x + b.width) - x, height: (a.y + a.height).max(b.y + b.height) - y }
    })
}
