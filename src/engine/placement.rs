//! One component with a strategy and a placement, which may be a trial: how it fares for each set of its zones that is up
//! (DOMAIN §4), and the figures that the choice among strategies goes by (§3).
//!
//! Never looks at what the component needs: that is `structure`.

#![expect(clippy::indexing_slicing, reason = "a kernel: rows have one place per mask over at most six zones")]

pub mod again;
mod longer;

use super::cache::Cache;
use super::causes::{Cause, Parts};
use super::delay::Delay;
use super::group::{ClusterChain, Group, GroupSolution, Leader, StandbyChain, units_needed};
use super::lifetime::Unit;
use super::markov::Chain;
use super::report::Figures;
use super::structure::{Spread, within};
use super::zones::{Exposure, Fall, ZoneLaw};
use crate::model::check::fit_units;
use crate::model::ordered::Map;
use crate::model::{Component, Goal, Place, Redundancy, Strategy, Topology, Window, Work, ZoneId, limits};

/// Data that a single unit may lose: what was written since the last backup, once a day (suggested), in h.
pub const BACKUP_INTERVAL_H: f64 = 24.0;

/// How a component fares while exactly some of its zones are up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conditional {
    /// p_S: the chance of being down.
    pub u: f64,
    /// Outages per hour from its own units; those that a zone's fault starts are left aside.
    pub outages_per_h: f64,
}

/// A component's states by its zones.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its distinct zones, ascending, then its release train if that is none of them; at most six.
    pub zones: Vec<ZoneId>,
    /// Those of them that hold some of its units, from the first.
    pub places: usize,
    /// For each set of them that is up: bit i of the index is the i-th zone.
    pub by_mask: Vec<Conditional>,
    /// Unavailability over all states of its zones.
    pub u: f64,
    /// Outages per hour, those that a zone's fault starts included.
    pub outages_per_h: f64,
    /// k: units needed (per site for multi-site).
    pub needed: u32,
    /// The load needs more units than there are (than one, where one serves): it counts as down.
    pub is_overloaded: bool,
    /// A zone's fault can start a takeover.
    pub has_zone_takeovers: bool,
    /// What a zone's fault starts, while enough is left.
    pub falls: Vec<Fallout>,
    /// Its outages longer than each delay after which others feel them, by mask as `by_mask`; what asks for them fills it.
    pub longer: Vec<(Delay, Vec<Conditional>)>,
}

/// A zone's fault met by a component: its zones that were up before and are up after, as masks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fallout {
    /// Before.
    pub from: usize,
    /// After.
    pub to: usize,
    /// The chance that it worked before and does not just after.
    pub chance: f64,
}

impl Placed {
    /// How it fares while the zones for which `is_up` holds are up.
    pub fn at(&self, is_up: impl Fn(ZoneId) -> bool) -> Conditional {
        self.at_mask(self.mask_of(is_up))
    }

    /// Its zones for which something holds, as a mask.
    pub fn mask_of(&self, holds: impl Fn(ZoneId) -> bool) -> usize {
        self.zones.iter().enumerate().filter(|(_, zone)| holds(**zone)).map(|(at, _)| 1 << at).sum()
    }

    /// How it fares while exactly the zones of `mask` are up.
    pub fn at_mask(&self, mask: usize) -> Conditional {
        self.by_mask.get(mask).copied().unwrap_or(DOWN)
    }

    /// How it fares as far as it is felt after a delay, while exactly the zones of `mask` are up.
    pub fn after(&self, delay: Delay, mask: usize) -> Conditional {
        match self.longer.iter().find(|(known, _)| *known == delay) {
            Some((_, by_mask)) => by_mask.get(mask).copied().unwrap_or(DOWN),
            None => self.at_mask(mask),
        }
    }

    /// It is down even with all its zones up.
    pub fn is_hopeless(&self) -> bool {
        self.by_mask.last().is_none_or(|state| state.u >= 1.0)
    }

    /// The chance of being down just after a zone's fault took its zones from one mask to another.
    pub fn just_after(&self, from: usize, to: usize) -> f64 {
        let fall = self.falls.iter().find(|fall| (fall.from, fall.to) == (from, to));
        (self.at_mask(from).u + fall.map_or(0.0, |fall| fall.chance)).min(1.0)
    }

