//! The whole document: topology, layout, goal. Parts are shared by `Rc`, so a snapshot costs a few pointers.

use std::rc::Rc;

use super::edit::Item;
use super::goal::Goal;
use super::ordered::{Map, Set};
use super::topology::{ComponentId, Topology, ZoneId};

/// The whole document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// As the person calls it.
    pub name: String,
    /// What the report is computed from.
    pub topology: Rc<Topology>,
    /// What the report is measured against.
    pub goal: Rc<Goal>,
    /// Where things are drawn; the engine never sees it.
    pub layout: Rc<Layout>,
    /// States of the plan that are shown one after the other; the engine never sees them.
    pub steps: Rc<Vec<Step>>,
}

/// One step of the plan's story: a whole state, so that nothing done to the plan later changes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Step {
    /// The plan as it was; its name is the step's title, and it has no steps of its own.
    pub plan: Plan,
    /// What has failed by hand in it.
    pub failed: Set<Item>,
}

/// Where things are drawn, in canvas px.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// Top left corner of each component's box.
    pub components: Map<ComponentId, Point>,
    /// Each zone's box.
    pub zones: Map<ZoneId, Rect>,
}

/// A point on the canvas, in px.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// A box on the canvas, in px.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width, ≥ 0.
    pub width: f64,
    /// Height, ≥ 0.
    pub height: f64,
}
