//! Fault prediction and fault recovery of one unit (DOMAIN §2): what follows from the laws that a person states.
//!
//! It must never form an unavailability by subtracting from 1, and never know of a second unit: that is `group`.

use super::numeric;
use crate::model::{Fault, Lifetime, Recovery, RecoveryParts};

/// z below which the mean of a logistic law up to a time is formed by `log1p`, above which by a difference.
const SMALL_Z: f64 = 0.5;

impl Lifetime {
    /// Mean, in h: `∫₀^∞ S`; of a logistic law sp(κ)/α with its mass at 0.
    #[must_use]
    pub fn mean_h(&self) -> f64 {
        match *self {
            Self::Logistic { steepness_per_h, .. } => numeric::softplus(self.kappa_of_logistic()) / steepness_per_h,
            Self::Exponential { mean_h } | Self::Weibull { mean_h, .. } | Self::Lognormal { mean_h, .. } => mean_h,
        }
    }

    /// κ = αβ, dimensionless: the ratio of median to scale of a logistic law; none for the other laws.
    #[must_use]
    pub fn kappa(&self) -> Option<f64> {
        match self {
            Self::Logistic { .. } => Some(self.kappa_of_logistic()),
            Self::Exponential { .. } | Self::Weibull { .. } | Self::Lognormal { .. } => None,
        }
    }

    fn kappa_of_logistic(&self) -> f64 {
        match *self {
            // A median of 0 makes κ 0 also where the law is infinitely steep.
            Self::Logistic { steepness_per_h, median_h } if median_h != 0.0 => steepness_per_h * median_h,
            Self::Logistic { .. } | Self::Exponential { .. } | Self::Weibull { .. } | Self::Lognormal { .. } => 0.0,
        }
    }

    /// A law that is always 0: its mean is 0 (or not a number).
    fn is_zero(&self) -> bool {
        let mean_h = self.mean_h();
        mean_h.is_nan() || mean_h <= 0.0
    }

    /// F(t), the probability that it has happened by `t_h` hours; 0 before 0, the mass at 0 from 0 on.
    #[must_use]
    pub fn cdf(&self, t_h: f64) -> f64 {
        if t_h < 0.0 {
            return 0.0;
        }
        if self.is_zero() {
            return 1.0;
        }
        match *self {
            Self::Logistic { steepness_per_h, .. } => numeric::expit(steepness_per_h * t_h - self.kappa_of_logistic()),
            Self::Exponential { mean_h } => -libm::expm1(-t_h / mean_h),
            Self::Weibull { mean_h, shape } => -libm::expm1(-weibull_exponent(mean_h, shape, t_h)),
            Self::Lognormal { mean_h, sigma } => numeric::normal_survival(-lognormal_z(mean_h, sigma, t_h)),
        }
    }

    /// S(t) = 1 − F(t), formed without that subtraction.
    #[must_use]
    pub fn survival(&self, t_h: f64) -> f64 {
        if t_h < 0.0 {
            return 1.0;
        }
        if self.is_zero() {
            return 0.0;
        }
        match *self {
            Self::Logistic { steepness_per_h, .. } => numeric::expit(self.kappa_of_logistic() - steepness_per_h * t_h),
            Self::Exponential { mean_h } => libm::exp(-t_h / mean_h),
            Self::Weibull { mean_h, shape } => libm::exp(-weibull_exponent(mean_h, shape, t_h)),
            Self::Lognormal { mean_h, sigma } => numeric::normal_survival(lognormal_z(mean_h, sigma, t_h)),
        }
    }

    /// Density at `t_h` > 0, in 1/h, without the mass at 0.
    #[must_use]
    pub fn density_per_h(&self, t_h: f64) -> f64 {
        if t_h < 0.0 || self.is_zero() {
            return 0.0;
        }
        match *self {
            Self::Logistic { steepness_per_h, .. } => steepness_per_h * self.cdf(t_h) * self.survival(t_h),
            Self::Exponential { mean_h } => libm::exp(-t_h / mean_h) / mean_h,
            Self::Weibull { .. } | Self::Lognormal { .. } => {
                let survival = self.survival(t_h);
                if survival > 0.0 { self.hazard_per_h(t_h) * survival } else { 0.0 }
            }
        }
    }

