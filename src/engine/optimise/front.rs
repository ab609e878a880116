//! The front: the least cost for every amount of downtime, as much of it as the effort goes to, and what is proven in
//! between.
//!
//! "Downtime" is the largest u/target over the journeys. Every question is the same: the least cost that so little
//! downtime can be had for; and every answer is kept as a fact. Where a fact says that nothing cheaper than the next point
//! has less downtime than this one, nothing lies between the two.

#![expect(clippy::indexing_slicing, reason = "a kernel: points are numbered by the list that owns them")]

use super::blocks::{Block, Matters, blocks};
use super::{Best, Objective, Problem, Quest, ROUNDING, search};

/// A set that nothing known beats in both cost and downtime.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The option of each part.
    pub picks: Vec<usize>,
    /// What it costs.
    pub cost: f64,
    /// Its largest u/target.
    pub strain: f64,
    /// Proven: no set with less downtime than the point before it costs less than this.
    pub bound: f64,
}

/// The points from the cheapest to the one of the least downtime.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Front {
    /// The cheapest first.
    pub points: Vec<Point>,
    /// Proven: no set costs less than a point and has no more downtime. Between the points there may be others.
    pub are_least: bool,
    /// Proven: every point is on the front, and there is no other.
    pub is_whole: bool,
}

/// Proven: no set of at most this downtime costs less than the bound.
struct Fact {
    strain: f64,
    bound: f64,
}

/// Most points of a front.
const POINTS: usize = 64;
/// Most questions.
const QUESTIONS: usize = 200;
/// Questions that go into the middle of wide gaps, so that the whole range is seen early.
const HALVINGS: usize = 12;
/// Gaps that are narrower than this ratio are not halved.
const WIDE: f64 = 1.3;
/// Two amounts of downtime that are closer, by ratio, are one.
const APART: f64 = 1e-9;
/// How far down the middle of a gap without an end is looked for.
const DEEP: f64 = 1e-6;
/// The share of the effort that one question may take is one over this.
const SHARE: usize = 8;

impl Problem<'_> {
    /// The front, as far as the effort goes; `start` is what is there. Empty only where there is nothing to choose.
    pub fn front(&self, start: &[usize], effort: usize) -> Front {
        let blocks = blocks(self, Matters::CostAndUnits, effort);
        let mut survey = Survey { problem: self, blocks, points: Vec::new(), facts: Vec::new(), left: effort, effort };
        let least_target = self.targets.iter().copied().fold(1.0, f64::min);
        // So much that every set may be chosen.
        survey.ask(1.0 / least_target, &[self.cheapest()]);
        survey.ask_least(start);
        for question in 0..QUESTIONS {
            let wide = if question < HALVINGS { survey.widest() } else { None };
            let Some(strain) = wide.or_else(|| survey.nearest()) else { break };
            if survey.left == 0 || survey.points.len() >= POINTS {
                break;
            }
            let known = survey.around(strain);
            survey.ask(strain, &known);
        }
        survey.front()
    }

    /// The same problem with every target so much wider or tighter.
    fn scaled(&self, strain: f64) -> Problem<'_> {
        let targets = self.targets.iter().map(|target| target * strain).collect();
        let states = (self.states.clone(), self.rest);
        Problem::new(self.system, targets, states, self.limits.clone(), self.parts.clone())
    }
}

/// A front in the making.
struct Survey<'a> {
    problem: &'a Problem<'a>,
    blocks: Vec<Block>,
    /// The cheapest first; none beats another.
    points: Vec<Point>,
    facts: Vec<Fact>,
    left: usize,
    effort: usize,
}

