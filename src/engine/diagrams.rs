//! Diagrams of the structure function: over components for a choice among strategies, and over zones and components in
//! each state of their zones for the exact figure.
//!
//! Knows no chances: what each level stands for is said, and the caller puts them in.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: components are numbered, at most a thousand, and every index is such a number"
)]

use super::bdd::{Bdd, Diagram, Node};
use super::delay::Delay;
use super::expand::{Meaning, Part, Skeleton, Stay, ZoneLevels};
use super::seen::{Seen, depth};
use super::structure::Graph;
use super::views::Views;
use crate::model::ordered::{self, Map};
use crate::model::{ComponentId, SetId, Topology, ZoneId, limits};

/// The journeys as functions of one variable per component: for a choice among strategies, evaluated thousands of times.
///
/// Exact where no zone is shared, or for one given state of the zones. Components whose outages some only feel after a
/// while have further variables, and so have switches that may not work.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The components that a journey reaches, in the order of their variables.
    pub order: Vec<ComponentId>,
    /// Where each component (by its number in the graph) is in `order`; none when no journey reaches it.
    pub position: Vec<Option<u32>>,
    /// What each level stands for: each component in turn, where nothing else is needed.
    pub columns: Vec<Column>,
    /// Journeys that a soft link lies on; they have a second root, "does not work in full", after those of all journeys.
    pub in_full: Vec<u32>,
    /// By component's number: the delays after which it is felt.
    pub delays: Vec<Vec<Delay>>,
    /// Some delays count as shorter than they are.
    pub is_cut: bool,
    /// The delay that each component's one variable is felt after, by its place in the order; see [`Compiled::for_choice`].
    pub felt: Vec<Delay>,
    /// One root per journey, then those of `in_full`.
    pub diagram: Diagram,
}

/// What a level of [`Compiled`] stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// A component, by its place in the order, is down.
    Own(u32),
    /// It has been down for longer than `after`, given that it has for longer than `before`.
    Longer {
        /// By its place in the order.
        part: u32,
        /// The delay before.
        before: Delay,
        /// The delay.
        after: Delay,
    },
    /// The switch of a set does not work.
    Switch(SetId),
}

impl Compiled {
    /// None: it needs more than `budget` nodes.
    pub fn new(graph: &Graph, budget: usize) -> Option<Self> {
        Self::of(&Seen::new(graph, budget)?, graph, budget)
    }

    /// The same of what was built before.
    pub(super) fn of(seen: &Seen, graph: &Graph, budget: usize) -> Option<Self> {
        let mut position = vec![None; graph.components.len()];
        let (mut columns, mut meanings) = (Vec::new(), Vec::new());
        for (part, at) in seen.components.iter().enumerate() {
            position[*at as usize] = Some(part as u32);
            let first = columns.len() as u32;
            columns.push(Column::Own(part as u32));
            let delays = &seen.delays[*at as usize];
            columns.extend(pairs(delays).map(|(before, after)| Column::Longer { part: part as u32, before, after }));
            let meaning = |after| (part, Meaning::Part(Part::without_zones(first, depth(delays, after))));
            meanings.extend(seen.felt(*at).map(meaning));
            for number in graph.switches_of(*at) {
                meanings.push((part, Meaning::Level(columns.len() as u32)));
                columns.push(Column::Switch(graph.switches[number as usize]));
            }
        }
        let diagram = if seen.delays.iter().all(Vec::is_empty) {
            // Level by level the same.
            seen.diagram.clone()
        } else {
            let mut bdd = Bdd::new(budget);
            let skeleton = Skeleton { diagram: &seen.diagram, meanings: &meanings, zones: &ZoneLevels::default() };
            let roots = skeleton.expand(&mut bdd, budget)?;
            bdd.pack(&roots)
        };
        let order = seen.components.iter().map(|at| graph.components[*at as usize]).collect();
        let (in_full, delays, felt) =
            (seen.in_full.clone(), seen.delays.clone(), vec![Delay::NONE; seen.components.len()]);
        Some(Self { order, position, columns, in_full, delays, is_cut: seen.is_cut, felt, diagram })
    }

