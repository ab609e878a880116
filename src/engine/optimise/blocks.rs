//! The system taken apart: each journey is down when one of several *blocks* is, which have no part in common.
//!
//! Parts in series or in parallel are merged into one with the options that are worth having; what is neither (a bridge,
//! some of several) is one block with every combination of its parts' options. Knows no targets and no limits.

use std::cmp::Ordering;

use super::class::log_of;
use super::field::{self, Element};
use super::{Offer, Problem, worth_looking_at};
use crate::model::ordered;

/// Most options of one part, or of several merged, whatever the effort.
const OPTIONS: usize = 600;
/// The effort that allows one option more, squared: two parts are merged by pairs of options.
const EFFORT: usize = 8;

/// Most options of merged parts, however small the effort.
const FEWEST: usize = 16;

/// Parts that fail a journey independently of all others.
#[derive(Debug)]
pub(super) struct Block {
    /// What can be chosen for all its parts together; none is worse than another in everything.
    pub(super) bundles: Vec<Bundle>,
    /// By bundle, then journey and state: −ln(1 − u).
    pub(super) logs: Vec<f64>,
    /// Some bundle stands for several and is better than each: what is chosen by them is a bound, and may not be there.
    pub(super) is_relaxed: bool,
}

/// One choice for all parts of a block.
#[derive(Debug, Clone)]
pub(super) struct Bundle {
    pub(super) cost: f64,
    pub(super) units: u32,
    /// Of each limited resource.
    pub(super) uses: Vec<f64>,
    /// While it is being made: unavailability by state. In a finished block: by journey, then state.
    pub(super) u: Vec<f64>,
    /// Part and option.
    pub(super) picks: Vec<(usize, usize)>,
}

impl Bundle {
    fn of(part: usize, pick: usize, offer: &Offer, matters: Matters) -> Self {
        let (cost, units) = match matters {
            Matters::CostAndUnits => (offer.cost, offer.units),
            Matters::Neither => (0.0, 0),
        };
        Self { cost, units, uses: offer.uses.clone(), u: offer.u.clone(), picks: vec![(part, pick)] }
    }

    /// Both, together of these unavailabilities.
    fn with(&self, other: &Self, u: Vec<f64>) -> Self {
        Self {
            cost: self.cost + other.cost,
            units: self.units + other.units,
            uses: self.uses.iter().zip(&other.uses).map(|(a, b)| a + b).collect(),
            u,
            picks: self.picks.iter().chain(&other.picks).copied().collect(),
        }
    }

    fn figures(&self) -> impl Iterator<Item = f64> + '_ {
        [self.cost, f64::from(self.units)].into_iter().chain(self.uses.iter().chain(&self.u).copied())
    }
}

/// Whether cost and units tell options apart, or only resources and unavailability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matters {
    CostAndUnits,
    Neither,
}

/// Those that no other is at least as good as in everything; of equals the first.
fn worth_having(bundles: Vec<Bundle>) -> Vec<Bundle> {
    let figures: Vec<f64> = bundles.iter().flat_map(Bundle::figures).collect();
    let mut kept = unbeaten(&figures, bundles.len()).into_iter().peekable();
    bundles.into_iter().enumerate().filter(|(at, _)| kept.next_if_eq(at).is_some()).map(|(_, bundle)| bundle).collect()
}

/// Of `count` rows of figures that should be small, those that no other is at least as good as in everything; of equals
/// the first. Ascending.
pub(super) fn unbeaten(figures: &[f64], count: usize) -> Vec<usize> {
    let Some(width) = figures.len().checked_div(count) else { return Vec::new() };
    if width == 3 {
        return unbeaten_of_three(figures);
    }
    let row = |at: usize| figures.get(at * width..(at + 1) * width).unwrap_or_default();
    // Whoever beats another comes before it in this order (sums round alike), so one pass over those that are kept is enough.
    let mut order: Vec<(f64, usize)> = (0..count).map(|at| (row(at).iter().sum(), at)).collect();
    let by_figures = |a: usize, b: usize| {
        let pairs = row(a).iter().zip(row(b)).map(|(a, b)| a.total_cmp(b));
        pairs.fold(Ordering::Equal, Ordering::then)
    };
    ordered::sort_by(&mut order, |a, b| a.0.total_cmp(&b.0).then_with(|| by_figures(a.1, b.1)));
    let mut kept: Vec<f64> = Vec::new();
    let mut numbers = Vec::new();
    // Whoever beat the last one often beats the next one.
    let mut last: &[f64] = &[f64::INFINITY];
    for (_, at) in order {
        let own = row(at);
        if no_more(last, own) {
            continue;
        }
        match kept.chunks_exact(width.max(1)).position(|better| no_more(better, own)) {
            Some(better) => last = numbers.get(better).map_or(last, |at| row(*at)),
            None => {
                kept.extend_from_slice(own);
                numbers.push(at);
            }
        }
    }
    ordered::sort_by(&mut numbers, usize::cmp);
    numbers
}

