//! One component with a strategy and a placement, which may be a trial: how it fares for each set of its zones that is up
//! (DOMAIN §4); in `figures` those that the choice among strategies goes by (§3).
//!
//! Never looks at what the component needs: that is `structure`.

#![expect(clippy::indexing_slicing, reason = "a kernel: rows have one place per mask over at most six zones")]

pub mod again;
mod figures;
mod longer;
mod onward;
mod takeovers;
mod units;

use super::cache::Cache;
use super::causes::{Cause, Parts};
use super::delay::Delay;
use super::group::{Group, GroupSolution};
use super::markov::Chain;
use super::structure::Spread;
use super::zones::{Exposure, Fall, ZoneLaw};
use crate::model::ordered::Map;
use crate::model::{Component, Goal, Strategy, Topology, Window, Work, ZoneId, limits};

use takeovers::Takeover;

pub use figures::{BACKUP_INTERVAL_H, cost_per_month};
pub use onward::{Moving, Walk};
pub(super) use units::Units;

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
        let solved = (0..exposure.chance.len()).map(|mask| plan.chains(mask).solve(cache)).collect();
        plan.beside_zones(&exposure, solved, People::of(&component.work), |fall| plan.takeover(fall, &exposure, cache))
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
}

/// A chance from 0 to 1, whatever rounding or an infinite rate made of it.
fn tidy(u: f64) -> f64 {
    if u.is_nan() { 1.0 } else { limits::clamped(u, 0.0, 1.0) }
}

impl Units<'_> {
    /// The chance that what a zone's fault leaves is down by itself just then. Of a pair and a quorum the takeover's chance
    /// is as good as all.
    fn left_down(&self, left: Conditional) -> f64 {
        match self.component.strategy {
            Strategy::Cluster { .. } | Strategy::MultiSite { .. } => tidy(left.u),
            Strategy::Single | Strategy::Standby { .. } | Strategy::Quorum { .. } => 0.0,
        }
    }

    /// What its chains do by mask, with what zones' faults start and what people do.
    fn beside_zones(
        &self,
        exposure: &Exposure,
        solved: Vec<Conditional>,
        [changes, planned]: [People; 2],
        mut takeover: impl FnMut(&Fall) -> Takeover,
    ) -> Placed {
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
            let takeover = takeover(fall);
            has_zone_takeovers |= takeover.length_h > 0.0;
            if exposure.chance[fall.to] > 0.0 {
                by_mask[fall.to].u += fall.per_h / exposure.chance[fall.to] * takeover.length_h;
            }
            let chance = takeover.chance + (1.0 - takeover.chance) * self.left_down(after);
            outages_per_h += fall.per_h * chance;
            falls.push(Fallout { from: fall.from, to: fall.to, chance });
        }
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
            places: self.places.iter().filter(|place| place.zone.is_some()).count(),
            zones: self.zones.clone(),
            by_mask,
            u: u.min(1.0),
            outages_per_h,
            needed: self.needed,
            is_overloaded: self.is_overloaded,
            has_zone_takeovers,
            falls,
            longer: Vec::new(),
        }
    }
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

    /// Sites that are each enough, beside this being on with chance `common_u`. The last site to go starts the outage.
    fn with_sites(&self, sites: &[Conditional], common_u: f64) -> Conditional {
        let others = |but: usize| {
            let rest = sites.iter().enumerate().filter(|(other, _)| *other != but);
            rest.map(|(_, site)| tidy(site.u)).product::<f64>()
        };
        let apart = others(sites.len());
        let u = apart + common_u * (1.0 - apart);
        let outages: f64 = sites.iter().enumerate().map(|(at, site)| finite(site.outages_per_h) * others(at)).sum();
        Conditional { u, outages_per_h: outages + finite(self.per_h) * (1.0 - u) }
    }
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
                let site = |group: &Group| {
                    let solution = cache.solve(group);
                    Conditional { u: solution.u, outages_per_h: solution.outages_per_h }
                };
                common.with_sites(&groups.iter().map(site).collect::<Vec<_>>(), common.u())
            }
        }
    }
}

fn finite(rate: f64) -> f64 {
    if rate.is_finite() { rate } else { 0.0 }
}
