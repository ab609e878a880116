//! How journeys fail, as diagrams: from the graph of who needs what to one function per journey.
//!
//! Where a single point of failure fails all is lost. So a journey fails when one of these does, by itself or for want of
//! its alternatives, and what the alternatives come to may be asked with every single point taken as working. That cuts
//! the graph into pieces as small as its alternatives are wide. Knows no chances.

#![expect(
    clippy::indexing_slicing,
    reason = "a kernel: nodes and groups are numbered by the graph, and every index is such a number"
)]

use super::bdd::{Bdd, Node};
use super::circle::strong_groups;
use super::delay::Delay;
use super::structure::{Graph, Needs};
use super::views::View;

impl Graph {
    /// The failure function of each journey, nodes being `views` and `singles` the single points of each; `own` gives a
    /// view's own, `switches` those of switches. None: out of nodes.
    pub(super) fn build(
        &self,
        singles: &[Vec<u32>],
        bdd: &mut Bdd,
        views: &[View],
        switches: &[Node],
        mut own: impl FnMut(&mut Bdd, View) -> Option<Node>,
    ) -> Option<Vec<Node>> {
        let mut known: Vec<Option<Node>> = vec![None; self.needs.len()];
        let mut own_of = |bdd: &mut Bdd, at: u32| {
            let slot = &mut known[at as usize];
            if slot.is_none() {
                *slot = own(bdd, views[at as usize]);
            }
            *slot
        };
        let mut roots = Vec::with_capacity(self.journeys.len());
        for singles in singles {
            let mut is_single = vec![false; self.needs.len()];
            singles.iter().for_each(|at| is_single[*at as usize] = true);
            let first = self.first_felt(views, singles);
            let first = |at: u32| first[views[at as usize].component as usize];
            let rest = self.rest(singles, &is_single);
            let mut owns = vec![Node::FALSE; self.needs.len()];
            for at in rest.iter().copied() {
                // An outage of a single point that lasts longer is one of it.
                if first(at).is_none_or(|first| views[at as usize].after < first) {
                    owns[at as usize] = own_of(bdd, at)?;
                }
            }
            let failed = Groups::new(self, &rest).failed(self, bdd, Parts { owns: &owns, switches })?;
            let mut causes = Vec::with_capacity(singles.len());
            for at in singles.iter().copied() {
                if first(at) == Some(views[at as usize].after) {
                    causes.push(own_of(bdd, at)?);
                }
                self.needs[at as usize].lacks(bdd, switches, |to| failed[to as usize], &mut causes)?;
            }
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

    /// What the alternatives of single points reach without passing one.
    fn rest(&self, singles: &[u32], is_single: &[bool]) -> Vec<u32> {
        let mut is_met = is_single.to_vec();
        let mut rest: Vec<u32> = Vec::new();
        let members = |at: &u32| self.needs[*at as usize].sets.iter().flat_map(|set| &set.members);
        let mut queue: Vec<u32> = singles.iter().flat_map(members).copied().collect();
        while let Some(at) = queue.pop() {
            if !std::mem::replace(&mut is_met[at as usize], true) {
                rest.push(at);
                queue.extend(self.needs[at as usize].hard.iter().chain(members(&at)));
            }
        }
        rest
    }
}

impl Needs {
    /// Adds a function for each set that may have too little: too few of its members work, or the switch does not when it
    /// is wanted. None: out of nodes.
    fn lacks(
        &self,
        bdd: &mut Bdd,
        switches: &[Node],
        failed: impl Fn(u32) -> Node,
        causes: &mut Vec<Node>,
    ) -> Option<()> {
        for set in &self.sets {
            let members: Vec<Node> = set.members.iter().map(|to| failed(*to)).collect();
            causes.push(bdd.at_least(members.len() + 1 - set.needed as usize, &members)?);
            if let Some(switch) = &set.switch {
                let in_use: Vec<Node> = switch.in_use.iter().map(|to| failed(*to)).collect();
                let is_wanted = bdd.any(&in_use)?;
                causes.push(bdd.and(switches[switch.number as usize], is_wanted)?);
            }
        }
        Some(())
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
    /// Components of each group, of those that count.
    members: Vec<Vec<u32>>,
    /// Groups that need each other in a circle, each circle after those it needs.
    circles: Vec<Vec<u32>>,
}

impl Groups {
    /// Of the components in `rest`; all others never fail.
    fn new(graph: &Graph, rest: &[u32]) -> Self {
        let mut hard: Vec<Vec<u32>> = vec![Vec::new(); graph.needs.len()];
        for at in rest {
            hard[*at as usize].clone_from(&graph.needs[*at as usize].hard);
        }
        let (group, count) = strong_groups(&hard);
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); count];
        let mut below: Vec<Vec<u32>> = vec![Vec::new(); count];
        for at in rest {
            let mine = group[*at as usize];
            members[mine as usize].push(*at);
            let needs = &graph.needs[*at as usize];
            let all = needs.hard.iter().chain(needs.sets.iter().flat_map(|set| &set.members));
            below[mine as usize].extend(all.map(|to| group[*to as usize]));
        }
        let (circle, count) = strong_groups(&below);
        let mut circles: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (at, members) in (0..).zip(&members) {
            if !members.is_empty() {
                circles[circle[at as usize] as usize].push(at);
            }
        }
        Self { group, members, circles }
    }

    /// The failure function of each component, given how each part fails by itself. None: out of nodes.
    fn failed(&self, graph: &Graph, bdd: &mut Bdd, parts: Parts<'_>) -> Option<Vec<Node>> {
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
        Some(self.group.iter().map(|group| failed[*group as usize]).collect())
    }

    fn of_group(&self, graph: &Graph, bdd: &mut Bdd, at: u32, parts: Parts<'_>, failed: &[Node]) -> Option<Node> {
        let of = |at: u32| failed[self.group[at as usize] as usize];
        let mut causes = Vec::new();
        for at in self.members[at as usize].iter().map(|at| *at as usize) {
            let needs = &graph.needs[at];
            causes.push(parts.owns[at]);
            causes.extend(needs.hard.iter().map(|to| of(*to)));
            needs.lacks(bdd, parts.switches, of, &mut causes)?;
        }
        bdd.any(&causes)
    }
}
