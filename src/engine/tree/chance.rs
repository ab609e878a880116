//! How likely a tree is to happen: one sweep through its diagrams.
//!
//! Every probability travels with its complement, both as sums of products of positive numbers, so neither loses digits
//! however small it is.

#![expect(clippy::indexing_slicing, reason = "a kernel: every index is a cell or a part made here")]

use super::compile::{Compiled, Part, Source, Top};
use super::diagram::{Cell, Edge};
use crate::model::limits;

/// A probability and its complement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// That it happens.
    pub yes: f64,
    /// That it does not.
    pub no: f64,
}

impl Chance {
    /// It never happens.
    pub const NEVER: Self = Self { yes: 0.0, no: 1.0 };

    /// The chance of an event with this probability.
    pub fn of(u: f64) -> Self {
        Self { yes: u, no: 1.0 - u }
    }

    /// That it does not happen.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }

    /// `high` where it happens, `low` where it does not, these being independent of it.
    #[must_use]
    pub(super) fn choose(self, low: Self, high: Self) -> Self {
        Self { yes: self.yes * high.yes + self.no * low.yes, no: self.yes * high.no + self.no * low.no }
    }
}

/// A chance that is only known to be between two; the same twice where it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The least it can be.
    pub low: Chance,
    /// The most it can be.
    pub high: Chance,
}

impl Range {
    pub(super) fn exactly(chance: Chance) -> Self {
        Self { low: chance, high: chance }
    }

    pub(super) fn negated(self) -> Self {
        Self { low: self.high.negated(), high: self.low.negated() }
    }

    fn signed(self, is_negated: bool) -> Self {
        if is_negated { self.negated() } else { self }
    }

    /// What is chosen by this between two ranges: at an end of this range, whichever way that is.
    fn choose(self, low: Self, high: Self) -> Self {
        let (a, b) = (self.low.choose(low.low, high.low), self.high.choose(low.low, high.low));
        let (c, d) = (self.low.choose(low.high, high.high), self.high.choose(low.high, high.high));
        Self { low: if a.yes <= b.yes { a } else { b }, high: if c.yes >= d.yes { c } else { d } }
    }
}

/// A value with the sign of an edge.
pub(super) fn at(values: &[Chance], edge: u32) -> Chance {
    let value = values[Edge(edge).node()];
    if Edge(edge).is_negated() { value.negated() } else { value }
}

/// The chance of every cell, given that of each level.
pub(super) fn sweep(cells: &[Cell], levels: &[Chance]) -> Vec<Chance> {
    let mut values = Vec::with_capacity(cells.len());
    values.push(Chance::NEVER);
    for cell in cells.iter().skip(1) {
        let level = levels.get(usize::try_from(cell.level).unwrap_or(usize::MAX)).copied().unwrap_or(Chance::NEVER);
        // The low edge is never negated.
        values.push(level.choose(values[Edge(cell.low).node()], at(&values, cell.high)));
    }
    values
}

/// The range of every cell, given that of each level.
fn sweep_ranges(cells: &[Cell], levels: &[Range]) -> Vec<Range> {
    let mut values: Vec<Range> = Vec::with_capacity(cells.len());
    values.push(Range::exactly(Chance::NEVER));
    for cell in cells.iter().skip(1) {
        let value = |edge: u32| values[Edge(edge).node()].signed(Edge(edge).is_negated());
        let level = usize::try_from(cell.level).ok().and_then(|level| levels.get(level)).copied();
        let level = level.unwrap_or(Range::exactly(Chance::NEVER));
        values.push(level.choose(value(cell.low), value(cell.high)));
    }
    values
}

/// The chance of one event, that of an unknown one being zero.
pub(super) fn event(u: &[f64], number: u32) -> Chance {
    let u = usize::try_from(number).ok().and_then(|at| u.get(at)).copied().unwrap_or(0.0);
    Chance::of(if u.is_nan() { 0.0 } else { limits::clamped(u, 0.0, 1.0) })
}

/// The chance of each level of an exact part, given that of each part before it.
pub(super) fn levels(part: &Part, u: &[f64], parts: &[Chance]) -> Vec<Chance> {
    let of = |source: &Source| match source {
        Source::Event(number) => event(u, *number),
        Source::Module(number) => usize::try_from(*number).map_or(Chance::NEVER, |at| parts[at]),
    };
    part.sources.iter().map(of).collect()
}

/// The range of each level of a part, given that of each part before it.
pub(super) fn ranges(sources: impl Iterator<Item = Source>, u: &[f64], parts: &[Range]) -> Vec<Range> {
    let of = |source: Source| match source {
        Source::Event(number) => Range::exactly(event(u, number)),
        Source::Module(number) => usize::try_from(number).map_or(Range::exactly(Chance::NEVER), |at| parts[at]),
    };
    sources.map(of).collect()
}

impl Compiled {
    /// The probability that the top happens when event `i` has probability `u[i]`, and its complement.
    ///
    /// A missing probability counts as zero, one beyond 0 to 1 as the nearer end. A range only where the nodes did not
    /// suffice.
    pub fn chance(&self, u: &[f64]) -> Range {
        let range = if self.is_exact() {
            let mut parts: Vec<Chance> = Vec::with_capacity(self.parts.len());
            for part in &self.parts {
                let values = sweep(&part.cells, &levels(part, u, &parts));
                parts.push(at(&values, part.low.0));
            }
            let parts: Vec<Range> = parts.into_iter().map(Range::exactly).collect();
            self.top_of(u, &parts)
        } else {
            self.top_of(u, &self.part_ranges(u))
        };
        let limited = |chance: Chance| Chance { yes: chance.yes.min(1.0), no: chance.no.min(1.0) };
        Range { low: limited(range.low), high: limited(range.high) }
    }

    /// The range of every part.
    pub(super) fn part_ranges(&self, u: &[f64]) -> Vec<Range> {
        let mut parts: Vec<Range> = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let values = sweep_ranges(&part.cells, &ranges(part.sources.iter().copied(), u, &parts));
            let value = |root: Edge| values[root.node()].signed(root.is_negated());
            parts.push(Range { low: value(part.low).low, high: value(part.high).high });
        }
        parts
    }

    fn top_of(&self, u: &[f64], parts: &[Range]) -> Range {
        match self.top {
            Top::Certain(happens) => Range::exactly(Chance::NEVER).signed(happens),
            Top::Source(source, is_negated) => {
                let ranges = ranges(std::iter::once(source), u, parts);
                ranges[0].signed(is_negated)
            }
        }
    }
}
