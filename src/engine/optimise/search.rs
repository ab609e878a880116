//! Branch and bound, block by block: of the partial choices over the first blocks, those that are not beaten and whose
//! bound leaves room for something better go on, the best so many of them; then the same with more.
//!
//! What is left behind is remembered by its bound, so that at any time it is known how much better a choice could still
//! be. Nothing left behind: the best found is proven.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: labels are numbered here, fewer than the effort, and rows are as wide as their class says"
)]

use super::blocks::Block;
use super::class::{Class, split};
use super::{Best, Objective, Problem, Quest};
use crate::model::ordered;

/// How many partial choices go on, round after round, and with how many bundles of each block: its core, those of the
/// least reduced cost (Pisinger, A minimal algorithm for the multiple-choice knapsack problem, EJOR 83, 1995).
const ROUNDS: [(usize, usize); 7] = [
    (4, 8),
    (32, 32),
    (256, 128),
    (2_048, usize::MAX),
    (16_384, usize::MAX),
    (131_072, usize::MAX),
    (1_048_576, usize::MAX),
];
/// How many better ones a partial choice is held against before it is taken for one that is not beaten.
const LOOKS: usize = 96;
/// Choices of a round that are mended, where bundles stand for several.
const MENDED: usize = 3;
/// Figures of one layer of partial choices, at most: with more journeys and states, fewer go on.
const FIGURES: usize = 8_000_000;

/// Finds the best of a quest: `best` is what is known, `left` the partial choices that may still be looked at. Returns
/// what no choice can beat; when that is not below the best found, the best is proven.
pub(super) fn search(problem: &Problem<'_>, blocks: &[Block], quest: &Quest, best: &mut Best, left: &mut usize) -> f64 {
    let split = split(problem, blocks);
    let mut open: Vec<Case> =
        (0..1 << split.len()).map(|lost| Case { lost, bound: 0.0, is_open: true, class: None }).collect();
    let mut tried = 0;
    for (width, core) in ROUNDS {
        // A round that cannot be finished is of little use: rather a narrower one.
        let count = |case: &Case| -> usize {
            let class = case.class.as_ref().map(|(_, class)| class);
            let of_block =
                |(at, block): (usize, &Block)| class.map_or(block.bundles.len(), |class| class.over(at).len());
            blocks.iter().enumerate().map(of_block).map(|bundles| bundles.min(core)).sum()
        };
        let all = open.iter().filter(|case| case.is_open).map(count).max().unwrap_or(0);
        let width = width.min(*left / all.max(1)).max(1);
        if width <= tried {
            break;
        }
        tried = width;
        for case in &mut open {
            if !case.is_open || case.bound >= best.to_beat(quest.objective) {
                continue;
            }
            let worst = best.worst_allowed(quest);
            let make = |before| {
                let class = Class::new(problem, blocks, quest, (&split, case.lost), worst, before);
                class.map(|class| (worst, class))
            };
            case.class = match case.class.take() {
                None => make(None),
                Some((known, class)) => match class.promising(problem, best, quest) {
                    None if known <= worst => Some((known, class)),
                    None => make(Some(class.as_before())),
                    before => make(before),
                },
            };
            let Some((_, class)) = &case.class else {
                (case.bound, case.is_open) = (f64::INFINITY, false);
                continue;
            };
            let places = problem.targets.len() * problem.states.len();
            let width = width.min(FIGURES / (class.rows + places)).max(1);
            let left_behind = Layers { problem, blocks, quest, class, core }.run(width, best, left);
            case.bound = case.bound.max(left_behind.on_the_way.min(left_behind.at_the_end));
            case.is_open = left_behind.on_the_way.is_finite();
        }
        ordered::sort_by(&mut open, |a, b| a.bound.total_cmp(&b.bound));
        let is_done = open.iter().all(|case| case.bound >= best.to_beat(quest.objective));
        if is_done || *left == 0 {
            break;
        }
    }
    open.iter().map(|case| case.bound).fold(f64::INFINITY, f64::min)
}

/// A class between rounds.
struct Case {
    lost: usize,
    /// Of all that has been left behind; infinite when nothing was.
    bound: f64,
    is_open: bool,
    /// As it was made for a largest u/target.
    class: Option<(f64, Class)>,
}

/// The least bound of what was left behind; infinite when nothing was.
struct LeftBehind {
    /// Partial choices that did not go on: a wider round may take them up.
    on_the_way: f64,
    /// Whole choices that are there only as bounds.
    at_the_end: f64,
}

