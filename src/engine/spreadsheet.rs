//! From what a spreadsheet says to what the model says, one cause after the other.
//!
//! The spreadsheet multiplies availabilities: of what is needed, each once; of n copies, `1 − (1 − a)ⁿ`; of alternatives,
//! by the binomial formula, as if they shared nothing. The causes that it leaves out are switched on in the order of
//! [`Term::ALL`], and each is charged what it adds to those before it. So the terms add up, by telescoping, and one whose
//! cause is not there is 0.

#![expect(
    clippy::indexing_slicing,
    reason = "a kernel: components are numbered here, and every index is such a number"
)]

use std::rc::Rc;

use super::group::units_needed;
use super::lifetime::Unit;
use super::placement::Setting;
use super::prepared::Chances;
use super::report::Exactness;
use super::structure::Graph;
use super::{Budget, Cache, prepare, targets, zones};
use crate::model::check::fit_units;
use crate::model::{Component, Detection, Goal, JourneyId, Need, Place, Redundancy, Strategy, TestInterval, Topology};

/// A cause that the spreadsheet leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// What several ways share fails once for all of them.
    Shared,
    /// More than one unit is needed: for the load, for a majority, or as fixed by hand.
    Needed,
    /// Repairs wait for a crew; a standby at rest fails less often.
    Repair,
    /// Faults that take every unit of a component at once.
    CommonCause,
    /// Takeovers take time: to detect and to switch.
    TakeoverTime,
    /// Takeovers without need.
    FalseTakeovers,
    /// Takeovers that do not work.
    FailedTakeovers,
    /// Standbys that are dead and nobody knows.
    Undetected,
    /// Zones fail, with all that is inside; sites each carry the load alone.
    Zones,
    /// Changes that go wrong.
    Changes,
    /// Planned windows.
    Planned,
    /// Caches hide outages for a while; a switch to a fallback may not work.
    Links,
}

impl Term {
    /// In the order in which they are switched on.
    pub const ALL: [Self; 12] = [
        Self::Shared,
        Self::Needed,
        Self::Repair,
        Self::CommonCause,
        Self::TakeoverTime,
        Self::FalseTakeovers,
        Self::FailedTakeovers,
        Self::Undetected,
        Self::Zones,
        Self::Changes,
        Self::Planned,
        Self::Links,
    ];
}

/// The two answers and what lies between them, of the journey that the page leads with.
#[derive(Debug, Clone, PartialEq)]
pub struct Reconciled {
    /// Which; none for the implicit one.
    pub journey: Option<JourneyId>,
    /// The spreadsheet's unavailability.
    pub spreadsheet_u: f64,
    /// The model's.
    pub model_u: f64,
    /// What each term adds, in the order of [`Term::ALL`]: up to rounding the difference of the two.
    pub terms: [f64; Term::ALL.len()],
}

/// A detection that takes no time and never errs: short enough to vanish beside any other time, and no rate overflows.
const AT_ONCE: Detection =
    Detection { poll_interval_s: 1e-200, misses: 1, timeout_s: 0.0, poll_loss: 0.0, fenced: true };
/// A takeover that takes no time, in h.
const AT_ONCE_H: f64 = 1e-200;

/// The way from the spreadsheet to the model for the worst journey; none without components or where the figures are
/// only bounds.
pub fn reconcile(topology: &Topology, goal: &Goal, budget: Budget, cache: &mut Cache) -> Option<Reconciled> {
    let model = journeys_u(topology, goal, budget, cache)?;
    let graph = Graph::new(topology, goal);
    let strain: Vec<f64> = model.iter().zip(targets(&graph, goal)).map(|(u, target)| u / target).collect();
    let root = (0..strain.len()).max_by(|a, b| strain[*a].total_cmp(&strain[*b]))?;
    let named = goal.journeys.iter().filter(|journey| graph.number(journey.entry).is_some());

    let spreadsheet_u = Sheet::new(&graph, topology).product(graph.journeys.get(root)?);
    let mut terms = [0.0; Term::ALL.len()];
    let mut before_u = spreadsheet_u;
    let mut before: Option<(Topology, f64)> = None;
    for (at, term) in terms.iter_mut().enumerate() {
        let has = |term: Term| Term::ALL.iter().take(at + 1).any(|switched| *switched == term);
        // The load counts as soon as it may need more than one unit.
        let unloaded = Goal { peak_load: 0.0, ..goal.clone() };
        let load = if has(Term::Needed) { goal } else { &unloaded };
        let now = so_far(topology, goal, &has);
        let known = before.as_ref().filter(|(before, _)| *before == now && (at != 1 || goal.peak_load <= 0.0));
        let u = match known {
            Some((_, u)) => *u,
            None if at + 1 == Term::ALL.len() => *model.get(root)?,
            None => *journeys_u(&now, load, budget, cache)?.get(root)?,
        };
        *term = u - before_u;
        before_u = u;
        before = Some((now, u));
    }
    let journey = named.map(|journey| journey.id).nth(root);
    Some(Reconciled { journey, spreadsheet_u, model_u: *model.get(root)?, terms })
}

