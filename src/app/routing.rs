//! How links run: from which side of a box to which, spread along the edges, and the bracket around alternatives.
//! Pure arithmetic over the layout; it never decides what a link means.

use super::geometry::{COMPONENT_HEIGHT, COMPONENT_WIDTH, box_at};
use crate::model::limits;
use crate::model::ordered::{self, Map};
use crate::model::{ComponentId, LinkId, Plan, Point, Rect, SetId};

/// A side of a component's box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Left edge.
    Left,
    /// Right edge.
    Right,
    /// Top edge.
    Top,
    /// Bottom edge.
    Bottom,
}

impl Side {
    /// The unit step out of the box.
    pub fn outward(self) -> (f64, f64) {
        match self {
            Self::Left => (-1.0, 0.0),
            Self::Right => (1.0, 0.0),
            Self::Top => (0.0, -1.0),
            Self::Bottom => (0.0, 1.0),
        }
    }

    fn is_upright(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }

    fn opposite(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
            Self::Top => Self::Bottom,
            Self::Bottom => Self::Top,
        }
    }
}

/// Where a link leaves and where it arrives, in canvas px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Route {
    /// On the edge of the component that needs.
    pub from: Point,
    /// The edge it leaves.
    pub from_side: Side,
    /// On the edge of the component that is needed.
    pub to: Point,
    /// The edge it arrives at.
    pub to_side: Side,
}

/// The bracket around a set of alternatives: a stroke across its links, near the component that has the choice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bracket {
    /// One end of the stroke.
    pub from: Point,
    /// The other end.
    pub to: Point,
    /// The side of the box that it stands before.
    pub side: Side,
    /// k.
    pub needed: u32,
    /// Members of the set.
    pub of: usize,
    /// One link of the set, to be selected with it.
    pub first: LinkId,
}

/// Length of the arrow's head, in canvas px.
const HEAD: f64 = 9.0;
/// How far before the box the bracket stands, in canvas px.
const BRACKET_GAP: f64 = 22.0;

impl Route {
    /// The control points of its curve, which ends where the arrow's head begins.
    fn curve(&self) -> [Point; 4] {
        let end = out(self.to, self.to_side, HEAD - 1.0);
        let reach = ((end.x - self.from.x).abs() + (end.y - self.from.y).abs()) / 2.0;
        let reach = limits::clamped(reach, 20.0, 120.0);
        [self.from, out(self.from, self.from_side, reach), out(end, self.to_side, reach), end]
    }

    /// Its curve, as an SVG path.
    pub fn path(&self) -> String {
        let [a, b, c, d] = self.curve();
        format!("M{} {}C{} {} {} {} {} {}", px(a.x), px(a.y), px(b.x), px(b.y), px(c.x), px(c.y), px(d.x), px(d.y))
    }

    /// The point half along its curve.
    pub fn middle(&self) -> Point {
        let [a, b, c, d] = self.curve();
        let mix = |a: f64, b: f64, c: f64, d: f64| (a + 3.0 * (b + c) + d) / 8.0;
        Point { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) }
    }

    /// The head of its arrow, as an SVG path.
    pub fn head(&self) -> String {
        let back = out(self.to, self.to_side, HEAD);
        let (x, y) = self.to_side.outward();
        let (left, right) =
            (Point { x: back.x - y * 4.5, y: back.y + x * 4.5 }, Point { x: back.x + y * 4.5, y: back.y - x * 4.5 });
        format!("M{} {}L{} {}L{} {}Z", px(self.to.x), px(self.to.y), px(left.x), px(left.y), px(right.x), px(right.y))
    }

    /// The point of its curve at so far before the box it leaves.
    fn near_start(&self, distance: f64) -> Point {
        let [a, b, c, d] = self.curve();
        let along = |p: Point| {
            let (x, y) = self.from_side.outward();
            (p.x - a.x) * x + (p.y - a.y) * y
        };
        let at = |t: f64| {
            let s = 1.0 - t;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
            };
            Point { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) }
        };
        let mut best = a;
        for step in 1..=24 {
            best = at(f64::from(step) / 48.0);
            if along(best) >= distance {
                break;
            }
        }
        best
    }
}

/// A rubber band from a component's box to the hand, as an SVG path.
pub fn band(from: Rect, to: Point, target: Option<Rect>) -> String {
    let start = Point { x: from.x + from.width, y: from.y + from.height / 2.0 };
    let route = match target {
        Some(rect) => {
            let (from_side, to_side) = sides(from, rect);
            Route { from: middle(from, from_side), from_side, to: middle(rect, to_side), to_side }
        }
        None => Route { from: start, from_side: Side::Right, to, to_side: Side::Left },
    };
    route.path() + &route.head()
}

fn px(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn out(point: Point, side: Side, by: f64) -> Point {
    let (x, y) = side.outward();
    Point { x: point.x + x * by, y: point.y + y * by }
}

fn middle(rect: Rect, side: Side) -> Point {
    let centre = rect.centre();
    match side {
        Side::Left => Point { x: rect.x, y: centre.y },
        Side::Right => Point { x: rect.x + rect.width, y: centre.y },
        Side::Top => Point { x: centre.x, y: rect.y },
        Side::Bottom => Point { x: centre.x, y: rect.y + rect.height },
    }
}

/// The sides that two boxes turn to each other: left to right where there is room between them, else up and down.
fn sides(from: Rect, to: Rect) -> (Side, Side) {
    const ROOM: f64 = 24.0;
    let right = to.x - (from.x + from.width);
    let left = from.x - (to.x + to.width);
    let below = to.y - (from.y + from.height);
    let above = from.y - (to.y + to.height);
    let side = if right >= ROOM && right * 2.0 >= below.max(above) {
        Side::Right
    } else if below >= ROOM.min(12.0) && below >= left {
        Side::Bottom
    } else if above >= ROOM.min(12.0) && above >= left {
        Side::Top
    } else if left >= ROOM {
        Side::Left
    } else {
        Side::Right
    };
    (side, side.opposite())
}

/// Every link's route, and every set's bracket.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Routes {
    /// By link.
    pub links: Map<LinkId, Route>,
    /// By set of alternatives.
    pub brackets: Map<SetId, Bracket>,
}

