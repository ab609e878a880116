//! The figures of a component that the choice among strategies goes by (DOMAIN §3).

use super::{Placed, Setting, Units};
use crate::engine::cache::Cache;
use crate::engine::group::{Group, Loss, StandbyChain};
use crate::engine::report::{Figures, Rto};
use crate::engine::structure::within;
use crate::model::{Component, Place, Redundancy, Strategy, ZoneId, limits};

/// Data that a single unit may lose: what was written since the last backup, once a day (suggested), in h.
pub const BACKUP_INTERVAL_H: f64 = 24.0;

const NEVER: Rto = Rto { median_h: f64::INFINITY, p95_h: f64::INFINITY };

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
            cost_per_month: f64::from(units) * component.price_per_month * mode.cost_multiplier()
                + component.extra_per_month,
            rto_h: if placed.is_overloaded { NEVER } else { plan.rto(cache) },
            rpo_h: is_stateful.then(|| lag_h.unwrap_or(BACKUP_INTERVAL_H)),
            write_latency_ms: self.write_latency_ms(component, &plan.places, lag_h, is_stateful),
            ceiling_load: self.ceiling_load(component, &plan.places),
            sites,
            endpoints: match component.strategy {
                Strategy::Single | Strategy::Standby { .. } => 1,
                Strategy::Cluster { .. } | Strategy::Quorum { .. } | Strategy::MultiSite { .. } => units,
            },
            skill: match component.strategy {
                Strategy::Single => 1,
                Strategy::Standby { .. } | Strategy::Cluster { .. } => 2,
                Strategy::Quorum { .. } => 3,
                Strategy::MultiSite { .. } => 4,
            },
        }
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

impl Units<'_> {
    /// Time to serve again after the loss of a unit, with worst-case detection; of a site that is lost with its unit,
    /// until the others have taken over its share.
    fn rto(&self, cache: &mut Cache) -> Rto {
        let total: u32 = self.places.iter().map(|place| place.units).sum();
        let worst_h = |redundancy: &Redundancy| redundancy.detection.worst_h();
        let group = match &self.component.strategy {
            Strategy::Single => Group::Single(self.unit),
            Strategy::Standby { redundancy, .. } => match self.pair(0.0) {
                Some(pair) => Group::Standby(StandbyChain { detect_h: worst_h(redundancy), ..pair }),
                None => Group::Single(self.unit),
            },
            Strategy::Cluster { redundancy, .. } | Strategy::Quorum { redundancy } => {
                self.cluster(total, redundancy, worst_h(redundancy))
            }
            Strategy::MultiSite { redundancy, .. } => {
                let smallest = self.places.iter().map(|place| place.units).filter(|units| *units >= self.needed).min();
                match smallest {
                    Some(units) if units > self.needed => self.cluster(units, redundancy, worst_h(redundancy)),
                    Some(_) | None if self.places.len() > 1 => Group::Standby(StandbyChain {
                        mttf_h: self.unit.mttf_h(),
                        mttr_h: self.unit.mttr_h(),
                        fault_factor: 1.0,
                        coverage: redundancy.coverage,
                        common_cause: 0.0,
                        detect_h: worst_h(redundancy),
                        switch_h: redundancy.switch_h,
                        manual_h: redundancy.manual_h,
                        test: crate::model::TestInterval::Monitored,
                        crews: redundancy.crews,
                        false_per_h: 0.0,
                        found_per_h: 0.0,
                    }),
                    Some(units) => self.cluster(units, redundancy, worst_h(redundancy)),
                    None => return NEVER,
                }
            }
        };
        let rto = cache.rto(&group, Loss::Units(1));
        Rto { median_h: rto.p50_h, p95_h: rto.p95_h }
    }
}
