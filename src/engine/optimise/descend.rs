//! Branch and bound over the parts, depth first, for systems that do not fall into small blocks.
//!
//! Undecided parts count with their least cost and, per state, their least u: both are bounds that no completion can beat,
//! so what is cut holds nothing better.

#![expect(
    clippy::indexing_slicing,
    reason = "a kernel: parts, options and states are numbered by the problem that owns them"
)]

use super::{Best, Objective, Offer, Problem, Quest};
use crate::model::ordered;

/// Deepest descent: beyond it the search counts as ended early, so the smallest stack suffices.
const DEPTH: usize = 256;

/// Finds the best of a quest: `best` is what is known, `left` the partial sets that may still be looked at. Returns what
/// no set can beat.
pub(super) fn search(problem: &Problem<'_>, quest: &Quest, best: &mut Best, left: &mut usize) -> f64 {
    let mut search = Descent { problem, quest, order: branching_order(problem), best, left: *left, behind: f64::INFINITY };
    search.descend(0, &mut problem.cheapest(), &mut problem.best_possible());
    *left = search.left;
    search.behind
}

/// Parts whose options differ most in what is asked for first: their choice decides most.
fn branching_order(problem: &Problem<'_>) -> Vec<usize> {
    let span = |part: usize| {
        let costs = || problem.open(part).map(|(_, offer)| offer.cost);
        costs().fold(f64::NEG_INFINITY, f64::max) - costs().fold(f64::INFINITY, f64::min)
    };
    let mut order: Vec<usize> = (0..problem.parts()).collect();
    ordered::sort_by(&mut order, |a, b| span(*b).total_cmp(&span(*a)).then(a.cmp(b)));
    order
}

struct Descent<'a> {
    problem: &'a Problem<'a>,
    quest: &'a Quest,
    order: Vec<usize>,
    best: &'a mut Best,
    left: usize,
    /// The least bound of what was left behind.
    behind: f64,
}

impl Descent<'_> {
    /// Decides `order[depth]` and on. `picks` holds the cheapest option and `u` the floor of every undecided part.
    fn descend(&mut self, depth: usize, picks: &mut Vec<usize>, u: &mut Vec<f64>) {
        let problem = self.problem;
        let bound = self.bound(depth, picks, u);
        if bound >= self.best.to_beat(self.quest.objective) {
            return;
        }
        if self.left == 0 || depth > DEPTH {
            self.behind = self.behind.min(bound);
            return;
        }
        self.left -= 1;
        let Some(part) = self.order.get(depth).copied() else {
            self.best.meet(problem, self.quest, picks.clone());
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

    /// What no completion can beat; infinite when none fits.
    fn bound(&self, depth: usize, picks: &[usize], u: &[f64]) -> f64 {
        let (problem, quest) = (self.problem, self.quest);
        let strain = problem.strain(&problem.journeys_at(u));
        let sum = |figure: &dyn Fn(&Offer) -> f64| -> f64 {
            let decided = |part: &usize| figure(&problem.parts[*part][picks[*part]]);
            let open = |part: &usize| problem.open(*part).map(|(_, offer)| figure(offer)).fold(f64::INFINITY, f64::min);
            let (done, to_do) = self.order.split_at(depth.min(self.order.len()));
            done.iter().map(decided).sum::<f64>() + to_do.iter().map(open).sum::<f64>()
        };
        let over = |figure: f64, limit: f64| figure > limit + super::ROUNDING * limit.abs();
        let (cost, units) = (sum(&|offer| offer.cost), sum(&|offer| f64::from(offer.units)));
        let is_over = (0..problem.limits.len()).any(|at| over(sum(&|offer| offer.uses[at]), problem.limits[at]));
        if is_over || over(cost, quest.cost) || over(units, quest.units) || strain > quest.strain {
            return f64::INFINITY;
        }
        match quest.objective {
            Objective::Cost => cost,
            Objective::Units => units,
            Objective::Strain => strain,
        }
    }
}
