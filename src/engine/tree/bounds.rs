//! Two functions around one that is too large: below and above it, and as near as the nodes allow.
//!
//! Every gate is held by a lower and an upper function. Where one grows too large, the nodes that few paths reach are
//! replaced by "never" in the lower and by "always" in the upper one. The work is bounded by the gates alone.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: every index is a node or a cell made here, and nodes are counted in u32"
)]

use super::chance::{self, Chance};
use super::compile::{Compiled, Part, Source, combined};
use super::dag::{Dag, Kind, Literal, node};
use super::diagram::{BOTTOM, Bdd, Cell, Edge};
use super::limits;
use super::modules::Module;
use super::order::{self, Heuristic};

/// A packed function.
#[derive(Debug, Clone)]
struct Packed {
    cells: Vec<Cell>,
    root: Edge,
}

/// A function below and one above.
#[derive(Debug, Clone)]
struct Bounds {
    low: Packed,
    high: Packed,
}

/// A side of the bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::High => Self::Low,
        }
    }

    /// What stands for a node that is left out.
    fn stand_in(self) -> Edge {
        match self {
            Self::Low => Edge::NEVER,
            Self::High => Edge::ALWAYS,
        }
    }
}

/// A module held between two functions.
pub(super) fn sandwich(
    compiled: &Compiled,
    u: &[f64],
    module: &Module,
    sources: &[(Source, u32)],
    nodes: usize,
) -> Part {
    let dag = &module.dag;
    let order = order::order(dag, Heuristic::Weight);
    let by_level: Vec<Source> = order.iter().map(|leaf| sources[*leaf as usize - 1].0).collect();
    let ranges = chance::ranges(by_level.iter().copied(), u, &compiled.part_ranges(u));
    // What matters here is only what is left out, so any chance between the bounds does.
    let levels: Vec<Chance> = ranges.iter().map(|range| range.high).collect();
    let mut made: Vec<Bounds> = Vec::with_capacity(dag.nodes());
    made.push(Bounds { low: constant(Edge::NEVER), high: constant(Edge::NEVER) });
    made.resize(dag.leaves + 1, made[0].clone());
    for (level, leaf) in order.iter().enumerate() {
        let cell = Cell { level: level as u32, low: 0, high: 1 };
        let root = Edge(1 << 1).signed(sources[*leaf as usize - 1].1);
        let packed = Packed { cells: vec![constant(Edge::NEVER).cells[0], cell], root };
        made[*leaf as usize] = Bounds { low: packed.clone(), high: packed };
    }
    let mut work = Work { left: limits::BOUND_WORK, most: limits::BOUND_NODES.min(nodes) };
    for gate in &dag.gates {
        let mut side = |side| bound(&made, gate.kind, &gate.args, side, &levels, &mut work);
        let bounds = Bounds { low: side(Side::Low), high: side(Side::High) };
        made.push(bounds);
    }
    joined(dag, &made, by_level)
}

/// Nodes that may still be made. One gate gets a share of what is left, so it is never spent.
struct Work {
    left: usize,
    most: usize,
}

impl Work {
    fn room(&self) -> usize {
        self.most.min((self.left / limits::BOUND_SHARE).max(limits::LEAST_BOUND_NODES))
    }

    fn spend(&mut self, bdd: &Bdd) {
        self.left = self.left.saturating_sub(bdd.made());
    }
}

fn constant(root: Edge) -> Packed {
    Packed { cells: vec![Cell { level: BOTTOM, low: 0, high: 0 }], root }
}

/// Both bounds of the top in one diagram.
fn joined(dag: &Dag, made: &[Bounds], sources: Vec<Source>) -> Part {
    let (low, high) = (of(made, dag.top, Side::Low), of(made, dag.top, Side::High));
    let mut bdd = Bdd::new(low.0.cells.len() + high.0.cells.len());
    let mut take = |(packed, sign): (&Packed, u32)| {
        let taken = bdd.unpack(&packed.cells)?;
        Some(taken[packed.root.node()].signed(packed.root.0 & 1).signed(sign))
    };
    let low = take(low).unwrap_or(Edge::NEVER);
    let high = take(high).unwrap_or(Edge::ALWAYS);
    let (cells, roots) = bdd.pack(&[low, high]);
    Part { sources, cells, low: roots[0], high: roots[1] }
}

/// The function that bounds a literal on one side: that of a negated one comes from the other side.
fn of(made: &[Bounds], literal: Literal, side: Side) -> (&Packed, u32) {
    let side = if literal & 1 == 1 { side.other() } else { side };
    let bounds = &made[node(literal)];
    let packed = match side {
        Side::Low => &bounds.low,
        Side::High => &bounds.high,
    };
    (packed, literal & 1)
}

