//! How soon a component serves again, by what it has lost (DOMAIN §3): quantiles of first passage to a state that is up,
//! with worst-case detection.

use super::{BACKUP_INTERVAL_H, Setting, Units};
use crate::engine::cache::Cache;
use crate::engine::group::{Group, Loss, StandbyChain};
use crate::engine::lifetime::Unit;
use crate::engine::report::Rto;
use crate::model::ordered;
use crate::model::{Component, Redundancy, Strategy, TestInterval, Zone, ZoneKind};

/// It never serves again.
pub(super) const NEVER: Rto = Rto { median_h: f64::INFINITY, p95_h: f64::INFINITY };

/// What a component has lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disruption {
    /// One unit: its process, or the host under it.
    Unit,
    /// The zone of this kind that holds most of it.
    Zone(ZoneKind),
    /// Every unit at once.
    All,
    /// Its data is corrupted in every copy: a backup is restored.
    Data,
}

/// How soon it serves again after a disruption.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Again {
    /// After what.
    pub after: Disruption,
    /// Quantiles of the time until then.
    pub rto_h: Rto,
    /// Data that is lost then, in h, if another than with a takeover.
    pub loses_h: Option<f64>,
}

impl Setting<'_> {
    /// How soon the component serves again, by disruption, the smallest first; empty where the load is too much for it.
    pub fn again(&self, component: &Component, cache: &mut Cache) -> Vec<Again> {
        let units = Units::new(self, component);
        if units.is_overloaded {
            return Vec::new();
        }
        let row = |after, rto_h| Again { after, rto_h, loses_h: None };
        let mut rows = vec![row(Disruption::Unit, units.rto(cache))];
        for kind in [ZoneKind::Rack, ZoneKind::Zone, ZoneKind::Region, ZoneKind::ReleaseTrain] {
            let mut zones: Vec<(u32, &Zone)> = self
                .topology
                .zones
                .values()
                .filter(|zone| zone.kind == kind)
                .map(|zone| (self.lost_with(&units, zone), &**zone))
                .collect();
            ordered::sort_by_key(&mut zones, |(lost, _)| std::cmp::Reverse(*lost));
            if let Some((lost, zone)) = zones.first().filter(|(lost, _)| *lost > 0) {
                rows.push(row(Disruption::Zone(kind), self.after_zone(&units, zone, *lost, cache)));
            }
        }
        let all = units.after_all(cache);
        if units.places.iter().map(|place| place.units).sum::<u32>() > 1 {
            rows.push(row(Disruption::All, all));
        }
        if component.kind.row().stateful {
            rows.push(Again { after: Disruption::Data, rto_h: all, loses_h: Some(BACKUP_INTERVAL_H) });
        }
        rows
    }

    /// Units that a zone takes along.
    fn lost_with(&self, units: &Units<'_>, zone: &Zone) -> u32 {
        let inside = |at: crate::model::ZoneId| self.topology.is_within(at, zone.id);
        if units.train.is_some_and(inside) {
            return units.places.iter().map(|place| place.units).sum();
        }
        units.places.iter().filter(|place| place.zone.is_some_and(inside)).map(|place| place.units).sum()
    }

    /// While enough is left, until that has taken over; otherwise until the zone is back.
    fn after_zone(&self, units: &Units<'_>, zone: &Zone, lost: u32, cache: &mut Cache) -> Rto {
        if !units.is_enough(|at| !self.topology.is_within(at, zone.id)) {
            let back = Unit::new(&zone.fault, &zone.recovery).recovery;
            return Rto { median_h: back.quantile_h(0.5), p95_h: back.quantile_h(0.95) };
        }
        match &units.component.strategy {
            // A standby outside the zone, or none of it was in the zone.
            Strategy::Single | Strategy::Standby { .. } => units.rto(cache),
            Strategy::Cluster { redundancy, .. } | Strategy::Quorum { redundancy } => {
                let all = units.places.iter().map(|place| place.units).sum();
                of(cache.rto(&units.cluster(all, redundancy, redundancy.detection.worst_h()), Loss::Units(lost)))
            }
            Strategy::MultiSite { redundancy, .. } => of(cache.rto(&units.other_sites(redundancy), Loss::Units(1))),
        }
    }
}

impl Units<'_> {
    /// Time to serve again after the loss of a unit, with worst-case detection; of a site that is lost with its unit,
    /// until the others have taken over its share.
    pub(super) fn rto(&self, cache: &mut Cache) -> Rto {
        let worst_h = |redundancy: &Redundancy| redundancy.detection.worst_h();
        let group = match &self.component.strategy {
            Strategy::Single | Strategy::Standby { .. } | Strategy::Cluster { .. } | Strategy::Quorum { .. } => {
                self.whole()
            }
            Strategy::MultiSite { redundancy, .. } => match self.smallest_site() {
                Some(units) if units > self.needed => self.cluster(units, redundancy, worst_h(redundancy)),
                Some(_) | None if self.places.len() > 1 => self.other_sites(redundancy),
                Some(units) => self.cluster(units, redundancy, worst_h(redundancy)),
                None => return NEVER,
            },
        };
        of(cache.rto(&group, Loss::Units(1)))
    }

    /// The same after the loss of every unit; of several sites, until one of them is back.
    fn after_all(&self, cache: &mut Cache) -> Rto {
        let group = match &self.component.strategy {
            Strategy::Single | Strategy::Standby { .. } | Strategy::Cluster { .. } | Strategy::Quorum { .. } => {
                self.whole()
            }
            Strategy::MultiSite { redundancy, .. } => match self.smallest_site() {
                Some(units) => self.cluster(units, redundancy, redundancy.detection.worst_h()),
                None => return NEVER,
            },
        };
        of(cache.rto(&group, Loss::All))
    }

    /// All units in one chain.
    fn whole(&self) -> Group {
        let total: u32 = self.places.iter().map(|place| place.units).sum();
        match &self.component.strategy {
            Strategy::Single => Group::Single(self.unit),
            Strategy::Standby { redundancy, .. } => match self.pair(0.0) {
                Some(pair) => Group::Standby(StandbyChain { detect_h: redundancy.detection.worst_h(), ..pair }),
                None => Group::Single(self.unit),
            },
            Strategy::Cluster { redundancy, .. }
            | Strategy::Quorum { redundancy }
            | Strategy::MultiSite { redundancy, .. } => self.cluster(total, redundancy, redundancy.detection.worst_h()),
        }
    }

    /// Units of the smallest site that can carry the load.
    fn smallest_site(&self) -> Option<u32> {
        self.places.iter().map(|place| place.units).filter(|units| *units >= self.needed).min()
    }

    /// A site and the others, which take over its share when it is lost.
    fn other_sites(&self, redundancy: &Redundancy) -> Group {
        Group::Standby(StandbyChain {
            mttf_h: self.unit.mttf_h(),
            mttr_h: self.unit.mttr_h(),
            fault_factor: 1.0,
            coverage: redundancy.coverage,
            common_cause: 0.0,
            detect_h: redundancy.detection.worst_h(),
            switch_h: redundancy.switch_h,
            manual_h: redundancy.manual_h,
            test: TestInterval::Monitored,
            crews: redundancy.crews,
            false_per_h: 0.0,
            found_per_h: 0.0,
        })
    }
}

fn of(rto: crate::engine::group::Rto) -> Rto {
    Rto { median_h: rto.p50_h, p95_h: rto.p95_h }
}
