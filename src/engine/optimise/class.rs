//! One case of the search: which states of the zones may be lost, and what bounds follow.
//!
//! A journey's unavailability is no sum over the blocks, but a concave function of one: with L = −ln(1 − u), blocks one
//! behind the other add up to L, and a state costs 1 − e^{−L}. Between the least and the most that L can be, the chord
//! lies below it, so chords make every target a limit on a sum. Where losing a state altogether is an option, the chord
//! would be too low to be of use: such states are told apart, those that stay up without the options that lose them and
//! those that count as lost from the start.

#![expect(
    clippy::indexing_slicing,
    reason = "a kernel: rows, blocks, journeys and states are numbered by the problem that owns them"
)]

use super::blocks::{Block, Bundle};
use super::stairs::Stairs;
use super::{Best, Objective, Problem, Quest, ROUNDING};
use crate::model::ordered;

/// An option that is down in a state with at least this chance loses it.
const LOST: f64 = 0.5;
/// Most states that are told apart.
const SPLIT: usize = 5;
/// States that cost less than this share of every target are not told apart.
const MATTERS: f64 = 1e-3;

/// Rows that every problem has: cost and units. Those of the journeys follow, then the resources, then mixtures of rows.
const FIRST_ROWS: usize = 2;

/// States that are worth telling apart, the likeliest first.
pub(super) fn split(problem: &Problem<'_>, blocks: &[Block]) -> Vec<usize> {
    let states = problem.states.len();
    if states == 1 {
        // There the bounds are exact.
        return Vec::new();
    }
    let least = problem.targets.iter().copied().fold(f64::INFINITY, f64::min);
    let is_split = |state: &usize| {
        let loses = |bundle: &Bundle| bundle.u.iter().skip(*state).step_by(states).any(|u| *u >= LOST);
        problem.states[*state] > MATTERS * least && blocks.iter().any(|block| block.bundles.iter().any(loses))
    };
    let mut split: Vec<usize> = (0..states).filter(is_split).collect();
    ordered::sort_by(&mut split, |a, b| problem.states[*b].total_cmp(&problem.states[*a]));
    split.truncate(SPLIT);
    split
}

/// A case with its bounds.
#[derive(Debug)]
pub(super) struct Class {
    /// By block: bundles that may be chosen.
    pub(super) allowed: Vec<Vec<usize>>,
    /// By block, then allowed bundle, then row.
    weights: Vec<Vec<f64>>,
    pub(super) rows: usize,
    /// By row; infinite where there is none.
    limits: Vec<f64>,
    /// By journey: what the row's figure is worth as unavailability.
    curves: Vec<Curve>,
    /// By block, then journey and state: the least unavailability of this block and those after it.
    floors: Vec<Vec<f64>>,
    /// By the row that is to be small.
    stairs: Vec<(usize, Vec<Limited>)>,
    /// By the row that is to be small: the weights of its mixture.
    shares: Vec<Vec<f64>>,
    /// Of the row that is hardest to keep small.
    priced: Priced,
}

/// Lagrange's relaxation: a limit broken costs its multiplier, so every block may take its own best. What a choice comes to
/// in the small row is never less than `tail` and what its bundles are `over` the best of their blocks.
#[derive(Debug, Default)]
struct Priced {
    small: usize,
    limited: usize,
    /// What a unit of the limited row is worth in the small one.
    multiplier: f64,
    /// By block: what this one and those after it come to at least, less what the limit is worth.
    tail: Vec<f64>,
    /// By block, then allowed bundle, ascending: how much it is above the best of its block.
    over: Vec<Vec<f64>>,
}

/// What a class hands on to the next one of the same case: the bundles allowed in each block, and the weights of mixtures.
type Before = (Vec<Vec<usize>>, Vec<Vec<f64>>);

/// The row that is limited, and the stairs from each block on; the strongest limit comes first.
type Limited = (usize, Vec<Stairs>);