    /// What shapes the diagrams.
    pub fn spread(&self) -> Spread {
        let bits = |is: &dyn Fn(&Conditional) -> bool| {
            self.by_mask.iter().enumerate().filter(|(_, state)| is(state)).map(|(mask, _)| 1_u64 << mask).sum()
        };
        Spread {
            zones: self.zones.clone(),
            always_down: if self.is_hopeless() { 0 } else { bits(&|state| state.u >= 1.0) },
            never_down: bits(&|state| state.u <= 0.0),
        }
    }
}

const DOWN: Conditional = Conditional { u: 1.0, outages_per_h: 0.0 };

/// A plan's side of the question: what a component with any strategy and placement is judged in.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The zones.
    pub topology: &'a Topology,
    /// Load, growth, headroom.
    pub goal: &'a Goal,
    /// [`super::zones::laws`] of the topology.
    pub laws: &'a Map<ZoneId, ZoneLaw>,
}

impl Setting<'_> {
    /// Load to carry at a component: peak · growth · headroom · its share, in the goal's load unit.
    pub fn load(&self, component: &Component) -> f64 {
        self.goal.peak_load * self.goal.growth * self.goal.headroom * component.load_share
    }

    /// The component's states by its zones, as it stands. To judge a trial, change its strategy and placement first.
    pub fn place(&self, component: &Component, cache: &mut Cache) -> Placed {
        let plan = Units::new(self, component);
        let exposure = Exposure::new(self.topology, self.laws, &plan.zones);
        let chains: Vec<Chains> = (0..exposure.chance.len()).map(|mask| plan.chains(mask)).collect();
        let solved: Vec<Conditional> = chains.iter().map(|chains| chains.solve(cache)).collect();
        let mut by_mask = solved.clone();
        let mut outages_per_h = 0.0;
        let mut has_zone_takeovers = false;
        let mut falls: Vec<Fallout> = Vec::new();
        for fall in &exposure.falls {
            let (before, after) = (solved[fall.from], solved[fall.to]);
            if after.u >= 1.0 {
                // What is left is too little: the zone's fault is an outage whenever it meets the component working.
                outages_per_h += fall.per_h * (1.0 - before.u.min(1.0));
                continue;
            }
            let takeover = plan.takeover(fall, &exposure, cache);
            has_zone_takeovers |= takeover.length_h > 0.0;
            if exposure.chance[fall.to] > 0.0 {
                by_mask[fall.to].u += fall.per_h / exposure.chance[fall.to] * takeover.length_h;
            }
            outages_per_h += fall.per_h * takeover.chance;
            falls.push(Fallout { from: fall.from, to: fall.to, chance: takeover.chance });
        }
        let [changes, planned] = People::of(&component.work);
        let others = (1.0 - changes.u) * (1.0 - planned.u);
        outages_per_h *= others;
        falls.iter_mut().for_each(|fall| fall.chance *= others);
        let mut u = 0.0;
        for (state, chance) in by_mask.iter_mut().zip(&exposure.chance) {
            state.u = tidy(state.u);
            *state = planned.in_series(changes.in_series(*state));
            u += chance * state.u;
            outages_per_h += chance * state.outages_per_h;
        }
        Placed {
            places: plan.places.iter().filter(|place| place.zone.is_some()).count(),
            zones: plan.zones,
            by_mask,
            u: u.min(1.0),
            outages_per_h,
            needed: plan.needed,
            is_overloaded: plan.is_overloaded,
            has_zone_takeovers,
            falls,
            longer: Vec::new(),
        }
    }

    /// p_S by cause, by mask; `placed` is [`Setting::place`] of the same. Outages are charged to what started them; where
    /// units, changes and windows overlap, the time is shared equally.
    pub fn causes(&self, component: &Component, placed: &Placed, cache: &mut Cache) -> Vec<Parts> {
        let plan = Units::new(self, component);
        let exposure = Exposure::new(self.topology, self.laws, &plan.zones);
        let chains: Vec<Chains> = (0..exposure.chance.len()).map(|mask| plan.chains(mask)).collect();
        let down_cause = if plan.is_overloaded { Cause::Load } else { Cause::Zones };
        let mut chain = Chain::default();
        let mut rows: Vec<Parts> = chains.iter().map(|chains| chains.causes(down_cause, &mut chain)).collect();
        for fall in &exposure.falls {
            let chance = exposure.chance[fall.to];
            if chance > 0.0 && chains[fall.to].solve(cache).u < 1.0 {
                let takeover = plan.takeover(fall, &exposure, cache);
                let failed_h = (takeover.length_h - takeover.worked_h).max(0.0);
                rows[fall.to].add(Cause::TakeoversWorked, fall.per_h / chance * takeover.worked_h);
                rows[fall.to].add(Cause::TakeoversFailed, fall.per_h / chance * failed_h);
            }
        }
        let [changes, planned] = People::of(&component.work);
        for (row, state) in rows.iter_mut().zip(&placed.by_mask) {
            let own = tidy(row.total());
            let shared = |u: f64, a: f64, b: f64| u * (1.0 - (a + b) / 2.0 + a * b / 3.0);
            let mut parts = row.scaled_to(shared(own, changes.u, planned.u), Cause::Units);
            parts.add(Cause::Changes, shared(changes.u, own, planned.u));
            parts.add(Cause::Planned, shared(planned.u, own, changes.u));
            *row = parts.scaled_to(state.u, Cause::Units);
        }
        rows
    }

    /// The figures of the component as it stands, `placed` being [`Setting::place`] of the same.
    pub fn figures(&self, component: &Component, placed: &Placed, cache: &mut Cache) -> Figures {
        let plan = Units::new(self, component);
        let units: u32 = plan.places.iter().map(|place| place.units).sum();
        let mode = component.strategy.mode();
        let is_stateful = component.kind.row().stateful;
        let lag_h = component.strategy.redundancy().map(|redundancy| redundancy.lag_h);
        let sites = u32::try_from(plan.places.len()).unwrap_or(u32::MAX);
        Figures {
            units,
            needed: placed.needed,
            u: placed.u,
            outages_per_h: placed.outages_per_h,
            mean_outage_h: (placed.outages_per_h > 0.0).then(|| placed.u / placed.outages_per_h),
            cost_per_month: cost_per_month(component, self.goal),
            rto_h: if placed.is_overloaded { again::NEVER } else { plan.rto(cache) },
            rpo_h: is_stateful.then(|| lag_h.unwrap_or(BACKUP_INTERVAL_H)),
            write_latency_ms: self.write_latency_ms(component, &plan.places, lag_h, is_stateful),
            ceiling_load: self.ceiling_load(component, &plan.places),
            sites,
            endpoints: match component.strategy {
                Strategy::Single | Strategy::Standby { .. } => 1,
                Strategy::Cluster { .. } | Strategy::Quorum { .. } | Strategy::MultiSite { .. } => units,
            },
            skill: mode.skill(),
            closed_to_data: plan
                .places
                .iter()
                .filter_map(|place| place.zone)
                .find(|zone| is_stateful && !self.topology.may_hold_data(*zone)),
        }
    }

    /// The largest stated peak load that the component carries as it stands; see [`Figures::ceiling_load`].
    pub fn ceiling(&self, component: &Component) -> f64 {
        self.ceiling_load(component, &Units::new(self, component).places)
    }

    /// The component carries the load as it stands.
    pub fn carries(&self, component: &Component) -> bool {
        self.goal.peak_load * (1.0 - 1e-9) <= self.ceiling(component)
    }

    /// The largest stated peak load, before growth and headroom, that the component carries: by one unit where one
    /// serves (single, standby, the leader of a quorum takes every write), by all units of a cluster, by the smallest
    /// site of several, since each must carry it alone. Infinite when no load is stated or none arrives.
    fn ceiling_load(&self, component: &Component, places: &[Place]) -> f64 {
        let is_unlimited = component.capacity >= limits::UNLIMITED_LOAD;
        if self.goal.peak_load <= 0.0 || component.load_share <= 0.0 || is_unlimited {
            return f64::INFINITY;
        }
        let serving = match component.strategy {
            Strategy::Single | Strategy::Standby { .. } | Strategy::Quorum { .. } => 1,
            Strategy::Cluster { .. } => places.iter().map(|place| place.units).sum(),
            Strategy::MultiSite { .. } => places.iter().map(|place| place.units).min().unwrap_or(1),
        };
        component.capacity * f64::from(serving) / (self.goal.growth * self.goal.headroom * component.load_share)
    }

    /// What a synchronous write waits for: the longest round trip between two places that hold the data.
    fn write_latency_ms(&self, component: &Component, places: &[Place], lag_h: Option<f64>, is_stateful: bool) -> f64 {
        let keeps_in_step = match component.strategy {
            Strategy::Quorum { .. } | Strategy::MultiSite { .. } => true,
            Strategy::Single | Strategy::Standby { .. } | Strategy::Cluster { .. } => is_stateful,
        };
        if !keeps_in_step || lag_h != Some(0.0) {
            return 0.0;
        }
        let paths: Vec<Vec<ZoneId>> = places
            .iter()
            .map(|place| place.zone.map_or_else(Vec::new, |zone| within(self.topology, zone).rev().collect()))
            .collect();
        let mut longest: f64 = 0.0;
        for (at, a) in paths.iter().enumerate() {
            for b in paths.iter().skip(at + 1) {
                longest = longest.max(self.round_trip_ms(a, b));
            }
        }
        longest
    }

    /// Between two places, each given by its zones from the outside in: that of the outermost level at which they differ.
    fn round_trip_ms(&self, a: &[ZoneId], b: &[ZoneId]) -> f64 {
        let differ = (0..a.len().max(b.len())).find(|at| a.get(*at) != b.get(*at));
        let at = |path: &[ZoneId]| {
            let zone = path.get(differ?)?;
            self.topology.zones.get(zone).map(|zone| zone.round_trip_ms)
        };
        at(a).unwrap_or(0.0).max(at(b).unwrap_or(0.0))
    }
}

