//! The cheapest set of options under every journey's target (DOMAIN §5): greedy start, then branch and bound.
//!
//! Knows options as costs and unavailabilities only; strategies, gates and reasons are `recommend`'s. The order of
//! work depends on nothing but the problem, so host and browser choose the same.

#![expect(
    clippy::indexing_slicing,
    reason = "a kernel: parts, options and states are numbered by the problem that owns them"
)]

use super::structure::Compiled;
use crate::model::ordered;

/// What is to be chosen.
pub struct Problem<'a> {
    /// The system over its parts, in the compiled order; one root per journey.
    pub system: &'a Compiled,
    /// Most unavailability allowed, per journey.
    pub targets: Vec<f64>,
    /// Probability of each zone state.
    pub states: Vec<f64>,
    /// Probability of the zone states left out: counted as down, so every figure is an upper bound.
    pub rest: f64,
    /// Options of each part; never empty.
    pub parts: Vec<Vec<Offer>>,
    /// By part, the options worth looking at: see [`worth_looking_at`].
    live: Vec<Vec<usize>>,
}

/// One option of one part.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Cost per month.
    pub cost: f64,
    /// Units in all.
    pub units: u32,
    /// Unavailability of the part in each zone state.
    pub u: Vec<f64>,
    /// It may be chosen: no gate is closed.
    pub open: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The option of each part.
    pub picks: Vec<usize>,
    /// It meets every target.
    pub feasible: bool,
    /// Nothing cheaper does, or nothing does at all.
    pub proven: bool,
}

/// Relative room for rounding when a figure is held against its target, and when two costs are called equal.
const ROUNDING: f64 = 1e-12;

/// Deepest descent: beyond it the search counts as ended early, so the smallest stack suffices.
const DEPTH: usize = 256;

/// A set of options with all that follows from it.
#[derive(Clone)]
struct Board {
    picks: Vec<usize>,
    /// Unavailability by state, then part.
    u: Vec<f64>,
}

/// Rank of a set that meets the targets: cost, then units, then the worst u/target.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rank {
    cost: f64,
    units: u32,
    strain: f64,
}

impl Rank {
    fn beats(&self, other: &Self) -> bool {
        let room = ROUNDING * (1.0 + other.cost.abs());
        if (self.cost - other.cost).abs() > room {
            return self.cost < other.cost;
        }
        (self.units, self.strain) < (other.units, other.strain * (1.0 - ROUNDING)) || self.units < other.units
    }
}

/// A set of options seen from its own place: what one change would do.
pub struct Around<'a> {
    problem: &'a Problem<'a>,
    board: Board,
    /// Unavailability of each journey.
    pub now: Vec<f64>,
    slopes: Vec<f64>,
}

impl Around<'_> {
    /// Unavailability of each journey if `part` alone took its option `pick`.
    pub fn with(&self, part: usize, pick: usize) -> Vec<f64> {
        let offer = &self.problem.parts[part][pick];
        self.problem.after(&self.board, &self.now, &self.slopes, part, &offer.u).collect()
    }

    /// Unavailability of each journey if `part` never failed.
    pub fn without_faults(&self, part: usize) -> Vec<f64> {
        let never = vec![0.0; self.problem.states.len()];
        self.problem.after(&self.board, &self.now, &self.slopes, part, &never).collect()
    }
}

/// The options of a part that a best set may need: open (all of them when none is), and not beaten by another on cost,
/// units and unavailability in every state at once. Of equals the first stays.
fn worth_looking_at(offers: &[Offer]) -> Vec<usize> {
    let any_open = offers.iter().any(|offer| offer.open);
    let may: Vec<usize> = (0..offers.len()).filter(|index| offers[*index].open || !any_open).collect();
    let beats = |a: usize, b: usize| {
        let (x, y) = (&offers[a], &offers[b]);
        let no_worse = x.cost <= y.cost && x.units <= y.units && x.u.iter().zip(&y.u).all(|(x, y)| x <= y);
        let equal = x.cost >= y.cost && x.units == y.units && x.u.iter().zip(&y.u).all(|(x, y)| x >= y);
        no_worse && (!equal || a < b)
    };
    may.iter().copied().filter(|b| !may.iter().any(|a| a != b && beats(*a, *b))).collect()
}

impl<'a> Problem<'a> {
    /// What is to be chosen: see the fields.
    pub fn new(system: &'a Compiled, targets: Vec<f64>, states: Vec<f64>, rest: f64, parts: Vec<Vec<Offer>>) -> Self {
        let live = parts.iter().map(|offers| worth_looking_at(offers)).collect();
        Self { system, targets, states, rest, parts, live }
    }