/// From a journey's row to its unavailability.
#[derive(Debug, Clone, Copy)]
enum Curve {
    /// One state: the row is L less its least, so this is exact.
    Exact { least: f64, chance: f64, rest: f64 },
    /// A chord: never above the truth.
    Chord { base: f64 },
}

impl Curve {
    fn u(self, row: f64) -> f64 {
        match self {
            Self::Exact { least, chance, rest } => rest - chance * libm::expm1(-(least + row)),
            Self::Chord { base } => base + row,
        }
    }

    /// The most that the row may be for at most this unavailability; what is just enough must not be called too much by the
    /// last digit of a sum.
    fn row(self, u: f64) -> f64 {
        match self {
            Self::Exact { least, chance, rest } => (log_limit((u - rest) / chance) - least).max(0.0),
            Self::Chord { base } => (u * (1.0 + SLIP) - base).max(0.0),
        }
    }
}

/// −ln(1 − u), and as much as makes no difference where that is infinite: what is told apart must stay finite.
pub(super) fn log_of(u: f64) -> f64 {
    if u >= 1.0 { CERTAIN } else { (-libm::log1p(-u)).min(CERTAIN) }
}

/// e to the minus this is nearly the least number there is.
const CERTAIN: f64 = 744.0;

/// The most that −ln(1 − u) may be: infinite where every u will do. Near 1 it hangs on the last digits of u, so these are
/// given away.
fn log_limit(u: f64) -> f64 {
    let u = u + SLIP * u.abs();
    if u >= 1.0 { f64::INFINITY } else { -libm::log1p(-u) }
}