/// What a component costs per month as it stands: its units at their price and the mode's multiplier, more where they lie
/// in several zones by what traffic between them costs, and what a person adds.
pub fn cost_per_month(component: &Component, goal: &Goal) -> f64 {
    let units = f64::from(component.units());
    let between = if component.is_spread() { 1.0 + goal.between_sites } else { 1.0 };
    units * component.price_per_month * component.strategy.mode().cost_multiplier() * between
        + component.extra_per_month
}

/// A chance from 0 to 1, whatever rounding or an infinite rate made of it.
fn tidy(u: f64) -> f64 {
    if u.is_nan() { 1.0 } else { limits::clamped(u, 0.0, 1.0) }
}

/// A component resolved: its places, what is needed, its unit.
pub(super) struct Units<'a> {
    component: &'a Component,
    unit: Unit,
    places: Vec<Place>,
    /// Of the places, then the release train.
    zones: Vec<ZoneId>,
    train: Option<ZoneId>,
    needed: u32,
    is_overloaded: bool,
}

/// The chains that run while some zones are up.
enum Chains {
    Down,
    One(Group),
    /// Sites that are each enough.
    Sites(Vec<Group>, CommonCause),
}

/// The faults that take every site at once, until the first is back.
struct CommonCause {
    per_h: f64,
    mean_h: f64,
}

