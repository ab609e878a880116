//! What takes a journey down together: the minimal sets of components and zones, how many there are, and the short ones
//! with their chances.
//!
//! A component in a set is down by itself, however many of its zones are up; a zone takes down what is inside. So a set
//! is just what a person may fail by hand on the canvas, but for how long that lasts, which decides behind a cache, and for
//! switches to a fallback that do not work. Knows no words.
//!
//! "Down for longer than T" is a variable of its own that says nothing without "down", as in the diagrams: so a minimal set
//! holds it only where being down is not enough, and with every shorter delay of the same thing.

#![expect(clippy::indexing_slicing, reason = "a kernel: every index is a node or a level made here")]

use std::cmp::Ordering;

use super::bdd::{Bdd, Diagram, Node};
use super::delay::Delay;
use super::diagrams::{Exact, Own, Spread, Variable, nested, own_failure, within, zone_delays};
use super::placement::Placed;
use super::seen::depth;
use super::structure::Graph;
use super::tree::cuts::{EMPTY_SET, NO_SET, Zbdd};
use super::tree::natural::Natural;
use super::views::Views;
use crate::model::ordered::{self, Map};
use crate::model::{Item, SetId, Topology, ZoneId, limits};

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
    pub members: Vec<Member>,
    /// The chance that all of them are down at a time, each for as long as it must be.
    pub chance: f64,
}

/// One of the things that are enough together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// What is down.
    pub what: Failed,
    /// It must have been down for longer than this.
    pub after: Delay,
}

/// What can be down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Failed {
    /// A component by itself, or a zone.
    Item(Item),
    /// The switch of a set of alternatives does not work.
    Switch(SetId),
}

impl CutSet {
    /// The components and zones.
    pub fn items(&self) -> impl Iterator<Item = Item> {
        self.members.iter().filter_map(|member| match member.what {
            Failed::Item(item) => Some(item),
            Failed::Switch(_) => None,
        })
    }
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
    let things = Things::new(graph, topology, exact, placed, u);
    let diagram = things.diagram(graph, budget)?;
    let (zbdd, family) = minimal(&diagram, root, budget)?;
    let count = count(&zbdd, family);
    let (sets, has_more) = short(&zbdd, family, &things.levels);
    let (chances, with) = things.chances(&sets, &zbdd, family, u, budget)?;
    let mut short: Vec<CutSet> = sets
        .into_iter()
        .zip(chances)
        .map(|(levels, chance)| {
            let mut members: Vec<Member> = things.outermost(&levels).map(|level| level.member).collect();
            ordered::sort_by(&mut members, Ord::cmp);
            CutSet { members, chance }
        })
        .collect();
    ordered::sort_by(&mut short, |a, b| b.chance.total_cmp(&a.chance).then_with(|| a.members.cmp(&b.members)));
    Some(CutSets { count, short, has_more, with })
}

/// One variable of the sets.
#[derive(Debug, Clone, Copy)]
struct Level {
    member: Member,
    /// Which thing it is of, ascending.
    thing: usize,
    /// How many variables of the same thing follow, each for a shorter delay; a set that holds this one holds them too.
    shorter: usize,
}

/// What a cut set is made of, in the order of its variables.
struct Things<'a> {
    topology: &'a Topology,
    /// Those of one thing together, that of its longest delay first.
    levels: Vec<Level>,
    /// The levels of each component by number, by delay from none; empty where it never fails or no journey reaches it.
    component: Vec<Vec<u32>>,
    /// The levels of each zone that can fail.
    zone: Map<ZoneId, Vec<u32>>,
    /// The level of each switch that may not work.
    switch: Map<SetId, u32>,
    spread: Vec<Spread>,
    /// By component's number: the delays after which it is felt.
    delays: &'a [Vec<Delay>],
    zone_delays: Map<ZoneId, Vec<Delay>>,
    /// Where in the full diagram each component's states begin, and each zone and each switch is.
    first_part: Vec<u32>,
    full_zone: Map<ZoneId, u32>,
    full_switch: Map<SetId, u32>,
}

