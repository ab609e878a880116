//! The journeys as functions of components as others see them: one variable for each component and delay after which it
//! is felt, and one for each switch. What every other diagram is made from.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: components are numbered, at most a thousand, and every index is such a number"
)]

use super::bdd::{Bdd, Diagram, Node};
use super::delay::Delay;
use super::structure::{Graph, Spread};
use super::views::Views;
use crate::model::ZoneId;
use crate::model::ordered::{self, Map};

/// The journeys over components as they are seen.
#[derive(Debug)]
pub(super) struct Seen {
    /// The components (by number) that a journey reaches, in the order of their variables.
    pub(super) components: Vec<u32>,
    /// By component's number: the delays after which it is felt.
    pub(super) delays: Vec<Vec<Delay>>,
    /// Some delays count as shorter than they are.
    pub(super) is_cut: bool,
    /// Journeys that a soft link lies on; they have a second root, "works, but not in full", after those of all journeys.
    pub(super) in_full: Vec<u32>,
    /// One root per journey, then those of `in_full`. Levels follow the components: each at once and after its delays, then
    /// its switches.
    pub(super) diagram: Diagram,
    /// Nodes that it took, those of other orders too.
    pub(super) spent: usize,
}

/// No order is good everywhere. So both are tried with little room, then with more, and at last the one that is better for large plans with all there is:
/// the divisor of the budget, and whether only what comes between single points is drawn together.
const ATTEMPTS: [(usize, bool); 5] = [(32, false), (32, true), (8, false), (8, true), (1, true)];

impl Seen {
    /// None: it needs more than `budget` nodes.
    pub(super) fn new(graph: &Graph, budget: usize) -> Option<Self> {
        let views = Views::new(graph);
        let singles = views.graph.single_points();
        let orders = [views.graph.order(), views.graph.order_between(&singles)];
        // Without alternatives there is nothing to try.
        let attempts = if views.graph.has_sets() { &ATTEMPTS[..] } else { &ATTEMPTS[4..] };
        let mut spent = 0;
        for (share, between) in attempts {
            let nodes = &orders[usize::from(*between)];
            let mut bdd = Bdd::new(budget / share);
            let seen =
                Self::in_order(graph, (&views, &singles), views.delays(nodes), views.components(nodes), &mut bdd);
            spent += bdd.made();
            if let Some(seen) = seen {
                return Some(Self { spent, ..seen });
            }
        }
        None
    }

    /// With components that have the same zones next to each other: good where far apart components share zones.
    pub(super) fn with_zones_together(graph: &Graph, spread: &[Spread], budget: usize) -> Option<Self> {
        let views = Views::new(graph);
        let nodes = views.graph.order();
        let mut components = views.components(&nodes);
        let mut first_use: Map<ZoneId, usize> = Map::new();
        for zone in components.iter().flat_map(|at| &spread[*at as usize].zones) {
            let next = first_use.len();
            first_use.or_insert(*zone, next);
        }
        let last_zone = |at: &u32| spread[*at as usize].zones.iter().filter_map(|zone| first_use.get(zone)).max();
        ordered::sort_by_key(&mut components, last_zone);
        let (singles, delays) = (views.graph.single_points(), views.delays(&nodes));
        Self::in_order(graph, (&views, &singles), delays, components, &mut Bdd::new(budget))
    }

    fn in_order(
        graph: &Graph,
        (views, singles): (&Views, &[Vec<u32>]),
        delays: Vec<Vec<Delay>>,
        components: Vec<u32>,
        bdd: &mut Bdd,
    ) -> Option<Self> {
        let mut first = vec![0_u32; graph.components.len()];
        let mut switches = vec![Node::FALSE; graph.switches.len()];
        let mut levels = 0;
        for at in components.iter().map(|at| *at as usize) {
            first[at] = levels;
            levels += 1 + delays[at].len() as u32;
            for number in graph.switches_of(at as u32) {
                switches[number as usize] = bdd.variable(levels)?;
                levels += 1;
            }
        }
        let mut roots = views.graph.build(singles, bdd, &views.views, &switches, |bdd, view| {
            let at = view.component as usize;
            bdd.variable(first[at] + depth(&delays[at], view.after))
        })?;
        // What does not work in full, but works: formed as a function, so that nothing is lost in a difference.
        let journeys = graph.journeys.len();
        for (second, first) in views.in_full.iter().enumerate() {
            let (down, not_in_full) = (roots[*first as usize], roots[journeys + second]);
            roots[journeys + second] = bdd.ite(down, Node::FALSE, not_in_full)?;
        }
        let (diagram, in_full) = (bdd.pack(&roots), views.in_full.clone());
        Some(Self { components, delays, is_cut: views.is_cut, in_full, diagram, spent: 0 })
    }

    /// At once, and after each delay of a component.
    pub(super) fn felt(&self, at: u32) -> impl Iterator<Item = Delay> {
        std::iter::once(Delay::NONE).chain(self.delays[at as usize].iter().copied())
    }
}

/// How many of the nested variables must hold for an outage to be felt after a delay.
pub(super) fn depth(delays: &[Delay], after: Delay) -> u32 {
    delays.iter().filter(|delay| **delay <= after).count() as u32
}
