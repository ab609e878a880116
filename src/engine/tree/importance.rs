//! How much each event matters, from the same diagrams: two sweeps, linear in the nodes.
//!
//! The definitions are those of probabilistic risk analysis (Rauzy, "Probabilistic Safety Analysis with XFTA"; IEC
//! 61025). What is left when an event is certain or impossible is summed from paths, never by subtracting.

#![expect(clippy::indexing_slicing, reason = "a kernel: every index is a cell, a level or a part made here")]

use super::chance::{self, Chance};
use super::compile::{Compiled, Part, Source, Top};
use super::diagram::Edge;

/// How much one event matters to the top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Importance {
    /// Birnbaum (MIF): ∂P/∂u.
    pub birnbaum: f64,
    /// Criticality (CIF): `birnbaum · u / P`.
    pub criticality: f64,
    /// Risk achievement worth (RAW): `P(top | event) / P`.
    pub achievement: f64,
    /// Risk reduction worth (RRW): `P / P(top | no event)`; infinite where nothing happens without the event.
    pub reduction: f64,
}

/// The chance of the top with a part, and without.
#[derive(Debug, Clone, Copy)]
struct Given {
    with: f64,
    without: f64,
    /// `with - without`, as far as it can be had without subtracting.
    slope: f64,
}

impl Compiled {
    /// The importance of each event, by number; of one that does not matter `birnbaum` is 0 and the worths are 1.
    /// None: the diagrams are not exact.
    pub fn importance(&self, u: &[f64]) -> Option<Vec<Importance>> {
        if !self.is_exact() {
            return None;
        }
        let total = self.chance(u).low.yes;
        let mut events = vec![Given { with: total, without: total, slope: 0.0 }; self.events];
        let mut parts: Vec<Given> = vec![Given { with: total, without: total, slope: 0.0 }; self.parts.len()];
        let mut values: Vec<Vec<Chance>> = Vec::with_capacity(self.parts.len());
        let mut roots: Vec<Chance> = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let mine = chance::sweep(&part.cells, &chance::levels(part, u, &roots));
            roots.push(chance::at(&mine, part.low.0));
            values.push(mine);
        }
        if let Top::Source(source, is_negated) = self.top {
            let certain = if is_negated {
                Given { with: 0.0, without: 1.0, slope: -1.0 }
            } else {
                Given { with: 1.0, without: 0.0, slope: 1.0 }
            };
            *slot(&mut events, &mut parts, source) = certain;
        }
        for at in (0..self.parts.len()).rev() {
            let (part, mine) = (&self.parts[at], parts[at]);
            let levels = chance::levels(part, u, &roots);
            for (source, inner) in part.sources.iter().zip(inside(part, &values[at], &levels)) {
                *slot(&mut events, &mut parts, *source) = Given {
                    with: mine.with * inner.with.yes + mine.without * inner.with.no,
                    without: mine.with * inner.without.yes + mine.without * inner.without.no,
                    slope: mine.slope * inner.slope,
                };
            }
        }
        let of = |(number, given): (u32, Given)| Importance {
            birnbaum: given.slope,
            criticality: if given.slope == 0.0 { 0.0 } else { given.slope * chance::event(u, number).yes / total },
            achievement: ratio(given.with, total),
            reduction: ratio(total, given.without),
        };
        Some((0..).zip(events).map(of).collect())
    }
}

/// A worth; of nothing in nothing it is 1.
fn ratio(above: f64, below: f64) -> f64 {
    if above.total_cmp(&below).is_eq() { 1.0 } else { above / below }
}

fn slot<'a>(events: &'a mut [Given], parts: &'a mut [Given], source: Source) -> &'a mut Given {
    match source {
        Source::Event(number) => &mut events[usize::try_from(number).unwrap_or(usize::MAX)],
        Source::Module(number) => &mut parts[usize::try_from(number).unwrap_or(usize::MAX)],
    }
}