    /// The probability of a time of exactly 0: dead on arrival, or an instant recovery.
    #[must_use]
    pub fn mass_at_0(&self) -> f64 {
        match self {
            Self::Logistic { .. } => self.cdf(0.0),
            Self::Exponential { .. } | Self::Weibull { .. } | Self::Lognormal { .. } => {
                if self.is_zero() {
                    1.0
                } else {
                    0.0
                }
            }
        }
    }

    /// The time by which it has happened with probability `q`, in h, at least 0.
    #[must_use]
    pub fn quantile_h(&self, q: f64) -> f64 {
        if q.is_nan() || q <= 0.0 || self.is_zero() {
            return 0.0;
        }
        if q >= 1.0 {
            return f64::INFINITY;
        }
        match *self {
            Self::Logistic { steepness_per_h, median_h } => {
                (median_h + libm::log(q / (1.0 - q)) / steepness_per_h).max(0.0)
            }
            Self::Exponential { mean_h } => -mean_h * libm::log1p(-q),
            Self::Weibull { mean_h, shape } => {
                weibull_scale_h(mean_h, shape) * libm::pow(-libm::log1p(-q), 1.0 / shape)
            }
            Self::Lognormal { mean_h, sigma } => {
                mean_h * libm::exp(sigma * numeric::normal_quantile(q) - sigma * sigma / 2.0)
            }
        }
    }

    /// Hazard at age `t_h`, in 1/h: `α P(t)` of a logistic law.
    #[must_use]
    pub fn hazard_per_h(&self, t_h: f64) -> f64 {
        if self.is_zero() {
            return f64::INFINITY;
        }
        match *self {
            Self::Logistic { steepness_per_h, .. } => steepness_per_h * self.cdf(t_h),
            Self::Exponential { mean_h } => 1.0 / mean_h,
            Self::Weibull { mean_h, shape } => {
                let scale_h = weibull_scale_h(mean_h, shape);
                shape / scale_h * libm::pow(t_h / scale_h, shape - 1.0)
            }
            Self::Lognormal { mean_h, sigma } => {
                if t_h <= 0.0 {
                    return 0.0;
                }
                let z = lognormal_z(mean_h, sigma, t_h);
                if z.is_infinite() {
                    return 0.0;
                }
                let ln_density = -0.5 * z * z - numeric::LN_SQRT_2_PI;
                libm::exp(ln_density - numeric::ln_normal_survival(z)) / (sigma * t_h)
            }
        }
    }

    /// The probability that a unit of age `age_h` fails within `horizon_h`, given that it survived its start
    /// (DOMAIN §2, "risk in the next h at age s"); at age 0 the start itself is still ahead: F(horizon).
    #[must_use]
    pub fn risk_ahead(&self, age_h: f64, horizon_h: f64) -> f64 {
        if age_h.is_nan() || age_h <= 0.0 {
            return self.cdf(horizon_h);
        }
        if horizon_h.is_nan() || horizon_h <= 0.0 {
            return 0.0;
        }
        if self.is_zero() {
            return 1.0;
        }
        let end_h = age_h + horizon_h;
        match *self {
            Self::Logistic { steepness_per_h, .. } => self.cdf(end_h) * -libm::expm1(-steepness_per_h * horizon_h),
            Self::Exponential { mean_h } => -libm::expm1(-horizon_h / mean_h),
            Self::Weibull { mean_h, shape } => {
                let now = weibull_exponent(mean_h, shape, age_h);
                let then = weibull_exponent(mean_h, shape, end_h);
                if then.is_infinite() { 1.0 } else { -libm::expm1(now - then) }
            }
            Self::Lognormal { mean_h, sigma } => {
                let now = numeric::ln_normal_survival(lognormal_z(mean_h, sigma, age_h));
                let then = numeric::ln_normal_survival(lognormal_z(mean_h, sigma, end_h));
                if then.is_infinite() { 1.0 } else { -libm::expm1(then - now) }
            }
        }
    }

