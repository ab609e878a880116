//! A plan's structure made ready: exact where the node budget allows, else a lower and an upper bound.
//!
//! Holds no figures: chances are given anew for every question, so a slider's move builds nothing.

use super::bdd::Diagram;
use super::delay::Delay;
use super::lifetime::Unit;
use super::placement::{Conditional, Placed};
use super::report::{Bounded, Exactness};
use super::seen::Seen;
use super::structure::{Column, Compiled, Exact, Graph, Quality, Side, Spread, Variable};
use super::zones::{States, ZoneLaw};
use crate::model::limits;
use crate::model::ordered::{Map, Set};
use crate::model::{ComponentId, SetId, Topology, ZoneId};

/// Most states of zones looked at one by one when the exact diagram is out of reach.
const ZONE_STATES: usize = 512;
/// Nodes looked at for all of these states, at most, as long as there is one.
const ZONE_STEPS: usize = 1_500_000;

/// A structure made ready.
#[derive(Debug, Clone)]
pub struct Prepared {
    form: Form,
    /// While this component (by number) is down, some journey is down.
    pub is_single_point: Vec<bool>,
    /// While one of these zones is down, some journey is down.
    pub single_zones: Set<ZoneId>,
    /// One component of every circle of needs.
    pub circles: Vec<ComponentId>,
    /// By component's number: the delays after which its outages are felt, ascending.
    pub delays: Vec<Vec<Delay>>,
    /// There were too many delays: some count as shorter than they are.
    pub is_cut: bool,
}

#[derive(Debug, Clone)]
enum Form {
    Exact(Exact),
    /// One diagram that fails no more often and one that fails no less often, each for a given state of the zones.
    Bounds {
        low: Box<Compiled>,
        high: Box<Compiled>,
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
    /// One per journey: the share of time that it works, but not in full; none where no soft link lies on it.
    pub degraded: Vec<Option<Bounded>>,
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
        let form = form(graph, topology, spread, budget);
        let (delays, is_cut) = match &form {
            Form::Exact(exact) => (exact.delays.clone(), exact.is_cut),
            Form::Bounds { high, .. } => (high.delays.clone(), high.is_cut),
            Form::Unknown => (vec![Vec::new(); graph.components.len()], false),
        };
        let single_zones = single_zones(graph, topology, spread);
        Self { form, is_single_point, single_zones, circles: graph.circles(), delays, is_cut }
    }

    /// Nodes that an evaluation visits.
    pub fn nodes(&self) -> usize {
        match &self.form {
            Form::Exact(exact) => exact.diagram.len(),
            Form::Bounds { low, high, .. } => low.diagram.len() + high.diagram.len(),
            Form::Unknown => 0,
        }
    }

    /// The one diagram of everything; none where there are only bounds.
    pub fn exact(&self) -> Option<&Exact> {
        match &self.form {
            Form::Exact(exact) => Some(exact),
            Form::Bounds { .. } | Form::Unknown => None,
        }
    }

