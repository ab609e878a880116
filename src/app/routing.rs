//! How links run: from which side of a box to which, spread along the edges, around the boxes in between, and the bracket
//! around alternatives. Pure arithmetic over the layout; it never decides what a link means.

use std::rc::Rc;

use super::detour::{self, Gate, Heading, cuts, way};
use super::geometry::{COMPONENT_HEIGHT, COMPONENT_WIDTH, box_at};
use crate::model::limits;
use crate::model::ordered::{self, Map, Set};
use crate::model::{ComponentId, Layout, Link, LinkId, Plan, Point, Rect, SetId};

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

    fn heading(self) -> Heading {
        match self {
            Self::Right => 0,
            Self::Bottom => 1,
            Self::Left => 2,
            Self::Top => 3,
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
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// On the edge of the component that needs.
    pub from: Point,
    /// The edge it leaves.
    pub from_side: Side,
    /// On the edge of the component that is needed.
    pub to: Point,
    /// The edge it arrives at.
    pub to_side: Side,
    /// The corners of its way around what stands in between; none: it runs as a curve.
    pub via: Option<Rc<[Point]>>,
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

impl Bracket {
    /// The point half along it.
    pub fn middle(&self) -> Point {
        Point { x: (self.from.x + self.to.x) / 2.0, y: (self.from.y + self.to.y) / 2.0 }
    }
}

/// Length of the arrow's head, in canvas px.
const HEAD: f64 = 9.0;
/// How far before the box the bracket stands, in canvas px.
const BRACKET_GAP: f64 = 22.0;
/// How round the corners of a way around are, in canvas px.
const ROUND: f64 = 12.0;
/// So near a line may pass a box that is not its own, in canvas px.
const CLEAR: f64 = 2.0;
/// How far around its ends and its curve a link looks for a way, in canvas px.
const REGION: f64 = 120.0;
/// More boxes than this between its ends, and a link runs behind them: no way around would be read.
const MOST_BOXES: usize = 24;

impl Route {
    /// The control points of its curve, which ends where the arrow's head begins.
    fn curve(&self) -> [Point; 4] {
        let end = out(self.to, self.to_side, HEAD - 1.0);
        let reach = ((end.x - self.from.x).abs() + (end.y - self.from.y).abs()) / 2.0;
        let reach = limits::clamped(reach, 20.0, 120.0);
        [self.from, out(self.from, self.from_side, reach), out(end, self.to_side, reach), end]
    }

    /// Its line, as an SVG path.
    pub fn path(&self) -> String {
        let [a, b, c, d] = self.curve();
        let Some(via) = &self.via else {
            return format!("M{}C{} {} {}", at(a), at(b), at(c), at(d));
        };
        let mut path = format!("M{}", at(a));
        let mut before = a;
        for (corner, next) in via.iter().zip(via.iter().skip(1).chain([&d])) {
            // Half of the shorter leg is the other corner's.
            let round = ROUND.min(apart(before, *corner) / 2.0).min(apart(*corner, *next) / 2.0);
            path += &format!(
                "L{}Q{} {}",
                at(toward(*corner, before, round)),
                at(*corner),
                at(toward(*corner, *next, round))
            );
            before = *corner;
        }
        path + &format!("L{}", at(d))
    }

    /// The point half along its line.
    pub fn middle(&self) -> Point {
        self.along(0.5)
    }

    /// The point at a share of its line.
    pub fn along(&self, share: f64) -> Point {
        let [a, b, c, d] = self.curve();
        let Some(via) = &self.via else {
            let rest = 1.0 - share;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                rest * rest * rest * a + 3.0 * rest * share * (rest * b + share * c) + share * share * share * d
            };
            return Point { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
        };
        let legs = || std::iter::once(&a).chain(via.iter()).zip(via.iter().chain([&d]));
        let mut left = share * legs().map(|(a, b)| apart(*a, *b)).sum::<f64>();
        for (from, to) in legs() {
            let length = apart(*from, *to);
            if left <= length {
                return toward(*from, *to, left);
            }
            left -= length;
        }
        d
    }

    /// Stretches that its line is made of, near enough to say behind what it runs.
    fn stretches(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        const PARTS: u32 = 16;
        let at = |part: u32| self.along(f64::from(part) / f64::from(PARTS));
        (0..PARTS).map(move |part| (at(part), at(part + 1)))
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
        if self.via.is_some() {
            return out(self.from, self.from_side, distance);
        }
        let far = |p: Point| {
            let (x, y) = self.from_side.outward();
            (p.x - self.from.x) * x + (p.y - self.from.y) * y
        };
        let near = (1..=24).map(|step| self.along(f64::from(step) / 48.0));
        let mut best = self.from;
        for at in near {
            best = at;
            if far(at) >= distance {
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
            Route { from: middle(from, from_side), from_side, to: middle(rect, to_side), to_side, via: None }
        }
        None => Route { from: start, from_side: Side::Right, to, to_side: Side::Left, via: None },
    };
    route.path() + &route.head()
}

fn px(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A point in an SVG path.
fn at(point: Point) -> String {
    format!("{} {}", px(point.x), px(point.y))
}

fn apart(a: Point, b: Point) -> f64 {
    libm::hypot(a.x - b.x, a.y - b.y)
}

/// The point so far from one on the way to another.
fn toward(from: Point, to: Point, by: f64) -> Point {
    let share = by / apart(from, to).max(1e-9);
    Point { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
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
    Router::default().routes(&Rc::new(plan.clone()))
}

/// Finds routes, and keeps them for as long as nothing near them moves. Its answers are those of [`routes`].
#[derive(Debug, Default)]
pub struct Router {
    plan: Rc<Plan>,
    /// Of that plan, as they would run if nothing stood in between.
    bare: Map<LinkId, Route>,
    layout: Rc<Layout>,
    kept: Map<LinkId, Kept>,
}

#[derive(Debug)]
struct Kept {
    /// As it would run if nothing stood in between.
    bare: Route,
    /// Nothing outside this has a say in how it runs.
    region: Rect,
    route: Route,
}

impl Router {
    /// How every link of a plan runs; only those are looked at again near which something has moved.
    pub fn routes(&mut self, plan: &Rc<Plan>) -> Routes {
        _ = self.bring_bare_to(plan);
        let moved: Vec<Rect> = moved(&self.layout, &plan.layout).into_iter().map(|(_, rect)| rect).collect();
        self.layout = Rc::clone(&plan.layout);
        let mut before = std::mem::take(&mut self.kept);
        let mut links = Map::new();
        for (id, bare) in &self.bare {
            let is_same = |kept: &Kept| kept.bare == *bare && !moved.iter().any(|rect| rect.overlaps(&kept.region));
            let kept = match before.remove(id).filter(is_same) {
                Some(kept) => kept,
                None => cleared(plan, *id, bare.clone()),
            };
            links.insert(*id, kept.route.clone());
            self.kept.insert(*id, kept);
        }
        let brackets = brackets(plan, &links);
        Routes { links, brackets }
    }

    /// Brings routes of the plan as it was to how they run while something moves on a large board: what hangs on it goes
    /// straight, the rest stays as it was, until [`Self::routes`] looks for ways around once it is let go.
    pub fn follow(&mut self, plan: &Rc<Plan>, routes: &mut Routes) {
        let drawn = self.bring_bare_to(plan);
        for id in &drawn {
            let Some(bare) = self.bare.get(id) else { continue };
            let kept = self.kept.get(id).filter(|kept| kept.bare == *bare);
            routes.links.insert(*id, kept.map_or(bare, |kept| &kept.route).clone());
        }
        routes.links.retain(|id, _| self.bare.contains_key(id));
        if !drawn.is_empty() {
            routes.brackets = brackets(plan, &routes.links);
        }
    }

    /// Brings the bare routes up to a plan; only those are drawn again, and told, that end at what has moved, or beside
    /// such a link.
    fn bring_bare_to(&mut self, plan: &Rc<Plan>) -> Vec<LinkId> {
        let before = std::mem::replace(&mut self.plan, Rc::clone(plan));
        if !Rc::ptr_eq(&before.topology, &plan.topology) {
            self.bare = Map::new();
            return draw_bare(plan, &mut self.bare, &|_| true);
        }
        let moved = moved(&before.layout, &plan.layout);
        let moved: Set<ComponentId> = moved.into_iter().map(|(component, _)| component).collect();
        let links = plan.topology.links.values();
        let is_touched = |link: &&Link| moved.contains(&link.from) || moved.contains(&link.to);
        let touched: Set<ComponentId> = links.filter(is_touched).flat_map(|link| [link.from, link.to]).collect();
        draw_bare(plan, &mut self.bare, &|component| touched.contains(&component))
    }
}

/// The boxes that are no longer, or were not yet, where a layout has them, with whose they are.
fn moved(before: &Rc<Layout>, after: &Rc<Layout>) -> Vec<(ComponentId, Rect)> {
    if Rc::ptr_eq(before, after) {
        return Vec::new();
    }
    let (before, after) = (&before.components, &after.components);
    if before.keys().eq(after.keys()) {
        // As in every frame of a drag.
        let pairs = before.iter().zip(after.values()).filter(|((_, was), is)| was != is);
        return pairs.flat_map(|((id, was), is)| [(*id, box_at(*was)), (*id, box_at(*is))]).collect();
    }
    let missing = |here: &Map<ComponentId, Point>, there: &Map<ComponentId, Point>| -> Vec<(ComponentId, Rect)> {
        let gone = here.iter().filter(|(id, at)| there.get(id) != Some(at));
        gone.map(|(id, at)| (*id, box_at(*at))).collect()
    };
    let mut moved = missing(before, after);
    moved.extend(missing(after, before));
    moved
}

/// A link's route that runs behind no box but those of its ends, where there is one near.
fn cleared(plan: &Plan, id: LinkId, bare: Route) -> Kept {
    let boxed = |id| box_at(plan.layout.components.get(&id).copied().unwrap_or_default());
    let ends = plan.topology.links.get(&id).map(|link| (link.from, link.to));
    let curve = bare.curve().into_iter().map(|at| Rect { x: at.x, y: at.y, width: 0.0, height: 0.0 });
    let around = ends.into_iter().flat_map(|(from, to)| [boxed(from), boxed(to)]).chain(curve);
    let region = around.reduce(|a, b| a.union(&b)).unwrap_or_default().grown(REGION);
    let is_other = |id: &ComponentId| ends.is_some_and(|(from, to)| *id != from && *id != to);
    let others = plan.layout.components.iter().filter(|(id, _)| is_other(id)).map(|(_, at)| box_at(*at));
    let others: Vec<Rect> = others.filter(|rect| rect.overlaps(&region)).collect();
    let in_between: Vec<Rect> = others.iter().map(|rect| rect.grown(CLEAR)).collect();
    let is_free = bare.stretches().all(|(a, b)| !in_between.iter().any(|rect| cuts(rect, a, b)));
    let via = match ends {
        Some((from, to)) if !is_free && others.len() <= MOST_BOXES => {
            // Lines that go around the same box keep apart, and where there is little room they come near.
            let lane = f64::from(id.0 % 3) * 5.0;
            let is_of_set = plan.topology.links.get(&id).is_some_and(|link| link.need.set().is_some());
            [10.0 + lane, 5.0]
                .into_iter()
                .find_map(|margin| detour(&bare, [boxed(from), boxed(to)], &others, margin, is_of_set, &region))
        }
        Some(_) | None => None,
    };
    let route = Route { via: via.map(Into::into), ..bare.clone() };
    Kept { bare, region, route }
}

/// The corners of a way around `others`, as far from them as `margin`.
fn detour(
    bare: &Route,
    [from, to]: [Rect; 2],
    others: &[Rect],
    margin: f64,
    is_of_set: bool,
    region: &Rect,
) -> Option<Vec<Point>> {
    // The bracket of a set stands across the first leg, the arrow's head on the last.
    let leave = if is_of_set { BRACKET_GAP + margin } else { margin };
    let arrive = HEAD + margin;
    let start = Gate { at: out(bare.from, bare.from_side, leave), heading: bare.from_side.heading() };
    let end = Gate { at: out(bare.to, bare.to_side, arrive), heading: bare.to_side.opposite().heading() };
    let mut blocks: Vec<Rect> = others.iter().map(|rect| rect.grown(margin)).collect();
    blocks.extend([from.grown(leave.min(margin)), to.grown(margin)]);
    let legs = |a, b| blocks.iter().take(others.len()).any(|rect| cuts(rect, a, b));
    if legs(bare.from, start.at) || legs(bare.to, end.at) {
        return None;
    }
    let mut points = vec![bare.from];
    points.extend(way(start, end, &blocks, region)?);
    points.push(bare.to);
    let mut corners = detour::bare(points);
    corners.pop();
    corners.remove(0);
    (!corners.is_empty()).then_some(corners)
}

/// How every link with an end at a component that is `touched` would run if nothing stood in between, and which these are;
/// its end at another one stays as it is, and so do the other links.
fn draw_bare(plan: &Plan, links: &mut Map<LinkId, Route>, touched: &impl Fn(ComponentId) -> bool) -> Vec<LinkId> {
    let rect = |id: ComponentId| box_at(plan.layout.components.get(&id).copied().unwrap_or_default());
    let set_side = sides_of_sets(plan, &rect);
    let mut ends: Vec<End> = Vec::new();
    let mut drawn = Vec::new();
    for link in plan.topology.links.values() {
        let (starts, stops) = (touched(link.from), touched(link.to));
        if !(starts || stops) {
            continue;
        }
        drawn.push(link.id);
        let (from, to) = (rect(link.from), rect(link.to));
        let (mut from_side, to_side) = sides(from, to);
        let set = link.need.set();
        if let Some(side) = set.and_then(|set| set_side.get(&set)) {
            from_side = *side;
        }
        let toward = |side: Side, other: Rect| if side.is_upright() { other.centre().y } else { other.centre().x };
        let (start, stop) = ((link.from, from_side), (link.to, to_side));
        let (out_of, into) = (middle(from, from_side), middle(to, to_side));
        let route = links.or_insert(link.id, Route { from: out_of, from_side, to: into, to_side, via: None });
        if starts {
            route.from_side = from_side;
            ends.push(End { edge: start, link: link.id, is_start: true, toward: toward(from_side, to), set });
        }
        if stops {
            route.to_side = to_side;
            ends.push(End { edge: stop, link: link.id, is_start: false, toward: toward(to_side, from), set: None });
        }
    }
    // Members of a set stay together, so that one bracket can hold them.
    ordered::sort_by(&mut ends, |a, b| {
        let along = || a.set.cmp(&b.set).then(a.toward.total_cmp(&b.toward)).then(a.link.cmp(&b.link));
        a.edge.cmp(&b.edge).then_with(along)
    });
    for group in ends.chunk_by(|a, b| a.edge == b.edge) {
        if let Some(End { edge: (component, side), .. }) = group.first() {
            spread(rect(*component), *side, group, links);
        }
    }
    drawn
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
