//! Reduced ordered binary decision diagrams of failure functions: a variable is true when its part has failed.
//!
//! Nothing here recurses, so a thousand parts in series fit the smallest stack; nothing panics when the diagram grows:
//! out of nodes is a value. Knows nothing of components or zones.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: every index is a node made here, and nodes are counted in u32"
)]

use crate::model::ordered;

/// A function in a [`Bdd`]; only meaningful together with the diagram that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(u32);

impl Node {
    /// Never failed.
    pub const FALSE: Self = Self(0);
    /// Always failed.
    pub const TRUE: Self = Self(1);
}

/// Level of the two constants: below every variable.
const BOTTOM: u32 = u32::MAX;
/// An empty slot of the computed cache.
const EMPTY: u32 = u32::MAX;
/// First size of the unique table, a power of two.
const FIRST_SLOTS: usize = 1 << 10;

/// A growing shared diagram with a budget of nodes.
#[derive(Debug)]
pub struct Bdd {
    /// Cells 0 and 1 are the constants.
    cells: Vec<Cell>,
    /// Open-addressed unique table of node numbers; 0 is a free slot. At most half full.
    slots: Vec<u32>,
    /// Direct-mapped cache of `ite(f, g, h) = r` as `[f, g, h, r]`; it may forget.
    computed: Vec<[u32; 4]>,
    stack: Vec<Frame>,
    budget: usize,
}

/// A call of `ite` that waits for its low, then its high branch.
#[derive(Debug, Clone, Copy)]
struct Frame {
    f: u32,
    g: u32,
    h: u32,
    level: u32,
    low: Option<u32>,
}

/// What one step of `ite` comes to.
enum Step {
    Known(u32),
    Split(u32),
}

impl Bdd {
    /// An empty diagram that may make up to `budget` nodes.
    pub fn new(budget: usize) -> Self {
        Self {
            cells: (0..2).map(|at| Cell { level: BOTTOM, low: at, high: at }).collect(),
            slots: vec![0; FIRST_SLOTS],
            computed: vec![[EMPTY; 4]; FIRST_SLOTS],
            stack: Vec::new(),
            budget: budget.min(BOTTOM as usize / 2),
        }
    }

    /// Nodes made so far, the constants left aside.
    pub fn made(&self) -> usize {
        self.cells.len() - 2
    }

    /// "The part at this level has failed". Levels are tested in ascending order. None: out of nodes.
    pub fn variable(&mut self, level: u32) -> Option<Node> {
        self.node(level, 0, 1).map(Node)
    }

    /// The level that `f` tests first; constants lie below every level.
    pub fn top(&self, f: Node) -> u32 {
        self.cells[f.0 as usize].level
    }

    /// Both have failed. None: out of nodes.
    pub fn and(&mut self, f: Node, g: Node) -> Option<Node> {
        self.ite(f, g, Node::FALSE)
    }

    /// One or the other has failed. None: out of nodes.
    pub fn or(&mut self, f: Node, g: Node) -> Option<Node> {
        self.ite(f, Node::TRUE, g)
    }

    /// At least one of `of` has failed. None: out of nodes.
    pub fn any(&mut self, of: &[Node]) -> Option<Node> {
        let mut sorted = self.by_depth(of);
        sorted.dedup();
        // From the deepest up, so that each step walks only the new function.
        sorted.iter().rev().try_fold(Node::FALSE, |rest, f| self.or(*f, rest))
    }

    /// Functions by the place of their first variable in the order.
    fn by_depth(&self, of: &[Node]) -> Vec<Node> {
        let mut sorted = of.to_vec();
        ordered::sort_by_key(&mut sorted, |f| (self.top(*f), *f));
        sorted
    }

    /// At least `k` of `of` have failed: `n·k` steps. None: out of nodes.
    pub fn at_least(&mut self, k: usize, of: &[Node]) -> Option<Node> {
        if k == 0 {
            return Some(Node::TRUE);
        }
        if k > of.len() {
            return Some(Node::FALSE);
        }
        if k == 1 {
            return self.any(of);
        }
        let sorted = self.by_depth(of);
        // reached[j]: at least j of those seen have failed.
        let mut reached = vec![Node::FALSE; k + 1];
        reached[0] = Node::TRUE;
        for f in sorted.into_iter().rev() {
            for j in (1..=k).rev() {
                reached[j] = self.ite(f, reached[j - 1], reached[j])?;
            }
        }
        Some(reached[k])
    }