/// The chance of a part when one level has happened, and when it has not.
#[derive(Debug, Clone, Copy)]
struct Inner {
    with: Chance,
    without: Chance,
    slope: f64,
}

fn inside(part: &Part, values: &[Chance], levels: &[Chance]) -> Vec<Inner> {
    let nothing = Chance { yes: 0.0, no: 0.0 };
    let mut inner = vec![Inner { with: nothing, without: nothing, slope: 0.0 }; levels.len()];
    let mut skipped = Spans::new(levels.len());
    // The mass of paths that come to each cell, as it is and negated.
    let mut reach = vec![[0.0_f64; 2]; values.len()];
    let level_of = |edge: u32| {
        let level = part.cells[Edge(edge).node()].level;
        usize::try_from(level).unwrap_or(usize::MAX).min(levels.len())
    };
    let signed = |edge: u32, sign: usize| edge ^ u32::from(sign == 1);
    reach[part.low.node()][usize::from(part.low.is_negated())] = 1.0;
    skipped.add(0, level_of(part.low.0), 1.0, chance::at(values, part.low.0));
    for at in (1..values.len()).rev() {
        let cell = part.cells[at];
        let level = level_of(cell_edge(at));
        for sign in 0..2 {
            let mass = reach[at][sign];
            if mass <= 0.0 {
                continue;
            }
            let (low, high) = (signed(cell.low, sign), signed(cell.high, sign));
            let (without, with) = (chance::at(values, low), chance::at(values, high));
            let slot = &mut inner[level];
            add(&mut slot.with, mass, with);
            add(&mut slot.without, mass, without);
            slot.slope += mass * difference(with, without);
            for (edge, share, value) in [(low, levels[level].no, without), (high, levels[level].yes, with)] {
                reach[Edge(edge).node()][usize::from(Edge(edge).is_negated())] += mass * share;
                skipped.add(level + 1, level_of(edge), mass * share, value);
            }
        }
    }
    for (level, slot) in inner.iter_mut().enumerate() {
        let rest = skipped.at(level);
        add(&mut slot.with, 1.0, rest);
        add(&mut slot.without, 1.0, rest);
    }
    inner
}

fn cell_edge(at: usize) -> u32 {
    u32::try_from(at << 1).unwrap_or(u32::MAX)
}

fn add(sum: &mut Chance, mass: f64, value: Chance) {
    sum.yes += mass * value.yes;
    sum.no += mass * value.no;
}

/// `with.yes - without.yes`, from whichever side loses fewer digits.
fn difference(with: Chance, without: Chance) -> f64 {
    if with.yes + without.yes <= with.no + without.no { with.yes - without.yes } else { without.no - with.no }
}

/// Sums over spans of levels: each span is added to few nodes of a binary tree, and a level sums those above it, so
/// that nothing is ever subtracted.
struct Spans {
    size: usize,
    sums: Vec<Chance>,
}

impl Spans {
    fn new(levels: usize) -> Self {
        let size = levels.next_power_of_two();
        Self { size, sums: vec![Chance { yes: 0.0, no: 0.0 }; size * 2] }
    }

    /// Adds to the levels from `start` up to, not including, `end`.
    fn add(&mut self, start: usize, end: usize, mass: f64, value: Chance) {
        let (mut start, mut end) = (start + self.size, end + self.size);
        while start < end {
            if start & 1 == 1 {
                add(&mut self.sums[start], mass, value);
                start += 1;
            }
            if end & 1 == 1 {
                end -= 1;
                add(&mut self.sums[end], mass, value);
            }
            start >>= 1;
            end >>= 1;
        }
    }

    fn at(&self, level: usize) -> Chance {
        let mut sum = Chance { yes: 0.0, no: 0.0 };
        let mut at = level + self.size;
        while at > 0 {
            add(&mut sum, 1.0, self.sums[at]);
            at >>= 1;
        }
        sum
    }
}