impl<'a> Things<'a> {
    /// In the order of the full diagram, which was good for that.
    fn new(graph: &Graph, topology: &'a Topology, exact: &'a Exact, placed: &[Placed], u: &[f64]) -> Self {
        let spread: Vec<Spread> = placed.iter().map(Placed::spread).collect();
        let mut things = Self {
            topology,
            levels: Vec::new(),
            component: vec![Vec::new(); graph.components.len()],
            zone: Map::new(),
            switch: Map::new(),
            zone_delays: zone_delays(topology, &spread, &exact.delays),
            spread,
            delays: &exact.delays,
            first_part: vec![0; graph.components.len()],
            full_zone: Map::new(),
            full_switch: Map::new(),
        };
        let mut seen = vec![false; graph.components.len()];
        for (full, variable) in (0_u32..).zip(&exact.variables) {
            let at = full as usize;
            match variable {
                Variable::Zone(id) => {
                    things.full_zone.insert(*id, full);
                    let delays = things.zone_delays.get(id).cloned().unwrap_or_default();
                    let lasts = delays.iter().zip(u.iter().skip(at + 1)).take_while(|(_, given)| **given > 0.0);
                    if u[at] > 0.0 {
                        let delays: Vec<Delay> = lasts.map(|(delay, _)| *delay).collect();
                        let levels = things.push(Failed::Item(Item::Zone(*id)), &delays);
                        things.zone.insert(*id, levels);
                    }
                }
                Variable::Part { component, .. } => {
                    let at = *component as usize;
                    if std::mem::replace(&mut seen[at], true) {
                        continue;
                    }
                    things.first_part[at] = full;
                    let (placed, delays) = (&placed[at], &exact.delays[at]);
                    let can = |after: Delay| {
                        let by_mask =
                            (0..placed.by_mask.len()).map(|mask| (placed.at_mask(mask), placed.after(after, mask)));
                        let is_own = |now: f64| now > 0.0 && (now < 1.0 || placed.is_hopeless());
                        by_mask.into_iter().any(|(now, late)| is_own(now.u) && late.u > 0.0)
                    };
                    if can(Delay::NONE) {
                        let delays: Vec<Delay> = delays.iter().copied().take_while(|after| can(*after)).collect();
                        let component = Failed::Item(Item::Component(graph.components[at]));
                        things.component[at] = things.push(component, &delays);
                    }
                }
                Variable::Switch(set) => {
                    things.full_switch.insert(*set, full);
                    if u[at] > 0.0 {
                        let levels = things.push(Failed::Switch(*set), &[]);
                        things.switch.insert(*set, levels[0]);
                    }
                }
                Variable::Longer { .. } => {}
            }
        }
        things
    }

    /// Adds the levels of one thing; by delay, from none.
    fn push(&mut self, what: Failed, delays: &[Delay]) -> Vec<u32> {
        let thing = self.levels.last().map_or(0, |last| last.thing + 1);
        let from_none: Vec<Delay> = std::iter::once(Delay::NONE).chain(delays.iter().copied()).collect();
        let mut levels = Vec::with_capacity(from_none.len());
        for (shorter, after) in from_none.into_iter().enumerate().rev() {
            levels.push(u32::try_from(self.levels.len()).unwrap_or(u32::MAX));
            self.levels.push(Level { member: Member { what, after }, thing, shorter });
        }
        levels.reverse();
        levels
    }

    /// Of the levels of one set, that of the longest delay of each thing.
    fn outermost<'b>(&'b self, levels: &'b [u32]) -> impl Iterator<Item = Level> + 'b {
        let of = |level: &u32| self.levels.get(*level as usize).copied();
        let longest = move |level: &Level| {
            let others = levels.iter().filter_map(of);
            others.filter(|other| other.thing == level.thing).all(|other| other.shorter <= level.shorter)
        };
        levels.iter().filter_map(of).filter(longest)
    }

