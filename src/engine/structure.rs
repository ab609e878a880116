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
use super::circle::strong_groups;
use super::delay::Delay;
use crate::model::ordered::{self, Map};
use crate::model::{ComponentId, Goal, LinkSet, Need, SetId, Topology};

pub use super::diagrams::{Column, Compiled, Exact, Spread, Variable, within};

/// What needs what, by number: components are numbered in order of their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// The component of each number, ascending.
    pub components: Vec<ComponentId>,
    /// What must work for each journey: one entry each, or the implicit journey's entries. Empty without components.
    pub journeys: Vec<Vec<u32>>,
    /// The sets whose switch may not work, by number.
    pub switches: Vec<SetId>,
    pub(super) needs: Vec<Needs>,
    /// Backwards: who needs it, and how.
    needers: Vec<Vec<(u32, Way)>>,
}

/// What one component needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Needs {
    pub(super) hard: Vec<u32>,
    pub(super) sets: Vec<Alternatives>,
    /// Through a cache: an outage hurts only after the delay.
    pub(super) cached: Vec<(u32, Delay)>,
    /// For full quality only.
    pub(super) soft: Vec<u32>,
    /// Never waited for.
    pub(super) unawaited: Vec<u32>,
}

/// Enough of these.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Alternatives {
    pub(super) members: Vec<u32>,
    pub(super) needed: u32,
    /// None: it always works, or there is nothing to switch to.
    pub(super) switch: Option<Switch>,
}

/// A switch that may not work: then those in use must.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Switch {
    pub(super) in_use: Vec<u32>,
    /// In the graph's list of switches.
    pub(super) number: u32,
}

/// How a needer hangs on what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Hard,
    /// Through this one of its sets.
    Set(u32),
    Cached(Delay),
    Soft,
}