    /// `∫₀^t S`, in h: the mean of the time, cut off at `t_h`.
    #[must_use]
    pub fn mean_until_h(&self, t_h: f64) -> f64 {
        if t_h.is_nan() || t_h <= 0.0 || self.is_zero() {
            return 0.0;
        }
        if t_h.is_infinite() {
            return self.mean_h();
        }
        match *self {
            Self::Logistic { steepness_per_h, .. } => {
                let kappa = self.kappa_of_logistic();
                let z = steepness_per_h * t_h;
                let scaled = if z < SMALL_Z {
                    -libm::log1p(numeric::expit(kappa) * libm::expm1(-z))
                } else {
                    numeric::softplus(kappa) - numeric::softplus(kappa - z)
                };
                scaled / steepness_per_h
            }
            Self::Exponential { mean_h } => mean_h * -libm::expm1(-t_h / mean_h),
            Self::Weibull { mean_h, shape } => {
                mean_h * numeric::gamma_lower(1.0 / shape, weibull_exponent(mean_h, shape, t_h))
            }
            Self::Lognormal { mean_h, sigma } => {
                let z = lognormal_z(mean_h, sigma, t_h);
                mean_h * numeric::normal_survival(sigma - z) + t_h * numeric::normal_survival(z)
            }
        }
    }

    /// `∫_t^∞ S = E[(X − t)⁺]`, in h: formed on its own, so that it keeps its digits where hardly anything is left.
    #[must_use]
    pub fn mean_beyond_h(&self, t_h: f64) -> f64 {
        if t_h.is_nan() || t_h <= 0.0 || self.is_zero() {
            return self.mean_h();
        }
        match *self {
            Self::Logistic { steepness_per_h, .. } => {
                numeric::softplus(self.kappa_of_logistic() - steepness_per_h * t_h) / steepness_per_h
            }
            Self::Exponential { mean_h } => mean_h * libm::exp(-t_h / mean_h),
            Self::Weibull { mean_h, shape } => {
                mean_h * numeric::gamma_upper(1.0 / shape, weibull_exponent(mean_h, shape, t_h))
            }
            Self::Lognormal { mean_h, sigma } => {
                let z = lognormal_z(mean_h, sigma, t_h);
                (mean_h * numeric::normal_survival(z - sigma) - t_h * numeric::normal_survival(z)).max(0.0)
            }
        }
    }

    /// `∫₀^t ∫₀^s S`, in h²: the integral of [`Self::mean_until_h`], for the renewal equation.
    #[must_use]
    pub fn mean_until_integral_h2(&self, t_h: f64) -> f64 {
        if t_h.is_nan() || t_h <= 0.0 || self.is_zero() {
            return 0.0;
        }
        match *self {
            Self::Logistic { steepness_per_h, .. } => {
                let kappa = self.kappa_of_logistic();
                let z = steepness_per_h * t_h;
                let lost = numeric::softplus_integral(kappa) - numeric::softplus_integral(kappa - z);
                (z * numeric::softplus(kappa) - lost) / (steepness_per_h * steepness_per_h)
            }
            Self::Exponential { mean_h } => mean_h * (t_h + mean_h * libm::expm1(-t_h / mean_h)),
            Self::Weibull { mean_h, shape } => {
                // ½ E[t² − (t − X)²; X ≤ t] + ½ t² S(t) = t·E[X; X ≤ t] − ½ E[X²; X ≤ t] + ½ t² S(t).
                let x = weibull_exponent(mean_h, shape, t_h);
                let survival = libm::exp(-x);
                let first = mean_h * numeric::gamma_lower(1.0 / shape, x) - t_h * survival;
                let ln_scale = libm::log(mean_h) - numeric::ln_gamma(1.0 + 1.0 / shape);
                let square_h2 = libm::exp(2.0 * ln_scale + numeric::ln_gamma(1.0 + 2.0 / shape));
                let second = part_of(square_h2, numeric::gamma_lower(1.0 + 2.0 / shape, x), t_h);
                t_h * first - second / 2.0 + t_h * t_h * survival / 2.0
            }
            Self::Lognormal { mean_h, sigma } => {
                let z = lognormal_z(mean_h, sigma, t_h);
                let first = mean_h * numeric::normal_survival(sigma - z);
                let square_h2 = mean_h * mean_h * libm::exp(sigma * sigma);
                let second = part_of(square_h2, numeric::normal_survival(2.0 * sigma - z), t_h);
                t_h * first - second / 2.0 + t_h * t_h * numeric::normal_survival(z) / 2.0
            }
        }
    }