    /// The journeys as functions of the levels. None: out of nodes.
    fn diagram(&self, graph: &Graph, budget: usize) -> Option<Diagram> {
        let mut bdd = Bdd::new(budget);
        let views = Views::new(graph);
        let mut switches = Vec::with_capacity(graph.switches.len());
        for set in &graph.switches {
            switches.push(match self.switch.get(set) {
                Some(level) => bdd.variable(*level)?,
                None => Node::FALSE,
            });
        }
        let singles = views.graph.single_points();
        let roots = views.graph.build(&singles, &mut bdd, &views.views, &switches, |bdd, view| {
            let at = view.component as usize;
            let spread = &self.spread[at];
            let down = self.down(spread, |zone| match self.zone.get(&zone) {
                Some(levels) => all_of(bdd, levels, self.zone_depth(zone, view.after)),
                None => Some(Node::FALSE),
            })?;
            let down: Option<Vec<Node>> = down.iter().map(|around| bdd.any(around)).collect();
            let certain = Spread { never_down: !spread.always_down, ..spread.clone() };
            let by_zones = own_failure(bdd, &certain, &down?, Own::plain(0))?;
            let own = all_of(bdd, &self.component[at], depth(&self.delays[at], view.after))?;
            bdd.or(own, by_zones)
        })?;
        Some(bdd.pack(&roots))
    }

    /// How many of a zone's variables beside the first must hold for it to be felt after a delay.
    fn zone_depth(&self, zone: ZoneId, after: Delay) -> u32 {
        self.zone_delays.get(&zone).map_or(0, |delays| depth(delays, after))
    }

    /// For each zone of a component: that it is down, or one around it. None: out of nodes.
    fn down(&self, spread: &Spread, mut is_down: impl FnMut(ZoneId) -> Option<Node>) -> Option<Vec<Vec<Node>>> {
        spread.zones.iter().map(|zone| within(self.topology, *zone).map(&mut is_down).collect()).collect()
    }

    /// A zone is down for longer than a delay, over the levels of the full diagram. None: out of nodes.
    fn own_zone(&self, bdd: &mut Bdd, zone: ZoneId, after: Delay) -> Option<Node> {
        match self.full_zone.get(&zone) {
            Some(level) => nested(bdd, *level, self.zone_depth(zone, after)),
            None => Some(Node::FALSE),
        }
    }

    /// A component is down by itself for longer than a delay, over the levels of the full diagram. None: out of nodes.
    fn own_component(&self, bdd: &mut Bdd, at: usize, after: Delay) -> Option<Node> {
        let spread = &self.spread[at];
        let down = self.down(spread, |zone| self.own_zone(bdd, zone, after))?;
        let down: Option<Vec<Node>> = down.iter().map(|around| bdd.any(around)).collect();
        // What its zones make certain is their doing.
        let own = Spread { never_down: spread.never_down | spread.always_down, always_down: 0, ..spread.clone() };
        let delays = &self.delays[at];
        own_failure(bdd, &own, &down?, Own::nested(self.first_part[at], delays.len(), depth(delays, after)))
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
        let mut own = vec![Node::FALSE; self.levels.len()];
        for (at, levels) in self.component.iter().enumerate() {
            for level in levels {
                let after = self.levels[*level as usize].member.after;
                own[*level as usize] = self.own_component(&mut bdd, at, after)?;
            }
        }
        for (zone, levels) in &self.zone {
            for level in levels {
                let after = self.levels[*level as usize].member.after;
                own[*level as usize] = self.own_zone(&mut bdd, *zone, after)?;
            }
        }
        for (set, level) in &self.switch {
            own[*level as usize] = bdd.variable(self.full_switch.get(set).copied()?)?;
        }
        let mut roots = Vec::with_capacity(sets.len());
        for set in sets {
            // Of each thing just the longest delay: the shorter ones are in it.
            let longest = set.iter().filter(|level| {
                let level = self.levels[**level as usize];
                self.outermost(set).any(|outer| outer.thing == level.thing && outer.shorter == level.shorter)
            });
            roots.push(longest.into_iter().try_fold(Node::TRUE, |all, level| bdd.and(all, own[*level as usize]))?);
        }
        let things: Vec<(usize, Item)> = (self.levels.iter().filter(|level| level.shorter == 0))
            .filter_map(|level| match level.member.what {
                Failed::Item(item) => Some((level.thing, item)),
                Failed::Switch(_) => None,
            })
            .collect();
        let mut holding = Vec::with_capacity(things.len());
        for (thing, _) in &things {
            match union_with(&mut bdd, zbdd, family, *thing, (&self.levels, &own)) {
                Some(node) => holding.push(node),
                None => break,
            }
        }
        let is_whole = holding.len() == things.len();
        roots.extend(holding.iter().filter(|_| is_whole));
        let mut chances = bdd.pack(&roots).unavailabilities(u, &mut Vec::new());
        let with = chances.split_off(sets.len());
        Some((chances, things.iter().map(|(_, item)| *item).zip(with).collect()))
    }
}