/// What is asked of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// That it works.
    Working,
    /// That it works in full: soft links count.
    Full,
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
    /// It lives on what is cached, and will need this component (by number) after the delay.
    Later(u32, Delay),
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
            let mine = &mut needs[from as usize];
            match link.need {
                Need::OneOf(set) if topology.sets.contains_key(&set) => sets.or_default((from, set)).push(to),
                Need::OneOf(_) | Need::Hard => mine.hard.push(to),
                Need::Cached { hours } => match Delay::of_hours(hours) {
                    Delay::NONE => mine.hard.push(to),
                    delay => mine.cached.push((to, delay)),
                },
                Need::Soft => mine.soft.push(to),
                Need::Async => mine.unawaited.push(to),
            }
        }
        let mut switches = Vec::new();
        for ((from, id), mut members) in sets {
            let most = members.len() as u32;
            let set = topology.sets.get(&id).copied().unwrap_or(LinkSet::new(id, 1));
            let needed = set.needed.clamp(1, most);
            // In order of links' ids: the first ones are in use.
            let mut in_use: Vec<u32> = members.iter().take(needed as usize).copied().collect();
            ordered::sort(&mut in_use);
            ordered::sort(&mut members);
            let switch = (set.switching < 1.0 && needed < most).then(|| {
                switches.push(id);
                Switch { in_use, number: switches.len() as u32 - 1 }
            });
            needs[from as usize].sets.push(Alternatives { members, needed, switch });
        }
        for (at, mine) in needs.iter_mut().enumerate() {
            tidy(&mut mine.hard, at);
            tidy(&mut mine.soft, at);
            ordered::sort_by(&mut mine.sets, Ord::cmp);
            ordered::sort_by(&mut mine.cached, Ord::cmp);
        }
        let mut graph = Self { components, journeys: Vec::new(), switches, needs, needers: Vec::new() };
        graph.link_back();
        graph.journeys =
            goal.journeys.iter().filter_map(|journey| graph.number(journey.entry)).map(|entry| vec![entry]).collect();
        if graph.journeys.is_empty() && !graph.components.is_empty() {
            graph.journeys.push(graph.unneeded());
        }
        graph
    }

    /// The same components and switches with other nodes.
    pub(super) fn with_nodes(&self, needs: Vec<Needs>, journeys: Vec<Vec<u32>>) -> Self {
        let (components, switches) = (self.components.clone(), self.switches.clone());
        let mut graph = Self { components, journeys, switches, needs, needers: Vec::new() };
        graph.link_back();
        graph
    }

    /// The number of a component.
    pub fn number(&self, id: ComponentId) -> Option<u32> {
        self.components.binary_search(&id).ok().map(|at| at as u32)
    }

    /// What works when the components for which `down` says so fail by themselves, and for good. Linear in the links,
    /// but for those that are cached. Switches count as working.
    pub fn fallen(&self, down: &[bool], quality: Quality) -> Vec<Fallen> {
        let mut state = vec![Fallen::No; self.needs.len()];
        let mut queue: Vec<u32> = Vec::new();
        // Caches that run out: when, whose, and for want of what.
        let mut later: Vec<(Delay, u32, u32)> = Vec::new();
        let mut now = Delay::NONE;
        for (at, slot) in state.iter_mut().enumerate() {
            if down.get(at).copied().unwrap_or(false) {
                *slot = Fallen::Itself;
                queue.push(at as u32);
            }
        }
        let mut lost: Vec<Vec<u32>> = self.needs.iter().map(|needs| vec![0; needs.sets.len()]).collect();
        let mut next = 0;
        loop {
            while let Some(at) = queue.get(next).copied() {
                next += 1;
                for (needer, way) in &self.needers[at as usize] {
                    let needer = *needer as usize;
                    let is_enough = match way {
                        Way::Hard => true,
                        Way::Set(set) => {
                            let count = &mut lost[needer][*set as usize];
                            *count += 1;
                            let set = &self.needs[needer].sets[*set as usize];
                            *count + set.needed > set.members.len() as u32
                        }
                        Way::Cached(delay) => {
                            later.push((now.and(*delay), needer as u32, at));
                            false
                        }
                        Way::Soft => quality == Quality::Full,
                    };
                    if is_enough && state[needer] == Fallen::No {
                        state[needer] = if now == Delay::NONE { Fallen::Through(at) } else { Fallen::Later(at, now) };
                        queue.push(needer as u32);
                    }
                }
            }
            later.retain(|(_, needer, _)| state[*needer as usize] == Fallen::No);
            let Some((when, needer, at)) = later.iter().min().copied() else { break };
            now = when;
            state[needer as usize] = Fallen::Later(at, now);
            queue.push(needer);
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

    /// Components that journeys reach, each near what it needs: an order of variables.
    pub fn order(&self) -> Vec<u32> {
        let reached = self.reached();
        // What is in series does not mind; alternatives do.
        if !self.has_sets() {
            return reached;
        }
        let below = self.all_needs();
        let with_itself = |at: &u32| below[*at as usize].iter().copied().chain([*at]).collect();
        let groups: Vec<Vec<u32>> = reached.iter().map(with_itself).collect();
        arrange::drawn(reached, &groups, self.needs.len())
    }

    /// The same, but only what comes between the single points of the journeys is drawn together: where those stand does
    /// not matter.
    pub(super) fn order_between(&self, singles: &[Vec<u32>]) -> Vec<u32> {
        let reached = self.reached();
        let mut journeys = vec![0; self.needs.len()];
        singles.iter().flatten().for_each(|at| journeys[*at as usize] += 1);
        let is_between = |at: &u32| journeys[*at as usize] < self.journeys.len();
        let mut groups: Vec<Vec<u32>> = Vec::new();
        for at in &reached {
            let needs = &self.needs[*at as usize];
            let members = needs.sets.iter().map(|set| set.members.as_slice());
            let mut group = |needed: &[&[u32]]| {
                groups.push(needed.concat().into_iter().filter(is_between).chain([*at]).collect());
            };
            if is_between(at) {
                group(&members.chain([needs.hard.as_slice()]).collect::<Vec<_>>());
            } else {
                members.for_each(|members| group(&[members]));
            }
        }
        arrange::drawn(reached, &groups, self.needs.len())
    }

    pub(super) fn has_sets(&self) -> bool {
        self.needs.iter().any(|needs| !needs.sets.is_empty())
    }

    /// Components that journeys reach, depth first, each before what it needs as far as there are no circles.
    fn reached(&self) -> Vec<u32> {
        let mut below = self.all_needs();
        for (below, needs) in below.iter_mut().zip(&self.needs) {
            below.extend(needs.cached.iter().map(|(to, _)| to).chain(&needs.soft));
        }
        let mut entries: Vec<u32> = self.journeys.iter().flatten().copied().collect();
        ordered::sort(&mut entries);
        let mut seen = vec![false; self.needs.len()];
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
                    // With a switch those in use, so that it need not be looked at.
                    Side::High => {
                        let kept = set.switch.map_or(set.members, |switch| switch.in_use);
                        needs.hard.extend(kept.into_iter().take(set.needed as usize));
                    }
                }
            }
            tidy(&mut needs.hard, at as usize);
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
                key.push(set.switch.as_ref().map_or(0, |switch| switch.in_use.len() as u32));
                key.extend(set.switch.iter().flat_map(|switch| &switch.in_use));
            }
            key.extend([needs.cached.len() as u32, needs.soft.len() as u32]);
            for (to, delay) in &needs.cached {
                key.push(*to);
                delay.write_key(key);
            }
            key.extend(&needs.soft);
        }
        key.extend(self.switches.iter().map(|set| set.0));
        key.push(self.journeys.len() as u32);
        for journey in &self.journeys {
            key.push(journey.len() as u32);
            key.extend(journey);
        }
    }

    fn link_back(&mut self) {
        self.needers = vec![Vec::new(); self.needs.len()];
        for (at, needs) in self.needs.iter().enumerate() {
            for to in &needs.hard {
                self.needers[*to as usize].push((at as u32, Way::Hard));
            }
            for (set, alternatives) in needs.sets.iter().enumerate() {
                for to in &alternatives.members {
                    self.needers[*to as usize].push((at as u32, Way::Set(set as u32)));
                }
            }
            for (to, delay) in &needs.cached {
                self.needers[*to as usize].push((at as u32, Way::Cached(*delay)));
            }
            for to in &needs.soft {
                self.needers[*to as usize].push((at as u32, Way::Soft));
            }
        }
    }

    /// The switches of a component's sets, by number.
    pub(super) fn switches_of(&self, at: u32) -> impl Iterator<Item = u32> {
        self.needs[at as usize].sets.iter().filter_map(|set| set.switch.as_ref()).map(|switch| switch.number)
    }

    fn all_needs(&self) -> Vec<Vec<u32>> {
        let below =
            |needs: &Needs| needs.hard.iter().chain(needs.sets.iter().flat_map(|set| &set.members)).copied().collect();
        self.needs.iter().map(below).collect()
    }

    /// Components that nothing outside their own circle has a link to, of whatever kind: what is only asked for in the
    /// background is no journey of its own.
    fn unneeded(&self) -> Vec<u32> {
        let mut below = self.all_needs();
        for (below, needs) in below.iter_mut().zip(&self.needs) {
            below.extend(needs.cached.iter().map(|(to, _)| to).chain(&needs.soft).chain(&needs.unawaited));
        }
        let (group, count) = strong_groups(&below);
        let mut is_needed = vec![false; count];
        for (at, below) in below.iter().enumerate() {
            for to in below.iter().filter(|to| group[**to as usize] != group[at]) {
                is_needed[group[*to as usize] as usize] = true;
            }
        }
        (0..self.components.len() as u32).filter(|at| !is_needed[group[*at as usize] as usize]).collect()
    }

    /// For each journey the components (by number, ascending) that take it down alone, and for good.
    pub fn single_points(&self) -> Vec<Vec<u32>> {
        // Journeys by bits, at most so many at a time.
        const AT_A_TIME: usize = 64;
        let reached = self.reached();
        let of_some = |journeys: &[Vec<u32>]| {
            let mut lost = vec![0_u64; self.needs.len()];
            for (bit, entries) in journeys.iter().enumerate() {
                entries.iter().for_each(|entry| lost[*entry as usize] |= 1 << bit);
            }
            let all = lost.iter().fold(0, |all, bits| all | bits);
            let mut trial = Trial::new(self);
            // Those first that are needed by what follows: what they lose is known then.
            for at in &reached {
                lost[*at as usize] = trial.lost(*at, &lost, all);
            }
            let takes_down = move |bit: usize| {
                (0..).zip(&lost).filter(|(_, lost)| **lost >> bit & 1 == 1).map(|(at, _)| at).collect::<Vec<u32>>()
            };
            (0..journeys.len()).map(takes_down).collect::<Vec<_>>()
        };
        self.journeys.chunks(AT_A_TIME).flat_map(of_some).collect()
    }
}

