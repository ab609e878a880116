//! What a pointer does, told as actions: click, drag, pan, pinch, connect, resize. It knows no browser; positions are
//! in screen px from the canvas's corner. It never changes the plan but through the actions it returns.

use std::rc::Rc;

use super::action::Action;
use super::geometry::{View, component_box, item_box, snapped};
use super::gesture::Gesture;
use super::guides::{REACH_PX, drawn_onto};
use super::state::{State, Tool};
use crate::model::ordered::Set;
use crate::model::{ComponentId, Item, Plan, Point, Rect, ZoneId};

/// What lies under a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// Nothing.
    Empty,
    /// A component, a link, or a zone's label or border.
    Body(Item),
    /// The handle from which a link is drawn.
    Handle(ComponentId),
    /// A corner of a zone's box.
    Corner(ZoneId, Corner),
    /// The button that fails or mends.
    Fail(Item),
}

/// A corner of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corner {
    /// Top left.
    TopLeft,
    /// Top right.
    TopRight,
    /// Bottom left.
    BottomLeft,
    /// Bottom right.
    BottomRight,
}

/// One pointer going down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Press {
    /// Which pointer.
    pub pointer: i32,
    /// Where.
    pub at: Point,
    /// On what.
    pub grip: Grip,
    /// It is a finger.
    pub is_touch: bool,
    /// It means to pan: middle button, or Space held.
    pub pans: bool,
    /// The right button: it asks for the menu where it is let go, and pans where it is dragged.
    pub asks: bool,
    /// Shift is held.
    pub extends: bool,
}

/// Farther than this a mouse drags, in px.
const MOUSE_THRESHOLD: f64 = 4.0;
/// Farther than this a finger drags, in px.
const TOUCH_THRESHOLD: f64 = 6.0;
/// A link's end jumps to a component that is as near as this, in screen px.
const MAGNET: f64 = 20.0;
/// A zone's box gets no smaller, in canvas px.
const LEAST_ZONE: (f64, f64) = (120.0, 80.0);

/// The pointers that are down and what they are doing.
#[derive(Debug, Default)]
pub struct Hand {
    doing: Doing,
    /// Every pointer that is down, where it is.
    down: Vec<(i32, Point)>,
}

#[derive(Debug, Default)]
enum Doing {
    #[default]
    Nothing,
    /// Down, not yet moved far enough to mean a drag.
    Waiting(Press),
    Panning {
        from: Point,
        view: View,
    },
    Pinching {
        middle: Point,
        apart: f64,
        view: View,
    },
    Dragging {
        items: Rc<[Item]>,
        from: Point,
        /// Of the item in the hand, so that it stays on the grid.
        corner: Point,
    },
    Marquee(Point),
    Connecting(ComponentId),
    Resizing {
        zone: ZoneId,
        corner: Corner,
        rect: Rect,
        from: Point,
    },
    /// Over; waiting for the pointers to go up.
    Spent,
}

impl Hand {
    /// A pointer goes down.
    pub fn press(&mut self, press: Press, state: &State) -> Vec<Action> {
        self.down.retain(|(pointer, _)| *pointer != press.pointer);
        self.down.push((press.pointer, press.at));
        // What another hand brings from the palette is dropped by a finger on the canvas.
        if matches!(state.gesture, Gesture::Place { .. }) {
            self.doing = Doing::Spent;
            return vec![Action::Gesture(Gesture::None)];
        }
        if let [(_, a), (_, b)] = self.down.as_slice() {
            let (a, b) = (*a, *b);
            self.doing = Doing::Pinching { middle: middle(a, b), apart: distance(a, b).max(1.0), view: state.view };
            return vec![Action::Gesture(Gesture::Pan)];
        }
        if self.down.len() > 2 {
            return vec![];
        }
        if press.pans {
            self.doing = Doing::Panning { from: press.at, view: state.view };
            return vec![Action::Gesture(Gesture::Pan)];
        }
        self.doing = Doing::Waiting(press);
        vec![]
    }

    /// A pointer moves.
    pub fn moved(&mut self, pointer: i32, at: Point, state: &State) -> Vec<Action> {
        let Some(slot) = self.down.iter_mut().find(|(id, _)| *id == pointer) else {
            return self.hover(at, state);
        };
        slot.1 = at;
        if let Doing::Waiting(press) = &self.doing {
            let threshold = if press.is_touch { TOUCH_THRESHOLD } else { MOUSE_THRESHOLD };
            if distance(press.at, at) < threshold {
                return vec![];
            }
            let press = *press;
            let mut actions = self.begin(press, state);
            actions.extend(self.follow(at, state));
            return actions;
        }
        // Esc, undo or a new plan has dropped the gesture: the hand lets go too.
        if state.gesture == Gesture::None && self.holds_something() {
            self.doing = Doing::Spent;
        }
        self.follow(at, state)
    }

