//! The win share (DOMAIN §5): how often the recommended choice stays the best while the inputs are drawn from where they
//! may lie.
//!
//! Inputs that a person gave as intervals are drawn from these; in a plan without any, every input that is no choice is
//! taken to be known to a factor of two, as when it is weighed. Each draw hangs on nothing but its own number and the ids
//! of what is drawn, so a tally is the same however it is cut into parts. Every draw is a whole choice: the worker's.

use super::cache::Cache;
use super::flip;
use super::numeric;
use super::optimise::Found;
use super::recommend::{Ground, Memo};
use super::weigh::{Input, Scale, Turn, seed, turns};
use crate::model::strategy::Mode;
use crate::model::{ComponentId, Goal, Item, Span, Topology, ordered};

/// What came out of some draws.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tally {
    /// Draws in all.
    pub draws: u32,
    /// The choice was the best.
    pub same: u32,
    /// Another one met the goal at the same cost.
    pub tied: u32,
    /// Nothing met the goal.
    pub unreachable: u32,
    /// The search ended early, and what it had found counts.
    pub unproven: u32,
    /// Inputs that were drawn.
    pub inputs: u32,
    /// They were drawn from intervals that a person gave, else from half to twice of what they are.
    pub is_by_intervals: bool,
    /// What won instead, the most frequent first.
    pub rivals: Vec<Rival>,
}

/// A choice that won instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Rival {
    /// What differs: how these components would run then, with how many units.
    pub changes: Vec<(ComponentId, Mode, u32)>,
    /// In how many draws.
    pub wins: u32,
}

/// Draws from which on a share is told.
pub const FEWEST: u32 = 200;
/// Draws after which it is not refined further.
pub const MOST: u32 = 2_000;
/// Rivals that are told apart.
const RIVALS: usize = 64;
/// z of the 97.5 % point of the standard normal law.
const Z_975: f64 = 1.959_963_984_540_054;

impl Tally {
    /// The share of draws in which the choice stays the best or as good as any: Wilson's 95 % interval (Journal of the
    /// American Statistical Association 22, 1927).
    pub fn share(&self) -> (f64, f64) {
        wilson(self.same + self.tied, self.draws)
    }

    /// Both together.
    pub fn join(&mut self, other: &Self) {
        self.draws += other.draws;
        self.same += other.same;
        self.tied += other.tied;
        self.unreachable += other.unreachable;
        self.unproven += other.unproven;
        self.inputs = self.inputs.max(other.inputs);
        self.is_by_intervals |= other.is_by_intervals;
        for rival in &other.rivals {
            self.credit(rival.changes.clone(), rival.wins);
        }
    }

    fn credit(&mut self, changes: Vec<(ComponentId, Mode, u32)>, wins: u32) {
        let has_room = self.rivals.len() < RIVALS;
        match self.rivals.iter_mut().find(|rival| rival.changes == changes) {
            Some(rival) => rival.wins += wins,
            None if has_room => self.rivals.push(Rival { changes, wins }),
            None => {}
        }
        ordered::sort_by_key(&mut self.rivals, |rival| u32::MAX - rival.wins);
    }
}

/// Wilson's 95 % interval of a share that was met `hits` times out of `of`.
pub fn wilson(hits: u32, of: u32) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    let (of, share) = (f64::from(of), f64::from(hits) / f64::from(of));
    let z2 = Z_975 * Z_975;
    let middle = share + z2 / (2.0 * of);
    let half = Z_975 * (share * (1.0 - share) / of + z2 / (4.0 * of * of)).sqrt();
    let scale = 1.0 + z2 / of;
    (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
}

