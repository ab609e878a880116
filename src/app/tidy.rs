//! A tidy layout: what needs stands left of what is needed, layer by layer, with few crossings (Sugiyama's way: longest
//! paths, barycentres, then places by isotonic regression). A zone is laid out by itself and stands as one box in what is
//! around it, so it goes on holding what it holds. Pure, and the same for the same plan; it moves things, no more.

use super::geometry::{COMPONENT_HEIGHT, COMPONENT_WIDTH, ZONE_PADDING, bounds, snapped};
use crate::model::ordered::{self, Map, Set};
use crate::model::{ComponentId, Item, Layout, Plan, Point, Rect, ZoneId};

/// Between layers and between neighbours in one, in canvas px.
const GAP: (f64, f64) = (80.0, 40.0);
/// A zone that holds nothing keeps its size, but gets no smaller than this, in canvas px.
const LEAST_ZONE: (f64, f64) = (200.0, 120.0);
/// How often the order in the layers, and then the places, are looked over.
const SWEEPS: usize = 8;

/// Where everything would stand, with the corner of the whole where it was.
pub fn tidied(plan: &Plan) -> Layout {
    let mut layout = Layout::default();
    let Some(before) = bounds(plan) else { return layout };
    let homes = homes(plan);
    let whole = arranged(plan, &homes, None);
    let origin = Point { x: snapped(before.x), y: snapped(before.y) };
    whole.put(origin, &mut layout);
    layout
}

/// A box whose inside has been laid out.
struct Arranged {
    size: (f64, f64),
    inside: Vec<(Item, Point, Option<Arranged>)>,
}

impl Arranged {
    /// Writes where its inside stands, its own corner being at a point.
    fn put(&self, at: Point, layout: &mut Layout) {
        for (item, offset, inner) in &self.inside {
            let corner = Point { x: at.x + offset.x, y: at.y + offset.y };
            match (item, inner) {
                (Item::Component(id), _) => {
                    layout.components.insert(*id, corner);
                }
                (Item::Zone(id), Some(inner)) => {
                    let (width, height) = inner.size;
                    layout.zones.insert(*id, Rect { x: corner.x, y: corner.y, width, height });
                    inner.put(corner, layout);
                }
                (Item::Zone(_) | Item::Link(_), _) => {}
            }
        }
    }
}

/// In which zone each component is drawn: the one that holds all its units.
fn homes(plan: &Plan) -> Map<ComponentId, Option<ZoneId>> {
    let topology = &plan.topology;
    topology.components.values().map(|component| (component.id, topology.common_zone(component))).collect()
}

/// The inside of a zone, or of the whole board.
fn arranged(plan: &Plan, homes: &Map<ComponentId, Option<ZoneId>>, zone: Option<ZoneId>) -> Arranged {
    let topology = &plan.topology;
    let mut inner: Map<Item, Arranged> = Map::new();
    let mut boxes: Vec<Node> = Vec::new();
    for id in homes.iter().filter(|(_, home)| **home == zone).map(|(id, _)| *id) {
        let at = plan.layout.components.get(&id).copied().unwrap_or_default();
        boxes.push(Node::new(Item::Component(id), at, (COMPONENT_WIDTH, COMPONENT_HEIGHT)));
    }
    for id in topology.zones.values().filter(|inner| inner.parent == zone).map(|inner| inner.id) {
        let rect = plan.layout.zones.get(&id).copied().unwrap_or_default();
        let mut inside = arranged(plan, homes, Some(id));
        if inside.inside.is_empty() {
            inside.size = (rect.width.max(LEAST_ZONE.0), rect.height.max(LEAST_ZONE.1));
        }
        boxes.push(Node::new(Item::Zone(id), Point { x: rect.x, y: rect.y }, inside.size));
        inner.insert(Item::Zone(id), inside);
    }
    // As it stood, from the top: what nothing tells apart keeps its order.
    ordered::sort_by(&mut boxes, |a, b| a.was.y.total_cmp(&b.was.y).then(a.was.x.total_cmp(&b.was.x)));
    let index: Map<Item, usize> = boxes.iter().enumerate().map(|(index, node)| (node.item, index)).collect();
    // A link joins the boxes that its ends lie in here; one within a box is no concern of this level.
    let mut links: Set<(usize, usize)> = Set::new();
    for link in topology.links.values() {
        let end = |id: ComponentId| {
            let mut at = homes.get(&id).copied().flatten();
            let mut item = Item::Component(id);
            while at != zone {
                let inside = at?;
                item = Item::Zone(inside);
                at = topology.zones.get(&inside)?.parent;
            }
            index.get(&item).copied()
        };
        if let (Some(from), Some(to)) = (end(link.from), end(link.to))
            && from != to
        {
            links.insert((from, to));
        }
    }
    let size = place(&mut boxes, &links);
    let (side, top) = if zone.is_some() { ZONE_PADDING } else { (0.0, 0.0) };
    let inside = boxes.into_iter().map(|node| {
        let at = Point { x: snapped(node.x + side), y: snapped(node.y + top) };
        (node.item, at, inner.remove(&node.item))
    });
    Arranged { inside: inside.collect(), size: (snapped(size.0) + 2.0 * side, snapped(size.1) + top + side) }
}

