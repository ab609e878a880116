//! What takes a journey down together: the minimal sets of components and zones, how many there are, and the short ones
//! with their chances.
//!
//! A component in a set is down by itself, however many of its zones are up; a zone takes down what is inside. So a set
//! is just what a person may fail by hand on the canvas. Knows no words.

#![expect(clippy::indexing_slicing, reason = "a kernel: every index is a node or a level made here")]

use super::bdd::{Bdd, Diagram, Node};
use super::diagrams::{Exact, Spread, Variable, own_failure, within};
use super::placement::Placed;
use super::structure::Graph;
use super::tree::cuts::{EMPTY_SET, NO_SET, Zbdd};
use super::tree::natural::Natural;
use super::views::Views;
use crate::model::ordered::{self, Map};
use crate::model::{Item, Topology, ZoneId, limits};

/// Most things in a set that is listed.
pub const ORDER: usize = 3;

/// The minimal cut sets of a journey.
#[derive(Debug, Clone, PartialEq)]
pub struct CutSets {
    /// How many there are of any order.
    pub count: Natural,
    /// Those of at most [`ORDER`] things, the likeliest first.
    pub short: Vec<CutSet>,
    /// There are more of at most [`ORDER`] things than are listed.
    pub has_more: bool,
    /// The chance that some cut set that holds this is down. Empty where that takes too many nodes.
    pub with: Map<Item, f64>,
}

/// Things that are enough together, and not without one of them.
#[derive(Debug, Clone, PartialEq)]
pub struct CutSet {
    /// Which, ascending.
    pub items: Vec<Item>,
    /// The chance that all of them are down at a time.
    pub chance: f64,
}

/// The cut sets of journey `root`; `u` by the levels of `exact`. None: more than `budget` nodes.
pub(super) fn find(
    graph: &Graph,
    topology: &Topology,
    exact: &Exact,
    placed: &[Placed],
    u: &[f64],
    root: usize,
    budget: usize,
) -> Option<CutSets> {
    // What is felt late, or only when a switch is stuck, is no set of things that are down.
    let halves = vec![0.5; exact.variables.len()];
    let slopes = exact.diagram.gradient(root, &halves, &mut Vec::new());
    if exact.variables.iter().zip(slopes).any(|(variable, slope)| !variable.is_cause() && slope > 0.0) {
        return None;
    }
    let things = Things::new(graph, topology, exact, placed, u);
    let diagram = things.diagram(graph, budget)?;
    let (zbdd, family) = minimal(&diagram, root, budget)?;
    let count = count(&zbdd, family);
    let (sets, has_more) = short(&zbdd, family);
    let (chances, with) = things.chances(&sets, &zbdd, family, u, budget)?;
    let mut short: Vec<CutSet> = sets
        .into_iter()
        .zip(chances)
        .map(|(levels, chance)| {
            let mut items: Vec<Item> = levels.into_iter().filter_map(|level| things.item(level)).collect();
            ordered::sort_by(&mut items, Ord::cmp);
            CutSet { items, chance }
        })
        .collect();
    ordered::sort_by(&mut short, |a, b| b.chance.total_cmp(&a.chance).then_with(|| a.items.cmp(&b.items)));
    Some(CutSets { count, short, has_more, with })
}

/// What a cut set is made of, in the order of its variables.
struct Things<'a> {
    topology: &'a Topology,
    items: Vec<Item>,
    /// The level of each component by number; none where it never fails or no journey reaches it.
    component: Vec<Option<u32>>,
    /// The level of each zone that can fail.
    zone: Map<ZoneId, u32>,
    spread: Vec<Spread>,
    /// Where in the full diagram each component's states begin, and each zone is.
    first_part: Vec<u32>,
    full_zone: Map<ZoneId, u32>,
}