    /// With one variable for each component, then one for each switch: for a choice, which gives each component one chance.
    /// A component counts with the shortest delay after which it is felt, so no figure is too good. None: it needs more
    /// than `budget` nodes.
    pub fn for_choice(graph: &Graph, budget: usize) -> Option<Self> {
        let views = Views::new(graph);
        let singles = views.graph.single_points();
        let reached = views.graph.order();
        let delays = views.delays(&reached);
        let parts = views.components(&reached);
        let mut felt = vec![Delay::MOST; graph.components.len()];
        for view in reached.iter().map(|node| views.views[*node as usize]) {
            let slot = &mut felt[view.component as usize];
            *slot = view.after.min(*slot);
        }
        let mut position = vec![None; graph.components.len()];
        for (part, at) in parts.iter().enumerate() {
            position[*at as usize] = Some(part as u32);
        }
        let mut columns: Vec<Column> = (0..parts.len() as u32).map(Column::Own).collect();
        columns.extend(graph.switches.iter().map(|set| Column::Switch(*set)));
        let mut bdd = Bdd::new(budget);
        let switches: Option<Vec<Node>> =
            (parts.len()..columns.len()).map(|level| bdd.variable(level as u32)).collect();
        let mut roots = views.graph.build(&singles, &mut bdd, &views.views, &switches?, |bdd, view| {
            bdd.variable(position[view.component as usize].unwrap_or_default())
        })?;
        roots.truncate(graph.journeys.len());
        let order = parts.iter().map(|at| graph.components[*at as usize]).collect();
        let felt = parts.iter().map(|at| felt[*at as usize]).collect();
        let (in_full, is_cut) = (Vec::new(), views.is_cut);
        Some(Self { order, position, columns, in_full, delays, is_cut, felt, diagram: bdd.pack(&roots) })
    }

    /// No component is felt after a delay, so that nothing counts as worse than it is.
    pub fn is_immediate(&self) -> bool {
        self.delays.iter().all(Vec::is_empty)
    }

    /// The sets whose switch has a variable, in the order of those.
    pub fn switches(&self) -> impl Iterator<Item = SetId> {
        self.columns.iter().filter_map(|column| match column {
            Column::Switch(set) => Some(*set),
            Column::Own(_) | Column::Longer { .. } => None,
        })
    }

    /// Unavailability of journey `root` when the component at `order[i]` fails with probability `u[i]`.
    pub fn unavailability(&self, root: usize, u: &[f64], scratch: &mut Vec<f64>) -> f64 {
        self.diagram.unavailability(root, u, scratch)
    }
}

/// Each delay with the one before it.
fn pairs(delays: &[Delay]) -> impl Iterator<Item = (Delay, Delay)> {
    std::iter::once(&Delay::NONE).chain(delays).zip(delays).map(|(before, after)| (*before, *after))
}

/// The variable at `level` and the `depth` ones nested in it, which follow it. None: out of nodes.
pub(super) fn nested(bdd: &mut Bdd, level: u32, depth: u32) -> Option<Node> {
    let mut all = bdd.variable(level + depth)?;
    for level in (level..level + depth).rev() {
        let above = bdd.variable(level)?;
        all = bdd.and(above, all)?;
    }
    Some(all)
}

/// What a variable of [`Exact`] stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variable {
    /// The zone itself has failed (its parents left aside).
    Zone(ZoneId),
    /// A component (by number) is down while exactly the zones in `mask` of its own are up.
    Part {
        /// Number in the graph.
        component: u32,
        /// Bit i: the i-th of the component's zones is up.
        mask: u8,
    },
    /// What another level stands for has lasted for longer than `after`, given that it has for longer than `before`.
    Longer {
        /// The level of a zone or a part; those nested in it follow it.
        of: u32,
        /// The delay before.
        before: Delay,
        /// The delay.
        after: Delay,
    },
    /// The switch of a set of alternatives does not work.
    Switch(SetId),
}

impl Variable {
    /// Something fails; the others say how long that lasts, or what is not there to help.
    pub fn is_cause(&self) -> bool {
        matches!(self, Self::Zone(_) | Self::Part { .. })
    }
}

/// Where a component's units are, and which of its states are certain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spread {
    /// Its distinct zones, ascending; at most six.
    pub zones: Vec<ZoneId>,
    /// Bit S: with exactly the zones of S up it is down for certain.
    pub always_down: u64,
    /// Bit S: with exactly the zones of S up it never fails.
    pub never_down: u64,
}

impl Spread {
    /// A fingerprint, to know a structure again.
    pub fn write_key(&self, key: &mut Vec<u32>) {
        key.push(self.zones.len() as u32);
        key.extend(self.zones.iter().map(|zone| zone.0));
        for bits in [self.always_down, self.never_down] {
            key.extend([bits as u32, (bits >> 32) as u32]);
        }
    }
}