/// The first `depth` + 1 of these variables; never, where there are fewer. None: out of nodes.
fn all_of(bdd: &mut Bdd, levels: &[u32], depth: u32) -> Option<Node> {
    let Some(levels) = levels.get(..=depth as usize) else { return Some(Node::FALSE) };
    levels.iter().try_fold(Node::TRUE, |all, level| {
        let one = bdd.variable(*level)?;
        bdd.and(all, one)
    })
}

/// "Some set that holds the thing is down." None: out of nodes.
fn union_with(
    bdd: &mut Bdd,
    zbdd: &Zbdd,
    family: u32,
    thing: usize,
    (levels, own): (&[Level], &[Node]),
) -> Option<Node> {
    // Of each family: some set of it is down, and some of those that hold the thing. Parts are made before the whole.
    let mut any = vec![Node::FALSE, Node::TRUE];
    let mut holding = vec![Node::FALSE, Node::FALSE];
    for at in 2..=family {
        let (own_level, low, high) = zbdd.parts(at);
        let level = levels[own_level as usize];
        // With a longer delay the shorter ones of the same thing follow and say nothing more.
        let beyond = (0..level.shorter).fold(high, |at, _| zbdd.parts(at).2) as usize;
        let (low, own) = (low as usize, own[own_level as usize]);
        let with = bdd.and(own, any[beyond])?;
        any.push(bdd.or(with, any[low])?);
        holding.push(match level.thing.cmp(&thing) {
            Ordering::Less => {
                let with = bdd.and(own, holding[beyond])?;
                bdd.or(with, holding[low])?
            }
            Ordering::Equal => bdd.or(with, holding[low])?,
            Ordering::Greater => Node::FALSE,
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
fn short(zbdd: &Zbdd, family: u32, levels: &[Level]) -> (Vec<Vec<u32>>, bool) {
    // A thing counts once, however long it must last.
    let counts = |level: u32| usize::from(levels[level as usize].shorter == 0);
    // The fewest things of any set of each family; many where there is none.
    let mut fewest = vec![ORDER + 1, 0];
    for at in 2..=family {
        let (level, low, high) = zbdd.parts(at);
        fewest.push(fewest[low as usize].min(counts(level) + fewest[high as usize]));
    }
    let mut found: Vec<Vec<u32>> = Vec::new();
    for order in 1..=ORDER {
        let mut open: Vec<(u32, Vec<u32>)> = vec![(family, Vec::new())];
        while let Some((at, chosen)) = open.pop() {
            let things: usize = chosen.iter().map(|level| counts(*level)).sum();
            if things + fewest[at as usize] > order {
                continue;
            }
            if at == EMPTY_SET {
                if things == order {
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
