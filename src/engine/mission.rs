//! The whole system from the day on which everything is new: the chance to be down at t, 1 − A(t), and the chance of no outage
//! until t, R(t), of the journey that misses its target by most.
//!
//! 1 − A(t) is the journey's diagram with every chance as it is at t. R(t): parts that take the journey down whatever else
//! works are in series, so the chances of no outage of each multiply, exactly. What stands by for each other is the rest,
//! of which W(t) outages are expected: the chance of none of them is about `exp(−W)`, and by Markov's inequality never below
//! `1 − W`, however they hang together.

#![expect(clippy::indexing_slicing, reason = "a kernel: levels are those of one diagram, moments those of one walk")]

use std::rc::Rc;

use super::group::{Group, Way};
use super::lifetime::Unit;
use super::placement::{Moving, Placed, Setting, Walk};
use super::prepared::{Chances, Prepared, inputs};
use super::report::JourneyReport;
use super::structure::{Exact, Graph, Variable};
use super::zones::ZoneLaw;
use super::{Budget, Cache, zones};
use crate::model::ordered::Map;
use crate::model::{Goal, JourneyId, Topology, ZoneId};

/// Each span is looked at in its own even steps, in h: a day, a week, a month, a quarter, a year.
pub const SPANS_H: [f64; 5] = [24.0, 168.0, 730.5, 2191.5, 8766.0];

/// Steps of each span.
const STEPS: usize = 64;

/// A journey from the day on which everything is new.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mission {
    /// Which; none for the implicit one.
    pub journey: Option<JourneyId>,
    /// What the chance to be down tends to: the report's figure.
    pub u: f64,
    /// Nothing stands by for anything else, so that every chance of no outage is exact.
    pub is_series: bool,
    /// Ascending; the end of every span is among them.
    pub moments: Vec<Moment>,
}

/// A journey at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// When, in h.
    pub t_h: f64,
    /// The chance to be down.
    pub down: f64,
    /// The chance of no outage so far.
    pub unbroken: f64,
    /// It is no less than this, for certain.
    pub at_least: f64,
}

/// The worst journey on its way; none without components, or where the figures are bounds or would take too long.
pub fn mission(topology: &Topology, goal: &Goal, budget: Budget, cache: &mut Cache) -> Option<Mission> {
    let graph = Graph::new(topology, goal);
    let laws = zones::laws(topology);
    let setting = Setting { topology, goal, laws: &laws };
    let (placed, prepared) = super::prepare(&graph, &setting, budget, cache);
    let exact = prepared.exact()?;
    let chances = Chances { placed: &placed, laws: &laws, topology };
    let journeys = super::journeys(&graph, goal, &prepared.evaluate(&chances, graph.journeys.len()));
    let strain = |at: &usize| journeys.get(*at).map_or(0.0, JourneyReport::strain);
    let root = (0..journeys.len()).max_by(|a, b| strain(a).total_cmp(&strain(b)))?;
    let series = Series::new(exact, root);
    let mut mission = Mission {
        journey: journeys[root].journey,
        u: journeys[root].u.high,
        is_series: series.is_all,
        moments: Vec::new(),
    };
    let mut expected = Expected::default();
    for span_h in SPANS_H {
        let step_h = span_h / super::numeric::count(STEPS);
        let passed_h = mission.moments.last().map_or(0.0, |last| last.t_h);
        let skipped = (0..STEPS).find(|step| super::numeric::count(step + 1) * step_h > passed_h * (1.0 + 1e-9));
        let mut walk = Walk::new(step_h, STEPS, skipped.unwrap_or(STEPS));
        let zone_ways: Map<ZoneId, Rc<Vec<Way>>> = topology
            .zones
            .iter()
            .map(|(id, zone)| (*id, walk.follow(&Group::Single(Unit::new(&zone.fault, &zone.recovery)))))
            .collect();
        let times_h = walk.times_h();
        let zone_laws: Vec<Map<ZoneId, ZoneLaw>> =
            (0..times_h.len()).map(|at| zones_at(topology, &laws, &zone_ways, at)).collect();
        let mut ways = Vec::with_capacity(placed.len());
        for (component, placed) in topology.components.values().zip(&placed) {
            ways.push(setting.onward(component, placed, &zone_laws, &mut walk).into_iter());
        }
        for ((at, t_h), laws) in times_h.into_iter().enumerate().zip(&zone_laws) {
            let mut now: Vec<Moving> = ways.iter_mut().filter_map(Iterator::next).collect();
            let in_series = series.unbroken(exact, &now, |zone| zone_ways.get(&zone).and_then(|way| way.get(at)));
            let mut placed: Vec<Placed> = now.drain(..).map(|now| now.placed).collect();
            let u = inputs(exact, &Chances { placed: &placed, laws, topology });
            let down = exact.diagram.unavailability(root, &u, &mut Vec::new());
            if !series.is_all {
                let mut laws = laws.clone();
                series.mend(exact, &mut placed, &mut laws);
                expected.add(&prepared, exact, &Chances { placed: &placed, laws: &laws, topology }, root, t_h)?;
            }
            let unbroken = in_series * libm::exp(-expected.outages);
            let at_least = in_series * (1.0 - expected.at_most).max(0.0);
            mission.moments.push(Moment { t_h, down, unbroken, at_least });
        }
    }
    Some(mission)
}

