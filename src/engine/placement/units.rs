//! A component resolved: its places, what is needed, and the chains that run while some of its zones are up.

use super::{Chains, CommonCause, Setting};
use crate::engine::group::{ClusterChain, Group, Leader, StandbyChain, units_needed};
use crate::engine::lifetime::Unit;
use crate::model::check::fit_units;
use crate::model::ordered::Map;
use crate::model::{Component, Place, Redundancy, Strategy, ZoneId, limits};

/// A component resolved: its places, what is needed, its unit.
pub(in crate::engine) struct Units<'a> {
    pub(super) component: &'a Component,
    pub(super) unit: Unit,
    pub(super) places: Vec<Place>,
    /// Of the places, then the release train.
    pub(super) zones: Vec<ZoneId>,
    pub(super) train: Option<ZoneId>,
    pub(super) needed: u32,
    pub(super) is_overloaded: bool,
}

impl<'a> Units<'a> {
    pub(in crate::engine) fn new(setting: &Setting<'_>, component: &'a Component) -> Self {
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
    pub(in crate::engine) fn left(&self, is_up: impl Fn(ZoneId) -> bool) -> (u32, u32) {
        let left = self.places.iter().filter(|place| place.zone.is_none_or(&is_up)).map(|place| place.units).sum();
        let left = if self.train.is_none_or(&is_up) { left } else { 0 };
        (left, self.places.iter().map(|place| place.units).sum())
    }

    /// Enough units are left while the zones for which `is_up` holds are up.
    pub(in crate::engine) fn is_enough(&self, is_up: impl Fn(ZoneId) -> bool) -> bool {
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
    pub(super) fn up(&self, mask: usize) -> impl Iterator<Item = &Place> {
        let is_up =
            move |zone: ZoneId| self.zones.iter().position(|id| *id == zone).is_some_and(|at| mask >> at & 1 == 1);
        self.places.iter().filter(move |place| self.train.is_none_or(is_up) && place.zone.is_none_or(is_up))
    }

    pub(super) fn chains(&self, mask: usize) -> Chains {
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
    pub(super) fn pair(&self, found_per_h: f64) -> Option<StandbyChain> {
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
    pub(super) fn cluster(&self, units: u32, redundancy: &Redundancy, detect_h: f64) -> Group {
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
}