impl Class {
    /// The case in which the states of `lost` count as lost and the other ones of `split` are kept; `worst` is the most
    /// u/target that may come out. What is known of the case from before narrows it: only what [`Class::promising`] says.
    /// None: nothing fits.
    pub(super) fn new(
        problem: &Problem<'_>,
        blocks: &[Block],
        quest: &Quest,
        (split, lost): (&[usize], usize),
        worst: f64,
        before: Option<Before>,
    ) -> Option<Self> {
        let (states, journeys) = (problem.states.len(), problem.targets.len());
        let is_lost = |state: usize| split.iter().position(|at| *at == state).is_some_and(|at| lost >> at & 1 == 1);
        let is_kept = |state: usize| split.iter().position(|at| *at == state).is_some_and(|at| lost >> at & 1 == 0);
        let loses = |bundle: &Bundle, state: usize| (0..journeys).any(|j| bundle.u[j * states + state] >= LOST);
        let stays = |bundle: &Bundle| (0..states).all(|state| !is_kept(state) || !loses(bundle, state));
        let all = || {
            let of_block = |block: &Block| (0..block.bundles.len()).filter(|at| stays(&block.bundles[*at])).collect();
            (blocks.iter().map(of_block).collect(), Vec::new())
        };
        let (mut allowed, shares): (Vec<Vec<usize>>, _) = before.unwrap_or_else(all);
        if allowed.iter().any(Vec::is_empty) {
            return None;
        }
        let most = |journey: usize| problem.targets[journey] * worst * (1.0 + ROUNDING);

        // The least of every block and state, and what that costs.
        let places = journeys * states;
        let least_of = |block: &Block, allowed: &[usize], place: usize| {
            allowed.iter().map(|at| block.logs[at * places + place]).fold(CERTAIN, f64::min)
        };
        let least: Vec<Vec<f64>> = blocks
            .iter()
            .zip(&allowed)
            .map(|(block, allowed)| (0..places).map(|place| least_of(block, allowed, place)).collect())
            .collect();
        let least_sum: Vec<f64> = (0..places).map(|place| least.iter().map(|least| least[place]).sum()).collect();
        let lost_at_least = |place: usize| {
            let all = blocks.iter().flat_map(|block| &block.bundles).filter(|bundle| loses(bundle, place % states));
            all.map(|bundle| bundle.u[place]).fold(f64::INFINITY, f64::min).min(1.0)
        };
        let base: Vec<f64> = (0..places)
            .map(|place| {
                let u = -libm::expm1(-least_sum[place]);
                if is_lost(place % states) { u.max(lost_at_least(place)) } else { u }
            })
            .collect();

        // The most that each place's L may be, and the chord up to there.
        let mut top = vec![f64::INFINITY; places];
        let mut bases = Vec::with_capacity(journeys);
        for journey in 0..journeys {
            let at = |state: usize| journey * states + state;
            let total: f64 =
                problem.rest + (0..states).map(|state| problem.states[state] * base[at(state)]).sum::<f64>();
            if total > most(journey) * (1.0 + SLIP) {
                return None;
            }
            bases.push(total);
            for state in (0..states).filter(|state| !is_lost(*state)) {
                let chance = problem.states[state];
                let room = most(journey) - (total - chance * base[at(state)]);
                let share = room / chance;
                top[at(state)] = log_limit(share).max(least_sum[at(state)]);
            }
        }
        let fits = |logs: &[f64], least: &[f64]| {
            (0..places).all(|place| {
                let own = least_sum[place] - least[place] + logs[place];
                is_lost(place % states) || own <= top[place] * (1.0 + SLIP)
            })
        };
        for ((allowed, block), least) in allowed.iter_mut().zip(blocks).zip(&least) {
            allowed.retain(|at| fits(&block.logs[at * places..][..places], least));
            if allowed.is_empty() {
                return None;
            }
        }
        let most_of = |place: usize| -> f64 {
            let of_block = |(block, allowed): (&Block, &Vec<usize>)| {
                allowed.iter().map(|at| block.logs[at * places + place]).fold(0.0, f64::max)
            };
            blocks.iter().zip(&allowed).map(of_block).sum()
        };
        let is_exact = states == 1 && !is_lost(0);
        let slope: Vec<f64> = (0..places)
            .map(|place| {
                if is_exact {
                    return 1.0;
                }
                if is_lost(place % states) {
                    return 0.0;
                }
                let (low, high) = (least_sum[place], top[place].min(most_of(place)));
                let chance = problem.states[place % states];
                if high.is_infinite() {
                    0.0
                } else if high - low < 1e-9 {
                    // Steeper at its beginning than any chord, flatter at its end than any.
                    chance * libm::exp(-high.max(low))
                } else {
                    chance * (libm::expm1(-low) - libm::expm1(-high)) / (high - low)
                }
            })
            .collect();

        let resources = problem.limits.len();
        let rows = FIRST_ROWS + journeys + resources;
        let weights_of = |((block, allowed), least): ((&Block, &Vec<usize>), &Vec<f64>)| {
            let mut weights = Vec::with_capacity(allowed.len() * (rows + 1));
            for at in allowed {
                let bundle = &block.bundles[*at];
                let weight = |place: usize| {
                    if slope[place] > 0.0 {
                        slope[place] * (block.logs[at * places + place] - least[place])
                    } else {
                        0.0
                    }
                };
                let journey = |journey: usize| -> f64 { (journey * states..(journey + 1) * states).map(weight).sum() };
                weights.extend([bundle.cost, f64::from(bundle.units)]);
                weights.extend((0..journeys).map(journey));
                weights.extend(&bundle.uses);
            }
            weights
        };
        let weights = blocks.iter().zip(&allowed).zip(&least).map(weights_of).collect();
        let curves: Vec<Curve> = (0..journeys)
            .map(|journey| {
                if is_exact {
                    Curve::Exact { least: least_sum[journey], chance: problem.states[0], rest: problem.rest }
                } else {
                    Curve::Chord { base: bases[journey] }
                }
            })
            .collect();
        let mut limits = vec![quest.cost, quest.units];
        limits.extend((0..journeys).map(|journey| curves[journey].row(most(journey))));
        limits.extend(&problem.limits);
        limits.iter_mut().for_each(|limit| *limit += SLIP * limit.abs());
        let mut floors = vec![vec![0.0; places]];
        let mut sum = vec![0.0; places];
        for least in least.iter().rev() {
            sum.iter_mut().zip(least).for_each(|(sum, least)| *sum += least);
            floors.push(sum.iter().map(|sum: &f64| -libm::expm1(-sum)).collect());
        }
        floors.reverse();
        let (stairs, priced) = (Vec::new(), Priced::default());
        let mut class = Self { allowed, weights, rows, limits, curves, floors, stairs, shares, priced };
        class.build(problem, quest);
        let bound = class.bound(problem, quest, 0, &vec![0.0; class.rows]);
        if bound.is_infinite() {
            return None;
        }
        class.price();
        Some(class)
    }