impl CommonCause {
    /// The share of time that they cost.
    fn u(&self) -> f64 {
        let odds = if self.mean_h > 0.0 { self.per_h * self.mean_h } else { 0.0 };
        if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 }
    }
}

/// What a zone's fault starts.
struct Takeover {
    /// Its chance.
    chance: f64,
    /// s·X: its mean length times its chance, in h.
    length_h: f64,
    /// As much of that as is taken by takeovers that work.
    worked_h: f64,
}

/// Outages of the whole component that people start: so many per hour while it is up, each of a mean length.
#[derive(Debug, Clone, Copy)]
struct People {
    per_h: f64,
    /// w·L / (1 + w·L).
    u: f64,
    /// L, in h.
    length_h: f64,
    /// A planned window always takes its time; undoing a change takes it on average.
    is_fixed: bool,
}

impl People {
    /// Changes that go wrong, and planned windows.
    fn of(work: &Work) -> [Self; 2] {
        let event = |per_h: f64, length_h: f64, is_fixed: bool| {
            let odds = per_h * length_h;
            Self { per_h: if length_h > 0.0 { per_h } else { 0.0 }, u: odds / (1.0 + odds), length_h, is_fixed }
        };
        let changes_per_h = work.deploys_per_week * work.bad_share / WEEK_H;
        let windows_per_h = work.windows_per_year / Window::Year.hours();
        [event(changes_per_h, work.undo_h, false), event(windows_per_h, work.window_h, true)]
    }

    /// Those that have lasted for longer than `after_h`.
    fn longer(self, after_h: f64) -> Self {
        if self.length_h <= 0.0 {
            return self;
        }
        let way = after_h / self.length_h;
        let (left, reached) = if self.is_fixed {
            ((1.0 - way).max(0.0), f64::from(way < 1.0))
        } else {
            (libm::exp(-way), libm::exp(-way))
        };
        Self { per_h: self.per_h * reached, u: self.u * left, ..self }
    }