/// One bound of a gate. Where it takes too many nodes, its inputs are cut down first, in the end to nothing.
fn bound(made: &[Bounds], kind: Kind, args: &[Literal], side: Side, levels: &[Chance], work: &mut Work) -> Packed {
    if kind == Kind::Xor {
        return odd(made, args, side, levels, work);
    }
    let mut inputs: Vec<(Packed, u32)> = args
        .iter()
        .map(|arg| {
            let (packed, sign) = of(made, *arg, side);
            (packed.clone(), sign)
        })
        .collect();
    let mut kept = limits::KEPT;
    while kept > 0 {
        let mut bdd = Bdd::new(work.room());
        let taken: Option<Vec<Edge>> = inputs.iter().map(|(packed, sign)| take(&mut bdd, packed, *sign)).collect();
        let done = taken.and_then(|args| combined(&mut bdd, kind, args));
        work.spend(&bdd);
        if let Some(root) = done {
            let (cells, roots) = bdd.pack(&[root]);
            return trimmed(Packed { cells, root: roots[0] }, side, levels, limits::KEPT);
        }
        kept /= 2;
        for (packed, sign) in &mut inputs {
            let side = if *sign == 1 { side.other() } else { side };
            let whole = std::mem::replace(packed, constant(Edge::NEVER));
            *packed = trimmed(whole, side, levels, kept);
        }
    }
    constant(side.stand_in())
}

/// One bound of "an odd number of": it rises and falls with its inputs, so it is only known where they are exact.
fn odd(made: &[Bounds], args: &[Literal], side: Side, levels: &[Chance], work: &mut Work) -> Packed {
    let mut bdd = Bdd::new(work.room());
    let exact = |bdd: &mut Bdd, arg: &Literal| {
        let bounds = &made[node(*arg)];
        let low = take(bdd, &bounds.low, arg & 1)?;
        (take(bdd, &bounds.high, arg & 1)? == low).then_some(low)
    };
    let taken: Option<Vec<Edge>> = args.iter().map(|arg| exact(&mut bdd, arg)).collect();
    let done = taken.and_then(|args| combined(&mut bdd, Kind::Xor, args));
    work.spend(&bdd);
    match done {
        Some(root) => {
            let (cells, roots) = bdd.pack(&[root]);
            trimmed(Packed { cells, root: roots[0] }, side, levels, limits::KEPT)
        }
        None => constant(side.stand_in()),
    }
}

fn take(bdd: &mut Bdd, packed: &Packed, sign: u32) -> Option<Edge> {
    let taken = bdd.unpack(&packed.cells)?;
    Some(taken[packed.root.node()].signed(packed.root.0 & 1).signed(sign))
}

/// A function of at most about `kept` nodes on the given side of another one.
fn trimmed(packed: Packed, side: Side, levels: &[Chance], kept: usize) -> Packed {
    if packed.cells.len() <= kept {
        return packed;
    }
    let loss = losses(&packed, side, levels);
    let mut ranked = loss.clone();
    let (_, limit, _) = ranked.select_nth_unstable_by(kept, |a, b| b.total_cmp(a));
    let limit = *limit;
    // Each cell from below and from above, the ones that cost least being left out.
    let mut bdd = Bdd::new(packed.cells.len() * 2);
    let mut around = vec![[Edge::NEVER; 2]; packed.cells.len()];
    let side_of = |around: &[[Edge; 2]], edge: u32, side: Side| {
        let edge = Edge(edge);
        let side = if edge.is_negated() { side.other() } else { side };
        around[edge.node()][usize::from(side == Side::High)].signed(edge.0 & 1)
    };
    for (at, cell) in packed.cells.iter().enumerate().skip(1) {
        around[at] = [Side::Low, Side::High].map(|side| {
            if loss[at] <= limit {
                return side.stand_in();
            }
            let (low, high) = (side_of(&around, cell.low, side), side_of(&around, cell.high, side));
            bdd.choice(cell.level, low, high).unwrap_or(side.stand_in())
        });
    }
    let root = side_of(&around, packed.root.0, side);
    let (cells, roots) = bdd.pack(&[root]);
    Packed { cells, root: roots[0] }
}

/// What leaving out each cell would cost: the chance of the paths that come to it, and that it matters there.
fn losses(packed: &Packed, side: Side, levels: &[Chance]) -> Vec<f64> {
    let values = chance::sweep(&packed.cells, levels);
    let mut reach = vec![[0.0_f64; 2]; values.len()];
    reach[packed.root.node()][usize::from(packed.root.is_negated())] = 1.0;
    let mut loss = vec![f64::INFINITY; values.len()];
    for at in (1..values.len()).rev() {
        let cell = packed.cells[at];
        let level = levels[cell.level as usize];
        for sign in 0..2 {
            let mass = reach[at][sign];
            for (edge, share) in [(cell.low, level.no), (cell.high, level.yes)] {
                let edge = Edge(edge).signed(sign as u32);
                reach[edge.node()][usize::from(edge.is_negated())] += mass * share;
            }
        }
        let value = match side {
            Side::Low => values[at],
            Side::High => values[at].negated(),
        };
        loss[at] = reach[at][0] * value.yes + reach[at][1] * value.no;
    }
    loss
}
