//! How much each input matters, and how far what is not known exactly carries the answer: the swing of the worst
//! journey's unavailability with one input at a time, and its band with all intervals at once.
//!
//! No randomness but a seed that follows from the ids: the same plan is weighed the same everywhere.

#![expect(clippy::indexing_slicing, reason = "a kernel: draws and cases are numbered by what made them")]

use std::rc::Rc;

use super::lifetime::{Unit, unavailability};
use super::placement::Setting;
use super::prepared::{Chances, Prepared};
use super::structure::Graph;
use super::{Budget, Cache, numeric, prepare, targets, zones};
use crate::model::ordered;
use crate::model::{
    Component, ComponentId, Fault, Goal, Item, Lifetime, Param, Recovery, Span, Topology, Zone, ZoneId, limits,
};

/// Components and zones whose inputs are looked at: those that cost the most.
const ITEMS: usize = 24;
/// Swings that are told, the widest first.
const SWINGS: usize = 12;
/// Swings without an interval that are told are wider than this share of what it is now.
const LEAST: f64 = 0.03;
/// By how much an input without an interval is turned up and down.
const FACTOR: f64 = 2.0;

/// What is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// The mean time to failure of a unit, the shape of its law kept.
    FaultTime,
    /// The mean time to recovery of a unit, the shape of its law kept.
    RecoveryTime,
    /// One parameter.
    Param(Param),
}

impl Input {
    /// The parameter that is bounded and counted as this is.
    pub fn like(self) -> Param {
        match self {
            Self::FaultTime => Param::FaultMean,
            Self::RecoveryTime => Param::RecoveryMean,
            Self::Param(param) => param,
        }
    }
}

/// What one input does to the worst journey when it alone is turned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swing {
    /// Whose: a component or a zone.
    pub item: Item,
    /// Which input.
    pub input: Input,
    /// Its lower end: of its interval, or half of what it is (of what is missing from 100 % for an availability or a
    /// coverage: twice that).
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Unavailability with it at its lower end.
    pub u_at_low: f64,
    /// Unavailability with it at its upper end.
    pub u_at_high: f64,
    /// The ends are those of an interval that a person gave.
    pub is_span: bool,
}

impl Swing {
    /// How far apart the two unavailabilities lie.
    pub fn width_u(&self) -> f64 {
        (self.u_at_high - self.u_at_low).abs()
    }
}

/// Where the worst journey's unavailability lies while every interval holds its number in nine cases of ten.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// One case in twenty is better.
    pub low_u: f64,
    /// Half of the cases are better.
    pub middle_u: f64,
    /// One case in twenty is worse.
    pub high_u: f64,
    /// Share of the cases that meet every journey's target.
    pub meets: f64,
    /// Cases that were drawn.
    pub draws: u32,
}

/// What matters, and how far it carries.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weighed {
    /// None when every number is known exactly.
    pub band: Option<Band>,
    /// Inputs one at a time, the widest swing first.
    pub swings: Vec<Swing>,
}

/// Weighs every input of what costs the worst journey most; `draws` cases for the band.
pub fn weigh(topology: &Topology, goal: &Goal, draws: usize, cache: &mut Cache) -> Weighed {
    let mut scale = Scale { goal, cache };
    let Some(worst) = scale.worst(topology) else { return Weighed::default() };
    let band = scale.band(topology, worst, draws);
    let mut swings = scale.swings(topology, worst);
    swings.truncate(SWINGS);
    Weighed { band, swings }
}

/// The inputs that move the worst journey most, those of `except` left out.
pub(super) fn influential(topology: &Topology, goal: &Goal, except: Item, most: usize, cache: &mut Cache) -> Vec<Turn> {
    let mut scale = Scale { goal, cache };
    let Some(worst) = scale.worst(topology) else { return Vec::new() };
    let swings = scale.swings(topology, worst);
    let others = swings.into_iter().filter(|swing| swing.item != except).take(most);
    let turn = |Swing { item, input, low, high, is_span, .. }| Turn { item, input, low, high, is_span };
    others.map(turn).collect()
}

/// Weighs plans that differ from one another in a few numbers.
pub(super) struct Scale<'a> {
    pub(super) goal: &'a Goal,
    pub(super) cache: &'a mut Cache,
}