/// A box to be placed, and where.
struct Node {
    item: Item,
    was: Point,
    width: f64,
    height: f64,
    layer: usize,
    x: f64,
    y: f64,
}

impl Node {
    fn new(item: Item, was: Point, (width, height): (f64, f64)) -> Self {
        Self { item, was, width, height, layer: 0, x: 0.0, y: 0.0 }
    }

    fn centre(&self) -> f64 {
        self.y + self.height / 2.0
    }
}

/// Gives each box its place, from the corner of all; how large they are together.
fn place(boxes: &mut [Node], links: &Set<(usize, usize)>) -> (f64, f64) {
    let forward = without_cycles(boxes.len(), links);
    layer(boxes, &forward);
    let deepest = boxes.iter().map(|node| node.layer).max().unwrap_or(0);
    let mut layers: Vec<Vec<usize>> = vec![Vec::new(); deepest + 1];
    for (index, node) in boxes.iter().enumerate() {
        if let Some(layer) = layers.get_mut(node.layer) {
            layer.push(index);
        }
    }
    let neighbours = |index: usize, is_back: bool| {
        forward.iter().filter_map(move |(from, to)| match is_back {
            true => (*to == index).then_some(*from),
            false => (*from == index).then_some(*to),
        })
    };
    let back: Vec<Vec<usize>> = (0..boxes.len()).map(|index| neighbours(index, true).collect()).collect();
    let ahead: Vec<Vec<usize>> = (0..boxes.len()).map(|index| neighbours(index, false).collect()).collect();
    for layer in &layers {
        stack(boxes, layer, &[]);
    }
    for sweep in 0..SWEEPS {
        let is_back = sweep % 2 == 0;
        let towards = if is_back { &back } else { &ahead };
        let mut order: Vec<usize> = (0..layers.len()).collect();
        if !is_back {
            order.reverse();
        }
        for at in order {
            let Some(layer) = layers.get_mut(at) else { continue };
            let wish = |index: &usize| wish(boxes, *index, towards);
            let wishes: Map<usize, f64> = layer.iter().map(|index| (*index, wish(index))).collect();
            if sweep < SWEEPS / 2 {
                let of = |index: &usize| wishes.get(index).copied().unwrap_or(0.0);
                ordered::sort_by(layer, |a, b| of(a).total_cmp(&of(b)));
            }
            let wanted: Vec<f64> = layer.iter().map(|index| wishes.get(index).copied().unwrap_or(0.0)).collect();
            stack(boxes, layer, &wanted);
        }
    }
    let mut x = 0.0;
    let mut right: f64 = 0.0;
    for layer in &layers {
        let width = layer.iter().filter_map(|index| boxes.get(*index)).map(|node| node.width).fold(0.0, f64::max);
        for index in layer {
            if let Some(node) = boxes.get_mut(*index) {
                node.x = x + (width - node.width) / 2.0;
            }
        }
        right = x + width;
        x = right + GAP.0;
    }
    let top = boxes.iter().map(|node| node.y).fold(f64::INFINITY, f64::min);
    for node in &mut *boxes {
        node.y -= top;
    }
    (right, boxes.iter().map(|node| node.y + node.height).fold(0.0, f64::max))
}

