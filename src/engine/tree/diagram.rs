//! The kernel: reduced ordered binary decision diagrams with negated edges.
//!
//! The low edge of a node is never negated, so a plain edge is a function that is false where nothing has happened: of
//! a monotone function all edges are plain, and negation costs nothing. Nothing here recurses or panics when the diagram
//! grows: out of nodes is a value.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: every index is a node made here, and nodes are counted in u32"
)]

/// A function in a diagram: twice the node's number, plus one when it is negated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Edge(pub(super) u32);

impl Edge {
    /// Never.
    pub(super) const NEVER: Self = Self(0);
    /// Always.
    pub(super) const ALWAYS: Self = Self(1);

    /// Its negation, at no cost.
    pub(super) fn not(self) -> Self {
        Self(self.0 ^ 1)
    }

    pub(super) fn node(self) -> usize {
        (self.0 >> 1) as usize
    }

    pub(super) fn is_negated(self) -> bool {
        self.0 & 1 == 1
    }

    /// Negated once more if `sign` is 1.
    pub(super) fn signed(self, sign: u32) -> Self {
        Self(self.0 ^ sign)
    }
}

/// Level of the constant: below every variable.
pub(super) const BOTTOM: u32 = u32::MAX;
/// An empty entry of the computed cache.
const EMPTY: u32 = u32::MAX;
/// First size of the tables, a power of two.
const FIRST_SLOTS: usize = 1 << 9;
/// The computed cache grows no further: beyond, what it forgets costs less than memory that is far away.
const MOST_COMPUTED: usize = 1 << 19;
/// Slots that lie in one line of the processor's cache.
const LINE: usize = 16;
/// The bits of a slot that are a node's number; the others are bits of its hash, so that a node that is not the one
/// looked for is seldom looked at.
const NUMBER: u32 = (1 << 25) - 1;

/// A node: if the variable at `level` has happened `high`, else `low`, which is plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) level: u32,
    pub(super) low: u32,
    pub(super) high: u32,
}

/// A growing diagram with a budget of nodes.
#[derive(Debug)]
pub(super) struct Bdd {
    /// Node 0 is the constant.
    cells: Vec<Cell>,
    /// Open-addressed unique table of node numbers, see [`Probe`]; 0 is a free slot. At most half full.
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
    /// EMPTY until it is known.
    low: u32,
    sign: u32,
}

impl Bdd {
    /// An empty diagram that may make up to `budget` nodes.
    pub(super) fn new(budget: usize) -> Self {
        Self {
            cells: vec![Cell { level: BOTTOM, low: 0, high: 0 }],
            slots: vec![0; FIRST_SLOTS],
            computed: vec![[EMPTY; 4]; FIRST_SLOTS],
            stack: Vec::new(),
            budget: budget.min(NUMBER as usize - 1),
        }
    }

    /// Nodes made so far, the constant left aside.
    pub(super) fn made(&self) -> usize {
        self.cells.len() - 1
    }

    /// Lets it make more, or fewer.
    pub(super) fn set_budget(&mut self, budget: usize) {
        self.budget = budget.min(NUMBER as usize - 1);
    }

    /// "The variable at this level has happened". None: out of nodes.
    pub(super) fn variable(&mut self, level: u32) -> Option<Edge> {
        self.node(level, 0, 1).map(Edge)
    }

    /// The level that `f` tests first.
    pub(super) fn level(&self, f: Edge) -> u32 {
        self.cells[f.node()].level
    }

    /// Both. None: out of nodes.
    pub(super) fn and(&mut self, f: Edge, g: Edge) -> Option<Edge> {
        self.ite(f, g, Edge::NEVER)
    }

    /// If `f` then `g`, else `h`. None: out of nodes.
    pub(super) fn ite(&mut self, f: Edge, g: Edge, h: Edge) -> Option<Edge> {
        self.stack.clear();
        let (mut f, mut g, mut h) = (f.0, g.0, h.0);
        loop {
            let mut value = match self.start(f, g, h) {
                Step::Known(value) => value,
                Step::Split(frame) => {
                    (f, g, h) = self.branch(&frame, false);
                    self.stack.push(frame);
                    continue;
                }
            };
            // Hand the value up until a call still has its high branch to do.
            loop {
                let Some(frame) = self.stack.last_mut() else { return Some(Edge(value)) };
                if frame.low == EMPTY {
                    frame.low = value;
                    let frame = *frame;
                    (f, g, h) = self.branch(&frame, true);
                    break;
                }
                let Frame { f, g, h, level, low, sign } = *frame;
                self.stack.pop();
                let plain = self.node(level, low, value)?;
                let slot = entry_of(f, g, h) & (self.computed.len() - 1);
                self.computed[slot] = [f, g, h, plain];
                value = plain ^ sign;
            }
        }
    }

