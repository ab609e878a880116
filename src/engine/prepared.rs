//! A plan's structure made ready: exact where the node budget allows, else a lower and an upper bound.
//!
//! Holds no figures: chances are given anew for every question, so a slider's move builds nothing.

use super::bdd::Diagram;
use super::placement::Placed;
use super::report::{Bounded, Exactness};
use super::structure::{Compiled, Exact, Graph, Side, Spread, Variable, ZoneOrder};
use super::zones::{States, ZoneLaw};
use crate::model::limits;
use crate::model::ordered::{Map, Set};
use crate::model::{ComponentId, Topology, ZoneId};

/// Most states of zones looked at one by one when the exact diagram is out of reach.
const ZONE_STATES: usize = 512;

/// A structure made ready.
#[derive(Debug, Clone)]
pub struct Prepared {
    form: Form,
    /// While this component (by number) is down, some journey is down.
    pub is_single_point: Vec<bool>,
    /// One component of every circle of needs.
    pub circles: Vec<ComponentId>,
}

#[derive(Debug, Clone)]
enum Form {
    Exact(Exact),
    /// One diagram that fails no more often and one that fails no less often, each for a given state of the zones.
    Bounds {
        low: Compiled,
        high: Compiled,
        /// Both are the same: exact once every state of the zones is looked at.
        is_tight: bool,
    },
    /// Not even those could be built.
    Unknown,
}

/// The journeys' figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Exact or bounds.
    pub exactness: Exactness,
    /// One per journey.
    pub journeys: Vec<Bounded>,
}

/// How much of one journey's unavailability would go if a part never failed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shares {
    /// By component's number.
    pub components: Vec<f64>,
    /// By zone; those that matter to no journey are missing.
    pub zones: Map<ZoneId, f64>,
}

/// The chances to put in: what each part does, by number, and what each zone does.
#[derive(Debug, Clone, Copy)]
pub struct Chances<'a> {
    /// By component's number.
    pub placed: &'a [Placed],
    /// Of every zone.
    pub laws: &'a Map<ZoneId, ZoneLaw>,
    /// For the nesting of zones.
    pub topology: &'a Topology,
}

impl Prepared {
    /// Builds what `budget` nodes allow; `spread` by number.
    pub fn new(graph: &Graph, topology: &Topology, spread: &[Spread], budget: usize) -> Self {
        let mut is_single_point = vec![false; graph.components.len()];
        for at in graph.single_points().into_iter().flatten() {
            if let Some(slot) = usize::try_from(at).ok().and_then(|at| is_single_point.get_mut(at)) {
                *slot = true;
            }
        }
        // An order that is much better than the first shows it with few nodes.
        let exact = |order, budget| Exact::new(graph, topology, spread, order, budget);
        let form = exact(ZoneOrder::AtFirstUse, budget)
            .or_else(|| exact(ZoneOrder::Together, budget / 4))
            .or_else(|| exact(ZoneOrder::First, budget / 8))
            .map_or_else(|| bounds(graph, budget), Form::Exact);
        Self { form, is_single_point, circles: graph.circles() }
    }

    /// Nodes that an evaluation visits.
    pub fn nodes(&self) -> usize {
        match &self.form {
            Form::Exact(exact) => exact.diagram.len(),
            Form::Bounds { low, high, .. } => low.diagram.len() + high.diagram.len(),
            Form::Unknown => 0,
        }
    }

    /// Unavailability of every journey.
    pub fn evaluate(&self, chances: &Chances<'_>, journeys: usize) -> Evaluation {
        let mut scratch = Vec::new();
        match &self.form {
            Form::Exact(exact) => {
                let u = exact.diagram.unavailabilities(&inputs(exact, chances), &mut scratch);
                let journeys = u.into_iter().map(|u| Bounded { low: u, high: u }).collect();
                Evaluation { exactness: Exactness::Exact, journeys }
            }
            Form::Bounds { low, high, is_tight } => {
                let states = states(low, high, chances);
                let mut sums = vec![Bounded { low: 0.0, high: states.rest }; journeys];
                for state in &states.states {
                    let at = |compiled: &Compiled| inputs_at(compiled, chances, &state.down);
                    let lows = low.diagram.unavailabilities(&at(low), &mut scratch);
                    let highs = high.diagram.unavailabilities(&at(high), &mut scratch);
                    for ((sum, low), high) in sums.iter_mut().zip(lows).zip(highs) {
                        sum.low += state.chance * low;
                        sum.high += state.chance * high;
                    }
                }
                let journeys = sums
                    .into_iter()
                    .map(|sum| Bounded {
                        low: sum.low.min(1.0),
                        high: limits::clamped(sum.high, sum.low.min(1.0), 1.0),
                    })
                    .collect();
                let is_exact = *is_tight && states.rest <= 0.0;
                Evaluation { exactness: if is_exact { Exactness::Exact } else { Exactness::Bounds }, journeys }
            }
            Form::Unknown => {
                Evaluation { exactness: Exactness::Bounds, journeys: vec![Bounded { low: 0.0, high: 1.0 }; journeys] }
            }
        }
    }