impl Scale<'_> {
    /// Inputs one at a time, the widest swing first.
    fn swings(&mut self, topology: &Topology, worst: usize) -> Vec<Swing> {
        let mut swings: Vec<Swing> = Vec::new();
        for item in self.costly(topology) {
            for turn in turns(topology, item) {
                let mut at = |value: f64| {
                    let trial = turn.on(topology, value)?;
                    Some(self.journeys_u(&trial).get(worst).copied().unwrap_or(0.0))
                };
                if let (Some(u_at_low), Some(u_at_high)) = (at(turn.low), at(turn.high)) {
                    let Turn { item, input, low, high, is_span } = turn;
                    swings.push(Swing { item, input, low, high, u_at_low, u_at_high, is_span });
                }
            }
        }
        let least_u = LEAST * self.journeys_u(topology).get(worst).copied().unwrap_or(0.0);
        swings.retain(|swing| swing.width_u() > if swing.is_span { 0.0 } else { least_u });
        // What a person said to be uncertain comes before what is turned to see what it does.
        ordered::sort_by(&mut swings, |a, b| b.is_span.cmp(&a.is_span).then(b.width_u().total_cmp(&a.width_u())));
        swings
    }

    /// Unavailability of every journey (the upper bound where there are only bounds).
    pub(super) fn journeys_u(&mut self, topology: &Topology) -> Vec<f64> {
        self.with_structure(topology, |prepared, chances, journeys| {
            prepared.evaluate(chances, journeys).journeys.iter().map(|u| u.high).collect()
        })
    }

    fn with_structure<T>(&mut self, topology: &Topology, then: impl FnOnce(&Prepared, &Chances<'_>, usize) -> T) -> T {
        let graph = Graph::new(topology, self.goal);
        let laws = zones::laws(topology);
        let setting = Setting { topology, goal: self.goal, laws: &laws };
        let (placed, prepared) = prepare(&graph, &setting, Budget::FRAME, self.cache);
        then(&prepared, &Chances { placed: &placed, laws: &laws, topology }, graph.journeys.len())
    }

    /// The journey that misses its target by most, or meets it by least.
    pub(super) fn worst(&mut self, topology: &Topology) -> Option<usize> {
        let targets = targets(&Graph::new(topology, self.goal), self.goal);
        let strain: Vec<f64> = self.journeys_u(topology).iter().zip(&targets).map(|(u, target)| u / target).collect();
        (0..strain.len()).max_by(|a, b| strain[*a].total_cmp(&strain[*b]))
    }

    /// Components and zones that cost the worst journey most, and all that have intervals.
    pub(super) fn costly(&mut self, topology: &Topology) -> Vec<Item> {
        let Some(worst) = self.worst(topology) else { return Vec::new() };
        let shares = self.with_structure(topology, |prepared, chances, _| prepared.shares(chances, worst));
        let components = topology.components.keys().zip(&shares.components).map(|(id, u)| (Item::Component(*id), *u));
        let zones = shares.zones.iter().map(|(id, u)| (Item::Zone(*id), *u));
        let mut items: Vec<(Item, f64)> = components.chain(zones).filter(|(_, u)| *u > 0.0).collect();
        ordered::sort_by(&mut items, |a, b| b.1.total_cmp(&a.1));
        items.truncate(ITEMS);
        let mut items: Vec<Item> = items.into_iter().map(|(item, _)| item).collect();
        for (item, ..) in uncertain(topology) {
            if !items.contains(&item) {
                items.push(item);
            }
        }
        items
    }

    /// The band over `draws` cases: one in each of as many equal slices of every interval, shuffled apart (a Latin
    /// hypercube), so that a few hundred cases suffice.
    fn band(&mut self, topology: &Topology, worst: usize, draws: usize) -> Option<Band> {
        let inputs = uncertain(topology);
        if inputs.is_empty() || draws < 2 {
            return None;
        }
        let targets = targets(&Graph::new(topology, self.goal), self.goal);
        let slices: Vec<Vec<usize>> =
            inputs.iter().map(|(item, param, _)| shuffled(draws, seed(*item, *param))).collect();
        let (mut found, mut meeting) = (Vec::with_capacity(draws), 0.0);
        for draw in 0..draws {
            let mut trial = topology.clone();
            for ((item, param, span), slices) in inputs.iter().zip(&slices) {
                let q = (numeric::count(slices[draw]) + 0.5) / numeric::count(draws);
                put(&mut trial, *item, *param, span.at(*param, numeric::normal_quantile(q)));
            }
            let journeys_u = self.journeys_u(&trial);
            if journeys_u.iter().zip(&targets).all(|(u, target)| *u <= target * (1.0 + 1e-12)) {
                meeting += 1.0;
            }
            found.push(journeys_u.get(worst).copied().unwrap_or(0.0));
        }
        ordered::sort_by(&mut found, f64::total_cmp);
        Some(Band {
            low_u: quantile(&found, 0.05),
            middle_u: quantile(&found, 0.5),
            high_u: quantile(&found, 0.95),
            meets: meeting / numeric::count(draws),
            draws: u32::try_from(draws).unwrap_or(u32::MAX),
        })
    }
}