/// One end of a link, to be spread along an edge with the others there.
struct End {
    /// The edge: of this component, on this side.
    edge: (ComponentId, Side),
    link: LinkId,
    is_start: bool,
    /// Where the other end is, along the edge: ends are put in that order, so links do not cross at the edge.
    toward: f64,
    set: Option<SetId>,
}

/// How every link of a plan runs.
pub fn routes(plan: &Plan) -> Routes {
    let rect = |id: ComponentId| box_at(plan.layout.components.get(&id).copied().unwrap_or_default());
    let set_side = sides_of_sets(plan, &rect);
    let mut ends: Vec<End> = Vec::new();
    let mut links = Map::new();
    for link in plan.topology.links.values() {
        let (from, to) = (rect(link.from), rect(link.to));
        let (mut from_side, to_side) = sides(from, to);
        let set = link.need.set();
        if let Some(side) = set.and_then(|set| set_side.get(&set)) {
            from_side = *side;
        }
        let toward = |side: Side, other: Rect| if side.is_upright() { other.centre().y } else { other.centre().x };
        let (start, stop) = ((link.from, from_side), (link.to, to_side));
        ends.push(End { edge: start, link: link.id, is_start: true, toward: toward(from_side, to), set });
        ends.push(End { edge: stop, link: link.id, is_start: false, toward: toward(to_side, from), set: None });
        let route = Route { from: middle(from, from_side), from_side, to: middle(to, to_side), to_side };
        links.insert(link.id, route);
    }
    // Members of a set stay together, so that one bracket can hold them.
    ordered::sort_by(&mut ends, |a, b| {
        let along = || a.set.cmp(&b.set).then(a.toward.total_cmp(&b.toward)).then(a.link.cmp(&b.link));
        a.edge.cmp(&b.edge).then_with(along)
    });
    for group in ends.chunk_by(|a, b| a.edge == b.edge) {
        if let Some(End { edge: (component, side), .. }) = group.first() {
            spread(rect(*component), *side, group, &mut links);
        }
    }
    let brackets = brackets(plan, &links);
    Routes { links, brackets }
}

/// All links of a set leave by one side: the one that its targets' middle asks for.
fn sides_of_sets(plan: &Plan, rect: &impl Fn(ComponentId) -> Rect) -> Map<SetId, Side> {
    let mut targets: Map<SetId, (ComponentId, Rect)> = Map::new();
    for link in plan.topology.links.values() {
        if let Some(set) = link.need.set() {
            let to = rect(link.to);
            match targets.get_mut(&set) {
                Some((_, around)) => *around = around.union(&to),
                None => {
                    targets.insert(set, (link.from, to));
                }
            }
        }
    }
    targets.into_iter().map(|(set, (from, around))| (set, sides(rect(from), around).0)).collect()
}

fn spread(rect: Rect, side: Side, group: &[End], links: &mut Map<LinkId, Route>) {
    let length = if side.is_upright() { COMPONENT_HEIGHT } else { COMPONENT_WIDTH };
    let count = f64::from(u32::try_from(group.len()).unwrap_or(u32::MAX));
    let step = (length / (count + 1.0)).min(16.0);
    let mut offset = -step * (count - 1.0) / 2.0;
    for end in group {
        let at = middle(rect, side);
        let at = if side.is_upright() { Point { y: at.y + offset, ..at } } else { Point { x: at.x + offset, ..at } };
        if let Some(route) = links.get_mut(&end.link) {
            if end.is_start {
                route.from = at;
            } else {
                route.to = at;
            }
        }
        offset += step;
    }
}

fn brackets(plan: &Plan, links: &Map<LinkId, Route>) -> Map<SetId, Bracket> {
    const OVERHANG: f64 = 7.0;
    let mut brackets = Map::new();
    for set in plan.topology.sets.values() {
        let members: Vec<(LinkId, &Route)> = plan
            .topology
            .members(set.id)
            .filter_map(|link| links.get(&link.id).map(|route| (link.id, route)))
            .collect();
        let Some((first, route)) = members.first().copied() else { continue };
        let side = route.from_side;
        let crossing = members.iter().map(|(_, route)| route.near_start(BRACKET_GAP));
        let along = |p: Point| if side.is_upright() { p.y } else { p.x };
        let (low, high) =
            crossing.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), p| (low.min(along(p)), high.max(along(p))));
        let base = out(route.from, side, BRACKET_GAP);
        let end = |value: f64| if side.is_upright() { Point { y: value, ..base } } else { Point { x: value, ..base } };
        brackets.insert(
            set.id,
            Bracket {
                from: end(low - OVERHANG),
                to: end(high + OVERHANG),
                side,
                needed: set.needed,
                of: members.len(),
                first,
            },
        );
    }
    brackets
}
