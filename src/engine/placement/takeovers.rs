//! What a zone's fault starts while enough is left: takeovers (DOMAIN §4: s_z and X).

#![expect(clippy::indexing_slicing, reason = "a kernel: rows have one place per zone of a component")]

use super::{Units, finite};
use crate::engine::cache::Cache;
use crate::engine::group::Group;
use crate::engine::zones::{Exposure, Fall};
use crate::model::Strategy;

/// What a zone's fault starts.
pub(super) struct Takeover {
    /// Its chance.
    pub(super) chance: f64,
    /// s·X: its mean length times its chance, in h.
    pub(super) length_h: f64,
    /// As much of that as is taken by takeovers that work.
    pub(super) worked_h: f64,
}

impl Units<'_> {
    /// The takeover that a zone's fault causes while enough is left (DOMAIN §4: s_z and X).
    pub(super) fn takeover(&self, fall: &Fall, exposure: &Exposure, cache: &mut Cache) -> Takeover {
        let solution = self.pair_before(fall.from, exposure).map(|pair| cache.solve(&pair));
        self.takeover_from(fall, solution.map_or((0.0, 0.0), |solution| (solution.pi_latent, solution.pi_one)))
    }

    /// The same where a pair is in Latent and in One with these chances when the fault comes.
    pub(super) fn takeover_from(&self, fall: &Fall, (latent, one): (f64, f64)) -> Takeover {
        let count = |mask: usize| f64::from(self.up(mask).map(|place| place.units).sum::<u32>());
        let before = count(fall.from);
        let share = 1.0 - count(fall.to) / before;
        let over = |chance: f64, per_h: f64| if chance > 0.0 { chance / per_h } else { 0.0 };
        let (chance, mean_h, worked_h) = match &self.component.strategy {
            Strategy::Single | Strategy::MultiSite { .. } => (0.0, 0.0, 0.0),
            // One unit is left of the pair, and it was there before: nothing to take over from.
            Strategy::Standby { .. } if before < 2.0 => (0.0, 0.0, 0.0),
            Strategy::Standby { redundancy, .. } => {
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

    /// The chain of a pair, both of whose units are there while the zones of `mask` are up: their faults find a standby that
    /// died in silence.
    pub(super) fn pair_before(&self, mask: usize, exposure: &Exposure) -> Option<Group> {
        let before = f64::from(self.up(mask).map(|place| place.units).sum::<u32>());
        let zones = self.up(mask);
        let found_per_h: f64 = zones
            .filter_map(|place| Some((place.units, self.zones.iter().position(|id| Some(*id) == place.zone)?)))
            .map(|(units, zone)| f64::from(units) / before * exposure.fault_per_h[zone])
            .sum();
        if before < 2.0 { None } else { self.pair(finite(found_per_h)).map(Group::Standby) }
    }
    /// The takeovers that a zone's fault starts, by how they end: the chance of each, its mean length in h, and the rate per
    /// h at which it ends but for the zone's repair. Together they are [`Units::takeover`].
    pub(super) fn takeover_parts(&self, fall: &Fall, exposure: &Exposure, cache: &mut Cache) -> Vec<(f64, f64, f64)> {
        let count = |mask: usize| f64::from(self.up(mask).map(|place| place.units).sum::<u32>());
        let before = count(fall.from);
        let share = 1.0 - count(fall.to) / before;
        // With the zone down for longer than T, its repair did not end the takeover within T.
        let until_zone = |chance: f64, per_h: f64| (share * chance, 1.0 / (per_h + fall.repair_per_h), per_h);
        let by_itself = |chance: f64, mean_h: f64| (share * chance, mean_h, 1.0 / mean_h);
        match &self.component.strategy {
            Strategy::Single | Strategy::MultiSite { .. } => Vec::new(),
            Strategy::Standby { .. } if before < 2.0 => Vec::new(),
            Strategy::Standby { redundancy, .. } => {
                let solution = self.pair_before(fall.from, exposure).map(|pair| cache.solve(&pair));
                let (latent, one) = solution.map_or((0.0, 0.0), |solution| (solution.pi_latent, solution.pi_one));
                let ready = (1.0 - latent - one).max(0.0);
                vec![
                    by_itself(ready * redundancy.coverage, redundancy.detection.mean_h() + redundancy.switch_h),
                    until_zone(ready * (1.0 - redundancy.coverage), 1.0 / redundancy.manual_h),
                    until_zone(latent, self.unit.repair_rate_per_h()),
                ]
            }
            Strategy::Cluster { redundancy, .. } => {
                vec![until_zone(1.0 - redundancy.coverage, 1.0 / redundancy.manual_h)]
            }
            Strategy::Quorum { redundancy } => vec![
                by_itself(redundancy.coverage, redundancy.detection.mean_h() + redundancy.switch_h),
                until_zone(1.0 - redundancy.coverage, 1.0 / redundancy.manual_h),
            ],
        }
    }
}