/// Every interval of the plan.
fn uncertain(topology: &Topology) -> Vec<(Item, Param, Span)> {
    let components = topology.components.iter().map(|(id, component)| (Item::Component(*id), &component.spans));
    let zones = topology.zones.iter().map(|(id, zone)| (Item::Zone(*id), &zone.spans));
    let mut all = Vec::new();
    for (item, spans) in components.chain(zones) {
        all.extend(spans.iter().map(|(param, span)| (item, *param, *span)));
    }
    all
}

/// Gives one parameter another value.
fn put(topology: &mut Topology, item: Item, param: Param, value: f64) -> Option<()> {
    match item {
        Item::Component(id) => {
            let component = Rc::make_mut(topology.components.get_mut(&id)?);
            param.write(component, value).then_some(())
        }
        Item::Zone(id) => param.write_zone(Rc::make_mut(topology.zones.get_mut(&id)?), value).then_some(()),
        Item::Link(_) => None,
    }
}

/// The number at a share of sorted ones, between its neighbours: each stands for the middle of its slice.
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    let at = (q * numeric::count(sorted.len()) - 0.5).max(0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to the last")]
    let below = (libm::floor(at) as usize).min(last);
    let share = at - numeric::count(below);
    sorted[below] + (sorted[(below + 1).min(last)] - sorted[below]) * limits::clamped(share, 0.0, 1.0)
}

/// A seed of an input's own, whatever else the plan holds.
pub(super) fn seed(item: Item, param: Param) -> u64 {
    let id = match item {
        Item::Component(ComponentId(id)) => u64::from(id) << 1,
        Item::Zone(ZoneId(id)) => u64::from(id) << 1 | 1,
        Item::Link(_) => 0,
    };
    param.row().slug.bytes().fold(id, |seed, byte| seed.wrapping_mul(257).wrapping_add(u64::from(byte)))
}

/// 0 to `len` − 1 in an order that follows from the seed (Fisher and Yates over SplitMix64).
fn shuffled(len: usize, mut seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    for last in (1..len).rev() {
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = seed;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        let below = u64::try_from(last + 1).unwrap_or(u64::MAX);
        order.swap(last, usize::try_from(bits % below).unwrap_or(0));
    }
    order
}

/// One input and the two ends that it is turned to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    pub(super) item: Item,
    pub(super) input: Input,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) is_span: bool,
}

/// Parameters that are turned where no interval says how far; means of laws are turned as a whole.
const TURNED: [Param; 15] = [
    Param::PartDetect,
    Param::PartDiagnose,
    Param::PartRepair,
    Param::PartVerify,
    Param::Coverage,
    Param::CommonCause,
    Param::Switch,
    Param::Manual,
    Param::PollInterval,
    Param::TestInterval,
    Param::Deploys,
    Param::BadChanges,
    Param::Undo,
    Param::Windows,
    Param::WindowLength,
];