    /// Something that is down while it is down itself or while people have it down.
    fn in_series(self, state: Conditional) -> Conditional {
        Conditional {
            u: state.u + (1.0 - state.u) * self.u,
            outages_per_h: (1.0 - self.u) * (state.outages_per_h + (1.0 - state.u) * self.per_h),
        }
    }
}

/// A week, in h.
const WEEK_H: f64 = 168.0;

impl Chains {
    /// The same by cause. The last site to go starts the outage of several: it is charged as that site's are.
    fn causes(&self, down_cause: Cause, chain: &mut Chain) -> Parts {
        match self {
            Self::Down => Parts::only(down_cause, 1.0),
            Self::One(group) => group.causes(chain),
            Self::Sites(groups, common) => {
                let sites: Vec<(GroupSolution, Parts)> =
                    groups.iter().map(|group| (group.solve(chain), group.causes(chain))).collect();
                let apart: f64 = sites.iter().map(|(site, _)| tidy(site.u)).product();
                let mut last = Parts::default();
                for (at, (site, parts)) in sites.iter().enumerate() {
                    let rest = sites.iter().enumerate().filter(|(other, _)| *other != at);
                    let others: f64 = rest.map(|(_, (site, _))| tidy(site.u)).product();
                    last.add_times(&parts.scaled_to(1.0, Cause::Units), finite(site.outages_per_h) * others);
                }
                let mut parts = last.scaled_to(apart, Cause::Units);
                parts.add(Cause::CommonCause, common.u() * (1.0 - apart));
                parts
            }
        }
    }

    fn solve(&self, cache: &mut Cache) -> Conditional {
        match self {
            Self::Down => DOWN,
            Self::One(group) => {
                let solution = cache.solve(group);
                Conditional { u: tidy(solution.u), outages_per_h: finite(solution.outages_per_h) }
            }
            Self::Sites(groups, common) => {
                let sites: Vec<GroupSolution> = groups.iter().map(|group| cache.solve(group)).collect();
                let apart: f64 = sites.iter().map(|site| tidy(site.u)).product();
                let u = apart + common.u() * (1.0 - apart);
                // The last site to go starts the outage.
                let others = |at: usize| {
                    let rest = sites.iter().enumerate().filter(|(other, _)| *other != at);
                    rest.map(|(_, site)| tidy(site.u)).product::<f64>()
                };
                let outages: f64 =
                    sites.iter().enumerate().map(|(at, site)| finite(site.outages_per_h) * others(at)).sum();
                Conditional { u, outages_per_h: outages + finite(common.per_h) * (1.0 - u) }
            }
        }
    }
}

fn finite(rate: f64) -> f64 {
    if rate.is_finite() { rate } else { 0.0 }
}

impl<'a> Units<'a> {
    pub(super) fn new(setting: &Setting<'_>, component: &'a Component) -> Self {
        let known = |place: &Place| place.zone.filter(|zone| setting.topology.zones.contains_key(zone));
        let train = component.train.filter(|zone| setting.topology.zones.contains_key(zone));
        let room = limits::PLACES - usize::from(train.is_some());
        let mut merged: Map<Option<ZoneId>, u32> = Map::new();
        for place in fit_units(component.placement.clone(), component.strategy.mode()) {
            let zone = known(&place).filter(|zone| merged.len() < room || merged.contains_key(&Some(*zone)));
            let units = merged.or_default(zone);
            *units = units.saturating_add(place.units).min(limits::UNITS);
        }
        let places: Vec<Place> = merged.into_iter().map(|(zone, units)| Place { zone, units }).collect();
        let total: u32 = places.iter().map(|place| place.units).sum();
        let for_load = units_needed(setting.load(component), component.capacity);
        let (needed, is_overloaded) = match component.strategy {
            Strategy::Single | Strategy::Standby { .. } => (for_load, for_load > 1),
            Strategy::Cluster { needed, .. } => {
                let needed = needed.unwrap_or(for_load).max(1);
                (needed, needed > total)
            }
            // A majority of all members; every write goes through one leader.
            Strategy::Quorum { .. } => (total / 2 + 1, for_load > 1),
            Strategy::MultiSite { needed, .. } => {
                let needed = needed.unwrap_or(for_load).max(1);
                (needed, places.iter().all(|place| needed > place.units))
            }
        };
        let mut zones: Vec<ZoneId> = places.iter().filter_map(|place| place.zone).collect();
        zones.extend(train.filter(|train| !places.iter().any(|place| place.zone == Some(*train))));
        Self {
            component,
            unit: Unit::new(&component.fault, &component.recovery),
            zones,
            train,
            places,
            needed,
            is_overloaded,
        }
    }

