//! Orders of variables. None is good for every tree, so several are tried.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a kernel: every index is a node numbered here, and nodes are counted in u32"
)]

use super::dag::{Dag, node};
use super::limits;

/// A way to find an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heuristic {
    /// Depth first, the inputs of each gate by their weight: the top's weight is handed down in equal shares (Minato).
    Weight,
    /// Depth first, the least deep input of each gate first.
    Shallow,
    /// By distance from the top.
    Breadth,
    /// Nodes drawn to the middle of their gates again and again, from another order (FORCE, Aloul et al. 2003).
    Drawn(Start),
}

/// Where [`Heuristic::Drawn`] begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// At [`Heuristic::Weight`].
    Weight,
    /// Depth first, the smallest input of each gate first.
    Small,
}

impl Heuristic {
    /// Those that are seldom bad, the more promising first.
    pub(super) const STEADY: &[Self] = &[Self::Weight, Self::Shallow];
    /// Those that are very good at times, and otherwise very bad.
    pub(super) const CHANCY: &[Self] = &[Self::Drawn(Start::Small), Self::Drawn(Start::Weight), Self::Breadth];
}

/// The leaves, as nodes, in the order of a heuristic.
pub(super) fn order(dag: &Dag, heuristic: Heuristic) -> Vec<u32> {
    match heuristic {
        Heuristic::Weight => depth_first(dag, &negated(weights(dag))),
        Heuristic::Shallow => depth_first(dag, &depths(dag)),
        Heuristic::Breadth => breadth_first(dag),
        Heuristic::Drawn(Start::Weight) => drawn(dag, order(dag, Heuristic::Weight)),
        Heuristic::Drawn(Start::Small) => drawn(dag, depth_first(dag, &sizes(dag))),
    }
}

fn negated(mut figures: Vec<f64>) -> Vec<f64> {
    figures.iter_mut().for_each(|figure| *figure = -*figure);
    figures
}

/// Nodes below each node, counted once per path.
fn sizes(dag: &Dag) -> Vec<f64> {
    let mut sizes = vec![1.0; dag.nodes()];
    for (at, gate) in dag.gates.iter().enumerate() {
        sizes[dag.leaves + 1 + at] = 1.0 + gate.args.iter().map(|arg| sizes[node(*arg)]).sum::<f64>();
    }
    sizes
}

/// Gates on the longest way down from each node.
fn depths(dag: &Dag) -> Vec<f64> {
    let mut depths = vec![0.0; dag.nodes()];
    for (at, gate) in dag.gates.iter().enumerate() {
        depths[dag.leaves + 1 + at] = 1.0 + gate.args.iter().map(|arg| depths[node(*arg)]).fold(0.0, f64::max);
    }
    depths
}

/// The share of the top that comes down to each node.
fn weights(dag: &Dag) -> Vec<f64> {
    let mut weights = vec![0.0; dag.nodes()];
    weights[node(dag.top)] = 1.0;
    for (at, gate) in dag.gates.iter().enumerate().rev() {
        let share = weights[dag.leaves + 1 + at] / gate.args.len() as f64;
        gate.args.iter().for_each(|arg| weights[node(*arg)] += share);
    }
    weights
}

/// Leaves as a search meets them that takes the input with the least key first.
fn depth_first(dag: &Dag, keys: &[f64]) -> Vec<u32> {
    let mut seen = vec![false; dag.nodes()];
    let mut leaves = Vec::with_capacity(dag.leaves);
    let mut open = vec![node(dag.top)];
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        let Some(gate) = dag.gate(at) else {
            leaves.push(at as u32);
            continue;
        };
        let first = open.len();
        open.extend(gate.args.iter().map(|arg| node(*arg)));
        // The last one is taken first.
        open[first..].sort_by(|a, b| keys[*b].total_cmp(&keys[*a]).then(b.cmp(a)));
    }
    leaves
}

fn breadth_first(dag: &Dag) -> Vec<u32> {
    let mut seen = vec![false; dag.nodes()];
    let mut queue = vec![node(dag.top)];
    let mut next = 0;
    while let Some(at) = queue.get(next).copied() {
        next += 1;
        for arg in dag.gate(at).into_iter().flat_map(|gate| &gate.args) {
            if !std::mem::replace(&mut seen[node(*arg)], true) {
                queue.push(node(*arg));
            }
        }
    }
    queue.into_iter().filter(|at| *at <= dag.leaves).map(|at| at as u32).collect()
}

fn drawn(dag: &Dag, mut leaves: Vec<u32>) -> Vec<u32> {
    let first = dag.leaves + 1;
    let mut place = vec![0.0; dag.nodes()];
    leaves.iter().enumerate().for_each(|(at, leaf)| place[*leaf as usize] = at as f64);
    for (at, gate) in dag.gates.iter().enumerate() {
        place[first + at] = gate.args.iter().map(|arg| place[node(*arg)]).sum::<f64>() / gate.args.len() as f64;
    }
    let mut all: Vec<u32> = (1..dag.nodes() as u32).collect();
    settle(&mut all, &mut place);
    let (mut best, mut best_span, mut idle) = (place.clone(), span(dag, &place), 0);
    let mut uses = vec![0.0; dag.nodes()];
    for (at, gate) in dag.gates.iter().enumerate() {
        uses[first + at] += 1.0;
        gate.args.iter().for_each(|arg| uses[node(*arg)] += 1.0);
    }
    for _ in 0..limits::DRAWS {
        let mut pull = vec![0.0; dag.nodes()];
        for (at, gate) in dag.gates.iter().enumerate() {
            let sum: f64 = gate.args.iter().map(|arg| place[node(*arg)]).sum();
            let middle = (sum + place[first + at]) / (gate.args.len() + 1) as f64;
            pull[first + at] += middle;
            gate.args.iter().for_each(|arg| pull[node(*arg)] += middle);
        }
        all.iter().for_each(|at| place[*at as usize] = pull[*at as usize] / uses[*at as usize]);
        settle(&mut all, &mut place);
        let span = span(dag, &place);
        if span < best_span {
            (best_span, idle) = (span, 0);
            best.clone_from(&place);
        } else {
            idle += 1;
            if idle > limits::IDLE_DRAWS {
                break;
            }
        }
    }
    leaves.sort_by(|a, b| best[*a as usize].total_cmp(&best[*b as usize]));
    leaves
}

/// Sorts by place, and makes places whole.
fn settle(all: &mut [u32], place: &mut [f64]) {
    all.sort_by(|a, b| place[*a as usize].total_cmp(&place[*b as usize]).then(a.cmp(b)));
    all.iter().enumerate().for_each(|(at, node)| place[*node as usize] = at as f64);
}

/// How far the gates reach, all together.
fn span(dag: &Dag, place: &[f64]) -> f64 {
    let reach = |(at, gate): (usize, &super::dag::Knot)| {
        let own = place[dag.leaves + 1 + at];
        let places = || gate.args.iter().map(|arg| place[node(*arg)]);
        places().fold(own, f64::max) - places().fold(own, f64::min)
    };
    dag.gates.iter().enumerate().map(reach).sum()
}
