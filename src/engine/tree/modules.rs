//! Parts of a fault tree that share nothing with the rest, so that they are solved apart.
//!
//! A gate is a module when everything below it is reached through it alone (Dutuit and Rauzy, IEEE Trans. Reliability
//! 45, 1996): between the first and the last visit of the gate, a search meets all that is below and nothing of it
//! before or after.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: every index is a node numbered here, and nodes are counted in u32"
)]

use super::dag::{Dag, Forge, Kind, Knot, Literal, node};

/// Rounds of making modules; a new module may let another one appear.
const ROUNDS: usize = 8;

/// Whether each node is a leaf or a module: by node, the constant included.
pub(super) fn closed(dag: &Dag) -> Vec<bool> {
    let nodes = dag.nodes();
    let (mut first, mut last, mut done) = (vec![0_u32; nodes], vec![0_u32; nodes], vec![0_u32; nodes]);
    let mut clock = 1;
    let mut path: Vec<(usize, usize)> = vec![(node(dag.top), 0)];
    first[node(dag.top)] = clock;
    while let Some((at, next)) = path.last_mut() {
        let at = *at;
        if let Some(arg) = dag.gate(at).and_then(|gate| gate.args.get(*next)) {
            *next += 1;
            clock += 1;
            let below = node(*arg);
            last[below] = clock;
            if first[below] == 0 {
                first[below] = clock;
                path.push((below, 0));
            }
        } else {
            clock += 1;
            done[at] = clock;
            last[at] = clock.max(last[at]);
            path.pop();
        }
    }
    // The earliest and latest visit of anything strictly below; children come before parents.
    let (mut earliest, mut latest) = (vec![u32::MAX; nodes], vec![0_u32; nodes]);
    let mut is_closed = vec![true; nodes];
    for at in dag.leaves + 1..nodes {
        for arg in dag.gate(at).into_iter().flat_map(|gate| &gate.args) {
            let below = node(*arg);
            earliest[at] = earliest[at].min(first[below]).min(earliest[below]);
            latest[at] = latest[at].max(last[below]).max(latest[below]);
        }
        is_closed[at] = earliest[at] > first[at] && latest[at] < done[at];
    }
    is_closed
}

/// A module as a DAG of its own.
#[derive(Debug)]
pub(super) struct Module {
    /// Its function; leaf `i + 1` stands for `parts[i]`.
    pub(super) dag: Dag,
    /// The nodes of the whole DAG that are its leaves: leaves and other modules.
    pub(super) parts: Vec<u32>,
    /// The node of the whole DAG that it is.
    pub(super) node: u32,
}

/// The modules of a DAG, each after those that are its parts.
pub(super) fn split(dag: &Dag) -> Vec<Module> {
    let is_closed = closed(dag);
    let first = dag.leaves + 1;
    // The module that each gate is part of.
    let mut owner: Vec<u32> = (0..dag.nodes() as u32).collect();
    for at in (first..dag.nodes()).rev() {
        for arg in dag.gate(at).into_iter().flat_map(|gate| &gate.args) {
            if !is_closed[node(*arg)] {
                owner[node(*arg)] = owner[at];
            }
        }
    }
    let mut gates: Vec<Vec<u32>> = vec![Vec::new(); dag.nodes()];
    (first..dag.nodes()).for_each(|at| gates[owner[at] as usize].push(at as u32));
    let mut local = vec![0_u32; dag.nodes()];
    let mut modules = Vec::new();
    for (at, gates) in gates.into_iter().enumerate().filter(|(_, gates)| !gates.is_empty()) {
        let args = || gates.iter().filter_map(|gate| dag.gate(*gate as usize)).flat_map(|gate| &gate.args);
        let mut parts: Vec<u32> = args().map(|arg| arg >> 1).filter(|arg| is_closed[*arg as usize]).collect();
        parts.sort_unstable();
        parts.dedup();
        parts.iter().zip(1..).for_each(|(part, number)| local[*part as usize] = number);
        gates.iter().zip(parts.len() as u32 + 1..).for_each(|(gate, number)| local[*gate as usize] = number);
        let knots = gates.iter().filter_map(|gate| dag.gate(*gate as usize)).map(|gate| Knot {
            kind: gate.kind,
            args: gate.args.iter().map(|arg| local[node(*arg)] << 1 | arg & 1).collect(),
        });
        let knots: Vec<Knot> = knots.collect();
        let top = ((parts.len() + knots.len()) as u32) << 1;
        modules.push(Module { dag: Dag { leaves: parts.len(), gates: knots, top }, parts, node: at as u32 });
    }
    modules
}

/// The same function with more modules: inputs that always occur together become one, and so do the parts of a gate that
/// share nothing with its other inputs.
pub(super) fn grouped(mut dag: Dag) -> Dag {
    for _ in 0..ROUNDS {
        let groups = groups(&dag);
        if groups.is_empty() {
            break;
        }
        dag = regrouped(&dag, &groups);
    }
    dag
}

