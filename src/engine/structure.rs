//! Who needs what (DOMAIN §4): the structure function, as a graph for yes-or-no questions and as diagrams for chances.
//!
//! A component works when enough of its units work and what it needs works; cycles are the greatest fixed point: nothing
//! fails unless something forces it. Knows no chains: how likely a part fails is given by the caller.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: components are numbered here, at most a thousand, and every index is such a number"
)]

use super::arrange;
use super::bdd::{Bdd, Diagram, Node};
use crate::model::ordered::{self, Map};
use crate::model::{ComponentId, Goal, Need, SetId, Topology, ZoneId, limits};

/// What needs what, by number: components are numbered in order of their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// The component of each number, ascending.
    pub components: Vec<ComponentId>,
    /// What must work for each journey: one entry each, or the implicit journey's entries. Empty without components.
    pub journeys: Vec<Vec<u32>>,
    needs: Vec<Needs>,
    /// Backwards: who needs it, and through which of the needer's sets.
    needers: Vec<Vec<(u32, Option<u32>)>>,
}

/// What one component needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Needs {
    hard: Vec<u32>,
    sets: Vec<Alternatives>,
}

/// Enough of these.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Alternatives {
    members: Vec<u32>,
    needed: u32,
}

/// Why a component does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallen {
    /// It works.
    No,
    /// By itself.
    Itself,
    /// It needs this component (by number), which does not work.
    Through(u32),
}

/// Which way a simplified graph errs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// It fails no more often: sets of alternatives beyond the kept ones are taken to hold.
    Low,
    /// It fails no less often: sets beyond the kept ones lose their spare members.
    High,
}

impl Graph {
    /// The graph of a topology, with the goal's journeys; without any, the one through everything that nothing else needs.
    ///
    /// The numbers of links and sets and the order of journeys leave no trace in how it is searched.
    pub fn new(topology: &Topology, goal: &Goal) -> Self {
        let components: Vec<ComponentId> = topology.components.keys().copied().collect();
        let number = |id: ComponentId| components.binary_search(&id).ok().map(|at| at as u32);
        let mut needs = vec![Needs::default(); components.len()];
        let mut sets: Map<(u32, SetId), Vec<u32>> = Map::new();
        for link in topology.links.values() {
            let (Some(from), Some(to)) = (number(link.from), number(link.to)) else { continue };
            match link.need {
                Need::OneOf(set) if topology.sets.contains_key(&set) => sets.or_default((from, set)).push(to),
                Need::OneOf(_) | Need::Hard => needs[from as usize].hard.push(to),
            }
        }
        for ((from, set), mut members) in sets {
            ordered::sort(&mut members);
            let most = members.len() as u32;
            let needed = topology.sets.get(&set).map_or(1, |set| set.needed).clamp(1, most);
            needs[from as usize].sets.push(Alternatives { members, needed });
        }
        for (at, mine) in needs.iter_mut().enumerate() {
            mine.hard.retain(|to| *to as usize != at);
            ordered::sort(&mut mine.hard);
            mine.hard.dedup();
            ordered::sort_by(&mut mine.sets, Ord::cmp);
        }
        let mut graph = Self { components, journeys: Vec::new(), needs, needers: Vec::new() };
        graph.link_back();
        graph.journeys =
            goal.journeys.iter().filter_map(|journey| graph.number(journey.entry)).map(|entry| vec![entry]).collect();
        if graph.journeys.is_empty() && !graph.components.is_empty() {
            graph.journeys.push(graph.unneeded());
        }
        graph
    }

    /// The number of a component.
    pub fn number(&self, id: ComponentId) -> Option<u32> {
        self.components.binary_search(&id).ok().map(|at| at as u32)
    }

    /// What works when the components for which `down` says so fail by themselves. Linear in the links.
    pub fn fallen(&self, down: &[bool]) -> Vec<Fallen> {
        let mut state = vec![Fallen::No; self.components.len()];
        let mut queue: Vec<u32> = Vec::new();
        for (at, slot) in state.iter_mut().enumerate() {
            if down.get(at).copied().unwrap_or(false) {
                *slot = Fallen::Itself;
                queue.push(at as u32);
            }
        }
        let mut lost: Vec<Vec<u32>> = self.needs.iter().map(|needs| vec![0; needs.sets.len()]).collect();
        let mut next = 0;
        while let Some(at) = queue.get(next).copied() {
            next += 1;
            for (needer, through) in &self.needers[at as usize] {
                let needer = *needer as usize;
                let is_enough = match through {
                    None => true,
                    Some(set) => {
                        let count = &mut lost[needer][*set as usize];
                        *count += 1;
                        let set = &self.needs[needer].sets[*set as usize];
                        *count + set.needed > set.members.len() as u32
                    }
                };
                if is_enough && state[needer] == Fallen::No {
                    state[needer] = Fallen::Through(at);
                    queue.push(needer as u32);
                }
            }
        }
        state
    }

