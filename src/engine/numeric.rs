//! Small numerical helpers that keep their digits where the naive formula loses them.
//!
//! It must never know a word of the domain, and never use std's transcendental functions: host and wasm agree bit for bit.

use crate::model::limits;

/// Most steps of a root search.
const ROOT_STEPS: u32 = 200;
/// Most terms of a series or of a continued fraction.
const SERIES_TERMS: u32 = 500;

/// A count as a float: exact below 2³², saturating above.
#[must_use]
pub fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// sp(x) = ln(1 + eˣ), without overflow and with full relative precision on both sides.
#[must_use]
#[inline]
pub fn softplus(x: f64) -> f64 {
    if x > 0.0 { x + libm::log1p(libm::exp(-x)) } else { libm::log1p(libm::exp(x)) }
}

/// 1 / (1 + e⁻ˣ), with full relative precision on both sides; its complement is `expit(-x)`.
#[must_use]
#[inline]
pub fn expit(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + libm::exp(-x))
    } else {
        let e = libm::exp(x);
        e / (1.0 + e)
    }
}

/// ∫ sp from −∞ to `x`, which is −Li₂(−eˣ).
#[must_use]
pub fn softplus_integral(x: f64) -> f64 {
    expit_integrals(x).2
}

/// [`expit`], its integral [`softplus`] and the integral of that from −∞, −Li₂(−eˣ), with one exponential and one
/// logarithm: the last by the Bernoulli series of the dilogarithm in sp(−|x|) ≤ ln 2.
#[must_use]
#[inline]
pub fn expit_integrals(x: f64) -> (f64, f64, f64) {
    let e = libm::exp(-x.abs());
    let s = libm::log1p(e);
    let s2 = s * s;
    let below = s + s2 / 4.0 + s2 * s * (1.0 / 36.0 + s2 * polynomial(&DILOGARITHM, s2));
    if x > 0.0 {
        (1.0 / (1.0 + e), x + s, x * x / 2.0 + std::f64::consts::PI * std::f64::consts::PI / 6.0 - below)
    } else {
        (e / (1.0 + e), s, below)
    }
}

/// Bₙ/(n+1)! for n = 4, 6, … 16.
const DILOGARITHM: [f64; 7] = [
    -1.0 / 3600.0,
    1.0 / 211_680.0,
    -1.0 / 10_886_400.0,
    1.0 / 526_901_760.0,
    -691.0 / 16_999_766_784_000.0,
    1.0 / 1_120_863_744_000.0,
    -3617.0 / 181_400_588_328_960_000.0,
];

/// Survival of the standard normal law, P(Z > z).
#[must_use]
pub fn normal_survival(z: f64) -> f64 {
    0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2)
}

/// ln P(Z > z), also where P itself underflows.
#[must_use]
pub fn ln_normal_survival(z: f64) -> f64 {
    if z < 25.0 {
        return libm::log(normal_survival(z));
    }
    // Asymptotic series of Mills' ratio; at z = 25 the next term is below 1e-16.
    let y = 1.0 / (z * z);
    let mills = 1.0 - y * (1.0 - y * (3.0 - y * (15.0 - y * (105.0 - y * 945.0))));
    -0.5 * z * z - libm::log(z) - LN_SQRT_2_PI + libm::log(mills)
}

/// ln √(2π).
pub const LN_SQRT_2_PI: f64 = 0.918_938_533_204_672_8;

/// Quantile of the standard normal law for `0 < p < 1`, ±∞ at the ends (Wichura, algorithm AS 241, to 1e-16).
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * polynomial(&CENTRE_TOP, r) / polynomial(&CENTRE_BOTTOM, r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = (-libm::log(tail)).sqrt();
    let size = if r <= 5.0 {
        polynomial(&MIDDLE_TOP, r - 1.6) / polynomial(&MIDDLE_BOTTOM, r - 1.6)
    } else {
        polynomial(&TAIL_TOP, r - 5.0) / polynomial(&TAIL_BOTTOM, r - 5.0)
    };
    if q < 0.0 { -size } else { size }
}

/// Coefficients from the constant up.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

const CENTRE_TOP: [f64; 8] = [
    3.387_132_872_796_366_5,
    1.331_416_678_917_843_8e2,
    1.971_590_950_306_551_3e3,
    1.373_169_376_550_946e4,
    4.592_195_393_154_987e4,
    6.726_577_092_700_87e4,
    3.343_057_558_358_813e4,
    2.509_080_928_730_122_7e3,
];
const CENTRE_BOTTOM: [f64; 8] = [
    1.0,
    4.231_333_070_160_091e1,
    6.871_870_074_920_579e2,
    5.394_196_021_424_751e3,
    2.121_379_430_158_659_7e4,
    3.930_789_580_009_271e4,
    2.872_908_573_572_194_3e4,
    5.226_495_278_852_545e3,
];
const MIDDLE_TOP: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    2.417_807_251_774_506e-1,
    2.272_384_498_926_918_4e-2,
    7.745_450_142_783_414e-4,
];
const MIDDLE_BOTTOM: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    6.897_673_349_851e-1,
    1.481_039_764_274_800_8e-1,
    1.519_866_656_361_645_7e-2,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];