/// The same for rows of three figures. In the order of the first one, what beats a row comes before it, so of those that
/// are kept it is enough to know the least third figure for every second one: stairs, which a row is looked up in.
/// (Kung, Luccio, Preparata: On finding the maxima of a set of vectors, JACM 22, 1975.)
fn unbeaten_of_three(figures: &[f64]) -> Vec<usize> {
    let mut order: Vec<([f64; 3], usize)> = figures.as_chunks::<3>().0.iter().copied().zip(0..).collect();
    let by_figures =
        |a: &[f64; 3], b: &[f64; 3]| a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).fold(Ordering::Equal, Ordering::then);
    ordered::sort_by(&mut order, |a, b| by_figures(&a.0, &b.0));
    let mut stairs: Vec<(f64, f64)> = Vec::new();
    let mut numbers = Vec::new();
    for ([_, second, third], at) in order {
        let up_to = stairs.partition_point(|step| step.0 <= second);
        let below = up_to.checked_sub(1).and_then(|last| stairs.get(last));
        if below.is_some_and(|below| below.1 <= third) {
            continue;
        }
        let from = up_to - usize::from(below.is_some_and(|below| below.0 >= second));
        let higher = stairs.iter().skip(up_to).take_while(|step| step.1 >= third).count();
        stairs.splice(from..up_to + higher, [(second, third)]);
        numbers.push(at);
    }
    ordered::sort_by(&mut numbers, usize::cmp);
    numbers
}

/// No figure is above its counterpart.
pub(super) fn no_more(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a <= b)
}

/// At most `most` bundles that no choice among the given ones beats: neighbours in `mean` unavailability as one, which is as
/// good as the best of them in everything. True when that changed anything.
fn thinned(mut bundles: Vec<Bundle>, most: usize, mean: impl Fn(&Bundle) -> f64) -> (Vec<Bundle>, bool) {
    if bundles.len() <= most {
        return (bundles, false);
    }
    ordered::sort_by(&mut bundles, |a, b| mean(a).total_cmp(&mean(b)));
    let size = bundles.len().div_ceil(most.max(1));
    let best_of = |group: &[Bundle]| {
        let (first, others) = group.split_first()?;
        let mut best = first.clone();
        for other in others {
            best.cost = best.cost.min(other.cost);
            best.units = best.units.min(other.units);
            best.uses.iter_mut().zip(&other.uses).for_each(|(best, other)| *best = best.min(*other));
            best.u.iter_mut().zip(&other.u).for_each(|(best, other)| *best = best.min(*other));
        }
        Some(best)
    };
    (worth_having(bundles.chunks(size).filter_map(best_of).collect()), true)
}

/// A journey's failure with both of two parts working, the second failed, the first, both.
type Four = [[Element; 2]; 2];

/// What is known of the parts while blocks are made.
struct Making<'a> {
    problem: &'a Problem<'a>,
    /// By part: what it, and what was merged into it, can be.
    options: Vec<Vec<Bundle>>,
    /// By part: some of these stand for several.
    relaxed: Vec<bool>,
    /// Most options of two parts that are merged.
    most: usize,
}