/// The law of every zone at one moment: its chance, and its faults as frequent as they are then while it is up.
fn zones_at(
    topology: &Topology,
    laws: &Map<ZoneId, ZoneLaw>,
    ways: &Map<ZoneId, Rc<Vec<Way>>>,
    at: usize,
) -> Map<ZoneId, ZoneLaw> {
    let law = |(id, zone): (&ZoneId, &Rc<crate::model::Zone>)| {
        let (settled, now) = (laws.get(id)?, ways.get(id)?.get(at)?);
        let outages_per_h = Unit::new(&zone.fault, &zone.recovery).outages_per_h();
        let law = if settled.u > 0.0 && settled.u < 1.0 && now.down < 1.0 && outages_per_h > 0.0 {
            let ratio = now.outages_per_h / outages_per_h * (1.0 - settled.u) / (1.0 - now.down);
            // What can be down stays a cause, however unlikely.
            let u = now.down.max(f64::MIN_POSITIVE);
            ZoneLaw { u, fault_per_h: settled.fault_per_h * ratio, repair_per_h: settled.repair_per_h }
        } else {
            *settled
        };
        Some((*id, law))
    };
    topology.zones.iter().filter_map(law).collect()
}

/// The levels of a diagram that take a journey down whatever else works.
struct Series {
    levels: Vec<usize>,
    /// Nothing else matters to it.
    is_all: bool,
}

impl Series {
    fn new(exact: &Exact, root: usize) -> Self {
        let halves = vec![0.5; exact.variables.len()];
        let slopes = exact.diagram.gradient(root, &halves, &mut Vec::new());
        let matters = |level: &usize| slopes[*level] > 0.0;
        let all: Vec<usize> = (0..exact.variables.len()).filter(matters).collect();
        let is_series = |level: &usize| exact.variables[*level].is_cause() && is_certain(exact, root, *level);
        let levels: Vec<usize> = all.iter().copied().filter(is_series).collect();
        Self { is_all: levels.len() == all.len(), levels }
    }

    /// The chance of no outage of any of them so far.
    fn unbroken<'a>(&self, exact: &Exact, now: &[Moving], zone: impl Fn(ZoneId) -> Option<&'a Way>) -> f64 {
        let of = |level: &usize| match exact.variables[*level] {
            Variable::Zone(id) => zone(id).map_or(1.0, |way| (1.0 - way.met).max(0.0)),
            Variable::Part { component, mask } => {
                let moving = usize::try_from(component).ok().and_then(|at| now.get(at));
                moving.and_then(|moving| *moving.unbroken.get(usize::from(mask))?).unwrap_or(0.0)
            }
            Variable::Longer { .. } | Variable::Switch(_) => 1.0,
        };
        self.levels.iter().map(of).product()
    }

    /// Makes all of them never fail.
    fn mend(&self, exact: &Exact, placed: &mut [Placed], laws: &mut Map<ZoneId, ZoneLaw>) {
        for level in &self.levels {
            match exact.variables[*level] {
                Variable::Zone(id) => {
                    if let Some(law) = laws.get_mut(&id) {
                        (law.u, law.fault_per_h) = (0.0, 0.0);
                    }
                }
                Variable::Part { component, mask } => {
                    let placed = usize::try_from(component).ok().and_then(|at| placed.get_mut(at));
                    if let Some(state) = placed.and_then(|placed| placed.by_mask.get_mut(usize::from(mask))) {
                        (state.u, state.outages_per_h) = (0.0, 0.0);
                    }
                }
                Variable::Longer { .. } | Variable::Switch(_) => {}
            }
        }
    }
}

/// The journey is down whenever the variable at `level` holds.
fn is_certain(exact: &Exact, root: usize, level: usize) -> bool {
    let mut certain = vec![false, true];
    for (at, [low, high]) in exact.diagram.cells() {
        let is_here = usize::try_from(at).is_ok_and(|at| at == level);
        certain.push(certain[high] && (is_here || certain[low]));
    }
    exact.diagram.root_cells().nth(root).is_some_and(|cell| certain[cell])
}

/// W(t): the outages expected of what stands by for each other.
#[derive(Debug, Default)]
struct Expected {
    /// By the trapezoid rule.
    outages: f64,
    /// With the larger rate of each step, so that no step is counted too low.
    at_most: f64,
    /// The last moment and the outages per hour then.
    last: Option<(f64, f64)>,
}

impl Expected {
    /// None: counting them would take too long.
    fn add(&mut self, prepared: &Prepared, exact: &Exact, chances: &Chances<'_>, root: usize, t_h: f64) -> Option<()> {
        let per_h = prepared.outages_per_h(chances, root)?;
        let (last_h, last_per_h) = self.last.unwrap_or_else(|| {
            // What is down from the start has had its outage.
            self.outages = exact.diagram.unavailability(root, &inputs(exact, chances), &mut Vec::new());
            self.at_most = self.outages;
            (0.0, per_h)
        });
        self.outages += (t_h - last_h) * (per_h + last_per_h) / 2.0;
        self.at_most += (t_h - last_h) * per_h.max(last_per_h);
        self.last = Some((t_h, per_h));
        Some(())
    }
}
