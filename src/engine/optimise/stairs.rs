//! The least of one figure that the blocks can still come to when another one may only come to so much: the bound that a
//! choice of *fractions* of options gives, which no whole choice can beat.
//!
//! Of each block the options on the lower convex hull count. From the least of the first figure on, steps along the hulls
//! trade it for the second, the best ratio first.

#![expect(clippy::indexing_slicing, reason = "a kernel: sums run along the steps that they were made from")]

use crate::model::ordered;

/// Trades between a figure that is to be small and one that is limited, for the last blocks of an order.
#[derive(Debug, Clone, Default)]
pub(super) struct Stairs {
    /// Both figures at the least of the first.
    least: f64,
    limited: f64,
    /// Steps of all blocks, the cheapest first: what each takes off the limited figure, and adds to the other.
    steps: Vec<(f64, f64)>,
    /// Sums over the first i steps.
    off: Vec<f64>,
    added: Vec<f64>,
}

impl Stairs {
    /// With one more block, whose options have these figures: what is to be small, ascending, and what is limited.
    pub(super) fn and(&self, options: impl Iterator<Item = (f64, f64)>) -> Self {
        let (first, hull) = hull(options);
        let mut steps = Vec::with_capacity(self.steps.len() + hull.len());
        let (mut old, mut new) = (self.steps.iter().peekable(), hull.iter().peekable());
        loop {
            let next = match (old.peek(), new.peek()) {
                (Some(a), Some(b)) if is_cheaper(**b, **a) => new.next(),
                (Some(_), _) => old.next(),
                (None, _) => new.next(),
            };
            let Some(step) = next else { break };
            steps.push(*step);
        }
        Self { least: self.least + first.0, limited: self.limited + first.1, ..Self::of(steps) }
    }

    /// All blocks at once.
    pub(super) fn over<I: Iterator<Item = (f64, f64)>>(blocks: impl Iterator<Item = I>) -> Self {
        let (mut least, mut limited, mut steps) = (0.0, 0.0, Vec::new());
        for (first, hull) in blocks.map(hull) {
            least += first.0;
            limited += first.1;
            steps.extend(hull);
        }
        ordered::sort_by(&mut steps, |a: &(f64, f64), b| (a.1 * b.0).total_cmp(&(b.1 * a.0)));
        Self { least, limited, ..Self::of(steps) }
    }

    fn of(steps: Vec<(f64, f64)>) -> Self {
        let mut sums = Self {
            off: Vec::with_capacity(steps.len() + 1),
            added: Vec::with_capacity(steps.len() + 1),
            ..Self::default()
        };
        let (mut off, mut added) = (0.0, 0.0);
        for (less, more) in &steps {
            sums.off.push(off);
            sums.added.push(added);
            off += less;
            added += more;
        }
        sums.off.push(off);
        sums.added.push(added);
        Self { steps, ..sums }
    }

    /// The least of the first figure with at most `room` of the second; infinite when there is too little.
    pub(super) fn within(&self, room: f64) -> f64 {
        let (need, at) = self.last_step(room);
        if need <= 0.0 {
            return self.least;
        }
        if at == self.off.len() {
            return f64::INFINITY;
        }
        let (less, more) = self.steps[at - 1];
        self.least + self.added[at - 1] + more * ((need - self.off[at - 1]) / less)
    }

    /// What one unit less of the second figure adds to the first with so much room: Lagrange's multiplier.
    pub(super) fn multiplier(&self, room: f64) -> f64 {
        let (_, at) = self.last_step(room);
        at.checked_sub(1).and_then(|at| self.steps.get(at)).map_or(0.0, |(less, more)| more / less)
    }

    /// How much must come off the second figure, and how many steps that takes; one more than there are: too much.
    fn last_step(&self, room: f64) -> (f64, usize) {
        // Sums round, and a step may be smaller than that: rather a little too much room than too little.
        let need = self.limited - room - SLIP * (self.limited.abs() + room.abs());
        (need, if need <= 0.0 { 0 } else { self.off.partition_point(|off| *off < need) })
    }
}

/// Room for rounding, as a share of the figures that are summed.
const SLIP: f64 = 1e-13;

/// The first step adds less than the second for what it takes off.
fn is_cheaper((a_off, a_added): (f64, f64), (b_off, b_added): (f64, f64)) -> bool {
    a_added * b_off < b_added * a_off
}

/// The option of the least first figure (of these, the least second), and the steps down the hull from it. The options
/// come with the first figure ascending.
fn hull(options: impl Iterator<Item = (f64, f64)>) -> ((f64, f64), Vec<(f64, f64)>) {
    let mut corners: Vec<(f64, f64)> = Vec::new();
    for option in options {
        match corners.last() {
            Some(last) if option.1 >= last.1 => continue,
            Some(last) if option.0 <= last.0 => drop(corners.pop()),
            Some(_) | None => {}
        }
        while let [.., before, last] = corners.as_slice() {
            // The corner stays only where the way over it is below the straight one.
            let (to_last, to_option) =
                ((before.1 - last.1, last.0 - before.0), (before.1 - option.1, option.0 - before.0));
            if is_cheaper(to_last, to_option) {
                break;
            }
            corners.pop();
        }
        corners.push(option);
    }
    let first = corners.first().copied().unwrap_or((0.0, 0.0));
    let steps = corners.windows(2).map(|pair| (pair[0].1 - pair[1].1, pair[1].0 - pair[0].0)).collect();
    (first, steps)
}