    /// What may still be in something better than the best found, by block; and what a class of it begins from.
    pub(super) fn promising(&self, problem: &Problem<'_>, best: &Best, quest: &Quest) -> Option<Before> {
        let most = self.most_of_priced(problem, best, quest);
        let (tail, all) = (self.priced.tail[0], self.allowed.iter().zip(&self.priced.over));
        let fitting = |over: &Vec<f64>| over.partition_point(|over| tail + over <= most);
        let allowed: Vec<Vec<usize>> = all.map(|(allowed, over)| allowed[..fitting(over)].to_vec()).collect();
        let count = |of: &[Vec<usize>]| -> usize { of.iter().map(Vec::len).sum() };
        (count(&allowed) < count(&self.allowed)).then(|| (allowed, self.shares.clone()))
    }

    /// All that is allowed here, for the next class of the case.
    pub(super) fn as_before(&self) -> Before {
        (self.allowed.clone(), self.shares.clone())
    }

    /// The most that the priced row may come to in anything better than the best found.
    pub(super) fn most_of_priced(&self, problem: &Problem<'_>, best: &Best, quest: &Quest) -> f64 {
        let small = self.priced.small;
        let most = match quest.objective {
            Objective::Cost | Objective::Units => best.to_beat(quest.objective),
            Objective::Strain => {
                let journey = small - FIRST_ROWS;
                let u = problem.targets[journey] * best.worst_allowed(quest) * (1.0 + ROUNDING);
                self.curves[journey].row(u) * (1.0 + SLIP)
            }
        };
        most.min(self.limits[small])
    }

    /// What the priced row comes to at least with the bundles of the rows `so_far` and any of those from `block` on; each
    /// of the next block's bundles adds its [`Class::over`].
    pub(super) fn priced(&self, block: usize, so_far: &[f64]) -> f64 {
        let Priced { small, limited, multiplier, tail, .. } = &self.priced;
        so_far[*small] + multiplier * so_far[*limited] + tail[block]
    }

    /// By allowed bundle, ascending: by how much it is above the best of its block.
    pub(super) fn over(&self, block: usize) -> &[f64] {
        &self.priced.over[block]
    }

    /// What the objective comes to where the priced row comes to so much.
    pub(super) fn objective_of_priced(&self, problem: &Problem<'_>, quest: &Quest, figure: f64) -> f64 {
        self.objective(problem, quest, self.priced.small, figure)
    }

    fn objective(&self, problem: &Problem<'_>, quest: &Quest, small: usize, figure: f64) -> f64 {
        match quest.objective {
            Objective::Cost | Objective::Units => figure,
            Objective::Strain => {
                let journey = small - FIRST_ROWS;
                self.curves[journey].u(figure) / (problem.targets[journey] * (1.0 + ROUNDING))
            }
        }
    }