    /// Units left while the zones for which `is_up` holds are up, and units in all.
    pub(super) fn left(&self, is_up: impl Fn(ZoneId) -> bool) -> (u32, u32) {
        let left = self.places.iter().filter(|place| place.zone.is_none_or(&is_up)).map(|place| place.units).sum();
        let left = if self.train.is_none_or(&is_up) { left } else { 0 };
        (left, self.places.iter().map(|place| place.units).sum())
    }

    /// Enough units are left while the zones for which `is_up` holds are up.
    pub(super) fn is_enough(&self, is_up: impl Fn(ZoneId) -> bool) -> bool {
        if self.is_overloaded || !self.train.is_none_or(&is_up) {
            return false;
        }
        let (left, _) = self.left(&is_up);
        match self.component.strategy {
            Strategy::Single | Strategy::Standby { .. } => left > 0,
            Strategy::Cluster { .. } | Strategy::Quorum { .. } => left >= self.needed,
            Strategy::MultiSite { .. } => {
                self.places.iter().any(|place| place.zone.is_none_or(&is_up) && place.units >= self.needed)
            }
        }
    }

    /// The places whose zone is in `mask`, if the release train is; units without a zone need only that.
    fn up(&self, mask: usize) -> impl Iterator<Item = &Place> {
        let is_up =
            move |zone: ZoneId| self.zones.iter().position(|id| *id == zone).is_some_and(|at| mask >> at & 1 == 1);
        self.places.iter().filter(move |place| self.train.is_none_or(is_up) && place.zone.is_none_or(is_up))
    }

    fn chains(&self, mask: usize) -> Chains {
        let units: u32 = self.up(mask).map(|place| place.units).sum();
        if units == 0 || self.is_overloaded {
            return Chains::Down;
        }
        match &self.component.strategy {
            Strategy::Single => Chains::One(Group::Single(self.unit)),
            Strategy::Standby { .. } if units == 1 => Chains::One(Group::Single(self.unit)),
            Strategy::Standby { .. } => self.pair(0.0).map_or(Chains::Down, |pair| Chains::One(Group::Standby(pair))),
            Strategy::Cluster { redundancy, .. } | Strategy::Quorum { redundancy } => {
                if units < self.needed {
                    return Chains::Down;
                }
                Chains::One(self.cluster(units, redundancy, redundancy.detection.mean_h()))
            }
            Strategy::MultiSite { redundancy, .. } => {
                let sites: Vec<u32> =
                    self.up(mask).map(|place| place.units).filter(|units| *units >= self.needed).collect();
                let group = |units: &u32| self.cluster(*units, redundancy, redundancy.detection.mean_h());
                match sites.as_slice() {
                    [] => Chains::Down,
                    [only] => Chains::One(group(only)),
                    _ => Chains::Sites(sites.iter().map(group).collect(), self.common_cause(&sites, redundancy)),
                }
            }
        }
    }

    /// What takes every unit of the component takes every site; each repairs its own units, `needed` of them at least.
    fn common_cause(&self, sites: &[u32], redundancy: &Redundancy) -> CommonCause {
        let mu = self.unit.repair_rate_per_h();
        let back_h = |units: u32| -> f64 {
            let failed = (units + 1).saturating_sub(self.needed)..=units;
            failed.map(|failed| 1.0 / (f64::from(failed.min(redundancy.crews)) * mu)).sum()
        };
        let per_h = redundancy.common_cause * self.unit.fault_rate_per_h();
        let back_per_h: f64 = sites.iter().map(|units| 1.0 / back_h(*units)).sum();
        CommonCause { per_h, mean_h: 1.0 / back_per_h }
    }