impl Survey<'_> {
    /// Looks for the least cost with at most this downtime, and for the least downtime at that cost.
    fn ask(&mut self, strain: f64, known: &[Vec<usize>]) {
        let scaled = self.problem.scaled(strain);
        let mut quest = Quest { objective: Objective::Cost, strain: 1.0, cost: f64::INFINITY, units: f64::INFINITY };
        let mut best = Best::default();
        for first in known {
            best.meet(&scaled, &quest, first.clone());
            if let Some(picks) = scaled.improve(first.clone()) {
                best.meet(&scaled, &quest, picks);
            }
        }
        let mut own = self.left.min(self.effort / SHARE);
        let spared = self.left - own;
        let bound = if scaled.is_in_reach() {
            search::search(&scaled, &self.blocks, &quest, &mut best, &mut own)
        } else {
            f64::INFINITY
        };
        let bound = if bound >= best.to_beat(Objective::Cost) {
            best.found.as_ref().map_or(f64::INFINITY, |(_, rank)| rank.cost)
        } else {
            bound
        };
        self.facts.push(Fact { strain, bound });
        if let Some((_, rank)) = &best.found {
            (quest.objective, quest.cost) = (Objective::Strain, rank.cost + room(rank.cost));
            search::search(&scaled, &self.blocks, &quest, &mut best, &mut own);
        }
        self.left = spared + own;
        if let Some((picks, _)) = best.found {
            self.take(picks);
        }
    }

    /// Looks for the least downtime at any cost.
    fn ask_least(&mut self, start: &[usize]) {
        let first = self.problem.least_strain(start, self.effort / SHARE);
        let no_limit = f64::INFINITY;
        let quest = Quest { objective: Objective::Strain, strain: no_limit, cost: no_limit, units: no_limit };
        let mut best = Best::default();
        best.meet(self.problem, &quest, first);
        let mut own = self.left.min(self.effort / SHARE);
        self.left -= own;
        let bound = search::search(self.problem, &self.blocks, &quest, &mut best, &mut own);
        self.left += own;
        let is_proven = bound >= best.to_beat(Objective::Strain);
        let Some((picks, rank)) = best.found else { return };
        if is_proven {
            self.facts.push(Fact { strain: rank.strain * (1.0 - APART), bound: no_limit });
        }
        self.ask(rank.strain * (1.0 + APART), &[picks]);
    }

    /// Takes a set in, unless a known one is as good in both; what it beats goes.
    fn take(&mut self, picks: Vec<usize>) {
        let rank = self.problem.rank(&self.problem.board(&picks));
        let no_more = |(a_cost, a_strain): (f64, f64), (b_cost, b_strain): (f64, f64)| {
            a_cost <= b_cost + room(b_cost) && a_strain <= b_strain * (1.0 + APART)
        };
        let figures = (rank.cost, rank.strain);
        if self.points.iter().any(|point| no_more((point.cost, point.strain), figures)) {
            return;
        }
        self.points.retain(|point| !no_more(figures, (point.cost, point.strain)));
        let at = self.points.partition_point(|point| point.cost < rank.cost);
        self.points.insert(at, Point { picks, cost: rank.cost, strain: rank.strain, bound: 0.0 });
    }

    /// The highest proven cost of a set with less downtime than this.
    fn bound_below(&self, strain: f64) -> f64 {
        let facts = self.facts.iter().filter(|fact| fact.strain >= strain * (1.0 - 2.0 * APART));
        facts.map(|fact| fact.bound).fold(0.0, f64::max)
    }

    /// The highest proven cost of a set with no more downtime than this, where what rounds to the same counts as more.
    fn bound_at(&self, strain: f64) -> f64 {
        let facts = self.facts.iter().filter(|fact| fact.strain >= strain * (1.0 - ROUNDING));
        facts.map(|fact| fact.bound).fold(0.0, f64::max)
    }

    /// It has been asked what less downtime than this costs.
    fn is_asked(&self, strain: f64) -> bool {
        let just_below = strain * (1.0 - 2.0 * APART)..strain;
        self.facts.iter().any(|fact| just_below.contains(&fact.strain))
    }

    /// The cost of the next point; infinite after the last.
    fn next_cost(&self, at: usize) -> f64 {
        self.points.get(at + 1).map_or(f64::INFINITY, |next| next.cost)
    }

    /// Nothing lies between this point and the next one.
    fn is_closed(&self, at: usize) -> bool {
        let next = self.next_cost(at);
        self.bound_below(self.points[at].strain) >= next - if next.is_finite() { room(next) } else { 0.0 }
    }

    /// A downtime in the middle of the widest gap of which nothing is known yet.
    fn widest(&self) -> Option<f64> {
        let mut widest: Option<(f64, f64)> = None;
        for (at, pair) in self.points.windows(2).enumerate() {
            let (from, to) = (pair[0].strain, pair[1].strain.max(pair[0].strain * DEEP));
            let asked = self.facts.iter().map(|fact| fact.strain).filter(|strain| *strain < from * (1.0 - 2.0 * APART));
            let to = asked.fold(to, f64::max);
            let ratio = from / to;
            if ratio > WIDE && !self.is_closed(at) && widest.is_none_or(|(most, _)| ratio > most) {
                widest = Some((ratio, (from * to).sqrt()));
            }
        }
        widest.map(|(_, middle)| middle)
    }

    /// A downtime just below the point nearest to the targets after which something may still lie.
    fn nearest(&self) -> Option<f64> {
        let is_open = |at: &usize| !self.is_closed(*at) && !self.is_asked(self.points[*at].strain);
        let far = |at: &usize| libm::log(self.points[*at].strain.max(f64::MIN_POSITIVE)).abs();
        let open = (0..self.points.len()).filter(is_open).min_by(|a, b| far(a).total_cmp(&far(b)));
        // What is never down cannot be better.
        open.map(|at| self.points[at].strain * (1.0 - APART)).filter(|strain| *strain > 0.0)
    }

    /// What the search for at most this downtime starts from: the known set that has it for the least, and the one that
    /// is just short of it.
    fn around(&self, strain: f64) -> Vec<Vec<usize>> {
        let at = self.points.partition_point(|point| point.strain > strain);
        let pair = self.points.iter().skip(at.saturating_sub(1)).take(if at == 0 { 1 } else { 2 });
        pair.map(|point| point.picks.clone()).collect()
    }

    fn front(mut self) -> Front {
        let is_ended =
            self.points.last().is_some_and(|last| last.strain <= 0.0 || self.is_closed(self.points.len() - 1));
        // The first fact is about every set: of the others, those about a little less downtime do not count here.
        let mut before = self.facts.first().map_or(0.0, |fact| fact.strain * (1.0 + 1.5 * APART));
        for at in 0..self.points.len() {
            let bound = self.bound_below(before).min(self.points[at].cost);
            before = self.points[at].strain;
            self.points[at].bound = bound;
        }
        let is_next = |point: &Point| point.bound >= point.cost - room(point.cost);
        let is_whole = is_ended && self.points.iter().all(is_next);
        let is_least = |point: &Point| self.bound_at(point.strain) >= point.cost - room(point.cost);
        let are_least = is_whole || self.points.iter().all(is_least);
        Front { points: self.points, are_least, is_whole }
    }
}

/// Room for rounding between two costs.
fn room(cost: f64) -> f64 {
    ROUNDING * (1.0 + cost.abs())
}
