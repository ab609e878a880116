//! Minimal cut sets: a diagram of sets per module (ZBDD), their number, and the short ones.
//!
//! A cut set is a set of events that is enough by itself, everything else not having happened; it is minimal when no
//! part of it is enough. For a tree with negations these are the minimal cut sets of its coherent hull (Rauzy, RESS 72,
//! 2001: "minsol").

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: every index is a node or a part made here, and nodes are counted in u32"
)]

use super::chance;
use super::compile::{Compiled, Source, Top};
use super::diagram::{BOTTOM, Edge, mix};
use super::limits;
use super::natural::Natural;

/// Events that together are enough.
#[derive(Debug, Clone, PartialEq)]
pub struct CutSet {
    /// Their numbers, ascending.
    pub events: Vec<u32>,
    /// That all of them happen.
    pub probability: f64,
}

/// The minimal cut sets of a tree.
#[derive(Debug, Clone)]
pub struct CutSets {
    families: Vec<Family>,
    top: Top,
}

/// The cut sets of one module over its levels.
#[derive(Debug, Clone)]
struct Family {
    sources: Vec<Source>,
    sets: Vec<Set>,
    root: u32,
}

/// A family of sets: those of `low`, and those of `high` with the element at `level` added. None is 0, the empty set 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Set {
    level: u32,
    low: u32,
    high: u32,
}

/// The family with no set.
pub(in crate::engine) const NO_SET: u32 = 0;
/// The family of the empty set.
pub(in crate::engine) const EMPTY_SET: u32 = 1;

impl Compiled {
    /// The minimal cut sets, from at most `nodes` nodes per module. None: the diagrams are not exact, or out of nodes.
    ///
    /// A module that the top needs to *not* happen adds nothing to a cut set.
    pub fn cut_sets(&self, nodes: usize) -> Option<CutSets> {
        if !self.is_exact() {
            return None;
        }
        let mut families = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let mut zbdd = Zbdd::new(nodes);
            let mut minimal = vec![NO_SET; part.cells.len()];
            // The function is plain, so a negated edge is true where nothing has happened.
            let of = |minimal: &[u32], edge: Edge| {
                if edge.is_negated() { EMPTY_SET } else { minimal[edge.node()] }
            };
            for (at, cell) in part.cells.iter().enumerate().skip(1) {
                let (low, high) = (of(&minimal, Edge(cell.low)), of(&minimal, Edge(cell.high)));
                let high = zbdd.without(high, low)?;
                minimal[at] = zbdd.set(cell.level, low, high)?;
            }
            let root = of(&minimal, part.low);
            families.push(Family { sources: part.sources.clone(), sets: zbdd.sets, root });
        }
        Some(CutSets { families, top: self.top })
    }
}

impl CutSets {
    /// How many there are.
    pub fn count(&self) -> Natural {
        let mut counts: Vec<Natural> = Vec::with_capacity(self.families.len());
        for family in &self.families {
            let mut of: Vec<Natural> = Vec::with_capacity(family.root as usize + 1);
            of.extend([Natural::ZERO, Natural::one()]);
            for set in family.sets.iter().take(family.root as usize + 1).skip(2) {
                let with = match family.sources[set.level as usize] {
                    Source::Event(_) => of[set.high as usize].clone(),
                    Source::Module(number) => of[set.high as usize].times(&counts[number as usize]),
                };
                of.push(of[set.low as usize].plus(&with));
            }
            counts.push(of.swap_remove(family.root as usize));
        }
        match self.top {
            Top::Certain(happens) => Natural::from(u32::from(happens)),
            Top::Source(_, true) | Top::Source(Source::Event(_), false) => Natural::one(),
            Top::Source(Source::Module(number), false) => counts[number as usize].clone(),
        }
    }

    /// Those of at most `order` events, by order, then by events, with their probabilities; and whether these are all
    /// of them or the list would be longer than [`limits::LISTED`].
    pub fn short(&self, order: usize, u: &[f64]) -> (Vec<CutSet>, bool) {
        let mut is_whole = true;
        let mut lists: Vec<Vec<Vec<u32>>> = Vec::with_capacity(self.families.len());
        for family in &self.families {
            let list = family.short(order, &lists, &mut is_whole);
            lists.push(list);
        }
        let sets = match self.top {
            Top::Certain(true) | Top::Source(_, true) => vec![Vec::new()],
            Top::Certain(false) => Vec::new(),
            Top::Source(Source::Event(event), false) => vec![vec![event]],
            Top::Source(Source::Module(number), false) => lists.swap_remove(number as usize),
        };
        let sets = sets.into_iter().filter(|events| events.len() <= order);
        let probability = |events: &[u32]| events.iter().map(|event| chance::event(u, *event).yes).product();
        let of = |events: Vec<u32>| CutSet { probability: probability(&events), events };
        let mut listed: Vec<CutSet> = sets.map(of).collect();
        listed.sort_by(|a, b| (a.events.len(), &a.events).cmp(&(b.events.len(), &b.events)));
        (listed, is_whole)
    }
}

