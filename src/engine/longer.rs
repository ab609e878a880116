//! Outages that only count after a while (DOMAIN §4): how likely something has been down for longer than T, and how often
//! an outage gets that long.
//!
//! `P(down for longer than T) = w·E[(D − T)⁺]` and `w·P(D > T)` an hour, w being the outages per hour and D their length.
//! Nothing here is a difference of chances, so small figures keep their digits.

#![expect(clippy::indexing_slicing, reason = "a kernel: every grid is made here as long as it is walked")]

use super::group::{Group, GroupSolution};
use super::lifetime::Unit;
use super::markov::Chain;
use super::numeric;
use crate::model::Lifetime;

/// Steps of the grid over which restarts that fail at once prolong an outage: at least, at most, and for each time over
/// which the law of recovery changes.
const STEPS: (f64, f64, f64) = (64.0, 512.0, 32.0);

/// Outages longer than some time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lasting {
    /// The chance of having been down for longer.
    pub u: f64,
    /// How often an outage gets that long, per h.
    pub outages_per_h: f64,
}

impl Lasting {
    /// Outages of one kind, of exponential length.
    pub fn exponential(per_h: f64, mean_h: f64, after_h: f64) -> Self {
        let outages_per_h = per_h * libm::exp(-after_h / mean_h);
        if outages_per_h > 0.0 {
            Self { u: outages_per_h * mean_h, outages_per_h }
        } else {
            Self { u: 0.0, outages_per_h: 0.0 }
        }
    }
}

impl Group {
    /// Its outages longer than `after_h`; `chain` is scratch. What never comes back has been down for longer than any time.
    #[must_use]
    pub fn longer(&self, after_h: f64, chain: &mut Chain) -> Lasting {
        if let Self::Single(unit) = self {
            return unit.longer(after_h);
        }
        let GroupSolution { u, outages_per_h, .. } = self.solve(chain);
        let law = if outages_per_h > 0.0 { chain.outage() } else { None };
        match law {
            Some(law) => Lasting {
                u: (outages_per_h * law.mean_beyond_h(after_h)).min(u),
                outages_per_h: outages_per_h * law.survival(after_h),
            },
            None => Lasting { u, outages_per_h: 0.0 },
        }
    }
}

impl Unit {
    /// Its outages longer than `after_h`, with its true law of recovery. A restart that fails at once (the mass P(0) of the
    /// fault's law) prolongs an outage: with D the sum of the recoveries until a restart holds,
    /// `E[(D−t)⁺] = E[(R−t)⁺] + p S_R(t) E[D] + p ∫_{[0,t]} E[(D−t+r)⁺] dF_R(r)` and `P(D>t) = S_R(t) + p ∫ P(D>t−r) dF_R(r)`.
    #[must_use]
    pub fn longer(&self, after_h: f64) -> Lasting {
        let u = self.unavailability();
        let (mttr_h, cycle_h) = (self.mttr_h(), self.mttf_h() + self.mttr_h());
        let Some(fault) = self.fault.filter(|_| u > 0.0) else { return Lasting { u: 0.0, outages_per_h: 0.0 } };
        let holds = fault.survival(0.0);
        let fails = fault.mass_at_0();
        if !(holds > 0.0 && mttr_h.is_finite() && cycle_h > 0.0) {
            return Lasting { u, outages_per_h: 0.0 };
        }
        let (beyond_h, chance) = if fails > 0.0 {
            beyond_with_restarts(&self.recovery, fails, mttr_h / holds, after_h)
        } else {
            (self.recovery.mean_beyond_h(after_h), self.recovery.survival(after_h))
        };
        Lasting { u: (u * beyond_h / (mttr_h / holds)).min(u), outages_per_h: holds / cycle_h * chance }
    }
}

/// `E[(D − t)⁺]` in h and `P(D > t)` where each recovery is followed by another with chance `fails`; `mean_h` is E[D].
fn beyond_with_restarts(recovery: &Lifetime, fails: f64, mean_h: f64, t_h: f64) -> (f64, f64) {
    let (least, most, each) = STEPS;
    let wanted = libm::ceil(each * t_h / recovery.scale_h());
    // A time that is not a number of steps (an infinitely steep law) gets the finest grid.
    let count = if wanted < most { wanted.max(least) } else { most };
    let step_h = t_h / count;
    let mut times: Vec<f64> = vec![0.0];
    while numeric::count(times.len()) <= count {
        times.push(step_h * numeric::count(times.len()));
    }
    let survival: Vec<f64> = times.iter().map(|at| recovery.survival(*at)).collect();
    // Half the chance that a recovery takes so many steps: a step's is shared by its ends.
    let halves: Vec<f64> = survival.windows(2).map(|ends| (ends[0] - ends[1]) / 2.0).collect();
    let (mut beyond_h, mut chance) = (vec![mean_h], vec![survival[0] / (1.0 - fails * recovery.mass_at_0())]);
    let rest = 1.0 - fails * (recovery.mass_at_0() + halves.first().copied().unwrap_or(0.0));
    for i in 1..times.len() {
        let (mut mean, mut share) = (0.0, 0.0);
        for (j, half) in halves[..i].iter().enumerate() {
            let (near, far) = (i - j, i - j - 1);
            let known = |of: &[f64]| if near < i { of[near] + of[far] } else { of[far] };
            mean += half * known(&beyond_h);
            share += half * known(&chance);
        }
        beyond_h.push((recovery.mean_beyond_h(times[i]) + fails * (survival[i] * mean_h + mean)) / rest);
        chance.push((survival[i] + fails * share) / rest);
    }
    let last = times.len() - 1;
    (beyond_h[last], chance[last])
}