    /// Some journey is down, given what has fallen.
    pub fn breaks_a_journey(&self, fallen: &[Fallen]) -> bool {
        self.journeys.iter().any(|journey| is_down(journey, fallen))
    }

    /// Whether each journey works, given what has fallen.
    pub fn journeys_up(&self, fallen: &[Fallen]) -> Vec<bool> {
        self.journeys.iter().map(|journey| !is_down(journey, fallen)).collect()
    }

    /// One component of every circle of needs, in order of ids: components that work together or not at all, or that
    /// could hold each other up.
    pub fn circles(&self) -> Vec<ComponentId> {
        let (group, _) = strong_groups(&self.all_needs());
        let mut first: Map<u32, (ComponentId, usize)> = Map::new();
        for (at, group) in group.iter().enumerate() {
            first.or_insert(*group, (self.components[at], 0)).1 += 1;
        }
        let mut circles: Vec<ComponentId> =
            first.values().filter(|(_, size)| *size > 1).map(|(component, _)| *component).collect();
        ordered::sort_by(&mut circles, Ord::cmp);
        circles
    }

    /// Components that journeys reach, each near what it needs: the order of variables.
    pub fn order(&self) -> Vec<u32> {
        let reached = self.reached();
        // What is in series does not mind; alternatives do.
        if self.needs.iter().all(|needs| needs.sets.is_empty()) {
            return reached;
        }
        let below = self.all_needs();
        let with_itself = |at: &u32| below[*at as usize].iter().copied().chain([*at]).collect();
        let groups: Vec<Vec<u32>> = reached.iter().map(with_itself).collect();
        arrange::drawn(reached, &groups, self.components.len())
    }

    /// Components that journeys reach, depth first, each before what it needs as far as there are no circles.
    fn reached(&self) -> Vec<u32> {
        let below = self.all_needs();
        let mut entries: Vec<u32> = self.journeys.iter().flatten().copied().collect();
        ordered::sort(&mut entries);
        let mut seen = vec![false; self.components.len()];
        let mut reached = Vec::new();
        let mut path: Vec<(u32, usize)> = Vec::new();
        for entry in entries {
            let mut next = Some(entry);
            loop {
                if let Some(at) = next.filter(|at| !std::mem::replace(&mut seen[*at as usize], true)) {
                    path.push((at, 0));
                }
                let Some((at, child)) = path.last_mut() else { break };
                next = below[*at as usize].get(*child).copied();
                *child += 1;
                if next.is_none() {
                    reached.push(*at);
                    path.pop();
                }
            }
        }
        reached.reverse();
        reached
    }

    /// Sets of alternatives that journeys reach.
    pub fn reachable_sets(&self) -> usize {
        self.reached().into_iter().map(|at| self.needs[at as usize].sets.len()).sum()
    }

    /// A simpler graph that errs to one side only: the first `keep` sets of alternatives stay, in order of reach.
    #[must_use]
    pub fn simplified(&self, keep: usize, side: Side) -> Self {
        let mut simple = self.clone();
        let mut seen = 0;
        for at in self.reached() {
            let needs = &mut simple.needs[at as usize];
            let stays = keep.saturating_sub(seen).min(needs.sets.len());
            seen += needs.sets.len();
            for set in needs.sets.split_off(stays) {
                match side {
                    Side::Low => {}
                    Side::High => needs.hard.extend(set.members.into_iter().take(set.needed as usize)),
                }
            }
            needs.hard.retain(|to| *to != at);
            ordered::sort(&mut needs.hard);
            needs.hard.dedup();
        }
        simple.link_back();
        simple
    }

    /// A fingerprint of everything that shapes the diagrams, to know a structure again.
    pub fn write_key(&self, key: &mut Vec<u32>) {
        key.push(self.components.len() as u32);
        key.extend(self.components.iter().map(|id| id.0));
        for needs in &self.needs {
            key.push(needs.hard.len() as u32);
            key.extend(&needs.hard);
            key.push(needs.sets.len() as u32);
            for set in &needs.sets {
                key.extend([set.needed, set.members.len() as u32]);
                key.extend(&set.members);
            }
        }
        key.push(self.journeys.len() as u32);
        for journey in &self.journeys {
            key.push(journey.len() as u32);
            key.extend(journey);
        }
    }