impl Family {
    /// Cut sets in events of at most `order`, given those of the earlier modules.
    fn short(&self, order: usize, lists: &[Vec<Vec<u32>>], is_whole: &mut bool) -> Vec<Vec<u32>> {
        // The fewest events of any set of each family; more than `order` when there is none.
        let mut fewest: Vec<usize> = vec![order + 1, 0];
        for set in self.sets.iter().skip(2) {
            let own = match self.sources[set.level as usize] {
                Source::Event(_) => 1,
                Source::Module(number) => lists[number as usize].iter().map(Vec::len).min().unwrap_or(order + 1),
            };
            fewest.push(fewest[set.low as usize].min(own + fewest[set.high as usize]));
        }
        let mut found = Vec::new();
        let mut open: Vec<(u32, Vec<u32>)> = vec![(self.root, Vec::new())];
        while let Some((at, chosen)) = open.pop() {
            if chosen.len() + fewest[at as usize] > order {
                continue;
            }
            if at == EMPTY_SET {
                if found.len() >= limits::LISTED {
                    *is_whole = false;
                    break;
                }
                found.push(chosen);
                continue;
            }
            let set = self.sets[at as usize];
            let mut choose = |events: &[u32]| {
                if chosen.len() + events.len() <= order {
                    let mut more = chosen.clone();
                    more.extend(events);
                    more.sort_unstable();
                    open.push((set.high, more));
                }
            };
            match self.sources[set.level as usize] {
                Source::Event(event) => choose(&[event]),
                Source::Module(number) => lists[number as usize].iter().for_each(|events| choose(events)),
            }
            open.push((set.low, chosen));
        }
        found
    }
}

/// A growing diagram of families with a budget of nodes.
pub(in crate::engine) struct Zbdd {
    sets: Vec<Set>,
    /// Open-addressed unique table; 0 is a free slot.
    slots: Vec<u32>,
    /// Direct-mapped cache of `without(a, b) = r` as `[a, b, r]`; it may forget.
    computed: Vec<[u32; 3]>,
    stack: Vec<Frame>,
    budget: usize,
}

/// A call of `without` that waits for a part of its answer.
#[derive(Debug, Clone, Copy)]
enum Frame {
    /// For its low part.
    Low { a: u32, b: u32 },
    /// For the sets with its first element, as far as the other family's sets without it go.
    Half { a: u32, b: u32, low: u32 },
    /// For all sets with its first element.
    High { a: u32, b: u32, low: u32 },
}

impl Zbdd {
    /// An empty one that may make up to `budget` nodes.
    pub(in crate::engine) fn new(budget: usize) -> Self {
        let constant = Set { level: BOTTOM, low: 0, high: 0 };
        Self {
            sets: vec![constant; 2],
            slots: vec![0; 1 << 9],
            computed: vec![[u32::MAX; 3]; 1 << 9],
            stack: Vec::new(),
            budget,
        }
    }

    /// The one family with these parts. None: out of nodes.
    pub(in crate::engine) fn set(&mut self, level: u32, low: u32, high: u32) -> Option<u32> {
        if high == NO_SET {
            return Some(low);
        }
        let set = Set { level, low, high };
        let mask = self.slots.len() - 1;
        let mut slot = mix(level, low, high) & mask;
        while self.slots[slot] != 0 {
            if self.sets[self.slots[slot] as usize] == set {
                return Some(self.slots[slot]);
            }
            slot = (slot + 1) & mask;
        }
        if self.sets.len() > self.budget {
            return None;
        }
        let at = self.sets.len() as u32;
        self.slots[slot] = at;
        self.sets.push(set);
        if self.sets.len() * 4 > self.slots.len() * 3 {
            self.grow();
        }
        Some(at)
    }

    /// A family's level, its low and its high part.
    pub(in crate::engine) fn parts(&self, at: u32) -> (u32, u32, u32) {
        let Set { level, low, high } = self.sets[at as usize];
        (level, low, high)
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 4;
        self.slots.clear();
        self.slots.resize(size, 0);
        for (set, at) in self.sets.iter().zip(0_u32..).skip(2) {
            let mut slot = mix(set.level, set.low, set.high) & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = at;
        }
        if size <= limits::COMPUTED {
            self.computed = vec![[u32::MAX; 3]; size];
        }
    }

    /// The sets of `a` that contain no set of `b`. None: out of nodes.
    pub(in crate::engine) fn without(&mut self, a: u32, b: u32) -> Option<u32> {
        self.stack.clear();
        let (mut a, mut b) = (a, b);
        loop {
            let mut value = loop {
                if a == NO_SET || b == EMPTY_SET || a == b {
                    break NO_SET;
                }
                if b == NO_SET {
                    break a;
                }
                if a == EMPTY_SET {
                    // The empty set contains only itself, which would be at the end of the low edges.
                    b = self.sets[b as usize].low;
                    continue;
                }
                let (top, other) = (self.sets[a as usize], self.sets[b as usize]);
                if other.level < top.level {
                    b = other.low;
                    continue;
                }
                let [ka, kb, value] = self.computed[mix(a, b, 0) & (self.computed.len() - 1)];
                if (ka, kb) == (a, b) {
                    break value;
                }
                self.stack.push(Frame::Low { a, b });
                b = if other.level == top.level { other.low } else { b };
                a = top.low;
            };
            loop {
                match self.stack.pop() {
                    None => return Some(value),
                    Some(Frame::Low { a: of, b: from }) => {
                        let (top, other) = (self.sets[of as usize], self.sets[from as usize]);
                        a = top.high;
                        if other.level == top.level {
                            self.stack.push(Frame::Half { a: of, b: from, low: value });
                            b = other.low;
                        } else {
                            self.stack.push(Frame::High { a: of, b: from, low: value });
                            b = from;
                        }
                        break;
                    }
                    Some(Frame::Half { a: of, b: from, low }) => {
                        self.stack.push(Frame::High { a: of, b: from, low });
                        a = value;
                        b = self.sets[from as usize].high;
                        break;
                    }
                    Some(Frame::High { a: of, b: from, low }) => {
                        value = self.set(self.sets[of as usize].level, low, value)?;
                        let slot = mix(of, from, 0) & (self.computed.len() - 1);
                        self.computed[slot] = [of, from, value];
                    }
                }
            }
        }
    }
}
