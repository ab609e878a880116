//! Makes a fault tree smaller without changing its function.
//!
//! Below an "and", where one of its inputs is seen again, that input may be taken to hold: if it does not, the "and" is
//! lost whatever is below. This holds for every node that the top sees only through that "and" (it is dominated by it).

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: every index is a node numbered here, and nodes are counted in u32"
)]

use super::dag::{ALWAYS, Dag, Kind, Literal, NEVER, node};

/// Rounds of simplification; each makes the tree smaller or is the last.
const ROUNDS: usize = 16;

/// The same function, simplified until nothing more is found.
pub(super) fn simplified(mut dag: Dag) -> Dag {
    for _ in 0..ROUNDS {
        let next = assume(&dag);
        let is_smaller = next.size() < dag.size();
        dag = next;
        if !is_smaller {
            break;
        }
    }
    dag
}

/// The gate that dominates each gate most closely; gates by number, the top's own being itself.
fn dominators(dag: &Dag) -> Vec<u32> {
    const NONE: u32 = u32::MAX;
    let first = dag.leaves + 1;
    let mut above = vec![NONE; dag.gates.len()];
    let mut depth = vec![0_u32; dag.gates.len()];
    // The top is the last gate; parents come after their children.
    for at in (0..dag.gates.len()).rev() {
        if above[at] == NONE {
            above[at] = at as u32;
        } else {
            depth[at] = depth[above[at] as usize] + 1;
        }
        for arg in &dag.gates[at].args {
            let Some(below) = node(*arg).checked_sub(first) else { continue };
            let (mut a, mut b) = (at as u32, above[below]);
            if b == NONE {
                b = a;
            }
            while a != b {
                if depth[a as usize] >= depth[b as usize] {
                    a = above[a as usize];
                } else {
                    b = above[b as usize];
                }
            }
            above[below] = a;
        }
    }
    above
}

/// One round: every input that a dominating "and" has too becomes certain.
fn assume(dag: &Dag) -> Dag {
    let above = dominators(dag);
    let count = dag.gates.len();
    let mut below: Vec<Vec<u32>> = vec![Vec::new(); count];
    for (at, above) in above.iter().enumerate() {
        if *above as usize != at {
            below[*above as usize].push(at as u32);
        }
    }
    let mut args: Vec<Vec<Literal>> = dag.gates.iter().map(|gate| gate.args.clone()).collect();
    // Literals that hold where the search is.
    let mut holds = vec![false; dag.nodes() * 2];
    let mut marked: Vec<Vec<Literal>> = vec![Vec::new(); count];
    let mut path: Vec<(usize, usize)> = Vec::new();
    let enter = |at: usize, args: &mut [Vec<Literal>], holds: &mut [bool], marked: &mut [Vec<Literal>]| {
        for arg in &mut args[at] {
            if holds[*arg as usize] {
                *arg = ALWAYS;
            } else if holds[(*arg ^ 1) as usize] {
                *arg = NEVER;
            }
        }
        if dag.gates[at].kind == Kind::And {
            for arg in args[at].iter().filter(|arg| **arg > ALWAYS) {
                holds[*arg as usize] = true;
                marked[at].push(*arg);
            }
        }
    };
    if let Some(top) = count.checked_sub(1) {
        enter(top, &mut args, &mut holds, &mut marked);
        path.push((top, 0));
    }
    while let Some((at, next)) = path.last_mut() {
        let at = *at;
        if let Some(inner) = below[at].get(*next).map(|inner| *inner as usize) {
            *next += 1;
            enter(inner, &mut args, &mut holds, &mut marked);
            path.push((inner, 0));
        } else {
            marked[at].iter().for_each(|arg| holds[*arg as usize] = false);
            path.pop();
        }
    }
    dag.rebuilt(|at, mine| mine.clone_from(&args[at]))
}