    fn link_back(&mut self) {
        self.needers = vec![Vec::new(); self.components.len()];
        for (at, needs) in self.needs.iter().enumerate() {
            for to in &needs.hard {
                self.needers[*to as usize].push((at as u32, None));
            }
            for (set, alternatives) in needs.sets.iter().enumerate() {
                for to in &alternatives.members {
                    self.needers[*to as usize].push((at as u32, Some(set as u32)));
                }
            }
        }
    }

    fn all_needs(&self) -> Vec<Vec<u32>> {
        let below =
            |needs: &Needs| needs.hard.iter().chain(needs.sets.iter().flat_map(|set| &set.members)).copied().collect();
        self.needs.iter().map(below).collect()
    }

    /// Components that nothing outside their own circle needs.
    fn unneeded(&self) -> Vec<u32> {
        let (group, count) = strong_groups(&self.all_needs());
        let mut is_needed = vec![false; count];
        for (at, needers) in self.needers.iter().enumerate() {
            let mine = group[at];
            if needers.iter().any(|(needer, _)| group[*needer as usize] != mine) {
                is_needed[mine as usize] = true;
            }
        }
        (0..self.components.len() as u32).filter(|at| !is_needed[group[*at as usize] as usize]).collect()
    }

    /// For each journey the components (by number, ascending) that take it down alone.
    pub fn single_points(&self) -> Vec<Vec<u32>> {
        let mut singles = vec![Vec::new(); self.journeys.len()];
        let mut down = vec![false; self.components.len()];
        let mut reached = self.reached();
        ordered::sort(&mut reached);
        for at in reached {
            down[at as usize] = true;
            let fallen = self.fallen(&down);
            down[at as usize] = false;
            for (journey, singles) in self.journeys.iter().zip(&mut singles) {
                if is_down(journey, &fallen) {
                    singles.push(at);
                }
            }
        }
        singles
    }

    /// The failure function of each journey; `own` gives a component's own. None: out of nodes.
    fn build(&self, bdd: &mut Bdd, mut own: impl FnMut(&mut Bdd, u32) -> Option<Node>) -> Option<Vec<Node>> {
        let mut owns = vec![Node::FALSE; self.components.len()];
        let reached = self.reached();
        for at in &reached {
            owns[*at as usize] = own(bdd, *at)?;
        }
        let groups = Groups::new(self, &reached);
        let mut roots = Vec::with_capacity(self.journeys.len());
        for (entries, singles) in self.journeys.iter().zip(self.single_points()) {
            // Where a single point has failed all is lost, so the rest may take it as working: what many share by hard
            // links drops out of it, and a long series stays as many nodes as it has parts.
            let mut rest = owns.clone();
            let mut causes = Vec::with_capacity(singles.len() + 1);
            for at in singles {
                causes.push(std::mem::replace(&mut rest[at as usize], Node::FALSE));
            }
            causes.push(groups.failure(self, bdd, entries, &rest)?);
            roots.push(bdd.any(&causes)?);
        }
        Some(roots)
    }
}

/// Components that need each other by hard links alone fail together: one group, one function.
struct Groups {
    /// The group of each component.
    group: Vec<u32>,
    /// Components of each group that a journey reaches.
    members: Vec<Vec<u32>>,
    /// Groups that need each other in a circle, each circle after those it needs.
    circles: Vec<Vec<u32>>,
}

