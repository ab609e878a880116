//! The inner form of a fault tree: few kinds of gates over signed numbers, equal gates made once.
//!
//! "Or" is a negated "and" of negated inputs, so that one rule serves both. Gates stand after what they need.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: every index is a node numbered here, and nodes are counted in u32"
)]

use super::{Input, Operator, Part, Tree};

/// A node with a sign: twice the node's number, plus one when it is negated.
pub(super) type Literal = u32;

/// Never; node 0 is the constant.
pub(super) const NEVER: Literal = 0;
/// Always.
pub(super) const ALWAYS: Literal = 1;

/// The number of a literal's node.
pub(super) fn node(literal: Literal) -> usize {
    (literal >> 1) as usize
}

/// The kinds of gates that are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    And,
    /// At least so many, more than one and less than all.
    AtLeast(u32),
    Xor,
}

/// A gate over literals, in ascending order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Knot {
    pub(super) kind: Kind,
    pub(super) args: Vec<Literal>,
}

/// Gates over leaves: node 0 is the constant, nodes 1 to `leaves` are leaves, the gate at `i` is node `leaves + 1 + i`.
///
/// Gates refer only to nodes before them, and all are reached from `top`.
#[derive(Debug, Clone)]
pub(super) struct Dag {
    pub(super) leaves: usize,
    pub(super) gates: Vec<Knot>,
    pub(super) top: Literal,
}

impl Dag {
    /// The tree with constants folded, equal gates merged and every chain of "and" made one gate.
    pub(super) fn new(tree: &Tree) -> Self {
        let leaves = tree.events as usize;
        let mut forge = Forge::new(leaves);
        let mut made = vec![NEVER; tree.gates.len()];
        let literal = |made: &[Literal], input: &Input| match input.part {
            Part::Event(event) => (event + 1) << 1 | u32::from(input.is_negated),
            Part::Gate(gate) => made[gate as usize] ^ u32::from(input.is_negated),
        };
        for at in upward(tree).unwrap_or_default() {
            let gate = &tree.gates[at as usize];
            let mut args: Vec<Literal> = gate.inputs.iter().map(|input| literal(&made, input)).collect();
            made[at as usize] = match gate.operator {
                Operator::And => forge.and(args),
                Operator::Or => {
                    args.iter_mut().for_each(|arg| *arg ^= 1);
                    forge.and(args) ^ 1
                }
                Operator::AtLeast(k) => forge.at_least(k, args),
                Operator::Xor => forge.xor(args),
            };
        }
        let top = literal(&made, &tree.top);
        forge.finish(top)
    }

    /// Nodes, the constant and the leaves included.
    pub(super) fn nodes(&self) -> usize {
        self.leaves + 1 + self.gates.len()
    }

    /// The gate of a node, if it is one.
    pub(super) fn gate(&self, node: usize) -> Option<&Knot> {
        node.checked_sub(self.leaves + 1).and_then(|at| self.gates.get(at))
    }

    /// The same function with each gate made anew from the literals that `args` gives for it; those are literals of
    /// this DAG.
    pub(super) fn rebuilt(&self, mut args: impl FnMut(usize, &mut Vec<Literal>)) -> Self {
        let mut uses = vec![0_u32; self.nodes()];
        let mut wanted: Vec<Vec<Literal>> = Vec::with_capacity(self.gates.len());
        for (at, gate) in self.gates.iter().enumerate() {
            let mut mine = gate.args.clone();
            args(at, &mut mine);
            mine.iter().for_each(|arg| uses[node(*arg)] += 1);
            wanted.push(mine);
        }
        let mut forge = Forge::new(self.leaves);
        let mut made: Vec<Literal> = (0..=self.leaves as u32).map(|leaf| leaf << 1).collect();
        made.reserve(self.gates.len());
        for (gate, wanted) in self.gates.iter().zip(wanted) {
            let mut mine = Vec::with_capacity(wanted.len());
            for arg in wanted {
                let new = made[node(arg)] ^ arg & 1;
                match forge.conjuncts(new) {
                    // An "and" that only this one uses is part of it.
                    Some(inner) if gate.kind == Kind::And && uses[node(arg)] == 1 => mine.extend(inner),
                    Some(_) | None => mine.push(new),
                }
            }
            made.push(match gate.kind {
                Kind::And => forge.and(mine),
                Kind::AtLeast(k) => forge.at_least(k, mine),
                Kind::Xor => forge.xor(mine),
            });
        }
        let top = made[node(self.top)] ^ self.top & 1;
        forge.finish(top)
    }

    /// Literals over all gates: how large it is.
    pub(super) fn size(&self) -> usize {
        self.gates.iter().map(|gate| gate.args.len() + 1).sum()
    }
}

/// The gates that the top reaches, each after those it needs. None: they lead in a circle.
pub(super) fn upward(tree: &Tree) -> Option<Vec<u32>> {
    const NEW: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let mut state = vec![NEW; tree.gates.len()];
    let mut order = Vec::new();
    let mut path: Vec<(u32, usize)> = Vec::new();
    if let Part::Gate(top) = tree.top.part {
        state[top as usize] = OPEN;
        path.push((top, 0));
    }
    while let Some((gate, next)) = path.last_mut() {
        let Some(input) = tree.gates[*gate as usize].inputs.get(*next) else {
            state[*gate as usize] = DONE;
            order.push(*gate);
            path.pop();
            continue;
        };
        *next += 1;
        if let Part::Gate(below) = input.part {
            match state[below as usize] {
                NEW => {
                    state[below as usize] = OPEN;
                    path.push((below, 0));
                }
                OPEN => return None,
                _ => {}
            }
        }
    }
    Some(order)
}

