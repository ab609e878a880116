//! Orders of variables. None is good for every tree, so several are tried.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a kernel: every index is a node numbered here, and nodes are counted in u32"
)]

use super::dag::{Dag, Knot, node};
use crate::engine::arrange;

/// A way to find an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heuristic {
    /// Depth first, the inputs of each gate by their weight: the top's weight is handed down in equal shares (Minato).
    Weight,
    /// Depth first, the least deep input of each gate first.
    Shallow,
    /// By distance from the top.
    Breadth,
    /// Leaves and gates drawn together ([`arrange::drawn`]), from another order.
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
        Heuristic::Drawn(Start::Weight) => drawn(dag, &order(dag, Heuristic::Weight)),
        Heuristic::Drawn(Start::Small) => drawn(dag, &depth_first(dag, &sizes(dag))),
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

/// Leaves and gates drawn together, each gate with its inputs; of the row the leaves.
fn drawn(dag: &Dag, leaves: &[u32]) -> Vec<u32> {
    let first = dag.leaves + 1;
    let mut place = vec![0.0; dag.nodes()];
    leaves.iter().enumerate().for_each(|(at, leaf)| place[*leaf as usize] = at as f64);
    for (at, gate) in dag.gates.iter().enumerate() {
        place[first + at] = gate.args.iter().map(|arg| place[node(*arg)]).sum::<f64>() / gate.args.len() as f64;
    }
    let mut row: Vec<u32> = (1..dag.nodes() as u32).collect();
    row.sort_by(|a, b| place[*a as usize].total_cmp(&place[*b as usize]).then(a.cmp(b)));
    let group = |(gate, at): (&Knot, u32)| gate.args.iter().map(|arg| arg >> 1).chain([at]).collect();
    let groups: Vec<Vec<u32>> = dag.gates.iter().zip(first as u32..).map(group).collect();
    let mut row = arrange::drawn(row, &groups, dag.nodes());
    row.retain(|at| *at as usize <= dag.leaves);
    row
}