/// The journeys as functions of one variable per zone and one per component and set of its zones that are up: exact.
///
/// Seen through a cache every variable counts as "for longer than T", the choice among a component's states too: a zone
/// that is down for less counts as up there. A state chosen so is taken as independent of the one chosen without a delay.
#[derive(Debug, Clone)]
pub struct Exact {
    /// What each level of the diagram stands for.
    pub variables: Vec<Variable>,
    /// Journeys that a soft link lies on; they have a second root, "works, but not in full", after those of all journeys.
    pub in_full: Vec<u32>,
    /// By component's number: the delays after which it is felt.
    pub delays: Vec<Vec<Delay>>,
    /// Some delays count as shorter than they are.
    pub is_cut: bool,
    /// One root per journey, then those of `in_full`.
    pub diagram: Diagram,
}

impl Exact {
    /// `spread` by number. None: it needs more than `budget` nodes.
    pub fn new(graph: &Graph, topology: &Topology, spread: &[Spread], budget: usize) -> Option<Self> {
        Self::of(&Seen::new(graph, budget)?, graph, topology, spread, budget)
    }

    /// The same of what was built before. Zones stand just before the first component that has units inside.
    pub(super) fn of(
        seen: &Seen,
        graph: &Graph,
        topology: &Topology,
        spread: &[Spread],
        budget: usize,
    ) -> Option<Self> {
        let (reached, delays) = (&seen.components, &seen.delays);
        let zone_delays = zone_delays(topology, spread, delays);
        let mut variables = Vec::new();
        let mut zone_level: Map<ZoneId, u32> = Map::new();
        let mut place_zones = |at: u32, variables: &mut Vec<Variable>| {
            for zone in spread[at as usize].zones.iter().flat_map(|zone| within(topology, *zone).rev()) {
                zone_level.or_insert_with(zone, || {
                    let delays = zone_delays.get(&zone).map_or(&[][..], |delays| delays);
                    push_nested(variables, Variable::Zone(zone), delays)
                });
            }
        };
        let mut first_part = vec![0_u32; graph.components.len()];
        let mut switches = vec![0_u32; graph.switches.len()];
        for at in reached {
            place_zones(*at, &mut variables);
            first_part[*at as usize] = variables.len() as u32;
            let states = 1_u32 << spread[*at as usize].zones.len().min(limits::PLACES);
            // The state with all zones up first.
            for mask in (0..states).rev() {
                let part = Variable::Part { component: *at, mask: mask as u8 };
                push_nested(&mut variables, part, &delays[*at as usize]);
            }
            for number in graph.switches_of(*at) {
                switches[number as usize] = variables.len() as u32;
                variables.push(Variable::Switch(graph.switches[number as usize]));
            }
        }
        let row = Row { seen, topology, spread, zone_level: &zone_level, zone_delays: &zone_delays };
        let zones = ZoneLevels::new(row.stays())?;
        let mut meanings = Vec::new();
        for (position, at) in reached.iter().enumerate() {
            let meaning = |after| (position, Meaning::Part(row.part(*at, after, first_part[*at as usize], &zones)));
            meanings.extend(seen.felt(*at).map(meaning));
            let switches = graph.switches_of(*at).map(|number| switches[number as usize]);
            meanings.extend(switches.map(|level| (position, Meaning::Level(level))));
        }
        let mut bdd = Bdd::new(budget);
        let skeleton = Skeleton { diagram: &seen.diagram, meanings: &meanings, zones: &zones };
        let roots = skeleton.expand(&mut bdd, budget)?;
        let (in_full, delays, diagram) = (seen.in_full.clone(), delays.clone(), bdd.pack(&roots));
        Some(Self { variables, in_full, delays, is_cut: seen.is_cut, diagram })
    }
}

/// Components in a row with their zones.
struct Row<'a> {
    seen: &'a Seen,
    topology: &'a Topology,
    spread: &'a [Spread],
    zone_level: &'a Map<ZoneId, u32>,
    zone_delays: &'a Map<ZoneId, Vec<Delay>>,
}