/// The links without those that lead back to where a walk along them came from.
fn without_cycles(count: usize, links: &Set<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut state = vec![0_u8; count];
    let mut forward = Vec::new();
    let has_before: Set<usize> = links.iter().map(|(_, to)| *to).collect();
    let mut starts: Vec<usize> = (0..count).filter(|index| !has_before.contains(index)).collect();
    starts.extend((0..count).filter(|index| has_before.contains(index)));
    for start in starts {
        // Each entry is a box, and whether its own links have been taken.
        let mut stack = vec![(start, false)];
        while let Some((at, is_done)) = stack.pop() {
            let Some(slot) = state.get_mut(at) else { continue };
            if is_done {
                *slot = 2;
                continue;
            }
            if *slot != 0 {
                continue;
            }
            *slot = 1;
            stack.push((at, true));
            for (_, to) in links.iter().filter(|(from, _)| *from == at) {
                match state.get(*to) {
                    Some(1) => {}
                    Some(0) => {
                        forward.push((at, *to));
                        stack.push((*to, false));
                    }
                    Some(_) | None => forward.push((at, *to)),
                }
            }
        }
    }
    forward
}

/// The layer of each box: behind all that need it; what nothing needs stands just before what it needs.
fn layer(boxes: &mut [Node], forward: &[(usize, usize)]) {
    // As many rounds as the longest path has steps.
    for _ in 0..boxes.len() {
        let mut has_moved = false;
        for (from, to) in forward {
            let behind = boxes.get(*from).map_or(0, |node| node.layer + 1);
            if let Some(node) = boxes.get_mut(*to).filter(|node| node.layer < behind) {
                node.layer = behind;
                has_moved = true;
            }
        }
        if !has_moved {
            break;
        }
    }
    for index in 0..boxes.len() {
        if forward.iter().all(|(_, to)| *to != index) {
            let ahead = forward.iter().filter(|(from, _)| *from == index);
            let nearest = ahead.filter_map(|(_, to)| boxes.get(*to)).map(|node| node.layer).min();
            if let (Some(nearest), Some(node)) = (nearest, boxes.get_mut(index)) {
                node.layer = nearest.saturating_sub(1);
            }
        }
    }
}

/// Where the middle of a box would be nearest to its neighbours on one side; without any, where it is.
fn wish(boxes: &[Node], index: usize, towards: &[Vec<usize>]) -> f64 {
    let near: Vec<f64> =
        towards.get(index).into_iter().flatten().filter_map(|other| boxes.get(*other)).map(Node::centre).collect();
    if near.is_empty() {
        return boxes.get(index).map_or(0.0, Node::centre);
    }
    near.iter().sum::<f64>() / f64::from(u32::try_from(near.len()).unwrap_or(u32::MAX))
}

/// Puts the boxes of a layer below each other in their order, as near as may be to where their middles should be: the least
/// squares under "each below the one before" (pools of neighbours that would overlap share their mean).
fn stack(boxes: &mut [Node], layer: &[usize], wanted: &[f64]) {
    /// Neighbours that touch: the sum of where each wants the first to begin, and how many they are.
    struct Pool {
        sum: f64,
        count: f64,
    }
    let mut offset = 0.0;
    let mut pools: Vec<Pool> = Vec::new();
    let mut offsets = Vec::new();
    for (place, index) in layer.iter().enumerate() {
        let height = boxes.get(*index).map_or(0.0, |node| node.height);
        let middle = wanted.get(place).copied().unwrap_or(offset + height / 2.0);
        let mut pool = Pool { sum: middle - height / 2.0 - offset, count: 1.0 };
        while let Some(last) = pools.pop_if(|last| last.sum / last.count > pool.sum / pool.count) {
            pool = Pool { sum: last.sum + pool.sum, count: last.count + pool.count };
        }
        pools.push(pool);
        offsets.push(offset);
        offset += height + GAP.1;
    }
    let mut begins = pools.iter().flat_map(|pool| {
        let mut left = pool.count;
        std::iter::from_fn(move || {
            left -= 1.0;
            (left > -0.5).then_some(pool.sum / pool.count)
        })
    });
    for (index, offset) in layer.iter().zip(offsets) {
        if let (Some(node), Some(begin)) = (boxes.get_mut(*index), begins.next()) {
            node.y = begin + offset;
        }
    }
}