/// The blocks of a problem; the more effort, the more options they may have before some stand for several.
pub(super) fn blocks(problem: &Problem<'_>, matters: Matters, effort: usize) -> Vec<Block> {
    let options = |part: usize| {
        let bundle = |(pick, offer)| Bundle::of(part, pick, offer, matters);
        match matters {
            Matters::CostAndUnits => problem.open(part).map(bundle).collect(),
            Matters::Neither => {
                let Some(offers) = problem.parts.get(part) else { return Vec::new() };
                let picks = worth_looking_at(offers, matters).into_iter();
                picks.filter_map(|pick| Some((pick, offers.get(pick)?))).map(bundle).collect()
            }
        }
    };
    let parts = problem.parts.len();
    let options = (0..parts).map(options).collect();
    let most = (effort / EFFORT).isqrt().clamp(FEWEST, OPTIONS);
    let mut making = Making { problem, options, relaxed: vec![false; parts], most };
    making.groups().into_iter().filter_map(|group| making.block(group)).collect()
}

impl Making<'_> {
    /// Parts that must be looked at together: those whose effects on some journey are not independent of each other.
    fn groups(&self) -> Vec<Vec<usize>> {
        let parts = self.options.len();
        let all: Vec<usize> = (0..parts).collect();
        let mut group: Vec<usize> = all.clone();
        for (a, b, both) in self.pairs(&all, &vec![None; parts]) {
            let is_together = both.iter().any(|[[f00, f01], [f10, f11]]| {
                let works = |f: &Element| Element::ONE.less(*f);
                works(f00).times(works(f11)) != works(f01).times(works(f10))
            });
            let (Some(x), Some(y)) = (group.get(a).copied(), group.get(b).copied()) else { continue };
            if is_together && x != y {
                group.iter_mut().filter(|of| **of == y).for_each(|of| *of = x);
            }
        }
        let members = |first: usize| (0..parts).filter(|part| group.get(*part) == Some(&first)).collect::<Vec<_>>();
        all.into_iter().map(members).filter(|members| !members.is_empty()).collect()
    }

    /// For each pair of `of`: every journey's failure with both working, one failed, the other, both; all else as `fixed`
    /// says, or at random.
    fn pairs(&self, of: &[usize], fixed: &[Option<bool>]) -> Vec<(usize, usize, Vec<Four>)> {
        let point = |part: usize| match fixed.get(part).copied().flatten() {
            None => field::random(part),
            Some(false) => Element::ZERO,
            Some(true) => Element::ONE,
        };
        let mut x: Vec<Element> = (0..fixed.len()).map(point).collect();
        let mut pairs = Vec::new();
        for (at, a) in of.iter().enumerate() {
            let mut given = |value: Element| {
                if let Some(slot) = x.get_mut(*a) {
                    *slot = value;
                }
                field::sweep(&self.problem.system.diagram, &x)
            };
            let (works, failed) = (given(Element::ZERO), given(Element::ONE));
            given(point(*a));
            for b in of.iter().skip(at + 1) {
                let both = |(works, failed): (&field::Swept, &field::Swept)| {
                    [works.with(*b, point(*b)), failed.with(*b, point(*b))]
                };
                pairs.push((*a, *b, works.iter().zip(&failed).map(both).collect()));
            }
        }
        pairs
    }

    fn block(&mut self, mut group: Vec<usize>) -> Option<Block> {
        let mut context = vec![Some(false); self.options.len()];
        for part in &group {
            *context.get_mut(*part)? = None;
        }
        loop {
            let merges = self.merges(&group, &context);
            if merges.is_empty() {
                break;
            }
            for (a, b, is_series) in merges {
                let (x, y) = (self.taken(a, self.most)?, self.taken(b, self.most)?);
                let is_relaxed = *self.relaxed.get(a)? || *self.relaxed.get(b)?;
                *self.relaxed.get_mut(a)? = is_relaxed;
                let down = |(x, y): (&f64, &f64)| if is_series { x + (1.0 - x) * y } else { x * y };
                let both = |x: &Bundle, y: &Bundle| x.with(y, x.u.iter().zip(&y.u).map(down).collect());
                let merged = x.iter().flat_map(|x| y.iter().map(move |y| both(x, y))).collect();
                *self.options.get_mut(a)? = worth_having(merged);
                // It works as long as the one that took it in, or fails as soon.
                *context.get_mut(b)? = Some(!is_series);
                group.retain(|part| *part != b);
            }
        }
        self.finished(&group, &context)
    }

    /// Pairs, each part in at most one, that are one behind the other (true) or side by side (false) for all journeys.
    fn merges(&self, group: &[usize], context: &[Option<bool>]) -> Vec<(usize, usize, bool)> {
        let mut taken = vec![false; context.len()];
        let mut merges = Vec::new();
        for (a, b, both) in self.pairs(group, context) {
            let is_free = !taken.get(a).is_some_and(|taken| *taken) && !taken.get(b).is_some_and(|taken| *taken);
            let is = |end: fn(Four) -> Element| {
                both.iter().all(|f| {
                    let [[_, f01], [f10, _]] = *f;
                    f01 == f10 && f01 == end(*f)
                })
            };
            let (is_series, is_parallel) = (is(|[_, [_, f11]]| f11), is(|[[f00, _], _]| f00));
            if is_free && (is_series || is_parallel) {
                merges.push((a, b, is_series));
                for part in [a, b] {
                    if let Some(slot) = taken.get_mut(part) {
                        *slot = true;
                    }
                }
            }
        }
        merges
    }

    /// Every combination of what the parts of a group can be, with what it does to each journey.
    fn finished(&mut self, group: &[usize], context: &[Option<bool>]) -> Option<Block> {
        let Problem { system, targets, states, limits, .. } = self.problem;
        // So many options of each that all combinations are no more than those of two parts.
        let mut most = self.most;
        while group.len() > 2
            && most > 1
            && (0..group.len()).fold(1, |all: usize, _| all.saturating_mul(most)) > self.most * self.most
        {
            most -= 1;
        }
        let mut scratch = Vec::new();
        let mut u: Vec<f64> = context.iter().map(|fixed| if *fixed == Some(true) { 1.0 } else { 0.0 }).collect();
        let mut bundles = Vec::new();
        if let [part] = *group {
            // One part alone is all that a journey hangs on here, or nothing; so none of its options has become poor.
            bundles = self.taken(part, most)?;
            let mut with = |failed: f64| -> Option<Vec<f64>> {
                *u.get_mut(part)? = failed;
                Some((0..targets.len()).map(|root| system.unavailability(root, &u, &mut scratch)).collect())
            };
            let ends = (with(0.0)?, with(1.0)?);
            for bundle in &mut bundles {
                let at = |(works, failed): (&f64, &f64)| {
                    let (works, rise) = (*works, failed - works);
                    bundle.u.iter().map(move |u| works + rise * u)
                };
                bundle.u = ends.0.iter().zip(&ends.1).flat_map(at).collect();
            }
        } else {
            let nothing =
                Bundle { cost: 0.0, units: 0, uses: vec![0.0; limits.len()], u: Vec::new(), picks: Vec::new() };
            bundles.push(nothing);
            // While they are made, `u` holds those of the parts, one after the other.
            for part in group {
                let options = self.taken(*part, most)?;
                let longer = |so_far: &Bundle, option: &Bundle| {
                    so_far.with(option, so_far.u.iter().chain(&option.u).copied().collect())
                };
                bundles = bundles
                    .iter()
                    .flat_map(|so_far| options.iter().map(move |option| longer(so_far, option)))
                    .collect();
            }
            for bundle in &mut bundles {
                let mut by_journey = Vec::with_capacity(targets.len() * states.len());
                for root in 0..targets.len() {
                    for state in 0..states.len() {
                        for (at, part) in group.iter().enumerate() {
                            *u.get_mut(*part)? = *bundle.u.get(at * states.len() + state)?;
                        }
                        by_journey.push(system.unavailability(root, &u, &mut scratch));
                    }
                }
                bundle.u = by_journey;
            }
            bundles = worth_having(bundles);
        }
        let is_relaxed = group.iter().any(|part| self.relaxed.get(*part).is_some_and(|relaxed| *relaxed));
        let logs = bundles.iter().flat_map(|bundle| &bundle.u).map(|u| log_of(*u)).collect();
        Some(Block { bundles, logs, is_relaxed })
    }

    /// What a part can be, at most so many; they are taken out.
    fn taken(&mut self, part: usize, most: usize) -> Option<Vec<Bundle>> {
        let options = std::mem::take(self.options.get_mut(part)?);
        let states = &self.problem.states;
        let mean = |bundle: &Bundle| bundle.u.iter().zip(states).map(|(u, chance)| u * chance).sum();
        let (options, is_thinned) = thinned(options, most, mean);
        *self.relaxed.get_mut(part)? |= is_thinned;
        Some(options)
    }
}