    /// A pointer goes up: what it did becomes one edit, or a click.
    pub fn release(&mut self, pointer: i32, at: Point, state: &State) -> Vec<Action> {
        let Some(index) = self.down.iter().position(|(id, _)| *id == pointer) else { return vec![] };
        self.down.remove(index);
        if !self.down.is_empty() {
            self.doing = Doing::Spent;
            return vec![Action::Gesture(Gesture::None)];
        }
        match std::mem::take(&mut self.doing) {
            Doing::Nothing | Doing::Spent => vec![],
            Doing::Waiting(press) => click(press, state),
            Doing::Panning { .. } | Doing::Pinching { .. } => vec![Action::Gesture(Gesture::None)],
            doing @ (Doing::Dragging { .. } | Doing::Marquee(_) | Doing::Connecting(_) | Doing::Resizing { .. }) => {
                if state.gesture == Gesture::None {
                    return vec![];
                }
                self.doing = doing;
                let mut actions = self.follow(at, state);
                self.doing = Doing::Nothing;
                actions.push(Action::Commit);
                actions
            }
        }
    }

    /// A finger has rested on something: it joins the selection. On the ground it asks for the menu.
    pub fn long_press(&mut self, state: &State) -> Vec<Action> {
        match &self.doing {
            Doing::Waiting(Press { grip: Grip::Body(item), is_touch: true, .. }) => {
                let item = *item;
                self.doing = Doing::Spent;
                vec![Action::Toggle(item)]
            }
            Doing::Waiting(Press { grip: Grip::Empty, is_touch: true, at, .. }) => {
                let at = *at;
                self.doing = Doing::Spent;
                vec![Action::Spot(state.view.to_canvas(at)), Action::Menu(Some(at))]
            }
            Doing::Nothing
            | Doing::Waiting(_)
            | Doing::Panning { .. }
            | Doing::Pinching { .. }
            | Doing::Dragging { .. }
            | Doing::Marquee(_)
            | Doing::Connecting(_)
            | Doing::Resizing { .. }
            | Doing::Spent => vec![],
        }
    }

    /// The browser has taken the pointers away: nothing happens.
    pub fn cancel(&mut self) -> Vec<Action> {
        *self = Self::default();
        vec![Action::Gesture(Gesture::None)]
    }

    fn holds_something(&self) -> bool {
        matches!(self.doing, Doing::Dragging { .. } | Doing::Marquee(_) | Doing::Connecting(_) | Doing::Resizing { .. })
    }

    /// With a link in the making, its end follows the mouse even when nothing is pressed.
    fn hover(&self, at: Point, state: &State) -> Vec<Action> {
        match state.tool {
            Tool::ConnectFrom(from) if self.down.is_empty() => vec![Action::Gesture(band(from, at, state))],
            Tool::ConnectFrom(_) | Tool::Select => vec![],
        }
    }

    /// The press has become a drag.
    fn begin(&mut self, press: Press, state: &State) -> Vec<Action> {
        if press.asks {
            self.doing = Doing::Panning { from: press.at, view: state.view };
            return vec![Action::Gesture(Gesture::Pan)];
        }
        let from = state.view.to_canvas(press.at);
        match press.grip {
            Grip::Body(item @ (Item::Component(_) | Item::Zone(_))) => {
                let is_selected = state.selection.contains(&item);
                let items: Rc<[Item]> =
                    if is_selected { state.selection.iter().copied().collect() } else { [item].into() };
                let corner = item_box(&state.plan, item).map_or(from, |rect| Point { x: rect.x, y: rect.y });
                self.doing = Doing::Dragging { items, from, corner };
                if is_selected { vec![] } else { vec![Action::Pick([item].into())] }
            }
            Grip::Handle(component) => {
                self.doing = Doing::Connecting(component);
                vec![Action::Tool(Tool::Select)]
            }
            Grip::Corner(zone, corner) => {
                let rect = state.plan.layout.zones.get(&zone).copied().unwrap_or_default();
                self.doing = Doing::Resizing { zone, corner, rect, from };
                vec![]
            }
            Grip::Empty | Grip::Fail(_) | Grip::Body(Item::Link(_)) => {
                if press.is_touch {
                    self.doing = Doing::Panning { from: press.at, view: state.view };
                    vec![Action::Gesture(Gesture::Pan)]
                } else {
                    self.doing = Doing::Marquee(from);
                    vec![]
                }
            }
        }
    }

