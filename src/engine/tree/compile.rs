//! From a fault tree to one diagram per module.
//!
//! Several orders of variables start under a small cap of nodes; as the cap grows, those that have come least far are
//! dropped. Every order makes the same gates in the same sequence, so how far one has come is comparable.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: every index is a node numbered here, and nodes are counted in u32"
)]

use std::cmp::Reverse;

use super::dag::{Dag, Kind, node};
use super::diagram::{Bdd, Cell, Edge};
use super::modules::{self, Module};
use super::order::{self, Heuristic};
use super::{Tree, limits, simplify};

/// What happens independently of everything else in a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The basic event of this number.
    Event(u32),
    /// The module of this number, which is an earlier one.
    Module(u32),
}

/// A function of independent sources as a diagram.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// What each level stands for.
    pub(super) sources: Vec<Source>,
    /// Children first; cell 0 is the constant.
    pub(super) cells: Vec<Cell>,
    /// Plain when `low` and `high` are the same.
    pub(super) low: Edge,
    /// The function itself, or one that is never less where the nodes did not suffice.
    pub(super) high: Edge,
}

impl Part {
    /// It is the function itself.
    pub(super) fn is_exact(&self) -> bool {
        self.low == self.high
    }
}

/// What the top of a tree comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Top {
    /// It always or never happens.
    Certain(bool),
    /// As this source, or its negation.
    Source(Source, bool),
}

/// A fault tree as diagrams: what probabilities, importance and cut sets are read from.
#[derive(Debug, Clone)]
pub struct Compiled {
    pub(super) events: usize,
    /// Each after those that it uses.
    pub(super) parts: Vec<Part>,
    pub(super) top: Top,
}

impl Compiled {
    /// The diagrams of a tree whose events have the probabilities `u`, from at most `nodes` nodes per module.
    ///
    /// The probabilities matter only where the nodes do not suffice: then they say what may be left out.
    pub fn new(tree: &Tree, u: &[f64], nodes: usize) -> Self {
        let mut dag = modules::grouped(simplify::simplified(Dag::new(tree)));
        // Grouping may bring together what can be simplified again, and the other way round.
        dag = modules::grouped(simplify::simplified(dag));
        let mut made: Vec<(Source, u32)> = Vec::new();
        made.resize(dag.nodes(), (Source::Event(0), 0));
        for event in 0..dag.leaves as u32 {
            made[event as usize + 1] = (Source::Event(event), 0);
        }
        let mut compiled = Self { events: dag.leaves, parts: Vec::new(), top: Top::Certain(dag.top & 1 == 1) };
        for module in modules::split(&dag) {
            let sources: Vec<(Source, u32)> = module.parts.iter().map(|at| made[*at as usize]).collect();
            let (part, sign) = match exact(&module, &sources, nodes) {
                Some(done) => done,
                None => (super::bounds::sandwich(&compiled, u, &module, &sources, nodes), 0),
            };
            made[module.node as usize] = (Source::Module(compiled.parts.len() as u32), sign);
            compiled.parts.push(part);
        }
        if node(dag.top) != 0 {
            let (source, sign) = made[node(dag.top)];
            compiled.top = Top::Source(source, (dag.top & 1) ^ sign == 1);
        }
        compiled
    }

    /// Nodes of all diagrams together.
    pub fn nodes(&self) -> usize {
        self.parts.iter().map(|part| part.cells.len() - 1).sum()
    }

    /// The nodes sufficed everywhere.
    pub fn is_exact(&self) -> bool {
        self.parts.iter().all(Part::is_exact)
    }
}

/// The module as a plain function, and whether it is negated. None: out of nodes.
fn exact(module: &Module, sources: &[(Source, u32)], nodes: usize) -> Option<(Part, u32)> {
    let attempt = race(&module.dag, sources, nodes)?;
    let root = attempt.made[node(module.dag.top)].signed(module.dag.top & 1);
    let sign = root.0 & 1;
    let (cells, roots) = attempt.bdd.pack(&[root.signed(sign)]);
    let sources = attempt.order.iter().map(|leaf| sources[*leaf as usize - 1].0).collect();
    Some((Part { sources, cells, low: roots[0], high: roots[0] }, sign))
}

/// A diagram under one order, as far as it has come.
struct Attempt {
    /// How promising it was before it began; the least first.
    rank: usize,
    order: Vec<u32>,
    bdd: Bdd,
    /// The function of each node made so far.
    made: Vec<Edge>,
}

impl Attempt {
    fn new(dag: &Dag, sources: &[(Source, u32)], order: Vec<u32>, rank: usize) -> Option<Self> {
        let mut bdd = Bdd::new(order.len() + 1);
        let mut made = vec![Edge::NEVER; dag.leaves + 1];
        for (level, leaf) in order.iter().enumerate() {
            made[*leaf as usize] = bdd.variable(level as u32)?.signed(sources[*leaf as usize - 1].1);
        }
        Some(Self { rank, order, bdd, made })
    }