    /// `picks` with what one change would do.
    pub fn around(&self, picks: &[usize]) -> Around<'_> {
        let board = self.board(picks);
        let now = self.journeys_at(&board.u);
        let slopes = self.slopes(&board);
        Around { problem: self, board, now, slopes }
    }

    /// Unavailability of each journey when part i takes option `picks[i]`.
    pub fn journeys_u(&self, picks: &[usize]) -> Vec<f64> {
        self.journeys_at(&self.board(picks).u)
    }

    /// The cheapest picks that meet every target, or the picks of least strain when none do. `start` is what is there;
    /// `effort` bounds the sets that are looked at.
    pub fn solve(&self, start: &[usize], effort: usize) -> Found {
        let floor = self.best_possible();
        let reachable = self.strain(&self.journeys_at(&floor)) <= 1.0;
        if !reachable {
            return Found { picks: self.least_strain(start, effort), feasible: false, proven: true };
        }
        let mut best = None;
        for first in [start.to_vec(), self.cheapest()] {
            if let Some(picks) = self.improve(first) {
                self.keep_better(&mut best, picks);
            }
        }
        let mut search = Search { problem: self, order: self.branching_order(), best, left: effort, spent: false };
        search.descend(0, &mut self.cheapest(), &mut floor.clone());
        let (proven, left) = (!search.spent, search.left);
        match search.best {
            Some((picks, _)) => Found { picks, feasible: true, proven },
            None => Found { picks: self.least_strain(start, left), feasible: false, proven },
        }
    }

    fn parts(&self) -> usize {
        self.parts.len()
    }

    fn board(&self, picks: &[usize]) -> Board {
        let mut u = Vec::with_capacity(self.states.len() * self.parts());
        for state in 0..self.states.len() {
            u.extend(picks.iter().enumerate().map(|(part, pick)| self.parts[part][*pick].u[state]));
        }
        Board { picks: picks.to_vec(), u }
    }

    fn put(&self, board: &mut Board, part: usize, pick: usize) {
        board.picks[part] = pick;
        for state in 0..self.states.len() {
            board.u[state * self.parts() + part] = self.parts[part][pick].u[state];
        }
    }

    fn journeys_at(&self, u: &[f64]) -> Vec<f64> {
        let mut scratch = Vec::new();
        (0..self.targets.len())
            .map(|root| {
                let down = |(state, probability): (usize, &f64)| {
                    let from = state * self.parts();
                    probability * self.system.unavailability(root, &u[from..from + self.parts()], &mut scratch)
                };
                self.states.iter().enumerate().map(down).sum::<f64>() + self.rest
            })
            .collect()
    }

    /// The worst u/target over the journeys; at most 1 when all are met.
    fn strain(&self, journeys_u: &[f64]) -> f64 {
        let ratio = |(u, target): (&f64, &f64)| u / (target * (1.0 + ROUNDING));
        journeys_u.iter().zip(&self.targets).map(ratio).fold(0.0, f64::max)
    }

    fn rank(&self, board: &Board) -> Rank {
        let offers = || board.picks.iter().enumerate().map(|(part, pick)| &self.parts[part][*pick]);
        Rank {
            cost: offers().map(|offer| offer.cost).sum(),
            units: offers().map(|offer| offer.units).sum(),
            strain: self.strain(&self.journeys_at(&board.u)),
        }
    }

    fn open(&self, part: usize) -> impl Iterator<Item = (usize, &Offer)> {
        self.live[part].iter().map(move |index| (*index, &self.parts[part][*index]))
    }

    /// Per state and part the least unavailability of any open option: no choice can do better (U is monotone).
    fn best_possible(&self) -> Vec<f64> {
        let mut floor = Vec::with_capacity(self.states.len() * self.parts());
        for state in 0..self.states.len() {
            floor.extend((0..self.parts()).map(|part| self.least_u(part, state)));
        }
        floor
    }

    fn least_u(&self, part: usize, state: usize) -> f64 {
        self.open(part).map(|(_, offer)| offer.u[state]).fold(f64::INFINITY, f64::min)
    }

    fn cheapest(&self) -> Vec<usize> {
        let order = |a: &(usize, &Offer), b: &(usize, &Offer)| {
            a.1.cost.total_cmp(&b.1.cost).then(self.mean_u(a.1).total_cmp(&self.mean_u(b.1)))
        };
        (0..self.parts()).map(|part| self.open(part).min_by(order).map_or(0, |(index, _)| index)).collect()
    }

    fn mean_u(&self, offer: &Offer) -> f64 {
        offer.u.iter().zip(&self.states).map(|(u, probability)| u * probability).sum()
    }

    /// ∂U/∂u of every journey, state and part, weighted by the state's probability: by it the effect of one change is
    /// exact, because U is linear in each part's u.
    fn slopes(&self, board: &Board) -> Vec<f64> {
        let mut slopes = Vec::with_capacity(self.targets.len() * self.states.len() * self.parts());
        let mut scratch = Vec::new();
        for root in 0..self.targets.len() {
            for (state, probability) in self.states.iter().enumerate() {
                let from = state * self.parts();
                let birnbaum = self.system.diagram.gradient(root, &board.u[from..from + self.parts()], &mut scratch);
                slopes.extend(birnbaum.iter().map(|slope| slope * probability));
            }
        }
        slopes
    }

    /// Each journey's unavailability if part `part` alone had the unavailability `new` by state.
    fn after<'b>(
        &'b self,
        board: &'b Board,
        now: &'b [f64],
        slopes: &'b [f64],
        part: usize,
        new: &'b [f64],
    ) -> impl Iterator<Item = f64> + 'b {
        let (parts, states) = (self.parts(), self.states.len());
        now.iter().enumerate().map(move |(root, u)| {
            let slope = |state: usize| slopes[(root * states + state) * parts + part];
            let change = |state: usize| slope(state) * (new[state] - board.u[state * parts + part]);
            (u + (0..states).map(change).sum::<f64>()).max(0.0)
        })
    }

    /// `picks` changed one part at a time: up by the best gain per cost until every target is met, then down by the
    /// largest saving that still meets them. None when no target is met on the way.
    fn improve(&self, picks: Vec<usize>) -> Option<Vec<usize>> {
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
    fn least_strain(&self, start: &[usize], effort: usize) -> Vec<usize> {
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

    fn keep_better(&self, best: &mut Option<(Vec<usize>, Rank)>, picks: Vec<usize>) {
        let rank = self.rank(&self.board(&picks));
        if rank.strain <= 1.0 && best.as_ref().is_none_or(|(_, old)| rank.beats(old)) {
            *best = Some((picks, rank));
        }
    }

    /// Parts whose options differ most in cost first: their choice decides most.
    fn branching_order(&self) -> Vec<usize> {
        let span = |part: usize| {
            let costs = || self.open(part).map(|(_, offer)| offer.cost);
            costs().fold(f64::NEG_INFINITY, f64::max) - costs().fold(f64::INFINITY, f64::min)
        };
        let mut order: Vec<usize> = (0..self.parts()).collect();
        ordered::sort_by(&mut order, |a, b| span(*b).total_cmp(&span(*a)).then(a.cmp(b)));
        order
    }
}

/// Branch and bound, depth first. Undecided parts count with their least cost and, per state, their least u: both are
/// bounds that no completion can beat, so what is cut holds nothing better.
struct Search<'a> {
    problem: &'a Problem<'a>,
    order: Vec<usize>,
    best: Option<(Vec<usize>, Rank)>,
    left: usize,
    spent: bool,
}