/// Unavailability of every journey; none where there are only bounds.
fn journeys_u(topology: &Topology, goal: &Goal, budget: Budget, cache: &mut Cache) -> Option<Vec<f64>> {
    let graph = Graph::new(topology, goal);
    let laws = zones::laws(topology);
    let setting = Setting { topology, goal, laws: &laws };
    let (placed, prepared) = prepare(&graph, &setting, budget, cache);
    let found = prepared.evaluate(&Chances { placed: &placed, laws: &laws, topology }, graph.journeys.len());
    let is_exact = found.exactness == Exactness::Exact;
    is_exact.then(|| found.journeys.iter().map(|u| u.high).collect())
}

/// The plan with only those causes that are switched on.
fn so_far(topology: &Topology, goal: &Goal, has: &dyn Fn(Term) -> bool) -> Topology {
    let mut plan = topology.clone();
    for slot in plan.components.values_mut() {
        let next = component_so_far(slot, goal, has);
        if **slot != next {
            *slot = Rc::new(next);
        }
    }
    if !has(Term::Links) {
        for link in plan.links.values_mut() {
            if matches!(link.need, Need::Cached { .. }) {
                link.need = Need::Hard;
            }
        }
        plan.sets.values_mut().for_each(|set| set.switching = 1.0);
    }
    plan
}

fn component_so_far(component: &Component, goal: &Goal, has: &dyn Fn(Term) -> bool) -> Component {
    let mut next = component.clone();
    let units = units(component);
    let needed = |fixed: Option<u32>| {
        let load = goal.peak_load * goal.growth * goal.headroom * component.load_share;
        fixed.unwrap_or_else(|| units_needed(load, component.capacity)).max(1)
    };
    let redundancy = |of: Redundancy| redundancy_so_far(of, units, has);
    next.strategy = match component.strategy {
        Strategy::Single => Strategy::Single,
        Strategy::Standby { temperature, fault_factor, test, redundancy: own } => Strategy::Standby {
            temperature,
            fault_factor: if has(Term::Repair) { fault_factor } else { 1.0 },
            test: if has(Term::Undetected) { test } else { TestInterval::Monitored },
            redundancy: redundancy(own),
        },
        Strategy::Quorum { redundancy: own } if has(Term::Needed) => Strategy::Quorum { redundancy: redundancy(own) },
        Strategy::MultiSite { needed, redundancy: own } if has(Term::Zones) => {
            Strategy::MultiSite { needed, redundancy: redundancy(own) }
        }
        Strategy::Cluster { needed: fixed, redundancy: own }
        | Strategy::MultiSite { needed: fixed, redundancy: own }
            if has(Term::Needed) =>
        {
            Strategy::Cluster { needed: Some(needed(fixed)), redundancy: redundancy(own) }
        }
        Strategy::Cluster { redundancy: own, .. }
        | Strategy::Quorum { redundancy: own }
        | Strategy::MultiSite { redundancy: own, .. } => {
            Strategy::Cluster { needed: Some(1), redundancy: redundancy(own) }
        }
    };
    if !has(Term::Zones) {
        next.placement = vec![Place { zone: None, units }];
        next.train = None;
    }
    if !has(Term::Changes) {
        next.work.deploys_per_week = 0.0;
    }
    if !has(Term::Planned) {
        next.work.windows_per_year = 0.0;
    }
    next
}