/// One pass over all blocks.
struct Layers<'a> {
    problem: &'a Problem<'a>,
    blocks: &'a [Block],
    quest: &'a Quest,
    class: &'a Class,
    /// Most bundles of a block that are looked at.
    core: usize,
}

/// Partial choices over the same blocks.
#[derive(Default)]
struct Layer {
    /// Which one of the layer before, and which allowed bundle of the block.
    from: Vec<(u32, u32)>,
    bound: Vec<f64>,
    rows: Vec<f64>,
    /// By journey and state.
    u: Vec<f64>,
}

impl Layers<'_> {
    /// Tries `width` partial choices a layer.
    fn run(&self, width: usize, best: &mut Best, left: &mut usize) -> LeftBehind {
        let places = self.problem.targets.len() * self.problem.states.len();
        let mut layer = Layer {
            from: vec![(0, 0)],
            bound: vec![self.class.bound(self.problem, self.quest, 0, &vec![0.0; self.class.rows])],
            rows: vec![0.0; self.class.rows],
            u: vec![0.0; places],
        };
        let (mut behind, mut at_the_end) = (f64::INFINITY, f64::INFINITY);
        let mut path: Vec<Vec<(u32, u32)>> = Vec::new();
        for block in 0..self.blocks.len() {
            let next = self.next(block, &layer, best, left, &mut behind);
            let kept = self.kept(&next, width, &mut behind);
            layer = self.take(&next, &kept);
            path.push(layer.from.clone());
        }
        let is_relaxed = self.blocks.iter().any(|block| block.is_relaxed);
        let mut to_mend = MENDED;
        for last in 0..layer.from.len() {
            if layer.bound[last] >= best.to_beat(self.quest.objective) {
                continue;
            }
            let picks = self.picks(&path, last);
            if is_relaxed && self.quest.objective == Objective::Cost && to_mend > 0 {
                // It may miss a target by a little.
                to_mend -= 1;
                if let Some(mended) = self.problem.improve(picks.clone()) {
                    best.meet(self.problem, self.quest, mended);
                }
            }
            best.meet(self.problem, self.quest, picks);
            if is_relaxed {
                at_the_end = at_the_end.min(layer.bound[last]);
            }
        }
        LeftBehind { on_the_way: behind, at_the_end }
    }

    /// Every way to go on that could still lead to something better.
    fn next(&self, block: usize, layer: &Layer, best: &Best, left: &mut usize, behind: &mut f64) -> Layer {
        let (class, rows) = (self.class, self.class.rows);
        let places = self.problem.targets.len() * self.problem.states.len();
        let to_beat = best.to_beat(self.quest.objective);
        let most = class.most_of_priced(self.problem, best, self.quest);
        let mut next = Layer::default();
        let mut row = vec![0.0; rows];
        for label in 0..layer.from.len() {
            let bound_so_far = layer.bound[label];
            if bound_so_far >= to_beat {
                continue;
            }
            let (so_far, down) = (&layer.rows[label * rows..][..rows], &layer.u[label * places..][..places]);
            let (priced, core) = (class.priced(block, so_far), self.core.min(*left));
            for (at, over) in class.over(block).iter().enumerate() {
                // Those that follow are no better.
                if priced + over > most {
                    break;
                }
                if at >= core {
                    let bound = class.objective_of_priced(self.problem, self.quest, priced + over);
                    *behind = behind.min(bound.max(bound_so_far));
                    break;
                }
                *left -= 1;
                for ((sum, a), b) in row.iter_mut().zip(so_far).zip(class.weights(block, at)) {
                    *sum = a + b;
                }
                let bound = class.bound(self.problem, self.quest, block + 1, &row).max(bound_so_far);
                if bound >= to_beat {
                    continue;
                }
                let from = next.u.len();
                let bundle = &self.blocks[block].bundles[class.allowed[block][at]];
                next.u.extend(down.iter().zip(&bundle.u).map(|(so_far, own)| so_far + (1.0 - so_far) * own));
                let bound = bound.max(self.floor_bound(block + 1, &next.u[from..], best));
                if bound >= to_beat {
                    next.u.truncate(from);
                    continue;
                }
                next.rows.extend_from_slice(&row);
                next.from.push((label as u32, at as u32));
                next.bound.push(bound);
            }
        }
        next
    }

    /// What the journeys come to when all blocks from `block` on are at their least in every state; infinite when that is
    /// too much.
    fn floor_bound(&self, block: usize, down: &[f64], best: &Best) -> f64 {
        let (problem, floor) = (self.problem, self.class.floor(block));
        let states = problem.states.len();
        let worst = best.worst_allowed(self.quest) * (1.0 + ROOM);
        let mut strain: f64 = 0.0;
        for (journey, target) in problem.targets.iter().enumerate() {
            let places = journey * states..(journey + 1) * states;
            let u = |(chance, place): (&f64, usize)| chance * (down[place] + (1.0 - down[place]) * floor[place]);
            let total = problem.rest + problem.states.iter().zip(places).map(u).sum::<f64>();
            strain = strain.max(total / (target * (1.0 + super::ROUNDING)));
        }
        match self.quest.objective {
            _ if strain > worst => f64::INFINITY,
            Objective::Strain => strain * (1.0 - ROOM),
            Objective::Cost | Objective::Units => 0.0,
        }
    }

    /// Those that go on, by bound: not beaten, and among the best so many.
    fn kept(&self, next: &Layer, width: usize, behind: &mut f64) -> Vec<usize> {
        let rows = self.class.rows;
        let counts = |row: &usize| match row {
            0 => self.quest.objective == Objective::Cost || self.quest.cost.is_finite(),
            _ => self.quest.objective == Objective::Units || self.quest.units.is_finite(),
        };
        let mut dims: Vec<usize> = (0..2).filter(counts).collect();
        dims.extend(self.class.resource_rows(self.problem));
        let places = self.problem.targets.len() * self.problem.states.len();
        let row = |label: usize, dim: &usize| next.rows[label * rows + dim];
        let u = |label: usize| &next.u[label * places..][..places];
        let is_beaten = |a: usize, b: usize| {
            dims.iter().all(|dim| row(a, dim) <= row(b, dim)) && u(a).iter().zip(u(b)).all(|(x, y)| x <= y)
        };
        let mut order: Vec<usize> = (0..next.from.len()).collect();
        let is_line = dims.len() == 1 && places == 1;
        if is_line {
            // Along the one figure, only the last one kept needs to be looked at.
            let figure = |label: &usize| dims.first().map_or(0.0, |dim| row(*label, dim));
            ordered::sort_by(&mut order, |a, b| figure(a).total_cmp(&figure(b)).then(u(*a)[0].total_cmp(&u(*b)[0])));
            let mut last = None;
            order.retain(|label| {
                let goes_on = last.is_none_or(|last| !is_beaten(last, *label));
                last = if goes_on { Some(*label) } else { last };
                goes_on
            });
        }
        ordered::sort_by(&mut order, |a, b| next.bound[*a].total_cmp(&next.bound[*b]));
        let mut kept: Vec<usize> = Vec::new();
        for label in order {
            if kept.len() >= width {
                *behind = behind.min(next.bound[label]);
                break;
            }
            if is_line || !kept.iter().rev().take(LOOKS).any(|better| is_beaten(*better, label)) {
                kept.push(label);
            }
        }
        kept
    }

    fn take(&self, next: &Layer, kept: &[usize]) -> Layer {
        let rows = self.class.rows;
        let places = self.problem.targets.len() * self.problem.states.len();
        Layer {
            from: kept.iter().map(|label| next.from[*label]).collect(),
            bound: kept.iter().map(|label| next.bound[*label]).collect(),
            rows: kept.iter().flat_map(|label| &next.rows[label * rows..][..rows]).copied().collect(),
            u: kept.iter().flat_map(|label| &next.u[label * places..][..places]).copied().collect(),
        }
    }

    /// The option of every part on the way to a label of the last layer.
    fn picks(&self, path: &[Vec<(u32, u32)>], last: usize) -> Vec<usize> {
        let mut picks = vec![0; self.problem.parts.len()];
        let mut label = last;
        for (block, layer) in path.iter().enumerate().rev() {
            let (from, at) = layer[label];
            let bundle = self.class.allowed[block][at as usize];
            for (part, pick) in &self.blocks[block].bundles[bundle].picks {
                picks[*part] = *pick;
            }
            label = from as usize;
        }
        picks
    }
}

/// Room for the rounding of a sum in another order, so that nothing is called too much that is just enough.
const ROOM: f64 = 1e-11;