/// What can be turned on a component or a zone.
pub(super) fn turns(topology: &Topology, item: Item) -> Vec<Turn> {
    let (fault, recovery, spans) = match item {
        Item::Component(id) => match topology.components.get(&id) {
            Some(component) => (component.fault, component.recovery, &component.spans),
            None => return Vec::new(),
        },
        Item::Zone(id) => match topology.zones.get(&id) {
            Some(zone) => (zone.fault, zone.recovery, &zone.spans),
            None => return Vec::new(),
        },
        Item::Link(_) => return Vec::new(),
    };
    let read = |param: Param| match item {
        Item::Component(id) => param.read(topology.components.get(&id)?),
        Item::Zone(id) => param.read_zone(topology.zones.get(&id)?),
        Item::Link(_) => None,
    };
    let spanned = spans.iter().map(|(param, span)| Turn {
        item,
        input: Input::Param(*param),
        low: span.low,
        high: span.high,
        is_span: true,
    });
    let mut all: Vec<Turn> = spanned.collect();
    let mut turn = |input, low, high| all.push(Turn { item, input, low, high, is_span: false });
    let unit = Unit::new(&fault, &recovery);
    let is_law = |has: &dyn Fn(Param) -> bool| !spans.keys().any(|param| has(*param));
    let is_of_fault = |param: Param| param.row().slug.starts_with('f');
    if fault != Fault::Never && is_law(&is_of_fault) {
        turn(Input::FaultTime, unit.mttf_h() / FACTOR, unit.mttf_h() * FACTOR);
    }
    let is_of_recovery = |param: Param| param.is_of_law() && !is_of_fault(param);
    if !matches!(recovery, Recovery::Parts(_)) && is_law(&is_of_recovery) {
        turn(Input::RecoveryTime, unit.mttr_h() / FACTOR, unit.mttr_h() * FACTOR);
    }
    for param in TURNED {
        let Some(value) = read(param).filter(|_| !spans.contains_key(&param)) else { continue };
        let (low, high) = if param == Param::Coverage {
            (1.0 - (1.0 - value) * FACTOR, 1.0 - (1.0 - value) / FACTOR)
        } else {
            (value / FACTOR, value * FACTOR)
        };
        let clamp = |value: f64| param.clamp(value).unwrap_or(value);
        turn(Input::Param(param), clamp(low), clamp(high));
    }
    all
}

impl Turn {
    /// What it is without being turned; none where there is no such input.
    pub(super) fn value(&self, topology: &Topology) -> Option<f64> {
        let unit = |fault: &Fault, recovery: &Recovery| {
            let unit = Unit::new(fault, recovery);
            if self.input == Input::FaultTime { unit.mttf_h() } else { unit.mttr_h() }
        };
        match (self.item, self.input) {
            (Item::Component(id), Input::Param(param)) => param.read(topology.components.get(&id)?),
            (Item::Zone(id), Input::Param(param)) => param.read_zone(topology.zones.get(&id)?),
            (Item::Component(id), Input::FaultTime | Input::RecoveryTime) => {
                topology.components.get(&id).map(|component| unit(&component.fault, &component.recovery))
            }
            (Item::Zone(id), Input::FaultTime | Input::RecoveryTime) => {
                topology.zones.get(&id).map(|zone| unit(&zone.fault, &zone.recovery))
            }
            (Item::Link(_), _) => None,
        }
    }

    /// The topology with this input at `value`; none where it has no such input.
    pub(super) fn on(&self, topology: &Topology, value: f64) -> Option<Topology> {
        let mut trial = topology.clone();
        match self.input {
            Input::Param(param) => put(&mut trial, self.item, param, value)?,
            Input::FaultTime | Input::RecoveryTime => {
                let (fault, recovery) = match self.item {
                    Item::Component(id) => {
                        let component: &mut Component = Rc::make_mut(trial.components.get_mut(&id)?);
                        (&mut component.fault, &mut component.recovery)
                    }
                    Item::Zone(id) => {
                        let zone: &mut Zone = Rc::make_mut(trial.zones.get_mut(&id)?);
                        (&mut zone.fault, &mut zone.recovery)
                    }
                    Item::Link(_) => return None,
                };
                if self.input == Input::FaultTime {
                    *fault = with_mean(fault, recovery, value);
                } else if let Recovery::Law(law) = recovery {
                    *law = stretched(law, value);
                }
            }
        }
        Some(trial)
    }
}

/// The fault with another mean time to failure.
fn with_mean(fault: &Fault, recovery: &Recovery, mean_h: f64) -> Fault {
    match fault {
        Fault::Law(law) => Fault::Law(stretched(law, mean_h)),
        Fault::Published { .. } => {
            let mttr_h = Unit::new(fault, recovery).mttr_h();
            Fault::Published { unavailability: unavailability(mean_h, mttr_h) }
        }
        Fault::Never => Fault::Never,
    }
}

/// The law with time stretched so that its mean is `mean_h`.
fn stretched(law: &Lifetime, mean_h: f64) -> Lifetime {
    match *law {
        Lifetime::Logistic { steepness_per_h, median_h } => {
            let ratio = mean_h / law.mean_h();
            Lifetime::Logistic { steepness_per_h: steepness_per_h / ratio, median_h: median_h * ratio }
        }
        Lifetime::Exponential { .. } => Lifetime::Exponential { mean_h },
        Lifetime::Weibull { shape, .. } => Lifetime::Weibull { mean_h, shape },
        Lifetime::Lognormal { sigma, .. } => Lifetime::Lognormal { mean_h, sigma },
    }
}