    /// Goes on until all is made or the diagram has `cap` nodes; whether all is made.
    fn advance(&mut self, dag: &Dag, cap: usize) -> bool {
        self.bdd.set_budget(cap);
        while let Some(gate) = dag.gate(self.made.len()) {
            let args = gate.args.iter().map(|arg| self.made[node(*arg)].signed(arg & 1)).collect();
            let Some(value) = combined(&mut self.bdd, gate.kind, args) else { return false };
            self.made.push(value);
        }
        true
    }
}

/// The attempt that gets through first. None: none does within `nodes`.
///
/// Chancy orders are good at once or not at all, so they are given up first. How far the others have come early on tells
/// which goes on; if that one does not get through either, the rest have their turn.
fn race(dag: &Dag, sources: &[(Source, u32)], nodes: usize) -> Option<Attempt> {
    let mut cap = limits::FIRST_CAP.min(nodes);
    let mut steady: Vec<Attempt> = Vec::new();
    let mut chancy: Vec<Attempt> = Vec::new();
    for (orders, attempts) in [(Heuristic::STEADY, &mut steady), (Heuristic::CHANCY, &mut chancy)] {
        for (rank, heuristic) in orders.iter().enumerate() {
            attempts.push(Attempt::new(dag, sources, order::order(dag, *heuristic), rank)?);
            if let Some(first) = first_through(attempts, rank, dag, cap) {
                return Some(first);
            }
        }
    }
    while cap < nodes {
        cap = (cap * 2).min(nodes);
        let wide = if cap <= limits::WIDE_CAP { steady.len() } else { 1 };
        let long = if cap <= limits::CHANCY_CAP { 1 } else { 0 };
        for (attempts, count) in [(&mut steady, wide), (&mut chancy, long)] {
            // Where they have come equally far the one named first goes on.
            attempts.sort_by_key(|attempt| (Reverse(attempt.made.len()), attempt.rank));
            for at in 0..count {
                if let Some(first) = first_through(attempts, at, dag, cap) {
                    return Some(first);
                }
            }
        }
        if cap >= limits::LONE_CAP {
            break;
        }
    }
    let mut rest: Vec<Attempt> = steady.into_iter().chain(chancy).collect();
    while cap < nodes {
        // Whoever is slow at first pays late, if at all, so the last goes first: das9701 of Aralia takes half as long.
        for at in (0..rest.len()).rev() {
            if let Some(first) = first_through(&mut rest, at, dag, cap) {
                return Some(first);
            }
        }
        // What is behind now will hardly come first.
        rest.sort_by_key(|attempt| (Reverse(attempt.made.len()), attempt.rank));
        rest.truncate(limits::LATE_ORDERS);
        cap = cap.saturating_mul(limits::LATE_GROWTH).min(nodes);
    }
    (0..rest.len()).find_map(|at| first_through(&mut rest, at, dag, cap))
}

/// Lets one attempt go on to `cap` nodes, and takes it out if that is enough.
fn first_through(attempts: &mut Vec<Attempt>, at: usize, dag: &Dag, cap: usize) -> Option<Attempt> {
    // Its variables are free: every order needs them.
    if attempts[at].advance(dag, cap + dag.leaves) { Some(attempts.swap_remove(at)) } else { None }
}

/// A gate over functions. None: out of nodes.
pub(super) fn combined(bdd: &mut Bdd, kind: Kind, mut args: Vec<Edge>) -> Option<Edge> {
    // From the deepest up, so that each step walks only the new function.
    args.sort_by_key(|arg| Reverse((bdd.level(*arg), *arg)));
    match kind {
        Kind::And => args.into_iter().try_fold(Edge::ALWAYS, |all, arg| bdd.and(arg, all)),
        Kind::Xor => args.into_iter().try_fold(Edge::NEVER, |odd, arg| bdd.ite(arg, odd.not(), odd)),
        Kind::AtLeast(k) => at_least(bdd, k as usize, &args),
    }
}

fn at_least(bdd: &mut Bdd, k: usize, args: &[Edge]) -> Option<Edge> {
    // reached[j]: at least j of those seen have happened.
    let mut reached = vec![Edge::NEVER; k + 1];
    reached[0] = Edge::ALWAYS;
    for (seen, arg) in args.iter().enumerate() {
        // What the rest can no longer lift to k is not needed.
        let least = (k + seen + 1).saturating_sub(args.len()).max(1);
        for j in (least..=k.min(seen + 1)).rev() {
            reached[j] = bdd.ite(*arg, reached[j - 1], reached[j])?;
        }
    }
    Some(reached[k])
}