    /// If `f` has failed then `g`, else `h`. None: out of nodes.
    pub fn ite(&mut self, f: Node, g: Node, h: Node) -> Option<Node> {
        self.stack.clear();
        let mut call = (f.0, g.0, h.0);
        loop {
            let (f, g, h) = normal(call);
            let mut value = match self.look_up(f, g, h) {
                Step::Known(value) => value,
                Step::Split(level) => {
                    self.stack.push(Frame { f, g, h, level, low: None });
                    call = self.branch(f, g, h, level, false);
                    continue;
                }
            };
            // Hand the value up until a frame still has its high branch to do.
            loop {
                let Some(frame) = self.stack.last_mut() else { return Some(Node(value)) };
                let Frame { f, g, h, level, low } = *frame;
                match low {
                    None => {
                        frame.low = Some(value);
                        call = self.branch(f, g, h, level, true);
                        break;
                    }
                    Some(low) => {
                        self.stack.pop();
                        value = self.node(level, low, value)?;
                        let slot = mix(f, g, h) as usize & (self.computed.len() - 1);
                        self.computed[slot] = [f, g, h, value];
                    }
                }
            }
        }
    }

    /// If the part at `level` has failed then `g`, else `h`: one node where both lie below it. None: out of nodes.
    pub fn choose(&mut self, level: u32, g: Node, h: Node) -> Option<Node> {
        if level < self.top(g).min(self.top(h)) {
            return self.node(level, h.0, g.0).map(Node);
        }
        let f = self.variable(level)?;
        self.ite(f, g, h)
    }

    /// The value of `f` when exactly the parts for which `failed` holds have failed.
    pub fn evaluate(&self, f: Node, failed: impl Fn(u32) -> bool) -> bool {
        let mut at = f.0 as usize;
        while at > 1 {
            let cell = self.cells[at];
            at = if failed(cell.level) { cell.high } else { cell.low } as usize;
        }
        at == 1
    }

    /// The part of the diagram that `roots` reach, packed for sweeps.
    pub fn pack(&self, roots: &[Node]) -> Diagram {
        let mut number = vec![EMPTY; self.cells.len()];
        number[0] = 0;
        number[1] = 1;
        let mut stack: Vec<u32> = roots.iter().map(|root| root.0).collect();
        while let Some(at) = stack.pop() {
            if number[at as usize] == EMPTY {
                // Any number marks it as seen; the real one follows.
                number[at as usize] = 0;
                let cell = self.cells[at as usize];
                stack.extend([cell.low, cell.high]);
            }
        }
        let mut cells = Vec::new();
        // Children are made before their parents, so the order of making is topological.
        for (at, cell) in self.cells.iter().enumerate().skip(2) {
            if number[at] == EMPTY {
                continue;
            }
            number[at] = cells.len() as u32 + 2;
            let (low, high) = (number[cell.low as usize], number[cell.high as usize]);
            cells.push(Cell { level: cell.level, low, high });
        }
        let packed_roots = roots.iter().map(|root| number[root.0 as usize]).collect();
        Diagram { cells, roots: packed_roots }
    }

    #[inline(always)]
    fn look_up(&self, f: u32, g: u32, h: u32) -> Step {
        if f == 1 {
            return Step::Known(g);
        }
        if f == 0 || g == h {
            return Step::Known(h);
        }
        if g == 1 && h == 0 {
            return Step::Known(f);
        }
        let [kf, kg, kh, value] = self.computed[mix(f, g, h) as usize & (self.computed.len() - 1)];
        if (kf, kg, kh) == (f, g, h) {
            return Step::Known(value);
        }
        let level = |at: u32| self.cells[at as usize].level;
        Step::Split(level(f).min(level(g)).min(level(h)))
    }

    #[inline(always)]
    fn branch(&self, f: u32, g: u32, h: u32, level: u32, failed: bool) -> (u32, u32, u32) {
        let cofactor = |at: u32| {
            let cell = self.cells[at as usize];
            if cell.level != level {
                at
            } else if failed {
                cell.high
            } else {
                cell.low
            }
        };
        (cofactor(f), cofactor(g), cofactor(h))
    }

    /// The one node with these parts. None: out of nodes.
    fn node(&mut self, level: u32, low: u32, high: u32) -> Option<u32> {
        if low == high {
            return Some(low);
        }
        let cell = Cell { level, low, high };
        let mask = self.slots.len() - 1;
        let mut slot = mix(level, low, high) as usize & mask;
        loop {
            let at = self.slots[slot] as usize;
            if at == 0 {
                break;
            }
            if self.cells[at] == cell {
                return Some(at as u32);
            }
            slot = (slot + 1) & mask;
        }
        if self.made() >= self.budget {
            return None;
        }
        let at = self.cells.len() as u32;
        self.slots[slot] = at;
        self.cells.push(cell);
        if self.cells.len() * 2 > self.slots.len() {
            self.grow();
        }
        Some(at)
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots.clear();
        self.slots.resize(size, 0);
        for (cell, at) in self.cells.iter().zip(0_u32..).skip(2) {
            let mut slot = mix(cell.level, cell.low, cell.high) as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = at;
        }
        let old = std::mem::replace(&mut self.computed, vec![[EMPTY; 4]; size]);
        for entry in old {
            let [f, g, h, _] = entry;
            if f != EMPTY {
                self.computed[mix(f, g, h) as usize & (size - 1)] = entry;
            }
        }
    }
}