impl<'a> Things<'a> {
    /// In the order of the full diagram, which was good for that.
    fn new(graph: &Graph, topology: &'a Topology, exact: &Exact, placed: &[Placed], u: &[f64]) -> Self {
        let mut things = Self {
            topology,
            items: Vec::new(),
            component: vec![None; graph.components.len()],
            zone: Map::new(),
            spread: placed.iter().map(Placed::spread).collect(),
            first_part: vec![0; graph.components.len()],
            full_zone: Map::new(),
        };
        let mut seen = vec![false; graph.components.len()];
        for (full, variable) in (0_u32..).zip(&exact.variables) {
            let next = u32::try_from(things.items.len()).unwrap_or(u32::MAX);
            match variable {
                Variable::Zone(id) => {
                    things.full_zone.insert(*id, full);
                    if u[full as usize] > 0.0 {
                        things.zone.insert(*id, next);
                        things.items.push(Item::Zone(*id));
                    }
                }
                Variable::Part { component, .. } => {
                    let at = *component as usize;
                    if !std::mem::replace(&mut seen[at], true) {
                        things.first_part[at] = full;
                        if placed[at].by_mask.iter().any(|state| state.u > 0.0 && state.u < 1.0)
                            || placed[at].is_hopeless()
                        {
                            things.component[at] = Some(next);
                            things.items.push(Item::Component(graph.components[at]));
                        }
                    }
                }
                Variable::Longer { .. } | Variable::Switch(_) => {}
            }
        }
        things
    }

    fn item(&self, level: u32) -> Option<Item> {
        self.items.get(level as usize).copied()
    }

    /// The journeys as functions of the things. None: out of nodes.
    fn diagram(&self, graph: &Graph, budget: usize) -> Option<Diagram> {
        let mut bdd = Bdd::new(budget);
        let views = Views::new(graph);
        let singles = views.graph.single_points();
        let roots = views.graph.build(&singles, &mut bdd, &views.views, &[], |bdd, view| {
            let at = view.component as usize;
            let spread = &self.spread[at];
            let down = self.down(bdd, spread, &self.zone)?;
            let certain = Spread { never_down: !spread.always_down, ..spread.clone() };
            let by_zones = own_failure(bdd, &certain, &down, 0)?;
            match self.component[at] {
                Some(level) => {
                    let own = bdd.variable(level)?;
                    bdd.or(own, by_zones)
                }
                None => Some(by_zones),
            }
        })?;
        Some(bdd.pack(&roots))
    }

    /// Whether each zone of a component is down, given the level of each zone. None: out of nodes.
    fn down(&self, bdd: &mut Bdd, spread: &Spread, level: &Map<ZoneId, u32>) -> Option<Vec<Node>> {
        let mut down = Vec::with_capacity(spread.zones.len());
        for zone in &spread.zones {
            let around: Option<Vec<Node>> = within(self.topology, *zone)
                .filter_map(|outer| level.get(&outer).copied())
                .map(|level| bdd.variable(level))
                .collect();
            down.push(bdd.any(&around?)?);
        }
        Some(down)
    }

    /// "It is down by itself", over the levels of the full diagram. None: out of nodes.
    fn own(&self, bdd: &mut Bdd, graph_number: usize) -> Option<Node> {
        let spread = &self.spread[graph_number];
        let down = self.down(bdd, spread, &self.full_zone)?;
        // What its zones make certain is their doing.
        let own = Spread { never_down: spread.never_down | spread.always_down, always_down: 0, ..spread.clone() };
        own_failure(bdd, &own, &down, self.first_part[graph_number])
    }