    /// The answer if it is plain or known, else the call in its one form: equal calls become the same.
    #[inline(always)]
    fn start(&self, mut f: u32, mut g: u32, mut h: u32) -> Step {
        if f < 2 {
            return Step::Known(if f == 1 { g } else { h });
        }
        if g == f {
            g = 1;
        } else if g == f ^ 1 {
            g = 0;
        }
        if h == f {
            h = 0;
        } else if h == f ^ 1 {
            h = 1;
        }
        if g == h {
            return Step::Known(g);
        }
        if g < 2 && h < 2 {
            return Step::Known(f ^ h);
        }
        let mut sign = 0;
        // With a constant branch it is an "and" of two, in ascending order.
        if g < 2 || h < 2 {
            (f, g, sign) = match (g, h) {
                (g, 0) => (f, g, 0),
                (g, 1) => (f, g ^ 1, 1),
                (0, h) => (f ^ 1, h, 0),
                (_, h) => (f ^ 1, h ^ 1, 1),
            };
            h = 0;
            if f > g {
                std::mem::swap(&mut f, &mut g);
            }
        } else {
            if f & 1 == 1 {
                f ^= 1;
                std::mem::swap(&mut g, &mut h);
            }
            if g & 1 == 1 {
                g ^= 1;
                h ^= 1;
                sign = 1;
            }
        }
        let [kf, kg, kh, value] = self.computed[entry_of(f, g, h) & (self.computed.len() - 1)];
        if (kf, kg, kh) == (f, g, h) {
            return Step::Known(value ^ sign);
        }
        let level = |edge: u32| self.cells[(edge >> 1) as usize].level;
        let level = level(f).min(level(g)).min(level(h));
        Step::Split(Frame { f, g, h, level, low: EMPTY, sign })
    }

    #[inline(always)]
    fn branch(&self, frame: &Frame, has_happened: bool) -> (u32, u32, u32) {
        let cofactor = |edge: u32| {
            let cell = self.cells[(edge >> 1) as usize];
            if cell.level == frame.level { (if has_happened { cell.high } else { cell.low }) ^ edge & 1 } else { edge }
        };
        (cofactor(frame.f), cofactor(frame.g), if frame.h < 2 { frame.h } else { cofactor(frame.h) })
    }

    /// The one node with these parts. None: out of nodes.
    fn node(&mut self, level: u32, low: u32, high: u32) -> Option<u32> {
        if low == high {
            return Some(low);
        }
        let sign = low & 1;
        let cell = Cell { level, low: low ^ sign, high: high ^ sign };
        let hash = mix(cell.level, cell.low, cell.high);
        let mut probe = Probe::new(&cell, hash, self.slots.len());
        loop {
            let slot = self.slots[probe.slot()];
            if slot == 0 {
                break;
            }
            let at = slot & NUMBER;
            if slot == at | tag(hash) && self.cells[at as usize] == cell {
                return Some(at << 1 | sign);
            }
            probe.advance();
        }
        if self.made() >= self.budget {
            return None;
        }
        let at = self.cells.len() as u32;
        self.slots[probe.slot()] = at | tag(hash);
        self.cells.push(cell);
        if self.cells.len() * 2 > self.slots.len() {
            self.grow();
        }
        Some(at << 1 | sign)
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots.clear();
        self.slots.resize(size, 0);
        for (cell, at) in self.cells.iter().zip(0_u32..).skip(1) {
            let hash = mix(cell.level, cell.low, cell.high);
            let mut probe = Probe::new(cell, hash, size);
            while self.slots[probe.slot()] != 0 {
                probe.advance();
            }
            self.slots[probe.slot()] = at | tag(hash);
        }
        let size = (size / 2).min(MOST_COMPUTED);
        if size > self.computed.len() {
            let old = std::mem::replace(&mut self.computed, vec![[EMPTY; 4]; size]);
            for entry in old {
                let [f, g, h, _] = entry;
                if f != EMPTY {
                    self.computed[entry_of(f, g, h) & (size - 1)] = entry;
                }
            }
        }
    }