    /// Unavailability of every journey.
    pub fn evaluate(&self, chances: &Chances<'_>, journeys: usize) -> Evaluation {
        let mut scratch = Vec::new();
        match &self.form {
            Form::Exact(exact) => {
                let u = exact.diagram.unavailabilities(&inputs(exact, chances), &mut scratch);
                let mut roots: Vec<Bounded> = u.into_iter().map(|u| Bounded { low: u, high: u }).collect();
                let second = roots.split_off(journeys.min(roots.len()));
                let degraded = by_journey(&exact.in_full, journeys, second);
                Evaluation { exactness: Exactness::Exact, journeys: roots, degraded }
            }
            Form::Bounds { low, high, is_tight } => {
                let states = states(low, high, chances);
                let in_full = &high.in_full;
                let mut sums = vec![Bounded { low: 0.0, high: states.rest }; journeys + in_full.len()];
                // How long a zone has been down is not among its states: behind a cache only bounds are known.
                let is_same = *is_tight && !has_late_zones(high, chances);
                for state in &states.states {
                    let at = |compiled: &Compiled, side| inputs_at(compiled, chances, &state.down, side);
                    let lows = low.diagram.unavailabilities(&at(low, Side::Low), &mut scratch);
                    let highs = if is_same {
                        lows.clone()
                    } else {
                        high.diagram.unavailabilities(&at(high, Side::High), &mut scratch)
                    };
                    for ((sum, low), high) in sums.iter_mut().zip(lows).zip(highs) {
                        sum.low += state.chance * low;
                        sum.high += state.chance * high;
                    }
                }
                let mut roots: Vec<Bounded> = sums
                    .into_iter()
                    .map(|sum| Bounded {
                        low: sum.low.min(1.0),
                        high: limits::clamped(sum.high, sum.low.min(1.0), 1.0),
                    })
                    .collect();
                let second = roots.split_off(journeys.min(roots.len()));
                let without = |(not_in_full, journey): (Bounded, &u32)| {
                    let down = usize::try_from(*journey).ok().and_then(|at| roots.get(at)).copied();
                    let down = down.unwrap_or(Bounded { low: 0.0, high: 1.0 });
                    let low = (not_in_full.low - down.high).max(0.0);
                    Bounded { low, high: (not_in_full.high - down.low).max(low) }
                };
                let degraded = by_journey(in_full, journeys, second.into_iter().zip(in_full).map(without));
                let exactness = if is_same && states.rest <= 0.0 { Exactness::Exact } else { Exactness::Bounds };
                Evaluation { exactness, journeys: roots, degraded }
            }
            Form::Unknown => {
                let unknown = vec![Bounded { low: 0.0, high: 1.0 }; journeys];
                Evaluation { exactness: Exactness::Bounds, journeys: unknown, degraded: vec![None; journeys] }
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

/// Figures of some journeys, by journey.
fn by_journey(which: &[u32], journeys: usize, figures: impl IntoIterator<Item = Bounded>) -> Vec<Option<Bounded>> {
    let mut all = vec![None; journeys];
    for (journey, figure) in which.iter().zip(figures) {
        if let Some(slot) = usize::try_from(*journey).ok().and_then(|at| all.get_mut(at)) {
            *slot = Some(figure);
        }
    }
    all
}

/// Zones whose loss alone leaves some component of a journey too little.
fn single_zones(graph: &Graph, topology: &Topology, spread: &[Spread]) -> Set<ZoneId> {
    let is_single = |outer: &ZoneId| {
        let is_lost = |spread: &Spread| {
            let up = spread.zones.iter().enumerate().filter(|(_, zone)| !topology.is_within(**zone, *outer));
            spread.always_down >> up.map(|(at, _)| 1_u32 << at).sum::<u32>() & 1 == 1
        };
        graph.breaks_a_journey(&graph.fallen(&spread.iter().map(is_lost).collect::<Vec<bool>>(), Quality::Working))
    };
    topology.zones.keys().copied().filter(is_single).collect()
}

fn form(graph: &Graph, topology: &Topology, spread: &[Spread], budget: usize) -> Form {
    let Some(seen) = Seen::new(graph, budget) else { return bounds(graph, budget) };
    // Zones get what the components have left. An order that is much better than the first shows it with few nodes.
    let left = budget.saturating_sub(seen.spent);
    let together = || {
        let seen = Seen::with_zones_together(graph, spread, budget / 8)?;
        Exact::of(&seen, graph, topology, spread, left.min(budget / 8))
    };
    if let Some(exact) = Exact::of(&seen, graph, topology, spread, left).or_else(together) {
        return Form::Exact(exact);
    }
    match Compiled::of(&seen, graph, budget).map(Box::new) {
        Some(compiled) => Form::Bounds { low: compiled.clone(), high: compiled, is_tight: true },
        None => bounds(graph, budget),
    }
}

fn bounds(graph: &Graph, budget: usize) -> Form {
    let sets = graph.reachable_sets();
    for keep in [sets / 2, sets / 4, 0] {
        // Without any sets all is in series: a few nodes per component and journey (one more where it is felt after a delay,
        // one more journey for full quality), whatever the budget says.
        let series = 4 * (graph.components.len() + graph.switches.len()) * (graph.journeys.len() + 2);
        let budget = if keep == 0 { budget.max(series) } else { budget / 4 };
        let side = |side| Compiled::new(&graph.simplified(keep, side), budget).map(Box::new);
        if let (Some(low), Some(high)) = (side(Side::Low), side(Side::High)) {
            return Form::Bounds { low, high, is_tight: sets == 0 };
        }
    }
    Form::Unknown
}

/// The chance of each variable.
pub(super) fn inputs(exact: &Exact, chances: &Chances<'_>) -> Vec<f64> {
    let chance = |variable: &Variable| match variable {
        Variable::Zone(zone) => chances.laws.get(zone).map_or(0.0, |law| law.u),
        Variable::Part { component, mask } => placed(chances, *component).map_or(0.0, |p| p.at_mask((*mask).into()).u),
        Variable::Longer { of, before, after } => {
            given(lasting(exact, chances, *of, *after).u, lasting(exact, chances, *of, *before).u)
        }
        Variable::Switch(set) => switch_fails(chances, *set),
    };
    exact.variables.iter().map(chance).collect()
}

/// A rarer event given one that holds whenever it does.
fn given(rarer: f64, event: f64) -> f64 {
    if event > 0.0 { (rarer / event).min(1.0) } else { 0.0 }
}

/// The chance that the switch of a set does not work.
fn switch_fails(chances: &Chances<'_>, set: SetId) -> f64 {
    chances.topology.sets.get(&set).map_or(0.0, |set| 1.0 - set.switching)
}

/// What the zone or the part at level `of` does, as far as it is felt after a delay.
fn lasting(exact: &Exact, chances: &Chances<'_>, of: u32, after: Delay) -> Conditional {
    let none = Conditional { u: 0.0, outages_per_h: 0.0 };
    let variable = usize::try_from(of).ok().and_then(|of| exact.variables.get(of));
    match variable {
        Some(Variable::Part { component, mask }) => {
            placed(chances, *component).map_or(none, |placed| placed.after(after, (*mask).into()))
        }
        Some(Variable::Zone(zone)) => {
            let Some(zone) = chances.topology.zones.get(zone) else { return none };
            let lasting = Unit::new(&zone.fault, &zone.recovery).longer(after.hours());
            Conditional { u: lasting.u, outages_per_h: lasting.outages_per_h }
        }
        Some(Variable::Longer { .. } | Variable::Switch(_)) | None => none,
    }
}

/// Some component with zones is felt after a delay.
fn has_late_zones(compiled: &Compiled, chances: &Chances<'_>) -> bool {
    let is_late = |component: &ComponentId| {
        let at = chances.topology.components.keys().position(|id| id == component);
        at.and_then(|at| chances.placed.get(at)).is_some_and(|placed| !placed.zones.is_empty())
    };
    let late = compiled.columns.iter().filter_map(|column| match column {
        Column::Longer { part, .. } => usize::try_from(*part).ok().and_then(|part| compiled.order.get(part)),
        Column::Own(_) | Column::Switch(_) => None,
    });
    late.into_iter().any(is_late)
}

/// The chance of each component while the zones in `down` are down. What these make certain may have lasted long or not:
/// it has on the high side, and has not on the low one.
fn inputs_at(compiled: &Compiled, chances: &Chances<'_>, down: &Set<ZoneId>, side: Side) -> Vec<f64> {
    let mut of_part = vec![None; compiled.order.len()];
    for (at, placed) in compiled.position.iter().zip(chances.placed) {
        if let Some(slot) = at.and_then(|at| usize::try_from(at).ok()).and_then(|at| of_part.get_mut(at)) {
            *slot = Some(placed);
        }
    }
    let after = |part: u32, after: Delay| {
        let placed = usize::try_from(part).ok().and_then(|part| of_part.get(part)).copied().flatten();
        placed.map_or(0.0, |placed| placed.after(after, placed.mask_of(|zone| !down.contains(&zone))).u)
    };
    let chance = |column: &Column| match column {
        Column::Own(part) => after(*part, Delay::NONE),
        Column::Longer { part, .. } if side == Side::Low && after(*part, Delay::NONE) >= 1.0 => 0.0,
        Column::Longer { part, before, after: longer } => given(after(*part, *longer), after(*part, *before)),
        Column::Switch(set) => switch_fails(chances, *set),
    };
    compiled.columns.iter().map(chance).collect()
}

fn placed<'a>(chances: &Chances<'a>, component: u32) -> Option<&'a Placed> {
    usize::try_from(component).ok().and_then(|at| chances.placed.get(at))
}

/// The states of the zones that matter to one of the diagrams.
fn states(low: &Compiled, high: &Compiled, chances: &Chances<'_>) -> States {
    let is_used = |at: usize| [low, high].iter().any(|side| side.position.get(at).is_some_and(Option::is_some));
    let used = chances.placed.iter().enumerate().filter(|(at, _)| is_used(*at));
    let zones = used.flat_map(|(_, placed)| placed.zones.iter().copied()).collect();
    let most = ZONE_STEPS / low.diagram.len().max(high.diagram.len()).max(1);
    States::new(chances.topology, chances.laws, &zones, most.clamp(1, ZONE_STATES))
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
            // What never fails has no outage that lasts: counted with what it is nested in. A switch is nobody's.
            Variable::Longer { .. } | Variable::Switch(_) => {}
        }
    }
    shares
}