    /// How often journey `root` goes down, per hour; none where there are only bounds, or where that would take long.
    pub fn outages_per_h(&self, chances: &Chances<'_>, root: usize) -> Option<f64> {
        match &self.form {
            Form::Exact(exact) => {
                let zones = exact.variables.iter().filter(|variable| matches!(variable, Variable::Zone(_))).count();
                let steps = exact.diagram.len().saturating_mul(2 * zones + 2);
                (steps <= limits::OUTAGE_STEPS).then(|| exact_outages(exact, chances, root))
            }
            Form::Bounds { .. } | Form::Unknown => None,
        }
    }

    /// What each part's faults cost journey `root`: from the upper bound where there are only bounds.
    pub fn shares(&self, chances: &Chances<'_>, root: usize) -> Shares {
        match &self.form {
            Form::Exact(exact) => exact_shares(exact, chances, root),
            Form::Bounds { low, high, .. } => bound_shares(low, high, chances, root),
            Form::Unknown => Shares { components: vec![0.0; chances.placed.len()], zones: Map::new() },
        }
    }
}

fn bounds(graph: &Graph, budget: usize) -> Form {
    if let Some(compiled) = Compiled::new(graph, budget) {
        return Form::Bounds { low: compiled.clone(), high: compiled, is_tight: true };
    }
    let sets = graph.reachable_sets();
    for keep in [sets / 2, sets / 4, 0] {
        // Without any sets all is in series: a few nodes per component and journey, whatever the budget says.
        let series = graph.components.len() * (graph.journeys.len() + 2);
        let budget = if keep == 0 { budget.max(series) } else { budget / 4 };
        let side = |side| Compiled::new(&graph.simplified(keep, side), budget);
        if let (Some(low), Some(high)) = (side(Side::Low), side(Side::High)) {
            return Form::Bounds { low, high, is_tight: sets == 0 };
        }
    }
    Form::Unknown
}

/// The chance of each variable.
fn inputs(exact: &Exact, chances: &Chances<'_>) -> Vec<f64> {
    let chance = |variable: &Variable| match variable {
        Variable::Zone(zone) => chances.laws.get(zone).map_or(0.0, |law| law.u),
        Variable::Part { component, mask } => placed(chances, *component).map_or(0.0, |p| p.at_mask((*mask).into()).u),
    };
    exact.variables.iter().map(chance).collect()
}

/// The chance of each component while the zones in `down` are down.
fn inputs_at(compiled: &Compiled, chances: &Chances<'_>, down: &Set<ZoneId>) -> Vec<f64> {
    let mut u = vec![0.0; compiled.order.len()];
    for (at, placed) in compiled.position.iter().zip(chances.placed) {
        if let Some(slot) = at.and_then(|at| usize::try_from(at).ok()).and_then(|at| u.get_mut(at)) {
            *slot = placed.at(|zone| !down.contains(&zone)).u;
        }
    }
    u
}

fn placed<'a>(chances: &Chances<'a>, component: u32) -> Option<&'a Placed> {
    usize::try_from(component).ok().and_then(|at| chances.placed.get(at))
}

/// The states of the zones that matter to one of the diagrams.
fn states(low: &Compiled, high: &Compiled, chances: &Chances<'_>) -> States {
    let is_used = |at: usize| [low, high].iter().any(|side| side.position.get(at).is_some_and(Option::is_some));
    let used = chances.placed.iter().enumerate().filter(|(at, _)| is_used(*at));
    let zones = used.flat_map(|(_, placed)| placed.zones.iter().copied()).collect();
    States::new(chances.topology, chances.laws, &zones, ZONE_STATES)
}

