//! The best set of options: the least cost under every journey's target, or the least downtime under limits (DOMAIN §5).
//!
//! A greedy start, then branch and bound over the blocks that the system falls into (`blocks`, `class`, `search`). Knows
//! options as costs and unavailabilities only; strategies, gates and reasons are `recommend`'s. The order of work depends
//! on nothing but the problem, so host and browser choose the same.

#![expect(
    clippy::indexing_slicing,
    reason = "a kernel: parts, options and states are numbered by the problem that owns them"
)]

mod blocks;
mod class;
mod field;
mod front;
pub mod mixture;
mod search;
mod stairs;
mod start;

use std::cell::OnceCell;
use std::rc::Rc;

pub use self::front::{Front, Point};

use self::blocks::{Matters, unbeaten};
use super::structure::Compiled;

/// What is to be chosen.
pub struct Problem<'a> {
    /// The system over its parts, in the compiled order; one root per journey.
    pub system: &'a Compiled,
    /// Most unavailability allowed, per journey; for the least downtime, what counts as one.
    pub targets: Vec<f64>,
    /// Probability of each zone state.
    pub states: Vec<f64>,
    /// Probability of the zone states left out: counted as down, so every figure is an upper bound.
    pub rest: f64,
    /// Most of each resource that all options together may use.
    pub limits: Vec<f64>,
    /// Options of each part; never empty.
    pub parts: Vec<Rc<[Offer]>>,
    /// By part, the options worth looking at: see [`worth_looking_at`].
    live: OnceCell<Vec<Vec<usize>>>,
}

/// One option of one part.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Cost per month.
    pub cost: f64,
    /// Units in all.
    pub units: u32,
    /// What it uses of each limited resource: money, weight; never negative.
    pub uses: Vec<f64>,
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
    /// It meets every target and limit.
    pub feasible: bool,
    /// Nothing better does, or nothing does at all.
    pub proven: bool,
    /// What is proven of what was asked for, cost or the largest u/target: no set that meets targets and limits is below.
    pub bound: f64,
}

/// Relative room for rounding when a figure is held against its target, and when two costs are called equal.
const ROUNDING: f64 = 1e-12;

/// What is asked of a problem.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Quest {
    objective: Objective,
    /// Most u/target.
    strain: f64,
    /// Most cost.
    cost: f64,
    /// Most units.
    units: f64,
}

/// What is to be as small as possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Objective {
    Cost,
    Units,
    Strain,
}

/// A set of options with all that follows from it.
#[derive(Clone)]
struct Board {
    picks: Vec<usize>,
    /// Unavailability by state, then part.
    u: Vec<f64>,
}

/// Rank of a set: cost, then units, then the worst u/target.
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

/// The best set so far, if any fits.
#[derive(Default)]
struct Best {
    found: Option<(Vec<usize>, Rank)>,
}

impl Best {
    /// Whatever reaches this is no better.
    fn to_beat(&self, objective: Objective) -> f64 {
        let Some((_, rank)) = &self.found else { return f64::INFINITY };
        match objective {
            Objective::Cost => rank.cost - ROUNDING * (1.0 + rank.cost.abs()),
            Objective::Units => f64::from(rank.units) - 0.5,
            Objective::Strain => rank.strain * (1.0 - ROUNDING),
        }
    }

    /// The largest u/target of anything worth looking for.
    fn worst_allowed(&self, quest: &Quest) -> f64 {
        match (quest.objective, &self.found) {
            (Objective::Strain, Some((_, rank))) => quest.strain.min(rank.strain),
            (Objective::Strain | Objective::Cost | Objective::Units, _) => quest.strain,
        }
    }