    /// Finds the multiplier of the strongest limit, and puts the bundles of each block in order of what they are worth with it.
    fn price(&mut self) {
        let Some((first, _)) = self.stairs.first() else { return };
        let mut priced = Priced { small: *first, limited: *first, ..Priced::default() };
        let mut hardest = f64::NEG_INFINITY;
        for (small, limited) in &self.stairs {
            for (limited, stairs) in limited {
                // As a share of what it may come to: rows of journeys with different targets.
                let room = self.limits[*limited];
                let bound = stairs[0].within(room);
                let share = if self.limits[*small].is_finite() { bound / self.limits[*small] } else { bound };
                if share > hardest {
                    hardest = share;
                    priced =
                        Priced { small: *small, limited: *limited, multiplier: stairs[0].multiplier(room), ..priced };
                }
            }
        }
        if !priced.multiplier.is_finite() {
            priced.multiplier = 0.0;
        }
        let Priced { small, limited, multiplier, .. } = priced;
        let (mut sum, mut size) = (0.0, 0.0);
        if multiplier > 0.0 {
            sum = -multiplier * self.limits[limited];
            size = sum.abs();
        }
        let mut tail = vec![0.0; self.allowed.len()];
        for block in (0..self.allowed.len()).rev() {
            let worth: Vec<f64> = (0..self.allowed[block].len())
                .map(|at| self.weights(block, at))
                .map(|row| row[small] + multiplier * row[limited])
                .collect();
            let mut order: Vec<usize> = (0..worth.len()).collect();
            ordered::sort_by(&mut order, |a, b| worth[*a].total_cmp(&worth[*b]));
            let least = order.first().map_or(0.0, |first| worth[*first]);
            sum += least;
            size += least.abs();
            tail[block] = sum;
            priced.over.push(order.iter().map(|at| worth[*at] - least).collect());
            self.weights[block] = order.iter().flat_map(|at| self.weights(block, *at)).copied().collect();
            self.allowed[block] = order.iter().map(|at| self.allowed[block][*at]).collect();
        }
        priced.over.reverse();
        tail.iter_mut().for_each(|tail| *tail -= SLIP * size);
        self.priced = Priced { tail, ..priced };
    }

    /// What this block's allowed bundle adds to each row.
    pub(super) fn weights(&self, block: usize, at: usize) -> &[f64] {
        &self.weights[block][at * self.rows..(at + 1) * self.rows]
    }

    /// The least unavailability, by journey and state, of the blocks from this one on.
    pub(super) fn floor(&self, block: usize) -> &[f64] {
        &self.floors[block]
    }

    /// Resources, as rows.
    pub(super) fn resource_rows(&self, problem: &Problem<'_>) -> std::ops::Range<usize> {
        let first = FIRST_ROWS + problem.targets.len();
        first..first + problem.limits.len()
    }

    /// A bound that no completion of the rows `so_far`, from `block` on, can beat; infinite when none fits.
    pub(super) fn bound(&self, problem: &Problem<'_>, quest: &Quest, block: usize, so_far: &[f64]) -> f64 {
        let mut bound: f64 = 0.0;
        for (small, limited) in &self.stairs {
            let mut least: f64 = 0.0;
            for (limited, stairs) in limited {
                least = least.max(so_far[*small] + stairs[block].within(self.limits[*limited] - so_far[*limited]));
                if least > self.limits[*small] {
                    return f64::INFINITY;
                }
            }
            bound = bound.max(self.objective(problem, quest, *small, least));
        }
        bound
    }

    fn build(&mut self, problem: &Problem<'_>, quest: &Quest) {
        let journeys = FIRST_ROWS..FIRST_ROWS + problem.targets.len();
        let small: Vec<usize> = match quest.objective {
            Objective::Cost => vec![0],
            Objective::Units => vec![1],
            Objective::Strain => journeys.collect(),
        };
        let limited: Vec<usize> =
            (0..self.rows).filter(|row| self.limits[*row].is_finite() && !small.contains(row)).collect();
        for row in &small {
            let order: Vec<Vec<usize>> = (0..self.allowed.len()).map(|block| self.ascending(block, *row)).collect();
            let mut of_row = Vec::new();
            // What may not be used at all has no share in a mixture.
            let mixed: Vec<usize> =
                limited.iter().copied().filter(|row| self.limits[*row] > f64::EPSILON * f64::EPSILON).collect();
            if mixed.len() > 1 {
                let mixture = self.add_mixture(*row, &mixed, &order);
                of_row.push((mixture, self.stairs(*row, mixture, &order)));
            }
            of_row.extend(limited.iter().map(|limit| (*limit, self.stairs(*row, *limit, &order))));
            if limited.is_empty() {
                // Nothing is limited: the least alone.
                of_row.push((*row, self.stairs(*row, *row, &order)));
            }
            self.stairs.push((*row, of_row));
        }
    }

