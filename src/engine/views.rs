//! Components as others see them (DOMAIN §4): through a cache an outage of B is felt only when it lasts longer than T,
//! along several caches only when it lasts longer than their sum; and what works may still not work in full.
//!
//! Each way of seeing a component is a node of a graph with hard links and sets only, so that a diagram can be made of it.
//! Knows no chances.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: views are numbered here, at most some thousands, and every index is such a number"
)]

use super::delay::Delay;
use super::structure::{Alternatives, Graph, Needs, Quality, Switch};
use crate::model::limits;
use crate::model::ordered::{self, Map};

/// One way to see a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct View {
    /// By number.
    pub component: u32,
    /// What is asked of it.
    pub quality: Quality,
    /// Only outages longer than this count.
    pub after: Delay,
}

/// A graph of views.
#[derive(Debug, Clone)]
pub struct Views {
    /// Its nodes are views; first the journeys as they are, then those of [`Self::in_full`].
    pub graph: Graph,
    /// By node; first every component as it is.
    pub views: Vec<View>,
    /// Journeys (by number) that a soft link lies on, in the order of their second entries.
    pub in_full: Vec<u32>,
    /// There were too many: some delays count as shorter than they are, so that figures are not too good.
    pub is_cut: bool,
}

impl Views {
    /// Without caches and soft links the graph as it is.
    pub fn new(graph: &Graph) -> Self {
        let as_it_is = |at: usize| View { component: at as u32, quality: Quality::Working, after: Delay::NONE };
        let mut maker = Maker {
            graph,
            reaches_soft: reaches_soft(graph),
            longest: longest(graph),
            views: (0..graph.needs.len()).map(as_it_is).collect(),
            known: Map::new(),
            is_cut: false,
        };
        let mut journeys = graph.journeys.clone();
        let mut in_full = Vec::new();
        for (at, entries) in graph.journeys.iter().enumerate() {
            if entries.iter().any(|entry| maker.reaches_soft[*entry as usize]) {
                let entries = entries.iter().map(|entry| maker.node(*entry, Quality::Full, Delay::NONE)).collect();
                journeys.push(entries);
                in_full.push(at as u32);
            }
        }
        let needs = maker.needs(&journeys);
        let Maker { views, is_cut, .. } = maker;
        Self { graph: graph.with_nodes(needs, journeys), views, in_full, is_cut }
    }

    /// The components of nodes, in the order in which they are first met.
    pub(super) fn components(&self, nodes: &[u32]) -> Vec<u32> {
        let mut is_met = vec![false; self.graph.components.len()];
        let components = nodes.iter().map(|node| self.views[*node as usize].component);
        components.filter(|at| !std::mem::replace(&mut is_met[*at as usize], true)).collect()
    }

    /// By component: the delays after which it is felt, ascending, without none; of the nodes in `reached`.
    pub fn delays(&self, reached: &[u32]) -> Vec<Vec<Delay>> {
        let mut delays = vec![Vec::new(); self.graph.components.len()];
        for view in reached.iter().map(|node| self.views[*node as usize]).filter(|view| view.after != Delay::NONE) {
            delays[view.component as usize].push(view.after);
        }
        for delays in &mut delays {
            ordered::sort_by(delays, Ord::cmp);
            delays.dedup();
        }
        delays
    }
}

/// Makes views as they are met.
struct Maker<'a> {
    graph: &'a Graph,
    reaches_soft: Vec<bool>,
    longest: Delay,
    views: Vec<View>,
    known: Map<View, u32>,
    is_cut: bool,
}

