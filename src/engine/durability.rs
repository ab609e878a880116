//! How likely data is lost for good: the annual loss of one object kept in k + m parts, by the three textbook methods
//! side by side. They share their inputs and differ in what they take for granted about rebuilding; none of them sees
//! what parts have in common (a bad release, a wrong delete, a fire), so all are lower bounds.

use super::numeric;
use crate::model::Storage;

/// Length of a year in h.
const YEAR_H: f64 = 8766.0;

/// The chance that an object is lost within a year, by each method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnnualLoss {
    /// Windows: the year is cut into rebuild times; lost when more than m parts fail in one of them (Poisson).
    /// Source: Backblaze's durability calculation of 2018.
    pub by_windows: f64,
    /// A Markov chain with every lost part rebuilt at once: rate i·μ with i parts lost.
    pub in_parallel: f64,
    /// A Markov chain with one rebuild at a time: rate μ. Source: MTTDL of RAID, Patterson, Gibson and Katz 1988.
    pub one_by_one: f64,
}

/// The annual loss of an object kept so.
pub fn annual_loss(storage: &Storage) -> AnnualLoss {
    let rate_per_h = fault_per_h(storage);
    let parts = f64::from(storage.data) + f64::from(storage.parity);
    let in_window = numeric::gamma_lower(f64::from(storage.parity) + 1.0, parts * rate_per_h * storage.rebuild_h);
    let windows = YEAR_H / storage.rebuild_h;
    let by_windows = -libm::expm1(windows * libm::log1p(-in_window));
    let chain = |crews: u32| -libm::expm1(-YEAR_H / mean_to_loss_h(storage, crews));
    AnnualLoss { by_windows, in_parallel: chain(u32::MAX), one_by_one: chain(1) }
}

/// λ of one part, per h, from its annual failure rate: AFR = 1 − e^(−λ·year).
fn fault_per_h(storage: &Storage) -> f64 {
    -libm::log1p(-storage.annual_failure) / YEAR_H
}

/// MTTDL in h: the mean first passage from "all parts there" to "m + 1 parts lost" of the chain that loses parts at
/// (n − i)λ and rebuilds them at min(i, crews)·μ. Sums of positive terms.
pub fn mean_to_loss_h(storage: &Storage, crews: u32) -> f64 {
    let (rate_per_h, parts) = (fault_per_h(storage), storage.data + storage.parity);
    let (mut step_h, mut total_h) = (0.0, 0.0);
    for lost in 0..=storage.parity {
        let loses = f64::from(parts - lost) * rate_per_h;
        let rebuilds = f64::from(lost.min(crews)) / storage.rebuild_h;
        // From `lost` to one more: a wait, and for every rebuild before it the way back.
        step_h = (1.0 + rebuilds * step_h) / loses;
        total_h += step_h;
    }
    total_h
}
