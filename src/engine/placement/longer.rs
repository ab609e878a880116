//! A component's outages longer than some time, by its zones that are up (DOMAIN §4): of each basic event that its p_S is
//! made of, the part that has lasted longer.

use super::{Chains, Conditional, People, Placed, Setting, Units, finite, tidy};
use crate::engine::cache::Cache;
use crate::engine::causes::{Cause, Parts};
use crate::engine::delay::Delay;
use crate::engine::longer::Lasting;
use crate::engine::zones::Exposure;
use crate::model::Component;

impl Setting<'_> {
    /// By mask, as [`super::Placed::by_mask`]: the chance of having been down for longer than `after`, and how often an
    /// outage gets that long.
    pub fn longer(&self, component: &Component, after: Delay, cache: &mut Cache) -> Vec<Conditional> {
        let after_h = after.hours();
        let plan = Units::new(self, component);
        let exposure = Exposure::new(self.topology, self.laws, &plan.zones);
        let mut by_mask: Vec<Conditional> =
            (0..exposure.chance.len()).map(|mask| plan.chains(mask).longer(after_h, cache)).collect();
        for fall in &exposure.falls {
            let chance = exposure.chance.get(fall.to).copied().unwrap_or(0.0);
            let Some(state) = by_mask.get_mut(fall.to).filter(|state| state.u < 1.0 && chance > 0.0) else { continue };
            for (share, mean_h, after_rate_per_h) in plan.takeover_parts(fall, &exposure, cache) {
                let lasts = libm::exp(-after_h * after_rate_per_h);
                if share > 0.0 && lasts > 0.0 {
                    state.u += fall.per_h / chance * finite(share * mean_h) * lasts;
                }
            }
        }
        let [changes, planned] = People::of(&component.work).map(|people| people.longer(after_h));
        for state in &mut by_mask {
            state.u = tidy(state.u);
            *state = planned.in_series(changes.in_series(*state));
        }
        by_mask
    }
}

impl Setting<'_> {
    /// [`Setting::causes`] of what has lasted for longer than `after`, in proportions: a takeover is over by its own rate,
    /// a change and a window by theirs, and what is left is charged to units and common causes as it is without a delay.
    pub fn causes_longer(&self, component: &Component, placed: &Placed, after: Delay, cache: &mut Cache) -> Vec<Parts> {
        let after_h = after.hours();
        let lasts = |mean_h: f64| if mean_h > 0.0 { libm::exp(-after_h / mean_h) } else { 0.0 };
        let (worked, failed) = component.strategy.redundancy().map_or((0.0, 0.0), |redundancy| {
            (lasts(redundancy.detection.mean_h() + redundancy.switch_h), lasts(redundancy.manual_h))
        });
        let [changes, planned] = People::of(&component.work);
        let [late_changes, late_planned] = [changes, planned].map(|people| people.longer(after_h));
        let kept = |late: People, all: People| if all.u > 0.0 { late.u / all.u } else { 0.0 };
        let mut rows = self.causes(component, placed, cache);
        for (mask, row) in rows.iter_mut().enumerate() {
            let mut parts = Parts::default();
            parts.add(Cause::TakeoversWorked, row.of(Cause::TakeoversWorked) * worked);
            parts.add(Cause::TakeoversFailed, row.of(Cause::TakeoversFailed) * failed);
            parts.add(Cause::Changes, row.of(Cause::Changes) * kept(late_changes, changes));
            parts.add(Cause::Planned, row.of(Cause::Planned) * kept(late_planned, planned));
            let rest = (placed.after(after, mask).u - parts.total()).max(0.0);
            let mut own = Parts::default();
            for cause in [Cause::Units, Cause::CommonCause, Cause::Zones, Cause::Load] {
                own.add(cause, row.of(cause));
            }
            parts.add_times(&own.scaled_to(rest, Cause::Units), 1.0);
            *row = parts;
        }
        rows
    }
}

impl Chains {
    /// Sites that are each enough are down together for longer than T when each of them is.
    fn longer(&self, after_h: f64, cache: &mut Cache) -> Conditional {
        match self {
            Self::Down => super::DOWN,
            Self::One(group) => conditional(cache.longer(group, after_h)),
            Self::Sites(groups, common) => {
                let sites: Vec<Conditional> =
                    groups.iter().map(|group| conditional(cache.longer(group, after_h))).collect();
                let all = |but: usize| {
                    sites.iter().enumerate().filter(|(at, _)| *at != but).map(|(_, site)| site.u).product::<f64>()
                };
                let apart = all(sites.len());
                let u = apart + common.u() * libm::exp(-after_h / common.mean_h) * (1.0 - apart);
                let outages: f64 = sites.iter().enumerate().map(|(at, site)| site.outages_per_h * all(at)).sum();
                let together = finite(Lasting::exponential(common.per_h, common.mean_h, after_h).outages_per_h);
                Conditional { u: tidy(u), outages_per_h: outages + together * (1.0 - u) }
            }
        }
    }
}

fn conditional(lasting: Lasting) -> Conditional {
    Conditional { u: tidy(lasting.u), outages_per_h: finite(lasting.outages_per_h) }
}