impl Search<'_> {
    /// Decides `order[depth]` and on. `picks` holds the cheapest option and `u` the floor of every undecided part.
    fn descend(&mut self, depth: usize, picks: &mut Vec<usize>, u: &mut Vec<f64>) {
        if self.left == 0 || depth > DEPTH {
            self.spent = true;
            return;
        }
        self.left -= 1;
        let problem = self.problem;
        if problem.strain(&problem.journeys_at(u)) > 1.0 || self.is_too_dear(picks) {
            return;
        }
        let Some(part) = self.order.get(depth).copied() else {
            problem.keep_better(&mut self.best, picks.clone());
            return;
        };
        let parts = problem.parts();
        let cheapest = picks[part];
        let floor: Vec<f64> = (0..problem.states.len()).map(|state| u[state * parts + part]).collect();
        let mut options: Vec<(usize, &Offer)> = problem.open(part).collect();
        ordered::sort_by(&mut options, |a, b| {
            a.1.cost.total_cmp(&b.1.cost).then(a.1.units.cmp(&b.1.units)).then(a.0.cmp(&b.0))
        });
        for (pick, offer) in options {
            picks[part] = pick;
            for (state, value) in offer.u.iter().enumerate() {
                u[state * parts + part] = *value;
            }
            self.descend(depth + 1, picks, u);
        }
        picks[part] = cheapest;
        for (state, value) in floor.iter().enumerate() {
            u[state * parts + part] = *value;
        }
    }

    /// Even with every undecided part at its cheapest, the best found is not beaten on cost.
    fn is_too_dear(&self, picks: &[usize]) -> bool {
        let Some((_, best)) = &self.best else { return false };
        let cost: f64 = picks.iter().enumerate().map(|(part, pick)| self.problem.parts[part][*pick].cost).sum();
        cost >= best.cost - ROUNDING * (1.0 + best.cost.abs())
    }
}