    /// Takes `picks` if they fit and are better.
    fn meet(&mut self, problem: &Problem<'_>, quest: &Quest, picks: Vec<usize>) {
        let rank = problem.rank(&problem.board(&picks));
        let fits = rank.strain <= quest.strain
            && rank.cost <= quest.cost
            && f64::from(rank.units) <= quest.units
            && problem.is_within_limits(&picks);
        let is_better = self.found.as_ref().is_none_or(|(_, old)| match quest.objective {
            Objective::Cost | Objective::Units => rank.beats(old),
            Objective::Strain => rank.strain < old.strain * (1.0 - ROUNDING),
        });
        if fits && is_better {
            self.found = Some((picks, rank));
        }
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

/// The open options of a part, or all where none is open.
fn may_be_chosen(offers: &[Offer]) -> impl Iterator<Item = usize> + '_ {
    let any_open = offers.iter().any(|offer| offer.open);
    (0..offers.len()).filter(move |index| offers[*index].open || !any_open)
}

/// The options of a part that a best set may need: those that may be chosen and are not beaten by another on resources
/// and unavailability in every state, and if those matter on cost and units, at once. Of equals the first stays.
fn worth_looking_at(offers: &[Offer], matters: Matters) -> Vec<usize> {
    let may: Vec<usize> = may_be_chosen(offers).collect();
    let mut figures = Vec::new();
    for offer in may.iter().map(|index| &offers[*index]) {
        match matters {
            Matters::CostAndUnits => figures.extend([offer.cost, f64::from(offer.units)]),
            Matters::Neither => {}
        }
        figures.extend(offer.uses.iter().chain(&offer.u));
    }
    unbeaten(&figures, may.len()).into_iter().map(|at| may[at]).collect()
}

impl<'a> Problem<'a> {
    /// What is to be chosen: see the fields.
    pub fn new(
        system: &'a Compiled,
        targets: Vec<f64>,
        (states, rest): (Vec<f64>, f64),
        limits: Vec<f64>,
        parts: Vec<Rc<[Offer]>>,
    ) -> Self {
        Self { system, targets, states, rest, limits, parts, live: OnceCell::new() }
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

    /// The cheapest picks that meet every target and limit, or the picks of least strain when none do. Of equally cheap
    /// ones those with fewer units, then with the least strain, as far as the effort goes; the proof is of the cost.
    /// `start` is what is there; `effort` bounds the partial sets that are looked at.
    pub fn solve(&self, start: &[usize], effort: usize) -> Found {
        let mut left = effort;
        let quest = Quest { objective: Objective::Cost, strain: 1.0, cost: f64::INFINITY, units: f64::INFINITY };
        let blocks = blocks::blocks(self, Matters::CostAndUnits, effort);
        if !self.is_in_reach() {
            let picks = self.nearest(&blocks, start, left);
            return Found { picks, feasible: false, proven: true, bound: f64::INFINITY };
        }
        let mut best = Best::default();
        for first in [start.to_vec(), self.cheapest()] {
            if let Some(picks) = self.improve(first) {
                best.meet(self, &quest, picks);
            }
        }
        let bound = search::search(self, &blocks, &quest, &mut best, &mut left);
        let proven = bound >= best.to_beat(Objective::Cost);
        let Some((_, rank)) = &best.found else {
            let picks = self.nearest(&blocks, start, left);
            return Found { picks, feasible: false, proven, bound };
        };
        let bound = if proven { rank.cost } else { bound };
        if proven {
            self.break_ties(&blocks, &mut best, left / 2);
        }
        let picks = best.found.map_or_else(Vec::new, |(picks, _)| picks);
        Found { picks, feasible: true, proven, bound }
    }

    /// A set that meets all targets was found at the first try; nothing is proven when none was.
    pub fn can_be_met(&self, start: &[usize]) -> bool {
        self.is_in_reach() && [start.to_vec(), self.cheapest()].into_iter().any(|first| self.improve(first).is_some())
    }

    /// Even if every part had its least unavailability in every state, at no cost, the targets would be met.
    fn is_in_reach(&self) -> bool {
        self.strain(&self.journeys_at(&self.best_possible())) <= 1.0
    }

    /// Nothing meets the targets: the picks of least strain, and of these the cheapest, as far as the effort goes.
    fn nearest(&self, blocks: &[blocks::Block], start: &[usize], effort: usize) -> Vec<usize> {
        let no_limit = f64::INFINITY;
        let first = self.least_strain(start, effort);
        let mut best = Best::default();
        let mut quest = Quest { objective: Objective::Strain, strain: no_limit, cost: no_limit, units: no_limit };
        best.meet(self, &quest, first.clone());
        search::search(self, blocks, &quest, &mut best, &mut (effort / 2));
        let Some((_, rank)) = &best.found else { return first };
        (quest.objective, quest.strain) = (Objective::Cost, rank.strain * (1.0 + 1e-9));
        search::search(self, blocks, &quest, &mut best, &mut (effort / 2));
        best.found.map_or(first, |(picks, _)| picks)
    }

    /// The picks of the least u/target (the largest over the journeys) within all limits, whether or not that meets the
    /// targets.
    pub fn least_downtime(&self, start: &[usize], effort: usize) -> Found {
        let mut left = effort;
        let no_limit = f64::INFINITY;
        let quest = Quest { objective: Objective::Strain, strain: no_limit, cost: no_limit, units: no_limit };
        let mut best = Best::default();
        if start.iter().zip(&self.parts).all(|(pick, offers)| may_be_chosen(offers).any(|open| open == *pick)) {
            best.meet(self, &quest, start.to_vec());
        }
        let blocks = blocks::blocks(self, Matters::Neither, effort);
        let bound = search::search(self, &blocks, &quest, &mut best, &mut left);
        let proven = bound >= best.to_beat(Objective::Strain);
        match best.found {
            Some((picks, rank)) => {
                Found { picks, feasible: true, proven, bound: if proven { rank.strain } else { bound } }
            }
            None => Found { picks: start.to_vec(), feasible: false, proven, bound },
        }
    }

    /// Among sets of the same cost: fewer units, then less strain.
    fn break_ties(&self, blocks: &[blocks::Block], best: &mut Best, effort: usize) {
        let mut left = effort;
        for objective in [Objective::Units, Objective::Strain] {
            let Some((_, rank)) = &best.found else { return };
            let cost = rank.cost + ROUNDING * (1.0 + rank.cost.abs());
            let units = match objective {
                Objective::Strain => f64::from(rank.units),
                Objective::Cost | Objective::Units => f64::INFINITY,
            };
            let quest = Quest { objective, strain: 1.0, cost, units };
            search::search(self, blocks, &quest, best, &mut left);
        }
    }

    fn is_within_limits(&self, picks: &[usize]) -> bool {
        self.limits.iter().enumerate().all(|(resource, limit)| {
            let used: f64 = picks.iter().enumerate().map(|(part, pick)| self.parts[part][*pick].uses[resource]).sum();
            used <= limit + ROUNDING * limit.abs()
        })
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
        let all = || self.parts.iter().map(|offers| worth_looking_at(offers, Matters::CostAndUnits)).collect();
        self.live.get_or_init(all)[part].iter().map(move |index| (*index, &self.parts[part][*index]))
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
}
