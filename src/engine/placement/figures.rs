//! The figures of a component that the choice among strategies goes by (DOMAIN §3).

use super::again::NEVER;
use super::{Placed, Setting, Units};
use crate::engine::cache::Cache;
use crate::engine::report::Figures;
use crate::engine::structure::within;
use crate::model::{Component, Goal, Place, Strategy, ZoneId, limits};

/// Data that a single unit may lose: what was written since the last backup, once a day (suggested), in h.
pub const BACKUP_INTERVAL_H: f64 = 24.0;

/// What a component costs per month as it stands: its units at their price and the mode's multiplier, more where they lie
/// in several zones by what traffic between them costs, and what a person adds.
pub fn cost_per_month(component: &Component, goal: &Goal) -> f64 {
    let units = f64::from(component.units());
    let between = if component.is_spread() { 1.0 + goal.between_sites } else { 1.0 };
    units * component.price_per_month * component.strategy.mode().cost_multiplier() * between
        + component.extra_per_month
}

impl Setting<'_> {
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
            rto_h: if placed.is_overloaded { NEVER } else { plan.rto(cache) },
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