impl Groups {
    fn new(graph: &Graph, reached: &[u32]) -> Self {
        let mut hard: Vec<Vec<u32>> = vec![Vec::new(); graph.components.len()];
        for at in reached {
            hard[*at as usize].clone_from(&graph.needs[*at as usize].hard);
        }
        let (group, count) = strong_groups(&hard);
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); count];
        let mut below: Vec<Vec<u32>> = vec![Vec::new(); count];
        for at in reached {
            let mine = group[*at as usize];
            members[mine as usize].push(*at);
            let needs = &graph.needs[*at as usize];
            let all = needs.hard.iter().chain(needs.sets.iter().flat_map(|set| &set.members));
            below[mine as usize].extend(all.map(|to| group[*to as usize]));
        }
        let (circle, count) = strong_groups(&below);
        let mut circles: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (at, members) in members.iter().enumerate() {
            if !members.is_empty() {
                circles[circle[at] as usize].push(at as u32);
            }
        }
        Self { group, members, circles }
    }

    /// "One of `entries` fails", given how each component fails by itself. None: out of nodes.
    fn failure(&self, graph: &Graph, bdd: &mut Bdd, entries: &[u32], owns: &[Node]) -> Option<Node> {
        // Within a circle: from "nothing fails" up to the least fixed point of failure, which is the greatest of
        // working; a change needs at most one more round per group to travel.
        let mut failed = vec![Node::FALSE; self.members.len()];
        for groups in &self.circles {
            for _ in 0..=groups.len() {
                let mut is_settled = true;
                for at in groups {
                    let next = self.of_group(graph, bdd, *at, owns, &failed)?;
                    is_settled &= next == failed[*at as usize];
                    failed[*at as usize] = next;
                }
                if is_settled {
                    break;
                }
            }
        }
        let of: Vec<Node> = entries.iter().map(|at| failed[self.group[*at as usize] as usize]).collect();
        bdd.any(&of)
    }

    fn of_group(&self, graph: &Graph, bdd: &mut Bdd, at: u32, owns: &[Node], failed: &[Node]) -> Option<Node> {
        let of = |at: &u32| failed[self.group[*at as usize] as usize];
        let mut causes = Vec::new();
        for at in &self.members[at as usize] {
            causes.push(owns[*at as usize]);
            let needs = &graph.needs[*at as usize];
            causes.extend(needs.hard.iter().map(of));
            for set in &needs.sets {
                let nodes: Vec<Node> = set.members.iter().map(of).collect();
                causes.push(bdd.at_least(nodes.len() + 1 - set.needed as usize, &nodes)?);
            }
        }
        bdd.any(&causes)
    }
}

fn is_down(journey: &[u32], fallen: &[Fallen]) -> bool {
    journey.iter().any(|entry| fallen.get(*entry as usize).is_some_and(|state| *state != Fallen::No))
}

/// Strongly connected groups (Tarjan), without recursion: the group of each, numbered so that what a group reaches comes
/// before it, and how many there are.
fn strong_groups(below: &[Vec<u32>]) -> (Vec<u32>, usize) {
    const UNSEEN: u32 = u32::MAX;
    let size = below.len();
    let mut index = vec![UNSEEN; size];
    let mut lowest = vec![0_u32; size];
    let mut group = vec![UNSEEN; size];
    let mut open: Vec<u32> = Vec::new();
    let mut path: Vec<(u32, usize)> = Vec::new();
    let (mut clock, mut count) = (0_u32, 0_u32);
    for start in 0..size as u32 {
        if index[start as usize] != UNSEEN {
            continue;
        }
        path.push((start, 0));
        while let Some((at, child)) = path.last_mut() {
            let here = *at as usize;
            if *child == 0 && index[here] == UNSEEN {
                index[here] = clock;
                lowest[here] = clock;
                clock += 1;
                open.push(*at);
            }
            if let Some(to) = below[here].get(*child).map(|to| *to as usize) {
                *child += 1;
                if index[to] == UNSEEN {
                    path.push((to as u32, 0));
                } else if group[to] == UNSEEN {
                    lowest[here] = lowest[here].min(index[to]);
                }
                continue;
            }
            path.pop();
            if let Some((above, _)) = path.last() {
                let above = *above as usize;
                lowest[above] = lowest[above].min(lowest[here]);
            }
            if lowest[here] == index[here] {
                while let Some(member) = open.pop() {
                    group[member as usize] = count;
                    if member as usize == here {
                        break;
                    }
                }
                count += 1;
            }
        }
    }
    (group, count as usize)
}

/// The journeys as functions of one variable per component: for a choice among strategies, evaluated thousands of times.
///
/// Exact where no zone is shared, or for one given state of the zones.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The component of each variable; only those that a journey reaches.
    pub order: Vec<ComponentId>,
    /// Where each component (by its number in the graph) is in `order`; none when no journey reaches it.
    pub position: Vec<Option<u32>>,
    /// One root per journey.
    pub diagram: Diagram,
}