/// U is linear in each zone's chance, and in a component's chances together, for on each path only one of them is met:
/// so what would go is chance times slope. What a zone's loss makes certain is the zone's share, not the component's.
fn exact_shares(exact: &Exact, chances: &Chances<'_>, root: usize) -> Shares {
    let u = inputs(exact, chances);
    let slopes = exact.diagram.gradient(root, &u, &mut Vec::new());
    let mut shares = Shares { components: vec![0.0; chances.placed.len()], zones: Map::new() };
    for (variable, (u, slope)) in exact.variables.iter().zip(u.iter().zip(&slopes)) {
        let share = (u * slope).max(0.0);
        match variable {
            Variable::Zone(zone) => {
                shares.zones.insert(*zone, share);
            }
            Variable::Part { component, .. } => {
                let at = usize::try_from(*component).ok();
                if let Some(slot) = at.and_then(|at| shares.components.get_mut(at)) {
                    *slot += share;
                }
            }
        }
    }
    shares
}

fn bound_shares(low: &Compiled, high: &Compiled, chances: &Chances<'_>, root: usize) -> Shares {
    let mut shares = Shares { components: vec![0.0; chances.placed.len()], zones: Map::new() };
    let mut scratch = Vec::new();
    let diagram: &Diagram = &high.diagram;
    let states = states(low, high, chances);
    // For each zone: the mean of U with it failed, and with it not.
    let mut with: Map<ZoneId, f64> = Map::new();
    let mut total = 0.0;
    for state in &states.states {
        let u = inputs_at(high, chances, &state.down);
        let here = state.chance * diagram.unavailability(root, &u, &mut scratch);
        total += here;
        for zone in &state.failed {
            *with.or_default(*zone) += here;
        }
        let slopes = diagram.gradient(root, &u, &mut scratch);
        for ((slot, at), placed) in shares.components.iter_mut().zip(&high.position).zip(chances.placed) {
            if let Some(at) = at.and_then(|at| usize::try_from(at).ok())
                && let (Some(u), Some(slope)) = (u.get(at), slopes.get(at))
                && (*u < 1.0 || placed.is_hopeless())
            {
                *slot += state.chance * (u * slope).max(0.0);
            }
        }
    }
    for (zone, failed) in with {
        let u = chances.laws.get(&zone).map_or(0.0, |law| law.u);
        let without = if u < 1.0 { (total - failed) / (1.0 - u) } else { 0.0 };
        shares.zones.insert(zone, (total - without).max(0.0));
    }
    shares
}

/// A component's own outage takes the journey down where that hangs on it: slope times frequency. A zone's fault takes it
/// down where it worked just before and does not just after.
fn exact_outages(exact: &Exact, chances: &Chances<'_>, root: usize) -> f64 {
    let mut scratch = Vec::new();
    let mut u = inputs(exact, chances);
    let slopes = exact.diagram.gradient(root, &u, &mut scratch);
    let mut per_h = 0.0;
    for (variable, slope) in exact.variables.iter().zip(&slopes) {
        if let Variable::Part { component, mask } = variable {
            let own_per_h = placed(chances, *component).map_or(0.0, |p| p.at_mask((*mask).into()).outages_per_h);
            per_h += slope.max(0.0) * own_per_h;
        }
    }
    for (level, variable) in exact.variables.iter().enumerate() {
        let Variable::Zone(zone) = variable else { continue };
        let Some(law) = chances.laws.get(zone).filter(|law| law.u > 0.0 && law.fault_per_h.is_finite()) else {
            continue;
        };
        set(&mut u, level, 0.0);
        let before = exact.diagram.unavailability(root, &u, &mut scratch);
        let just_after = after_fault(exact, chances, *zone, &u, level);
        let after = exact.diagram.unavailability(root, &just_after, &mut scratch);
        set(&mut u, level, law.u);
        per_h += law.fault_per_h * (1.0 - law.u) * (after - before).max(0.0);
    }
    per_h
}

fn set(u: &mut [f64], level: usize, value: f64) {
    if let Some(slot) = u.get_mut(level) {
        *slot = value;
    }
}

/// The chances just after a zone's fault: what has units inside is down by as much as before, and by what the fault starts.
fn after_fault(exact: &Exact, chances: &Chances<'_>, zone: ZoneId, u: &[f64], level: usize) -> Vec<f64> {
    let mut after = u.to_vec();
    set(&mut after, level, 1.0);
    for (slot, variable) in after.iter_mut().zip(&exact.variables) {
        let Variable::Part { component, mask } = variable else { continue };
        let Some(placed) = placed(chances, *component) else { continue };
        let hit = placed.mask_of(|inner| chances.topology.is_within(inner, zone));
        let to = usize::from(*mask);
        if hit != 0 && to & hit == 0 {
            *slot = placed.just_after(to | hit, to);
        }
    }
    after
}