/// Inputs to take together, and the gates in which they are.
struct Group {
    inputs: Vec<Literal>,
    gates: Vec<u32>,
}

fn groups(dag: &Dag) -> Vec<Group> {
    let is_closed = closed(dag);
    let mut parents: Vec<Vec<u32>> = vec![Vec::new(); dag.nodes() * 2];
    for (at, gate) in dag.gates.iter().enumerate() {
        gate.args.iter().for_each(|arg| parents[*arg as usize].push(at as u32));
    }
    let mut groups = together(dag, &is_closed, &parents);
    if groups.is_empty() {
        groups = apart(dag, &is_closed);
    }
    groups
}

/// Leaves and modules that are inputs of the same "and" gates and of nothing else.
fn together(dag: &Dag, is_closed: &[bool], parents: &[Vec<u32>]) -> Vec<Group> {
    let is_in_and = |literal: Literal| {
        let (mine, other) = (&parents[literal as usize], &parents[(literal ^ 1) as usize]);
        !mine.is_empty() && other.is_empty() && mine.iter().all(|at| dag.gates[*at as usize].kind == Kind::And)
    };
    let mut alike: Vec<Literal> =
        (2..dag.nodes() as u32 * 2).filter(|literal| is_closed[node(*literal)] && is_in_and(*literal)).collect();
    alike.sort_by(|a, b| parents[*a as usize].cmp(&parents[*b as usize]).then(a.cmp(b)));
    alike
        .chunk_by(|a, b| parents[*a as usize] == parents[*b as usize])
        .map(|inputs| Group { inputs: inputs.to_vec(), gates: parents[inputs[0] as usize].clone() })
        .filter(|group| {
            let is_whole = |at: &u32| dag.gates[*at as usize].args.len() == group.inputs.len();
            group.inputs.len() > 1 && !(group.gates.len() == 1 && group.gates.iter().all(is_whole))
        })
        .collect()
}

/// Inputs of a module that share something with each other and nothing with its other inputs.
fn apart(dag: &Dag, is_closed: &[bool]) -> Vec<Group> {
    let first = dag.leaves + 1;
    // Nodes linked by a gate that is no module share something.
    let mut leader: Vec<u32> = (0..dag.nodes() as u32).collect();
    let find = |leader: &mut Vec<u32>, mut at: u32| {
        while leader[at as usize] != at {
            leader[at as usize] = leader[leader[at as usize] as usize];
            at = leader[at as usize];
        }
        at
    };
    for (at, gate) in dag.gates.iter().enumerate().filter(|(at, _)| !is_closed[first + at]) {
        for arg in &gate.args {
            let (a, b) = (find(&mut leader, (first + at) as u32), find(&mut leader, node(*arg) as u32));
            leader[a as usize] = b;
        }
    }
    let mut groups = Vec::new();
    for (at, gate) in dag.gates.iter().enumerate() {
        if gate.kind != Kind::And || !is_closed[first + at] {
            continue;
        }
        let mut inputs: Vec<(u32, Literal)> =
            gate.args.iter().map(|arg| (find(&mut leader, node(*arg) as u32), *arg)).collect();
        inputs.sort_unstable();
        for part in inputs.chunk_by(|a, b| a.0 == b.0) {
            if part.len() > 1 && part.len() < inputs.len() {
                groups.push(Group { inputs: part.iter().map(|(_, arg)| *arg).collect(), gates: vec![at as u32] });
            }
        }
    }
    groups
}

/// The DAG with a new gate for each group.
fn regrouped(dag: &Dag, groups: &[Group]) -> Dag {
    let mut of_gate: Vec<Vec<u32>> = vec![Vec::new(); dag.gates.len()];
    for (number, group) in groups.iter().enumerate() {
        group.gates.iter().for_each(|at| of_gate[*at as usize].push(number as u32));
    }
    let mut forge = Forge::new(dag.leaves);
    let mut made: Vec<Literal> = (0..=dag.leaves as u32).map(|leaf| leaf << 1).collect();
    let mut is_grouped = vec![false; dag.nodes() * 2];
    for (gate, mine) in dag.gates.iter().zip(&of_gate) {
        let of = |made: &[Literal], arg: &Literal| made[node(*arg)] ^ arg & 1;
        let mut args = Vec::new();
        let members = || mine.iter().flat_map(|group| &groups[*group as usize].inputs);
        members().for_each(|arg| is_grouped[*arg as usize] = true);
        args.extend(gate.args.iter().filter(|arg| !is_grouped[**arg as usize]).map(|arg| of(&made, arg)));
        members().for_each(|arg| is_grouped[*arg as usize] = false);
        for group in mine {
            let inner = groups[*group as usize].inputs.iter().map(|arg| of(&made, arg)).collect();
            args.push(forge.and(inner));
        }
        made.push(match gate.kind {
            Kind::And => forge.and(args),
            Kind::AtLeast(k) => forge.at_least(k, args),
            Kind::Xor => forge.xor(args),
        });
    }
    let top = made[node(dag.top)] ^ dag.top & 1;
    forge.finish(top)
}