impl Compiled {
    /// None: it needs more than `budget` nodes.
    pub fn new(graph: &Graph, budget: usize) -> Option<Self> {
        let reached = graph.order();
        let mut position = vec![None; graph.components.len()];
        for (level, at) in reached.iter().enumerate() {
            position[*at as usize] = Some(level as u32);
        }
        let mut bdd = Bdd::new(budget);
        let roots = graph.build(&mut bdd, |bdd, at| bdd.variable(position[at as usize].unwrap_or_default()))?;
        let order = reached.iter().map(|at| graph.components[*at as usize]).collect();
        Some(Self { order, position, diagram: bdd.pack(&roots) })
    }

    /// Unavailability of journey `root` when the component at `order[i]` fails with probability `u[i]`.
    pub fn unavailability(&self, root: usize, u: &[f64], scratch: &mut Vec<f64>) -> f64 {
        self.diagram.unavailability(root, u, scratch)
    }
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
#[derive(Debug, Clone)]
pub struct Exact {
    /// What each level of the diagram stands for.
    pub variables: Vec<Variable>,
    /// One root per journey.
    pub diagram: Diagram,
}

/// Where zones stand in the order of variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneOrder {
    /// Just before the first component that has units inside: good when components have zones of their own.
    AtFirstUse,
    /// Just before the first component inside, and components with the same zones next to each other: good when far
    /// apart components share zones.
    Together,
    /// Before everything: good when many components share a few.
    First,
}

impl Exact {
    /// `spread` by number. None: it needs more than `budget` nodes.
    pub fn new(
        graph: &Graph,
        topology: &Topology,
        spread: &[Spread],
        zone_order: ZoneOrder,
        budget: usize,
    ) -> Option<Self> {
        let mut reached = graph.order();
        if zone_order == ZoneOrder::Together {
            let mut first_use: Map<ZoneId, usize> = Map::new();
            for zone in reached.iter().flat_map(|at| &spread[*at as usize].zones) {
                let next = first_use.len();
                first_use.or_insert(*zone, next);
            }
            let last_zone = |at: &u32| spread[*at as usize].zones.iter().filter_map(|zone| first_use.get(zone)).max();
            ordered::sort_by_key(&mut reached, last_zone);
        }
        let mut variables = Vec::new();
        let mut zone_level: Map<ZoneId, u32> = Map::new();
        let mut place_zones = |at: u32, variables: &mut Vec<Variable>| {
            for zone in spread[at as usize].zones.iter().flat_map(|zone| within(topology, *zone).rev()) {
                zone_level.or_insert_with(zone, || {
                    variables.push(Variable::Zone(zone));
                    variables.len() as u32 - 1
                });
            }
        };
        match zone_order {
            ZoneOrder::First => reached.iter().for_each(|at| place_zones(*at, &mut variables)),
            ZoneOrder::AtFirstUse | ZoneOrder::Together => {}
        }
        let mut first_part = vec![0_u32; graph.components.len()];
        for at in &reached {
            place_zones(*at, &mut variables);
            first_part[*at as usize] = variables.len() as u32;
            let states = 1_u32 << spread[*at as usize].zones.len().min(limits::PLACES);
            // The state with all zones up first.
            variables.extend((0..states).rev().map(|mask| Variable::Part { component: *at, mask: mask as u8 }));
        }
        let mut bdd = Bdd::new(budget);
        let mut down: Map<ZoneId, Node> = Map::new();
        for spread in reached.iter().map(|at| &spread[*at as usize]) {
            for zone in &spread.zones {
                let around: Option<Vec<Node>> = within(topology, *zone)
                    .map(|outer| zone_level.get(&outer).map_or(Some(Node::FALSE), |level| bdd.variable(*level)))
                    .collect();
                down.insert(*zone, bdd.any(&around?)?);
            }
        }
        let roots = graph.build(&mut bdd, |bdd, at| {
            let spread = &spread[at as usize];
            let zones: Vec<Node> =
                spread.zones.iter().map(|zone| down.get(zone).copied().unwrap_or(Node::FALSE)).collect();
            own_failure(bdd, spread, &zones, first_part[at as usize])
        })?;
        Some(Self { variables, diagram: bdd.pack(&roots) })
    }
}

/// The choice among a component's states by its zones. None: out of nodes.
fn own_failure(bdd: &mut Bdd, spread: &Spread, down: &[Node], first_part: u32) -> Option<Node> {
    let states = 1_usize << down.len();
    let mut row = Vec::with_capacity(states);
    for mask in 0..states {
        row.push(if spread.always_down >> mask & 1 == 1 {
            Node::TRUE
        } else if spread.never_down >> mask & 1 == 1 {
            Node::FALSE
        } else {
            bdd.variable(first_part + (states - 1 - mask) as u32)?
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