fn bound_shares(low: &Compiled, high: &Compiled, chances: &Chances<'_>, root: usize) -> Shares {
    let mut shares = Shares { components: vec![0.0; chances.placed.len()], zones: Map::new() };
    let mut scratch = Vec::new();
    let diagram: &Diagram = &high.diagram;
    let states = states(low, high, chances);
    let levels: Vec<usize> =
        high.columns.iter().enumerate().filter(|(_, c)| matches!(c, Column::Own(_))).map(|(at, _)| at).collect();
    // For each zone: the mean of U with it failed, and with it not.
    let mut with: Map<ZoneId, f64> = Map::new();
    let mut total = 0.0;
    for state in &states.states {
        let u = inputs_at(high, chances, &state.down, Side::High);
        let (u_here, slopes) = diagram.with_gradient(root, &u, &mut scratch);
        let here = state.chance * u_here;
        total += here;
        for zone in &state.failed {
            *with.or_default(*zone) += here;
        }
        for ((slot, part), placed) in shares.components.iter_mut().zip(&high.position).zip(chances.placed) {
            let part = part.and_then(|part| usize::try_from(part).ok());
            if let Some(at) = part.and_then(|part| levels.get(part).copied())
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
/// down where it worked just before and does not just after. An outage that is felt after a delay does so when it gets that
/// long, where the journey hangs on just that.
fn exact_outages(exact: &Exact, chances: &Chances<'_>, root: usize) -> f64 {
    let mut scratch = Vec::new();
    let mut u = inputs(exact, chances);
    let slopes = exact.diagram.gradient(root, &u, &mut scratch);
    let mut per_h = 0.0;
    for (level, variable) in exact.variables.iter().enumerate() {
        if let Variable::Part { component, mask } = variable {
            let Some(placed) = placed(chances, *component) else { continue };
            // Over the chances of those it is nested in: what hangs on it, and on those nested in it in turn.
            let mut above = 1.0;
            for (at, delay) in nested(exact, level) {
                let slope = |at: usize| slopes.get(at).copied().unwrap_or(0.0);
                let chance = |at: usize| u.get(at).copied().unwrap_or(0.0);
                let further = nested(exact, level).any(|(next, _)| next == at + 1);
                let hangs = if above > 0.0 { slope(at) / above } else { 0.0 };
                above *= chance(at);
                let on_further = if further && above > 0.0 { chance(at + 1) * slope(at + 1) / above } else { 0.0 };
                per_h += (hangs - on_further).max(0.0) * placed.after(delay, (*mask).into()).outages_per_h;
            }
        }
    }
    for (level, variable) in exact.variables.iter().enumerate() {
        let Variable::Zone(zone) = variable else { continue };
        let Some(law) = chances.laws.get(zone).filter(|law| law.u > 0.0 && law.fault_per_h.is_finite()) else {
            continue;
        };
        set(&mut u, level, 0.0);
        let before = exact.diagram.unavailability(root, &u, &mut scratch);
        let mut just_after = after_fault(exact, chances, *zone, &u, level);
        for (at, _) in nested(exact, level).skip(1) {
            set(&mut just_after, at, 0.0);
        }
        let after = exact.diagram.unavailability(root, &just_after, &mut scratch);
        per_h += law.fault_per_h * (1.0 - law.u) * (after - before).max(0.0);
        per_h += long_outages(exact, chances, root, (level, &mut u));
        set(&mut u, level, law.u);
    }
    per_h
}

/// How often an outage of the zone at `level` gets so long that the journey goes down then; `u` comes back as it was, but
/// at `level`.
fn long_outages(exact: &Exact, chances: &Chances<'_>, root: usize, (level, u): (usize, &mut [f64])) -> f64 {
    let levels: Vec<(usize, Delay)> = nested(exact, level).collect();
    if levels.len() < 2 {
        return 0.0;
    }
    let kept: Vec<f64> = levels.iter().map(|(at, _)| u.get(*at).copied().unwrap_or(0.0)).collect();
    let mut scratch = Vec::new();
    let mut per_h = 0.0;
    for (at, _) in levels.iter().skip(1) {
        set(u, *at, 0.0);
    }
    let mut before = 0.0;
    for (step, (at, delay)) in levels.iter().enumerate() {
        set(u, *at, 1.0);
        let after = exact.diagram.unavailability(root, u, &mut scratch);
        if step > 0 {
            let of = u32::try_from(level).unwrap_or(u32::MAX);
            per_h += lasting(exact, chances, of, *delay).outages_per_h * (after - before).max(0.0);
        }
        before = after;
    }
    for ((at, _), value) in levels.iter().zip(kept) {
        set(u, *at, value);
    }
    per_h
}

/// The level of a zone or a part and those nested in it, with their delays.
fn nested(exact: &Exact, level: usize) -> impl Iterator<Item = (usize, Delay)> {
    let rest = exact.variables.iter().enumerate().skip(level + 1).map_while(|(at, variable)| match variable {
        Variable::Longer { after, .. } => Some((at, *after)),
        Variable::Zone(_) | Variable::Part { .. } | Variable::Switch(_) => None,
    });
    std::iter::once((level, Delay::NONE)).chain(rest)
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