    /// What the hand does now that it is at `at`.
    fn follow(&self, at: Point, state: &State) -> Vec<Action> {
        let here = state.view.to_canvas(at);
        match &self.doing {
            Doing::Nothing | Doing::Waiting(_) | Doing::Spent => vec![],
            Doing::Panning { from, view } => vec![Action::View(view.shifted(at.x - from.x, at.y - from.y))],
            Doing::Pinching { middle: from, apart, view } => {
                let [(_, a), (_, b)] = self.down.as_slice() else { return vec![] };
                let now = middle(*a, *b);
                let zoomed = view.zoomed_at(*from, distance(*a, *b) / apart);
                vec![Action::View(zoomed.shifted(now.x - from.x, now.y - from.y))]
            }
            Doing::Dragging { items, from, corner } => {
                let by = (here.x - from.x, here.y - from.y);
                let (dx, dy) = drawn_onto(&state.plan, items, *corner, by, REACH_PX / state.view.zoom);
                vec![Action::Gesture(Gesture::Drag { items: Rc::clone(items), dx, dy })]
            }
            Doing::Marquee(from) => vec![Action::Gesture(Gesture::Marquee { from: *from, to: here })],
            Doing::Connecting(from) => vec![Action::Gesture(band(*from, at, state))],
            Doing::Resizing { zone, corner, rect, from } => {
                let rect = resized(*rect, *corner, here.x - from.x, here.y - from.y);
                vec![Action::Gesture(Gesture::Resize { zone: *zone, rect })]
            }
        }
    }
}

/// The menu of what was pressed, or of all that is selected with it; on the ground, of the plan.
fn menu(press: Press, state: &State) -> Vec<Action> {
    let item = match press.grip {
        Grip::Body(item) | Grip::Fail(item) => Some(item),
        Grip::Handle(component) => Some(Item::Component(component)),
        Grip::Corner(zone, _) => Some(Item::Zone(zone)),
        Grip::Empty => None,
    };
    let open = Action::Menu(Some(press.at));
    match item {
        Some(item) if state.selection.contains(&item) => vec![open],
        Some(item) => vec![Action::Pick([item].into()), open],
        // What the menu brings comes here.
        None => vec![Action::Pick(Set::new()), Action::Spot(state.view.to_canvas(press.at)), open],
    }
}

/// A press and a release in the same place.
fn click(press: Press, state: &State) -> Vec<Action> {
    if press.asks {
        return menu(press, state);
    }
    if let Tool::ConnectFrom(from) = state.tool {
        return match press.grip {
            Grip::Body(Item::Component(to)) | Grip::Handle(to) if to != from => vec![Action::ConnectTo(to)],
            Grip::Body(_) | Grip::Empty | Grip::Corner(..) | Grip::Handle(_) | Grip::Fail(_) => {
                vec![Action::Tool(Tool::Select)]
            }
        };
    }
    match press.grip {
        Grip::Body(item) if press.extends => vec![Action::Toggle(item)],
        Grip::Body(item) => vec![Action::Select([item].into())],
        Grip::Corner(zone, _) => vec![Action::Select([Item::Zone(zone)].into())],
        Grip::Handle(component) => {
            vec![Action::Pick([Item::Component(component)].into()), Action::Tool(Tool::ConnectFrom(component))]
        }
        Grip::Fail(item) => vec![Action::ToggleFailed(item)],
        Grip::Empty if press.extends => vec![],
        Grip::Empty => vec![Action::Select(Set::new()), Action::Spot(state.view.to_canvas(press.at))],
    }
}

/// The link that would be made with its end in the hand.
fn band(from: ComponentId, at: Point, state: &State) -> Gesture {
    let to = state.view.to_canvas(at);
    Gesture::Connect { from, to, target: target_near(&state.plan, from, to, MAGNET / state.view.zoom) }
}

/// The component nearest to a point, within `reach` canvas px of its box.
fn target_near(plan: &Plan, from: ComponentId, at: Point, reach: f64) -> Option<ComponentId> {
    let away = |rect: Rect| {
        let dx = (rect.x - at.x).max(at.x - rect.x - rect.width).max(0.0);
        let dy = (rect.y - at.y).max(at.y - rect.y - rect.height).max(0.0);
        dx.max(dy)
    };
    plan.topology
        .components
        .values()
        .filter(|component| component.id != from)
        .map(|component| (away(component_box(plan, component)), component.id))
        .filter(|(away, _)| *away <= reach)
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, id)| id)
}

fn resized(rect: Rect, corner: Corner, dx: f64, dy: f64) -> Rect {
    let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
    let is_left = matches!(corner, Corner::TopLeft | Corner::BottomLeft);
    let is_top = matches!(corner, Corner::TopLeft | Corner::TopRight);
    let (least_width, least_height) = LEAST_ZONE;
    let (x, width) = if is_left {
        let x = snapped(rect.x + dx).min(right - least_width);
        (x, right - x)
    } else {
        (rect.x, (snapped(right + dx) - rect.x).max(least_width))
    };
    let (y, height) = if is_top {
        let y = snapped(rect.y + dy).min(bottom - least_height);
        (y, bottom - y)
    } else {
        (rect.y, (snapped(bottom + dy) - rect.y).max(least_height))
    };
    Rect { x, y, width, height }
}

fn distance(a: Point, b: Point) -> f64 {
    libm::hypot(a.x - b.x, a.y - b.y)
}

fn middle(a: Point, b: Point) -> Point {
    Point { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 }
}
