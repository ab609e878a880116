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
use super::bdd::{Bdd, Node};
use super::circle::strong_groups;
use super::delay::Delay;
use super::views::View;
use crate::model::ordered::{self, Map};
use crate::model::{ComponentId, Goal, LinkSet, Need, SetId, Topology};

pub use super::diagrams::{Column, Compiled, Exact, Spread, Variable, ZoneOrder, within};

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
        arrange::drawn(reached, &groups, self.needs.len())
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

    /// For each journey the components (by number, ascending) that take it down alone.
    pub fn single_points(&self) -> Vec<Vec<u32>> {
        let mut singles = vec![Vec::new(); self.journeys.len()];
        let mut down = vec![false; self.needs.len()];
        let mut reached = self.reached();
        ordered::sort(&mut reached);
        for at in reached {
            down[at as usize] = true;
            let fallen = self.fallen(&down, Quality::Working);
            down[at as usize] = false;
            for (journey, singles) in self.journeys.iter().zip(&mut singles) {
                if is_down(journey, &fallen) {
                    singles.push(at);
                }
            }
        }
        singles
    }

    /// The failure function of each journey, nodes being `views`; `own` gives a view's own, `switches` those of switches.
    /// None: out of nodes.
    pub(super) fn build(
        &self,
        bdd: &mut Bdd,
        views: &[View],
        switches: &[Node],
        mut own: impl FnMut(&mut Bdd, View) -> Option<Node>,
    ) -> Option<Vec<Node>> {
        let reached = self.reached();
        let singles = self.single_points();
        let first: Vec<Vec<Option<Delay>>> = singles.iter().map(|singles| self.first_felt(views, singles)).collect();
        // Where a single point has failed all is lost, so the rest may take it as working, and an outage of it that lasts
        // longer is one: what many share by hard links drops out of it, and a long series stays as many nodes as it has
        // parts.
        let is_cause = |first: &[Option<Delay>], view: View| first[view.component as usize] == Some(view.after);
        let is_in_rest =
            |first: &[Option<Delay>], view: View| first[view.component as usize].is_none_or(|first| view.after < first);
        let mut owns = vec![Node::FALSE; self.needs.len()];
        for at in reached.iter().map(|at| *at as usize) {
            if first.iter().any(|first| is_cause(first, views[at]) || is_in_rest(first, views[at])) {
                owns[at] = own(bdd, views[at])?;
            }
        }
        let groups = Groups::new(self, &reached);
        let mut roots = Vec::with_capacity(self.journeys.len());
        for ((entries, singles), first) in self.journeys.iter().zip(singles).zip(&first) {
            let mut rest = owns.clone();
            let mut causes = Vec::with_capacity(singles.len() + 1);
            for at in singles.into_iter().map(|at| at as usize).filter(|at| is_cause(first, views[*at])) {
                causes.push(owns[at]);
            }
            for at in reached.iter().map(|at| *at as usize).filter(|at| !is_in_rest(first, views[*at])) {
                rest[at] = Node::FALSE;
            }
            causes.push(groups.failure(self, bdd, entries, Parts { owns: &rest, switches })?);
            roots.push(bdd.any(&causes)?);
        }
        Some(roots)
    }

    /// By component: the shortest delay of its views among `singles`.
    fn first_felt(&self, views: &[View], singles: &[u32]) -> Vec<Option<Delay>> {
        let mut first: Vec<Option<Delay>> = vec![None; self.components.len()];
        for view in singles.iter().map(|at| views[*at as usize]) {
            let slot = &mut first[view.component as usize];
            *slot = Some(slot.map_or(view.after, |known| known.min(view.after)));
        }
        first
    }
}

/// How each component fails by itself, and how each switch.
#[derive(Clone, Copy)]
struct Parts<'a> {
    owns: &'a [Node],
    switches: &'a [Node],
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
        let mut hard: Vec<Vec<u32>> = vec![Vec::new(); graph.needs.len()];
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

    /// "One of `entries` fails", given how each part fails by itself. None: out of nodes.
    fn failure(&self, graph: &Graph, bdd: &mut Bdd, entries: &[u32], parts: Parts<'_>) -> Option<Node> {
        // Within a circle: from "nothing fails" up to the least fixed point of failure, which is the greatest of
        // working; a change needs at most one more round per group to travel.
        let mut failed = vec![Node::FALSE; self.members.len()];
        for groups in &self.circles {
            for _ in 0..=groups.len() {
                let mut is_settled = true;
                for at in groups {
                    let next = self.of_group(graph, bdd, *at, parts, &failed)?;
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

    fn of_group(&self, graph: &Graph, bdd: &mut Bdd, at: u32, parts: Parts<'_>, failed: &[Node]) -> Option<Node> {
        let of = |at: &u32| failed[self.group[*at as usize] as usize];
        let mut causes = Vec::new();
        for at in &self.members[at as usize] {
            causes.push(parts.owns[*at as usize]);
            let needs = &graph.needs[*at as usize];
            causes.extend(needs.hard.iter().map(of));
            for set in &needs.sets {
                let nodes: Vec<Node> = set.members.iter().map(of).collect();
                causes.push(bdd.at_least(nodes.len() + 1 - set.needed as usize, &nodes)?);
                if let Some(switch) = &set.switch {
                    let in_use: Vec<Node> = switch.in_use.iter().map(of).collect();
                    let is_wanted = bdd.any(&in_use)?;
                    causes.push(bdd.and(parts.switches[switch.number as usize], is_wanted)?);
                }
            }
        }
        bdd.any(&causes)
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