impl Maker<'_> {
    /// What each view needs, for those that the journeys reach.
    fn needs(&mut self, journeys: &[Vec<u32>]) -> Vec<Needs> {
        let mut needs = vec![Needs::default(); self.views.len()];
        let mut queue: Vec<u32> = journeys.iter().flatten().copied().collect();
        let mut is_seen = vec![false; self.views.len()];
        let mut next = 0;
        while let Some(node) = queue.get(next).copied() {
            next += 1;
            if std::mem::replace(&mut is_seen[node as usize], true) {
                continue;
            }
            let mine = self.of_view(self.views[node as usize]);
            queue.extend(mine.hard.iter().chain(mine.sets.iter().flat_map(|set| &set.members)));
            is_seen.resize(self.views.len(), false);
            needs.resize(self.views.len(), Needs::default());
            needs[node as usize] = mine;
        }
        needs
    }

    fn of_view(&mut self, view: View) -> Needs {
        let graph = self.graph;
        let needs = &graph.needs[view.component as usize];
        let mut at = |to: &u32| self.node(*to, view.quality, view.after);
        let mut hard: Vec<u32> = needs.hard.iter().map(&mut at).collect();
        let sets = needs.sets.iter().map(|set| Alternatives {
            members: set.members.iter().map(&mut at).collect(),
            needed: set.needed,
            switch: set
                .switch
                .as_ref()
                .map(|switch| Switch { in_use: switch.in_use.iter().map(&mut at).collect(), number: switch.number }),
        });
        let sets = sets.collect();
        if view.quality == Quality::Full {
            hard.extend(needs.soft.iter().map(&mut at));
        }
        for (to, delay) in &needs.cached {
            let after = view.after.and(*delay);
            // Longer than any way that meets no component twice: on a way back to a component it would have to be down
            // already, so such a way decides nothing.
            if after <= self.longest {
                hard.push(self.node(*to, view.quality, after));
            }
        }
        ordered::sort(&mut hard);
        hard.dedup();
        Needs { hard, sets, ..Needs::default() }
    }

    /// The node of a view, made when it is new; when there are too many, that of a shorter delay.
    fn node(&mut self, component: u32, quality: Quality, after: Delay) -> u32 {
        let quality = if self.reaches_soft[component as usize] { quality } else { Quality::Working };
        let view = View { component, quality, after };
        if quality == Quality::Working && after == Delay::NONE {
            return component;
        }
        if let Some(node) = self.known.get(&view) {
            return *node;
        }
        if self.known.len() >= limits::VIEWS && after != Delay::NONE {
            self.is_cut = true;
            let shorter = self
                .known
                .keys()
                .copied()
                .filter(|known| known.component == component && known.quality == quality && known.after < after);
            let shorter = shorter.max_by_key(|known| known.after);
            return match shorter.and_then(|view| self.known.get(&view).copied()) {
                Some(node) => node,
                None => self.node(component, quality, Delay::NONE),
            };
        }
        let node = self.views.len() as u32;
        self.views.push(view);
        self.known.insert(view, node);
        node
    }
}

/// By component: a soft link lies somewhere below it.
fn reaches_soft(graph: &Graph) -> Vec<bool> {
    let mut reaches = vec![false; graph.needs.len()];
    let mut needers: Vec<Vec<u32>> = vec![Vec::new(); graph.needs.len()];
    let mut queue = Vec::new();
    for (at, needs) in graph.needs.iter().enumerate() {
        let members = needs.sets.iter().flat_map(|set| &set.members);
        for to in needs.hard.iter().chain(members).chain(needs.cached.iter().map(|(to, _)| to)).chain(&needs.soft) {
            needers[*to as usize].push(at as u32);
        }
        if !needs.soft.is_empty() {
            queue.push(at as u32);
        }
    }
    while let Some(at) = queue.pop() {
        if !std::mem::replace(&mut reaches[at as usize], true) {
            queue.extend(&needers[at as usize]);
        }
    }
    reaches
}

/// No way that meets no component twice has a longer delay than this.
fn longest(graph: &Graph) -> Delay {
    let most = |needs: &Needs| needs.cached.iter().map(|(_, delay)| *delay).max().unwrap_or(Delay::NONE);
    graph.needs.iter().map(most).fold(Delay::NONE, Delay::and)
}