/// The same function with operands of "and" and "or" in one order, so that the cache meets them again.
#[inline(always)]
fn normal((f, g, h): (u32, u32, u32)) -> (u32, u32, u32) {
    let g = if g == f { 1 } else { g };
    let h = if h == f { 0 } else { h };
    if g == 1 && h > 1 && h < f {
        (h, 1, f)
    } else if h == 0 && g > 1 && g < f {
        (g, f, 0)
    } else {
        (f, g, h)
    }
}

/// A hash of three numbers (multiply and fold).
#[inline(always)]
fn mix(a: u32, b: u32, c: u32) -> u32 {
    let pair = (u64::from(a) << 32 | u64::from(b)) ^ u64::from(c).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let product = pair.wrapping_mul(0xd6e8_feb8_6659_fd93);
    (product ^ product >> 32) as u32
}

/// One node; `low` and `high` are cells before it, 0 and 1 the constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    level: u32,
    low: u32,
    high: u32,
}

/// A finished diagram with its roots, in the order that sweeps need. Sweeps are linear in its nodes.
#[derive(Debug, Clone)]
pub struct Diagram {
    cells: Vec<Cell>,
    roots: Vec<u32>,
}

impl Diagram {
    /// Nodes, the constants left aside.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// It has no nodes: every root is a constant.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Roots, as many as were packed.
    pub fn roots(&self) -> usize {
        self.roots.len()
    }

    /// The cells in the order that sweeps need: the level that each tests, and where it goes on when that part works and
    /// when it has failed: 0 and 1 are the constants, cell i is i + 2.
    pub fn cells(&self) -> impl Iterator<Item = (u32, [usize; 2])> {
        self.cells.iter().map(|cell| (cell.level, [cell.low as usize, cell.high as usize]))
    }

    /// Where each root is, counted as in [`Self::cells`].
    pub fn root_cells(&self) -> impl Iterator<Item = usize> {
        self.roots.iter().map(|root| *root as usize)
    }

    /// The probability that `root` has failed, parts failing independently, the one at level i with probability `u[i]`.
    ///
    /// Sums of positive products only, so a small result keeps all its digits. `scratch` is room to work in. A missing
    /// root gives 0, a missing level counts as never failing.
    pub fn unavailability(&self, root: usize, u: &[f64], scratch: &mut Vec<f64>) -> f64 {
        let Some(root) = self.roots.get(root).map(|root| *root as usize) else { return 0.0 };
        self.sweep(root, u, scratch);
        scratch[root].min(1.0)
    }

    /// Unavailability of every root, in order, in one sweep.
    pub fn unavailabilities(&self, u: &[f64], scratch: &mut Vec<f64>) -> Vec<f64> {
        self.sweep(self.cells.len() + 1, u, scratch);
        self.roots.iter().map(|root| scratch[*root as usize].min(1.0)).collect()
    }

    /// ∂U/∂u of `root` at each level (Birnbaum importance): two sweeps. As long as `u`; zero where the root has no such part.
    pub fn gradient(&self, root: usize, u: &[f64], scratch: &mut Vec<f64>) -> Vec<f64> {
        self.with_gradient(root, u, scratch).1
    }

    /// [`Self::unavailability`] and [`Self::gradient`] at once.
    pub fn with_gradient(&self, root: usize, u: &[f64], scratch: &mut Vec<f64>) -> (f64, Vec<f64>) {
        let mut gradient = vec![0.0; u.len()];
        let Some(root) = self.roots.get(root).map(|root| *root as usize) else { return (0.0, gradient) };
        self.sweep(root, u, scratch);
        let mut reach = vec![0.0; root + 1];
        reach[root] = 1.0;
        for at in (2..=root).rev() {
            let (share, cell) = (reach[at], self.cells[at - 2]);
            if share > 0.0 {
                let (low, high) = (cell.low as usize, cell.high as usize);
                let failed = u.get(cell.level as usize).copied().unwrap_or(0.0);
                reach[high] += share * failed;
                reach[low] += share * (1.0 - failed);
                if let Some(slot) = gradient.get_mut(cell.level as usize) {
                    *slot += share * (scratch[high] - scratch[low]);
                }
            }
        }
        (scratch[root].min(1.0), gradient)
    }

    /// `root` has failed when exactly the parts for which `failed` holds have failed.
    pub fn evaluate(&self, root: usize, failed: impl Fn(u32) -> bool) -> bool {
        let mut at = self.roots.get(root).map_or(0, |root| *root as usize);
        while at > 1 {
            let cell = self.cells[at - 2];
            at = if failed(cell.level) { cell.high } else { cell.low } as usize;
        }
        at == 1
    }

    fn sweep(&self, last: usize, u: &[f64], scratch: &mut Vec<f64>) {
        scratch.clear();
        scratch.reserve(last + 1);
        scratch.extend([0.0, 1.0]);
        for cell in &self.cells[..last.saturating_sub(1).min(self.cells.len())] {
            let failed = u.get(cell.level as usize).copied().unwrap_or(0.0);
            let value = failed * scratch[cell.high as usize] + (1.0 - failed) * scratch[cell.low as usize];
            scratch.push(value);
        }
    }
}