fn redundancy_so_far(of: Redundancy, units: u32, has: &dyn Fn(Term) -> bool) -> Redundancy {
    let takes_time = has(Term::TakeoverTime);
    let detection = if takes_time { of.detection } else { AT_ONCE };
    Redundancy {
        detection: if has(Term::FalseTakeovers) { detection } else { Detection { poll_loss: 0.0, ..detection } },
        switch_h: if takes_time { of.switch_h } else { AT_ONCE_H },
        coverage: if has(Term::FailedTakeovers) { of.coverage } else { 1.0 },
        common_cause: if has(Term::CommonCause) { of.common_cause } else { 0.0 },
        crews: if has(Term::Repair) { of.crews } else { units },
        ..of
    }
}

/// All units that a component runs.
fn units(component: &Component) -> u32 {
    fit_units(component.placement.clone(), component.strategy.mode()).iter().map(|place| place.units).sum()
}

/// The spreadsheet: one row for each component.
struct Sheet<'a> {
    graph: &'a Graph,
    /// (1 − a)ⁿ of each component.
    own_u: Vec<f64>,
    /// Of each component with all that it needs, once it is known.
    known: Vec<Option<f64>>,
    /// Those whose figure is being formed: in a circle they count as working, as the greatest fixed point has it.
    open: Vec<bool>,
}

impl<'a> Sheet<'a> {
    fn new(graph: &'a Graph, topology: &Topology) -> Self {
        let own = |component: &Rc<Component>| {
            let unit = Unit::new(&component.fault, &component.recovery);
            libm::pow(unit.unavailability(), f64::from(units(component)))
        };
        let own_u: Vec<f64> = topology.components.values().map(own).collect();
        let count = own_u.len();
        Self { graph, own_u, known: vec![None; count], open: vec![false; count] }
    }

    /// `1 − Π a` over some components and all that they need, each once.
    fn product(&mut self, entries: &[u32]) -> f64 {
        let mut rows: Vec<usize> = Vec::new();
        let mut is_listed = vec![false; self.own_u.len()];
        let list = |at: u32, rows: &mut Vec<usize>, is_listed: &mut Vec<bool>| {
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            if !std::mem::replace(&mut is_listed[at], true) {
                rows.push(at);
            }
        };
        entries.iter().for_each(|at| list(*at, &mut rows, &mut is_listed));
        let mut next = 0;
        let mut log_a = 0.0;
        while let Some(at) = rows.get(next).copied() {
            next += 1;
            log_a += libm::log1p(-self.own_u[at]);
            let needs = &self.graph.needs[at];
            let needed = needs.hard.iter().chain(needs.cached.iter().map(|(to, _)| to));
            needed.for_each(|to| list(*to, &mut rows, &mut is_listed));
        }
        for at in rows {
            for set in &self.graph.needs[at].sets {
                let members: Vec<f64> = set.members.iter().map(|to| self.alternative(*to)).collect();
                log_a += libm::log1p(-too_few(&members, set.needed));
            }
        }
        // A sum of logarithms of nothing but 1 is 0, not −0.
        (-libm::expm1(log_a)).max(0.0)
    }

    /// One alternative with all that it needs.
    fn alternative(&mut self, at: u32) -> f64 {
        let place = usize::try_from(at).unwrap_or(usize::MAX);
        if let Some(known) = self.known[place] {
            return known;
        }
        if std::mem::replace(&mut self.open[place], true) {
            return 0.0;
        }
        let u = self.product(&[at]);
        self.open[place] = false;
        self.known[place] = Some(u);
        u
    }
}

/// The chance that fewer than `needed` of some independent alternatives work.
fn too_few(u: &[f64], needed: u32) -> f64 {
    // By the number of those that have failed; sums of products only, so small chances keep their digits.
    let mut failed = vec![1.0];
    for u in u {
        failed.push(0.0);
        for at in (0..failed.len()).rev() {
            let one_fewer = at.checked_sub(1).map_or(0.0, |fewer| failed[fewer]);
            failed[at] = failed[at] * (1.0 - u) + one_fewer * u;
        }
    }
    let spare = u.len().saturating_sub(usize::try_from(needed).unwrap_or(usize::MAX));
    failed.iter().skip(spare + 1).sum()
}