impl Row<'_> {
    /// From where to where each level of a zone matters, ascending.
    fn stays(&self) -> Vec<Stay> {
        let mut stays: Map<u32, Stay> = Map::new();
        for (position, at) in self.seen.components.iter().enumerate() {
            let longest = self.seen.felt(*at).last().unwrap_or(Delay::NONE);
            for zone in self.spread[*at as usize].zones.iter().flat_map(|zone| within(self.topology, *zone)) {
                let Some((base, deepest)) = self.levels(zone, longest) else { continue };
                let first = stays.get(&base).map_or(position, |stay| stay.first);
                for level in base..=deepest {
                    let within = (level > base).then(|| level - 1);
                    let stay = || Stay { level, within, around: self.around(zone), first, last: position };
                    stays.or_insert_with(level, stay).last = position;
                }
            }
        }
        stays.into_iter().map(|(_, stay)| stay).collect()
    }

    /// What is inside a zone that has been down for longer than anybody can stand matters to nobody: the levels that say so.
    fn around(&self, zone: ZoneId) -> Vec<u32> {
        let outer = within(self.topology, zone).skip(1);
        outer.filter_map(|outer| Some(self.levels(outer, Delay::MOST)?.1)).collect()
    }

    /// The first and the last of the levels that have failed when a zone has been down for longer than `after`.
    fn levels(&self, zone: ZoneId, after: Delay) -> Option<(u32, u32)> {
        let base = *self.zone_level.get(&zone)?;
        Some((base, base + self.zone_delays.get(&zone).map_or(0, |delays| depth(delays, after))))
    }

    /// A component as it is felt after a delay; its variables begin at `first`.
    fn part(&self, at: u32, after: Delay, first: u32, zones: &ZoneLevels) -> Part {
        let (spread, delays) = (&self.spread[at as usize], &self.seen.delays[at as usize]);
        let bits = |zone| self.levels(zone, after).map(|(first, last)| zones.bits(first, last));
        let down = spread.zones.iter().map(|zone| within(self.topology, *zone).filter_map(bits).collect()).collect();
        let (always_down, never_down) = (spread.always_down, spread.never_down);
        Part { down, always_down, never_down, first, stride: delays.len() as u32 + 1, depth: depth(delays, after) }
    }
}

/// The delays that each zone is felt after: those of the components that have units inside.
pub(super) fn zone_delays(topology: &Topology, spread: &[Spread], delays: &[Vec<Delay>]) -> Map<ZoneId, Vec<Delay>> {
    let mut zones: Map<ZoneId, Vec<Delay>> = Map::new();
    for (spread, delays) in spread.iter().zip(delays).filter(|(_, delays)| !delays.is_empty()) {
        for zone in spread.zones.iter().flat_map(|zone| within(topology, *zone)) {
            zones.or_default(zone).extend(delays);
        }
    }
    for delays in zones.values_mut() {
        ordered::sort_by(delays, Ord::cmp);
        delays.dedup();
    }
    zones
}

/// Adds a variable and those nested in it; its level.
fn push_nested(variables: &mut Vec<Variable>, of: Variable, delays: &[Delay]) -> u32 {
    let level = variables.len() as u32;
    variables.push(of);
    variables.extend(pairs(delays).map(|(before, after)| Variable::Longer { of: level, before, after }));
    level
}

/// Where a component's variables are, and how many of those nested in each must hold.
#[derive(Clone, Copy)]
pub(super) struct Own {
    first: u32,
    stride: u32,
    depth: u32,
}

impl Own {
    /// From this level on, none of them nested in another.
    pub(super) fn plain(first: u32) -> Self {
        Self { first, stride: 1, depth: 0 }
    }

    /// From this level on, with so many nested in each, of which `depth` must hold.
    pub(super) fn nested(first: u32, nested: usize, depth: u32) -> Self {
        Self { first, stride: nested as u32 + 1, depth }
    }
}

/// The choice among a component's states by its zones. None: out of nodes.
pub(super) fn own_failure(bdd: &mut Bdd, spread: &Spread, down: &[Node], own: Own) -> Option<Node> {
    let states = 1_usize << down.len();
    let mut row = Vec::with_capacity(states);
    for mask in 0..states {
        row.push(if spread.always_down >> mask & 1 == 1 {
            Node::TRUE
        } else if spread.never_down >> mask & 1 == 1 {
            Node::FALSE
        } else {
            nested(bdd, own.first + (states - 1 - mask) as u32 * own.stride, own.depth)?
        });
    }
    // The last zone is the highest bit: halve the row by it, then by the one before.
    for zone in down.iter().rev() {
        let up = row.split_off(row.len() / 2);
        for (slot, up) in row.iter_mut().zip(up) {
            *slot = bdd.ite(*zone, *slot, up)?;
        }
    }
    row.first().copied()
}

/// A zone and those around it, outwards.
pub fn within(topology: &Topology, zone: ZoneId) -> std::vec::IntoIter<ZoneId> {
    let mut around = Vec::new();
    let mut at = Some(zone);
    while let Some(id) = at
        && around.len() <= limits::ZONES
        && !around.contains(&id)
    {
        let Some(zone) = topology.zones.get(&id) else { break };
        around.push(id);
        at = zone.parent;
    }
    around.into_iter()
}