    /// The part of the diagram that `roots` reach, children first, without gaps; and the roots in it.
    pub(super) fn pack(&self, roots: &[Edge]) -> (Vec<Cell>, Vec<Edge>) {
        let last = roots.iter().map(|root| root.node()).max().unwrap_or(0);
        let mut number = vec![0_u32; last + 1];
        roots.iter().for_each(|root| number[root.node()] = 1);
        for at in (1..=last).rev() {
            if number[at] != 0 {
                let cell = self.cells[at];
                number[(cell.low >> 1) as usize] = 1;
                number[(cell.high >> 1) as usize] = 1;
            }
        }
        number[0] = 0;
        let mut packed = vec![Cell { level: BOTTOM, low: 0, high: 0 }];
        let moved = |number: &[u32], edge: u32| number[(edge >> 1) as usize] << 1 | edge & 1;
        for at in 1..=last {
            if number[at] != 0 {
                number[at] = packed.len() as u32;
                let Cell { level, low, high } = self.cells[at];
                packed.push(Cell { level, low: moved(&number, low), high: moved(&number, high) });
            }
        }
        (packed, roots.iter().map(|root| Edge(moved(&number, root.0))).collect())
    }

    /// A packed diagram taken in, by cell; their order of levels is that of this diagram. None: out of nodes.
    pub(super) fn unpack(&mut self, cells: &[Cell]) -> Option<Vec<Edge>> {
        let mut taken = vec![0_u32; cells.len()];
        for (at, cell) in cells.iter().enumerate().skip(1) {
            let moved = |edge: u32| taken[(edge >> 1) as usize] ^ edge & 1;
            taken[at] = self.node(cell.level, moved(cell.low), moved(cell.high))?;
        }
        Some(taken.into_iter().map(Edge).collect())
    }

    /// If the variable at `level`, which is above both, then `high`, else `low`. None: out of nodes.
    pub(super) fn choice(&mut self, level: u32, low: Edge, high: Edge) -> Option<Edge> {
        self.node(level, low.0, high.0).map(Edge)
    }
}

/// What one step of `ite` comes to.
enum Step {
    Known(u32),
    Split(Frame),
}

/// The slots in which a node may be, in the order in which they are looked at.
///
/// First the line that belongs to its newer child. Nodes are made shortly after their children, so what is made in
/// sequence lies together, and large tables are walked, not jumped about in. Only where that line is full others follow,
/// as the hash says, so that many parents of one child do no harm.
struct Probe {
    line: usize,
    at: usize,
    seen: usize,
    next: usize,
    mask: usize,
}

impl Probe {
    #[inline(always)]
    fn new(cell: &Cell, hash: usize, slots: usize) -> Self {
        let newer = (cell.low.max(cell.high) >> 1) as usize;
        // A line for so many nodes that the table would be half full.
        let line = (newer * 2) & (slots - LINE);
        Self { line, at: hash & (LINE - 1), seen: 0, next: hash & (slots - LINE), mask: slots - 1 }
    }

    #[inline(always)]
    fn slot(&self) -> usize {
        self.line | self.at
    }

    #[inline(always)]
    fn advance(&mut self) {
        self.at = (self.at + 1) & (LINE - 1);
        self.seen += 1;
        if self.seen == LINE {
            (self.seen, self.line) = (0, self.next);
            self.next = (self.next + LINE) & self.mask;
        }
    }
}

/// The bits of a hash that a slot keeps.
fn tag(hash: usize) -> u32 {
    hash as u32 & !NUMBER
}

/// The entry of the computed cache for a call, to be taken modulo its size: calls that differ only in the last function
/// of theirs lie in that one's order, in which the search comes to them.
fn entry_of(f: u32, g: u32, h: u32) -> usize {
    mix(f, h, 0).wrapping_add(g as usize)
}

/// A hash of three numbers (multiply and fold).
pub(super) fn mix(a: u32, b: u32, c: u32) -> usize {
    let pair = (u64::from(a) << 32 | u64::from(b)) ^ u64::from(c).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let product = pair.wrapping_mul(0xd6e8_feb8_6659_fd93);
    (product ^ product >> 32) as usize
}
