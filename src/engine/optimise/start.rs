//! Where the search starts: sets found by one change at a time, good but without any proof.

#![expect(
    clippy::indexing_slicing,
    reason = "a kernel: parts, options and states are numbered by the problem that owns them"
)]

use super::{Board, Offer, Problem, Rank};
use crate::model::ordered;

impl Problem<'_> {
    /// `picks` changed one part at a time: up by the best gain per cost until every target is met, then down by the
    /// largest saving that still meets them. None when no target is met on the way.
    pub(super) fn improve(&self, picks: Vec<usize>) -> Option<Vec<usize>> {
        let mut board = self.board(&picks);
        for part in 0..self.parts() {
            if !self.open(part).any(|(index, _)| index == board.picks[part]) {
                let first = self.cheapest()[part];
                self.put(&mut board, part, first);
            }
        }
        let bound = 4 * self.parts() + 16;
        for _ in 0..bound {
            let now = self.journeys_at(&board.u);
            if self.strain(&now) <= 1.0 {
                break;
            }
            let (part, pick) = self.best_gain(&board, &now)?;
            self.put(&mut board, part, pick);
        }
        if self.strain(&self.journeys_at(&board.u)) > 1.0 {
            return None;
        }
        for _ in 0..bound {
            let Some((part, pick)) = self.best_saving(&board) else { break };
            self.put(&mut board, part, pick);
        }
        Some(board.picks)
    }

    /// Log-distance to the targets that are missed.
    fn excess(&self, journeys_u: impl Iterator<Item = f64>) -> f64 {
        journeys_u.zip(&self.targets).map(|(u, target)| libm::log((u / target).max(1.0))).sum()
    }

    fn best_gain(&self, board: &Board, now: &[f64]) -> Option<(usize, usize)> {
        let slopes = self.slopes(board);
        let excess = self.excess(now.iter().copied());
        let mut best: Option<(f64, usize, usize)> = None;
        for part in 0..self.parts() {
            let cost = self.parts[part][board.picks[part]].cost;
            for (pick, offer) in self.open(part) {
                let gain = excess - self.excess(self.after(board, now, &slopes, part, &offer.u));
                if gain <= 1e-9 * (1.0 + excess) {
                    continue;
                }
                let extra = (offer.cost - cost).max(1e-6 * (1.0 + cost));
                let worth = gain / extra;
                if best.is_none_or(|(most, _, _)| worth > most) {
                    best = Some((worth, part, pick));
                }
            }
        }
        best.map(|(_, part, pick)| (part, pick))
    }

    fn best_saving(&self, board: &Board) -> Option<(usize, usize)> {
        let now = self.journeys_at(&board.u);
        let slopes = self.slopes(board);
        let strain_now = self.strain(&now);
        let mut best: Option<(Rank, usize, usize)> = None;
        for part in 0..self.parts() {
            let here = &self.parts[part][board.picks[part]];
            for (pick, offer) in self.open(part) {
                let after: Vec<f64> = self.after(board, &now, &slopes, part, &offer.u).collect();
                let strain = self.strain(&after);
                let rank = Rank { cost: offer.cost - here.cost, units: offer.units, strain };
                let stay = Rank { cost: 0.0, units: here.units, strain: strain_now };
                if strain <= 1.0 && rank.beats(&stay) && best.is_none_or(|(most, _, _)| rank.cost < most.cost) {
                    best = Some((rank, part, pick));
                }
            }
        }
        best.map(|(_, part, pick)| (part, pick))
    }

    /// Nothing meets the targets: the picks of least strain, and no dearer than they must be.
    pub(super) fn least_strain(&self, start: &[usize], effort: usize) -> Vec<usize> {
        let order = |a: &(usize, &Offer), b: &(usize, &Offer)| self.mean_u(a.1).total_cmp(&self.mean_u(b.1));
        let least = |part| self.open(part).min_by(order).map_or(start[part], |(index, _)| index);
        let mut board = self.board(&(0..self.parts()).map(least).collect::<Vec<_>>());
        self.relax(&mut board, effort);
        for part in 0..self.parts() {
            let strain = self.strain(&self.journeys_at(&board.u));
            let here = board.picks[part];
            let mut options: Vec<(usize, &Offer)> = self.open(part).collect();
            ordered::sort_by(&mut options, |a, b| a.1.cost.total_cmp(&b.1.cost));
            for (pick, offer) in options {
                if offer.cost >= self.parts[part][here].cost {
                    break;
                }
                self.put(&mut board, part, pick);
                if self.strain(&self.journeys_at(&board.u)) <= strain * (1.0 + 1e-9) {
                    break;
                }
                self.put(&mut board, part, here);
            }
        }
        board.picks
    }

    /// One part after the other gets the option of least strain, until none gives less or the effort is spent: what is
    /// best for a part on the whole need not be best beside the others.
    fn relax(&self, board: &mut Board, mut effort: usize) {
        let mut least = self.strain(&self.journeys_at(&board.u));
        let mut still = 0;
        let mut part = 0;
        while still < self.parts() && effort > 0 {
            still += 1;
            let mut best = board.picks[part];
            for (pick, _) in self.open(part) {
                effort = effort.saturating_sub(1);
                self.put(board, part, pick);
                let strain = self.strain(&self.journeys_at(&board.u));
                if strain < least * (1.0 - 1e-9) {
                    (least, best, still) = (strain, pick, 0);
                }
            }
            self.put(board, part, best);
            part = (part + 1) % self.parts();
        }
    }
}