/// Makes gates, each only once.
pub(super) struct Forge {
    leaves: usize,
    gates: Vec<Knot>,
    /// Open-addressed table of gate numbers plus one; 0 is free. At most half full.
    slots: Vec<u32>,
}

impl Forge {
    pub(super) fn new(leaves: usize) -> Self {
        Self { leaves, gates: Vec::new(), slots: vec![0; 256] }
    }

    /// What the literal is the "and" of, if it is one.
    pub(super) fn conjuncts(&self, literal: Literal) -> Option<&[Literal]> {
        let gate = &self.gates[node(literal).checked_sub(self.leaves + 1)?];
        (literal & 1 == 0 && gate.kind == Kind::And).then_some(&gate.args)
    }

    /// All of them.
    pub(super) fn and(&mut self, mut args: Vec<Literal>) -> Literal {
        args.sort_unstable();
        args.dedup();
        args.retain(|arg| *arg != ALWAYS);
        // Sorted, a literal and its negation are neighbours.
        if args.first() == Some(&NEVER) || args.windows(2).any(|pair| pair[0] ^ 1 == pair[1]) {
            return NEVER;
        }
        match args.as_slice() {
            [] => ALWAYS,
            [only] => *only,
            _ => self.gate(Kind::And, args),
        }
    }

    /// At least `k` of them, each as often as it is named.
    pub(super) fn at_least(&mut self, k: u32, mut args: Vec<Literal>) -> Literal {
        args.sort_unstable();
        let mut k = i64::from(k);
        let mut kept: Vec<Literal> = Vec::with_capacity(args.len());
        for arg in args {
            if arg == ALWAYS || kept.last() == Some(&(arg ^ 1)) {
                // One of a literal and its negation always counts.
                k -= 1;
                if arg != ALWAYS {
                    kept.pop();
                }
            } else if arg != NEVER {
                kept.push(arg);
            }
        }
        let n = kept.len() as i64;
        if k <= 0 {
            ALWAYS
        } else if k > n {
            NEVER
        } else if k == n {
            self.and(kept)
        } else if k == 1 {
            kept.iter_mut().for_each(|arg| *arg ^= 1);
            self.and(kept) ^ 1
        } else {
            self.gate(Kind::AtLeast(u32::try_from(k).unwrap_or(u32::MAX)), kept)
        }
    }

    /// An odd number of them.
    pub(super) fn xor(&mut self, args: Vec<Literal>) -> Literal {
        let sign = args.iter().fold(0, |sign, arg| sign ^ arg & 1);
        let mut plain: Vec<Literal> = args.into_iter().map(|arg| arg & !1).filter(|arg| *arg != NEVER).collect();
        plain.sort_unstable();
        let mut kept: Vec<Literal> = Vec::with_capacity(plain.len());
        for arg in plain {
            if kept.last() == Some(&arg) {
                kept.pop();
            } else {
                kept.push(arg);
            }
        }
        sign ^ match kept.as_slice() {
            [] => NEVER,
            [only] => *only,
            _ => self.gate(Kind::Xor, kept),
        }
    }

    fn gate(&mut self, kind: Kind, args: Vec<Literal>) -> Literal {
        let wanted = Knot { kind, args };
        let mask = self.slots.len() - 1;
        let mut slot = hash(&wanted) & mask;
        while self.slots[slot] != 0 {
            let at = self.slots[slot] as usize - 1;
            if self.gates[at] == wanted {
                return ((self.leaves + 1 + at) as u32) << 1;
            }
            slot = (slot + 1) & mask;
        }
        self.gates.push(wanted);
        self.slots[slot] = self.gates.len() as u32;
        if self.gates.len() * 2 > self.slots.len() {
            let size = self.slots.len() * 2;
            self.slots = vec![0; size];
            for (at, gate) in self.gates.iter().enumerate() {
                let mut slot = hash(gate) & (size - 1);
                while self.slots[slot] != 0 {
                    slot = (slot + 1) & (size - 1);
                }
                self.slots[slot] = at as u32 + 1;
            }
        }
        ((self.leaves + self.gates.len()) as u32) << 1
    }

    /// What `top` reaches, renumbered without gaps.
    pub(super) fn finish(self, top: Literal) -> Dag {
        let first = self.leaves + 1;
        let mut number = vec![u32::MAX; first + self.gates.len()];
        number[node(top)] = 0;
        for at in (0..self.gates.len()).rev() {
            if number[first + at] == 0 {
                self.gates[at].args.iter().for_each(|arg| number[node(*arg)] = 0);
            }
        }
        (0..first).for_each(|leaf| number[leaf] = leaf as u32);
        let mut gates = Vec::new();
        for (at, mut gate) in self.gates.into_iter().enumerate() {
            if number[first + at] == 0 {
                number[first + at] = (first + gates.len()) as u32;
                gate.args.iter_mut().for_each(|arg| *arg = number[node(*arg)] << 1 | *arg & 1);
                gates.push(gate);
            }
        }
        Dag { leaves: self.leaves, gates, top: number[node(top)] << 1 | top & 1 }
    }
}

fn hash(gate: &Knot) -> usize {
    let kind = match gate.kind {
        Kind::And => 0,
        Kind::Xor => 1,
        Kind::AtLeast(k) => u64::from(k),
    };
    let fold = |sum: u64, arg: &u32| (sum ^ u64::from(*arg)).wrapping_mul(0xd6e8_feb8_6659_fd93).rotate_left(27);
    let sum = gate.args.iter().fold(kind, fold);
    (sum ^ sum >> 32) as usize
}