    /// The allowed bundles of a block, the smallest in this row first.
    fn ascending(&self, block: usize, row: usize) -> Vec<usize> {
        let figure = |at: usize| self.weights(block, at)[row];
        let mut order: Vec<usize> = (0..self.allowed[block].len()).collect();
        ordered::sort_by(&mut order, |a, b| figure(*a).total_cmp(&figure(*b)));
        order
    }

    fn stairs(&self, small: usize, limited: usize, order: &[Vec<usize>]) -> Vec<Stairs> {
        let mut stairs = vec![Stairs::default()];
        for (block, order) in order.iter().enumerate().rev() {
            let figures = order.iter().map(|at| self.weights(block, *at)).map(|row| (row[small], row[limited]));
            let next = stairs.last().map(|last| last.and(figures));
            stairs.extend(next);
        }
        stairs.reverse();
        stairs
    }

    /// One row for several limits: the weighted sum that gives the highest bound, found by turning one weight at a time.
    fn add_mixture(&mut self, small: usize, limited: &[usize], order: &[Vec<usize>]) -> usize {
        let unit: Vec<f64> = limited.iter().map(|row| 1.0 / self.limits[*row]).collect();
        let mix = |share: &[f64], row: &[f64]| -> f64 {
            limited.iter().zip(share).zip(&unit).map(|((at, share), unit)| share * unit * row[*at]).sum()
        };
        let class = &*self;
        let height = |share: &[f64]| {
            let of_block = |(block, order): (usize, &Vec<usize>)| {
                let rows = order.iter().map(|at| class.weights(block, *at));
                rows.map(|row| (row[small], mix(share, row))).collect()
            };
            let blocks: Vec<Vec<(f64, f64)>> = order.iter().enumerate().map(of_block).collect();
            Stairs::over(blocks.into_iter().map(Vec::into_iter)).within(mix(share, &class.limits))
        };
        let known = self.shares.get(self.stairs.len()).filter(|known| known.len() == limited.len());
        let (turns, mut share) = match known {
            Some(known) => (&TURNS[TURNS.len() - 2..], known.clone()),
            None => (TURNS.as_slice(), vec![1.0; limited.len()]),
        };
        let (mut best, mut up) = (height(&share), vec![true; share.len()]);
        for factor in turns {
            // Only the ratios count, so the first weight stays.
            for at in 1..share.len() {
                // What helped before is likely to help again.
                for is_up in [up[at], !up[at]] {
                    let before = share[at];
                    share[at] *= if is_up { *factor } else { 1.0 / factor };
                    let reached = height(&share);
                    if reached > best {
                        (best, up[at]) = (reached, is_up);
                        break;
                    }
                    share[at] = before;
                }
            }
        }
        let limit = mix(&share, &self.limits);
        let rows = self.rows;
        for block in &mut self.weights {
            *block = block.chunks(rows).flat_map(|row| row.iter().copied().chain([mix(&share, row)])).collect();
        }
        self.limits.push(limit + SLIP * limit.abs());
        self.rows += 1;
        self.shares.truncate(self.stairs.len());
        self.shares.resize(self.stairs.len(), Vec::new());
        self.shares.push(share);
        rows
    }
}

/// Factors by which the weights of a mixture are turned, in this order.
const TURNS: [f64; 7] = [4.0, 2.0, 1.5, 1.2, 1.1, 1.05, 1.02];
/// Room for rounding, as a share of a limit.
const SLIP: f64 = 1e-12;