const TAIL_TOP: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    2.965_605_718_285_048_7e-1,
    2.653_218_952_657_612_4e-2,
    1.242_660_947_388_078_4e-3,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const TAIL_BOTTOM: [f64; 8] = [
    1.0,
    5.998_322_065_558_88e-1,
    1.369_298_809_227_358e-1,
    1.487_536_129_085_061_5e-2,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

/// Γ(x) for x > 0; overflows to ∞ past 171.
#[must_use]
pub fn gamma(x: f64) -> f64 {
    libm::tgamma(x)
}

/// ln Γ(x) for x > 0.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// Regularised lower incomplete gamma function, P(a, x) = γ(a, x) / Γ(a), for a > 0 and x ≥ 0: the series below a + 1,
/// the continued fraction of its complement above.
#[must_use]
pub fn gamma_lower(a: f64, x: f64) -> f64 {
    gamma_parts(a, x).0
}

/// Its complement, Q(a, x) = 1 − P(a, x), with its own digits where it is small.
#[must_use]
pub fn gamma_upper(a: f64, x: f64) -> f64 {
    gamma_parts(a, x).1
}

fn gamma_parts(a: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if x.is_infinite() {
        return (1.0, 0.0);
    }
    let front = libm::exp(a * libm::log(x) - x - ln_gamma(a));
    if x < a + 1.0 {
        let mut term = 1.0 / a;
        let mut sum = term;
        let mut n = a;
        for _ in 0..SERIES_TERMS {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term <= sum * f64::EPSILON * 0.25 {
                break;
            }
        }
        let lower = (front * sum).min(1.0);
        return (lower, 1.0 - lower);
    }
    // Lentz's evaluation of the fraction.
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / f64::MIN_POSITIVE;
    let mut d = 1.0 / b;
    let mut fraction = d;
    let mut i = 0.0;
    for _ in 0..SERIES_TERMS {
        i += 1.0;
        let an = -i * (i - a);
        b += 2.0;
        d = an * d + b;
        if d.abs() < f64::MIN_POSITIVE {
            d = f64::MIN_POSITIVE;
        }
        c = b + an / c;
        if c.abs() < f64::MIN_POSITIVE {
            c = f64::MIN_POSITIVE;
        }
        d = 1.0 / d;
        let step = d * c;
        fraction *= step;
        if (step - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    let upper = limits::clamped(front * fraction, 0.0, 1.0);
    (1.0 - upper, upper)
}

/// A root of `f` between `low` and `high`, where its signs differ (Brent: inverse interpolation guarded by bisection).
/// None when the signs agree or a value is not a number.
#[must_use]
pub fn root(f: impl Fn(f64) -> f64, low: f64, high: f64) -> Option<f64> {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a), f(b));
    if fa == 0.0 {
        return Some(a);
    }
    if fb == 0.0 {
        return Some(b);
    }
    if fa.is_nan() || fb.is_nan() || (fa > 0.0) == (fb > 0.0) {
        return None;
    }
    let (mut c, mut fc) = (a, fa);
    let mut step = b - a;
    let mut before = step;
    for _ in 0..ROOT_STEPS {
        if (fb > 0.0) == (fc > 0.0) {
            (c, fc) = (a, fa);
            step = b - a;
            before = step;
        }
        if fc.abs() < fb.abs() {
            (a, b, c) = (b, c, b);
            (fa, fb, fc) = (fb, fc, fb);
        }
        let tolerance = f64::EPSILON * b.abs() + f64::MIN_POSITIVE;
        let half = 0.5 * (c - b);
        if half.abs() <= tolerance || fb == 0.0 {
            return Some(b);
        }
        let mut next = half;
        if before.abs() >= tolerance && fa.abs() > fb.abs() {
            let s = fb / fa;
            let secant = (c - a).abs() < f64::MIN_POSITIVE;
            let (p, q) = if secant {
                (2.0 * half * s, 1.0 - s)
            } else {
                let (q, r) = (fa / fc, fb / fc);
                (s * (2.0 * half * q * (q - r) - (b - a) * (r - 1.0)), (q - 1.0) * (r - 1.0) * (s - 1.0))
            };
            let (p, q) = if p > 0.0 { (p, -q) } else { (-p, q) };
            if 2.0 * p < (3.0 * half * q - (tolerance * q).abs()).min((before * q).abs()) {
                next = p / q;
                before = step;
            } else {
                before = half;
            }
        } else {
            before = half;
        }
        step = next;
        (a, fa) = (b, fb);
        b += if step.abs() > tolerance { step } else { tolerance.copysign(half) };
        fb = f(b);
        if fb.is_nan() {
            return None;
        }
    }
    Some(b)
}