/// One component after the other fails by itself.
struct Trial<'a> {
    graph: &'a Graph,
    is_down: Vec<bool>,
    /// By component and set: members that are down.
    down: Vec<Vec<u32>>,
    queue: Vec<u32>,
}

impl<'a> Trial<'a> {
    fn new(graph: &'a Graph) -> Self {
        let down = graph.needs.iter().map(|needs| vec![0; needs.sets.len()]).collect();
        Self { graph, is_down: vec![false; graph.needs.len()], down, queue: Vec::new() }
    }

    /// What goes when this one fails for good, at the least what is known to go with each that falls; `all` is everything.
    fn lost(&mut self, at: u32, known: &[u64], all: u64) -> u64 {
        let mut lost = 0;
        self.queue.push(at);
        self.is_down[at as usize] = true;
        let mut next = 0;
        while let Some(at) = self.queue.get(next).copied() {
            lost |= known[at as usize];
            if lost == all {
                break;
            }
            next += 1;
            for (needer, way) in &self.graph.needers[at as usize] {
                let falls = match way {
                    Way::Hard | Way::Cached(_) => true,
                    Way::Set(set) => {
                        let down = &mut self.down[*needer as usize][*set as usize];
                        *down += 1;
                        let set = &self.graph.needs[*needer as usize].sets[*set as usize];
                        *down + set.needed > set.members.len() as u32
                    }
                    Way::Soft => false,
                };
                if falls && !std::mem::replace(&mut self.is_down[*needer as usize], true) {
                    self.queue.push(*needer);
                }
            }
        }
        // As it was before, for the next one.
        for at in self.queue.drain(..) {
            self.is_down[at as usize] = false;
            for (needer, way) in &self.graph.needers[at as usize] {
                if let Way::Set(set) = way {
                    self.down[*needer as usize][*set as usize] = 0;
                }
            }
        }
        lost
    }
}

/// Sorted, each once, and not itself.
fn tidy(needs: &mut Vec<u32>, itself: usize) {
    needs.retain(|to| *to as usize != itself);
    ordered::sort(needs);
    needs.dedup();
}

fn is_down(journey: &[u32], fallen: &[Fallen]) -> bool {
    journey.iter().any(|entry| fallen.get(*entry as usize).is_some_and(|state| *state != Fallen::No))
}