    /// The chance of each set, and of some set that holds each thing. None: not even the first could be had.
    fn chances(
        &self,
        sets: &[Vec<u32>],
        zbdd: &Zbdd,
        family: u32,
        u: &[f64],
        budget: usize,
    ) -> Option<(Vec<f64>, Map<Item, f64>)> {
        let mut bdd = Bdd::new(budget);
        let mut own = vec![Node::FALSE; self.items.len()];
        for (at, level) in self.component.iter().enumerate() {
            if let Some(level) = level {
                own[*level as usize] = self.own(&mut bdd, at)?;
            }
        }
        for (zone, level) in &self.zone {
            own[*level as usize] = bdd.variable(self.full_zone.get(zone).copied()?)?;
        }
        let mut roots = Vec::with_capacity(sets.len());
        for set in sets {
            roots.push(set.iter().try_fold(Node::TRUE, |all, level| bdd.and(all, own[*level as usize]))?);
        }
        let mut holding = Vec::with_capacity(own.len());
        for level in 0..own.len() {
            match union_with(&mut bdd, zbdd, family, level, &own) {
                Some(node) => holding.push(node),
                None => break,
            }
        }
        let is_whole = holding.len() == own.len();
        roots.extend(holding.iter().filter(|_| is_whole));
        let mut chances = bdd.pack(&roots).unavailabilities(u, &mut Vec::new());
        let with = chances.split_off(sets.len());
        Some((chances, self.items.iter().copied().zip(with).collect()))
    }
}

/// "Some set that holds the thing at `level` is down." None: out of nodes.
fn union_with(bdd: &mut Bdd, zbdd: &Zbdd, family: u32, level: usize, own: &[Node]) -> Option<Node> {
    // Of each family: some set of it is down, and some of those that hold the thing. Parts are made before the whole.
    let mut any = vec![Node::FALSE, Node::TRUE];
    let mut holding = vec![Node::FALSE, Node::FALSE];
    for at in 2..=family {
        let (own_level, low, high) = zbdd.parts(at);
        let (low, high, own_level) = (low as usize, high as usize, own_level as usize);
        let with = bdd.and(own[own_level], any[high])?;
        any.push(bdd.or(with, any[low])?);
        holding.push(if own_level == level {
            with
        } else if own_level > level {
            Node::FALSE
        } else {
            let with = bdd.and(own[own_level], holding[high])?;
            bdd.or(with, holding[low])?
        });
    }
    holding.get(family as usize).copied()
}

/// The family of minimal sets of a monotone function (Rauzy, Reliability Engineering and System Safety 40, 1993).
fn minimal(diagram: &Diagram, root: usize, budget: usize) -> Option<(Zbdd, u32)> {
    let mut zbdd = Zbdd::new(budget);
    let mut of = vec![NO_SET, EMPTY_SET];
    for (level, [low, high]) in diagram.cells() {
        let (low, high) = (of[low], of[high]);
        let high = zbdd.without(high, low)?;
        of.push(zbdd.set(level, low, high)?);
    }
    let family = of[diagram.root_cells().nth(root).unwrap_or(0)];
    Some((zbdd, family))
}

fn count(zbdd: &Zbdd, family: u32) -> Natural {
    let mut counts = vec![Natural::ZERO, Natural::one()];
    for at in 2..=family {
        let (_, low, high) = zbdd.parts(at);
        counts.push(counts[low as usize].plus(&counts[high as usize]));
    }
    counts.swap_remove(family as usize)
}

/// Sets of at most [`ORDER`] things, the smallest first, and whether there are more than [`limits::CUT_SETS`] of them.
fn short(zbdd: &Zbdd, family: u32) -> (Vec<Vec<u32>>, bool) {
    // The fewest things of any set of each family; many where there is none.
    let mut fewest = vec![ORDER + 1, 0];
    for at in 2..=family {
        let (_, low, high) = zbdd.parts(at);
        fewest.push(fewest[low as usize].min(1 + fewest[high as usize]));
    }
    let mut found: Vec<Vec<u32>> = Vec::new();
    for order in 1..=ORDER {
        let mut open: Vec<(u32, Vec<u32>)> = vec![(family, Vec::new())];
        while let Some((at, chosen)) = open.pop() {
            if chosen.len() + fewest[at as usize] > order {
                continue;
            }
            if at == EMPTY_SET {
                if chosen.len() == order {
                    if found.len() == limits::CUT_SETS {
                        return (found, true);
                    }
                    found.push(chosen);
                }
                continue;
            }
            let (level, low, high) = zbdd.parts(at);
            let mut more = chosen.clone();
            more.push(level);
            open.push((high, more));
            open.push((low, chosen));
        }
    }
    (found, false)
}