    /// The time over which the law changes, in h: what a grid must resolve.
    pub(crate) fn scale_h(&self) -> f64 {
        match *self {
            Self::Logistic { steepness_per_h, .. } => 1.0 / steepness_per_h,
            Self::Exponential { mean_h } => mean_h,
            Self::Weibull { mean_h, shape } => weibull_scale_h(mean_h, shape) / shape.max(1.0) * shape.min(1.0),
            Self::Lognormal { mean_h, sigma } => mean_h * libm::exp(-sigma * sigma / 2.0) * sigma.min(1.0 / sigma),
        }
    }
}

/// The logistic law with this median and the time by which 90 % have happened: `α = ln 9 / (t₉₀ − β)` (DOMAIN §2).
/// None unless 0 ≤ median < t90, both finite.
#[must_use]
pub fn logistic_from_median_t90(median_h: f64, t90_h: f64) -> Option<Lifetime> {
    if !(median_h >= 0.0 && t90_h > median_h && t90_h.is_finite()) {
        return None;
    }
    Some(Lifetime::Logistic { steepness_per_h: libm::log(9.0) / (t90_h - median_h), median_h })
}

/// The law with this mean and this κ: `γ = sp(κ) / mean, δ = κ / γ` (DOMAIN §2); a mean of 0 is the law that is always 0.
#[must_use]
pub fn logistic_from_mean_kappa(mean_h: f64, kappa: f64) -> Lifetime {
    let kappa = kappa.max(0.0);
    let steepness_per_h = numeric::softplus(kappa) / mean_h;
    if !(mean_h > 0.0 && steepness_per_h.is_finite()) {
        return Lifetime::Exponential { mean_h: 0.0 };
    }
    Lifetime::Logistic { steepness_per_h, median_h: kappa / steepness_per_h }
}

/// Weibull's η with this mean, in h: `mean / Γ(1 + 1/k)`.
fn weibull_scale_h(mean_h: f64, shape: f64) -> f64 {
    let g = numeric::gamma(1.0 + 1.0 / shape);
    if g.is_finite() { mean_h / g } else { libm::exp(libm::log(mean_h) - numeric::ln_gamma(1.0 + 1.0 / shape)) }
}

/// (t/η)^k.
fn weibull_exponent(mean_h: f64, shape: f64, t_h: f64) -> f64 {
    if t_h <= 0.0 {
        return 0.0;
    }
    libm::pow(t_h / weibull_scale_h(mean_h, shape), shape)
}

/// (ln t − μ)/σ with `μ = ln mean − σ²/2`.
fn lognormal_z(mean_h: f64, sigma: f64, t_h: f64) -> f64 {
    if t_h <= 0.0 {
        return f64::NEG_INFINITY;
    }
    let distance = libm::log(t_h / mean_h) + sigma * sigma / 2.0;
    if sigma > 0.0 {
        distance / sigma
    } else if distance < 0.0 {
        f64::NEG_INFINITY
    } else {
        f64::INFINITY
    }
}

/// E[X²; X ≤ t] as its share of E[X²], in h²; at most t², also where E[X²] overflows.
fn part_of(square_h2: f64, share: f64, t_h: f64) -> f64 {
    if share > 0.0 { (square_h2 * share).min(t_h * t_h) } else { 0.0 }
}