    /// The chain of a pair; `found_per_h`: how often a zone's fault finds a standby that died in silence.
    fn pair(&self, found_per_h: f64) -> Option<StandbyChain> {
        let Strategy::Standby { fault_factor, test, redundancy, temperature: _ } = &self.component.strategy else {
            return None;
        };
        Some(StandbyChain {
            mttf_h: self.unit.mttf_h(),
            mttr_h: self.unit.mttr_h(),
            fault_factor: *fault_factor,
            coverage: redundancy.coverage,
            common_cause: redundancy.common_cause,
            detect_h: redundancy.detection.mean_h(),
            switch_h: redundancy.switch_h,
            manual_h: redundancy.manual_h,
            test: *test,
            crews: redundancy.crews,
            false_per_h: redundancy.detection.false_per_h(),
            found_per_h,
        })
    }

    /// The chain of n active units. One unit of which one is needed is a single unit, with its true laws.
    fn cluster(&self, units: u32, redundancy: &Redundancy, detect_h: f64) -> Group {
        if units == 1 && self.needed <= 1 {
            return Group::Single(self.unit);
        }
        let leader = match self.component.strategy {
            Strategy::Quorum { .. } => Some(Leader { detect_h, elect_h: redundancy.switch_h }),
            Strategy::Single | Strategy::Standby { .. } | Strategy::Cluster { .. } | Strategy::MultiSite { .. } => None,
        };
        Group::Cluster(ClusterChain {
            units,
            needed: self.needed,
            mttf_h: self.unit.mttf_h(),
            mttr_h: self.unit.mttr_h(),
            coverage: redundancy.coverage,
            common_cause: redundancy.common_cause,
            manual_h: redundancy.manual_h,
            crews: redundancy.crews,
            leader,
        })
    }

    /// The takeover that a zone's fault causes while enough is left (DOMAIN §4: s_z and X).
    fn takeover(&self, fall: &Fall, exposure: &Exposure, cache: &mut Cache) -> Takeover {
        let count = |mask: usize| f64::from(self.up(mask).map(|place| place.units).sum::<u32>());
        let before = count(fall.from);
        let share = 1.0 - count(fall.to) / before;
        let over = |chance: f64, per_h: f64| if chance > 0.0 { chance / per_h } else { 0.0 };
        let (chance, mean_h, worked_h) = match &self.component.strategy {
            Strategy::Single | Strategy::MultiSite { .. } => (0.0, 0.0, 0.0),
            // One unit is left of the pair, and it was there before: nothing to take over from.
            Strategy::Standby { .. } if before < 2.0 => (0.0, 0.0, 0.0),
            Strategy::Standby { redundancy, .. } => {
                let found_per_h = self.found_per_h(fall, exposure);
                let solution = self.pair(finite(found_per_h)).map(|pair| cache.solve(&Group::Standby(pair)));
                let (latent, one) = solution.map_or((0.0, 0.0), |solution| (solution.pi_latent, solution.pi_one));
                let takeover_h = redundancy.detection.mean_h() + redundancy.switch_h;
                let by_hand = over(1.0 - redundancy.coverage, 1.0 / redundancy.manual_h + fall.repair_per_h);
                let both = (1.0 - latent - one).max(0.0);
                let ready = both * (redundancy.coverage * takeover_h + by_hand);
                let mu = self.unit.repair_rate_per_h();
                let worked_h = both * redundancy.coverage * takeover_h;
                (1.0 - one, ready + over(latent, mu + fall.repair_per_h), worked_h)
            }
            Strategy::Cluster { redundancy, .. } => {
                let uncovered = 1.0 - redundancy.coverage;
                (uncovered, over(uncovered, 1.0 / redundancy.manual_h + fall.repair_per_h), 0.0)
            }
            Strategy::Quorum { redundancy } => {
                let elect_h = redundancy.detection.mean_h() + redundancy.switch_h;
                let by_hand = over(1.0 - redundancy.coverage, 1.0 / redundancy.manual_h + fall.repair_per_h);
                let worked_h = redundancy.coverage * elect_h;
                (1.0, worked_h + by_hand, worked_h)
            }
        };
        Takeover { chance: share * chance, length_h: finite(share * mean_h), worked_h: finite(share * worked_h) }
    }

    /// How often a fault of a zone finds a standby that died in silence, per h.
    fn found_per_h(&self, fall: &Fall, exposure: &Exposure) -> f64 {
        let before = f64::from(self.up(fall.from).map(|place| place.units).sum::<u32>());
        self.up(fall.from)
            .filter_map(|place| Some((place.units, self.zones.iter().position(|id| Some(*id) == place.zone)?)))
            .map(|(units, zone)| f64::from(units) / before * exposure.fault_per_h[zone])
            .sum()
    }
}