/// The draws from number `from` on. Without draws where nothing is to be chosen, where nothing meets the goal as it is,
/// or where no input is uncertain.
pub fn win(topology: &Topology, goal: &Goal, (from, draws): (u32, u32), effort: usize, cache: &mut Cache) -> Tally {
    let base = flip::settled(topology, goal, effort, cache);
    let (inputs, is_by_intervals) = uncertain(&base, goal, cache);
    let count = u32::try_from(inputs.len()).unwrap_or(u32::MAX);
    let mut tally = Tally { inputs: count, is_by_intervals, ..Tally::default() };
    let mut memo = Memo::default();
    let is_met = Ground::new(&base, goal, cache, &mut memo).is_some_and(|ground| ground.solve(effort).feasible);
    if inputs.is_empty() || !is_met {
        return tally;
    }
    for draw in from..from.saturating_add(draws) {
        let trial = drawn(&base, &inputs, draw);
        let Some(ground) = Ground::new(&trial, goal, cache, &mut memo) else { break };
        judge(&ground, effort, &mut tally);
    }
    tally
}

/// The plan as a draw has it.
fn drawn(base: &Topology, inputs: &[Turn], draw: u32) -> Topology {
    let mut trial = base.clone();
    for turn in inputs {
        let like = turn.input.like();
        let span = Span { low: turn.low, high: turn.high };
        let value = span.at(like, numeric::normal_quantile(uniform(seed(turn.item, like), draw)));
        if let Some(next) = turn.on(&trial, value) {
            trial = next;
        }
    }
    trial
}

/// A number between 0 and 1 that hangs on the input's seed and the draw's number alone (SplitMix64's finish, twice).
fn uniform(seed: u64, draw: u32) -> f64 {
    let mut bits = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (u64::from(draw) + 1).wrapping_mul(0xd1b5_4a32_d192_ed03);
    for _ in 0..2 {
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
    }
    let [high, low] = [bits >> 32, bits & 0xffff_ffff].map(|half| f64::from(u32::try_from(half).unwrap_or(0)));
    (high + (low + 0.5) / 4_294_967_296.0) / 4_294_967_296.0
}

/// What is drawn, and whether that is intervals.
fn uncertain(base: &Topology, goal: &Goal, cache: &mut Cache) -> (Vec<Turn>, bool) {
    let components = base.components.keys().map(|id| Item::Component(*id));
    let items: Vec<Item> = components.chain(base.zones.keys().map(|id| Item::Zone(*id))).collect();
    let given: Vec<Turn> = items.into_iter().flat_map(|item| turns(base, item)).filter(|turn| turn.is_span).collect();
    if !given.is_empty() {
        return (given, true);
    }
    let is_open = |turn: &Turn| match turn.input {
        Input::FaultTime | Input::RecoveryTime => turn.low.is_finite() && turn.high.is_finite(),
        Input::Param(param) => param.may_be_uncertain(),
    };
    let costly = Scale { goal, cache }.costly(base);
    let all = costly.into_iter().flat_map(|item| turns(base, item));
    (all.filter(|turn| is_open(turn) && turn.low < turn.high).collect(), false)
}

/// Counts one draw: what is there is the first option of every part.
fn judge(ground: &Ground<'_>, effort: usize, tally: &mut Tally) {
    tally.draws += 1;
    let found: Found = ground.solve(effort);
    tally.unproven += u32::from(!found.proven);
    if !found.feasible {
        tally.unreachable += 1;
        return;
    }
    let mut changes = Vec::new();
    let (mut cost, mut cost_here) = (0.0, 0.0);
    for (place, pick) in found.picks.iter().enumerate() {
        let (Some((id, to, figures)), Some((_, here, figures_here))) =
            (ground.option(place, *pick), ground.option(place, 0))
        else {
            continue;
        };
        cost += figures.cost_per_month;
        cost_here += figures_here.cost_per_month;
        if (to.strategy.mode(), &to.placement) != (here.strategy.mode(), &here.placement) {
            changes.push((id, to.strategy.mode(), figures.units));
        }
    }
    if changes.is_empty() {
        tally.same += 1;
    } else if (cost - cost_here).abs() <= 1e-9 * (1.0 + cost) && ground.is_met_as_it_is() {
        tally.tied += 1;
    } else {
        ordered::sort_by_key(&mut changes, |(id, ..)| *id);
        tally.credit(changes, 1);
    }
}