/// Mean of a recovery, in h: parts add up.
#[must_use]
pub fn parts_mean_h(parts: &RecoveryParts) -> f64 {
    parts.detect_h + parts.diagnose_h + parts.repair_h + parts.verify_h
}

/// One unit with both its laws resolved: what the rest of the engine works with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// Time to the fault; none: it never fails.
    pub fault: Option<Lifetime>,
    /// Time to the recovery.
    pub recovery: Lifetime,
}

impl Unit {
    /// Resolves what a person states: parts become a logistic law with their κ, a published availability the
    /// exponential law with `MTTF = MTTR (1 − u) / u`.
    #[must_use]
    pub fn new(fault: &Fault, recovery: &Recovery) -> Self {
        let recovery = match recovery {
            Recovery::Law(law) => *law,
            Recovery::Parts(parts) => logistic_from_mean_kappa(parts_mean_h(parts), parts.kappa),
        };
        let fault = match *fault {
            Fault::Law(law) => Some(law),
            Fault::Published { unavailability } => {
                let mttr_h = recovery.mean_h();
                // Nothing is ever down when it is back at once, whatever was published.
                (unavailability > 0.0 && mttr_h > 0.0).then(|| Lifetime::Exponential {
                    mean_h: (mttr_h * (1.0 - unavailability) / unavailability).max(0.0),
                })
            }
            Fault::Never => None,
        };
        Self { fault, recovery }
    }

    /// Mean time to failure, in h; ∞ when it never fails.
    #[must_use]
    pub fn mttf_h(&self) -> f64 {
        self.fault.map_or(f64::INFINITY, |law| law.mean_h())
    }

    /// Mean time to recovery, in h.
    #[must_use]
    pub fn mttr_h(&self) -> f64 {
        self.recovery.mean_h()
    }

    /// λ = 1/MTTF, per h; 0 when it never fails.
    #[must_use]
    pub fn fault_rate_per_h(&self) -> f64 {
        1.0 / self.mttf_h()
    }

    /// μ = 1/MTTR, per h; ∞ when it is back at once.
    #[must_use]
    pub fn repair_rate_per_h(&self) -> f64 {
        1.0 / self.mttr_h()
    }

    /// `u = MTTR / (MTTF + MTTR)`, right for any laws with these means (alternating renewal).
    #[must_use]
    pub fn unavailability(&self) -> f64 {
        unavailability(self.mttf_h(), self.mttr_h())
    }

    /// Outages per hour: `(1−P(0))(1−R(0)) / (1−P(0)R(0)) / (MTTF+MTTR)`; stretches of length zero don't count.
    #[must_use]
    pub fn outages_per_h(&self) -> f64 {
        let Some(fault) = self.fault else { return 0.0 };
        let (p0, starts) = (fault.mass_at_0(), fault.survival(0.0));
        let stays_down = self.recovery.survival(0.0);
        // 1 − P(0)R(0), without cancellation where both are near 1.
        let moves = starts + p0 * stays_down;
        let cycle_h = self.mttf_h() + self.mttr_h();
        if moves > 0.0 && cycle_h > 0.0 { starts * stays_down / moves / cycle_h } else { 0.0 }
    }

    /// Mean length of an outage, in h: u over outages per hour; none when there are no outages.
    #[must_use]
    pub fn mean_outage_h(&self) -> Option<f64> {
        let outages_per_h = self.outages_per_h();
        (outages_per_h > 0.0).then(|| self.unavailability() / outages_per_h)
    }
}

/// `MTTR / (MTTF + MTTR)`, both in h, with 0 where repair takes no time and 1 where it never ends.
#[must_use]
pub fn unavailability(mttf_h: f64, mttr_h: f64) -> f64 {
    if mttf_h.is_infinite() || mttr_h.is_nan() || mttr_h <= 0.0 {
        0.0
    } else if mttr_h.is_infinite() {
        1.0
    } else {
        mttr_h / (mttf_h + mttr_h)
    }
}
